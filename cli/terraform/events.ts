/** One line of Terraform's machine-readable output (`-json`), as far as it is used here. */
export interface TerraformEvent {
  readonly type: string;
  readonly '@message'?: string;
  readonly hook?: {
    readonly resource?: { readonly addr: string; readonly resource_type: string };
    readonly action?: string;
    readonly elapsed_seconds?: number;
  };
  readonly changes?: {
    readonly add: number;
    readonly change: number;
    readonly remove: number;
    /** What they were counted after: `plan`, `apply` or `destroy`. */
    readonly operation?: string;
  };
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string };
  readonly diagnostic?: {
    readonly severity: 'error' | 'warning';
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>>;
}

/** Reads one line; `undefined` when it is not an event (a provider may print anything). */
export function parseEvent(line: string): TerraformEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const event = JSON.parse(line) as Partial<TerraformEvent>;
    return typeof event.type === 'string' ? (event as TerraformEvent) : undefined;
  } catch {
    return undefined;
  }
}
