import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { formatAddress, parseCidr } from '../../../lib/core';
import {
  addressesOf,
  blocksOf,
  countOf,
  intersect,
  NO_ADDRESS,
  sameAddresses,
  subtract,
  union,
  type AddressSet,
} from '../../../lib/proof/address-set';
import { edgesOf, holds, someBlocks } from './support/blocks';

const setOf = (blocks: readonly string[]): AddressSet => addressesOf(blocks.map(parseCidr));
const has = (set: AddressSet, address: number): boolean =>
  set.some(({ first, last }) => first <= address && address <= last);

/** Runs ascend and leave a gap between each other: the one form that a set has. */
function expectCanonical(set: AddressSet): void {
  set.forEach(({ first, last }, at) => {
    expect(first).toBeLessThanOrEqual(last);
    if (at > 0) expect(first).toBeGreaterThan(set[at - 1]!.last + 1);
  });
}

type Combine = (a: AddressSet, b: AddressSet) => AddressSet;

describe('sets of addresses, against ipaddr.js', () => {
  it.each([
    ['union', union, (a: boolean, b: boolean) => a || b],
    ['intersect', intersect, (a: boolean, b: boolean) => a && b],
    ['subtract', subtract, (a: boolean, b: boolean) => a && !b],
  ] as readonly (readonly [string, Combine, (a: boolean, b: boolean) => boolean])[])(
    '%s holds exactly the addresses that it should',
    (_, combine, isIn) => {
      fc.assert(
        fc.property(someBlocks, someBlocks, (a, b) => {
          const combined = combine(setOf(a), setOf(b));
          expectCanonical(combined);
          for (const address of edgesOf([...a, ...b])) {
            const dotted = formatAddress(address);
            expect([dotted, has(combined, address)]).toEqual([dotted, isIn(holds(a, dotted), holds(b, dotted))]);
          }
        }),
      );
    },
  );

  it('has one form for one set, however its blocks are put', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const set = setOf(blocks);
        expectCanonical(set);
        expect(setOf([...blocks].reverse())).toEqual(set);
        expect(union(set, set)).toEqual(set);
        expect(subtract(set, set)).toEqual(NO_ADDRESS);
        expect(blocks.reduce<AddressSet>((sum, block) => union(sum, setOf([block])), NO_ADDRESS)).toEqual(set);
      }),
    );
  });

  it('counts what the parts hold together', () => {
    fc.assert(
      fc.property(someBlocks, someBlocks, (left, right) => {
        const [a, b] = [setOf(left), setOf(right)];
        expect(countOf(subtract(a, b)) + countOf(intersect(a, b))).toBe(countOf(a));
        expect(countOf(union(a, b))).toBe(countOf(a) + countOf(b) - countOf(intersect(a, b)));
        expect(sameAddresses(a, b)).toBe(countOf(subtract(a, b)) + countOf(subtract(b, a)) === 0);
      }),
    );
  });
});

/** The fewest blocks for a set: the whole where it is all in, else those of either half. */
function cover(set: AddressSet, first = 0, last = 2 ** 32 - 1): readonly string[] {
  const inside = set.filter((run) => run.first <= last && first <= run.last);
  if (inside.length === 0) return [];
  if (inside.some((run) => run.first <= first && last <= run.last)) {
    return [`${formatAddress(first)}/${32 - Math.log2(last - first + 1)}`];
  }
  const middle = first + (last - first + 1) / 2;
  return [...cover(inside, first, middle - 1), ...cover(inside, middle, last)];
}

describe('the blocks of a set', () => {
  it('are exactly its addresses, and the fewest that can be', () => {
    fc.assert(
      fc.property(someBlocks, someBlocks, (added, removed) => {
        const set = subtract(setOf(added), setOf(removed));
        const blocks = blocksOf(set).map(({ text }) => text);
        expect(setOf(blocks)).toEqual(set);
        expect(blocks).toEqual(cover(set));
        for (const block of blocks)
          expect(ipaddr.IPv4.networkAddressFromCIDR(block).toString()).toBe(block.split('/')[0]);
      }),
    );
  });

  it.each([
    [[], []],
    [['0.0.0.0/0'], ['0.0.0.0/0']],
    [['0.0.0.0/1', '128.0.0.0/1'], ['0.0.0.0/0']],
    [['255.255.255.255/32'], ['255.255.255.255/32']],
    [
      ['10.0.0.1/32', '10.0.0.2/31'],
      ['10.0.0.1/32', '10.0.0.2/31'],
    ],
    [['10.0.0.0/32', '10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/30'], ['10.0.0.0/29']],
  ])('%j', (given, blocks) => {
    expect(blocksOf(setOf(given)).map(({ text }) => text)).toEqual(blocks);
  });
});
