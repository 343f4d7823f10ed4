import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One entry of `resource_drift` or `resource_changes`. */
export interface ChangeJson {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string;
  readonly module_address?: string;
  readonly deposed?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown?: Readonly<Record<string, unknown>>;
    readonly before_sensitive?: Readonly<Record<string, unknown>>;
    readonly importing?: object;
  };
}

/** The parts of a plan's JSON that drift is told from. */
export interface PlanJson {
  readonly format_version: string;
  readonly planned_values: object;
  readonly resource_drift?: readonly ChangeJson[];
  readonly resource_changes?: readonly ChangeJson[];
  readonly prior_state: { readonly values: { readonly root_module: { readonly resources: readonly unknown[] } } };
  readonly configuration: object;
}

/** A plan that `fixtures/refresh.ts` recorded. */
export function recorded(name: string): PlanJson {
  return JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', `${name}.json`), 'utf8')) as PlanJson;
}

/** An entry about a resource of an address without modules and keys. */
export function change(
  address: string,
  actions: readonly string[],
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
  unknown: Readonly<Record<string, unknown>> = {},
): ChangeJson {
  const [type = '', name = ''] = address.split('.');
  return { address, mode: 'managed', type, name, change: { actions, before, after, after_unknown: unknown } };
}

/** What a resource's attributes refer to, by address and attribute. */
export type References = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** A plan of these entries; all that stands is one VPC, and what has been updated. */
export function planOf(
  drift: readonly ChangeJson[],
  changes: readonly ChangeJson[] | 'refreshOnly' = [],
  references: References = {},
): PlanJson {
  const resources = Object.entries(references).map(([address, attributes]) => ({
    address,
    expressions: Object.fromEntries(Object.entries(attributes).map(([name, each]) => [name, { references: each }])),
  }));
  const updated = drift.filter(({ change: { after } }) => after !== null);
  const standing = [
    { address: 'alicloud_vpc.stands', mode: 'managed', type: 'alicloud_vpc', values: { id: 'vpc-stands' } },
    ...updated.map(({ address, mode, type, change: { after } }) => ({ address, mode, type, values: after })),
  ];
  return {
    format_version: '1.2',
    planned_values: {},
    resource_drift: drift,
    ...(changes !== 'refreshOnly' && { resource_changes: changes }),
    prior_state: { values: { root_module: { resources: standing } } },
    configuration: { root_module: { resources } },
  };
}
