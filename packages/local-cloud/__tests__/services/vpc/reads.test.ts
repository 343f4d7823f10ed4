import * as model from '@alicloud/vpc20160428';
import { type LocalCloud, startLocalCloud } from '../../../src';
import { successfulCaller } from '../../client';
import { refusal, sdkClient, VpcCalls } from './client';

let cloud: LocalCloud;
let vpc: VpcCalls;
beforeEach(async () => {
  cloud = await startLocalCloud();
  vpc = new VpcCalls(sdkClient(cloud));
});
afterEach(() => cloud.close());

interface Model {
  names(): Readonly<Record<string, string>>;
  types(): Readonly<Record<string, unknown>>;
}

/** Paths of an answer that the SDK's model does not know, or knows with another type. */
function strangers(value: unknown, type: unknown, path = ''): string[] {
  if (typeof type === 'string') return typeof value === type ? [] : [`${path}: ${typeof value}, not ${type}`];
  if (typeof type === 'function') {
    const { names, types } = type as unknown as Model;
    const byWireName = new Map(Object.entries(names()).map(([name, wire]) => [wire, types()[name]]));
    return Object.entries(value as object).flatMap(([wire, member]) =>
      byWireName.has(wire) ? strangers(member, byWireName.get(wire), `${path}.${wire}`) : [`${path}.${wire}: unknown`],
    );
  }
  const { itemType } = type as { itemType: unknown };
  if (!Array.isArray(value)) return [`${path}: not a list`];
  return value.flatMap((item: unknown, index) => strangers(item, itemType, `${path}[${String(index)}]`));
}

test('every field of every answer is one that the SDK knows, and of its type', async () => {
  const call = successfulCaller({ ...cloud, version: '2016-04-28', region: 'cn-chengdu' });
  const region = { RegionId: 'cn-chengdu' };
  const tag = { 'Tag.1.Key': 'k', 'Tag.1.Value': 'v' };
  const made = await call('CreateVpc', { ...region, ...tag, UserCidr: '10.0.0.0/8' });
  const VpcId = String(made.VpcId);
  const RouteTableId = String(made.RouteTableId);
  const vSwitch = { VpcId, CidrBlock: '172.16.0.0/24', ZoneId: 'cn-chengdu-a' };
  const VSwitchId = String((await call('CreateVSwitch', { ...vSwitch, ...tag })).VSwitchId);
  await call('TagResources', { ResourceType: 'ROUTETABLE', 'ResourceId.1': RouteTableId, ...tag });
  const answers: [unknown, unknown][] = [
    [made, model.CreateVpcResponseBody],
    [await call('DescribeVpcAttribute', { VpcId }), model.DescribeVpcAttributeResponseBody],
    [await call('DescribeVSwitchAttributes', { VSwitchId }), model.DescribeVSwitchAttributesResponseBody],
    [await call('DescribeVpcs', { VpcId }), model.DescribeVpcsResponseBody],
    [await call('DescribeVSwitches', { VpcId }), model.DescribeVSwitchesResponseBody],
    [await call('DescribeRouteTableList', { VpcId }), model.DescribeRouteTableListResponseBody],
    [await call('DescribeRouteTables', { RouteTableId }), model.DescribeRouteTablesResponseBody],
    [await call('ModifyVpcAttribute', { VpcId, VpcName: 'n' }), model.ModifyVpcAttributeResponseBody],
    [await call('ModifyVSwitchAttribute', { VSwitchId, VSwitchName: 'n' }), model.ModifyVSwitchAttributeResponseBody],
    [await call('DeleteVSwitch', { VSwitchId }), model.DeleteVSwitchResponseBody],
    [await call('DeleteVpc', { VpcId }), model.DeleteVpcResponseBody],
  ];
  expect(answers.flatMap(([answer, type]) => strangers(answer, type))).toEqual([]);
});

