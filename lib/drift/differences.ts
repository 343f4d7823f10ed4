import { isObject } from '../proof/terraform';
import { meansSame } from './meaning';
import { blockIn, isReportOnly, type BlockSchema } from './provider-schema';

/** A part of a resource that is another than it was. */
export interface Difference {
  /** Where: `tags.owner`, or `servers[192.168.7.20:80].weight`. */
  readonly path: string;
  /** Undefined where there was nothing. */
  readonly before: unknown;
  /** Undefined where there is nothing any more. */
  readonly after: unknown;
}

/** The attribute that a path begins with. */
export const attributeOf = (path: string): string => path.split(/[.[]/, 1)[0] ?? path;

/** What tells the items of a list apart, the first that they have; with a port where there is one. */
const NAMING = [
  'server_id',
  'server_group_id',
  'zone_id',
  'vswitch_id',
  'certificate_id',
  'acl_id',
  'entry',
  'type',
  'order',
  'key',
  'name',
];

/**
 * The smallest parts in which two values differ by meaning.
 *
 * Items of lists come in no order: they are paired by what names them.
 */
export function differences(path: string, before: unknown, after: unknown, block?: BlockSchema): readonly Difference[] {
  if (meansSame(before, after, block)) return [];
  const values = [before, after].filter((value) => value !== undefined && value !== null);
  if (values.every(isObject)) return differencesOfMaps(path, mapOf(before), mapOf(after), block);
  if (values.every(Array.isArray)) return differencesOfLists(path, listOf(before), listOf(after), block);
  return [{ path, before, after }];
}

type Json = Readonly<Record<string, unknown>>;

const mapOf = (value: unknown): Json => (isObject(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function differencesOfMaps(path: string, before: Json, after: Json, block: BlockSchema | undefined) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !isReportOnly(block, name))
    .flatMap((name) => differences(`${path}.${name}`, before[name], after[name], blockIn(block, name)));
}

function differencesOfLists(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
  block: BlockSchema | undefined,
): readonly Difference[] {
  const [gone, come] = unlike(before, after, block);
  const pairs = gone.map((item) => ({ item, partner: takePartner(item, come) }));
  return [
    ...pairs.flatMap(({ item, partner }) => {
      if (partner === undefined) return [{ path: pathOf(path, item), before: item, after: undefined }];
      return differences(pathOf(path, item), item, partner, block);
    }),
    ...come.map((item) => ({ path: pathOf(path, item), before: undefined, after: item })),
  ];
}

/** The items of two lists that have none that means the same in the other. */
function unlike(before: readonly unknown[], after: readonly unknown[], block: BlockSchema | undefined) {
  const come = [...after];
  const gone = before.filter((item) => {
    const at = come.findIndex((other) => meansSame(item, other, block));
    if (at >= 0) come.splice(at, 1);
    return at < 0;
  });
  return [gone, come] as const;
}

/** Takes the item out of others that is the same thing, changed; undefined where none is. */
function takePartner(item: unknown, others: unknown[]): unknown {
  if (!isObject(item)) return undefined;
  const at = others.findIndex((other) => isObject(other) && nameOf(other) === nameOf(item));
  return at < 0 ? undefined : others.splice(at, 1)[0];
}

/** A block that there is one of has no name, and needs none. */
function pathOf(path: string, item: unknown): string {
  const name = nameOf(item);
  return name === '' || !isObject(item) ? path : `${path}[${name}]`;
}

function nameOf(item: unknown): string {
  if (!isObject(item)) return String(item);
  const name = NAMING.map((attribute) => item[attribute]).find(
    (value) => value !== undefined && value !== null && value !== '',
  );
  const { port } = item;
  return `${name === undefined ? '' : String(name)}${typeof port === 'number' ? `:${port}` : ''}`;
}
