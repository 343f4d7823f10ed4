import fc from 'fast-check';
import { LongestPrefix } from '../../../src/data-plane/forwarding/longest-prefix';
import { containsAddress, parseAddress, type Prefix, prefixOf } from '../../../src/services/ipv4';

const address = (text: string): number => parseAddress(text)!;

/** What the index must find, found by looking at every prefix. */
function scan(entries: readonly (readonly [Prefix, number])[], wanted: number): number | undefined {
  let best: readonly [Prefix, number] | undefined;
  for (const entry of entries) {
    if (containsAddress(entry[0], wanted) && (!best || entry[0].length > best[0].length)) best = entry;
  }
  return best?.[1];
}

/** Few distinct bits, so that prefixes nest and touch often; the ends of the address space included. */
const prefix = fc
  .tuple(fc.integer({ min: 0, max: 32 }), fc.constantFrom(0, 0xffffffff, 0x64400000, 0xac100000), fc.nat(0xffff))
  .map(([length, base, low]): Prefix => {
    const host = 2 ** (32 - length);
    const near = (base ^ low) >>> 0;
    return { address: near - (near % host), length };
  });

describe('the index of a table', () => {
  test('finds what a scan of every prefix finds, and says how far that holds', () => {
    fc.assert(
      fc.property(
        fc.array(prefix, { maxLength: 40 }),
        fc.array(fc.nat(0xffffffff), { maxLength: 5 }),
        (list, extra) => {
          const entries = list.map((one, at) => [one, at] as const);
          const index = new LongestPrefix(entries);
          const edges = list.flatMap(({ address: start, length }) => {
            const end = start + 2 ** (32 - length) - 1;
            return [start - 1, start, end, end + 1];
          });
          for (const at of [...extra, ...edges].filter((one) => one >= 0 && one < 2 ** 32)) {
            const { value, last } = index.lookUp(at);
            expect(value).toBe(scan(entries, at));
            expect(last).toBeGreaterThanOrEqual(at);
            expect(scan(entries, last)).toBe(value);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('holds as far as no prefix begins or ends', () => {
    const index = new LongestPrefix([
      [prefixOf('10.0.0.0/8'), 'outer'],
      [prefixOf('10.1.0.0/16'), 'inner'],
    ]);

    expect(index.lookUp(address('10.0.0.7'))).toEqual({ value: 'outer', last: address('10.0.255.255') });
    expect(index.lookUp(address('10.1.2.3'))).toEqual({ value: 'inner', last: address('10.1.255.255') });
    expect(index.lookUp(address('10.2.0.0'))).toEqual({ value: 'outer', last: address('10.255.255.255') });
    expect(index.lookUp(address('11.0.0.0'))).toEqual({ value: undefined, last: 2 ** 32 - 1 });
  });

  test('takes the first of two entries with one prefix', () => {
    const twice = [1, 2].map((value) => [prefixOf('0.0.0.0/0'), value] as const);

    expect(new LongestPrefix(twice).lookUp(0).value).toBe(1);
  });

  test('finds nothing in an empty table', () => {
    expect(new LongestPrefix([]).lookUp(5)).toEqual({ value: undefined, last: 2 ** 32 - 1 });
  });
});
