import { refuse } from '../../protocol/api-error';
import { albErrors } from './errors';

/** Cipher suites with ephemeral keys; the strict policies have no others. */
const strictCiphers = ['ECDSA', 'RSA'].flatMap((key) =>
  ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA256', 'AES256-SHA384', 'AES128-SHA', 'AES256-SHA'].map(
    (suite) => `ECDHE-${key}-${suite}`,
  ),
);
const otherCiphers = [
  ...['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA256', 'AES256-SHA256'],
  ...['AES128-SHA', 'AES256-SHA', 'DES-CBC3-SHA'],
];
const tls13Ciphers = [
  ...['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
  ...['TLS_AES_128_CCM_SHA256', 'TLS_AES_128_CCM_8_SHA256'],
];
const allCiphers = [...strictCiphers, ...otherCiphers];

/** A choice of TLS versions and cipher suites. */
export interface SecurityPolicy {
  readonly SecurityPolicyId: string;
  readonly TLSVersions: readonly string[];
  readonly Ciphers: readonly string[];
}

/** The policies that are there for everybody (ALB user guide, TLS security policies). */
export const systemSecurityPolicies: readonly SecurityPolicy[] = [
  policy('1_0', ['TLSv1.0', 'TLSv1.1', 'TLSv1.2'], allCiphers),
  policy('1_1', ['TLSv1.1', 'TLSv1.2'], allCiphers),
  policy('1_2', ['TLSv1.2'], allCiphers),
  policy('1_2_strict', ['TLSv1.2'], strictCiphers),
  policy('1_2_strict_with_1_3', ['TLSv1.2', 'TLSv1.3'], [...tls13Ciphers, ...strictCiphers]),
];

const ids = new Set(systemSecurityPolicies.map(({ SecurityPolicyId }) => SecurityPolicyId));

/** Refuses a policy that is not there; the local cloud has none that users made. */
export function checkSecurityPolicy(id: string | undefined): void {
  if (id !== undefined && !ids.has(id)) refuse(albErrors.securityPolicyNotFound, id);
}

function policy(name: string, TLSVersions: readonly string[], Ciphers: readonly string[]): SecurityPolicy {
  return { SecurityPolicyId: `tls_cipher_policy_${name}`, TLSVersions, Ciphers };
}
