import { z } from 'zod';
import { ExecutionError } from '../../lib/core';

/** An object that Terraform's state has. */
export interface Managed {
  /** Such as `alicloud_vpc.x`. */
  readonly address: string;
  readonly type: string;
  /** What `terraform import` would take. */
  readonly id: string;
  /** The region that its provider is for: the alias of it, in the stacks of this project; empty without an alias. */
  readonly region: string;
  /** Terraform's attributes. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether the next apply replaces it, because its creation was not seen to its end. */
  readonly isTainted: boolean;
  /** Whether it is what was replaced, and is still to be destroyed. */
  readonly isDeposed: boolean;
}

/** Version 4 is that of Terraform since 0.12, and of OpenTofu. */
const stateFile = z.object({
  version: z.literal(4),
  resources: z.array(
    z.object({
      module: z.string().optional(),
      mode: z.string(),
      type: z.string(),
      name: z.string(),
      provider: z.string(),
      instances: z.array(
        z.object({
          index_key: z.union([z.string(), z.number()]).optional(),
          status: z.string().optional(),
          deposed: z.string().optional(),
          attributes: z.looseObject({ id: z.string().optional() }),
        }),
      ),
    }),
  ),
});

/**
 * Reads what `terraform state pull` prints; nothing at all is a state that is not there yet.
 *
 * @throws ExecutionError `STATE_UNREADABLE`
 */
export function readState(text: string): readonly Managed[] {
  if (text.trim() === '') return [];
  const read = stateFile.safeParse(json(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw unreadable(`${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  return read.data.resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ module, type, name, provider, instances }) =>
      instances.flatMap(({ index_key: key, status, deposed, attributes }) => {
        const index = key === undefined ? '' : `[${JSON.stringify(key)}]`;
        const address = `${[module, type, name].filter((part) => part !== undefined).join('.')}${index}`;
        return {
          address,
          type,
          id: attributes.id ?? '',
          region: /\]\.([\w-]+)$/.exec(provider)?.[1] ?? '',
          values: attributes,
          isTainted: status === 'tainted',
          isDeposed: deposed !== undefined,
        };
      }),
    );
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

function unreadable(why: string): ExecutionError {
  return new ExecutionError('STATE_UNREADABLE', `the state is not what Terraform writes in version 4 (${why})`);
}
