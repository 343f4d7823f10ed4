import { BandwidthPlan, LinkType, RegionLink } from '../../../lib';
import { all, only, reference, synth } from '../../support/synth';
import { routers } from '../../support/topology';

const linkOf = (bandwidthMbps: number) =>
  synth((stack) => {
    const { near, far } = routers(stack);
    new RegionLink(stack, 'link', { transitRouter: near, peer: far, name: 'link', bandwidthMbps });
  });

describe('RegionLink', () => {
  it('is billed by data transfer when it has no bandwidth plan, and lets the routers exchange routes', () => {
    const connection = only(linkOf(10), 'alicloud_cen_transit_router_peer_attachment');
    expect(connection).toMatchObject({
      provider: 'alicloud.cn-chengdu',
      peer_transit_router_region_id: 'cn-hangzhou',
      bandwidth: 10,
      bandwidth_type: 'DataTransfer',
      auto_publish_route_enabled: true,
    });
    expect(connection).not.toHaveProperty('cen_bandwidth_package_id');
  });

  it.each(['association', 'propagation'])('has a %s at both ends, each with the provider of its region', (kind) => {
    const json = linkOf(10);
    const ends = all(json, `alicloud_cen_transit_router_route_table_${kind}`);
    expect(ends.map(({ provider }) => provider)).toEqual(['alicloud.cn-chengdu', 'alicloud.cn-hangzhou']);
    const attachmentId = reference(json, 'alicloud_cen_transit_router_peer_attachment', 'transit_router_attachment_id');
    expect(new Set(ends.map((end) => end.transit_router_attachment_id))).toEqual(new Set([attachmentId]));
    expect(new Set(ends.map((end) => end.transit_router_route_table_id)).size).toBe(2);
  });

  const linkTyped = (linkType: LinkType, bandwidthPackageId?: string) =>
    synth((stack) => {
      const { near, far } = routers(stack);
      const bandwidthPlan = bandwidthPackageId ? BandwidthPlan.fromBandwidthPackageId(bandwidthPackageId) : undefined;
      const link = { transitRouter: near, peer: far, name: 'link', bandwidthMbps: 10 };
      new RegionLink(stack, 'link', { ...link, bandwidthPlan, linkType });
    });
  const linkTypeOf = (json: ReturnType<typeof linkTyped>) =>
    only(json, 'alicloud_cen_transit_router_peer_attachment').default_link_type;

  it('leaves the type of the line to the cloud unless it is told', () => {
    expect(linkTypeOf(linkOf(10))).toBeUndefined();
    expect(linkTypeOf(linkTyped(LinkType.PLATINUM))).toBe('Platinum');
    expect(linkTypeOf(linkTyped(LinkType.GOLD, 'cenbwp-1'))).toBe('Gold');
  });

  it('rejects a Platinum line from a bandwidth plan', () => {
    expect(() => linkTyped(LinkType.PLATINUM, 'cenbwp-1')).toThrow(
      'link type Platinum is for connections billed by data',
    );
  });

  it('rejects a connection without bandwidth', () => {
    expect(() => linkOf(0)).toThrow(
      'bandwidth of an inter-region connection in Mbit/s is a whole number from 1 to 10000',
    );
  });
});
