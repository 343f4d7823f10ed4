import { type LocalCloud, startLocalCloud } from '../../../src';
import { successfulCaller } from '../../client';
import { refusal, sdkClient, VpcCalls } from './client';

/** A VPC with one vSwitch, attached to a transit router, with an instance in it; and another VPC with the same. */
async function makeNetwork(cloud: LocalCloud, vpc: VpcCalls, cenId: string, block: string) {
  const of = (version: string) => successfulCaller({ ...cloud, version, region: 'cn-chengdu' });
  const [cen, ecs] = [of('2017-09-12'), of('2014-05-26')];
  const { vpcId, routeTableId, VRouterId } = await vpc.createVpc(`${block}.0.0/16`);
  const vSwitchId = await vpc.createVSwitch(vpcId, `${block}.1.0/24`);
  const { TransitRouterAttachmentId } = await cen('CreateTransitRouterVpcAttachment', {
    RegionId: 'cn-chengdu',
    CenId: cenId,
    VpcId: vpcId,
    'ZoneMappings.1.ZoneId': 'cn-chengdu-a',
    'ZoneMappings.1.VSwitchId': vSwitchId,
  });
  const group = await ecs('CreateSecurityGroup', { VpcId: vpcId });
  const run = await ecs('RunInstances', {
    ImageId: 'aliyun_3_x64_20G_alibase_20250629.vhd',
    InstanceType: 'ecs.g7.large',
    VSwitchId: vSwitchId,
    SecurityGroupId: String(group.SecurityGroupId),
  });
  const instanceId = (run.InstanceIdSets as { InstanceIdSet: string[] }).InstanceIdSet[0] ?? '';
  const attachment = { nextHopType: 'Attachment', nextHopId: String(TransitRouterAttachmentId) };
  const groupId = String(group.SecurityGroupId);
  return { vpcId, routeTableId, VRouterId, vSwitchId, attachment, instanceId, groupId, cen, ecs };
}

let cloud: LocalCloud;
let vpc: VpcCalls;
let ours: Awaited<ReturnType<typeof makeNetwork>>;
let theirs: Awaited<ReturnType<typeof makeNetwork>>;
beforeEach(async () => {
  cloud = await startLocalCloud();
  vpc = new VpcCalls(sdkClient(cloud));
  const cen = successfulCaller({ ...cloud, version: '2017-09-12' });
  const { CenId } = await cen('CreateCen');
  const cenId = String(CenId);
  await cen('CreateTransitRouter', { CenId: cenId, RegionId: 'cn-chengdu' });
  ours = await makeNetwork(cloud, vpc, cenId, '10.0');
  theirs = await makeNetwork(cloud, vpc, cenId, '10.1');
});
afterEach(() => cloud.close());

test('leads to a transit router, is read back as asked for, and is deleted by id', async () => {
  const more = { ...ours.attachment, routeEntryName: 'n', description: 'd' };
  const routeEntryId = await vpc.createRouteEntry(ours.routeTableId, '192.168.0.0/16', more);
  const [table] = (await vpc.routeTables({ VRouterId: ours.VRouterId, type: 'Custom' })).routeTables?.routeTable ?? [];
  const hop = { nextHopType: 'Attachment', nextHopId: ours.attachment.nextHopId };
  expect(table?.routeEntrys?.routeEntry).toMatchObject([
    {
      routeEntryId,
      routeTableId: ours.routeTableId,
      destinationCidrBlock: '192.168.0.0/16',
      type: 'Custom',
      status: 'Available',
      nextHopType: 'Attachment',
      instanceId: ours.attachment.nextHopId,
      routeEntryName: 'n',
      description: 'd',
      nextHops: { nextHop: [hop] },
    },
  ]);
  await vpc.deleteRouteEntry({ routeEntryId });
  expect(await refusal(vpc.deleteRouteEntry({ routeEntryId }))).toBe('400 InvalidRouteEntry.NotFound');
  expect((await vpc.entries(ours.routeTableId)).filter((entry) => entry.includes('Custom'))).toEqual([]);
});

