import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { blockAround, parseCidr } from '../../../../lib/core';

/** Addresses that blocks gather around, so that they overlap, nest and touch; the ends of the space among them. */
const CENTRES = [0, 0x0a000000, 0x0a0000ff, 0x64400000, 0x647a_b000, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

/** A block, as text. Most are small and close together; a few are as large as the space. */
export const someBlock: fc.Arbitrary<string> = fc
  .record({
    centre: fc.constantFrom(...CENTRES),
    offset: fc.integer({ min: -40, max: 40 }),
    prefixLength: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 24, max: 32 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 32 }) },
    ),
  })
  .map(({ centre, offset, prefixLength }) => {
    const address = Math.min(2 ** 32 - 1, Math.max(0, centre + offset));
    return blockAround(address, prefixLength).text;
  });

/** Some of them, equal ones too, or none. */
export const someBlocks: fc.Arbitrary<readonly string[]> = fc.array(someBlock, { maxLength: 12 });

/** The first and last addresses of blocks and of the space, and their neighbours: what is true there is true between them. */
export function edgesOf(blocks: readonly string[]): readonly number[] {
  const edges = blocks.map(parseCidr).flatMap(({ first, last }) => [first - 1, first, last, last + 1]);
  const inside = [0, 2 ** 32 - 1, ...edges].filter((address) => address >= 0 && address < 2 ** 32);
  return [...new Set(inside)];
}

/** Whether any of some blocks holds an address; says ipaddr.js. */
export function holds(blocks: readonly string[], address: string): boolean {
  return blocks.some((block) => ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(block)));
}
