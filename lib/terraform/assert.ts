import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { assertName, ValidationError, type NamedProduct } from '../core';

/** A number that must lie in a range, both ends included. */
export interface Bounds {
  /** What it is, for the message, such as `weight`. */
  readonly what: string;
  readonly least: number;
  readonly most: number;
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
