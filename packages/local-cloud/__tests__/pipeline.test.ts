import { type LocalCloud, type LogEntry, startLocalCloud } from '../src';
import { type Answer, type ClientOptions, rawCall, type Tampering } from './client';

let cloud: LocalCloud;
let vpc: ClientOptions;
const log: LogEntry[] = [];
let now = Date.now();

beforeAll(async () => {
  cloud = await startLocalCloud({ clock: () => now, log: (entry) => log.push(entry), delays: { CreateVpc: 5_000 } });
  vpc = { ...cloud, version: '2016-04-28', region: 'cn-chengdu' };
});
afterAll(() => cloud.close());
beforeEach(() => {
  now = Date.now();
});

function stamp(offsetMs: number): string {
  return new Date(now + offsetMs).toISOString().replace(/\.\d+Z/, 'Z');
}

const createVpc = (parameters = {}, tampering?: Tampering): Promise<Answer> =>
  rawCall(vpc, 'CreateVpc', { RegionId: 'cn-chengdu', CidrBlock: '10.0.0.0/16', ...parameters }, tampering);

describe('authentication', () => {
  const minutes = 60_000;
  test.each([
    ['a wrong secret', { secret: 'wrong' }, 400, 'SignatureDoesNotMatch'],
    ['an unknown access key', { accessKeyId: 'LTAIsomebody' }, 403, 'InvalidAccessKeyId.NotFound'],
    ['a stamp from before the window', { timestamp: stamp(-16 * minutes) }, 400, 'InvalidTimeStamp.Expired'],
    ['a stamp from after the window', { timestamp: stamp(16 * minutes) }, 400, 'InvalidTimeStamp.Expired'],
    ['a stamp of another form', { timestamp: 'yesterday' }, 400, 'InvalidTimeStamp.Format'],
  ])('rejects %s', async (_, tampering, status, code) => {
    const before = cloud.inventory().length;
    const answer = await createVpc({}, tampering);
    expect([answer.status, answer.body.Code]).toEqual([status, code]);
    expect(cloud.inventory()).toHaveLength(before);
  });

  test('answers a wrong secret with the text to sign, and logs it without the token in it', async () => {
    const { body } = await createVpc({ SecurityToken: 'for+an/hour==' }, { secret: 'wrong' });
    expect(body.Message).toContain('SecurityToken%3Dfor%252Ban%252Fhour%253D%253D%26');
    expect(log.at(-1)?.message).toContain('SecurityToken%3D***%26');
  });

  test('rejects a nonce that was used before', async () => {
    const describe = (): Promise<Answer> => rawCall(vpc, 'DescribeRouteTableList', {}, { nonce: 'once' });
    expect((await describe()).status).toBe(200);
    expect((await describe()).body.Code).toBe('SignatureNonceUsed');
  });

  test('answers no refusal of credentials with 404, which clients take for "object gone"', async () => {
    const answer = await rawCall(vpc, 'DescribeVpcAttribute', { VpcId: 'vpc-1' }, { accessKeyId: 'nobody' });
    expect(answer.status).not.toBe(404);
    expect(answer.body.Message).not.toContain('NotFound');
  });
});

describe('routing', () => {
  test('rejects an action that it does not know, loudly and with its name', async () => {
    const answer = await rawCall(vpc, 'CreateVpnGateway', { RegionId: 'cn-chengdu' });
    expect([answer.status, answer.body.Code]).toEqual([404, 'InvalidAction.NotFound']);
    expect(answer.body.Message).toContain('CreateVpnGateway');
    expect(log.at(-1)).toMatchObject({ action: 'CreateVpnGateway', status: 404, code: 'InvalidAction.NotFound' });
  });

  test('rejects a version that it does not know', async () => {
    const answer = await rawCall({ ...vpc, version: '1999-01-01' }, 'CreateVpc');
    expect(answer.body.Code).toBe('InvalidVersion');
  });

  test('rejects a region that does not exist', async () => {
    expect((await createVpc({ RegionId: 'cn-atlantis' })).body.Code).toBe('InvalidRegionId.NotFound');
  });

  test('takes the region from the path of the endpoint when the call names none', async () => {
    const created = await rawCall(vpc, 'CreateVpc', { RegionId: 'cn-hangzhou', ClientToken: 'path-region' });
    const id = String(created.body.VpcId);
    expect((await rawCall({ ...vpc, region: 'cn-hangzhou' }, 'DescribeVpcAttribute', { VpcId: id })).status).toBe(200);
    expect((await rawCall(vpc, 'DescribeVpcAttribute', { VpcId: id })).body.Code).toBe('InvalidVpcId.NotFound');
  });
});

