import { refuse } from '../../protocol/api-error';
import { missingParameter } from '../../protocol/gateway-errors';
import { parameter } from '../../protocol/parameters';
import { illegalParam } from './errors';
import type { Listener } from './model';
import { checkSecurityPolicy } from './security-policies';
import { checkListenerDescription } from './texts';
import { readXForwardedFor, xForwardedForParameter } from './x-forwarded-for';

const certificateParameter = parameter.object({ CertificateId: parameter.text() });

/** `DefaultActions`: exactly one, which forwards to exactly one group. */
export const defaultActionsParameter = parameter.list(
  parameter.object({
    Type: parameter.oneOf(['ForwardGroup']),
    ForwardGroupConfig: parameter.object({
      ServerGroupTuples: parameter.list(parameter.object({ ServerGroupId: parameter.text() }), { max: 1 }),
    }),
  }),
  { max: 1 },
);

/** What both `CreateListener` and `UpdateListenerAttribute` take. */
export const listenerSettings = {
  ListenerDescription: parameter.optional(parameter.text()),
  // The reference says 60; since August 2025 the product takes 600 (release notes).
  IdleTimeout: parameter.optional(parameter.integer({ min: 1, max: 600 })),
  RequestTimeout: parameter.optional(parameter.integer({ min: 1, max: 600 })),
  GzipEnabled: parameter.optional(parameter.boolean()),
  Http2Enabled: parameter.optional(parameter.boolean()),
  Certificates: parameter.optional(parameter.list(certificateParameter, { max: 20 })),
  CaEnabled: parameter.optional(parameter.boolean()),
  CaCertificates: parameter.optional(parameter.list(certificateParameter, { max: 1 })),
  SecurityPolicyId: parameter.optional(parameter.text()),
  QuicConfig: parameter.optional(
    parameter.object({
      QuicUpgradeEnabled: parameter.optional(parameter.boolean()),
      QuicListenerId: parameter.optional(parameter.text()),
    }),
  ),
  XForwardedForConfig: parameter.optional(xForwardedForParameter),
};

/** Those settings as a request gives them. */
export interface ListenerSettingsRequest {
  readonly ListenerDescription?: string | undefined;
  readonly IdleTimeout?: number | undefined;
  readonly RequestTimeout?: number | undefined;
  readonly GzipEnabled?: boolean | undefined;
  readonly Http2Enabled?: boolean | undefined;
  readonly Certificates?: readonly { readonly CertificateId: string }[] | undefined;
  readonly CaEnabled?: boolean | undefined;
  readonly CaCertificates?: readonly { readonly CertificateId: string }[] | undefined;
  readonly SecurityPolicyId?: string | undefined;
  readonly QuicConfig?: { readonly QuicUpgradeEnabled?: boolean; readonly QuicListenerId?: string } | undefined;
  readonly XForwardedForConfig?: Readonly<Record<string, boolean | string | undefined>> | undefined;
}

/** Those settings as a listener has them. */
export type ListenerSettings = Pick<
  Listener,
  | 'description'
  | 'idleTimeout'
  | 'requestTimeout'
  | 'gzipEnabled'
  | 'http2Enabled'
  | 'certificateIds'
  | 'caEnabled'
  | 'caCertificateIds'
  | 'securityPolicyId'
  | 'quic'
  | 'xForwardedFor'
>;

function defaultsOf(protocol: Listener['protocol']): ListenerSettings {
  return {
    description: '',
    idleTimeout: 15,
    requestTimeout: 60,
    gzipEnabled: true,
    http2Enabled: protocol === 'HTTPS',
    certificateIds: [],
    caEnabled: false,
    caCertificateIds: [],
    securityPolicyId: protocol === 'HTTPS' ? 'tls_cipher_policy_1_0' : '',
    quic: { QuicUpgradeEnabled: false },
    xForwardedFor: readXForwardedFor(undefined),
  };
}

/**
 * The settings after a request: what is given, else what was, else the defaults of the protocol.
 *
 * Certificate ids are taken as they are: the local cloud has no certificate product.
 */
export function readListenerSettings(
  request: ListenerSettingsRequest,
  protocol: Listener['protocol'],
  before: ListenerSettings = defaultsOf(protocol),
): ListenerSettings {
  checkListenerDescription(request.ListenerDescription);
  checkSecurityPolicy(request.SecurityPolicyId);
  const settings: ListenerSettings = {
    description: request.ListenerDescription ?? before.description,
    idleTimeout: request.IdleTimeout ?? before.idleTimeout,
    requestTimeout: request.RequestTimeout ?? before.requestTimeout,
    gzipEnabled: request.GzipEnabled ?? before.gzipEnabled,
    http2Enabled: request.Http2Enabled ?? before.http2Enabled,
    certificateIds: request.Certificates?.map(({ CertificateId }) => CertificateId) ?? before.certificateIds,
    caEnabled: request.CaEnabled ?? before.caEnabled,
    caCertificateIds: request.CaCertificates?.map(({ CertificateId }) => CertificateId) ?? before.caCertificateIds,
    securityPolicyId: request.SecurityPolicyId ?? before.securityPolicyId,
    quic: { ...before.quic, ...defined(request.QuicConfig) },
    xForwardedFor: readXForwardedFor(request.XForwardedForConfig, before.xForwardedFor),
  };
  checkCertificates(settings, protocol);
  return settings;
}

/** What is answered for a certificate on a listener that cannot use it is not documented. */
function checkCertificates(settings: ListenerSettings, protocol: Listener['protocol']): void {
  if (protocol === 'HTTP') {
    if (settings.certificateIds.length > 0) refuse(illegalParam('Certificates'));
    if (settings.caEnabled) refuse(illegalParam('CaEnabled'));
    return;
  }
  if (settings.certificateIds.length === 0) refuse(missingParameter('Certificates'));
  if (settings.caEnabled && settings.caCertificateIds.length === 0) refuse(missingParameter('CaCertificates'));
}

function defined<T extends object>(given: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}
