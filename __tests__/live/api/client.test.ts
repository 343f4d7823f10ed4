import { startLocalCloud } from '@causeway/local-cloud';
import { ApiClient } from '../../../live/api/client';
import { albCalls } from '../../../live/api/calls/alb';
import { vpcCalls } from '../../../live/api/calls/vpc';
import { limiter } from '../../../live/api/limiter';
import { sdkTransport, type CallParameters, type Transport } from '../../../live/api/transport';
import type { CloudAccess } from '../../../live/credentials';

const ACCESS: CloudAccess = {
  accessKeyId: 'LTAI+key',
  accessKeySecret: 'the/secret',
  securityToken: 'the+token==',
};

const vpcNamed = (id: string) => ({ VpcId: id });

/** A refusal as the SDK's engine throws it. */
function refused(statusCode: number, code: string, message = 'no') {
  return Object.assign(new Error(`${code}: code: ${String(statusCode)}, ${message} request id: 1`), {
    statusCode,
    code,
  });
}

/** A client that waits in no time, and what it waited for. */
function clientOf(send: Transport, access: CloudAccess = ACCESS) {
  const waits: number[] = [];
  const patience = { pause: (ms: number) => Promise.resolve(void waits.push(ms)), chance: () => 0.5 };
  return { client: new ApiClient(send, access, patience), waits };
}

describe('lists are read to their end', () => {
  test('by number', async () => {
    // GIVEN
    const asked: CallParameters[] = [];
    const { client } = clientOf((_, __, ___, parameters) => {
      asked.push(parameters);
      const page = Number(parameters.PageNumber);
      const ids = Array.from({ length: page < 3 ? 50 : 7 }, (_each, at) =>
        vpcNamed(`vpc-${String(page)}-${String(at)}`),
      );
      return Promise.resolve({ TotalCount: 107, Vpcs: { Vpc: ids } });
    });
    // WHEN
    const found = await client.list(vpcCalls.vpcs, 'cn-chengdu', { VpcName: 'x' });
    // THEN
    expect(found).toHaveLength(107);
    expect(asked.map(({ PageNumber, VpcName }) => [PageNumber, VpcName])).toEqual([
      [1, 'x'],
      [2, 'x'],
      [3, 'x'],
    ]);
  });

  test('by number, with less on a page than was asked for, and up to an empty page', async () => {
    // GIVEN
    const send =
      (total: number): Transport =>
      (_, __, ___, { PageNumber }) => {
        const ids =
          Number(PageNumber) > 4
            ? []
            : Array.from({ length: 10 }, (_each, at) => vpcNamed(`vpc-${String(PageNumber)}-${String(at)}`));
        return Promise.resolve({ TotalCount: total, Vpcs: { Vpc: ids } });
      };
    // WHEN
    const capped = await clientOf(send(40)).client.list(vpcCalls.vpcs, 'cn-chengdu');
    const fewer = await clientOf(send(45)).client.list(vpcCalls.vpcs, 'cn-chengdu');
    // THEN
    expect([capped.length, fewer.length]).toEqual([40, 40]);
  });

  test('by token, whatever the size parameter is called', async () => {
    // GIVEN
    const asked: CallParameters[] = [];
    const { client } = clientOf((_, __, ___, parameters) => {
      asked.push(parameters);
      const NextToken = parameters.NextToken === undefined ? 'more' : '';
      const entry = { DestinationCidrBlock: '10.0.0.0/24', Type: 'Custom' };
      return Promise.resolve({ NextToken, RouteEntrys: { RouteEntry: [entry] } });
    });
    // WHEN
    const found = await client.list(vpcCalls.routeEntries, 'cn-chengdu', { RouteTableId: 'vtb-1' });
    // THEN
    expect(found).toHaveLength(2);
    expect(asked).toEqual([
      { RouteTableId: 'vtb-1', MaxResult: 100 },
      { RouteTableId: 'vtb-1', MaxResult: 100, NextToken: 'more' },
    ]);
  });

  test('rejects a page that comes again and again', async () => {
    const { client } = clientOf(() => Promise.resolve({ NextToken: 'same', Listeners: [] }));
    await expect(client.list(albCalls.listeners, 'cn-chengdu')).rejects.toMatchObject({
      code: 'LIVE_ANSWER_UNEXPECTED',
    });
  });

  test('rejects an answer that is not what the API documents, with the place', async () => {
    const { client } = clientOf(() => Promise.resolve({ NextToken: '', Listeners: [{ ListenerId: 'lsn-1' }] }));
    await expect(client.list(albCalls.listeners, 'cn-chengdu')).rejects.toThrow(
      /ListListeners .* Listeners\.0\.LoadBalancerId/,
    );
  });
});

