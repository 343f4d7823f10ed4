/** An IPv4 prefix as numbers: the network address and how many bits of it are fixed. */
export interface Prefix {
  /** The network address as an unsigned 32-bit number. */
  readonly address: number;
  /** 0 to 32. */
  readonly length: number;
}

/** Reads `a.b.c.d/n` with no bits set behind the prefix; `undefined` for anything else. */
export function parsePrefix(text: string): Prefix | undefined {
  const match = /^([\d.]+)\/(\d{1,2})$/.exec(text);
  const address = parseAddress(match?.[1] ?? '');
  const length = Number(match?.[2]);
  if (address === undefined || length > 32) return undefined;
  return networkOf(address, length) === address ? { address, length } : undefined;
}

/**
 * Reads a block that was checked before: a constant, or one that was stored.
 *
 * @throws When it is none, which is a bug of the local cloud.
 */
export function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(`${text} is no IPv4 block`);
  return prefix;
}

/** Reads `a.b.c.d`; `undefined` for anything else. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    address = address * 256 + Number(part);
  }
  return address;
}

/** Writes an address as `a.b.c.d`. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** How many addresses a prefix holds. */
export function sizeOf(prefix: Prefix): number {
  return 2 ** (32 - prefix.length);
}

/** Whether `outer` holds every address of `inner`; a prefix contains itself. */
export function contains(outer: Prefix, inner: Prefix): boolean {
  return outer.length <= inner.length && networkOf(inner.address, outer.length) === outer.address;
}

/** Whether a prefix holds an address. */
export function containsAddress(prefix: Prefix, address: number): boolean {
  return networkOf(address, prefix.length) === prefix.address;
}

/** Whether two prefixes share an address. */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return contains(a, b) || contains(b, a);
}

function networkOf(address: number, length: number): number {
  if (length === 0) return 0;
  const hosts = 2 ** (32 - length);
  return address - (address % hosts);
}
