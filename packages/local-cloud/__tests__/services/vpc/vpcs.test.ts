import { type LocalCloud, startLocalCloud } from '../../../src';
import { refusal, sdkClient, VpcCalls } from './client';

let cloud: LocalCloud;
let vpc: VpcCalls;
beforeEach(async () => {
  cloud = await startLocalCloud();
  vpc = new VpcCalls(sdkClient(cloud));
});
afterEach(() => cloud.close());

describe('CreateVpc', () => {
  test('makes a vRouter and a system table with the route to cloud services', async () => {
    const made = await vpc.createVpc('10.0.0.0/16', {
      vpcName: 'n',
      description: 'd',
      userCidr: '10.9.0.0/16,1.0.0.0/8',
    });
    expect(made).toMatchObject({
      vpcId: expect.stringMatching(/^vpc-[a-z0-9]{20}$/) as string,
      VRouterId: expect.stringMatching(/^vrt-/) as string,
      routeTableId: expect.stringMatching(/^vtb-/) as string,
    });
    expect(await vpc.describeVpc(made.vpcId)).toMatchObject({
      vpcId: made.vpcId,
      VRouterId: made.VRouterId,
      cidrBlock: '10.0.0.0/16',
      vpcName: 'n',
      description: 'd',
      regionId: 'cn-chengdu',
      status: 'Available',
      isDefault: false,
      enabledIpv6: false,
      userCidrs: { userCidr: ['10.9.0.0/16', '1.0.0.0/8'] },
      vSwitchIds: { vSwitchId: [] },
    });
    expect(await vpc.entries(made.routeTableId)).toEqual(['100.64.0.0/10 System']);
    expect(cloud.inventory()).toEqual([{ kind: 'vpc/vpcs', id: made.vpcId, region: 'cn-chengdu' }]);
  });

  test('takes 172.16.0.0/12 when no block is given, over TLS too', async () => {
    const made = await new VpcCalls(sdkClient(cloud, 'HTTPS')).createVpc();
    expect((await vpc.describeVpc(made.vpcId)).cidrBlock).toBe('172.16.0.0/12');
  });

  test.each([
    '10.0.0.0/8',
    '10.0.0.0/28',
    '192.168.0.0/16',
    '100.0.0.0/10',
    '100.128.0.0/9',
    '11.0.0.0/8',
    '100.0.0.0/8',
  ])('accepts %s', async (block) => {
    expect((await vpc.createVpc(block)).vpcId).toMatch(/^vpc-/);
  });

  test.each([
    ['11.0.0.0/7', '400 InvalidParameter', 'bits behind the mask'],
    ['8.0.0.0/7', '400 IllegalParam.CidrBlockMask', 'mask too short'],
    ['0.0.0.0/0', '400 IllegalParam.CidrBlockMask', 'everything'],
    ['10.0.0.0/29', '400 IllegalParam.CidrBlockMask', 'mask too long'],
    ['10.0.0.1/16', '400 InvalidParameter', 'a host address'],
    ['10.0.0.0', '400 InvalidParameter', 'no mask'],
    ['10.0.0/16', '400 InvalidParameter', 'three parts'],
    ['10.0.0.256/16', '400 InvalidParameter', 'a part too large'],
    ['10.00.0.0/16', '400 InvalidParameter', 'a leading zero'],
    ['10.0.0.0/33', '400 InvalidParameter', 'no mask of IPv4'],
    ['10.0.0.0/-8', '400 InvalidParameter', 'a negative mask'],
    [' 10.0.0.0/16', '400 InvalidParameter', 'a blank'],
    ['fd00::/16', '400 InvalidParameter', 'IPv6'],
    ['100.64.0.0/10', '400 InvalidParameter', 'cloud services'],
    ['100.100.0.0/16', '400 InvalidParameter', 'inside cloud services'],
    ['127.0.0.0/8', '400 InvalidParameter', 'loopback'],
    ['127.1.0.0/16', '400 InvalidParameter', 'inside loopback'],
    ['169.254.0.0/16', '400 InvalidParameter', 'link-local'],
    ['169.254.169.0/24', '400 InvalidParameter', 'inside link-local'],
    ['224.0.0.0/8', '400 InvalidParameter', 'multicast'],
    ['239.255.0.0/16', '400 InvalidParameter', 'inside multicast'],
  ])('rejects %s with %s (%s)', async (block, expected) => {
    expect(await refusal(vpc.createVpc(block))).toBe(expected);
    expect(cloud.inventory()).toEqual([]);
  });

  test.each([
    [{ vpcName: 'x'.repeat(129) }, '400 InvalidVpcName.Malformed'],
    [{ vpcName: 'http://x' }, '400 InvalidVpcName.Malformed'],
    [{ description: 'x'.repeat(257) }, '400 InvalidVpcDiscription.Malformed'],
    [{ description: 'HTTPS://x' }, '400 InvalidVpcDiscription.Malformed'],
    [{ userCidr: '10.0.0.0/8,11.0.0.0/8,12.0.0.0/8,13.0.0.0/8' }, '400 InvalidUserCidr.Quota'],
    [{ userCidr: '10.0.0.1/8' }, '400 InvalidUserCidr.Malformed'],
    [{ userCidr: '100.64.0.0/16' }, '400 InvalidUserCidr.Malformed'],
    [{ regionId: 'cn-atlantis' }, '404 InvalidRegionId.NotFound'],
    [{ regionId: '' }, '400 MissingRegionId'],
  ])('rejects %j', async (more, expected) => {
    expect(await refusal(vpc.createVpc('10.0.0.0/16', more))).toBe(expected);
  });

  test('accepts names and descriptions of the greatest length, and in any script', async () => {
    const { vpcId } = await vpc.createVpc('10.0.0.0/16', { vpcName: '成'.repeat(128), description: 'x '.repeat(128) });
    expect((await vpc.describeVpc(vpcId)).vpcName).toBe('成'.repeat(128));
  });

  test('allows the same block twice, and ten VPCs in a region, rejects the eleventh, and counts regions apart', async () => {
    for (let i = 0; i < 10; i++) await vpc.createVpc('10.0.0.0/16');
    expect(await refusal(vpc.createVpc('10.0.0.0/16'))).toBe('400 QuotaExceeded.Vpc');
    expect(await refusal(vpc.createVpc('10.0.0.0/16', { regionId: 'cn-hangzhou' }))).toBe('accepted');
  });
});

