import { startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.cloud.close());

describe('RunInstances', () => {
  test('makes an instance with interface, address, system disk and membership', async () => {
    const { run, instances, ok, vpcId, vSwitchId, groupId } = world;
    const InstanceId = await run({
      InstanceName: 'server',
      PrivateIpAddress: '10.0.1.77',
      UserData: Buffer.from('#!/bin/sh').toString('base64'),
      RamRoleName: 'reader',
      HostName: 'server-1',
      InternetMaxBandwidthOut: 5,
    });
    const [instance] = await instances({ InstanceIds: JSON.stringify([InstanceId]) });
    expect(instance).toMatchObject({
      Status: 'Running',
      InstanceName: 'server',
      HostName: 'server-1',
      ZoneId: 'cn-chengdu-a',
      Cpu: 2,
      Memory: 8192,
      VpcAttributes: { VpcId: vpcId, VSwitchId: vSwitchId, PrivateIpAddress: { IpAddress: ['10.0.1.77'] } },
      SecurityGroupIds: { SecurityGroupId: [groupId] },
      NetworkInterfaces: { NetworkInterface: [{ Type: 'Primary', PrimaryIpAddress: '10.0.1.77' }] },
    });
    expect((instance!.PublicIpAddress as { IpAddress: string[] }).IpAddress).toEqual(['198.18.0.1']);
    expect((await ok('DescribeUserData', { InstanceId })).UserData).toBe('IyEvYmluL3No');
    const roles = await ok('DescribeInstanceRamRole', { InstanceIds: JSON.stringify([InstanceId]) });
    expect(roles.InstanceRamRoleSets).toEqual({
      InstanceRamRoleSet: [{ InstanceId, RamRoleName: 'reader' }],
    });
    expect(await ok('DescribeInstanceAttribute', { InstanceId })).toMatchObject({
      InstanceId,
      EnableJumboFrame: false,
    });
    const attached = await ok('DescribeInstanceAttachmentAttributes', { InstanceIds: JSON.stringify([InstanceId]) });
    expect(attached.Instances).toMatchObject({ Instance: [{ PrivatePoolOptionsMatchCriteria: 'Open' }] });
    const maintenance = await ok('DescribeInstanceMaintenanceAttributes', { 'InstanceId.1': InstanceId });
    expect(maintenance.MaintenanceAttributes).toMatchObject({ MaintenanceAttribute: [{ InstanceId }] });
    await ok('DeleteInstance', { InstanceId, Force: true });
  });

  test('gives the lowest free addresses, and gives them back with the instance', async () => {
    const { order, ok, ecs, instances, smallVSwitchId: VSwitchId } = world;
    const body = await ok('RunInstances', { ...order, VSwitchId, Amount: 4 });
    const ids = (body.InstanceIdSets as { InstanceIdSet: string[] }).InstanceIdSet;
    const made = await instances({ VSwitchId });
    const addresses = made.map((instance) => (instance.VpcAttributes as never)['PrivateIpAddress']['IpAddress'][0]);
    expect(addresses).toEqual(['10.0.2.1', '10.0.2.2', '10.0.2.3', '10.0.2.4']);
    const full = await ecs('RunInstances', { ...order, VSwitchId });
    expect([full.status, full.body.Code]).toEqual([400, 'QuotaExceeded.PrivateIpAddress']);
    for (const InstanceId of ids) await ok('DeleteInstance', { InstanceId, Force: true });
    expect(await instances({ VSwitchId })).toEqual([]);
    const free = await world.vpc('DescribeVSwitchAttributes', { VSwitchId });
    expect(free.AvailableIpAddressCount).toBe(4);
  });

  test('makes nothing when one of several cannot be made', async () => {
    const { order, ecs, instances, smallVSwitchId: VSwitchId } = world;
    const answer = await ecs('RunInstances', { ...order, VSwitchId, Amount: 5 });
    expect(answer.body.Code).toBe('QuotaExceeded.PrivateIpAddress');
    expect(await instances({ VSwitchId })).toEqual([]);
  });

  test('runs once for a token that is sent twice, and not at all in a dry run', async () => {
    const { order, ecs, ok, instances } = world;
    const dry = await ecs('RunInstances', { ...order, DryRun: true, InstanceName: 'token' });
    expect(dry.body.Code).toBe('DryRunOperation');
    const ask = () => ok('RunInstances', { ...order, ClientToken: 'run', InstanceName: 'token' });
    expect((await ask()).InstanceIdSets).toEqual((await ask()).InstanceIdSets);
    const made = await instances({ InstanceName: 'tok*' });
    expect(made).toHaveLength(1);
    await ok('DeleteInstance', { InstanceId: String(made[0]!.InstanceId), Force: true });
  });

  test.each([
    ['an unknown image', { ImageId: 'm-none' }, 404, 'InvalidImageId.NotFound'],
    ['no image', { ImageId: '' }, 400, 'MissingImageId'],
    ['an unknown type', { InstanceType: 'ecs.huge' }, 400, 'InvalidInstanceType.ValueNotSupported'],
    ['an image for another processor', { InstanceType: 'ecs.g8y.large' }, 400, 'InvalidParameter.NotMatch'],
    ['an unknown vSwitch', { VSwitchId: 'vsw-none' }, 404, 'InvalidVSwitchId.NotFound'],
    ['no vSwitch', { VSwitchId: '' }, 400, 'MissingParameter'],
    ['no security group', { SecurityGroupId: '' }, 400, 'MissingParameter'],
    ['an unknown security group', { SecurityGroupId: 'sg-none' }, 404, 'InvalidSecurityGroupId.NotFound'],
    ['both ways to name groups', { 'SecurityGroupIds.1': 'sg-1' }, 400, 'InvalidParameter.Conflict'],
    ['an unknown zone', { ZoneId: 'cn-chengdu-z' }, 404, 'InvalidZoneId.NotFound'],
    ["another zone than the vSwitch's", { ZoneId: 'cn-chengdu-b' }, 400, 'InvalidParameter.Mismatch'],
    ['an address outside the vSwitch', { PrivateIpAddress: '10.0.2.1' }, 400, 'InvalidPrivateIpAddress'],
    ['a reserved address', { PrivateIpAddress: '10.0.1.255' }, 400, 'InvalidPrivateIpAddress'],
    ['one address for two', { PrivateIpAddress: '10.0.1.9', Amount: 2 }, 400, 'InvalidPrivateIpAddress.Duplicated'],
    ['101 instances', { Amount: 101 }, 400, 'InvalidAmount.ValueNotSupported'],
    ['a subscription', { InstanceChargeType: 'PrePaid' }, 400, 'InvalidInstanceChargeType.ValueNotSupported'],
    ['101 Mbit/s', { InternetMaxBandwidthOut: 101 }, 400, 'InvalidInternetMaxBandwidthOut.ValueNotSupported'],
    [
      'a disk that the type does not take',
      { 'SystemDisk.Category': 'cloud_efficiency' },
      400,
      'InvalidSystemDiskCategory.ValueNotSupported',
    ],
    ['a disk smaller than the image', { 'SystemDisk.Size': 10 }, 400, 'InvalidSystemDiskSize.ValueNotSupported'],
    ['a disk above 2 TiB', { 'SystemDisk.Size': 2049 }, 400, 'InvalidSystemDiskSize.ValueNotSupported'],
    [
      'a PL3 disk of 40 GiB',
      { 'SystemDisk.Size': 40, 'SystemDisk.PerformanceLevel': 'PL3' },
      400,
      'InvalidSystemDiskSize.ValueNotSupported',
    ],
    [
      'an unknown performance level',
      { 'SystemDisk.PerformanceLevel': 'toString' },
      400,
      'InvalidPerformanceLevel.Malformed',
    ],
    ['a name of one character', { InstanceName: 'a' }, 400, 'InvalidInstanceName.Malformed'],
    ['a host name with a doubled dot', { HostName: 'a..b' }, 400, 'InvalidHostName.Malformed'],
    ['a password of two classes', { Password: 'abcdefgh1' }, 400, 'InvalidPassword.Malformed'],
    ['user data that is not encoded', { UserData: '#!/bin/sh' }, 400, 'InvalidUserData.Base64FormatInvalid'],
    [
      'user data above 32 KB',
      { UserData: Buffer.alloc(32769).toString('base64') },
      400,
      'InvalidUserData.SizeExceeded',
    ],
  ])('rejects %s', async (_, parameters, status, code) => {
    const answer = await world.ecs('RunInstances', { ...world.order, ...parameters });
    expect([answer.status, answer.body.Code]).toEqual([status, code]);
    expect(await world.instances()).toEqual([]);
  });

  test('rejects an address that is taken, a group of another VPC, six groups, and groups of two types', async () => {
    const { order, ecs, ok, vpc, group, run } = world;
    const InstanceId = await run({ PrivateIpAddress: '10.0.1.50' });
    const code = async (parameters: object) => (await ecs('RunInstances', { ...order, ...parameters })).body.Code;
    expect(await code({ PrivateIpAddress: '10.0.1.50' })).toBe('InvalidPrivateIpAddress.Duplicated');
    await ok('DeleteInstance', { InstanceId, Force: true });
    const otherVpc = String((await vpc('CreateVpc', { RegionId: 'cn-chengdu' })).VpcId);
    expect(await code({ SecurityGroupId: await group({ VpcId: otherVpc }) })).toBe('InvalidSecurityGroup.VpcMismatch');
    const several = (ids: readonly string[]) =>
      Object.fromEntries([['SecurityGroupId', ''], ...ids.map((id, at) => [`SecurityGroupIds.${String(at + 1)}`, id])]);
    const six = await Promise.all([1, 2, 3, 4, 5, 6].map(() => group()));
    expect(await code(several(six))).toBe('InstanceSecurityGroupLimitExceeded');
    const enterprise = await group({ SecurityGroupType: 'enterprise' });
    expect(await code(several([six[0]!, enterprise]))).toBe('InvalidOperation.MultiGroupType');
  });
});

