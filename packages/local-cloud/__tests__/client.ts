import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { rpcSignature, rpcStringToSign } from '../src/protocol/signature';
import type { Credentials } from '../src';

/** An answer of the API, refusals included. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & {
    readonly Code?: string;
    readonly Message?: string;
    readonly RequestId?: string;
  };
}

/** Where and as whom requests are sent. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly credentials: Credentials;
  readonly version: string;
  /** Goes into the endpoint's path, as the provider's endpoints carry it. */
  readonly region?: string;
}

/** What a test changes on the wire, to be refused. */
export interface Tampering {
  readonly accessKeyId?: string;
  readonly secret?: string;
  readonly timestamp?: string;
  readonly nonce?: string;
}

/** The envelope of one signed call of the RPC style, business parameters included. */
export function signedParameters(
  method: 'GET' | 'POST',
  options: ClientOptions,
  action: string,
  parameters: Readonly<Record<string, string | number | boolean>>,
  tampering: Tampering = {},
): URLSearchParams {
  const all = new URLSearchParams({
    Action: action,
    Version: options.version,
    Format: 'JSON',
    AccessKeyId: tampering.accessKeyId ?? options.credentials.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: tampering.nonce ?? randomUUID(),
    Timestamp: tampering.timestamp ?? new Date().toISOString().replace(/\.\d+Z/, 'Z'),
  });
  for (const [name, value] of Object.entries(parameters)) all.set(name, String(value));
  all.set(
    'Signature',
    rpcSignature(rpcStringToSign(method, all), tampering.secret ?? options.credentials.accessKeySecret),
  );
  return all;
}

/** Sends one signed call, written out by hand: the independent client for products without an official SDK. */
export async function rawCall(
  options: ClientOptions,
  action: string,
  parameters: Readonly<Record<string, string | number | boolean>> = {},
  tampering: Tampering = {},
): Promise<Answer> {
  const body = signedParameters('POST', options, action, parameters, tampering).toString();
  const [host = '', port = ''] = options.endpoint.split(':');
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host,
        port,
        method: 'POST',
        path: `/${options.region ?? ''}`,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(chunks).toString()) as Answer['body'],
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** A caller for one product and region: `const cen = caller({...}); await cen('CreateCen', { Name: 'c' })`. */
export function caller(options: ClientOptions) {
  return (action: string, parameters: Readonly<Record<string, string | number | boolean>> = {}) =>
    rawCall(options, action, parameters);
}

/** Like `caller`, for calls that must succeed: answers the body, throws on a refusal. */
export function successfulCaller(options: ClientOptions) {
  return async (action: string, parameters: Readonly<Record<string, string | number | boolean>> = {}) => {
    const answer = await rawCall(options, action, parameters);
    if (answer.status !== 200) throw new Error(`${action}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
}
