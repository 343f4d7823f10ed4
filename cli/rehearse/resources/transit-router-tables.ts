import type { CallParameters } from '@causeway/local-cloud';
import { listAt, same, tags } from './arguments';
import type { Call, Found, ResourceType } from './resource-type';

/** What joins an attachment and a table, whichever of the two ways. */
const join = {
  product: 'Cbn' as const,
  arguments: {
    transit_router_attachment_id: same('TransitRouterAttachmentId'),
    transit_router_route_table_id: same('TransitRouterRouteTableId'),
  },
  identity: ['TransitRouterAttachmentId', 'TransitRouterRouteTableId'],
  attributes: {
    id: ({ TransitRouterAttachmentId, TransitRouterRouteTableId }: Found) =>
      `${String(TransitRouterAttachmentId)}:${String(TransitRouterRouteTableId)}`,
  },
};

/** The tables of transit routers and what fills them: CEN, version 2017-09-12. */
export const transitRouterTableResources: Readonly<Record<string, ResourceType>> = {
  alicloud_cen_transit_router_route_table: {
    product: 'Cbn',
    arguments: {
      transit_router_id: same('TransitRouterId'),
      transit_router_route_table_name: same('TransitRouterRouteTableName'),
      tags,
    },
    create: 'CreateTransitRouterRouteTable',
    identity: ['TransitRouterId', 'TransitRouterRouteTableId'],
    read: readTable,
    attributes: {
      id: ({ TransitRouterId, TransitRouterRouteTableId }) =>
        `${String(TransitRouterId)}:${String(TransitRouterRouteTableId)}`,
      transit_router_route_table_id: 'TransitRouterRouteTableId',
    },
    delete: 'DeleteTransitRouterRouteTable',
    deleteWith: ({ TransitRouterRouteTableId }) => ({ TransitRouterRouteTableId }),
  },
  alicloud_cen_transit_router_route_table_association: {
    ...join,
    create: 'AssociateTransitRouterAttachmentWithRouteTable',
    read: async (call, identity) =>
      listAt(await call('ListTransitRouterRouteTableAssociations', identity), 'TransitRouterAssociations')[0],
    delete: 'DissociateTransitRouterAttachmentFromRouteTable',
  },
  alicloud_cen_transit_router_route_table_propagation: {
    ...join,
    create: 'EnableTransitRouterRouteTablePropagation',
    read: async (call, identity) =>
      listAt(await call('ListTransitRouterRouteTablePropagations', identity), 'TransitRouterPropagations')[0],
    delete: 'DisableTransitRouterRouteTablePropagation',
  },
  alicloud_cen_transit_router_route_entry: {
    product: 'Cbn',
    arguments: {
      transit_router_route_table_id: same('TransitRouterRouteTableId'),
      transit_router_route_entry_destination_cidr_block: same('TransitRouterRouteEntryDestinationCidrBlock'),
      transit_router_route_entry_next_hop_type: same('TransitRouterRouteEntryNextHopType'),
      transit_router_route_entry_next_hop_id: same('TransitRouterRouteEntryNextHopId'),
      transit_router_route_entry_name: same('TransitRouterRouteEntryName'),
    },
    create: 'CreateTransitRouterRouteEntry',
    identity: ['TransitRouterRouteTableId', 'TransitRouterRouteEntryId'],
    read: async (call, { TransitRouterRouteTableId, TransitRouterRouteEntryId }) => {
      const wanted = { TransitRouterRouteTableId, TransitRouterRouteEntryIds: [TransitRouterRouteEntryId] };
      return listAt(await call('ListTransitRouterRouteEntries', wanted), 'TransitRouterRouteEntries')[0];
    },
    attributes: {
      id: ({ TransitRouterRouteTableId, TransitRouterRouteEntryId }) =>
        `${String(TransitRouterRouteTableId)}:${String(TransitRouterRouteEntryId)}`,
    },
    delete: 'DeleteTransitRouterRouteEntry',
  },
};

/** A table's tags are shown by a call of their own. */
async function readTable(call: Call, identity: CallParameters): Promise<Found | undefined> {
  const { TransitRouterId, TransitRouterRouteTableId } = identity;
  const wanted = { TransitRouterId, TransitRouterRouteTableIds: [TransitRouterRouteTableId] };
  const [table] = listAt(await call('ListTransitRouterRouteTables', wanted), 'TransitRouterRouteTables');
  if (!table) return undefined;
  const tagged = { ResourceType: 'TransitRouterRouteTable', ResourceId: [TransitRouterRouteTableId] };
  const answer = await call('ListTagResources', tagged);
  return { ...table, TransitRouterId, Tags: listAt(answer, 'TagResources.TagResource') };
}
