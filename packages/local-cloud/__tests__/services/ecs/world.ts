import Ecs from '@alicloud/ecs20140526';
import { Config } from '@alicloud/openapi-core/dist/utils';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../../src';
import { caller, successfulCaller } from '../../client';

/** A local cloud with one VPC, a vSwitch in each of two zones, and one security group, all in Chengdu. */
export async function startWorld(options: LocalCloudOptions = {}) {
  const cloud = await startLocalCloud({ port: 0, ...options });
  const region = 'cn-chengdu';
  const vpc = successfulCaller({ ...cloud, version: '2016-04-28', region });
  const ecs = caller({ ...cloud, version: '2014-05-26', region });
  const ok = successfulCaller({ ...cloud, version: '2014-05-26', region });
  const elsewhere = caller({ ...cloud, version: '2014-05-26', region: 'cn-hangzhou' });
  const created = await vpc('CreateVpc', { RegionId: region, CidrBlock: '10.0.0.0/16' });
  const vpcId = String(created.VpcId);
  const routeTableId = String(created.RouteTableId);
  const vSwitch = async (zone: string, CidrBlock: string): Promise<string> =>
    String((await vpc('CreateVSwitch', { VpcId: vpcId, ZoneId: `${region}-${zone}`, CidrBlock })).VSwitchId);
  const vSwitchId = await vSwitch('a', '10.0.1.0/24');
  const smallVSwitchId = await vSwitch('b', '10.0.2.0/29');
  const group = async (parameters = {}): Promise<string> =>
    String((await ok('CreateSecurityGroup', { VpcId: vpcId, ...parameters })).SecurityGroupId);
  const groupId = await group({ SecurityGroupName: 'web' });
  const order = {
    ImageId: 'aliyun_3_x64_20G_alibase_20250629.vhd',
    InstanceType: 'ecs.g7.large',
    VSwitchId: vSwitchId,
    SecurityGroupId: groupId,
  };
  const run = async (parameters = {}): Promise<string> => {
    const { InstanceIdSets } = await ok('RunInstances', { ...order, ...parameters });
    return (InstanceIdSets as { InstanceIdSet: string[] }).InstanceIdSet[0]!;
  };
  const list = async (action: string, path: readonly [string, string], parameters = {}) => {
    const body = await ok(action, parameters);
    return (body[path[0]] as Record<string, Record<string, unknown>[]>)[path[1]]!;
  };
  return {
    cloud,
    vpc,
    ecs,
    ok,
    elsewhere,
    vpcId,
    routeTableId,
    vSwitchId,
    smallVSwitchId,
    groupId,
    group,
    order,
    run,
    instances: (parameters = {}) => list('DescribeInstances', ['Instances', 'Instance'], parameters),
    groups: (parameters = {}) => list('DescribeSecurityGroups', ['SecurityGroups', 'SecurityGroup'], parameters),
    rules: (SecurityGroupId: string, parameters = {}) =>
      list('DescribeSecurityGroupAttribute', ['Permissions', 'Permission'], { SecurityGroupId, ...parameters }),
  };
}

/** What `startWorld` makes. */
export type World = Awaited<ReturnType<typeof startWorld>>;

/** The official SDK's client. */
export function sdkClient(cloud: LocalCloud, region: string): Ecs {
  const { accessKeyId, accessKeySecret } = cloud.credentials;
  const endpoint = `${cloud.endpoint}/${region}`;
  return new Ecs(new Config({ accessKeyId, accessKeySecret, endpoint, protocol: 'HTTP', regionId: region }));
}
