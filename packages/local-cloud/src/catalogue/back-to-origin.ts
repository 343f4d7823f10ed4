import { createHash } from 'node:crypto';

/**
 * Back-to-origin CIDRs as seen in public examples, by region. Chengdu's are six of the eight observed ones, of the form
 * that the ALB user guide masks; Shanghai's are all eight.
 */
const observed: Readonly<Record<string, readonly string[]>> = {
  'cn-chengdu': [
    '100.117.130.0/25',
    '100.117.130.128/25',
    '100.122.175.64/26',
    '100.122.175.128/26',
    '100.122.175.192/26',
    '100.122.176.0/26',
  ],
  'cn-shanghai': [
    '100.117.147.64/26',
    '100.117.147.128/26',
    '100.117.147.192/26',
    '100.121.111.128/26',
    '100.121.111.192/26',
    '100.121.112.0/26',
    '100.121.112.64/26',
    '100.121.113.128/26',
  ],
};

/**
 * The /16s of 100.64.0.0/10 that other regions draw from: none that an observed CIDR lies in, and none with neighbours that
 * a route must not capture (100.98, .99, .114, .115 and .118 hold object storage, 100.100 the metadata and DNS servers).
 */
const freeSecondOctets = [
  101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 119, 120, 123, 124, 125, 126,
];

/**
 * The CIDRs that non-upgraded ALBs of a region send from, as far as anybody outside can know.
 *
 * The real ones are shown by the ALB console only. Where none are known, the answer is made up: eight of the same sizes and
 * spread, the same ones every time for a region.
 */
export function backToOriginCidrs(regionId: string): readonly string[] {
  return observed[regionId] ?? derived(regionId);
}

function derived(regionId: string): readonly string[] {
  const digest = createHash('sha256').update(`back-to-origin CIDRs of ${regionId}`).digest();
  const firstAt = digest.readUInt8(0) % freeSecondOctets.length;
  const secondAt = (firstAt + 1 + (digest.readUInt8(1) % (freeSecondOctets.length - 1))) % freeSecondOctets.length;
  const [first, second] = [freeSecondOctets[firstAt] ?? 0, freeSecondOctets[secondAt] ?? 0];
  // Halves lie in third octets 4n and 4n + 1, quarters in 4n + 2 and 4n + 3, so that the two kinds never meet.
  const [a, b] = [digest.readUInt8(2) & ~3, (digest.readUInt8(3) & ~3) + 2];
  const halves = [a, a + 1].flatMap((third) => [0, 128].map((fourth) => `100.${first}.${third}.${fourth}/25`));
  const quarters = [64, 128, 192].map((fourth) => `100.${second}.${b}.${fourth}/26`);
  return [...halves, ...quarters, `100.${second}.${b + 1}.0/26`];
}
