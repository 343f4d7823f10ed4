import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExecutionError } from '../../lib/core';

/** A condition, and what to say when it does not hold. */
export interface Condition {
  readonly condition: string;
  readonly errorMessage: string;
}

/** One resource or data source, as the synthesized Terraform declares it. */
export interface Block {
  readonly mode: 'resource' | 'data';
  /** Such as `alicloud_vpc`. */
  readonly type: string;
  /** `alicloud_vpc.x`, or `data.alicloud_images.x`. */
  readonly address: string;
  readonly region: string;
  /** Arguments by name, expressions unevaluated. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly preconditions: readonly Condition[];
  readonly postconditions: readonly Condition[];
}

/** What a stack's `cdk.tf.json` says, as far as a rehearsal needs it. */
export interface Configuration {
  readonly blocks: readonly Block[];
  /** The assertions of `check` blocks, by the address of the block. */
  readonly checks: readonly (Condition & { readonly address: string })[];
  /** Expressions of outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What stands in the file that a rehearsal does not know, by name. */
  readonly unknown: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
type Named = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** What stands at the top of a file; `terraform` says where the state is and which provider there is. */
const TOP = ['//', 'check', 'data', 'output', 'provider', 'resource', 'terraform'];
const META = ['//', 'depends_on', 'lifecycle', 'provider'];
/** What a lifecycle can say. The first two are about changes, which a rehearsal does not make. */
const LIFECYCLE = ['create_before_destroy', 'prevent_destroy', 'ignore_changes', 'precondition', 'postcondition'];

/** Reads the synthesized Terraform of a stack from the folder that it is in. */
export function readConfiguration(folder: string): Configuration {
  return toConfiguration(JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as Json);
}

/** Reads synthesized Terraform. */
export function toConfiguration(json: Json): Configuration {
  const { check = {}, output = {} } = json as { check?: Record<string, Json>; output?: Record<string, Json> };
  const regions = regionsByProvider(json);
  const unknown = Object.keys(json)
    .filter((name) => !TOP.includes(name))
    .map((name) => `the block ${name}`);
  const written = blocksIn(json);
  return {
    blocks: written.map((block) => toBlock(block, regions)),
    checks: Object.entries(check).flatMap(([name, { assert }]) =>
      conditions(assert).map((one) => ({ address: `check.${name}`, ...one })),
    ),
    outputs: Object.fromEntries(Object.entries(output).map(([name, { value }]) => [name, value])),
    unknown: [
      ...unknown,
      ...Object.entries(check).flatMap(([name, body]) => others(`check.${name}`, body, ['assert', '//'])),
      ...written.flatMap(({ address, body }) => others(`${address}.lifecycle`, body.lifecycle, LIFECYCLE)),
    ],
  };
}

/** A block as it stands in the file. */
interface Written extends Pick<Block, 'mode' | 'type' | 'address'> {
  readonly body: Json;
}

function toBlock({ mode, type, address, body }: Written, regions: ReadonlyMap<unknown, string>): Block {
  const { ignore_changes: ignoreChanges, precondition, postcondition } = (body.lifecycle ?? {}) as Json;
  const region = regions.get(body.provider);
  if (region === undefined) throw new ExecutionError('NO_REGION', `${address} names no provider with a region`);
  return {
    mode,
    type,
    address,
    region,
    arguments: Object.fromEntries(Object.entries(body).filter(([argument]) => !META.includes(argument))),
    dependsOn: (body.depends_on ?? []) as readonly string[],
    ignoreChanges: (ignoreChanges ?? []) as readonly string[],
    preconditions: conditions(precondition),
    postconditions: conditions(postcondition),
  };
}

function blocksIn(json: Json): readonly Written[] {
  return (['data', 'resource'] as const).flatMap((mode) =>
    Object.entries((json[mode] ?? {}) as Named).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, body]) => {
        const address = mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
        return { mode, type, address, body };
      }),
    ),
  );
}

function others(where: string, body: unknown, known: readonly string[]): readonly string[] {
  return Object.keys(body ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => `${where}.${name}`);
}

/** `alicloud.cn-chengdu` and the region that it is for; a provider without an alias goes by its name. */
function regionsByProvider({ provider = {} }: Json): ReadonlyMap<unknown, string> {
  return new Map(
    Object.entries(provider as Record<string, readonly Json[]>).flatMap(([name, configurations]) =>
      configurations.map(({ alias, region }) => [
        typeof alias === 'string' ? `${name}.${alias}` : undefined,
        String(region),
      ]),
    ),
  );
}

function conditions(blocks: unknown): readonly Condition[] {
  return ((blocks ?? []) as readonly Json[]).map(({ condition, error_message: errorMessage }) => ({
    condition: String(condition),
    errorMessage: String(errorMessage),
  }));
}
