import { type Prefix, sizeOf } from '../../services/ipv4';

/** The last IPv4 address as a number. */
const LAST_ADDRESS = 2 ** 32 - 1;

/** What a look-up found. */
export interface Match<T> {
  /** What stands at the longest prefix that holds the address; `undefined` when none does. */
  readonly value: T | undefined;
  /** The last address for which, without a gap, the same is found. */
  readonly last: number;
}

/**
 * Finds the longest of many prefixes that holds an address.
 *
 * The prefixes are cut once into intervals that do not overlap, so a look-up is a binary search: 10,000 prefixes take some
 * ten steps more than ten. The interval also says how far the answer holds, which a walk of a whole range needs.
 *
 *     10.0.0.0/8   |---------------------------|
 *     10.1.0.0/16        |-----|
 *     intervals    |  /8 | /16 |      /8       |  none
 */
export class LongestPrefix<T> {
  private readonly starts: Uint32Array;
  private readonly values: readonly (T | undefined)[];

  /** @param entries - Of two with the same prefix, the first one counts. */
  constructor(entries: Iterable<readonly [Prefix, T]>) {
    const { starts, values } = cut(entries);
    this.starts = Uint32Array.from(starts);
    this.values = values;
  }

  /** Looks up an address, given as an unsigned 32-bit number. */
  lookUp(address: number): Match<T> {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= address) low = middle;
      else high = middle - 1;
    }
    const next = starts[low + 1];
    return { value: this.values[low], last: next === undefined ? LAST_ADDRESS : next - 1 };
  }
}

interface Open<T> {
  readonly end: number;
  readonly value: T;
}

/** Sweeps over the prefixes by address; prefixes nest or are apart, so a stack knows what holds a place. */
function cut<T>(entries: Iterable<readonly [Prefix, T]>) {
  const starts: number[] = [0];
  const values: (T | undefined)[] = [undefined];
  const mark = (start: number, value: T | undefined): void => {
    if (start > LAST_ADDRESS) return;
    if (starts[starts.length - 1] === start) values[values.length - 1] = value;
    else {
      starts.push(start);
      values.push(value);
    }
  };
  const open: Open<T>[] = [];
  const closeBefore = (address: number): void => {
    for (let top = open[open.length - 1]; top && top.end < address; top = open[open.length - 1]) {
      open.pop();
      mark(top.end + 1, open[open.length - 1]?.value);
    }
  };
  for (const [prefix, value] of inOrder(entries)) {
    closeBefore(prefix.address);
    mark(prefix.address, value);
    open.push({ end: prefix.address + sizeOf(prefix) - 1, value });
  }
  closeBefore(Infinity);
  return { starts, values };
}

/** By address, the shorter prefix first; each prefix once. */
function inOrder<T>(entries: Iterable<readonly [Prefix, T]>): (readonly [Prefix, T])[] {
  const sorted = [...entries].sort(([a], [b]) => a.address - b.address || a.length - b.length);
  return sorted.filter(([prefix], at) => {
    const before = sorted[at - 1]?.[0];
    return before?.address !== prefix.address || before.length !== prefix.length;
  });
}
