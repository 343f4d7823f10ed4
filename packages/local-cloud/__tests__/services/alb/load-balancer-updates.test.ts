import { startLocalCloud } from '../../../src';
import { backToOriginCidrs } from '../../../src/catalogue/back-to-origin';
import { backToOriginCidrsOf } from '../../../src/services/alb/back-to-origin';
import { defaultQuotas } from '../../../src/settings';
import { regions } from '../../../src/catalogue/regions';
import { contains, overlaps, parsePrefix, type Prefix } from '../../../src/services/ipv4';
import { createBalancer, type Fixture, outcome, startFixture } from './fixture';

let fixture: Fixture;
let id: string;

beforeEach(async () => {
  fixture = await startFixture();
  id = await createBalancer(fixture);
});

afterEach(async () => {
  await fixture.cloud.close();
});

interface Zone {
  readonly ZoneId: string;
  readonly LoadBalancerAddresses: readonly [{ readonly Address: string; readonly Ipv4LocalAddresses?: string[] }];
}

async function get(): Promise<Record<string, unknown> & { readonly ZoneMappings: readonly Zone[] }> {
  return (await fixture.alb('GetLoadBalancerAttribute', { LoadBalancerId: id })).body as never;
}

function zones(letters: readonly ('a' | 'b' | 'c')[]): Record<string, string> {
  return Object.fromEntries(
    letters.flatMap((letter, index) => [
      [`ZoneMappings.${index + 1}.ZoneId`, `cn-chengdu-${letter}`],
      [`ZoneMappings.${index + 1}.VSwitchId`, fixture.vSwitchIds[letter]],
    ]),
  );
}

describe('changing the zones', () => {
  const update = (parameters: Record<string, string>) =>
    fixture.alb('UpdateLoadBalancerZones', { LoadBalancerId: id, ...parameters });

  it('adds a zone and leaves the addresses of the others', async () => {
    // GIVEN
    const before = await get();

    // WHEN
    const answer = await update(zones(['b', 'c', 'a']));

    // THEN
    expect(answer.body.JobId).toBeDefined();
    const after = await get();
    expect(after.ZoneMappings).toHaveLength(3);
    expect(after.ZoneMappings).toEqual(expect.arrayContaining([...before.ZoneMappings]));
  });

  it('frees the addresses of a zone that is left', async () => {
    await update(zones(['a', 'c']));
    const freed = await fixture.vpc('DescribeVSwitchAttributes', { VSwitchId: fixture.vSwitchIds.b });
    expect(freed.body.AvailableIpAddressCount).toBe(252);
    expect(await outcome(fixture.vpc('DeleteVSwitch', { VSwitchId: fixture.vSwitchIds.b }))).toBe('200');
  });

  it('moves the virtual IP of a zone that stays', async () => {
    await update({ ...zones(['a', 'b']), 'ZoneMappings.1.IntranetAddress': '172.16.0.99' });
    const [first] = (await get()).ZoneMappings;
    expect(first?.LoadBalancerAddresses[0]).toMatchObject({
      Address: '172.16.0.99',
      Ipv4LocalAddresses: ['172.16.0.2', '172.16.0.3'],
    });
    expect(await fixture.vpc('DescribeVSwitchAttributes', { VSwitchId: fixture.vSwitchIds.a })).toMatchObject({
      body: { AvailableIpAddressCount: 252 - 3 },
    });
  });

  it('rejects a list that changes nothing', async () => {
    const sameAddress = { ...zones(['a', 'b']), 'ZoneMappings.1.IntranetAddress': '172.16.0.1' };
    expect(await outcome(update(sameAddress))).toBe('400 OperationDenied.ZoneMappingsNotChanged');
  });

  it('rejects another vSwitch for a zone that stays', async () => {
    const created = await fixture.vpc('CreateVSwitch', {
      RegionId: 'cn-chengdu',
      VpcId: fixture.vpcId,
      ZoneId: 'cn-chengdu-a',
      CidrBlock: '172.16.9.0/24',
    });
    const parameters = { ...zones(['a', 'b']), 'ZoneMappings.1.VSwitchId': String(created.body.VSwitchId) };
    expect(await outcome(update(parameters))).toBe('400 OperationDenied.ZoneVSwitchChanged');
  });

  it('rejects a single zone', async () => {
    expect(await outcome(update(zones(['a'])))).toBe('400 IllegalParam.ZoneMappings');
    expect((await get()).ZoneMappings).toHaveLength(2);
  });
});

