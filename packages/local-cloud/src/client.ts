import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { Credentials } from './protocol/authenticate';
import { rpcSignature, rpcStringToSign } from './protocol/signature';
import { flatten, type ParameterValue } from './protocol/wire';

/** Where and as whom requests are sent. */
export interface ClientOptions {
  /** `host:port`. */
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** The API version, which says the product, such as `2016-04-28` for VPC. */
  readonly version: string;
  /** Goes into the endpoint's path, as the provider's endpoints carry it. @default - none */
  readonly region?: string;
}

/** The parameters of a call by name; lists and objects are spread over several names on the wire. */
export type CallParameters = Readonly<Record<string, ParameterValue>>;

/** An answer of the API, refusals included. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & {
    readonly Code?: string;
    readonly Message?: string;
    readonly RequestId?: string;
  };
}

/** The envelope of one signed call of the RPC style, business parameters included; they win over the envelope's own. */
export function signedParameters(
  method: 'GET' | 'POST',
  { credentials, version }: Pick<ClientOptions, 'credentials' | 'version'>,
  action: string,
  parameters: CallParameters,
): URLSearchParams {
  const all = new URLSearchParams({
    Action: action,
    Version: version,
    Format: 'JSON',
    AccessKeyId: credentials.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: new Date().toISOString().replace(/\.\d+Z/, 'Z'),
  });
  for (const [name, value] of flatten(parameters)) all.set(name, value);
  all.set('Signature', rpcSignature(rpcStringToSign(method, all), credentials.accessKeySecret));
  return all;
}

/**
 * Sends one signed call to a local cloud, over plain HTTP.
 *
 * @returns The answer, a refusal too.
 * @throws When the connection ends without an answer.
 */
export async function callApi(
  options: ClientOptions,
  action: string,
  parameters: CallParameters = {},
): Promise<Answer> {
  const body = signedParameters('POST', options, action, parameters).toString();
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
        response.on('error', reject);
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
