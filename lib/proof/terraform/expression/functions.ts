import { addressAt, blockAround, readCidr, sizeOf, type Cidr } from '../../../core';
import { isKnown, isList, isMap, Reference, type Value, type ValueMap } from '../value';

type Args = readonly Value[];

/**
 * Terraform's functions that move things about, which is what names the targets of references.
 *
 * Each answers undefined where it cannot tell; those that compute new texts of things to come are left out on purpose.
 */
export const FUNCTIONS: Readonly<Record<string, (...args: Args) => Value>> = {
  toset: (value) => (isPlain(value) ? [...new Set(value)].sort() : onlyOne(value)),
  tolist: (value) => value,
  tomap: (value) => value,
  tostring: (value) => (isKnown(value) && value !== null ? String(value) : value),
  tonumber: (value) => (isKnown(value) && value !== null ? toNumber(value) : value),
  keys: (value) => (isMap(value) ? Object.keys(value).sort() : undefined),
  values: (value) =>
    isMap(value)
      ? Object.keys(value)
          .sort()
          .map((key) => value[key])
      : undefined,
  length: (value) => (isList(value) ? value.length : isMap(value) ? Object.keys(value).length : undefined),
  element: (list, index) =>
    isList(list) && list.length > 0 && typeof index === 'number' ? list[index % list.length] : undefined,
  one: (list) => (isList(list) && list.length === 1 ? list[0] : undefined),
  concat: (...lists) => (lists.every(isList) ? lists.flatMap((list) => [...list]) : undefined),
  flatten: (list) => (isList(list) && !list.some(isOpaque) ? flat(list) : undefined),
  merge: (...maps) => (maps.every(isMap) ? (Object.assign({}, ...maps) as ValueMap) : undefined),
  lookup: (map, key, otherwise) =>
    isMap(map) && typeof key === 'string' ? (Object.hasOwn(map, key) ? map[key] : otherwise) : undefined,
  zipmap: (keys, values) =>
    isList(keys) && isKnown(keys) && isList(values) && keys.length === values.length
      ? Object.fromEntries(keys.map((key, index) => [String(key), values[index]]))
      : undefined,
  setunion: (...sets) => (sets.every(isPlain) ? [...new Set((sets as Value[][]).flat())].sort() : undefined),
  distinct: (list) => (isPlain(list) ? [...new Set(list)] : undefined),
  reverse: (list) => (isList(list) ? [...list].reverse() : undefined),
  contains: (list, item) => (isList(list) && isKnown(list) && isKnown(item) ? list.includes(item) : undefined),
  cidrsubnet: (prefix, newbits, netnum) => subnet(prefix, newbits, netnum)?.text,
  cidrhost: (prefix, host) => {
    const block = blockOf(prefix);
    const isInside = block !== undefined && isCount(host) && host < sizeOf(block);
    return isInside ? addressAt(block, host) : undefined;
  },
  range: (...args) => (args.length === 1 && typeof args[0] === 'number' ? [...Array(args[0]).keys()] : undefined),
  upper: (text) => (typeof text === 'string' ? text.toUpperCase() : undefined),
  lower: (text) => (typeof text === 'string' ? text.toLowerCase() : undefined),
  coalesce: (...args) => {
    const found = args.find((value) => value !== null && value !== '');
    return found === args.at(-1) || isSurelyGiven(found) ? found : undefined;
  },
  try: (...args) => args[0],
  sensitive: (value) => value,
  nonsensitive: (value) => value,
};

/** As Terraform takes a prefix, with or without host bits; undefined for IPv6, and for what is not known. */
function blockOf(prefix: Value): Cidr | undefined {
  const block = typeof prefix === 'string' ? readCidr(prefix) : undefined;
  if (block === undefined || !('code' in block)) return block;
  const meant = block.suggestion === undefined ? block : readCidr(block.suggestion);
  return 'code' in meant ? undefined : meant;
}

function subnet(prefix: Value, newbits: Value, netnum: Value): Cidr | undefined {
  const block = blockOf(prefix);
  if (block === undefined || !isCount(newbits) || !isCount(netnum)) return undefined;
  const length = block.prefixLength + newbits;
  if (length > 32 || netnum >= 2 ** newbits) return undefined;
  return blockAround(block.first + netnum * 2 ** (32 - length), length);
}

function isCount(value: Value): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function flat(list: readonly Value[]): readonly Value[] {
  return list.flatMap((item) => (isList(item) ? flat(item) : [item]));
}

/** A list of texts, numbers and truth values, of which it can be told which are the same. */
function isPlain(value: Value): value is readonly Value[] {
  return isList(value) && isKnown(value) && value.every((item) => typeof item !== 'object');
}

function toNumber(value: Value): Value {
  const number = typeof value === 'object' ? Number.NaN : Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** What is to come may turn out to be nothing, unless it is the id of a thing. */
function isSurelyGiven(value: Value): boolean {
  return value instanceof Reference ? value.path.at(-1) === 'id' : true;
}

/** Of several unknown members nobody knows which comes first. */
function onlyOne(value: Value): Value {
  return isList(value) && value.length === 1 ? value : undefined;
}

/** Something that may turn out to be a list of any length. */
function isOpaque(value: Value): boolean {
  return value instanceof Reference || value === undefined;
}
