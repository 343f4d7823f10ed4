import type { RawRequest } from '../../src/protocol/request';
import { services } from '../../src/services';
import { signedParameters } from '../client';
import { credentials } from './cloud';
import { makeParameters } from './parameters';
import type { Random } from './random';

/** Every action of the local cloud. */
export const actions = services.flatMap(({ version, operations }) =>
  operations.map((operation) => ({ version, operation })),
);

/** A request for any action that was right once, with one thing about it wrong. */
export function makeBrokenRequest(random: Random, ids: readonly string[]): RawRequest {
  const { version, operation } = random.pick(actions);
  return breakRequest(random, version, operation.action, makeParameters(random, operation.schema, ids));
}

function breakRequest(random: Random, version: string, action: string, parameters: Record<string, string>): RawRequest {
  const form = signedParameters('POST', { endpoint: '', credentials, version }, action, parameters);
  const text = form.toString();
  const request = {
    method: 'POST',
    url: '/cn-chengdu',
    headers: { 'content-type': 'application/x-www-form-urlencoded' } as Record<string, string>,
    body: Buffer.from(text),
  };
  const without = (name: string): Buffer => {
    form.delete(name);
    return Buffer.from(form.toString());
  };
  const envelope = ['Action', 'Version', 'AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureNonce', 'Timestamp'];
  const junk = ['', '\u0000', '%', '中', '__proto__', 'x'.repeat(10_000), '-1', 'ACS3-HMAC-SHA256'];
  const breaks: readonly (() => RawRequest)[] = [
    () => ({ ...request, body: without(random.pick(envelope)) }),
    () => {
      form.set(random.pick(envelope), random.pick(junk));
      return { ...request, body: Buffer.from(form.toString()) };
    },
    () => ({
      ...request,
      body: Buffer.from(`${text}&${random.pick(['A=1', '%=%', '=', '&&', 'Tag.1=x&Tag.1.Key=y&'])}=1`),
    }),
    () => ({ ...request, body: request.body.subarray(0, Math.floor(random.next() * text.length)) }),
    () => ({ ...request, body: Buffer.from(Array.from({ length: 200 }, () => Math.floor(random.next() * 256))) }),
    () => ({ ...request, method: random.pick(['GET', 'PUT', 'DELETE', 'OPTIONS', '', 'POST ']) }),
    () => ({
      ...request,
      url: random.pick(['/a/b', '/../etc', '/%2e%2e', '*', 'http://x/', '/CN-CHENGDU', '/é']),
    }),
    () => ({ ...request, headers: { 'content-type': random.pick(['application/json', 'multipart/form-data', '']) } }),
    () => ({
      ...request,
      headers: {
        ...request.headers,
        authorization: random.pick([
          'ACS3-',
          'ACS3-HMAC-SHA256 Credential=,SignedHeaders=,Signature=',
          'ACS3-HMAC-SHA256 Credential=key,SignedHeaders=__proto__;host,Signature=00',
          'ACS3-HMAC-SHA256 Credential=key,SignedHeaders=x,Signature=zz',
        ]),
      },
    }),
  ];
  return random.pick(breaks)();
}
