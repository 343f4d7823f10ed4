import { startWorld, type World } from './world';

const delays = {
  RunInstances: 3_000,
  StopInstance: 2_000,
  StartInstance: 2_000,
  RebootInstance: 2_000,
  DeleteInstance: 4_000,
};

describe('while a state passes', () => {
  let now = Date.now();
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ delays, clock: () => now });
  });
  afterAll(() => world.cloud.close());

  const later = (milliseconds: number): void => {
    now += milliseconds;
  };
  const status = async (InstanceId: string) =>
    (await world.instances({ InstanceIds: JSON.stringify([InstanceId]) }))[0]?.Status;
  const code = async (action: string, parameters: Record<string, string | boolean>) =>
    (await world.ecs(action, parameters)).body.Code;

  test('an instance goes through every state, and refuses changes until it is settled', async () => {
    const { ok, run, ecs, groupId } = world;
    const InstanceId = await run();
    expect(await status(InstanceId)).toBe('Pending');
    expect(await code('DeleteInstance', { InstanceId, Force: true })).toBe('IncorrectInstanceStatus.Initializing');
    expect(await code('StopInstance', { InstanceId })).toBe('IncorrectInstanceStatus');
    expect(await code('ModifyInstanceAttribute', { InstanceId, InstanceName: 'new' })).toBe('IncorrectInstanceStatus');
    later(1_499);
    expect(await status(InstanceId)).toBe('Pending');
    later(1);
    expect(await status(InstanceId)).toBe('Starting');
    expect(await code('DeleteInstance', { InstanceId, Force: true })).toBe('IncorrectInstanceStatus.Initializing');
    later(1_499);
    expect(await status(InstanceId)).toBe('Starting');
    later(1);
    expect(await status(InstanceId)).toBe('Running');

    await ok('StopInstance', { InstanceId, StoppedMode: 'StopCharging' });
    expect(await status(InstanceId)).toBe('Stopping');
    expect(await code('StartInstance', { InstanceId })).toBe('IncorrectInstanceStatus');
    expect(await code('DeleteInstance', { InstanceId, Force: true })).toBe('IncorrectInstanceStatus');
    later(2_000);
    expect((await world.instances())[0]).toMatchObject({ Status: 'Stopped', StoppedMode: 'StopCharging' });

    await ok('StartInstance', { InstanceId });
    expect(await status(InstanceId)).toBe('Starting');
    later(2_000);
    await ok('RebootInstance', { InstanceId });
    expect(await status(InstanceId)).toBe('Starting');
    later(2_000);
    expect((await world.instances())[0]).toMatchObject({ Status: 'Running', StoppedMode: 'Not-applicable' });

    await ok('DeleteInstance', { InstanceId, Force: true });
    expect(await status(InstanceId)).toBe('Stopping');
    expect((await ecs('DeleteSecurityGroup', { SecurityGroupId: groupId })).body.Code).toBe('DependencyViolation');
    expect(await code('DeleteInstance', { InstanceId, Force: true })).toBe('IncorrectInstanceStatus');
    later(4_000);
    expect(await status(InstanceId)).toBeUndefined();
    expect(world.cloud.inventory().map(({ kind }) => kind)).not.toContain('ecs/instances');
    await ok('DeleteSecurityGroup', { SecurityGroupId: groupId });
  });
});

