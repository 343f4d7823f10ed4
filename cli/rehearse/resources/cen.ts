import type { CallParameters } from '@causeway/local-cloud';
import { listAt, nested, same, tags, words } from './arguments';
import type { Argument, Call, DataSource, Found, ResourceType } from './resource-type';

/** The id of a thing that belongs to a CEN instance or to another thing: both, as the provider joins them. */
const joined =
  (...names: readonly string[]) =>
  (found: Found): string =>
    names.map((name) => String(found[name])).join(':');

const areas = ['China', 'North-America', 'Asia-Pacific', 'Europe', 'Australia'];

/** A geographic area, which is shown in lower case. */
const area = (parameter: string): Argument =>
  same(parameter, {
    only: areas,
    shown: (found) => areas.find((name) => name.toLowerCase() === String(found[parameter]).toLowerCase()),
  });

/** The instance, its bandwidth, its routers and what they are attached to: CEN, version 2017-09-12. */
export const cenResources: Readonly<Record<string, ResourceType>> = {
  alicloud_cen_instance: {
    product: 'Cbn',
    arguments: { cen_instance_name: same('Name'), protection_level: same('ProtectionLevel'), tags },
    create: 'CreateCen',
    identity: ['CenId'],
    read: async (call, { CenId }) =>
      listAt(await call('DescribeCens', { Filter: [{ Key: 'CenId', Value: [CenId] }] }), 'Cens.Cen')[0],
    attributes: { id: 'CenId' },
    delete: 'DeleteCen',
  },
  alicloud_cen_bandwidth_package: {
    product: 'Cbn',
    arguments: {
      bandwidth: same('Bandwidth'),
      cen_bandwidth_package_name: same('Name'),
      geographic_region_a_id: area('GeographicRegionAId'),
      geographic_region_b_id: area('GeographicRegionBId'),
      payment_type: words('BandwidthPackageChargeType', { PostPaid: 'POSTPAY', PrePaid: 'PREPAY' }),
      period: same('Period', { shown: monthsOf }),
    },
    create: 'CreateCenBandwidthPackage',
    identity: ['CenBandwidthPackageId'],
    read: readBandwidthPackage,
    attributes: { id: 'CenBandwidthPackageId' },
    delete: 'DeleteCenBandwidthPackage',
    // The provider only forgets a PrePaid one.
    outlives: ({ BandwidthPackageChargeType }) => BandwidthPackageChargeType === 'PREPAY',
  },
  alicloud_cen_bandwidth_package_attachment: {
    product: 'Cbn',
    arguments: {
      bandwidth_package_id: same('CenBandwidthPackageId'),
      instance_id: same('CenId', { shown: (found) => listAt(found, 'CenIds.CenId')[0] }),
    },
    create: 'AssociateCenBandwidthPackage',
    identity: ['CenBandwidthPackageId', 'CenId'],
    read: async (call, identity) => {
      const found = await readBandwidthPackage(call, identity);
      const cens = listAt(found, 'CenIds.CenId') as readonly unknown[];
      return cens.includes(identity.CenId) ? found : undefined;
    },
    attributes: { id: 'CenBandwidthPackageId' },
    delete: 'UnassociateCenBandwidthPackage',
  },
  alicloud_cen_transit_router: {
    product: 'Cbn',
    arguments: { cen_id: same('CenId'), transit_router_name: same('TransitRouterName'), tags },
    create: 'CreateTransitRouter',
    identity: ['TransitRouterId'],
    read: async (call, identity) => listAt(await call('ListTransitRouters', identity), 'TransitRouters')[0],
    attributes: { id: joined('CenId', 'TransitRouterId'), transit_router_id: 'TransitRouterId' },
    delete: 'DeleteTransitRouter',
  },
  alicloud_cen_transit_router_vpc_attachment: {
    product: 'Cbn',
    arguments: {
      cen_id: same('CenId'),
      transit_router_id: same('TransitRouterId'),
      vpc_id: same('VpcId'),
      zone_mappings: nested('ZoneMappings'),
      auto_publish_route_enabled: same('AutoPublishRouteEnabled'),
      payment_type: words('ChargeType', { PayAsYouGo: 'POSTPAY' }),
      transit_router_vpc_attachment_name: same('TransitRouterAttachmentName'),
      tags,
    },
    create: 'CreateTransitRouterVpcAttachment',
    identity: ['TransitRouterAttachmentId'],
    read: async (call, identity) =>
      listAt(await call('ListTransitRouterVpcAttachments', identity), 'TransitRouterAttachments')[0],
    attributes: {
      id: joined('CenId', 'TransitRouterAttachmentId'),
      transit_router_attachment_id: 'TransitRouterAttachmentId',
      vpc_id: 'VpcId',
    },
    delete: 'DeleteTransitRouterVpcAttachment',
  },
  alicloud_cen_transit_router_peer_attachment: {
    product: 'Cbn',
    arguments: {
      cen_id: same('CenId'),
      transit_router_id: same('TransitRouterId'),
      peer_transit_router_id: same('PeerTransitRouterId'),
      peer_transit_router_region_id: same('PeerTransitRouterRegionId'),
      bandwidth: same('Bandwidth'),
      bandwidth_type: same('BandwidthType'),
      default_link_type: same('DefaultLinkType'),
      cen_bandwidth_package_id: same('CenBandwidthPackageId'),
      auto_publish_route_enabled: same('AutoPublishRouteEnabled'),
      transit_router_peer_attachment_name: same('TransitRouterAttachmentName'),
      tags,
    },
    create: 'CreateTransitRouterPeerAttachment',
    identity: ['TransitRouterAttachmentId'],
    read: async (call, identity) =>
      listAt(await call('ListTransitRouterPeerAttachments', identity), 'TransitRouterAttachments')[0],
    attributes: {
      id: joined('CenId', 'TransitRouterAttachmentId'),
      transit_router_attachment_id: 'TransitRouterAttachmentId',
    },
    delete: 'DeleteTransitRouterPeerAttachment',
  },
};

/** What is looked up of transit routers. */
export const cenDataSources: Readonly<Record<string, DataSource>> = {
  alicloud_cen_transit_router_available_resources: {
    product: 'Cbn',
    arguments: [],
    attributes: ['resources'],
    read: async (call) => {
      const found = await call('ListTransitRouterAvailableResource', {});
      const { AvailableZones, MasterZones, SlaveZones, SupportMulticast } = found ?? {};
      const zones = { available_zones: AvailableZones, master_zones: MasterZones, slave_zones: SlaveZones };
      return { resources: [{ ...zones, support_multicast: SupportMulticast }] };
    },
  },
};

/** How long a PrePaid package was bought for. */
function monthsOf({ CreationTime, ExpiredTime }: Found): number {
  const [from, to] = [CreationTime, ExpiredTime].map((time) => new Date(String(time)));
  if (from === undefined || to === undefined) return 0;
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
}

async function readBandwidthPackage(call: Call, { CenBandwidthPackageId }: CallParameters): Promise<Found | undefined> {
  const filter = [{ Key: 'CenBandwidthPackageId', Value: [CenBandwidthPackageId] }];
  const answer = await call('DescribeCenBandwidthPackages', { Filter: filter });
  return listAt(answer, 'CenBandwidthPackages.CenBandwidthPackage')[0];
}
