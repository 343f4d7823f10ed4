import { blockAround, type Cidr } from '../core';

/** A run of addresses, both ends included, as unsigned 32-bit numbers. */
export interface Interval {
  readonly first: number;
  readonly last: number;
}

/**
 * A set of IPv4 addresses: runs in ascending order that neither overlap nor touch.
 *
 * One set has one representation, so two sets are equal exactly when their runs are.
 */
export type AddressSet = readonly Interval[];

/** The set without an address. */
export const NO_ADDRESS: AddressSet = [];

/** The addresses of blocks, which may overlap. */
export function addressesOf(cidrs: readonly Pick<Cidr, 'first' | 'last'>[]): AddressSet {
  const [only] = cidrs;
  if (only !== undefined && cidrs.length === 1) return [{ first: only.first, last: only.last }];
  return normalized(cidrs.map(({ first, last }) => ({ first, last })));
}

/** The addresses in either set. */
export function union(a: AddressSet, b: AddressSet): AddressSet {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return normalized([...a, ...b]);
}

/** The addresses in both sets. */
export function intersect(a: AddressSet, b: AddressSet): AddressSet {
  const common: Interval[] = [];
  for (let i = 0, j = 0; ;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined || right === undefined) return common;
    const first = Math.max(left.first, right.first);
    const last = Math.min(left.last, right.last);
    if (first <= last) common.push({ first, last });
    if (left.last < right.last) i += 1;
    else j += 1;
  }
}

/** The addresses of the first set that are not in the second. */
export function subtract(a: AddressSet, b: AddressSet): AddressSet {
  const rest: Interval[] = [];
  let j = 0;
  for (const { first, last } of a) {
    let from = first;
    while ((b[j]?.last ?? Infinity) < from) j += 1;
    for (let k = j; from <= last; k += 1) {
      const hole = b[k];
      if (hole === undefined || hole.first > last) {
        rest.push({ first: from, last });
        break;
      }
      if (hole.first > from) rest.push({ first: from, last: hole.first - 1 });
      from = hole.last + 1;
    }
  }
  return rest;
}

/** Number of addresses in a set. */
export function countOf(set: AddressSet): number {
  return set.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** Tells whether two sets hold the same addresses. */
export function sameAddresses(a: AddressSet, b: AddressSet): boolean {
  return a.length === b.length && a.every(({ first, last }, at) => first === b[at]?.first && last === b[at]?.last);
}

/** The blocks of sets that were asked for before: the same fate is told of every server of a vSwitch. */
const KNOWN_BLOCKS = new WeakMap<AddressSet, readonly Cidr[]>();

/** The fewest blocks that hold exactly the addresses of a set, in order. */
export function blocksOf(set: AddressSet): readonly Cidr[] {
  const known = KNOWN_BLOCKS.get(set);
  if (known !== undefined) return known;
  const blocks = set.flatMap(blocksOfRun);
  KNOWN_BLOCKS.set(set, blocks);
  return blocks;
}

function blocksOfRun({ first, last }: Interval): readonly Cidr[] {
  const blocks: Cidr[] = [];
  for (let from = first; from <= last;) {
    const block = largestBlock(from, last);
    blocks.push(block);
    from = block.last + 1;
  }
  return blocks;
}

/** The largest block that starts at an address and does not go beyond another. */
function largestBlock(first: number, last: number): Cidr {
  let prefixLength = 32;
  while (prefixLength > 0) {
    const wider = blockAround(first, prefixLength - 1);
    if (wider.first !== first || wider.last > last) break;
    prefixLength -= 1;
  }
  return blockAround(first, prefixLength);
}

function normalized(intervals: readonly Interval[]): AddressSet {
  const sorted = [...intervals].sort((a, b) => a.first - b.first);
  const runs: Interval[] = [];
  for (const { first, last } of sorted) {
    const before = runs[runs.length - 1];
    if (before !== undefined && first <= before.last + 1) {
      runs[runs.length - 1] = { first: before.first, last: Math.max(before.last, last) };
    } else runs.push({ first, last });
  }
  return runs;
}
