import type { Reply } from '../../src/protocol/pipeline';
import type { RawRequest } from '../../src/protocol/request';
import { services } from '../../src/services';
import { signedParameters } from '../client';
import { build, call, credentials, inMemory, openCloud } from './cloud';
import { makeParameters } from './parameters';
import { Random } from './random';

const actions = services.flatMap(({ version, operations }) => operations.map((operation) => ({ version, operation })));

/** A cloud with the default deployment in it, and a check that holds after every request. */
function startFuzz(seed: number) {
  const cloud = openCloud();
  const ids = build(cloud.pipeline);
  const statuses = new Map<number, number>();
  const check = (of: string, isDryRun: boolean, send: () => Reply): void => {
    const before = cloud.disk.commits;
    const { status, body } = send();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const text = JSON.stringify(body);
    const refused = status !== 200 || isDryRun;
    if (status >= 500) throw new Error(`${of}: ${text} ${String((cloud.log.at(-1)?.failure as Error).stack)}`);
    if (refused && cloud.disk.commits !== before) throw new Error(`${of} was refused and changed something: ${text}`);
    if (status !== 200 && !body.Code) throw new Error(`${of} was refused without a code: ${text}`);
  };
  return { ...cloud, ids, random: new Random(seed), statuses, check };
}

function expectMemoryAsOnDisk({ store, disk }: ReturnType<typeof openCloud>): void {
  const memory = inMemory(store);
  const stored = [...disk.records].filter(([key]) => !key.startsWith('core/'));
  expect([...memory.keys()].sort()).toEqual(stored.map(([key]) => key).sort());
  for (const [key, { value }] of stored) expect(memory.get(key)).toBe(value);
}

describe('malformed requests end in a refusal, never in a failure or half a change', () => {
  test.each([1, 2, 3, 4, 5])('signed with the right key, for every action (seed %i)', (seed) => {
    const fuzz = startFuzz(seed);
    const { random, pipeline, ids, check, statuses } = fuzz;
    for (let round = 0; round < Math.ceil(600 / actions.length); round++) {
      for (const { version, operation } of actions) {
        const region = random.chance(0.1) ? '' : random.pick(['cn-chengdu', 'cn-chengdu', 'cn-hangzhou']);
        const isDryRun = operation.kind === 'write' && random.chance(0.7);
        const parameters = {
          ...makeParameters(random, operation.schema, ids),
          ...(random.chance(0.5) && region !== '' && { RegionId: region }),
          ...(isDryRun && { DryRun: 'true' }),
          ...(random.chance(0.1) && { ClientToken: random.pick(['t', '', ' ', '中', 'x'.repeat(65)]) }),
        };
        check(`${operation.action} ${JSON.stringify(parameters)}`, isDryRun, () =>
          call(pipeline, version, region, operation.action, parameters),
        );
      }
    }
    expectMemoryAsOnDisk(fuzz);
    expect(services.flatMap((service) => service.inventory(fuzz.store)).length).toBeGreaterThan(10);
    // Some must come all the way, or this tests the gateway alone.
    expect(statuses.get(200)).toBeGreaterThan(60);
  });

  test('with a broken envelope, signature, path, header or body', () => {
    const fuzz = startFuzz(6);
    const { random, pipeline, ids, check } = fuzz;
    const before = fuzz.disk.commits;
    for (let round = 0; round < 600; round++) {
      const { version, operation } = random.pick(actions);
      const request = breakRequest(random, version, operation.action, makeParameters(random, operation.schema, ids));
      check(`${request.method} ${request.url} ${String(request.body)}`, false, () => {
        const reply = pipeline.answer(request);
        if (reply.status === 200) throw new Error(`answered ${request.method} ${request.url} ${String(request.body)}`);
        return reply;
      });
    }
    expect(fuzz.disk.commits).toBe(before);
    expectMemoryAsOnDisk(fuzz);
  });
});

/** A request that was right once, with one thing about it wrong. */
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
