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

/**
 * Takes credentials and the place of the cloud from an environment.
 *
 * @throws ValidationError `LIVE_CREDENTIALS_MISSING` When a variable is not there; no value is ever part of a message.
 */
export function accessFromEnvironment(environment: CloudEnvironment): CloudAccess {
  const value = (...names: readonly string[]): string | undefined =>
    names.map((name) => environment[name]?.trim()).find((text) => text !== undefined && text !== '');
  const accessKeyId = value('ALICLOUD_ACCESS_KEY');
  const accessKeySecret = value('ALICLOUD_SECRET_KEY');
  if (accessKeyId === undefined || accessKeySecret === undefined) {
    const missing = [
      ...(accessKeyId === undefined ? ['ALICLOUD_ACCESS_KEY'] : []),
      ...(accessKeySecret === undefined ? ['ALICLOUD_SECRET_KEY'] : []),
    ].join(' and ');
    const hint = 'export the access key of a RAM user that may read, or what causeway local prints';
    throw new ValidationError('LIVE_CREDENTIALS_MISSING', `${missing} not set; ${hint}`, { path: 'environment' });
  }
  return {
    accessKeyId,
    accessKeySecret,
    securityToken: value('ALICLOUD_SECURITY_TOKEN'),
    localEndpoint: value('CAUSEWAY_LOCAL_ENDPOINT'),
    httpsProxy: value('HTTPS_PROXY', 'https_proxy'),
    noProxy: value('NO_PROXY', 'no_proxy'),
  };
}
