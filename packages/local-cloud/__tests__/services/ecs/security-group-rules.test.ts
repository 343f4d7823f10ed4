import { startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.cloud.close());

const http = { IpProtocol: 'tcp', PortRange: '80/80', SourceCidrIp: '10.0.0.0/8' };

function permission(fields: Readonly<Record<string, string | number>>, position = 1): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`Permissions.${String(position)}.${name}`, value]),
  );
}

describe('a rule', () => {
  test('is read back with defaults, in the direction that is asked for', async () => {
    const { ok, rules, group } = world;
    const SecurityGroupId = await group();
    await ok('AuthorizeSecurityGroup', { SecurityGroupId, ...permission({ ...http, Description: 'web' }) });
    await ok('AuthorizeSecurityGroupEgress', {
      SecurityGroupId,
      ...permission({ IpProtocol: 'ALL', PortRange: '-1/-1', Policy: 'DROP', Priority: 7, DestCidrIp: '0.0.0.0/0' }),
    });
    expect(await rules(SecurityGroupId)).toHaveLength(2);
    expect(await rules(SecurityGroupId, { Direction: 'ingress', NicType: '<nil>' })).toMatchObject([
      { IpProtocol: 'TCP', PortRange: '80/80', SourceCidrIp: '10.0.0.0/8', Policy: 'Accept', Priority: '1' },
    ]);
    expect(await rules(SecurityGroupId, { Direction: 'egress' })).toMatchObject([
      {
        IpProtocol: 'ALL',
        DestCidrIp: '0.0.0.0/0',
        SourceCidrIp: '',
        Policy: 'Drop',
        Priority: '7',
        NicType: 'intranet',
      },
    ]);
  });

  test('that exists already is accepted and added once', async () => {
    const { ok, rules, group } = world;
    const SecurityGroupId = await group();
    await ok('AuthorizeSecurityGroup', { SecurityGroupId, ...http, Description: 'first' });
    await ok('AuthorizeSecurityGroup', { SecurityGroupId, ...http, Description: 'second' });
    expect(await rules(SecurityGroupId)).toMatchObject([{ Description: 'first' }]);
    await ok('AuthorizeSecurityGroup', { SecurityGroupId, ...http, Priority: 2 });
    expect(await rules(SecurityGroupId)).toHaveLength(2);
  });

  test('changes its description by value, twice in a row, as the provider does', async () => {
    const { ok, rules, group } = world;
    const SecurityGroupId = await group();
    const rule = { SecurityGroupId, ...http, Policy: 'accept', Priority: 1 };
    await ok('AuthorizeSecurityGroup', rule);
    await ok('ModifySecurityGroupRule', { ...rule, Description: 'changed' });
    await ok('ModifySecurityGroupRule', { ...rule, Description: 'changed' });
    expect(await rules(SecurityGroupId)).toMatchObject([{ Description: 'changed' }]);
    await ok('ModifySecurityGroupRule', { ...rule, Description: '' });
    expect(await rules(SecurityGroupId)).toMatchObject([{ Description: '' }]);
  });

  test('changes what it says by id, but never into another rule or another kind of source', async () => {
    const { ok, ecs, rules, group, groupId } = world;
    const SecurityGroupId = await group();
    await ok('AuthorizeSecurityGroup', { SecurityGroupId, ...http });
    await ok('AuthorizeSecurityGroup', { SecurityGroupId, ...http, PortRange: '81/81' });
    const SecurityGroupRuleId = String((await rules(SecurityGroupId))[0]!.SecurityGroupRuleId);
    const change = (fields: object) =>
      ecs('ModifySecurityGroupRule', { SecurityGroupId, SecurityGroupRuleId, ...fields });
    expect((await change({ PortRange: '443/443', Policy: 'drop', Priority: 9 })).status).toBe(200);
    expect((await rules(SecurityGroupId))[0]).toMatchObject({ PortRange: '443/443', Policy: 'Drop', Priority: '9' });
    expect((await change({ SourceGroupId: groupId })).body.Code).toBe('InvalidOperation.ModifySgRuleEntityType');
    const twin = await change({ PortRange: '81/81', Policy: 'accept', Priority: 1 });
    expect(twin.body.Code).toBe('InvalidParam.DuplicatePermissions');
    const unknown = await ecs('ModifySecurityGroupRule', { SecurityGroupId, SecurityGroupRuleId: 'sgr-none' });
    expect([unknown.status, unknown.body.Code]).toEqual([404, 'InvalidSecurityGroupRuleId.NotFound']);
    const missing = await ecs('ModifySecurityGroupRule', { SecurityGroupId, ...http, PortRange: '5/5' });
    expect([missing.status, missing.body.Code]).toEqual([404, 'SecurityGroupRule.NotFound']);
  });

  test('is revoked by value, also when it is not there, and by id only when it is', async () => {
    const { ok, ecs, rules, group } = world;
    const SecurityGroupId = await group();
    await ok('AuthorizeSecurityGroup', {
      SecurityGroupId,
      ...permission(http),
      ...permission({ ...http, Priority: 2 }, 2),
    });
    await ok('RevokeSecurityGroup', { SecurityGroupId, ...http, PortRange: '81/81' });
    expect(await rules(SecurityGroupId)).toHaveLength(2);
    await ok('RevokeSecurityGroup', { SecurityGroupId, ...http, Description: 'whatever' });
    const [rest] = await rules(SecurityGroupId);
    expect(rest).toMatchObject({ Priority: '2' });
    const byId = { SecurityGroupId, 'SecurityGroupRuleId.1': String(rest!.SecurityGroupRuleId) };
    expect((await ecs('RevokeSecurityGroupEgress', byId)).body.Code).toBe('InvalidSecurityGroupRuleId.NotFound');
    await ok('RevokeSecurityGroup', byId);
    expect(await rules(SecurityGroupId)).toEqual([]);
    expect((await ecs('RevokeSecurityGroup', byId)).body.Code).toBe('InvalidSecurityGroupRuleId.NotFound');
  });

  test('writes an IPv6 source in its shortest form', async () => {
    const { ok, rules, group } = world;
    const SecurityGroupId = await group();
    const rule = { IpProtocol: 'icmpv6', PortRange: '-1/-1', Ipv6SourceCidrIp: '2001:0DB8:0::/32' };
    await ok('AuthorizeSecurityGroup', { SecurityGroupId, ...permission(rule) });
    expect(await rules(SecurityGroupId)).toMatchObject([{ IpProtocol: 'ICMPv6', Ipv6SourceCidrIp: '2001:db8::/32' }]);
  });

  test.each([
    ['TCP without ports', { PortRange: '-1/-1' }, 400, 'OperationDenied'],
    ['ICMP with ports', { IpProtocol: 'icmp' }, 400, 'OperationDenied'],
    ['port 0', { PortRange: '0/80' }, 400, 'InvalidParam.PortRange'],
    ['a port above 65535', { PortRange: '80/65536' }, 400, 'InvalidParam.PortRange'],
    ['ports in the wrong order', { PortRange: '90/80' }, 400, 'InvalidParam.PortRange'],
    ['no ports', { PortRange: '' }, 400, 'InvalidParam.PortRange'],
    ['an unknown protocol', { IpProtocol: 'sctp' }, 400, 'InvalidIpProtocol.ValueNotSupported'],
    ['an unknown policy', { Policy: 'constructor' }, 400, 'InvalidPolicy.Malformed'],
    ['priority 0', { Priority: 0 }, 400, 'InvalidPriority.ValueNotSupported'],
    ['priority 101', { Priority: 101 }, 400, 'InvalidPriority.ValueNotSupported'],
    ['a source that is no block', { SourceCidrIp: '10.0.0.300/8' }, 400, 'InvalidSourceCidrIp.Malformed'],
    [
      'an IPv6 source that is none',
      { SourceCidrIp: '', Ipv6SourceCidrIp: 'a/8' },
      400,
      'InvalidParam.Ipv6SourceCidrIp',
    ],
    ['no source', { SourceCidrIp: '' }, 403, 'MissingParameter'],
    ['two sources', { SourceGroupId: 'sg-1' }, 400, 'InvalidParam.SourceIp.Conflict'],
    ['an unknown group', { SourceCidrIp: '', SourceGroupId: 'sg-1' }, 404, 'InvalidSourceGroupId.NotFound'],
    ['a prefix list', { SourceCidrIp: '', SourcePrefixListId: 'pl-1' }, 404, 'InvalidPrefixListId.NotFound'],
    ['a description of 513', { Description: 'x'.repeat(513) }, 400, 'InvalidSecurityGroupRuleDescription.Malformed'],
  ])('rejects %s', async (_, fields, status, code) => {
    const parameters = { SecurityGroupId: world.groupId, ...permission({ ...http, ...fields }) };
    const answer = await world.ecs('AuthorizeSecurityGroup', parameters);
    expect([answer.status, answer.body.Code]).toEqual([status, code]);
    expect(await world.rules(world.groupId)).toEqual([]);
  });

  test('rejects its own group, a group of another VPC, and any group in an enterprise group', async () => {
    const { ecs, vpc, group, groupId } = world;
    const ask = (SecurityGroupId: string, SourceGroupId: string) =>
      ecs('AuthorizeSecurityGroup', { SecurityGroupId, IpProtocol: 'all', PortRange: '-1/-1', SourceGroupId });
    const otherVpc = String((await vpc('CreateVpc', { RegionId: 'cn-chengdu' })).VpcId);
    const foreign = await group({ VpcId: otherVpc });
    const enterprise = await group({ SecurityGroupType: 'enterprise' });
    expect((await ask(groupId, groupId)).body.Code).toBe('InvalidParamter.Conflict');
    expect((await ask(groupId, foreign)).body.Code).toBe('InvalidSourceGroupId.Mismatch');
    expect((await ask(enterprise, groupId)).body.Code).toBe('InvalidParameter.GroupType');
  });

  test('rejects both forms at once and a permission that is given twice', async () => {
    const { ecs, groupId: SecurityGroupId } = world;
    const both = await ecs('AuthorizeSecurityGroup', { SecurityGroupId, ...http, ...permission(http) });
    expect(both.body.Code).toBe('InvalidParam.Permissions');
    const twice = await ecs('AuthorizeSecurityGroup', { SecurityGroupId, ...permission(http), ...permission(http, 2) });
    expect(twice.body.Code).toBe('InvalidParam.DuplicatePermissions');
  });

  test('rejects the 201st rule of a group, both directions together, and none of that call stays', async () => {
    const { ok, ecs, rules, group } = world;
    const SecurityGroupId = await group();
    const many = (count: number, peer: object, from = 1) =>
      Object.assign(
        {},
        ...Array.from({ length: count }, (_, at) =>
          permission({ IpProtocol: 'udp', PortRange: `${String(from + at)}/${String(from + at)}`, ...peer }, at + 1),
        ),
      ) as Record<string, string>;
    await ok('AuthorizeSecurityGroup', { SecurityGroupId, ...many(100, { SourceCidrIp: '10.0.0.0/8' }) });
    await ok('AuthorizeSecurityGroupEgress', { SecurityGroupId, ...many(99, { DestCidrIp: '10.0.0.0/8' }) });
    const over = await ecs('AuthorizeSecurityGroup', {
      SecurityGroupId,
      ...many(2, { SourceCidrIp: '10.0.0.0/8' }, 500),
    });
    expect([over.status, over.body.Code]).toEqual([403, 'AuthorizationLimitExceed']);
    expect(await rules(SecurityGroupId)).toHaveLength(199);
    const page = await ok('DescribeSecurityGroupAttribute', { SecurityGroupId, MaxResults: 150 });
    const rest = await rules(SecurityGroupId, { MaxResults: 150, NextToken: String(page.NextToken) });
    expect(rest).toHaveLength(49);
  });
});