test('leads to an instance by default, and takes a destination without a mask for one address', async () => {
  await vpc.createRouteEntry(ours.routeTableId, '1.2.3.4', { nextHopId: ours.instanceId });
  expect(await vpc.entries(ours.routeTableId)).toContain(`1.2.3.4/32 Custom ${ours.instanceId}`);
  const of = { routeTableId: ours.routeTableId, destinationCidrBlock: '1.2.3.4' };
  expect(await refusal(vpc.deleteRouteEntry({ ...of, nextHopId: 'i-other' }))).toBe('400 InvalidRouteEntry.NotFound');
  await vpc.deleteRouteEntry({ ...of, nextHopId: ours.instanceId });
  expect(await vpc.entries(ours.routeTableId)).not.toContain(`1.2.3.4/32 Custom ${ours.instanceId}`);
});

test.each(['0.0.0.0/0', '10.0.0.0/16', '10.0.0.0/23', '10.0.2.0/24', '100.0.0.0/8', '100.64.0.0/11', '100.127.0.1'])(
  'accepts the destination %s towards a transit router',
  async (destination) => {
    expect(await refusal(vpc.createRouteEntry(ours.routeTableId, destination, ours.attachment))).toBe('accepted');
  },
);

test.each([
  ['10.0.1.0/24', '400 InvalidCidrBlock', 'the block of a vSwitch'],
  ['10.0.1.64/26', '400 InvalidCidrBlock', 'inside a vSwitch'],
  ['10.0.1.7', '400 InvalidCidrBlock', 'an address of a vSwitch'],
  ['100.64.0.0/10', '400 InvalidCidrBlock', 'cloud services'],
  ['192.168.0.0/33', '400 InvalidCidrBlock.Malformed', 'no mask'],
  ['192.168.0.1/16', '400 InvalidCidrBlock.Malformed', 'bits behind the mask'],
  ['192.168', '400 InvalidCidrBlock.Malformed', 'half an address'],
  ['fd00::/64', '400 InvalidCidrBlock.Malformed', 'IPv6'],
])('rejects %s with %s (%s)', async (destination, expected) => {
  expect(await refusal(vpc.createRouteEntry(ours.routeTableId, destination, ours.attachment))).toBe(expected);
});

test('rejects blocks inside 100.64.0.0/10 towards anything but a transit router', async () => {
  const more = { nextHopId: ours.instanceId };
  expect(await refusal(vpc.createRouteEntry(ours.routeTableId, '100.100.0.0/16', more))).toBe('400 InvalidCidrBlock');
});

test('rejects a destination twice, whatever the next hop, and a vSwitch where a route leads', async () => {
  await vpc.createRouteEntry(ours.routeTableId, '10.0.9.0/24', ours.attachment);
  for (const more of [ours.attachment, { nextHopId: ours.instanceId }]) {
    expect(await refusal(vpc.createRouteEntry(ours.routeTableId, '10.0.9.0/24', more))).toBe(
      '400 InvalidCIDRBlock.Duplicate',
    );
  }
  expect(await refusal(vpc.createVSwitch(ours.vpcId, '10.0.9.0/24'))).toBe('400 RouteConflict.AlreadyExist');
  expect(await refusal(vpc.createVSwitch(ours.vpcId, '10.0.9.0/25'))).toBe('accepted');
});

