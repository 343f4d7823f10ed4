import {
  CreateLoadBalancerRequestZoneMappings,
  DeleteLoadBalancerRequest,
  GetLoadBalancerAttributeRequest,
  ListAsynJobsRequest,
} from '@alicloud/alb20200616';
import {
  balancerParameters,
  createBalancer,
  createGroup,
  createListener,
  type Fixture,
  outcome,
  startFixture,
} from './fixture';

let fixture: Fixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.cloud.close();
});

async function get(loadBalancerId: string) {
  const { body } = await fixture.sdk.getLoadBalancerAttribute(new GetLoadBalancerAttributeRequest({ loadBalancerId }));
  if (!body) throw new Error('no body');
  return body;
}

async function freeAddresses(zone: 'a' | 'b' | 'c'): Promise<unknown> {
  const answer = await fixture.vpc('DescribeVSwitchAttributes', { VSwitchId: fixture.vSwitchIds[zone] });
  return answer.body.AvailableIpAddressCount;
}

describe('the life of a load balancer', () => {
  it('takes three addresses in each vSwitch and shows which of them it sends from', async () => {
    // WHEN
    const balancer = await get(await createBalancer(fixture));

    // THEN
    expect(balancer.loadBalancerStatus).toBe('Active');
    expect(balancer.DNSName).toMatch(/^alb-[a-z0-9]{18}\.cn-chengdu\.alb\.aliyuncs\.com$/);
    expect(balancer.zoneMappings?.map((zone) => zone.loadBalancerAddresses?.[0])).toMatchObject([
      { address: '172.16.0.1', intranetAddress: '172.16.0.1', ipv4LocalAddresses: ['172.16.0.2', '172.16.0.3'] },
      { address: '172.16.6.1', intranetAddress: '172.16.6.1', ipv4LocalAddresses: ['172.16.6.2', '172.16.6.3'] },
    ]);
    expect(await freeAddresses('a')).toBe(252 - 3);
  });

  it('answers no address mode that was not asked for', async () => {
    // WHEN
    const plain = await get(await createBalancer(fixture));
    const fixed = await get(await createBalancer(fixture, { addressAllocatedMode: 'Fixed' }));

    // THEN
    expect(plain.addressAllocatedMode).toBeUndefined();
    expect(fixed.addressAllocatedMode).toBe('Fixed');
  });

  it('takes the virtual IP that was asked for', async () => {
    // WHEN
    const answer = await fixture.alb('CreateLoadBalancer', {
      ...balancerParameters(fixture),
      'ZoneMappings.1.IntranetAddress': '172.16.0.77',
    });

    // THEN
    const balancer = await get(String(answer.body.LoadBalancerId));
    expect(balancer.zoneMappings?.[0]?.loadBalancerAddresses?.[0]).toMatchObject({
      address: '172.16.0.77',
      ipv4LocalAddresses: ['172.16.0.1', '172.16.0.2'],
    });
  });

  it('gives an Internet balancer one EIP per zone, each its own', async () => {
    // WHEN
    const balancer = await get(await createBalancer(fixture, { addressType: 'Internet' }));

    // THEN
    const addresses = balancer.zoneMappings?.map((zone) => zone.loadBalancerAddresses?.[0]?.address);
    expect(addresses).toEqual(['198.18.0.1', '198.18.0.2']);
    expect(balancer.zoneMappings?.[0]?.loadBalancerAddresses?.[0]?.intranetAddress).toBe('172.16.0.1');
  });

  it('goes with its listeners, addresses and managed security group, and leaves the server group', async () => {
    // GIVEN
    const loadBalancerId = await createBalancer(fixture);
    const serverGroupId = await createGroup(fixture);
    await createListener(fixture, loadBalancerId, serverGroupId);

    // WHEN
    const { body } = await fixture.sdk.deleteLoadBalancer(new DeleteLoadBalancerRequest({ loadBalancerId }));

    // THEN
    const jobs = await fixture.sdk.listAsynJobs(new ListAsynJobsRequest({ jobIds: [body?.jobId ?? ''] }));
    expect(jobs.body?.jobs).toMatchObject([{ status: 'Succeeded', apiName: 'DeleteLoadBalancer' }]);
    expect(fixture.cloud.inventory().filter(({ kind }) => kind.startsWith('alb/'))).toEqual([
      { kind: 'alb/serverGroups', id: serverGroupId, region: 'cn-chengdu' },
    ]);
    expect(await freeAddresses('a')).toBe(252);
    const groups = await fixture.ecs('DescribeSecurityGroups', { VpcId: fixture.vpcId });
    expect(groups.body.TotalCount).toBe(0);
  });
});