describe('refusals', () => {
  test.each(['Throttling', 'Throttling.User', 'ServiceUnavailable'])(
    '%s is waited out, longer each time',
    async (code) => {
      // GIVEN
      let calls = 0;
      const { client, waits } = clientOf(() => {
        calls += 1;
        return calls < 4 ? Promise.reject(refused(400, code)) : Promise.resolve({ NextToken: '', Listeners: [] });
      });
      // WHEN
      const found = await client.list(albCalls.listeners, 'cn-chengdu');
      // THEN
      expect(found).toEqual([]);
      expect(waits).toEqual([500, 1000, 2000]);
    },
  );

  test('a 5xx and a connection that is reset are waited out, and given up in the end', async () => {
    let calls = 0;
    const failures = [refused(503, 'Unknown'), Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })];
    const { client, waits } = clientOf(() => Promise.reject(failures[calls++ % 2]!));
    await expect(client.list(albCalls.listeners, 'cn-chengdu')).rejects.toMatchObject({ code: 'LIVE_UNAVAILABLE' });
    expect(waits).toHaveLength(5);
  });

  test('rejects what is refused for good at once', async () => {
    const { client, waits } = clientOf(() => Promise.reject(refused(404, 'InvalidVpcId.NotFound', 'not found')));
    await expect(client.list(vpcCalls.vpcs, 'cn-chengdu')).rejects.toThrow(
      'DescribeVpcs in cn-chengdu was refused: InvalidVpcId.NotFound: not found',
    );
    expect(waits).toEqual([]);
  });

  test('rejects with every permission that is missing, as RAM calls it', async () => {
    // GIVEN
    const { client } = clientOf((product) =>
      Promise.reject(refused(403, product === 'alb' ? 'Forbidden' : 'NoPermission')),
    );
    // WHEN
    const reads = client.together([
      client.list(vpcCalls.vpcs, 'cn-chengdu'),
      client.list(albCalls.listeners, 'cn-chengdu'),
    ]);
    // THEN
    await expect(reads).rejects.toMatchObject({
      code: 'LIVE_PERMISSION_MISSING',
      message: expect.stringContaining('allow it alb:ListListeners, vpc:DescribeVpcs in RAM'),
    });
  });

  test('rejects wrong credentials without showing them', async () => {
    const { client } = clientOf(() => Promise.reject(refused(400, 'SignatureDoesNotMatch')));
    await expect(client.list(vpcCalls.vpcs, 'cn-chengdu')).rejects.toMatchObject({ code: 'LIVE_CREDENTIALS_REFUSED' });
  });

  test('no message holds anything of the credentials, encoded or not', async () => {
    // GIVEN
    const { accessKeyId, accessKeySecret, securityToken = '' } = ACCESS;
    const secrets = [accessKeyId, accessKeySecret, securityToken];
    const forms = secrets.flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(encodeURIComponent(secret)),
    ]);
    const { client } = clientOf(() => Promise.reject(refused(400, 'Odd', `string to sign: ${forms.join('&')}`)));
    // WHEN
    const error: unknown = await client.list(vpcCalls.vpcs, 'cn-chengdu').catch((thrown: unknown) => thrown);
    // THEN
    expect(String(error)).toContain('string to sign: ***');
    for (const form of forms) expect(String(error)).not.toContain(form);
  });
});

test('a local cloud that throttles is read in the end, through the engine of the SDKs', async () => {
  // GIVEN
  const cloud = await startLocalCloud({
    faults: [{ fault: 'throttling', actions: 'DescribeVpcs', rate: 1, times: 3 }],
  });
  try {
    const access = { ...cloud.credentials, localEndpoint: cloud.endpoint };
    const { client, waits } = clientOf(sdkTransport(access), access);
    // WHEN
    const found = await client.list(vpcCalls.vpcs, 'cn-chengdu');
    // THEN
    expect(found).toEqual([]);
    expect(waits).toHaveLength(3);
  } finally {
    await cloud.close();
  }
});

test('no more than so many tasks run at a time, and each gets its turn', async () => {
  // GIVEN
  const limited = limiter(2);
  let running = 0;
  let most = 0;
  const task = (number: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    if (number === 1) throw new Error('one fails');
    return number;
  };
  // WHEN
  const ended = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => limited(task(number))));
  // THEN
  expect(most).toBe(2);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
});
