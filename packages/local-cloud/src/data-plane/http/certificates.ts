import type { Listener, LoadBalancer } from '../../services/alb/model';
import { isLiteral, wildcard } from '../../services/alb/rule-patterns';

/** Which names certificates are for, by id; the local cloud has no certificate product that would know. */
export type CertificateNames = Readonly<Record<string, readonly string[]>>;

/** A certificate as a client gets it. */
export interface ServedCertificate {
  readonly certificateId: string;
  readonly names: readonly string[];
}

/**
 * The certificate that a listener answers with: of its additional ones that for exactly the name, then one with a wildcard for
 * it, else its default certificate (ALB user guide, additional certificates).
 *
 * A default certificate of which nobody has said what names it is for is for whatever is asked.
 */
export function certificateOf(
  { certificateIds, additionalCertificateIds = [] }: Listener,
  { dnsName }: LoadBalancer,
  name: string,
  known: CertificateNames,
): ServedCertificate | undefined {
  const candidates = [...additionalCertificateIds, ...certificateIds];
  const named = candidates.map((certificateId) => ({ certificateId, names: known[certificateId] ?? [] }));
  const exact = named.find(({ names }) => names.some((own) => isLiteral(own) && own.toLowerCase() === name));
  const wide = named.find(({ names }) => names.some((own) => isForOneLabel(own, name)));
  const [certificateId] = certificateIds;
  if (exact ?? wide) return exact ?? wide;
  if (certificateId === undefined) return undefined;
  return { certificateId, names: known[certificateId] ?? [...new Set([name, dnsName])] };
}

/** A wildcard in a certificate stands for one label (RFC 6125). */
function isForOneLabel(own: string, name: string): boolean {
  return !isLiteral(own) && own.split('.').length === name.split('.').length && wildcard(own, 'i').test(name);
}
