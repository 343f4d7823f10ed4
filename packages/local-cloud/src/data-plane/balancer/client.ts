import type { Listener } from '../../services/alb/model';
import { containsAddress, parseAddress, parsePrefix } from '../../services/ipv4';
import { present } from '../present';
import type { IncomingRequest } from './request';

/**
 * Who counts as the client for access control lists, source conditions and limits.
 *
 * The peer of the connection; where the listener has `XForwardedForClientSourceIpsEnabled`, the first address from the right
 * in `X-Forwarded-For` that is not a trusted proxy (`CreateListener`). When all are, it is the leftmost (ours).
 */
export function clientOf({ xForwardedFor }: Listener, { headers, clientAddress }: IncomingRequest): string {
  const header = headers['x-forwarded-for'];
  if (xForwardedFor.XForwardedForClientSourceIpsEnabled !== true || header === undefined) return clientAddress;
  const trusted = blocksOf(String(xForwardedFor.XForwardedForClientSourceIpsTrusted ?? ''));
  const hops = String(header)
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => parseAddress(hop) !== undefined);
  const isTrusted = (hop: string): boolean => {
    const address = parseAddress(hop) ?? 0;
    return trusted.some((block) => containsAddress(block, address));
  };
  return [...hops].reverse().find((hop) => !isTrusted(hop)) ?? hops[0] ?? clientAddress;
}

/** Blocks or addresses, one after the other, separated by commas or semicolons. */
function blocksOf(text: string) {
  return text
    .split(/[,;\s]+/)
    .map((block) => parsePrefix(block.includes('/') ? block : `${block}/32`))
    .filter(present);
}
