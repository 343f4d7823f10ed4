import { readAddress, readCidr, type Cidr } from '../../lib/core';

/** The IPv4 block that a text of the API stands for, an address alone for itself; undefined for anything else. */
export function blockOf(text: string): Cidr | undefined {
  const block = readCidr(text.includes('/') ? text : `${text}/32`);
  if (!('code' in block)) return block;
  const meant = block.suggestion === undefined ? block : readCidr(block.suggestion);
  return 'code' in meant ? undefined : meant;
}

/** Whether a text is an IPv4 address. */
export function isAddress(text: string): boolean {
  return typeof readAddress(text) === 'number';
}

/** Whether a text of the API is IPv6, which the proof has nothing to do with. */
export function isIpv6(text: string): boolean {
  return text.includes(':');
}

/** A gap at a thing whose contents only the cloud knows. */
export function gap(message: string) {
  return { kind: 'existing', message } as const;
}