describe('parameters', () => {
  test.each([
    ['an absent mandatory one', { RegionId: '' }, 'MissingRegionId'],
    ['a number in words', { PageSize: 'ten' }, 'InvalidPageSize'],
    ['a number out of range', { PageSize: 51 }, 'InvalidPageSize'],
  ])('rejects %s', async (_, parameters, code) => {
    const answer = await rawCall({ ...vpc, region: '' }, 'DescribeRouteTableList', {
      RegionId: 'cn-chengdu',
      ...parameters,
    });
    expect([answer.status, answer.body.Code]).toEqual([400, code]);
  });

  test('takes the default for one that is sent empty', async () => {
    const answer = await rawCall(vpc, 'DescribeRouteTableList', { PageNumber: '', PageSize: '' });
    expect(answer.body).toMatchObject({ PageNumber: 1, PageSize: 10 });
  });

  test('says in the log which ones it ignores', async () => {
    await rawCall(vpc, 'DescribeRouteTableList', { Quux: 1, Foo: [{ Bar: 2 }, 3], OwnerId: 4, PageSize: 5 });
    expect(log.at(-1)?.ignored).toEqual(['Quux', 'Foo']);
  });
});

describe('idempotency', () => {
  test('answers the same token with the same parameters as the first time, and makes nothing new', async () => {
    const first = await createVpc({ ClientToken: 'same' });
    const before = cloud.inventory().length;
    const second = await createVpc({ ClientToken: 'same' });
    expect(second.body.VpcId).toBe(first.body.VpcId);
    expect(cloud.inventory()).toHaveLength(before);
  });

  test('rejects the same token with other parameters', async () => {
    await createVpc({ ClientToken: 'changed' });
    const answer = await createVpc({ ClientToken: 'changed', CidrBlock: '10.1.0.0/16' });
    expect([answer.status, answer.body.Code]).toEqual([403, 'IdempotentParameterMismatch']);
  });

  test('takes the same token in another region for another call', async () => {
    const group = { ServerGroupName: 'web', ServerGroupType: 'Fc', 'HealthCheckConfig.HealthCheckEnabled': false };
    const create = (region: string): Promise<Answer> =>
      rawCall({ ...vpc, version: '2020-06-16', region }, 'CreateServerGroup', { ...group, ClientToken: 'regions' });
    const [first, again, other] = [await create('cn-chengdu'), await create('cn-chengdu'), await create('cn-hangzhou')];
    expect(again.body.ServerGroupId).toBe(first.body.ServerGroupId);
    expect(other.status).toBe(200);
    expect(other.body.ServerGroupId).not.toBe(first.body.ServerGroupId);
  });

  test('forgets the token of a failed call', async () => {
    expect((await createVpc({ ClientToken: 'failed', CidrBlock: '127.0.0.0/16' })).status).toBe(400);
    expect((await createVpc({ ClientToken: 'failed' })).status).toBe(200);
  });

  test('makes nothing in a dry run, passed or not', async () => {
    const before = cloud.inventory().length;
    expect((await createVpc({ DryRun: true })).body.Code).toBe('DryRunOperation');
    expect((await createVpc({ DryRun: true, CidrBlock: '127.0.0.0/16' })).body.Code).toBe('InvalidParameter');
    expect(cloud.inventory()).toHaveLength(before);
  });
});

test('answers as if nothing were wrong when its log throws, and warns once', async () => {
  const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
  const grumpy = await startLocalCloud({
    log: () => {
      throw new Error('disk full');
    },
  });
  const of = { ...vpc, ...grumpy };
  expect((await rawCall(of, 'CreateVpc', { RegionId: 'cn-chengdu' })).status).toBe(200);
  expect((await rawCall(of, 'CreateVpc', { RegionId: 'cn-atlantis' })).body.Code).toBe('InvalidRegionId.NotFound');
  expect(grumpy.inventory()).toHaveLength(1);
  await grumpy.close();
  expect(warn.mock.calls).toEqual([['the log of a local cloud failed: Error: disk full']]);
  warn.mockRestore();
});

test('transient states last as long as their delay', async () => {
  const created = await createVpc();
  const read = async (): Promise<unknown> =>
    (await rawCall(vpc, 'DescribeVpcAttribute', { VpcId: String(created.body.VpcId) }, { timestamp: stamp(0) })).body
      .Status;
  expect(await read()).toBe('Pending');
  now += 4_999;
  expect(await read()).toBe('Pending');
  now += 1;
  expect(await read()).toBe('Available');
});
