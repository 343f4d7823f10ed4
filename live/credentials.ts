import { ValidationError } from '../lib/core';

/** Which cloud is read, and as whom. */
export interface CloudAccess {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Of temporary credentials. @default - none */
  readonly securityToken?: string;
  /** `host:port` of a local cloud. @default - the real cloud */
  readonly localEndpoint?: string;
  /** The proxy for HTTPS. @default - none */
  readonly httpsProxy?: string;
  /** Hosts that no proxy is used for, with commas between. @default - none */
  readonly noProxy?: string;
}

/** The variables that are looked at, as the Terraform provider has them; the endpoint is that of `causeway local`. */
export type CloudEnvironment = Readonly<Record<string, string | undefined>>;

/** The names of credentials: the provider's own, and those of Alibaba Cloud's SDKs and tools. */
const NAMES = [
  ['ALICLOUD_ACCESS_KEY', 'ALICLOUD_SECRET_KEY', 'ALICLOUD_SECURITY_TOKEN'],
  ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN'],
] as const;

/**
 * Takes credentials and the place of the cloud from an environment.
 *
 * A key, its secret and its token go together: those of one set of names are never mixed with those of the other.
 *
 * @throws ValidationError `LIVE_CREDENTIALS_MISSING` When a variable is not there; no value is ever part of a message.
 */
export function accessFromEnvironment(environment: CloudEnvironment): CloudAccess {
  const value = (...names: readonly string[]): string | undefined =>
    names.map((name) => environment[name]?.trim()).find((text) => text !== undefined && text !== '');
  const given = NAMES.find(([id, secret]) => value(id, secret) !== undefined) ?? NAMES[0];
  const [accessKeyId, accessKeySecret, securityToken] = given.map((name) => value(name));
  if (accessKeyId === undefined || accessKeySecret === undefined) {
    const missing = [
      ...(accessKeyId === undefined ? [given[0]] : []),
      ...(accessKeySecret === undefined ? [given[1]] : []),
    ].join(' and ');
    const hint = 'export the access key of a RAM user that may read, or what causeway local prints';
    throw new ValidationError('LIVE_CREDENTIALS_MISSING', `${missing} not set; ${hint}`, { path: 'environment' });
  }
  return {
    accessKeyId,
    accessKeySecret,
    securityToken,
    localEndpoint: value('CAUSEWAY_LOCAL_ENDPOINT'),
    httpsProxy: value('HTTPS_PROXY', 'https_proxy'),
    noProxy: value('NO_PROXY', 'no_proxy'),
  };
}
