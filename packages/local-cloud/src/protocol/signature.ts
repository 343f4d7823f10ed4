import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

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
  const signed = [...parameters].filter(([name]) => name !== 'Signature');
  // The query is percent-encoded already, so this second time there is nothing left that encodeURIComponent overlooks.
  return `${method}&%2F&${encodeURIComponent(canonicalQuery(signed))}`;
}

/** The RPC style's signature over a string to sign. */
export function rpcSignature(stringToSign: string, secret: string): string {
  return createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64');
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
    canonicalQuery([...request.query]),
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

function canonicalQuery(parameters: (readonly [string, string])[]): string {
  return parameters
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}
