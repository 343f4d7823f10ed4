import { connect } from 'node:net';
import { type FaultRule, type LocalCloud, type LogEntry, startLocalCloud } from '../../src';
import { type Answer, type ClientOptions, rawCall, signedParameters } from '../client';

let cloud: LocalCloud;
let vpc: ClientOptions;
const log: LogEntry[] = [];

beforeAll(async () => {
  cloud = await startLocalCloud({ log: (entry) => log.push(entry) });
  vpc = { ...cloud, version: '2016-04-28', region: 'cn-chengdu' };
});
afterAll(() => cloud.close());
afterEach(() => {
  cloud.clearFaults();
});

const always = (
  fault: 'throttling' | 'serviceUnavailable' | 'internalError' | 'resetBefore' | 'resetAfter',
): FaultRule => ({
  actions: 'CreateVpc',
  fault,
  rate: 1,
  times: 1,
});

const createVpc = (parameters = {}): Promise<Answer> =>
  rawCall(vpc, 'CreateVpc', { RegionId: 'cn-chengdu', CidrBlock: '10.0.0.0/16', ...parameters });

test.each([
  [always('throttling'), 400, 'Throttling.User'],
  [always('serviceUnavailable'), 503, 'ServiceUnavailable'],
  [always('internalError'), 500, 'InternalError'],
  [{ actions: 'CreateVpc', fault: 'busy', rate: 1, times: 1 } as const, 400, 'TaskConflict'],
])('refuses and does nothing: %j', async (rule, status, code) => {
  const before = cloud.inventory().length;
  cloud.injectFaults([rule]);
  const answer = await createVpc();
  expect([answer.status, answer.body.Code]).toEqual([status, code]);
  expect(cloud.inventory()).toHaveLength(before);
  expect(log.at(-1)).toMatchObject({ action: 'CreateVpc', status, code, fault: rule.fault });
});

test('a reset before the call is handled leaves nothing behind', async () => {
  const before = cloud.inventory().length;
  cloud.injectFaults([always('resetBefore')]);
  await expect(createVpc()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(cloud.inventory()).toHaveLength(before);
  expect(log.at(-1)).toMatchObject({ status: 0, fault: 'resetBefore' });
});

test('a lost answer leaves what was made, and the client token finds it again', async () => {
  const before = cloud.inventory();
  cloud.injectFaults([always('resetAfter')]);
  await expect(createVpc({ ClientToken: 'lost' })).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(log.at(-1)).toMatchObject({ status: 200, fault: 'resetAfter' });
  const made = cloud.inventory().filter(({ id }) => !before.some((other) => other.id === id));
  expect(made).toHaveLength(1);
  expect((await createVpc({ ClientToken: 'lost' })).body.VpcId).toBe(made[0]?.id);
  expect(cloud.inventory()).toHaveLength(before.length + 1);
});

test('a refusal is lost as well as any other answer', async () => {
  cloud.injectFaults([always('resetAfter')]);
  await expect(createVpc({ CidrBlock: '127.0.0.0/16' })).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a reset reaches a client also while an answer before it is still to come', async () => {
  cloud.injectFaults([
    { actions: 'DescribeVpcs', fault: 'slow', rate: 1, times: 1, delayMs: 600_000 },
    { actions: 'DescribeVpcs', fault: 'resetBefore', rate: 1 },
  ]);
  const question = (): string => {
    const query = signedParameters('GET', vpc, 'DescribeVpcs', { RegionId: 'cn-chengdu' }).toString();
    return `GET /?${query} HTTP/1.1\r\nHost: x\r\n\r\n`;
  };
  const socket = connect(cloud.port, '127.0.0.1');
  const failure = new Promise((resolve) => socket.once('error', resolve));
  socket.write(question() + question());
  expect(await failure).toMatchObject({ code: 'ECONNRESET' });
});

test('a slow answer comes late, and the call is handled at once', async () => {
  const before = cloud.inventory().length;
  cloud.injectFaults([{ actions: 'CreateVpc', fault: 'slow', rate: 1, delayMs: 1_000 }]);
  let hasAnswered = false;
  const answer = createVpc().finally(() => (hasAnswered = true));
  while (cloud.inventory().length === before) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(hasAnswered).toBe(false);
  expect((await answer).status).toBe(200);
});

test('a call that would be refused anyway for its form or its signature is refused for that', async () => {
  cloud.injectFaults([{ actions: '*', fault: 'internalError', rate: 1 }]);
  const stranger = await rawCall(vpc, 'CreateVpc', { RegionId: 'cn-chengdu' }, { accessKeyId: 'nobody' });
  expect(stranger.body.Code).toBe('InvalidAccessKeyId.NotFound');
  const unknown = await rawCall(vpc, 'CreateVpnGateway', { RegionId: 'cn-chengdu' });
  expect(unknown.body.Code).toBe('InvalidAction.NotFound');
});

test('faults can stand from the start, and rules that make no sense start nothing', async () => {
  const troubled = await startLocalCloud({ faults: [always('throttling')] });
  const answer = await rawCall({ ...vpc, ...troubled }, 'CreateVpc', { RegionId: 'cn-chengdu' });
  expect(answer.body.Code).toBe('Throttling.User');
  await troubled.close();
  await expect(startLocalCloud({ faults: [{ actions: 'Quux', fault: 'throttling', rate: 1 }] })).rejects.toThrow(
    'faults[0].actions: Quux is no action of the local cloud',
  );
});
