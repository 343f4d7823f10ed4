import * as Api from '@alicloud/ecs20140526';
import type Ecs from '@alicloud/ecs20140526';
import { sdkClient, startWorld, type World } from './world';

const RegionId = 'cn-chengdu';
let world: World;
let client: Ecs;

beforeAll(async () => {
  world = await startWorld();
  client = sdkClient(world.cloud, RegionId);
});
afterAll(() => world.cloud.close());

test('the official SDK runs, reads, changes, stops and deletes an instance', async () => {
  const { vSwitchId, groupId, vpcId } = world;
  const ran = await client.runInstances(
    new Api.RunInstancesRequest({
      regionId: RegionId,
      imageId: 'ubuntu_24_04_x64_20G_alibase_20250527.vhd',
      instanceType: 'ecs.c7.large',
      vSwitchId,
      securityGroupIds: [groupId],
      tag: [new Api.RunInstancesRequestTag({ key: 'role', value: 'server' })],
    }),
  );
  const instanceId = ran.body!.instanceIdSets!.instanceIdSet![0]!;
  const read = async () => {
    const request = new Api.DescribeInstancesRequest({ regionId: RegionId, instanceIds: JSON.stringify([instanceId]) });
    return (await client.describeInstances(request)).body!.instances!.instance![0];
  };
  const running = (await read())!;
  expect(running).toMatchObject({
    status: 'Running',
    cpu: 2,
    memory: 4096,
    ioOptimized: true,
    instanceName: instanceId,
  });
  expect(running.vpcAttributes).toMatchObject({ vpcId, vSwitchId });
  expect(running.tags!.tag).toMatchObject([{ tagKey: 'role', tagValue: 'server' }]);

  await client.modifyInstanceAttribute(
    new Api.ModifyInstanceAttributeRequest({ instanceId, instanceName: 'backend-1', deletionProtection: true }),
  );
  expect(await read()).toMatchObject({ instanceName: 'backend-1', deletionProtection: true });
  const remove = () => client.deleteInstance(new Api.DeleteInstanceRequest({ instanceId, force: true }));
  await expect(remove()).rejects.toMatchObject({ code: 'InvalidOperation.DeletionProtection', statusCode: 403 });
  await client.modifyInstanceAttribute(
    new Api.ModifyInstanceAttributeRequest({ instanceId, deletionProtection: false }),
  );
  await client.stopInstance(new Api.StopInstanceRequest({ instanceId }));
  expect(await read()).toMatchObject({ status: 'Stopped', stoppedMode: 'KeepCharging' });
  await remove();
  expect(await read()).toBeUndefined();
});

test('the official SDK reads every field that an answer should have with its type', async () => {
  const instanceId = await world.run();
  const interfaces = await client.describeNetworkInterfaces(
    new Api.DescribeNetworkInterfacesRequest({ regionId: RegionId, instanceId }),
  );
  const [primary] = interfaces.body!.networkInterfaceSets!.networkInterfaceSet!;
  expect(primary).toMatchObject({ type: 'Primary', status: 'InUse', serviceManaged: false, instanceId });
  expect(primary!.privateIpSets!.privateIpSet![0]!.primary).toBe(true);
  const disks = await client.describeDisks(new Api.DescribeDisksRequest({ regionId: RegionId, instanceId }));
  expect(disks.body!.disks!.disk).toMatchObject([
    { instanceId, type: 'system', category: 'cloud_essd', size: 40, performanceLevel: 'PL1' },
  ]);
  await world.ok('DeleteInstance', { InstanceId: instanceId, Force: true });
  const after = await client.describeDisks(new Api.DescribeDisksRequest({ regionId: RegionId, instanceId }));
  expect(after.body!.disks!.disk).toEqual([]);
});