describe('ModifyVpcAttribute', () => {
  test('changes name and description, keeps what is not given, clears an empty description', async () => {
    const { vpcId } = await vpc.createVpc('10.0.0.0/16', { vpcName: 'a', description: 'b' });
    await vpc.modifyVpc(vpcId, { vpcName: 'c' });
    expect(await vpc.describeVpc(vpcId)).toMatchObject({ vpcName: 'c', description: 'b', status: 'Available' });
    await vpc.modifyVpc(vpcId, { description: '' });
    expect(await vpc.describeVpc(vpcId)).toMatchObject({ vpcName: 'c', description: '' });
  });

  test('grows and shrinks the block around its vSwitches, and does not move it', async () => {
    const { vpcId } = await vpc.createVpc('10.0.0.0/16');
    await vpc.createVSwitch(vpcId, '10.0.1.0/24');
    for (const cidrBlock of ['10.0.0.0/8', '10.0.0.0/23']) {
      await vpc.modifyVpc(vpcId, { cidrBlock });
      expect((await vpc.describeVpc(vpcId)).cidrBlock).toBe(cidrBlock);
    }
    expect(await refusal(vpc.modifyVpc(vpcId, { cidrBlock: '10.0.0.0/24' }))).toBe('400 IllegalCidrBlock');
    expect(await refusal(vpc.modifyVpc(vpcId, { cidrBlock: '10.0.0.0/29' }))).toBe('400 IllegalParam.CidrBlockMask');
    const empty = await vpc.createVpc('10.0.0.0/16');
    expect(await refusal(vpc.modifyVpc(empty.vpcId, { cidrBlock: '172.16.0.0/16' }))).toBe('400 InvalidParameter');
    expect((await vpc.describeVpc(empty.vpcId)).cidrBlock).toBe('10.0.0.0/16');
  });

  test.each([
    [{ vpcName: 'https://x' }, '400 InvalidVpcName.Malformed'],
    [{ description: 'http://x' }, '400 InvalidVpcDiscription.Malformed'],
    [{ regionId: 'cn-hangzhou', vpcName: 'x' }, '404 InvalidVpcId.NotFound'],
  ])('rejects %j', async (more, expected) => {
    const { vpcId } = await vpc.createVpc('10.0.0.0/16');
    expect(await refusal(vpc.modifyVpc(vpcId, more))).toBe(expected);
  });
});

