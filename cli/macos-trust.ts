import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud } from '@causeway/local-cloud';
import { quote } from './shell';

/** What decides whether a trust hint is needed. */
export interface TrustOptions {
  readonly cloud: Pick<LocalCloud, 'ca'>;
  /** Where the certificate may be written to. */
  readonly folder: string;
  /** @default process.platform */
  readonly platform?: NodeJS.Platform;
}

/**
 * What to tell somebody on a Mac: there, programs written in Go look into the keychain and not at `SSL_CERT_FILE`.
 *
 * Writes the certificate that is to be trusted to a file of its own, as the keychain takes no bundle.
 *
 * @see https://pkg.go.dev/crypto/x509#SystemCertPool
 * @returns `undefined` where `SSL_CERT_FILE` is honoured.
 */
export function trustHint({ cloud, folder, platform = process.platform }: TrustOptions): string | undefined {
  if (platform !== 'darwin') return undefined;
  const file = join(folder, 'ca.pem');
  writeFileSync(file, cloud.ca);
  return [
    'On macOS the provider does not look at SSL_CERT_FILE, as no Go program does: it asks the keychain. Unless you have',
    "done so before, trust the local cloud's certificate authority, whose key exists no more, in another shell:",
    `  security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${quote(file)}`,
    `And when you are done with it: security remove-trusted-cert ${quote(file)}`,
  ].join('\n');
}
