import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import {
  assertName,
  containsAddress,
  parseCidr,
  readAddress,
  readCidr,
  ValidationError,
  type NamedProduct,
} from '../core';

/** A number that must lie in a range, both ends included. */
export interface Bounds {
  /** What it is, for the message, such as `weight`. */
  readonly what: string;
  readonly least: number;
  readonly most: number;
}

/** What a text has to look like. */
export interface Wording {
  /** What it is, for the message, such as `description`. */
  readonly what: string;
  readonly pattern: RegExp;
  /** What the pattern says, for people. */
  readonly allowed: string;
}

/** Which CIDR blocks are taken. */
export interface BlockBounds {
  /** What it is, for the message, such as `block of a vSwitch`. */
  readonly what: string;
  /** Shortest prefix length. @default 0 */
  readonly shortest?: number;
  /** Longest prefix length. @default 32 */
  readonly longest?: number;
}

/** A TCP port. */
export const PORT: Bounds = { what: 'port', least: 1, most: 65535 };

/**
 * Refuses a number that is not whole or not in its range; tokens pass.
 *
 * @throws ValidationError `NUMBER_RANGE`
 */
export function assertInRange(scope: Construct, value: number, { what, least, most }: Bounds): void {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && least <= value && value <= most)) return;
  const message = `${what} is a whole number from ${least} to ${most}, got ${value}`;
  throw new ValidationError('NUMBER_RANGE', message, { path: scope.node.path });
}

/**
 * Refuses a name that its product does not take; tokens pass.
 *
 * @throws ValidationError `NAME_INVALID`
 */
export function assertNamed(scope: Construct, product: NamedProduct, name: string): void {
  if (!Token.isUnresolved(name)) assertName(product, name, scope.node.path);
}

/**
 * Refuses a text that does not look as it has to; tokens pass.
 *
 * @throws ValidationError `TEXT_INVALID`
 */
export function assertWorded(scope: Construct, text: string, { what, pattern, allowed }: Wording): void {
  if (Token.isUnresolved(text) || pattern.test(text)) return;
  const message = `${what} is ${allowed}, got ${JSON.stringify(text)}`;
  throw new ValidationError('TEXT_INVALID', message, { path: scope.node.path });
}

/**
 * Refuses what is no CIDR block in canonical form, or one of a prefix length that is not taken; tokens pass.
 *
 * @throws ValidationError `CIDR_INVALID`, `CIDR_HOST_BITS` or `CIDR_PREFIX`
 */
export function assertBlock(scope: Construct, text: string, { what, shortest = 0, longest = 32 }: BlockBounds): void {
  if (Token.isUnresolved(text)) return;
  const block = readCidr(text);
  const { path } = scope.node;
  if ('code' in block) throw new ValidationError(block.code, block.message, { path });
  if (shortest <= block.prefixLength && block.prefixLength <= longest) return;
  throw new ValidationError('CIDR_PREFIX', `the ${what} is /${shortest} to /${longest}, got ${text}`, { path });
}

/**
 * Refuses what is no IPv4 address, or one outside all of the blocks; tokens pass, and so does what is held against them.
 *
 * @param what What it is, for the message, such as `the address of a server`
 * @throws ValidationError `IP_ADDRESS_INVALID` or `IP_ADDRESS_OUTSIDE`
 */
export function assertAddressIn(scope: Construct, address: string, blocks: readonly string[], what: string): void {
  if (Token.isUnresolved(address)) return;
  const found = readAddress(address);
  const { path } = scope.node;
  if (typeof found !== 'number') throw new ValidationError(found.code, found.message, { path });
  if (blocks.some((block) => Token.isUnresolved(block) || containsAddress(parseCidr(block), found))) return;
  const message = `${what} lies in ${blocks.join(', ')}, got ${address}`;
  throw new ValidationError('IP_ADDRESS_OUTSIDE', message, { path });
}