describe('what a load balancer holds', () => {
  it('rejects deleting its vSwitch', async () => {
    await createBalancer(fixture);
    const answer = fixture.vpc('DeleteVSwitch', { VSwitchId: fixture.vSwitchIds.a });
    expect(await outcome(answer)).toBe('400 DependencyViolation.CloudService');
  });

  it('keeps a security group that is read-only, with its local addresses first', async () => {
    // GIVEN
    await createBalancer(fixture);

    // WHEN
    const { body } = await fixture.ecs('DescribeSecurityGroups', { VpcId: fixture.vpcId });

    // THEN
    const [group] = (body.SecurityGroups as { SecurityGroup: { SecurityGroupId: string; ServiceManaged: boolean }[] })
      .SecurityGroup;
    expect(group?.ServiceManaged).toBe(true);
    const id = group?.SecurityGroupId ?? '';
    const rules = await fixture.ecs('DescribeSecurityGroupAttribute', { SecurityGroupId: id, Direction: 'ingress' });
    const { Permission } = rules.body.Permissions as { Permission: { SourceCidrIp: string; Priority: string }[] };
    expect(
      Permission.filter(({ Priority }) => String(Priority) === '1')
        .map((rule) => rule.SourceCidrIp)
        .sort(),
    ).toEqual(['172.16.0.2', '172.16.0.3', '172.16.6.2', '172.16.6.3']);
    expect(await outcome(fixture.ecs('DeleteSecurityGroup', { SecurityGroupId: id }))).toMatch(/^40\d /);
  });
});

