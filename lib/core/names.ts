import { ValidationError } from './errors';

interface NameRule {
  readonly pattern: RegExp;
  /** What the pattern says, for people. */
  readonly allowed: string;
}

const LENGTH = { shortest: 2, longest: 128 };

/** The most characters that a product takes in a name; no product takes more. */
export const LONGEST_NAME = LENGTH.longest;

const free = (shortest: number): NameRule => ({
  pattern: new RegExp(`^(?!https?://)[^\\u0000-\\u001f]{${shortest},${LENGTH.longest}}$`),
  allowed: `${shortest} to ${LENGTH.longest} characters, not starting with http:// or https://`,
});

const lettered = (others: string): NameRule => ({
  pattern: new RegExp(`^(?!https?://)\\p{L}[\\p{L}\\p{N}${others.replace('-', '\\-')}]{1,127}$`, 'u'),
  allowed: `2 to ${LENGTH.longest} characters, starting with a letter, then letters, digits, ${[...others].join(' ')}`,
});

const plain: NameRule = {
  pattern: /^[A-Za-z][A-Za-z0-9_-]{1,127}$/,
  allowed: `2 to ${LENGTH.longest} characters, starting with a letter, then letters, digits, _ -`,
};

/**
 * What each product takes for a name, the narrower of what the API and provider 1.289.0 accept.
 *
 * Sources: request models of the VPC, ECS, CEN and ALB SDKs of 2026, and the provider's own validation (route entries).
 */
const NAME_RULES = {
  vpc: free(1),
  vSwitch: free(1),
  routeEntry: free(2),
  securityGroup: lettered(':_.-'),
  instance: lettered(':_.-'),
  cenInstance: free(1),
  transitRouter: free(1),
  transitRouterRouteEntry: free(1),
  vpcAttachment: plain,
  interRegionConnection: free(1),
  bandwidthPackage: plain,
  loadBalancer: lettered('._-'),
  serverGroup: lettered('._-'),
  rule: lettered('._-'),
  acl: lettered('._-'),
} satisfies Record<string, NameRule>;

/** A kind of resource that has a name. */
export type NamedProduct = keyof typeof NAME_RULES;

/** Tells whether a product takes a name. */
export function isName(product: NamedProduct, name: string): boolean {
  return NAME_RULES[product].pattern.test(name);
}

/** What is wrong with a name, or undefined where its product takes it. */
export function nameProblem(product: NamedProduct, name: string): string | undefined {
  if (isName(product, name)) return undefined;
  return `the name of a ${product} is ${NAME_RULES[product].allowed}, got ${JSON.stringify(name)}`;
}

/**
 * Refuses a name that a product does not take.
 *
 * @throws ValidationError `NAME_INVALID`
 */
export function assertName(product: NamedProduct, name: string, path?: string): void {
  const message = nameProblem(product, name);
  if (message === undefined) return;
  throw new ValidationError('NAME_INVALID', message, { path });
}

/**
 * Makes a name that every product takes from parts such as the deployment's name and keys.
 *
 * Parts are joined by `-`; what is not an ASCII letter, digit, `_` or `-` becomes `-`. A name that had to be changed or
 * cut carries a checksum of the parts, so that different parts never make the same name by being cut. Same parts, same name.
 */
export function resourceName(...parts: readonly string[]): string {
  const wanted = parts.join('-');
  if (plain.pattern.test(wanted)) return wanted;
  const tail = `-${checksum(wanted)}`;
  const safe = wanted.replace(/[^A-Za-z0-9_-]/g, '-');
  const lettered = /^[A-Za-z]/.test(safe) ? safe : `x${safe}`;
  return lettered.slice(0, LENGTH.longest - tail.length) + tail;
}

/** FNV-1a over UTF-16 units, eight hexadecimal digits: stable, short, and not for security. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
