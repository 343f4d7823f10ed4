import { equals, type Cidr } from '../core';
import type { AddressSet, Interval } from './address-set';

/** Addresses for which a table says the same, and what it says: several entries where it leaves a choice, none where it has no route. */
export interface Lookup<T> {
  readonly addresses: AddressSet;
  readonly entries: readonly T[];
}

interface Segment<T> extends Interval {
  readonly entries: readonly T[];
}

/**
 * A route table that is asked about whole sets of addresses.
 *
 * The address space is cut once at the ends of all destinations; each segment keeps the entries of the longest prefix that
 * covers it. A look-up finds its segments by bisection, so its cost is that of the segments it touches.
 */
export class RouteIndex<T extends { readonly destination: Cidr }> {
  private readonly segments: readonly Segment<T>[];

  /** @param entries - Those with one and the same destination are alternatives to each other. */
  constructor(entries: Iterable<T>) {
    this.segments = cut(groupByDestination([...entries]));
  }

  /** What the table says about each address of a set: parts that do not overlap and together are the set. */
  lookUp(set: AddressSet): readonly Lookup<T>[] {
    const parts = new Map<readonly T[], Interval[]>();
    for (const run of set) {
      for (let at = this.indexOf(run.first); at < this.segments.length; at += 1) {
        const segment = this.segments[at];
        if (segment === undefined || segment.first > run.last) break;
        const first = Math.max(run.first, segment.first);
        const last = Math.min(run.last, segment.last);
        parts.set(segment.entries, joined(parts.get(segment.entries) ?? [], { first, last }));
      }
    }
    return [...parts].map(([entries, addresses]) => ({ addresses, entries }));
  }

  private indexOf(address: number): number {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.segments[middle]?.last ?? 0) < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const LAST_ADDRESS = 2 ** 32 - 1;
const NONE: readonly never[] = [];

interface Destination<T> {
  readonly cidr: Cidr;
  readonly entries: T[];
}

/** Outer blocks before the blocks in them; entries with one destination stay in their order. */
function groupByDestination<T extends { readonly destination: Cidr }>(entries: T[]): readonly Destination<T>[] {
  entries.sort(({ destination: a }, { destination: b }) => a.first - b.first || b.last - a.last);
  const groups: Destination<T>[] = [];
  for (const entry of entries) {
    const before = groups[groups.length - 1];
    if (before !== undefined && equals(before.cidr, entry.destination)) before.entries.push(entry);
    else groups.push({ cidr: entry.destination, entries: [entry] });
  }
  return groups;
}

/** Blocks nest or are apart, so the innermost open one is the longest prefix. */
function cut<T>(destinations: readonly Destination<T>[]): readonly Segment<T>[] {
  const segments: Segment<T>[] = [];
  const open: Destination<T>[] = [];
  let from = 0;
  const close = (until: number): void => {
    if (until >= from) segments.push({ first: from, last: until, entries: open[open.length - 1]?.entries ?? NONE });
    from = Math.max(from, until + 1);
  };
  const leave = (before: number): void => {
    for (let top = open[open.length - 1]; top && top.cidr.last < before; top = open[open.length - 1]) {
      close(top.cidr.last);
      open.pop();
    }
  };
  for (const destination of destinations) {
    leave(destination.cidr.first);
    close(destination.cidr.first - 1);
    open.push(destination);
  }
  leave(Infinity);
  close(LAST_ADDRESS);
  return segments;
}

/** Segments come in ascending order: a run that touches the last one makes it longer. */
function joined(runs: Interval[], { first, last }: Interval): Interval[] {
  const before = runs[runs.length - 1];
  if (before !== undefined && before.last + 1 === first) runs[runs.length - 1] = { first: before.first, last };
  else runs.push({ first, last });
  return runs;
}