describe('pages', () => {
  const tablesOf = (body: model.DescribeRouteTableListResponseBody): (string | undefined)[] =>
    body.routerTableList?.routerTableListType?.map(({ vpcId }) => vpcId) ?? [];

  test('of a size that the caller chooses give every table once, oldest first', async () => {
    const made: string[] = [];
    for (let i = 0; i < 7; i++) made.push((await vpc.createVpc('10.0.0.0/16')).vpcId);
    const seen: unknown[] = [];
    for (let pageNumber = 1; pageNumber <= 4; pageNumber++) {
      const page = await vpc.routeTableList({ pageNumber, pageSize: 3 });
      expect(page).toMatchObject({ pageNumber, pageSize: 3, totalCount: 7 });
      seen.push(tablesOf(page));
    }
    expect(seen).toEqual([made.slice(0, 3), made.slice(3, 6), made.slice(6), []]);
  });

  test('hold ten by default and at most fifty', async () => {
    expect(await vpc.routeTableList()).toMatchObject({ pageNumber: 1, pageSize: 10, totalCount: 0 });
    expect(await refusal(vpc.routeTableList({ pageSize: 50 }))).toBe('accepted');
    for (const pageSize of [0, 51, -1]) {
      expect(await refusal(vpc.routeTableList({ pageSize }))).toBe('400 InvalidPageSize');
    }
    expect(await refusal(vpc.routeTableList({ pageNumber: 0 }))).toBe('400 InvalidPageNumber');
  });

  test('are filtered by every filter at once', async () => {
    const a = await vpc.createVpc('10.0.0.0/16');
    const b = await vpc.createVpc('10.0.0.0/16');
    const all = { vpcId: a.vpcId, routeTableId: a.routeTableId, routerId: a.VRouterId, routeTableType: 'System' };
    expect(tablesOf(await vpc.routeTableList(all))).toEqual([a.vpcId]);
    for (const other of [
      { vpcId: b.vpcId },
      { routeTableId: b.routeTableId },
      { routerId: b.VRouterId },
      { routeTableType: 'Custom' },
      { routerType: 'VBR' },
      { routeTableName: 'none has one' },
    ]) {
      expect([other, tablesOf(await vpc.routeTableList({ ...all, ...other }))]).toEqual([other, []]);
    }
  });
});

test('DescribeRouteTables wants to be told which, and filters by type', async () => {
  const { VRouterId, routeTableId } = await vpc.createVpc('10.0.0.0/16');
  expect(await refusal(vpc.routeTables())).toBe('400 MissingParameter');
  expect((await vpc.routeTables({ routeTableId: 'vtb-0' })).totalCount).toBe(0);
  expect((await vpc.routeTables({ routeTableName: 'n' })).totalCount).toBe(0);
  expect((await vpc.routeTables({ routerId: VRouterId })).totalCount).toBe(1);
  expect(await refusal(vpc.routeTables({ VRouterId: 'vrt-0' }))).toBe('400 InvalidVRouterId.NotFound');
  const ofType = async (type: string): Promise<number | undefined> =>
    (await vpc.routeTables({ routeTableId, type })).routeTables?.routeTable?.[0]?.routeEntrys?.routeEntry?.length;
  expect([await ofType('System'), await ofType('Custom'), await ofType('CEN')]).toEqual([1, 0, 0]);
});

