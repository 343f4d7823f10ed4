import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A key and the certificates that go with it. */
export interface Issued {
  /** PEM. */
  readonly key: string;
  /** PEM: the certificate, then the authority's. */
  readonly chain: string;
}

/** How long certificates are valid, in milliseconds since the epoch. */
export interface Validity {
  readonly from: number;
  readonly to: number;
}

/** A certificate authority whose key is nowhere but in the memory of this process. */
export class Issuer {
  private readonly issued = new Map<string, Promise<Issued>>();

  private constructor(
    /** PEM: the authority's certificate. */
    readonly authority: string,
    private readonly root: x509.X509Certificate,
    private readonly keys: webcrypto.CryptoKeyPair,
    private readonly validity: { readonly notBefore: Date; readonly notAfter: Date },
  ) {}

  /** Makes an authority. @param name - The common name of its certificate. */
  static async create(name: string, { from, to }: Validity): Promise<Issuer> {
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const validity = { notBefore: new Date(from), notAfter: new Date(to) };
    const root = await x509.X509CertificateGenerator.createSelfSigned({
      ...validity,
      serialNumber: serialNumber(),
      name: `CN=${name}`,
      keys,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ],
    });
    return new Issuer(root.toString('pem'), root, keys, validity);
  }

  /** A certificate for names; asked again, the same one. @param commonName - What it is told by. */
  issue(commonName: string, names: readonly x509.JsonGeneralName[]): Promise<Issued> {
    const key = JSON.stringify([commonName, names]);
    const known = this.issued.get(key) ?? this.make(commonName, names);
    this.issued.set(key, known);
    return known;
  }

  private async make(commonName: string, names: readonly x509.JsonGeneralName[]): Promise<Issued> {
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await x509.X509CertificateGenerator.create({
      ...this.validity,
      serialNumber: serialNumber(),
      subject: [{ CN: [commonName] }],
      issuer: this.root.subject,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([...names]),
      ],
    });
    const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
    return {
      key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
      chain: `${certificate.toString('pem')}\n${this.authority}\n`,
    };
  }
}

function serialNumber(): string {
  return Buffer.from(webcrypto.getRandomValues(new Uint8Array(8)).map((byte) => byte & 0x7f)).toString('hex');
}
