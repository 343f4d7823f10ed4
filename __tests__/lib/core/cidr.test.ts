import fc from 'fast-check';
import {
  addressAt,
  blockAround,
  contains,
  containsAddress,
  equals,
  formatAddress,
  halves,
  isReservedAddress,
  isValidationError,
  overlaps,
  parseAddress,
  parseCidr,
  readCidr,
  sizeOf,
  split,
  usableAddressCount,
  type Cidr,
} from '../../../lib/core';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const cidr = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([at, prefix]) => blockAround(at, prefix));
/** Two blocks that are near each other more often than chance would have it. */
const neighbours = fc
  .tuple(address, fc.integer({ min: 0, max: 64 }), fc.integer({ min: 20, max: 32 }), fc.integer({ min: 20, max: 32 }))
  .map(([at, distance, a, b]) => [blockAround(at, a), blockAround(Math.min(at + distance, 2 ** 32 - 1), b)] as const);

describe('parseCidr', () => {
  it('reads a block', () => {
    expect(parseCidr('192.168.7.0/24')).toEqual({
      first: 0xc0a80700,
      last: 0xc0a807ff,
      prefixLength: 24,
      text: '192.168.7.0/24',
    });
    expect(sizeOf(parseCidr('0.0.0.0/0'))).toBe(2 ** 32);
  });

  it.each([
    ['192.168.7.5/24', 'CIDR_HOST_BITS', '192.168.7.0/24'],
    ['172.16.0.1/12', 'CIDR_HOST_BITS', '172.16.0.0/12'],
    ['192.168.007.0/24', 'CIDR_INVALID', '192.168.7.0/24'],
    ['192.168.7.0', 'CIDR_INVALID', undefined],
    ['192.168.7.0/33', 'CIDR_INVALID', undefined],
    ['192.168.7.0/024', 'CIDR_INVALID', undefined],
    ['192.168.7.0/24/1', 'CIDR_INVALID', undefined],
    ['192.168.7/24', 'CIDR_INVALID', undefined],
    ['192.168.256.0/24', 'CIDR_INVALID', undefined],
    [' 192.168.7.0/24', 'CIDR_INVALID', undefined],
    ['192.168.7.0/24\n', 'CIDR_INVALID', undefined],
    ['fe80::/10', 'CIDR_INVALID', undefined],
    ['', 'CIDR_INVALID', undefined],
  ])('rejects %j as %s', (text, code, suggestion) => {
    expect(readCidr(text)).toMatchObject(suggestion === undefined ? { code } : { code, suggestion });
    expect(() => parseCidr(text)).toThrow(expect.objectContaining({ code }));
  });

  it('rejects any text that is no block with a ValidationError, and never otherwise', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(parseCidr(text).text).toBe(text);
        } catch (error) {
          expect(isValidationError(error)).toBe(true);
        }
      }),
    );
  });

  it('gives back what it wrote', () => {
    fc.assert(fc.property(cidr, (block) => expect(parseCidr(block.text)).toEqual(block)));
    fc.assert(fc.property(address, (at) => expect(parseAddress(formatAddress(at))).toBe(at)));
  });

  it('suggests a block that holds the address that was written', () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), (at, prefix) => {
        const result = readCidr(`${formatAddress(at)}/${prefix}`);
        const block = 'code' in result ? parseCidr(result.suggestion ?? '') : result;
        expect(containsAddress(block, at)).toBe(true);
        expect(block.prefixLength).toBe(prefix);
      }),
    );
  });
});

describe('containment and overlap', () => {
  it('agree with what is known of blocks: they nest or are apart', () => {
    fc.assert(
      fc.property(fc.oneof(neighbours, fc.tuple(cidr, cidr)), ([a, b]) => {
        expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        expect(contains(a, b) && contains(b, a)).toBe(equals(a, b));
      }),
    );
  });

  it('hold for every block and itself, and for everything and 0.0.0.0/0', () => {
    fc.assert(
      fc.property(cidr, (block) => {
        expect(contains(block, block) && overlaps(block, block)).toBe(true);
        expect(contains(parseCidr('0.0.0.0/0'), block)).toBe(true);
      }),
    );
  });

  it('see neighbours apart', () => {
    expect(overlaps(parseCidr('172.16.0.0/24'), parseCidr('172.16.1.0/24'))).toBe(false);
    expect(overlaps(parseCidr('172.16.0.0/12'), parseCidr('172.20.0.0/16'))).toBe(true);
  });
});

describe('split', () => {
  it('makes blocks that cover the block and do not overlap', () => {
    fc.assert(
      fc.property(cidr, fc.integer({ min: 0, max: 6 }), (block, bits) => {
        fc.pre(block.prefixLength + bits <= 32);
        const parts = split(block, block.prefixLength + bits);
        expect(parts).toHaveLength(2 ** bits);
        expect(parts[0]?.first).toBe(block.first);
        expect(parts.at(-1)?.last).toBe(block.last);
        parts.slice(1).forEach((part, index) => expect(part.first).toBe((parts[index]?.last ?? 0) + 1));
      }),
    );
  });

  it('makes halves', () => {
    expect(halves(parseCidr('100.64.0.0/10')).map(({ text }) => text)).toEqual(['100.64.0.0/11', '100.96.0.0/11']);
  });

  it.each([8, 33, 27, 24.5])('rejects to cut 10.0.0.0/10 or a /32 wrongly: %d', (prefix) => {
    expect(() => split(parseCidr('10.0.0.0/10'), prefix)).toThrow(expect.objectContaining({ code: 'CIDR_SPLIT' }));
    expect(() => halves(parseCidr('10.0.0.0/32'))).toThrow(expect.objectContaining({ code: 'CIDR_SPLIT' }));
  });
});

describe('addresses of a block', () => {
  const block: Cidr = parseCidr('192.168.7.0/24');

  it('count from either end', () => {
    expect([0, 20, -1, -256].map((offset) => addressAt(block, offset))).toEqual([
      '192.168.7.0',
      '192.168.7.20',
      '192.168.7.255',
      '192.168.7.0',
    ]);
  });

  it.each([256, -257, 0.5])('rejects offset %d of a /24', (offset) => {
    expect(() => addressAt(block, offset)).toThrow(expect.objectContaining({ code: 'CIDR_OFFSET' }));
  });

  it.each([
    ['/29', 4],
    ['/28', 12],
    ['/27', 28],
    ['/24', 252],
  ])('of a vSwitch of %s: %d can be used', (prefix, count) => {
    expect(usableAddressCount(parseCidr(`10.0.0.0${prefix}`))).toBe(count);
  });

  it('of a vSwitch are reserved at the first and the last three', () => {
    const reserved = Array.from({ length: 256 }, (_, index) => index).filter((offset) =>
      isReservedAddress(block, block.first + offset),
    );
    expect(reserved).toEqual([0, 253, 254, 255]);
    expect(isReservedAddress(block, block.last + 1)).toBe(false);
  });
});
