import { evaluateWritten, pairsOf } from '../expression/evaluate';
import { Reference, type Value, type ValueMap } from '../value';
import { isObject, moduleOfFiles, objects } from './hcl';
import { Inventory, type Instance } from './instance';
import { collect, keyText, ModuleInstance, type Configuration, type ResourceDefinition } from './module';
import { regionOf } from './region';

type Json = Readonly<Record<string, unknown>>;
type Keys = readonly (string | number | undefined)[];

/** What a synthesized stack makes, and what could not be told of how often it makes it. */
export interface SynthesizedInventory {
  readonly inventory: Inventory;
  /** Names of resources whose `count` or `for_each` is not known. */
  readonly uncounted: readonly string[];
}

/** The instances of one stack in Terraform's JSON syntax, before there is a plan; modules that it calls are not looked into. */
export function inventoryOfSynthesized(stack: Json): SynthesizedInventory {
  const definition = moduleOfFiles([stack], () => undefined);
  const keys = new Map<string, Keys | undefined>();
  const collected = new Map<string, Value>();
  const configuration: Configuration = {
    variables: {},
    keysOf: () => undefined,
    instancesOf: (_module, name) => {
      const found = keys.get(name);
      if (found !== undefined && !collected.has(name)) collected.set(name, collectionOf(name, found));
      return collected.get(name);
    },
  };
  const root = new ModuleInstance(configuration, definition);
  const blocks = blocksOf(stack);
  for (const { name, block } of blocks) keys.set(name, keysOfBlock(block, root));
  const regions = regionsOfProviders(stack, root);
  const instances = blocks.flatMap(({ name, block }) =>
    (keys.get(name) ?? []).map((key) =>
      instanceOf(`${name}${keyText(key)}`, block, () => valuesOf(definition.resources[name], root, key), regions),
    ),
  );
  return {
    inventory: new Inventory(instances),
    uncounted: blocks.map(({ name }) => name).filter((name) => keys.get(name) === undefined),
  };
}

/** What the resources of a synthesized stack are called, by address: the paths of their constructs. */
export function labelsOfSynthesized(stack: Json): ReadonlyMap<string, string> {
  return new Map(
    blocksOf(stack).flatMap(({ name, block }) => {
      const path = constructPath(block);
      return path === undefined ? [] : [[name, path] as const];
    }),
  );
}

function collectionOf(name: string, keys: Keys): Value {
  if (keys.length === 1 && keys[0] === undefined) return new Reference(name);
  return collect(keys as (string | number)[], (key) => new Reference(`${name}${keyText(key)}`));
}

function valuesOf(definition: ResourceDefinition | undefined, root: ModuleInstance, key: Keys[number]): ValueMap {
  return definition?.body(root.scope(key, definition)) ?? {};
}

function blocksOf(stack: Json): readonly { readonly name: string; readonly block: Json }[] {
  const kinds = [
    ['resource', ''],
    ['data', 'data.'],
  ] as const;
  return kinds.flatMap(([kind, lead]) =>
    objects(stack[kind]).flatMap((byType) =>
      Object.entries(byType).flatMap(([type, byName]) =>
        objects(byName).flatMap((blocks) =>
          Object.entries(blocks).map(([name, block]) => ({
            name: `${lead}${type}.${name}`,
            block: Object.assign({}, ...objects(block)) as Json,
          })),
        ),
      ),
    ),
  );
}

/** Keys of what `count` or `for_each` makes; undefined where that is not known. */
function keysOfBlock(block: Json, root: ModuleInstance): Keys | undefined {
  if ('count' in block) {
    const count = evaluateWritten(block.count, root.scope());
    return typeof count === 'number' ? [...Array(count).keys()] : undefined;
  }
  if (!('for_each' in block)) return [undefined];
  const forEach = evaluateWritten(block.for_each, root.scope());
  const pairs = pairsOf(forEach);
  return pairs?.map(([key, value]) => String(typeof key === 'number' ? value : key));
}

function instanceOf(
  address: string,
  block: Json,
  compute: () => ValueMap,
  regions: ReadonlyMap<string, string>,
): Instance {
  const mode = address.startsWith('data.') ? 'data' : 'managed';
  const [type = ''] = address.replace(/^data\./, '').split('.');
  let values: ValueMap | undefined;
  return {
    address,
    type,
    mode,
    label: constructPath(block) ?? address,
    region: regionOf({ zone_id: block.zone_id }, regions.get(providerKey(block, type)) ?? ''),
    get values() {
      values ??= compute();
      return values;
    },
  };
}

/** `alicloud.cn-chengdu`, with or without `${}`; the default provider of a type is named as its first word. */
function providerKey(block: Json, type: string): string {
  if (typeof block.provider === 'string') return block.provider.replace(/^\$\{|\}$/g, '');
  return type.split('_')[0] ?? '';
}

function regionsOfProviders(stack: Json, root: ModuleInstance): ReadonlyMap<string, string> {
  const providers = objects(stack.provider).flatMap((byName) => Object.entries(byName));
  return new Map(
    providers.flatMap(([name, blocks]) =>
      objects(blocks).map((block): [string, string] => {
        const region: Value = evaluateWritten(block.region, root.scope());
        const key = typeof block.alias === 'string' ? `${name}.${block.alias}` : name;
        return [key, typeof region === 'string' ? region : ''];
      }),
    ),
  );
}

/** The path of the construct that a block comes from, without its stack and `Resource` at its end. */
function constructPath(block: Json): string | undefined {
  const note = block['//'];
  const path = isObject(note) && isObject(note.metadata) ? note.metadata.path : undefined;
  if (typeof path !== 'string') return undefined;
  const [, ...rest] = path.split('/');
  const named = rest.at(-1) === 'Resource' ? rest.slice(0, -1) : rest;
  return named.length === 0 ? undefined : named.join('/');
}