test('rejects next hops that do not exist, are of another VPC, or of another kind', async () => {
  const tryHop = (more: object): Promise<string> =>
    refusal(vpc.createRouteEntry(ours.routeTableId, '192.168.0.0/16', more));
  expect(await tryHop(theirs.attachment)).toBe('400 ResourceNotAssociated.Cen');
  expect(await tryHop({ ...ours.attachment, nextHopId: 'tr-attach-0' })).toBe('400 InvalidAttachment.NotFound');
  expect(await tryHop({ nextHopId: theirs.instanceId })).toBe('404 OperationFailed.InstanceDismatchCurrentVpc');
  expect(await tryHop({ nextHopId: 'i-nothing' })).toBe('404 InvalidNextHopId.NotFound');
  expect(await tryHop({ nextHopId: ours.attachment.nextHopId })).toBe('404 InvalidNextHopId.NotFound');
  expect(await tryHop({ nextHopType: 'NatGateway', nextHopId: 'ngw-1' })).toBe('400 InvalidNextHopType');
  expect(await tryHop({})).toBe('400 MissingNextHopId');
  expect(await tryHop({ ...ours.attachment, regionId: 'cn-hangzhou' })).toBe('404 InvalidRouteTableId.NotFound');
  expect(await tryHop({ ...ours.attachment, routeEntryName: 'http://x' })).toBe('400 InvalidRouteEntryName.Malformed');
  expect(await tryHop({ ...ours.attachment, description: 'http://x' })).toBe(
    '400 InvalidRouteEntryDescription.Malformed',
  );
});

test('rejects the 201st custom entry of a table', async () => {
  const add = (i: number): Promise<string> =>
    vpc.createRouteEntry(ours.routeTableId, `192.168.${String(i)}.0/24`, ours.attachment);
  for (let i = 0; i < 200; i++) await add(i);
  expect(await refusal(add(200))).toBe('400 QuotaExceeded');
});

test('rejects deleting system routes, unknown ones, and a call that selects none or in two ways', async () => {
  const { routeTableId } = ours;
  const table = (await vpc.routeTables({ routeTableId, type: 'System' })).routeTables?.routeTable?.[0];
  for (const entry of table?.routeEntrys?.routeEntry ?? []) {
    expect(await refusal(vpc.deleteRouteEntry({ routeEntryId: entry.routeEntryId }))).toBe('400 OperationDenied');
  }
  const service = { routeTableId, destinationCidrBlock: '100.64.0.0/10' };
  expect(await refusal(vpc.deleteRouteEntry(service))).toBe('400 OperationDenied');
  expect(await refusal(vpc.deleteRouteEntry({ ...service, routeTableId: 'vtb-0' }))).toBe(
    '404 InvalidRouteTableId.NotFound',
  );
  expect(await refusal(vpc.deleteRouteEntry({}))).toBe('400 MissingParameter');
  expect(await refusal(vpc.deleteRouteEntry({ ...service, routeEntryId: 'rte-1' }))).toBe(
    '400 ParamExclusive.RouteEntryIdAndRouteTableIdOrDestCidrBlock',
  );
});

test('whatever stands in a VPC blocks its deletion, one after the other, until it is gone', async () => {
  const { vpcId, vSwitchId, cen, ecs, attachment, groupId } = ours;
  const routeEntryId = await vpc.createRouteEntry(ours.routeTableId, '192.168.0.0/16', attachment);
  expect(await refusal(vpc.deleteVSwitch(vSwitchId))).toBe('400 DependencyViolation');
  await ecs('DeleteInstance', { InstanceId: ours.instanceId, Force: true });
  expect(await refusal(vpc.deleteVSwitch(vSwitchId))).toBe('400 DependencyViolation.CloudService');
  await vpc.deleteRouteEntry({ routeEntryId });
  await cen('DeleteTransitRouterVpcAttachment', { TransitRouterAttachmentId: attachment.nextHopId });
  expect(await refusal(vpc.deleteVpc(vpcId))).toBe('400 DependencyViolation.VSwitch');
  await vpc.deleteVSwitch(vSwitchId);
  expect(await refusal(vpc.deleteVpc(vpcId))).toBe('400 DependencyViolation.SecurityGroup');
  await ecs('DeleteSecurityGroup', { SecurityGroupId: groupId });
  expect(await refusal(vpc.deleteVpc(vpcId))).toBe('accepted');
});
