/** A parameter as it arrives: a string, a list from `Name.1`, `Name.2`, or an object from `Name.Member`. */
export type WireValue = string | WireValue[] | { [name: string]: WireValue };

/** The parameters of a call by name. */
export type WireParameters = Record<string, WireValue>;

/** Lists longer than this are refused: no action takes more, and `Name.4000000000` must not allocate. */
const MAX_LIST_LENGTH = 1000;
const MAX_DEPTH = 10;

/** Raised when flattened names contradict each other; the message says which. */
export class WireFormatError extends Error {}

/**
 * Rebuilds lists and objects from the RPC dialect's flattened names (`ZoneMappings.1.VSwitchId`), which count from 1.
 * Of several of one name the first counts, as everywhere in the gateway.
 *
 * @param wanted - The names that somebody asks for; others without a dot may be left out. @default - all
 * @throws WireFormatError When two names contradict each other, or a list is too long or nested too deep.
 */
export function unflatten(flat: Iterable<readonly [string, string]>, wanted?: ReadonlySet<string>): WireParameters {
  const root: WireParameters = Object.create(null) as WireParameters;
  const nested: [string, string][] = [];
  for (const [name, value] of flat) {
    if (name.includes('.')) nested.push([name, value]);
    else if (!wanted || wanted.has(name)) root[name] ??= value;
  }
  for (const [name, value] of nested) insert(root, name, value);
  if (nested.length === 0) return root;
  for (const key of Object.keys(root)) root[key] = listsFrom(root[key] as WireValue, key);
  return root;
}

function insert(root: WireParameters, name: string, value: string): void {
  const path = name.split('.');
  if (path.length > MAX_DEPTH) throw new WireFormatError(`parameter ${name} is nested too deep`);
  let at: WireParameters = root;
  for (const segment of path.slice(0, -1)) {
    const next = (at[segment] ??= Object.create(null) as WireParameters);
    if (typeof next === 'string' || Array.isArray(next)) {
      throw new WireFormatError(`parameter ${name} is both a value and a group of values`);
    }
    at = next;
  }
  const last = path[path.length - 1] as string;
  if (typeof at[last] === 'object')
    throw new WireFormatError(`parameter ${name} is both a value and a group of values`);
  at[last] ??= value;
}

function listsFrom(value: WireValue, name: string): WireValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  if (!keys.every((key) => /^[1-9]\d*$/.test(key))) {
    for (const key of keys) value[key] = listsFrom(value[key] as WireValue, `${name}.${key}`);
    return value;
  }
  const positions = keys.map(Number).sort((a, b) => a - b);
  if ((positions[positions.length - 1] ?? 0) > MAX_LIST_LENGTH) {
    throw new WireFormatError(`list ${name} has more than ${String(MAX_LIST_LENGTH)} elements`);
  }
  return positions.map((position) => listsFrom(value[String(position)] as WireValue, `${name}.${String(position)}`));
}

/** A parameter before it travels. What is `undefined` does not. */
export type ParameterValue =
  string | number | boolean | undefined | readonly ParameterValue[] | { readonly [name: string]: ParameterValue };

/** Spreads lists and objects over names of the RPC dialect, as `unflatten` reads them. */
export function flatten(value: ParameterValue, name = ''): (readonly [name: string, value: string])[] {
  if (value === undefined) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  const members = Array.isArray(value)
    ? (value as readonly ParameterValue[]).map((item, at) => [String(at + 1), item] as const)
    : Object.entries(value as Readonly<Record<string, ParameterValue>>);
  return members.flatMap(([key, member]) => flatten(member, name === '' ? key : `${name}.${key}`));
}