describe('in place', () => {
  let world: World;
  let InstanceId: string;
  beforeAll(async () => {
    world = await startWorld();
  });
  beforeEach(async () => {
    InstanceId = await world.run();
  });
  afterEach(() => world.ok('DeleteInstance', { InstanceId, Force: true }));
  afterAll(() => world.cloud.close());

  const read = async () => (await world.instances({ InstanceIds: JSON.stringify([InstanceId]) }))[0]!;
  const refusal = async (action: string, parameters: object) => {
    const answer = await world.ecs(action, { InstanceId, ...parameters });
    return [answer.status, answer.body.Code];
  };

  test('an instance joins and leaves security groups', async () => {
    const { ok, group, groupId } = world;
    const SecurityGroupId = await group();
    await ok('JoinSecurityGroup', { InstanceId, SecurityGroupId });
    expect(await refusal('JoinSecurityGroup', { SecurityGroupId })).toEqual([403, 'InvalidInstanceId.AlreadyExists']);
    await ok('LeaveSecurityGroup', { InstanceId, SecurityGroupId: groupId });
    expect((await read()).SecurityGroupIds).toEqual({ SecurityGroupId: [SecurityGroupId] });
    expect(await refusal('LeaveSecurityGroup', { SecurityGroupId: groupId })).toEqual([
      403,
      'InstanceNotInSecurityGroup',
    ]);
    expect(await refusal('LeaveSecurityGroup', { SecurityGroupId })).toEqual([403, 'InstanceLastSecurityGroup']);
  });

  test('rejects a sixth group, a group of another VPC and one of another type', async () => {
    const { ok, vpc, group } = world;
    for (let count = 1; count < 5; count++)
      await ok('JoinSecurityGroup', { InstanceId, SecurityGroupId: await group() });
    const join = async (SecurityGroupId: string) => refusal('JoinSecurityGroup', { SecurityGroupId });
    expect(await join(await group())).toEqual([400, 'InstanceSecurityGroupLimitExceeded']);
    const other = String((await vpc('CreateVpc', { RegionId: 'cn-chengdu' })).VpcId);
    expect(await join(await group({ VpcId: other }))).toEqual([400, 'InvalidInstanceId.Mismatch']);
    const enterprise = await group({ SecurityGroupType: 'enterprise' });
    expect(await join(enterprise)).toEqual([403, 'InvalidOperation.MultiGroupType']);
  });

  test('attributes change, groups are replaced as a whole, and texts can be cleared', async () => {
    const { ok, group } = world;
    const first = await group();
    await ok('ModifyInstanceAttribute', {
      InstanceId,
      InstanceName: 'other',
      Description: 'a server',
      HostName: 'other-1',
      UserData: 'aGk=',
      'SecurityGroupIds.1': first,
    });
    expect(await read()).toMatchObject({ InstanceName: 'other', Description: 'a server', HostName: 'other-1' });
    expect((await read()).SecurityGroupIds).toEqual({ SecurityGroupId: [first] });
    await ok('ModifyInstanceAttribute', { InstanceId, Description: '', UserData: '' });
    expect(await read()).toMatchObject({ InstanceName: 'other', Description: '' });
    expect((await ok('DescribeUserData', { InstanceId })).UserData).toBe('');
    const refused = await refusal('ModifyInstanceAttribute', { 'SecurityGroupIds.1': 'sg-none' });
    expect(refused).toEqual([404, 'InvalidSecurityGroupId.NotFound']);
    expect(await refusal('ModifyInstanceAttribute', { InstanceName: '?' })).toEqual([
      400,
      'InvalidInstanceName.Malformed',
    ]);
  });

  test('the type changes only while the instance is stopped, and to one that takes its disk', async () => {
    const change = (InstanceType: string) => refusal('ModifyInstanceSpec', { InstanceType });
    expect(await change('ecs.g7.xlarge')).toEqual([403, 'IncorrectInstanceStatus']);
    await world.ok('StopInstance', { InstanceId });
    expect(await change('ecs.none')).toEqual([400, 'InvalidInstanceType.ValueNotSupported']);
    expect(await change('ecs.g8y.large')).toEqual([400, 'InvalidParameter.NotMatch']);
    expect(await change('ecs.g7.xlarge')).toEqual([200, undefined]);
    expect(await read()).toMatchObject({ InstanceType: 'ecs.g7.xlarge', Cpu: 4 });
  });

  test('tags are added, overwritten and removed, also those of the system disk', async () => {
    const { ok, ecs } = world;
    const target = { ResourceType: 'instance', 'ResourceId.1': InstanceId };
    await ok('TagResources', { ...target, 'Tag.1.Key': 'a', 'Tag.1.Value': '1', 'Tag.2.Key': 'b', 'Tag.2.Value': '2' });
    await ok('TagResources', { ...target, 'Tag.1.Key': 'a', 'Tag.1.Value': '3' });
    await ok('UntagResources', { ...target, 'TagKey.1': 'b' });
    expect((await read()).Tags).toEqual({ Tag: [{ TagKey: 'a', TagValue: '3' }] });
    const listed = await ok('DescribeTags', { ResourceType: 'instance', ResourceId: InstanceId });
    expect(listed.Tags).toEqual({ Tag: [{ TagKey: 'a', TagValue: '3', ResourceTypeCount: { Instance: 1 } }] });
    await ok('UntagResources', { ...target, All: true });
    expect((await read()).Tags).toEqual({ Tag: [] });

    const disks = await ok('DescribeDisks', { InstanceId });
    const { DiskId } = (disks.Disks as { Disk: { DiskId: string }[] }).Disk[0]!;
    await ok('TagResources', { ResourceType: 'disk', 'ResourceId.1': DiskId, 'Tag.1.Key': 'd' });
    expect((await ok('DescribeDisks', { 'Tag.1.Key': 'd' })).TotalCount).toBe(1);
    const unknown = await ecs('TagResources', { ...target, 'ResourceId.1': 'i-none', 'Tag.1.Key': 'a' });
    expect([unknown.status, unknown.body.Code]).toEqual([404, 'InvalidResourceId.NotFound']);
    const type = await ecs('TagResources', { ...target, ResourceType: 'planet', 'Tag.1.Key': 'a' });
    expect([type.status, type.body.Code]).toEqual([404, 'InvalidResourceType.NotFound']);
  });
});
