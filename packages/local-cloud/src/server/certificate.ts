import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import * as x509 from '@peculiar/x509';

/** The key and certificate of the TLS side, and the file that makes a client trust it. */
export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM: the server's certificate, then the authority's. */
  readonly chain: string;
  /** PEM: the authority's certificate alone. */
  readonly authority: string;
  /**
   * A bundle of this authority, the usual public ones, and those that clients trusted before. `SSL_CERT_FILE` replaces a client's whole trust store, so the
   * bundle keeps registries reachable.
   */
  readonly bundleFile: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** The certificates in a PEM file. */
const PEM_CERTIFICATES = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * The certificate kept in a folder, made on first use: for 127.0.0.1, ::1 and localhost, valid for two years and renewed a
 * month before that ends.
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
  const own = [files.key, files.chain, files.authority];
  if (!own.every(existsSync) || expiresSoon(readFileSync(files.chain, 'utf8'), now)) {
    const made = await makeCertificate(now);
    mkdirSync(folder, { recursive: true });
    replaceFile(files.key, made.key, 0o600);
    replaceFile(files.authority, made.authority);
    // Last: a current chain says that the others belong to it.
    replaceFile(files.chain, made.chain);
  }
  const authority = readFileSync(files.authority, 'utf8');
  writeBundle(files.bundle, authority, trustedFile);
  return {
    key: readFileSync(files.key, 'utf8'),
    chain: readFileSync(files.chain, 'utf8'),
    authority,
    bundleFile: files.bundle,
  };
}

/** The bundle itself is no source: a shell that has exported it would keep authorities that are long gone. */
function writeBundle(file: string, authority: string, trustedFile = ''): void {
  const isOther = existsSync(trustedFile) && resolve(trustedFile) !== resolve(file);
  const trusted = isOther ? readFileSync(trustedFile, 'utf8').match(PEM_CERTIFICATES) : undefined;
  const all = new Set([...rootCertificates, ...(trusted ?? []), authority].map((pem) => pem.trim()));
  const bundle = `${[...all].join('\n')}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== bundle) replaceFile(file, bundle);
}

/** Writes a file that is there whole or not at all, whenever this process is killed. */
function replaceFile(file: string, content: string, mode = 0o644): void {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}

function expiresSoon(pem: string, now: number): boolean {
  return new x509.X509Certificate(pem).notAfter.getTime() < now + YEAR_MS / 12;
}

/** The authority's key is thrown away: it signs one certificate and can sign no other. */
async function makeCertificate(now: number): Promise<{ key: string; chain: string; authority: string }> {
  const authorityKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const serverKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const validity = { notBefore: new Date(now - YEAR_MS / 365), notAfter: new Date(now + 2 * YEAR_MS) };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serialNumber(),
    name: 'CN=Causeway local cloud authority',
    keys: authorityKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  const server = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(),
    subject: 'CN=localhost',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
        { type: 'dns', value: 'localhost' },
      ]),
    ],
  });
  const authorityPem = authority.toString('pem');
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
  return {
    key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    chain: `${server.toString('pem')}\n${authorityPem}\n`,
    authority: `${authorityPem}\n`,
  };
}

function serialNumber(): string {
  return Buffer.from(webcrypto.getRandomValues(new Uint8Array(8)).map((byte) => byte & 0x7f)).toString('hex');
}
