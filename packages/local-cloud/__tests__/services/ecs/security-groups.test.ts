import { rawCall } from '../../client';
import { startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.cloud.close());

describe('a security group', () => {
  test('is read back as made, changed and deleted', async () => {
    const { ok, groups, group, vpcId } = world;
    const SecurityGroupId = await group({
      SecurityGroupName: 'db',
      Description: 'data bases',
      'Tag.1.Key': 'team',
      'Tag.1.Value': 'storage',
    });
    const [made] = await groups({ SecurityGroupId });
    expect(made).toMatchObject({ SecurityGroupName: 'db', Description: 'data bases', VpcId: vpcId, EcsCount: 0 });
    expect(made).toMatchObject({ SecurityGroupType: 'normal', ServiceManaged: false, ResourceGroupId: 'rg-default' });
    expect(made!.Tags).toEqual({ Tag: [{ TagKey: 'team', TagValue: 'storage' }] });

    await ok('ModifySecurityGroupAttribute', { SecurityGroupId, SecurityGroupName: 'db-2', Description: '' });
    await ok('ModifySecurityGroupPolicy', { SecurityGroupId, InnerAccessPolicy: 'drop' });
    const target = { ResourceType: 'securitygroup', ResourceId: SecurityGroupId };
    await ok('JoinResourceGroup', { ...target, ResourceGroupId: 'rg-1' });
    const [changed] = await groups({ SecurityGroupId });
    expect(changed).toMatchObject({ SecurityGroupName: 'db-2', Description: '', ResourceGroupId: 'rg-1' });
    const attribute = await ok('DescribeSecurityGroupAttribute', { SecurityGroupId });
    expect(attribute).toMatchObject({ SecurityGroupId, VpcId: vpcId, InnerAccessPolicy: 'Drop' });

    await ok('DeleteSecurityGroup', { SecurityGroupId });
    expect(await groups({ SecurityGroupId })).toEqual([]);
    expect(world.cloud.inventory().map(({ id }) => id)).not.toContain(SecurityGroupId);
  });

  test('of the enterprise type keeps its members apart, and that cannot be changed', async () => {
    const { ok, ecs, group } = world;
    const SecurityGroupId = await group({ SecurityGroupType: 'enterprise' });
    expect(await ok('DescribeSecurityGroupAttribute', { SecurityGroupId })).toMatchObject({
      InnerAccessPolicy: 'Drop',
    });
    const answer = await ecs('ModifySecurityGroupPolicy', { SecurityGroupId, InnerAccessPolicy: 'Accept' });
    expect([answer.status, answer.body.Code]).toEqual([404, 'InvalidParameter.InnerAccessPolicy']);
  });

  test('is made once for a token that is sent twice', async () => {
    const { ecs, vpcId } = world;
    const make = (name: string) =>
      ecs('CreateSecurityGroup', { VpcId: vpcId, SecurityGroupName: name, ClientToken: 'group-token' });
    const first = await make('once');
    expect((await make('once')).body.SecurityGroupId).toBe(first.body.SecurityGroupId);
    expect((await make('other')).body.Code).toBe('IdempotentParameterMismatch');
  });

  test.each([
    ['no VPC', { VpcId: '' }, 403, 'InvalidVpcId.NotFound'],
    ['an unknown VPC', { VpcId: 'vpc-none' }, 404, 'InvalidVpcId.NotFound'],
    ['a name that begins with a digit', { SecurityGroupName: '1abc' }, 400, 'InvalidSecurityGroupName.Malformed'],
    ['a name of one character', { SecurityGroupName: 'a' }, 400, 'InvalidSecurityGroupName.Malformed'],
    ['a web address as description', { Description: 'http://a' }, 400, 'InvalidSecurityGroupDiscription.Malformed'],
    ['an unknown type', { SecurityGroupType: 'large' }, 400, 'InvalidParams.GroupType'],
    ['a tag twice', { 'Tag.1.Key': 'a', 'Tag.2.Key': 'a' }, 400, 'Duplicate.TagKey'],
    ['a reserved tag', { 'Tag.1.Key': 'acs:a' }, 400, 'InvalidTagKey.Malformed'],
  ])('rejects %s', async (_, parameters, status, code) => {
    const answer = await world.ecs('CreateSecurityGroup', { VpcId: world.vpcId, ...parameters });
    expect([answer.status, answer.body.Code]).toEqual([status, code]);
  });

  test('rejects a delete while an instance is a member, and the deletion of the VPC while the group stands', async () => {
    const { ecs, ok, vpc, group, run } = world;
    const SecurityGroupId = await group();
    const InstanceId = await run({ SecurityGroupId });
    const held = await ecs('DeleteSecurityGroup', { SecurityGroupId });
    expect([held.status, held.body.Code]).toEqual([403, 'DependencyViolation']);
    await ok('DeleteInstance', { InstanceId, Force: true });
    await ok('DeleteSecurityGroup', { SecurityGroupId });

    const other = String((await vpc('CreateVpc', { RegionId: 'cn-chengdu' })).VpcId);
    const last = await group({ VpcId: other });
    await expect(vpc('DeleteVpc', { VpcId: other })).rejects.toThrow('DependencyViolation.SecurityGroup');
    await ok('DeleteSecurityGroup', { SecurityGroupId: last });
    await vpc('DeleteVpc', { VpcId: other });
  });

  test('rejects a delete while a rule of another group names it', async () => {
    const { ecs, ok, group, groupId } = world;
    const SecurityGroupId = await group();
    const rule = { SecurityGroupId: groupId, IpProtocol: 'tcp', PortRange: '1/2', SourceGroupId: SecurityGroupId };
    await ok('AuthorizeSecurityGroup', rule);
    expect((await ecs('DeleteSecurityGroup', { SecurityGroupId })).body.Code).toBe('DependencyViolation');
    await ok('RevokeSecurityGroup', rule);
    await ok('DeleteSecurityGroup', { SecurityGroupId });
  });

  test('is not found in another region', async () => {
    const parameters = { SecurityGroupId: world.groupId };
    for (const action of ['DescribeSecurityGroupAttribute', 'DeleteSecurityGroup', 'ModifySecurityGroupAttribute']) {
      const answer = await world.elsewhere(action, parameters);
      expect([answer.status, answer.body.Code]).toEqual([404, 'InvalidSecurityGroupId.NotFound']);
    }
    expect((await world.elsewhere('DescribeSecurityGroups', parameters)).body.TotalCount).toBe(0);
  });
});

