import { createBalancer, createGroup, createListener, type Fixture, outcome, startFixture } from './fixture';

let fixture: Fixture;
let ids: Readonly<Record<'loadbalancer' | 'servergroup' | 'listener', string>>;

beforeEach(async () => {
  fixture = await startFixture();
  const [loadbalancer, servergroup] = [await createBalancer(fixture), await createGroup(fixture)];
  ids = { loadbalancer, servergroup, listener: await createListener(fixture, loadbalancer, servergroup) };
});

afterEach(async () => {
  await fixture.cloud.close();
});

type Values = Record<string, string | number | boolean>;
const tag = (type: string, id: string, key: string, value: string) =>
  outcome(
    fixture.alb('TagResources', { ResourceType: type, 'ResourceId.1': id, 'Tag.1.Key': key, 'Tag.1.Value': value }),
  );
const list = async (parameters: Values) => (await fixture.alb('ListTagResources', parameters)).body;

describe('tagging', () => {
  it.each(['loadbalancer', 'servergroup', 'listener'] as const)(
    'sets, overwrites and removes tags of a %s',
    async (type) => {
      expect(await tag(type, ids[type], 'project', 'one')).toBe('200');
      expect(await tag(type, ids[type], 'project', 'causeway')).toBe('200');
      expect(await tag(type, ids[type], 'team', 'net')).toBe('200');
      const target = { ResourceType: type, 'ResourceId.1': ids[type] };
      expect(await outcome(fixture.alb('UnTagResources', { ...target, 'TagKey.1': 'team' }))).toBe('200');
      expect((await list(target)).TagResources).toEqual([
        { ResourceType: type, ResourceId: ids[type], TagKey: 'project', TagValue: 'causeway' },
      ]);
      expect(await outcome(fixture.alb('UnTagResources', { ...target, All: true }))).toBe('200');
      expect((await list(target)).TagResources).toEqual([]);
    },
  );

  it('takes tags with every create, as the provider and as the SDK spell them', async () => {
    for (const spelling of ['Tag', 'Tags']) {
      const { body } = await fixture.alb('CreateServerGroup', {
        ServerGroupName: 'web',
        VpcId: fixture.vpcId,
        'HealthCheckConfig.HealthCheckEnabled': true,
        [`${spelling}.1.Key`]: 'project',
        [`${spelling}.1.Value`]: 'causeway',
      });
      const groups = await fixture.alb('ListServerGroups', { 'ServerGroupIds.1': String(body.ServerGroupId) });
      expect(groups.body.ServerGroups).toMatchObject([{ Tags: [{ Key: 'project', Value: 'causeway' }] }]);
    }
  });

  it('pages through tags', async () => {
    for (const key of ['a', 'b', 'c']) await tag('listener', ids.listener, key, 'x');
    const first = await list({ ResourceType: 'listener', MaxResults: 2 });
    expect(first).toMatchObject({ TotalCount: 3, TagResources: [{ TagKey: 'a' }, { TagKey: 'b' }] });
    const second = await list({ ResourceType: 'listener', MaxResults: 2, NextToken: String(first.NextToken) });
    expect(second).toMatchObject({ NextToken: '', TagResources: [{ TagKey: 'c' }] });
  });

  it('rejects objects that do not exist', async () => {
    expect(await tag('loadbalancer', 'alb-none', 'a', 'b')).toBe('404 ResourceNotFound.LoadBalancer');
    expect(await tag('servergroup', 'sgp-none', 'a', 'b')).toBe('404 ResourceNotFound.ServerGroup');
    expect(await tag('acl', 'acl-none', 'a', 'b')).toBe('404 ResourceNotFound.Acl');
    expect(await tag('bucket', 'b', 'a', 'b')).toBe('400 InvalidResourceType');
  });

  it('rejects reserved keys and the twenty-first tag', async () => {
    expect(await tag('listener', ids.listener, 'aliyun-x', 'b')).toBe('400 IllegalParam.TagKey');
    expect(await tag('listener', ids.listener, 'a', 'https://x')).toBe('400 IllegalParam.TagValue');
    for (let count = 0; count < 20; count++) await tag('listener', ids.listener, `key${count}`, 'x');
    expect(await tag('listener', ids.listener, 'one-more', 'x')).toBe('400 QuotaExceeded.TagsNum');
  });
});
