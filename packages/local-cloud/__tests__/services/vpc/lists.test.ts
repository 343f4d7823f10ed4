import * as model from '@alicloud/vpc20160428';
import { type LocalCloud, startLocalCloud } from '../../../src';
import { successfulCaller } from '../../client';
import { refusal, sdkClient, VpcCalls } from './client';

const region = { regionId: 'cn-chengdu' };
let cloud: LocalCloud;
let vpc: VpcCalls;
let vpcIds: readonly [string, string];
let tableIds: readonly [string, string];
let vSwitchIds: readonly [string, string, string];

beforeAll(async () => {
  cloud = await startLocalCloud();
  vpc = new VpcCalls(sdkClient(cloud));
  const one = await vpc.createVpc('10.0.0.0/16', { vpcName: 'one', resourceGroupId: 'rg-other' });
  const two = await vpc.createVpc('10.0.0.0/16', { vpcName: 'two' });
  await vpc.createVpc('10.0.0.0/16', { vpcName: 'one', regionId: 'cn-hangzhou' });
  vpcIds = [one.vpcId, two.vpcId];
  tableIds = [one.routeTableId, two.routeTableId];
  vSwitchIds = [
    await vpc.createVSwitch(one.vpcId, '10.0.0.0/24', { vSwitchName: 'a' }),
    await vpc.createVSwitch(one.vpcId, '10.0.1.0/24', { vSwitchName: 'b', zoneId: 'cn-chengdu-b' }),
    await vpc.createVSwitch(two.vpcId, '10.0.0.0/24', { vSwitchName: 'a' }),
  ];
  await vpc.tag('VPC', [one.vpcId], { role: 'web' });
  await vpc.tag('VSWITCH', [vSwitchIds[0]], { role: 'web' });
  await vpc.tag('ROUTETABLE', [one.routeTableId], { role: 'web' });
});
afterAll(() => cloud.close());

const webTag = { key: 'role', value: 'web' };

async function vpcs(more: Partial<model.DescribeVpcsRequest> = {}): Promise<unknown[]> {
  const { body } = await sdkClient(cloud).describeVpcs(new model.DescribeVpcsRequest({ ...region, ...more }));
  return body?.vpcs?.vpc?.map(({ vpcId }) => vpcId) ?? [];
}

async function vSwitches(more: Partial<model.DescribeVSwitchesRequest> = {}): Promise<unknown[]> {
  const { body } = await sdkClient(cloud).describeVSwitches(new model.DescribeVSwitchesRequest({ ...region, ...more }));
  return body?.vSwitches?.vSwitch?.map(({ vSwitchId }) => vSwitchId) ?? [];
}

test('VPCs are those of the region, oldest first, narrowed by every filter', async () => {
  const [one, two] = vpcIds;
  expect(await vpcs()).toEqual([one, two]);
  expect(await vpcs({ vpcId: `${two},vpc-none` })).toEqual([two]);
  expect(await vpcs({ vpcId: `${two},${one}` })).toEqual([one, two]);
  expect(await vpcs({ vpcName: 'one' })).toEqual([one]);
  expect(await vpcs({ vpcName: 'one', vpcId: two })).toEqual([]);
  expect(await vpcs({ resourceGroupId: 'rg-other' })).toEqual([one]);
  expect(await vpcs({ tag: [new model.DescribeVpcsRequestTag(webTag)] })).toEqual([one]);
  expect(await vpcs({ vpcOwnerId: Number(cloud.accountId) })).toEqual([one, two]);
  for (const none of [{ isDefault: true }, { enableIpv6: true }, { dhcpOptionsSetId: 'dopt-1' }, { vpcOwnerId: 1 }]) {
    expect([none, await vpcs(none)]).toEqual([none, []]);
  }
});