describe('changing attributes', () => {
  it('renames, and sets and clears the modification protection', async () => {
    await fixture.alb('UpdateLoadBalancerAttribute', {
      LoadBalancerId: id,
      LoadBalancerName: 'renamed',
      'ModificationProtectionConfig.Status': 'ConsoleProtection',
      'ModificationProtectionConfig.Reason': 'terraform',
    });
    expect(await get()).toMatchObject({
      LoadBalancerName: 'renamed',
      ModificationProtectionConfig: { Status: 'ConsoleProtection', Reason: 'terraform' },
    });
    await fixture.alb('UpdateLoadBalancerAttribute', {
      LoadBalancerId: id,
      'ModificationProtectionConfig.Status': 'NonProtection',
    });
    expect(await get()).toMatchObject({
      LoadBalancerName: 'renamed',
      ModificationProtectionConfig: { Status: 'NonProtection', Reason: '' },
    });
  });

  it.each([
    ['StandardWithWaf', '200'],
    ['Standard', '400 OperationDenied.EditionNotChanged'],
    ['Basic', '400 OperationDenied.Downgrade'],
  ])('answers an edition %s after Standard with %s', async (LoadBalancerEdition, expected) => {
    const answer = fixture.alb('UpdateLoadBalancerEdition', { LoadBalancerId: id, LoadBalancerEdition });
    expect(await outcome(answer)).toBe(expected);
  });

  it('rejects deleting a balancer while deletion protection is on', async () => {
    await fixture.alb('EnableDeletionProtection', { ResourceId: id });
    expect((await get()).DeletionProtectionConfig).toMatchObject({ Enabled: true });
    const refused = fixture.alb('DeleteLoadBalancer', { LoadBalancerId: id });
    expect(await outcome(refused)).toBe('400 OperationDenied.DeletionProtectionEnabled');

    await fixture.alb('DisableDeletionProtection', { ResourceId: id });
    expect((await get()).DeletionProtectionConfig).toEqual({ Enabled: false });
    expect(await outcome(fixture.alb('DeleteLoadBalancer', { LoadBalancerId: id }))).toBe('200');
  });
});

describe('a non-upgraded balancer', () => {
  it('takes one address per vSwitch, answers no local addresses, and nowhere its back-to-origin CIDRs', async () => {
    // GIVEN
    const old = await startFixture({ albGeneration: 'non-upgraded' });
    try {
      // WHEN
      const loadBalancerId = await createBalancer(old);
      const { body } = await old.alb('GetLoadBalancerAttribute', { LoadBalancerId: loadBalancerId });

      // THEN
      const [zone] = body.ZoneMappings as Zone[];
      expect(zone?.LoadBalancerAddresses[0].Address).toBe('172.16.0.1');
      expect(zone?.LoadBalancerAddresses[0].Ipv4LocalAddresses).toBeUndefined();
      expect(JSON.stringify(body)).not.toContain('"100.');
      const vSwitch = await old.vpc('DescribeVSwitchAttributes', { VSwitchId: old.vSwitchIds.a });
      expect(vSwitch.body.AvailableIpAddressCount).toBe(251);
      const groups = await old.ecs('DescribeSecurityGroups', { VpcId: old.vpcId });
      expect(groups.body.TotalCount).toBe(0);
    } finally {
      await old.cloud.close();
    }
  });
});

describe('back-to-origin CIDRs as an option', () => {
  const settings = { delays: {}, quotas: defaultQuotas, albGeneration: 'non-upgraded' } as const;

  it('replace those of the table in the regions that are named', () => {
    const known = { ...settings, backToOriginCidrs: { 'cn-chengdu': ['100.90.0.0/25'] } };
    expect(backToOriginCidrsOf(known, 'cn-chengdu')).toEqual(['100.90.0.0/25']);
    expect(backToOriginCidrsOf(known, 'cn-shanghai')).toEqual(backToOriginCidrs('cn-shanghai'));
  });

  it.each([
    ['a region that does not exist', { 'cn-atlantis': ['100.90.0.0/25'] }, 'cn-atlantis'],
    ['a block outside 100.64.0.0/10', { 'cn-chengdu': ['10.0.0.0/8'] }, 'got 10.0.0.0/8 for cn-chengdu'],
    ['a block with bits behind its mask', { 'cn-chengdu': ['100.90.0.1/25'] }, 'got 100.90.0.1/25 for cn-chengdu'],
  ])('rejects %s', async (_, given, message) => {
    await expect(startLocalCloud({ backToOriginCidrs: given })).rejects.toThrow(message);
  });
});

describe('the table of back-to-origin CIDRs', () => {
  const prefixes = (regionId: string) => backToOriginCidrs(regionId).map((cidr) => parsePrefix(cidr) as Prefix);
  const all = [...regions.keys()].flatMap((regionId) => prefixes(regionId).map((prefix) => ({ regionId, prefix })));

  it('has the six of Chengdu and the eight of Shanghai', () => {
    expect(backToOriginCidrs('cn-chengdu')).toHaveLength(6);
    expect(backToOriginCidrs('cn-shanghai')).toHaveLength(8);
    expect(backToOriginCidrs('cn-chengdu')[0]).toBe('100.117.130.0/25');
  });

  it('lies inside 100.64.0.0/10 and away from object storage, metadata and DNS, in every region', () => {
    const outer = parsePrefix('100.64.0.0/10') as Prefix;
    const neighbours = [98, 99, 100, 114, 115, 118].map((second) => parsePrefix(`100.${second}.0.0/16`) as Prefix);
    for (const { prefix } of all) {
      expect(contains(outer, prefix)).toBe(true);
      expect(neighbours.some((neighbour) => overlaps(neighbour, prefix))).toBe(false);
    }
  });

  it('gives no address to two regions, or twice to one', () => {
    const clashes = all.filter(({ prefix }) => all.filter((other) => overlaps(other.prefix, prefix)).length > 1);
    expect(clashes).toEqual([]);
  });
});