describe('deleting', () => {
  test('rejects an instance that runs, unless forced', async () => {
    const InstanceId = await world.run();
    const answer = await world.ecs('DeleteInstance', { InstanceId });
    expect([answer.status, answer.body.Code]).toEqual([403, 'IncorrectInstanceStatus']);
    await world.ok('StopInstance', { InstanceId });
    await world.ok('DeleteInstance', { InstanceId });
    const gone = await world.ecs('DeleteInstance', { InstanceId });
    expect([gone.status, gone.body.Code]).toEqual([404, 'InvalidInstanceId.NotFound']);
  });

  test('rejects an instance that a route leads to', async () => {
    const { run, ecs, ok, vpc, routeTableId: RouteTableId } = world;
    const InstanceId = await run();
    const route = { RouteTableId, DestinationCidrBlock: '172.16.0.0/16', NextHopId: InstanceId };
    const { RouteEntryId } = await vpc('CreateRouteEntry', { ...route, NextHopType: 'Instance' });
    const answer = await ecs('DeleteInstance', { InstanceId, Force: true });
    expect([answer.status, answer.body.Code]).toEqual([400, 'DependencyViolation.RouteEntry']);
    await vpc('DeleteRouteEntry', { RouteEntryId: String(RouteEntryId) });
    await ok('DeleteInstance', { InstanceId, Force: true });
  });

  test('rejects a vSwitch that an instance is in', async () => {
    const { run, ok, vpc, smallVSwitchId: VSwitchId } = world;
    const InstanceId = await run({ VSwitchId });
    await expect(vpc('DeleteVSwitch', { VSwitchId })).rejects.toThrow('"DependencyViolation"');
    await ok('DeleteInstance', { InstanceId, Force: true });
  });

  test('is not found in another region', async () => {
    const InstanceId = await world.run();
    for (const action of ['DeleteInstance', 'StopInstance', 'DescribeInstanceAttribute', 'DescribeUserData']) {
      const answer = await world.elsewhere(action, { InstanceId, Force: true });
      expect([answer.status, answer.body.Code]).toEqual([404, 'InvalidInstanceId.NotFound']);
    }
    expect((await world.elsewhere('DescribeInstances')).body.TotalCount).toBe(0);
    await world.ok('DeleteInstance', { InstanceId, Force: true });
  });
});

