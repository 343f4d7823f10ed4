import { type LocalCloud, startLocalCloud } from '../../src';
import { addTags, hasTags, readTags, removeTags, tagList } from '../../src/services/tags';
import { type Answer, rawCall } from '../client';

const error = (code: string) => ({ status: 400, code, message: code });
const limits = { keyLength: 128, errors: { key: error('key'), value: error('value'), tooMany: error('tooMany') } };

describe('tags', () => {
  test('may have the names that objects of JavaScript come with', () => {
    const tags = readTags([{ Key: '__proto__', Value: 'a' }, { Key: 'constructor' }], limits);
    expect(tagList(addTags({}, tags, limits))).toEqual([
      { Key: '__proto__', Value: 'a' },
      { Key: 'constructor', Value: '' },
    ]);
    expect(tagList(removeTags(tags, ['__proto__']))).toEqual([{ Key: 'constructor', Value: '' }]);
  });

  test('are found by key, or by key and value, and never by what every object has', () => {
    const tags = { team: 'net' };
    expect(hasTags(tags, undefined)).toBe(true);
    expect(hasTags(tags, [{ Key: 'team' }])).toBe(true);
    expect(hasTags(tags, [{ Key: 'team', Value: 'net' }])).toBe(true);
    expect(hasTags(tags, [{ Key: 'team', Value: 'web' }])).toBe(false);
    expect(hasTags(tags, [{ Key: 'team' }, { Key: 'stage' }])).toBe(false);
    expect(hasTags(tags, [{ Key: 'constructor' }])).toBe(false);
  });

  test.each([
    ['a reserved key', [{ Key: 'acs:x' }], 'key'],
    ['a key that holds a web address', [{ Key: 'a http://b' }], 'key'],
    ['a value that is too long', [{ Key: 'a', Value: 'x'.repeat(129) }], 'value'],
    ['too many', Array.from({ length: 21 }, (_, at) => ({ Key: `k${String(at)}` })), 'tooMany'],
  ])('rejects %s', (_, given, code) => {
    expect(() => readTags(given, limits)).toThrow(expect.objectContaining({ code }));
  });

  test('rejects a key given twice where the product does', () => {
    const strict = { ...limits, errors: { ...limits.errors, duplicate: error('duplicate') } };
    const given = [{ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }]; // prettier-ignore
    expect(readTags(given, limits)).toEqual({ a: '2' });
    expect(() => readTags(given, strict)).toThrow(expect.objectContaining({ code: 'duplicate' }));
  });
});

describe.each([
  ['VPC', '2016-04-28', 'UnTagResources', 'VPC'],
  ['ECS', '2014-05-26', 'UntagResources', 'securitygroup'],
  ['CEN', '2017-09-12', 'UntagResources', 'cen'],
  ['ALB', '2020-06-16', 'UnTagResources', 'servergroup'],
])('untagging in %s', (_, version, action, ResourceType) => {
  let cloud: LocalCloud;
  let id: string;
  const call = (
    product: string,
    name: string,
    parameters: Record<string, string | number | boolean>,
  ): Promise<Answer> => rawCall({ ...cloud, version: product, region: 'cn-chengdu' }, name, parameters);
  beforeAll(async () => {
    cloud = await startLocalCloud();
    const vpcId = String((await call('2016-04-28', 'CreateVpc', { RegionId: 'cn-chengdu' })).body.VpcId);
    const made = {
      VPC: { VpcId: vpcId },
      ECS: (await call('2014-05-26', 'CreateSecurityGroup', { VpcId: vpcId })).body,
      CEN: (await call('2017-09-12', 'CreateCen', {})).body,
      ALB: (
        await call('2020-06-16', 'CreateServerGroup', {
          ...{ ServerGroupName: 'web', VpcId: vpcId },
          'HealthCheckConfig.HealthCheckEnabled': false,
        })
      ).body,
    }[_] as Record<string, string>;
    id = made.VpcId ?? made.SecurityGroupId ?? made.CenId ?? made.ServerGroupId ?? '';
  });
  afterAll(() => cloud.close());

  test('rejects a call that names neither keys nor all', async () => {
    const answer = await call(version, action, { ResourceType, 'ResourceId.1': id });
    expect([answer.status, answer.body.Code]).toEqual([400, 'MissingTagKey']);
  });

  test('rejects all of it when one object is not there', async () => {
    const tag = { ResourceType, 'Tag.1.Key': 'a', 'Tag.1.Value': 'b', 'ResourceId.1': id, 'ResourceId.2': 'nobody' };
    expect((await call(version, 'TagResources', tag)).status).not.toBe(200);
    const all = await call(version, action, { ResourceType, 'ResourceId.1': id, All: true });
    expect(all.status).toBe(200);
  });
});
