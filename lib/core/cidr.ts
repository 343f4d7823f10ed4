import { ValidationError } from './errors';

/**
 * A block of IPv4 addresses.
 *
 * Addresses are unsigned 32-bit numbers. Make one with `parseCidr`, which only accepts network addresses.
 */
export interface Cidr {
  /** First address of the block. */
  readonly first: number;
  /** Last address of the block. */
  readonly last: number;
  /** Prefix length, 0 to 32. */
  readonly prefixLength: number;
  /** Canonical form, such as `192.168.7.0/24`. */
  readonly text: string;
}

/** Why a text is not a CIDR block or an address, and what may have been meant. */
export interface CidrProblem {
  readonly code: 'CIDR_INVALID' | 'CIDR_HOST_BITS' | 'IP_ADDRESS_INVALID';
  readonly message: string;
  readonly suggestion?: string;
}

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ADDRESS = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);
const PREFIX_LENGTH = /^(0|[1-9]\d?)$/;
/** Four numbers, whatever is wrong with them. */
const OCTETS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const SIZE_OF_SPACE = 2 ** 32;

/** Reads an IPv4 address, or says what is wrong with it. */
export function readAddress(text: string): number | CidrProblem {
  const parts = ADDRESS.exec(text);
  if (!parts) return problemOfAddress(text);
  const [, a, b, c, d] = parts;
  return Number(a) * 2 ** 24 + Number(b) * 2 ** 16 + Number(c) * 2 ** 8 + Number(d);
}

function problemOfAddress(text: string): CidrProblem {
  const octets = OCTETS.exec(text)?.slice(1);
  if (!octets) {
    return problem('IP_ADDRESS_INVALID', `an IPv4 address looks like 192.168.7.20, got ${JSON.stringify(text)}`);
  }
  if (octets.some((octet) => Number(octet) > 255)) {
    return problem('IP_ADDRESS_INVALID', `each part of an IPv4 address is 0 to 255, got ${text}`);
  }
  const plain = octets.map(Number).join('.');
  return problem('IP_ADDRESS_INVALID', `the parts of an IPv4 address have no leading zeros, got ${text}`, plain);
}

/** Reads a CIDR block in its canonical form, or says what is wrong with it and what may have been meant. */
export function readCidr(text: string): Cidr | CidrProblem {
  const [addressText = '', prefixText, ...rest] = text.split('/');
  if (prefixText === undefined || rest.length > 0 || !PREFIX_LENGTH.test(prefixText) || Number(prefixText) > 32) {
    return problem(
      'CIDR_INVALID',
      `a CIDR block is an address, a slash and a prefix length of 0 to 32, such as 192.168.7.0/24, got ${JSON.stringify(text)}`,
    );
  }
  const address = readAddress(addressText);
  if (typeof address !== 'number') {
    const suggestion = address.suggestion && `${address.suggestion}/${prefixText}`;
    return problem('CIDR_INVALID', `${address.message} in ${JSON.stringify(text)}`, suggestion);
  }
  const block = blockAround(address, Number(prefixText));
  if (block.first !== address) {
    const message = `a CIDR block starts at its network address, got ${text}; did you mean ${block.text}?`;
    return problem('CIDR_HOST_BITS', message, block.text);
  }
  return block;
}

/**
 * Parses a CIDR block.
 *
 * @throws ValidationError `CIDR_INVALID`, or `CIDR_HOST_BITS` where the address is not the block's first
 */
export function parseCidr(text: string): Cidr {
  const result = readCidr(text);
  if ('code' in result) throw new ValidationError(result.code, result.message);
  return result;
}

/**
 * Parses an IPv4 address into an unsigned 32-bit number.
 *
 * @throws ValidationError `IP_ADDRESS_INVALID`
 */
export function parseAddress(text: string): number {
  const result = readAddress(text);
  if (typeof result !== 'number') throw new ValidationError(result.code, result.message);
  return result;
}

