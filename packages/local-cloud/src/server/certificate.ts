import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import { type Issued, Issuer } from './issuer';

/** The key and certificate of the TLS side, and the file that makes a client trust it. */
export interface Certificate extends Issued {
  /** Signs the certificates of load balancers, for as long as this process lives. */
  readonly issuer: Issuer;
  /** PEM: the authority's certificate alone. */
  readonly authority: string;
  /**
   * A bundle of this authority, that of load balancers, the usual public ones, and those that clients trusted before. `SSL_CERT_FILE` replaces a client's whole trust store, so the
   * bundle keeps registries reachable.
   */
  readonly bundleFile: string;
}

/** The certificates in a PEM file. */
const PEM_CERTIFICATES = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * The certificate kept in a folder, made on first use: for 127.0.0.1, ::1 and localhost, valid for two years and renewed a
 * month before that ends, or when it cannot be read.
 *
 * @param now - Milliseconds since the epoch, by the real clock: clients check the certificate against theirs.
 * @param trustedFile - A PEM file of more authorities for the bundle.
 */
export async function loadCertificate(folder: string, now: number, trustedFile?: string): Promise<Certificate> {
  const files = {
    key: join(folder, 'server-key.pem'),
    chain: join(folder, 'server.pem'),
    authority: join(folder, 'ca.pem'),
    bundle: join(folder, 'ca-bundle.pem'),
  };
  if (!isUsable(files, now)) {
    const made = await makeCertificate(now);
    mkdirSync(folder, { recursive: true });
    replaceFile(files.key, made.key, 0o600);
    replaceFile(files.authority, made.authority);
    // Last: a current chain says that the others belong to it.
    replaceFile(files.chain, made.chain);
  }
  const authority = readFileSync(files.authority, 'utf8');
  const validity = { from: now - YEAR_MS / 365, to: now + YEAR_MS };
  const issuer = await Issuer.create('Causeway local cloud load balancers', validity);
  writeBundle(files.bundle, [authority, issuer.authority], trustedFile);
  return {
    key: readFileSync(files.key, 'utf8'),
    chain: readFileSync(files.chain, 'utf8'),
    authority,
    issuer,
    bundleFile: files.bundle,
  };
}

/** The bundle itself is no source: a shell that has exported it would keep authorities that are long gone. */
function writeBundle(file: string, authorities: readonly string[], trustedFile = ''): void {
  const isOther = existsSync(trustedFile) && resolve(trustedFile) !== resolve(file);
  const trusted = isOther ? readFileSync(trustedFile, 'utf8').match(PEM_CERTIFICATES) : undefined;
  const all = new Set([...rootCertificates, ...(trusted ?? []), ...authorities].map((pem) => pem.trim()));
  const bundle = `${[...all].join('\n')}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== bundle) replaceFile(file, bundle);
}

/** Writes a file that is there whole or not at all, whenever this process is killed. */
function replaceFile(file: string, content: string, mode = 0o644): void {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}

/** Whether what is kept is there, can be read, belongs together and lasts for a while. */
function isUsable(files: Readonly<Record<'key' | 'chain' | 'authority', string>>, now: number): boolean {
  if (![files.key, files.chain, files.authority].every(existsSync)) return false;
  try {
    const own = new X509Certificate(readFileSync(files.chain));
    const belongTogether =
      own.checkPrivateKey(createPrivateKey(readFileSync(files.key))) &&
      own.verify(new X509Certificate(readFileSync(files.authority)).publicKey);
    return belongTogether && Date.parse(own.validTo) >= now + YEAR_MS / 12;
  } catch {
    return false;
  }
}

/** The authority is thrown away with its key: it signs one certificate and can sign no other. */
async function makeCertificate(now: number): Promise<Issued & { readonly authority: string }> {
  const validity = { from: now - YEAR_MS / 365, to: now + 2 * YEAR_MS };
  const issuer = await Issuer.create('Causeway local cloud authority', validity);
  const issued = await issuer.issue('localhost', [
    { type: 'ip', value: '127.0.0.1' },
    { type: 'ip', value: '::1' },
    { type: 'dns', value: 'localhost' },
  ]);
  return { ...issued, authority: `${issuer.authority}\n` };
}
