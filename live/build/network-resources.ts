import type { Instance } from '../../lib/proof/terraform/source/instance';
import type { ValueMap } from '../../lib/proof/terraform/value';
import type { CenAnswers, RouterAnswers } from '../read/routers';
import type { NetworkAnswers } from '../read/network';
import { named } from './labels';
import { resource } from './resource';

/** VPCs, vSwitches and the routes that somebody wrote, of a region, in the words of the provider. */
export function networkResources({ region, vpcs, vSwitches, routeTables }: NetworkAnswers): readonly Instance[] {
  const systemTables = new Map(
    routeTables.flatMap(({ table }) =>
      table.RouteTableType === 'System' ? [[table.VpcId, table.RouteTableId] as const] : [],
    ),
  );
  return [
    ...vpcs.map(({ VpcId, VpcName, CidrBlock, SecondaryCidrBlocks }) =>
      resource('vpc', VpcId, named(VpcName, VpcId), region, {
        cidr_block: CidrBlock,
        secondary_cidr_blocks: SecondaryCidrBlocks?.SecondaryCidrBlock,
        route_table_id: systemTables.get(VpcId),
      }),
    ),
    ...vSwitches.map(({ VSwitchId, VSwitchName, VpcId, ZoneId, CidrBlock }) =>
      resource('vswitch', VSwitchId, named(VSwitchName, VSwitchId), region, {
        vpc_id: VpcId,
        zone_id: ZoneId,
        cidr_block: CidrBlock,
      }),
    ),
    ...routeTables.flatMap((each) => routesOf(region, each)),
  ];
}

function routesOf(region: string, { table, entries }: NetworkAnswers['routeTables'][number]): readonly Instance[] {
  const { RouteTableId } = table;
  return entries
    .filter(({ Type }) => Type === 'Custom')
    .flatMap(({ DestinationCidrBlock: to, NextHops }) => {
      const [hop, ...others] = NextHops?.NextHop ?? [];
      if (hop === undefined || others.length > 0) return [];
      const values: ValueMap = {
        route_table_id: RouteTableId,
        destination_cidrblock: to,
        nexthop_type: hop.NextHopType,
        nexthop_id: hop.NextHopId,
      };
      return [resource('route_entry', `${RouteTableId} ${to}`, `route ${to} of ${RouteTableId}`, region, values)];
    });
}

/** CEN instances with their transit routers, attachments and connections, in the words of the provider. */
export function routerResources({ routers }: CenAnswers): readonly Instance[] {
  const found = routers.flatMap((each) => [routerOf(each), ...attachmentsOf(each), ...connectionsOf(each)]);
  // A connection is listed at both of its ends.
  return [...new Map(found.map((each) => [each.address, each])).values()];
}

function routerOf({ router }: RouterAnswers): Instance {
  const { TransitRouterId: id, TransitRouterName, RegionId, CenId, Type } = router;
  return resource('cen_transit_router', id, named(TransitRouterName, id), RegionId, { cen_id: CenId, type: Type });
}

function attachmentsOf({ router, vpcAttachments }: RouterAnswers): readonly Instance[] {
  const { TransitRouterId, RegionId, CenId } = router;
  return vpcAttachments.map((attachment) => {
    const { TransitRouterAttachmentId: id, TransitRouterAttachmentName, VpcId, ZoneMappings = [] } = attachment;
    return resource('cen_transit_router_vpc_attachment', id, named(TransitRouterAttachmentName, id), RegionId, {
      cen_id: CenId,
      transit_router_id: TransitRouterId,
      vpc_id: VpcId,
      zone_mappings: ZoneMappings.map(({ VSwitchId, ZoneId }) => ({ vswitch_id: VSwitchId, zone_id: ZoneId })),
    });
  });
}

function connectionsOf({ router, connections }: RouterAnswers): readonly Instance[] {
  return connections.map((connection) => {
    const { TransitRouterAttachmentId: id, TransitRouterAttachmentName, Bandwidth, BandwidthType } = connection;
    return resource('cen_transit_router_peer_attachment', id, named(TransitRouterAttachmentName, id), router.RegionId, {
      transit_router_id: connection.TransitRouterId,
      peer_transit_router_id: connection.PeerTransitRouterId,
      peer_transit_router_region_id: connection.PeerTransitRouterRegionId,
      bandwidth: Bandwidth === 0 ? undefined : Bandwidth,
      // Where the answer does not say how it is billed, no bandwidth is no reason to object.
      bandwidth_type: BandwidthType ?? 'DataTransfer',
    });
  });
}