describe('tags', () => {
  const many = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${String(i)}`, 'v']));

  async function tagsOf(vpcId: string): Promise<unknown> {
    const tags = (await vpc.describeVpc(vpcId)).tags?.tag ?? [];
    return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
  }

  test('are given with the VPC, added to, overwritten and removed', async () => {
    const tag = [new model.CreateVpcRequestTag({ key: 'a', value: '1' }), new model.CreateVpcRequestTag({ key: 'e' })];
    const { vpcId } = await vpc.createVpc('10.0.0.0/16', { tag });
    expect(await tagsOf(vpcId)).toEqual({ a: '1', e: '' });
    await vpc.tag('VPC', [vpcId], { a: '2', b: '3' });
    expect(await tagsOf(vpcId)).toEqual({ a: '2', e: '', b: '3' });
    await vpc.untag('VPC', [vpcId], { tagKey: ['a', 'never there'] });
    expect(await tagsOf(vpcId)).toEqual({ e: '', b: '3' });
    expect(await refusal(vpc.untag('VPC', [vpcId], {}))).toBe('400 MissingTagKey');
    await vpc.untag('VPC', [vpcId], { all: true });
    expect(await tagsOf(vpcId)).toEqual({});
  });

  test('are put on vSwitches and route tables too', async () => {
    const { vpcId, routeTableId } = await vpc.createVpc('10.0.0.0/16');
    const vSwitchId = await vpc.createVSwitch(vpcId, '10.0.0.0/24');
    await vpc.tag('VSWITCH', [vSwitchId], { a: '1' });
    await vpc.tag('ROUTETABLE', [routeTableId], { a: '2' });
    expect((await vpc.describeVSwitch(vSwitchId)).tags?.tag).toMatchObject([{ key: 'a', value: '1' }]);
    const list = await vpc.routeTableList({ vpcId });
    expect(list.routerTableList?.routerTableListType?.[0]?.tags?.tag).toMatchObject([{ key: 'a', value: '2' }]);
    expect(await tagsOf(vpcId)).toEqual({});
  });

  test('change all of the objects of a call or none', async () => {
    const { vpcId } = await vpc.createVpc('10.0.0.0/16');
    expect(await refusal(vpc.tag('VPC', [vpcId, 'vpc-0'], { a: '1' }))).toBe('400 InvalidInstanceIds.NotFound');
    expect(await tagsOf(vpcId)).toEqual({});
  });

  test.each([
    [{ 'aliyun-x': 'v' }, '400 InvalidTagKey'],
    [{ 'acs:x': 'v' }, '400 InvalidTagKey'],
    [{ 'see http://x': 'v' }, '400 InvalidTagKey'],
    [{ ['k'.repeat(129)]: 'v' }, '400 InvalidTagKey'],
    [{ k: 'https://x' }, '400 InvalidTagValue'],
    [{ k: 'acs:x' }, '400 InvalidTagValue'],
    [{ k: 'v'.repeat(129) }, '400 InvalidTagValue'],
    [many(21), '400 SizeLimitExceeded.TagNum'],
    [many(20), 'accepted'],
    [{ ['k'.repeat(128)]: 'v'.repeat(128) }, 'accepted'],
  ])('%j: %s', async (tags, expected) => {
    const { vpcId } = await vpc.createVpc('10.0.0.0/16');
    expect(await refusal(vpc.tag('VPC', [vpcId], tags))).toBe(expected);
  });

  test('rejects the 21st tag of an object, an unknown type, another region, and more than 50 objects', async () => {
    const { vpcId } = await vpc.createVpc('10.0.0.0/16');
    await vpc.tag('VPC', [vpcId], many(20));
    await vpc.tag('VPC', [vpcId], { k1: 'new' });
    expect(await refusal(vpc.tag('VPC', [vpcId], { another: '1' }))).toBe('400 SizeLimitExceeded.TagNum');
    expect(await refusal(vpc.tag('PLANET', [vpcId], { a: '1' }))).toBe('400 InvalidInstanceType.NotFound');
    expect(await refusal(vpc.tag('VSWITCH', [vpcId], { a: '1' }))).toBe('400 InvalidInstanceIds.NotFound');
    const elsewhere = { regionId: 'cn-hangzhou' };
    expect(await refusal(vpc.tag('VPC', [vpcId], { k1: '1' }, elsewhere))).toBe('400 InvalidInstanceIds.NotFound');
    expect(await refusal(vpc.tag('VPC', Array<string>(51).fill(vpcId), { k1: '1' }))).toBe('400 InvalidResourceId');
  });
});
