import { containsAddress, sizeOf, type Cidr } from './cidr';

/** Addresses of a vSwitch that the cloud keeps for itself: the first and the last three. */
const RESERVED = { first: 1, last: 3 };

/**
 * Number of addresses of a vSwitch that can be given out.
 *
 * A /29 has 4, a /24 has 252. Instances, ALBs and transit-router attachments all draw from it.
 */
export function usableAddressCount(vSwitch: Cidr): number {
  return Math.max(0, sizeOf(vSwitch) - RESERVED.first - RESERVED.last);
}

/** Tells whether an address is one that the cloud keeps for itself in the vSwitch that holds it. */
export function isReservedAddress(vSwitch: Cidr, address: number): boolean {
  if (!containsAddress(vSwitch, address)) return false;
  return address - vSwitch.first < RESERVED.first || vSwitch.last - address < RESERVED.last;
}