/** Writes an address in dotted form. */
export function formatAddress(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** The block of the given prefix length (0 to 32) that holds an address. */
export function blockAround(address: number, prefixLength: number): Cidr {
  const size = 2 ** (32 - prefixLength);
  const first = address - (address % size);
  return { first, last: first + size - 1, prefixLength, text: `${formatAddress(first)}/${prefixLength}` };
}

/** Number of addresses in a block. */
export function sizeOf(cidr: Cidr): number {
  return cidr.last - cidr.first + 1;
}

/** Tells whether every address of `inner` is in `outer`; a block contains itself. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Tells whether a block holds an address. */
export function containsAddress(cidr: Cidr, address: number): boolean {
  return cidr.first <= address && address <= cidr.last;
}

/** Tells whether two blocks share an address. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Tells whether two blocks are the same. */
export function equals(a: Cidr, b: Cidr): boolean {
  return a.first === b.first && a.prefixLength === b.prefixLength;
}

/**
 * Cuts a block into blocks of a longer or equal prefix, in order.
 *
 * @throws ValidationError `CIDR_SPLIT` when the prefix is shorter than the block's, above 32, or would make more than 65,536 blocks
 */
export function split(cidr: Cidr, prefixLength: number): readonly Cidr[] {
  const bits = prefixLength - cidr.prefixLength;
  if (!Number.isInteger(prefixLength) || bits < 0 || bits > 16 || prefixLength > 32) {
    const most = Math.min(32, cidr.prefixLength + 16);
    const message = `${cidr.text} splits into blocks of prefix ${cidr.prefixLength} to ${most}, got ${prefixLength}`;
    throw new ValidationError('CIDR_SPLIT', message);
  }
  const size = 2 ** (32 - prefixLength);
  return Array.from({ length: 2 ** bits }, (_, index) => blockAround(cidr.first + index * size, prefixLength));
}

/**
 * Cuts a block in the middle: the lower half, then the upper.
 *
 * @throws ValidationError `CIDR_SPLIT` for a /32
 */
export function halves(cidr: Cidr): readonly Cidr[] {
  return split(cidr, cidr.prefixLength + 1);
}

/**
 * The address at an offset in a block; negative offsets count from the end, -1 being the last.
 *
 * @throws ValidationError `CIDR_OFFSET` when the block is smaller than that
 */
export function addressAt(cidr: Cidr, offset: number): string {
  const address = offset < 0 ? cidr.last + 1 + offset : cidr.first + offset;
  if (!Number.isInteger(offset) || !containsAddress(cidr, address) || address >= SIZE_OF_SPACE) {
    const message = `${cidr.text} has ${sizeOf(cidr)} addresses, got offset ${offset}`;
    throw new ValidationError('CIDR_OFFSET', message);
  }
  return formatAddress(address);
}

/** The block of the same size and place that lies in another one, or undefined where that is smaller. */
export function movedInto(outer: Cidr, block: Cidr): Cidr | undefined {
  if (block.prefixLength < outer.prefixLength) return undefined;
  return blockAround(outer.first + (block.first % sizeOf(outer)), block.prefixLength);
}

/** The first block of a prefix length in another one that overlaps none of those that are taken, or undefined where there is none. */
export function freeBlock(outer: Cidr, prefixLength: number, taken: readonly Cidr[]): Cidr | undefined {
  if (prefixLength < outer.prefixLength) return undefined;
  const inOrder = taken.filter((block) => overlaps(block, outer)).sort((a, b) => a.first - b.first);
  let candidate = blockAround(outer.first, prefixLength);
  for (const block of inOrder) {
    if (!overlaps(block, candidate)) continue;
    const after = Math.max(block.last, candidate.last) + 1;
    if (after > outer.last) return undefined;
    candidate = blockAround(after, prefixLength);
  }
  return candidate;
}

function problem(code: CidrProblem['code'], message: string, suggestion?: string): CidrProblem {
  return suggestion === undefined ? { code, message } : { code, message, suggestion };
}
