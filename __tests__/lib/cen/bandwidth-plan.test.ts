import { Area, BandwidthPlan, Cen, InterRegionConnection } from '../../../lib';
import { only, reference, synth } from '../../support/synth';
import { routers } from '../../support/topology';

const planOf = (bandwidthMbps: number, prePaidMonths?: number) =>
  synth((stack) => {
    const { cen, near, far } = routers(stack);
    const areas = { areaA: Area.CHINA, areaB: Area.ASIA_PACIFIC };
    const bandwidthPlan = new BandwidthPlan(stack, 'plan', {
      ...areas,
      region: 'cn-chengdu',
      cen,
      name: 'plan',
      bandwidthMbps,
      prePaidMonths,
    });
    new InterRegionConnection(stack, 'link', {
      transitRouter: near,
      peer: far,
      name: 'link',
      bandwidthMbps: 5,
      bandwidthPlan,
    });
  });

describe('BandwidthPlan', () => {
  it('is paid afterwards, since destroying a prepaid one only forgets it', () => {
    const json = planOf(10);
    expect(only(json, 'alicloud_cen_bandwidth_package')).toMatchObject({
      bandwidth: 10,
      geographic_region_a_id: 'China',
      geographic_region_b_id: 'Asia-Pacific',
      payment_type: 'PostPaid',
    });
    expect(only(json, 'alicloud_cen_bandwidth_package_attachment')).toMatchObject({
      instance_id: reference(json, 'alicloud_cen_instance', 'id'),
      bandwidth_package_id: reference(json, 'alicloud_cen_bandwidth_package', 'id'),
    });
  });

  it('is PrePaid for as long as is asked for', () => {
    expect(only(planOf(10), 'alicloud_cen_bandwidth_package').period).toBeUndefined();
    expect(only(planOf(10, 6), 'alicloud_cen_bandwidth_package')).toMatchObject({ payment_type: 'PrePaid', period: 6 });
  });

  it('rejects a period that is not sold', () => {
    expect(() => planOf(10, 4)).toThrow('a PrePaid bandwidth plan is bought for 1, 2, 3, 6, 12 months, got 4');
  });

  it('is taken away after connections that no longer draw from it', () => {
    for (const type of ['alicloud_cen_bandwidth_package', 'alicloud_cen_bandwidth_package_attachment']) {
      expect(only(planOf(10), type).lifecycle).toEqual({ create_before_destroy: true });
    }
  });

  it('is drawn from only while it is associated with the CEN instance', () => {
    const json = planOf(10);
    expect(only(json, 'alicloud_cen_transit_router_peer_attachment').cen_bandwidth_package_id).toBe(
      reference(json, 'alicloud_cen_bandwidth_package_attachment', 'bandwidth_package_id'),
    );
  });

  it('rejects less than 2 Mbit/s', () => {
    expect(() => planOf(1)).toThrow('bandwidth of a bandwidth plan in Mbit/s is a whole number from 2 to 10000, got 1');
  });

  it('may be there already', () => {
    expect(BandwidthPlan.fromBandwidthPackageId('cenbwp-1').bandwidthPackageId).toBe('cenbwp-1');
    expect(Cen.fromCenId('cen-1').cenId).toBe('cen-1');
  });
});
