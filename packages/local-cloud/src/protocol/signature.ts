import { createHash, createHmac, hash, timingSafeEqual } from 'node:crypto';

/** Texts that percent-encoding leaves as they are: most values, and all names but `Tag.1.Key` and their like. */
const plain = /^[\w.~-]*$/;

/** Percent-encoding as the signature rules of Alibaba Cloud's RPC and ACS3 styles want it. */
export function percentEncode(text: string): string {
  if (plain.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => '%' + character.charCodeAt(0).toString(16).toUpperCase(),
  );
}

/**
 * The string that the RPC style signs (`SignatureMethod=HMAC-SHA1`, version 1.0).
 *
 * @see https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism
 */
export function rpcStringToSign(method: string, parameters: Iterable<readonly [string, string]>): string {
  let text = `${method}&%2F&`;
  let separator = '';
  // The query is encoded once more as a whole: `=`, `&` and the percent signs of the first time are all there is to encode.
  for (const [name, value] of inOrder(parameters)) {
    if (name === 'Signature') continue;
    text += `${separator}${encodedTwice(name)}%3D${encodedTwice(value)}`;
    separator = '%26';
  }
  return text;
}

/** The RPC style's signature over a string to sign. */
export function rpcSignature(stringToSign: string, secret: string): string {
  return createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64');
}

/** The bytes that SHA-1 works on at a time; a key of HMAC is filled up to as many. */
const BLOCK = 64;

/**
 * Makes what signs as `rpcSignature` does, with one secret for many calls.
 *
 * An object of `createHmac` costs more to make and to collect than the hashing itself, so for the keys that there are this
 * is HMAC by its definition, as two plain hashes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2104
 */
export function rpcSigner(secret: string): (stringToSign: string) => string {
  const key = `${secret}&`;
  const isShortAscii = Buffer.byteLength(key) === key.length && key.length <= BLOCK;
  if (!isShortAscii) return (stringToSign) => rpcSignature(stringToSign, secret);
  const padded = (mask: number): Buffer => Buffer.from(key.padEnd(BLOCK, '\0')).map((byte) => byte ^ mask) as Buffer;
  const inner = padded(0x36).toString('latin1');
  const outer = Buffer.concat([padded(0x5c), Buffer.alloc(20)]);
  return (stringToSign) => {
    outer.write(hash('sha1', inner + stringToSign, 'hex'), BLOCK, 'hex');
    return hash('sha1', outer, 'base64');
  };
}

/** An `Authorization: ACS3-HMAC-SHA256 …` header, taken apart. */
export interface Acs3Authorization {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Takes an ACS3 `Authorization` header apart; `undefined` when it is not one. */
export function parseAcs3(authorization: string): Acs3Authorization | undefined {
  const match = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]+)$/.exec(authorization);
  if (!match) return undefined;
  const [, accessKeyId = '', signedHeaders = '', signature = ''] = match;
  return { accessKeyId, signedHeaders: signedHeaders.split(';'), signature };
}

/** What an ACS3 signature covers. */
export interface Acs3Request {
  readonly method: string;
  readonly query: Iterable<readonly [string, string]>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * The string that the ACS3 style signs. RPC-style products always sign the path `/`, whatever prefix the endpoint has.
 *
 * @see https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
export function acs3StringToSign(request: Acs3Request, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join('');
  const canonical = [
    request.method,
    '/',
    canonicalQuery(request.query),
    headers,
    signedHeaders.join(';'),
    sha256Hex(request.body),
  ].join('\n');
  return `ACS3-HMAC-SHA256\n${sha256Hex(canonical)}`;
}

/** The ACS3 style's signature over a string to sign. */
export function acs3Signature(stringToSign: string, secret: string): string {
  return createHmac('sha256', secret).update(stringToSign).digest('hex');
}

/** Compares two signatures without telling by time how much of them agrees. */
export function sameSignature(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

function sha256Hex(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function canonicalQuery(parameters: Iterable<readonly [string, string]>): string {
  return inOrder(parameters)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}

/** Sorted by name; several of one name stay as they came. */
function inOrder(parameters: Iterable<readonly [string, string]>): (readonly [string, string])[] {
  return [...parameters].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
}

function encodedTwice(text: string): string {
  return plain.test(text) ? text : percentEncode(text).replaceAll('%', '%25');
}
