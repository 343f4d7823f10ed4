import { type LocalCloud, startLocalCloud } from '../../../src';
import { refusal, sdkClient, VpcCalls } from './client';

let cloud: LocalCloud;
let vpc: VpcCalls;
let vpcId: string;
let routeTableId: string;
beforeEach(async () => {
  cloud = await startLocalCloud();
  vpc = new VpcCalls(sdkClient(cloud));
  ({ vpcId, routeTableId } = await vpc.createVpc('10.0.0.0/16'));
});
afterEach(() => cloud.close());

test('a vSwitch gets a system route, 252 of 256 addresses, and the system table; deleting takes all of it back', async () => {
  const vSwitchId = await vpc.createVSwitch(vpcId, '10.0.1.0/24', { vSwitchName: 'n', description: 'd' });
  expect(await vpc.describeVSwitch(vSwitchId)).toMatchObject({
    vpcId,
    zoneId: 'cn-chengdu-a',
    cidrBlock: '10.0.1.0/24',
    vSwitchName: 'n',
    description: 'd',
    status: 'Available',
    isDefault: false,
    availableIpAddressCount: 252,
    routeTable: { routeTableId, routeTableType: 'System' },
  });
  expect(await vpc.entries(routeTableId)).toEqual(['100.64.0.0/10 System', '10.0.1.0/24 System']);
  expect((await vpc.describeVpc(vpcId)).vSwitchIds?.vSwitchId).toEqual([vSwitchId]);
  const [table] = (await vpc.routeTableList({ vpcId })).routerTableList?.routerTableListType ?? [];
  expect(table?.vSwitchIds?.vSwitchId).toEqual([vSwitchId]);

  await vpc.deleteVSwitch(vSwitchId);
  expect(await refusal(vpc.describeVSwitch(vSwitchId))).toBe('404 InvalidVSwitchId.NotFound');
  expect(await refusal(vpc.deleteVSwitch(vSwitchId))).toBe('404 InvalidVSwitchId.NotFound');
  expect(await vpc.entries(routeTableId)).toEqual(['100.64.0.0/10 System']);
  expect((await vpc.describeVpc(vpcId)).vSwitchIds?.vSwitchId).toEqual([]);
});

test.each([
  ['10.0.0.0/16', 65532],
  ['10.0.255.248/29', 4],
])('accepts %s with %d free addresses', async (block, free) => {
  const vSwitchId = await vpc.createVSwitch(vpcId, block);
  expect((await vpc.describeVSwitch(vSwitchId)).availableIpAddressCount).toBe(free);
});

test.each([
  ['10.0.0.0/15', '400 InvalidCirdrBlock.MaskLength'],
  ['10.0.0.0/30', '400 InvalidCirdrBlock.MaskLength'],
  ['10.0.0.1/24', '400 InvalidCidrBlock.Malformed'],
  ['10.0.0.0', '400 InvalidCidrBlock.Malformed'],
  ['fd00::/64', '400 InvalidCidrBlock.Malformed'],
  ['10.1.0.0/24', '400 InvalidParameter'],
  ['192.168.0.0/24', '400 InvalidParameter'],
  ['10.0.1.0/24', '400 InvalidCidrBlock.Overlapped'],
  ['10.0.0.0/23', '400 InvalidCidrBlock.Overlapped'],
  ['10.0.1.128/25', '400 InvalidCidrBlock.Overlapped'],
])('rejects %s with %s', async (block, expected) => {
  await vpc.createVSwitch(vpcId, '10.0.1.0/24');
  expect(await refusal(vpc.createVSwitch(vpcId, block))).toBe(expected);
  expect(cloud.inventory()).toHaveLength(2);
});

test('rejects addresses of cloud services in a VPC that is larger than they are', async () => {
  const large = await vpc.createVpc('100.0.0.0/8');
  expect(await refusal(vpc.createVSwitch(large.vpcId, '100.64.0.0/16'))).toBe('400 InvalidParameter');
  expect(await refusal(vpc.createVSwitch(large.vpcId, '100.63.0.0/16'))).toBe('accepted');
});

test.each([
  [{ vSwitchName: 'x'.repeat(129) }, '400 InvalidVSwitchName.Malformed'],
  [{ description: 'http://x' }, '400 InvalidVSwitchDescription.Malformed'],
  [{ zoneId: 'cn-chengdu-z' }, '404 InvalidZoneId.NotFound'],
  [{ zoneId: 'cn-hangzhou-h' }, '404 InvalidZoneId.NotFound'],
  [{ zoneId: '' }, '400 MissingZoneId'],
  [{ vpcId: 'vpc-nothing' }, '404 InvalidVpcId.NotFound'],
  [{ regionId: 'cn-hangzhou', zoneId: 'cn-hangzhou-h' }, '404 InvalidVpcId.NotFound'],
])('rejects %j', async (more, expected) => {
  expect(await refusal(vpc.createVSwitch(vpcId, '10.0.1.0/24', more))).toBe(expected);
});

test('rejects the 151st vSwitch of a VPC', async () => {
  const block = (i: number): string => `10.0.${String(i)}.0/24`;
  for (let i = 0; i < 150; i++) await vpc.createVSwitch(vpcId, block(i));
  expect(await refusal(vpc.createVSwitch(vpcId, block(150)))).toBe('400 QuotaExceeded.VSwitch');
});

test('changes name and description, keeps what is not given, clears an empty description', async () => {
  const vSwitchId = await vpc.createVSwitch(vpcId, '10.0.1.0/24', { vSwitchName: 'a', description: 'b' });
  await vpc.modifyVSwitch(vSwitchId, { vSwitchName: 'c' });
  expect(await vpc.describeVSwitch(vSwitchId)).toMatchObject({ vSwitchName: 'c', description: 'b' });
  await vpc.modifyVSwitch(vSwitchId, { description: '' });
  expect(await vpc.describeVSwitch(vSwitchId)).toMatchObject({ vSwitchName: 'c', description: '' });
  expect(await refusal(vpc.modifyVSwitch(vSwitchId, { vSwitchName: 'http://x' }))).toBe(
    '400 InvalidVSwitchName.Malformed',
  );
  expect(await refusal(vpc.modifyVSwitch(vSwitchId, { regionId: 'cn-hangzhou', vSwitchName: 'x' }))).toBe(
    '404 InvalidVSwitchId.NotFound',
  );
});
