import {
  type Answer,
  callApi,
  type CallParameters,
  type ClientOptions,
  signedParameters as signed,
} from '../src/client';

export type { Answer, ClientOptions } from '../src/client';

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
  parameters: CallParameters,
  tampering: Tampering = {},
): URLSearchParams {
  return signed(method, asWhom(options, tampering), action, { ...parameters, ...envelope(tampering) });
}

/** Sends one signed call: the client for products without an official SDK. */
export function rawCall(
  options: ClientOptions,
  action: string,
  parameters: CallParameters = {},
  tampering: Tampering = {},
): Promise<Answer> {
  return callApi(asWhom(options, tampering), action, { ...parameters, ...envelope(tampering) });
}

function asWhom(options: ClientOptions, { accessKeyId, secret }: Tampering): ClientOptions {
  const { credentials } = options;
  return {
    ...options,
    credentials: {
      accessKeyId: accessKeyId ?? credentials.accessKeyId,
      accessKeySecret: secret ?? credentials.accessKeySecret,
    },
  };
}

function envelope({ timestamp, nonce }: Tampering): CallParameters {
  return { Timestamp: timestamp, SignatureNonce: nonce };
}

/** A caller for one product and region: `const cen = caller({...}); await cen('CreateCen', { Name: 'c' })`. */
export function caller(options: ClientOptions) {
  return (action: string, parameters: CallParameters = {}) => rawCall(options, action, parameters);
}

/** Like `caller`, for calls that must succeed: answers the body, throws on a refusal. */
export function successfulCaller(options: ClientOptions) {
  return async (action: string, parameters: CallParameters = {}) => {
    const answer = await rawCall(options, action, parameters);
    if (answer.status !== 200) throw new Error(`${action}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
}
