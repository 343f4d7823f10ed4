import { parameter } from '../../protocol/parameters';
import type { Listener } from './model';

const flag = () => parameter.optional(parameter.boolean());
/** A header's alias: 1 to 40 lower-case letters, digits, `-` and `_`. */
const alias = () => parameter.optional(parameter.matching(/^[a-z\d_-]{1,40}$/));

/** `XForwardedForConfig`: which headers servers get (ALB user guide, HTTP headers). */
export const xForwardedForParameter = parameter.object({
  XForwardedForEnabled: flag(),
  XForwardedForProcessingMode: parameter.optional(parameter.oneOf(['append', 'remove'])),
  XForwardedForProtoEnabled: flag(),
  XForwardedForHostEnabled: flag(),
  XForwardedForSLBIdEnabled: flag(),
  XForwardedForSLBPortEnabled: flag(),
  XForwardedForClientSrcPortEnabled: flag(),
  XForwardedForClientSourceIpsEnabled: flag(),
  XForwardedForClientSourceIpsTrusted: parameter.optional(parameter.text()),
  XForwardedForClientCertSubjectDNEnabled: flag(),
  XForwardedForClientCertSubjectDNAlias: alias(),
  XForwardedForClientCertIssuerDNEnabled: flag(),
  XForwardedForClientCertIssuerDNAlias: alias(),
  XForwardedForClientCertFingerprintEnabled: flag(),
  XForwardedForClientCertFingerprintAlias: alias(),
  XForwardedForClientCertClientVerifyEnabled: flag(),
  XForwardedForClientCertClientVerifyAlias: alias(),
});

/** Only `X-Forwarded-For` itself is on when nothing is said. */
const defaults: Listener['xForwardedFor'] = {
  XForwardedForEnabled: true,
  XForwardedForProcessingMode: 'append',
  XForwardedForProtoEnabled: false,
  XForwardedForHostEnabled: false,
  XForwardedForSLBIdEnabled: false,
  XForwardedForSLBPortEnabled: false,
  XForwardedForClientSrcPortEnabled: false,
  XForwardedForClientSourceIpsEnabled: false,
  XForwardedForClientCertSubjectDNEnabled: false,
  XForwardedForClientCertIssuerDNEnabled: false,
  XForwardedForClientCertFingerprintEnabled: false,
  XForwardedForClientCertClientVerifyEnabled: false,
};

/** The headers after a request: what is given, else what was, else the defaults. */
export function readXForwardedFor(
  given: Readonly<Record<string, boolean | string | undefined>> | undefined,
  before = defaults,
): Listener['xForwardedFor'] {
  const changes = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...before, ...(Object.fromEntries(changes) as Record<string, boolean | string>) };
}