test('vSwitches are those of the region, oldest first, narrowed by every filter', async () => {
  const [a, b, other] = vSwitchIds;
  expect(await vSwitches()).toEqual([a, b, other]);
  expect(await vSwitches({ vpcId: vpcIds[0] })).toEqual([a, b]);
  expect(await vSwitches({ vSwitchId: b })).toEqual([b]);
  expect(await vSwitches({ vSwitchName: 'a' })).toEqual([a, other]);
  expect(await vSwitches({ vSwitchName: 'a', vpcId: vpcIds[1] })).toEqual([other]);
  expect(await vSwitches({ zoneId: 'cn-chengdu-b' })).toEqual([b]);
  expect(await vSwitches({ routeTableId: tableIds[1] })).toEqual([other]);
  expect(await vSwitches({ resourceGroupId: 'rg-other' })).toEqual([a, b]);
  expect(await vSwitches({ tag: [new model.DescribeVSwitchesRequestTag(webTag)] })).toEqual([a]);
  expect(await vSwitches({ isDefault: false, enableIpv6: false })).toEqual([a, b, other]);
  for (const none of [{ isDefault: true }, { enableIpv6: true }, { vSwitchOwnerId: 1 }, { regionId: 'cn-hangzhou' }]) {
    expect([none, await vSwitches(none)]).toEqual([none, []]);
  }
});

test('route tables are narrowed by tags and resource group as well', async () => {
  const tables = async (more: object): Promise<unknown[]> =>
    (await vpc.routeTableList(more)).routerTableList?.routerTableListType?.map((table) => table.routeTableId) ?? [];
  expect(await tables({ tag: [new model.DescribeRouteTableListRequestTag(webTag)] })).toEqual([tableIds[0]]);
  expect(await tables({ resourceGroupId: 'rg-other' })).toEqual([tableIds[0]]);
});

test('a list says of each what its own action says', async () => {
  const call = successfulCaller({ ...cloud, version: '2016-04-28', region: 'cn-chengdu' });
  const [VpcId] = vpcIds;
  const [VSwitchId] = vSwitchIds;
  const listed = (await call('DescribeVpcs', { VpcId })).Vpcs as { Vpc: Record<string, unknown>[] };
  const { RequestId: _1, ClassicLinkEnabled: _2, ...vpcAlone } = await call('DescribeVpcAttribute', { VpcId });
  expect(listed.Vpc[0]).toMatchObject(vpcAlone);
  const list = (await call('DescribeVSwitches', { VSwitchId })).VSwitches as { VSwitch: Record<string, unknown>[] };
  const { RequestId: _3, ...vSwitchAlone } = await call('DescribeVSwitchAttributes', { VSwitchId });
  expect(list.VSwitch[0]).toMatchObject(vSwitchAlone);
});

test('both lists come in pages of ten by default and fifty at most', async () => {
  expect(await vpcs({ pageSize: 1, pageNumber: 2 })).toEqual([vpcIds[1]]);
  expect(await vSwitches({ pageSize: 2, pageNumber: 2 })).toEqual([vSwitchIds[2]]);
  expect(await refusal(vpcs({ pageSize: 51 }))).toBe('400 InvalidPageSize');
  expect(await refusal(vSwitches({ pageSize: 0 }))).toBe('400 InvalidPageSize');
});

test('the entries of a table come in pages, narrowed by every filter', async () => {
  // GIVEN
  const [table] = tableIds;
  const entries = async (more: Partial<model.DescribeRouteEntryListRequest> = {}) => {
    const request = new model.DescribeRouteEntryListRequest({ ...region, routeTableId: table, ...more });
    const { body } = await sdkClient(cloud).describeRouteEntryList(request);
    return { body, blocks: body?.routeEntrys?.routeEntry?.map((entry) => entry.destinationCidrBlock) ?? [] };
  };
  // WHEN
  const { body, blocks } = await entries();
  const first = await entries({ maxResult: 2 });
  const rest = await entries({ maxResult: 2, nextToken: first.body?.nextToken });
  // THEN
  expect([...blocks].sort()).toEqual(['10.0.0.0/24', '10.0.1.0/24', '100.64.0.0/10']);
  expect([body?.totalCount, body?.nextToken]).toEqual([3, '']);
  expect([...first.blocks, ...rest.blocks]).toEqual(blocks);
  expect((await entries({ destinationCidrBlock: '10.0.1.0/24' })).blocks).toEqual(['10.0.1.0/24']);
  for (const none of [
    { routeEntryType: 'Custom' },
    { ipVersion: 'ipv6' },
    { nextHopId: 'i-1' },
    { routeEntryId: 'rte-1' },
  ]) {
    expect([none, (await entries(none)).blocks]).toEqual([none, []]);
  }
  expect(await refusal(entries({ routeTableId: 'vtb-none' }))).toBe('404 InvalidRouteTableId.NotFound');
  expect(await refusal(entries({ nextToken: 'stale' }))).toBe('400 InvalidParameter.NextToken');
});
