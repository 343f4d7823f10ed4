import { readAddress } from '../../core';

/** The value of an attribute of another instance, which is not known yet: `alicloud_vpc.a` and `['id']`. */
export class Reference {
  constructor(
    readonly address: string,
    /** What of the instance; empty for the instance itself. */
    readonly path: readonly (string | number)[] = [],
  ) {}

  /** As Terraform writes it. */
  get text(): string {
    return this.path.reduce<string>(
      (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${part}`),
      this.address,
    );
  }
}

/** A value that could not be told. */
export class Unresolved {
  constructor(
    /** The expression as it is written, as far as the JSON shows it. */
    readonly expression: string,
  ) {}
}

/** The value of an attribute; `undefined` where nothing is given, or the cloud decides. */
export type Value = string | number | boolean | null | undefined | Reference | Unresolved | readonly Value[] | ValueMap;

/** Values by name. */
export interface ValueMap {
  readonly [name: string]: Value;
}

/** Tells whether a value has named members. */
export function isMap(value: Value): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLeaf(value);
}

/** Tells whether a value is a list, a set or a tuple. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Tells whether every part of a value is known. */
export function isKnown(value: Value): boolean {
  if (isList(value)) return value.every(isKnown);
  if (isMap(value)) return Object.values(value).every(isKnown);
  return !isLeaf(value);
}

/** Tells whether a value is an IPv4 address. */
export function isAddress(value: Value): value is string {
  return typeof value === 'string' && typeof readAddress(value) === 'number';
}

/** The member of a value that a key names; a reference goes one step deeper. */
export function member(value: Value, key: string | number): Value {
  if (value instanceof Reference) return new Reference(value.address, [...value.path, key]);
  if (isList(value) && /^\d+$/.test(String(key))) return value[Number(key)];
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Items of a list, or the one thing that stands for a list of one, as blocks do in Terraform's JSON syntax. */
export function items(value: Value): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

function isLeaf(value: Value): value is Reference | Unresolved {
  return value instanceof Reference || value instanceof Unresolved;
}