describe('DeleteVpc', () => {
  test('removes router, table and system route with it', async () => {
    const { vpcId, routeTableId, VRouterId } = await vpc.createVpc('10.0.0.0/16');
    await vpc.deleteVpc(vpcId);
    expect(await refusal(vpc.describeVpc(vpcId))).toBe('404 InvalidVpcId.NotFound');
    expect((await vpc.routeTableList({ vpcId })).totalCount).toBe(0);
    expect(await vpc.entries(routeTableId)).toEqual([]);
    expect(await refusal(vpc.routeTables({ VRouterId }))).toBe('400 InvalidVRouterId.NotFound');
    expect(cloud.inventory()).toEqual([]);
  });

  test('rejects a VPC that holds a vSwitch, is unknown, or is of another region', async () => {
    const { vpcId } = await vpc.createVpc('10.0.0.0/16');
    const vSwitchId = await vpc.createVSwitch(vpcId, '10.0.0.0/24');
    expect(await refusal(vpc.deleteVpc(vpcId))).toBe('400 DependencyViolation.VSwitch');
    await vpc.deleteVSwitch(vSwitchId);
    expect(await refusal(vpc.deleteVpc(vpcId, { regionId: 'cn-hangzhou' }))).toBe('404 InvalidVpcId.NotFound');
    await vpc.deleteVpc(vpcId);
    expect(await refusal(vpc.deleteVpc(vpcId))).toBe('404 InvalidVpcId.NotFound');
  });
});

test('reads of one region do not see another', async () => {
  const { vpcId, routeTableId } = await vpc.createVpc('10.0.0.0/16');
  const elsewhere = { regionId: 'cn-hangzhou' };
  expect(await refusal(vpc.describeVpc(vpcId, elsewhere))).toBe('404 InvalidVpcId.NotFound');
  expect((await vpc.routeTableList({ ...elsewhere, vpcId })).totalCount).toBe(0);
  expect((await vpc.routeTables({ ...elsewhere, routeTableId })).totalCount).toBe(0);
  expect(await refusal(vpc.createVSwitch(vpcId, '10.0.0.0/24', { ...elsewhere, zoneId: 'cn-hangzhou-h' }))).toBe(
    '404 InvalidVpcId.NotFound',
  );
});

describe('client tokens', () => {
  test('answer the first id again through the SDK, and refuse other parameters', async () => {
    const first = await vpc.createVpc('10.0.0.0/16', { clientToken: 't' });
    expect((await vpc.createVpc('10.0.0.0/16', { clientToken: 't' })).vpcId).toBe(first.vpcId);
    expect(await refusal(vpc.createVpc('10.1.0.0/16', { clientToken: 't' }))).toBe('403 IdempotentParameterMismatch');
    const vSwitch = await vpc.createVSwitch(first.vpcId, '10.0.0.0/24', { clientToken: 't' });
    expect(await vpc.createVSwitch(first.vpcId, '10.0.0.0/24', { clientToken: 't' })).toBe(vSwitch);
    expect(cloud.inventory()).toHaveLength(2);
  });
});