describe('the list of security groups', () => {
  let world: World;
  const ids: string[] = [];
  beforeAll(async () => {
    world = await startWorld();
    for (let at = 0; at < 12; at++) {
      ids.push(await world.group({ SecurityGroupName: `g-${String(at)}`, 'Tag.1.Key': at % 2 ? 'odd' : 'even' }));
    }
    ids.push(world.groupId);
  });
  afterAll(() => world.cloud.close());

  test('comes in pages of ten, highest id first', async () => {
    const first = await world.ok('DescribeSecurityGroups');
    expect(first).toMatchObject({ PageNumber: 1, PageSize: 10, TotalCount: 13 });
    const pages = [...(await world.groups()), ...(await world.groups({ PageNumber: 2 }))];
    expect(pages.map((group) => group.SecurityGroupId)).toEqual([...ids].sort().reverse());
  });

  test('continues after a token until the token is empty', async () => {
    const seen: unknown[] = [];
    let token = '';
    do {
      const page = await world.ok('DescribeSecurityGroups', { MaxResults: 5, NextToken: token });
      const { SecurityGroup } = page.SecurityGroups as { SecurityGroup: { SecurityGroupId: string }[] };
      seen.push(...SecurityGroup.map((group) => group.SecurityGroupId));
      token = String(page.NextToken);
    } while (token !== '');
    expect(seen).toEqual([...ids].sort().reverse());
  });

  test('honours its filters together', async () => {
    expect(await world.groups({ 'Tag.1.Key': 'odd' })).toHaveLength(6);
    expect(await world.groups({ 'Tag.1.Key': 'odd', SecurityGroupName: 'g-2' })).toEqual([]);
    expect(await world.groups({ SecurityGroupIds: JSON.stringify(ids.slice(0, 2)) })).toHaveLength(2);
    expect(await world.groups({ SecurityGroupIds: '[]' })).toEqual([]);
    expect(await world.groups({ VpcId: 'vpc-none' })).toEqual([]);
  });

  test.each([
    ['both ways of paging at once', { MaxResults: 5, PageSize: 5 }, 'NotSupported.PageNumberAndPageSize'],
    ['a token that it did not give out', { NextToken: 'abc' }, 'InvalidParameter.NextToken'],
    ['ids that are no list', { SecurityGroupIds: 'sg-1' }, 'InvalidParameter'],
  ])('rejects %s', async (_, parameters, code) => {
    const answer = await world.ecs('DescribeSecurityGroups', parameters);
    expect([answer.status, answer.body.Code]).toEqual([400, code]);
  });

  test('rejects the 101st group of a region', async () => {
    for (let count = ids.length; count < 100; count++) await world.group();
    const answer = await world.ecs('CreateSecurityGroup', { VpcId: world.vpcId });
    expect([answer.status, answer.body.Code]).toEqual([403, 'QuotaExceed.SecurityGroup']);
  });
});

test('rejects a call that no region belongs to', async () => {
  const answer = await rawCall({ ...world.cloud, version: '2014-05-26' }, 'DescribeSecurityGroups');
  expect(answer.status).toBe(400);
});
