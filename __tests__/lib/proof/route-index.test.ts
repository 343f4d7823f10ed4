import fc from 'fast-check';
import { formatAddress, parseCidr, type Cidr } from '../../../lib/core';
import { addressesOf, intersect, union, type AddressSet } from '../../../lib/proof/address-set';
import { RouteIndex } from '../../../lib/proof/route-index';
import { edgesOf, holds, someBlocks } from './support/blocks';

interface Entry {
  readonly destination: Cidr;
  readonly number: number;
}

const entriesOf = (blocks: readonly string[]): readonly Entry[] =>
  blocks.map((block, number) => ({ destination: parseCidr(block), number }));

const setOf = (blocks: readonly string[]): AddressSet => addressesOf(blocks.map(parseCidr));

/** The entries of the longest prefix among those that hold an address, found by looking at every one of them. */
function scan(blocks: readonly string[], address: string): readonly number[] {
  const length = (block: string): number => Number(block.split('/')[1]);
  const fitting = blocks.flatMap((block, number) => (holds([block], address) ? [number] : []));
  const longest = Math.max(...fitting.map((number) => length(blocks[number]!)));
  return fitting.filter((number) => length(blocks[number]!) === longest);
}

const numbersFor = (index: RouteIndex<Entry>, address: number): readonly number[] =>
  index.lookUp([{ first: address, last: address }]).flatMap(({ entries }) => entries.map(({ number }) => number));

describe('RouteIndex', () => {
  it('finds the longest prefix, and all that share it, as a scan of the table does', () => {
    fc.assert(
      fc.property(someBlocks, someBlocks, (blocks, others) => {
        const index = new RouteIndex(entriesOf(blocks));
        for (const address of edgesOf([...blocks, ...others])) {
          const dotted = formatAddress(address);
          expect([dotted, numbersFor(index, address)]).toEqual([dotted, scan(blocks, dotted)]);
        }
      }),
    );
  });

  it('cuts a set into parts that are apart, are the set together, and hold for each of their addresses', () => {
    fc.assert(
      fc.property(someBlocks, someBlocks, (blocks, asked) => {
        const set = setOf(asked);
        const parts = new RouteIndex(entriesOf(blocks)).lookUp(set);
        let together: AddressSet = [];
        for (const { addresses, entries } of parts) {
          expect(intersect(together, addresses)).toEqual([]);
          together = union(together, addresses);
          for (const { first, last } of addresses) {
            const inside = [first, last, ...edgesOf(blocks)].filter((address) => first <= address && address <= last);
            for (const address of inside) {
              expect(entries.map(({ number }) => number)).toEqual(scan(blocks, formatAddress(address)));
            }
          }
        }
        expect(together).toEqual(set);
      }),
    );
  });

  it('says the same whatever order the entries come in, but for the order of alternatives', () => {
    fc.assert(
      fc.property(
        someBlocks.chain((blocks) =>
          fc.tuple(
            fc.constant(blocks),
            fc.shuffledSubarray(entriesOf(blocks) as Entry[], { minLength: blocks.length }),
          ),
        ),
        ([blocks, shuffled]) => {
          const [one, other] = [new RouteIndex(entriesOf(blocks)), new RouteIndex(shuffled)];
          for (const address of edgesOf(blocks)) {
            expect([...numbersFor(other, address)].sort()).toEqual([...numbersFor(one, address)].sort());
          }
        },
      ),
    );
  });

  it('has no entry anywhere when it is empty, and one everywhere under 0.0.0.0/0', () => {
    const everything = setOf(['0.0.0.0/0']);
    expect(new RouteIndex<Entry>([]).lookUp(everything)).toEqual([{ addresses: everything, entries: [] }]);
    const entries = entriesOf(['0.0.0.0/0']);
    expect(new RouteIndex(entries).lookUp(everything)).toEqual([{ addresses: everything, entries }]);
    expect(new RouteIndex(entries).lookUp([])).toEqual([]);
  });

  it('lists alternatives in the order in which they stand', () => {
    const index = new RouteIndex(entriesOf(['10.0.0.0/8', '10.1.0.0/16', '10.0.0.0/8']));
    expect(numbersFor(index, parseCidr('10.2.0.0/32').first)).toEqual([0, 2]);
    expect(numbersFor(index, parseCidr('10.1.0.0/32').first)).toEqual([1]);
  });
});
