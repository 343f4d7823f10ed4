import {
  albZoneIds,
  findRegion,
  hasAlb,
  hasTransitRouter,
  isMainland,
  OBSERVED_BACK_TO_ORIGIN_CIDRS,
  openRegionIds,
  overlaps,
  parseCidr,
  REGIONS,
  takesUpgradedAlbsOnly,
  transitRouterZoneIds,
  zoneIdOf,
  zoneLetter,
} from '../../../lib/core';
import { OSS_RANGES, SYSTEM_SERVICES } from '../../../lib/core/cloud-services';

describe('the table of regions', () => {
  it('has the 20 regions of the ALB page, 18 of them open', () => {
    const listed = [...REGIONS.values()].filter(({ crossRegionAlb }) => crossRegionAlb);

    expect(listed).toHaveLength(20);
    expect(listed.filter(({ status }) => status === 'closed').map(({ id, closedOn }) => [id, closedOn])).toEqual([
      ['ap-southeast-2', '2024-09-30'],
      ['ap-south-1', '2024-07-15'],
    ]);
  });

  it('has the zones of the documented example', () => {
    expect(transitRouterZoneIds('cn-chengdu')).toEqual(['cn-chengdu-a', 'cn-chengdu-b']);
    expect(hasTransitRouter('cn-hangzhou', 'cn-hangzhou-i')).toBe(true);
    expect(hasTransitRouter('cn-hangzhou', 'cn-hangzhou-g')).toBe(false);
    expect(hasAlb('cn-hangzhou', 'cn-hangzhou-g')).toBe(true);
    expect(albZoneIds('ap-southeast-1')).toEqual(['ap-southeast-1a', 'ap-southeast-1b', 'ap-southeast-1c']);
    expect(takesUpgradedAlbsOnly('cn-shanghai', 'cn-shanghai-c')).toBe(true);
  });

  it('does not guess what is not documented', () => {
    expect(hasTransitRouter('cn-zhongwei', 'cn-zhongwei-a')).toBeUndefined();
    expect(hasAlb('cn-nowhere', 'cn-nowhere-a')).toBeUndefined();
    expect(findRegion('me-east-1')?.area).toBeUndefined();
  });

  it('keeps upgraded-only zones among the ALB zones, and closed regions out of the open ones', () => {
    for (const { id, albZones, albUpgradedOnlyZones, status } of REGIONS.values()) {
      expect([id, [...albUpgradedOnlyZones].every((letter) => albZones.includes(letter))]).toEqual([id, true]);
      expect(openRegionIds().includes(id)).toBe(status === 'open');
    }
  });

  it('counts Hong Kong as Asia-Pacific and not as mainland', () => {
    expect(findRegion('cn-hongkong')?.area).toBe('Asia-Pacific');
    expect(['cn-hongkong', 'cn-chengdu', 'ap-southeast-1'].map(isMainland)).toEqual([false, true, false]);
  });
});

describe('zones', () => {
  it.each([
    ['cn-chengdu', 'cn-chengdu-a', 'a'],
    ['ap-southeast-1', 'ap-southeast-1b', 'b'],
    ['cn-chengdu', 'cn-hangzhou-a', undefined],
    ['cn-chengdu', 'cn-chengdua', undefined],
    ['ap-southeast-1', 'ap-southeast-1-b', undefined],
    ['ap-southeast-1', 'ap-southeast-10a', undefined],
    ['cn-chengdu', 'cn-chengdu', undefined],
  ])('of %s: %s has the letter %s', (region, zone, letter) => {
    expect(zoneLetter(region, zone)).toBe(letter);
    if (letter !== undefined) expect(zoneIdOf(region, letter)).toBe(zone);
  });
});

describe('what lies inside 100.64.0.0/10', () => {
  it('never is both a back-to-origin CIDR that was seen and a service', () => {
    const services = [...SYSTEM_SERVICES.map(({ cidr }) => cidr), ...Object.values(OSS_RANGES).flat()].map(parseCidr);
    const seen = Object.values(OBSERVED_BACK_TO_ORIGIN_CIDRS).flat().map(parseCidr);

    expect(seen).toHaveLength(16);
    expect(seen.filter((block) => services.some((service) => overlaps(block, service)))).toEqual([]);
  });
});
