import { refuse } from './api-error';
import { gatewayErrors } from './gateway-errors';
import { first, header, type ParsedRequest } from './request';
import { acs3Signature, acs3StringToSign, parseAcs3, rpcSigner, rpcStringToSign, sameSignature } from './signature';

/** A key pair that the local cloud accepts. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** A request is refused when its time stamp is further off than this, and a nonce is remembered for as long. */
const WINDOW_MS = 15 * 60 * 1000;

/** Checks signatures, time stamps and nonces as the gateway does, for the RPC and the ACS3 style. */
export class Authenticator {
  private current = new Set<string>();
  private previous = new Set<string>();
  private rotatedAt = 0;
  /** Stamps count seconds, so that many calls in a row carry the same one. */
  private lastStamp = { text: '', sentAt: Number.NaN };

  private readonly sign: (stringToSign: string) => string;

  constructor(private readonly credentials: Credentials) {
    this.sign = rpcSigner(credentials.accessKeySecret);
  }

  /** @throws ApiError When the request is not signed by the cloud's key, is stale, or was sent before. */
  check(request: ParsedRequest, now: number): void {
    const authorization = header(request.raw, 'authorization');
    if (authorization.startsWith('ACS3-')) this.checkAcs3(request, authorization, now);
    else this.checkRpc(request, now);
  }

  private checkRpc({ raw, flat }: ParsedRequest, now: number): void {
    const accessKeyId = first(flat, 'AccessKeyId') ?? refuse(gatewayErrors.missingAccessKeyId);
    const given = first(flat, 'Signature') ?? refuse(gatewayErrors.missingSignature);
    if (first(flat, 'SignatureMethod') !== 'HMAC-SHA1') refuse(gatewayErrors.unsupportedSignatureMethod);
    this.checkKey(accessKeyId);
    const stringToSign = rpcStringToSign(raw.method, flat);
    if (!sameSignature(given, this.sign(stringToSign))) {
      refuse(gatewayErrors.signatureDoesNotMatch, stringToSign);
    }
    this.checkFreshness(first(flat, 'Timestamp') ?? '', first(flat, 'SignatureNonce') ?? '', now);
  }

  private checkAcs3(request: ParsedRequest, authorization: string, now: number): void {
    const { raw, query } = request;
    const parsed = parseAcs3(authorization) ?? refuse(gatewayErrors.unsupportedSignatureMethod);
    this.checkKey(parsed.accessKeyId);
    const stringToSign = acs3StringToSign({ ...raw, query }, parsed.signedHeaders);
    if (!sameSignature(parsed.signature, acs3Signature(stringToSign, this.credentials.accessKeySecret))) {
      refuse(gatewayErrors.signatureDoesNotMatch, stringToSign);
    }
    this.checkFreshness(header(raw, 'x-acs-date'), header(raw, 'x-acs-signature-nonce'), now);
  }

  private checkKey(accessKeyId: string): void {
    if (accessKeyId !== this.credentials.accessKeyId) refuse(gatewayErrors.unknownAccessKeyId);
  }

  private checkFreshness(timestamp: string, nonce: string, now: number): void {
    if (timestamp !== this.lastStamp.text) this.lastStamp = { text: timestamp, sentAt: readStamp(timestamp) };
    const { sentAt } = this.lastStamp;
    if (Number.isNaN(sentAt)) refuse(gatewayErrors.timestampMalformed);
    if (Math.abs(now - sentAt) > WINDOW_MS) refuse(gatewayErrors.timestampExpired);
    if (nonce === '') refuse(gatewayErrors.missingNonce);
    this.rotate(now);
    // A copy: the nonce as parsed is a slice that would keep the whole request body in memory.
    const kept = Buffer.from(nonce).toString('latin1');
    const before = this.current.size;
    if (this.previous.has(kept) || this.current.add(kept).size === before) refuse(gatewayErrors.nonceUsed);
  }

  /** Two generations, so that a nonce is kept for one to two windows: a stamp may lie a window in the future. */
  private rotate(now: number): void {
    if (now - this.rotatedAt < 2 * WINDOW_MS) return;
    this.previous = this.current;
    this.current = new Set();
    this.rotatedAt = now;
  }
}

/** Milliseconds since the epoch; `NaN` when it is no stamp. */
function readStamp(text: string): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
}