describe('a load balancer that cannot be made', () => {
  it.each([
    ['an unknown VPC', { VpcId: 'vpc-none' }, '404 ResourceNotFound.Vpc'],
    [
      'one zone where the region has three',
      { 'ZoneMappings.2.ZoneId': '', 'ZoneMappings.2.VSwitchId': '' },
      '400 MissingZoneMappings.2.ZoneId',
    ],
    ['the same zone twice', { 'ZoneMappings.2.ZoneId': 'cn-chengdu-a' }, '400 DuplicatedParam.ZoneId'],
    ['a zone without ALB', { 'ZoneMappings.2.ZoneId': 'cn-chengdu-z' }, '400 IllegalParam.ZoneId'],
    ['a vSwitch of another zone', { 'ZoneMappings.2.ZoneId': 'cn-chengdu-c' }, '400 Mismatch.ZoneIdAndVSwitchId'],
    ['an unknown vSwitch', { 'ZoneMappings.2.VSwitchId': 'vsw-none' }, '404 ResourceNotFound.VSwitch'],
    [
      'a virtual IP outside the vSwitch',
      { 'ZoneMappings.1.IntranetAddress': '10.1.1.1' },
      '400 IllegalParam.IntranetAddress',
    ],
    ['a reserved virtual IP', { 'ZoneMappings.1.IntranetAddress': '172.16.0.255' }, '400 IllegalParam.IntranetAddress'],
    ['an EIP that does not exist', { 'ZoneMappings.1.AllocationId': 'eip-none' }, '404 ResourceNotFound.Eip'],
    ['a name that begins with a digit', { LoadBalancerName: '1alb' }, '400 IllegalParam.LoadBalancerName'],
    ['an unknown edition', { LoadBalancerEdition: 'Gold' }, '400 InvalidLoadBalancerEdition'],
    ['no edition', { LoadBalancerEdition: '' }, '400 MissingLoadBalancerEdition'],
    [
      'a subscription',
      { 'LoadBalancerBillingConfig.PayType': 'PrePay' },
      '400 InvalidLoadBalancerBillingConfig.PayType',
    ],
    ['IPv6 in a VPC without', { AddressIpVersion: 'DualStack' }, '400 OperationDenied.VpcNotSupportIpv6'],
    ['a reserved tag key', { 'Tag.1.Key': 'acs:x', 'Tag.1.Value': 'y' }, '400 IllegalParam.TagKey'],
  ])('rejects %s', async (_, change, expected) => {
    const answer = fixture.alb('CreateLoadBalancer', { ...balancerParameters(fixture), ...(change as object) });
    expect(await outcome(answer)).toBe(expected);
    expect(fixture.cloud.inventory().some(({ kind }) => kind.startsWith('alb/'))).toBe(false);
  });

  it('rejects a vSwitch of another VPC', async () => {
    const parameters = { ...balancerParameters(fixture), 'ZoneMappings.1.VSwitchId': fixture.otherVSwitchId };
    expect(await outcome(fixture.alb('CreateLoadBalancer', parameters))).toBe('404 ResourceNotFound.VSwitch');
  });

  it('rejects a single zone in a region that has more', async () => {
    const { 'ZoneMappings.2.ZoneId': _zone, 'ZoneMappings.2.VSwitchId': _id, ...one } = balancerParameters(fixture);
    expect(await outcome(fixture.alb('CreateLoadBalancer', one))).toBe('400 IllegalParam.ZoneMappings');
  });

  it('rejects a virtual IP that is taken', async () => {
    await createBalancer(fixture);
    const parameters = { ...balancerParameters(fixture), 'ZoneMappings.1.IntranetAddress': '172.16.0.2' };
    expect(await outcome(fixture.alb('CreateLoadBalancer', parameters))).toBe('400 ResourceInUse.IP');
  });

  it('rejects a vSwitch with fewer free addresses than it takes', async () => {
    // GIVEN a /29 with four usable addresses, three of them taken
    const zones = (['a', 'c'] as const).map(
      (zone) =>
        new CreateLoadBalancerRequestZoneMappings({
          zoneId: `cn-chengdu-${zone}`,
          vSwitchId: fixture.vSwitchIds[zone],
        }),
    );
    await createBalancer(fixture, { zoneMappings: zones });

    // WHEN
    const second = createBalancer(fixture, { zoneMappings: zones });

    // THEN
    await expect(second).rejects.toMatchObject({ code: 'ResourceNotEnough.VSwitchIp' });
    expect(await freeAddresses('a')).toBe(252 - 3);
  });

  it('rejects the sixty-first balancer of a region', async () => {
    for (let count = 0; count < 60; count++) await createBalancer(fixture);
    await expect(createBalancer(fixture)).rejects.toMatchObject({ code: 'QuotaExceeded.LoadBalancersNum' });
  });

  it('rejects a balancer of another region', async () => {
    const loadBalancerId = await createBalancer(fixture);
    const answer = fixture.alb('GetLoadBalancerAttribute', { LoadBalancerId: loadBalancerId, RegionId: 'cn-hangzhou' });
    expect(await outcome(answer)).toBe('404 ResourceNotFound.LoadBalancer');
  });
});

describe('a repeated call', () => {
  it('answers the first balancer again for the same client token', async () => {
    const parameters = { ...balancerParameters(fixture), ClientToken: 'one' };
    const first = await fixture.alb('CreateLoadBalancer', parameters);
    const second = await fixture.alb('CreateLoadBalancer', parameters);
    expect(second.body.LoadBalancerId).toBe(first.body.LoadBalancerId);
    expect(fixture.cloud.inventory().filter(({ kind }) => kind === 'alb/loadBalancers')).toHaveLength(1);
  });

  it('rejects the same client token for another balancer', async () => {
    const parameters = { ...balancerParameters(fixture), ClientToken: 'one' };
    await fixture.alb('CreateLoadBalancer', parameters);
    const answer = fixture.alb('CreateLoadBalancer', { ...parameters, LoadBalancerName: 'other' });
    expect(await outcome(answer)).toBe('403 IdempotentParameterMismatch');
  });
});