describe('the list of instances', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    for (let at = 0; at < 12; at++)
      await world.run({ InstanceName: `n-${String(at)}`, 'Tag.1.Key': `k${String(at % 3)}` });
  });
  afterAll(() => world.cloud.close());

  test('comes in pages of ten, or after a token', async () => {
    expect(await world.ok('DescribeInstances')).toMatchObject({ PageNumber: 1, PageSize: 10, TotalCount: 12 });
    expect(await world.instances({ PageNumber: 2 })).toHaveLength(2);
    const page = await world.ok('DescribeInstances', { MaxResults: 8 });
    const rest = await world.ok('DescribeInstances', { MaxResults: 8, NextToken: String(page.NextToken) });
    expect(rest).toMatchObject({ NextToken: '', TotalCount: 12 });
    const refused = await world.ecs('DescribeInstances', { NextToken: 'foreign' });
    expect([refused.status, refused.body.Code]).toEqual([400, 'InvalidParameter.NextToken']);
  });

  test('honours its filters together, and an empty list matches nothing', async () => {
    const count = async (parameters: object) => (await world.ok('DescribeInstances', { ...parameters })).TotalCount;
    expect(await count({ 'Tag.1.Key': 'k1' })).toBe(4);
    expect(await count({ 'Tag.1.Key': 'k1', InstanceName: 'n-1*' })).toBe(2);
    expect(await count({ InstanceIds: '[]' })).toBe(0);
    expect(await count({ InstanceIds: '["i-none"]' })).toBe(0);
    expect(await count({ Status: 'Stopped' })).toBe(0);
    expect(await count({ PrivateIpAddresses: '["10.0.1.3"]' })).toBe(1);
    expect(await count({ SecurityGroupId: world.groupId, InstanceTypeFamily: 'ecs.g7' })).toBe(12);
    expect(await count({ ZoneId: 'cn-chengdu-b' })).toBe(0);
  });

  test.each([
    ['a status that no instance has', { Status: 'Deleted' }, 404, 'InvalidStatus.NotFound'],
    ['ids that are no list', { InstanceIds: 'i-1' }, 400, 'InvalidInstanceIds.Malformed'],
  ])('rejects %s', async (_, parameters, status, code) => {
    const answer = await world.ecs('DescribeInstances', parameters);
    expect([answer.status, answer.body.Code]).toEqual([status, code]);
  });

  test('of network interfaces clamps its page size, where others refuse', async () => {
    const body = await world.ok('DescribeNetworkInterfaces', { MaxResults: 1 });
    const sets = body.NetworkInterfaceSets as { NetworkInterfaceSet: unknown[] };
    expect(sets.NetworkInterfaceSet).toHaveLength(10);
    expect((await world.ecs('DescribeInstances', { PageSize: 101 })).status).toBe(400);
  });
});
