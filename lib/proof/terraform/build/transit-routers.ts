import type {
  InterRegionConnectionModel,
  NextHop,
  Route,
  RouteTableJoin,
  TransitRouterModel,
  TransitRouterRouteTableModel,
  VpcAttachmentModel,
} from '../../model';
import type { Instance } from '../source/instance';
import { isMap, items } from '../value';
import type { Draft } from './draft';
import { SYSTEM } from './identities';
import { push } from './network';
import type { Source } from './things';

/** What `buildTransitRouters` makes. */
export interface TransitRouters {
  readonly transitRouters: readonly TransitRouterModel[];
  /** Without their gaps, which are put in at the end. */
  readonly transitRouterRouteTables: readonly Omit<TransitRouterRouteTableModel, 'gaps'>[];
  readonly vpcAttachments: readonly VpcAttachmentModel[];
  readonly connections: readonly InterRegionConnectionModel[];
  readonly associations: readonly RouteTableJoin[];
  readonly propagations: readonly RouteTableJoin[];
}

const VPC_ATTACHMENT = 'alicloud_cen_transit_router_vpc_attachment';
const PEER_ATTACHMENT = 'alicloud_cen_transit_router_peer_attachment';
/** Attachments whose routes the model does not hold. */
const FOREIGN = ['vbr', 'vpn', 'ecr'].map((kind) => `alicloud_cen_transit_router_${kind}_attachment`);

/** Transit routers, their tables, and what is attached to them. */
export function buildTransitRouters(draft: Draft): TransitRouters {
  const own = draft.things.ofType('alicloud_cen_transit_router').map((source) => routerOf(draft, source));
  const vpcAttachments = draft.things.ofType(VPC_ATTACHMENT).flatMap((source) => vpcAttachmentOf(draft, source, own));
  const connections = draft.things.ofType(PEER_ATTACHMENT).flatMap((source) => connectionOf(draft, source, own));
  const joins = (type: string, flag: string) => [
    ...explicitJoins(draft, `alicloud_cen_transit_router_route_table_${type}`),
    ...existingJoins(draft, `alicloud_cen_transit_router_route_table_${type}s`, `${type}s`),
    ...impliedJoins(draft, flag, vpcAttachments),
  ];
  const associations = unique(joins('association', 'route_table_association_enabled'));
  const propagations = unique(joins('propagation', 'route_table_propagation_enabled'));
  noteForeignRoutes(draft);
  noteExistingAttachments(draft, associations);
  const routes = routesByTable(draft);
  const custom = draft.things
    .ofType('alicloud_cen_transit_router_route_table')
    .flatMap((source) => customTable(draft, source));
  const unknown = draft.things.strangers('transitRouterRouteTable').flatMap(({ id, label, by }) => {
    const transitRouterId = routerOfTable(id, vpcAttachments, [...associations, ...propagations]);
    const message = `${by}: the transit router route table ${id} is not part of this configuration`;
    draft.addGap(transitRouterId && id, message, 'existing');
    return transitRouterId === undefined ? [] : [{ id, label, transitRouterId }];
  });
  const transitRouters = [...own, ...strangers(draft)];
  const system = transitRouters.map(({ id, label }) => ({
    id: `${id}${SYSTEM}`,
    label: `system route table of ${label}`,
    transitRouterId: id,
  }));
  return {
    transitRouters,
    transitRouterRouteTables: [...system, ...custom, ...unknown].map((table) => ({
      ...table,
      routes: routes.get(table.id) ?? [],
    })),
    vpcAttachments,
    connections,
    associations,
    propagations,
  };
}

/** The router of a table that is known by its id only: a VPC is joined with tables of the router that it is attached to. */
function routerOfTable(
  tableId: string,
  vpcAttachments: readonly VpcAttachmentModel[],
  joins: readonly RouteTableJoin[],
): string | undefined {
  const joined = joins.filter(({ routeTableId }) => routeTableId === tableId).map(({ attachmentId }) => attachmentId);
  return vpcAttachments.find(({ id }) => joined.includes(id))?.transitRouterId;
}

/** A router that Terraform makes is of the Enterprise Edition, which is all that its resource makes. */
function routerOf(draft: Draft, { id, instance, isExisting }: Source): TransitRouterModel {
  const type = draft.text(instance, 'type');
  if (isExisting) noteExisting(draft, id, instance.address);
  const edition = type === 'Enterprise' || type === 'Basic' ? type : isExisting ? 'unknown' : 'Enterprise';
  return {
    id,
    label: instance.label,
    region: instance.region,
    cenId: draft.id(instance, 'cen', 'cen_id') ?? '',
    edition,
  };
}

function strangers(draft: Draft): readonly TransitRouterModel[] {
  return draft.things.strangers('transitRouter').map(({ id, label, region, by }) => {
    noteExisting(draft, id, by);
    return { id, label, region, cenId: '', edition: 'unknown' };
  });
}

function noteExisting(draft: Draft, routerId: string, by: string): void {
  const message = `${by}: what else is attached to ${routerId}, and its routes, are not part of this configuration`;
  draft.addGap(`${routerId}${SYSTEM}`, message, 'existing');
}

function customTable(draft: Draft, { id, instance, isExisting }: Source) {
  const transitRouterId = draft.id(instance, 'transitRouter', 'transit_router_id');
  if (isExisting) draft.addGap(id, `${instance.address}: its routes are not part of this configuration`, 'existing');
  return transitRouterId === undefined ? [] : [{ id, label: instance.label, transitRouterId }];
}

function vpcAttachmentOf(draft: Draft, source: Source, routers: readonly TransitRouterModel[]): VpcAttachmentModel[] {
  const { id, instance } = source;
  const transitRouterId = routerOfAttachment(draft, instance, routers);
  const vpcId = draft.id(instance, 'vpc', 'vpc_id');
  if (transitRouterId === undefined || vpcId === undefined) return [];
  const mappings = items(draft.inventory.resolve(instance.values.zone_mappings));
  const vSwitchIds = mappings.flatMap((mapping) => {
    const value = isMap(mapping) ? mapping.vswitch_id : mapping;
    const vSwitchId = draft.idOf(instance, 'vSwitch', 'zone_mappings.vswitch_id', value);
    return vSwitchId === undefined ? [] : [vSwitchId];
  });
  const autoPublishRouteEnabled = draft.flag(instance, 'auto_publish_route_enabled', false);
  return [{ id, label: instance.label, transitRouterId, vpcId, vSwitchIds, autoPublishRouteEnabled }];
}

/** Without a router an attachment goes to the one that the CEN instance has in the region. */
function routerOfAttachment(
  draft: Draft,
  instance: Instance,
  routers: readonly TransitRouterModel[],
): string | undefined {
  const given = draft.inventory.resolve(instance.values.transit_router_id);
  if (given !== undefined && given !== null && given !== '')
    return draft.id(instance, 'transitRouter', 'transit_router_id');
  const cenId = draft.id(instance, 'cen', 'cen_id');
  const [only, ...others] = routers.filter((router) => router.cenId === cenId && router.region === instance.region);
  if (only !== undefined && others.length === 0) return only.id;
  draft.addGap(
    undefined,
    `${instance.address}.transit_router_id: none is given, and the configuration shows no single one`,
  );
  return undefined;
}

function connectionOf(
  draft: Draft,
  source: Source,
  routers: readonly TransitRouterModel[],
): InterRegionConnectionModel[] {
  const { id, instance } = source;
  const near = routerOfAttachment(draft, instance, routers);
  const far = draft.id(instance, 'transitRouter', 'peer_transit_router_id');
  if (near === undefined || far === undefined) return [];
  const bandwidth = Number(draft.inventory.resolve(instance.values.bandwidth));
  return [
    {
      id,
      label: instance.label,
      transitRouterIds: [near, far],
      autoPublishRouteEnabled: draft.flag(instance, 'auto_publish_route_enabled', false),
      ...(bandwidth > 0 && { bandwidthMbps: bandwidth }),
    },
  ];
}

function explicitJoins(draft: Draft, type: string): readonly RouteTableJoin[] {
  return draft.inventory.ofType(type).flatMap((instance): RouteTableJoin[] => {
    const routeTableId = draft.id(instance, 'transitRouterRouteTable', 'transit_router_route_table_id');
    const value = instance.values.transit_router_attachment_id;
    if (draft.things.has('foreignAttachment', value)) {
      if (type.endsWith('propagation')) {
        draft.addGap(routeTableId, `${instance.address}: what the table learns over it is not followed`);
      }
      return [];
    }
    const attachmentId = draft.id(instance, 'attachment', 'transit_router_attachment_id');
    if (attachmentId === undefined || routeTableId === undefined) return [];
    if (!draft.things.has('attachment', value))
      draft.addStranger(instance, 'transit_router_attachment_id', attachmentId);
    return [{ attachmentId, routeTableId, label: instance.label }];
  });
}

/** Joins that a data source looks for and has found; before it is read, those that it looks for are not known to be there. */
function existingJoins(draft: Draft, type: string, list: string): readonly RouteTableJoin[] {
  return draft.inventory.ofType(`data.${type}`).flatMap((instance): RouteTableJoin[] => {
    return items(instance.values[list]).flatMap((found) => {
      if (!isMap(found)) return [];
      const idOf = (kind: 'attachment' | 'transitRouterRouteTable', attribute: string) =>
        draft.idOf(instance, kind, attribute, found[attribute]);
      const attachmentId = idOf('attachment', 'transit_router_attachment_id');
      const routeTableId = idOf('transitRouterRouteTable', 'transit_router_route_table_id');
      if (attachmentId === undefined || routeTableId === undefined) return [];
      return [{ attachmentId, routeTableId, label: instance.label }];
    });
  });
}

/**
 * Deprecated arguments of VPC attachments join them with the table that their router has from the start.
 *
 * A connection has arguments of the same names, which the provider sends to nobody (1.289.0,
 * `resource_alicloud_cen_transit_router_peer_attachment.go`).
 */
function impliedJoins(
  draft: Draft,
  flag: string,
  vpcAttachments: readonly VpcAttachmentModel[],
): readonly RouteTableJoin[] {
  return vpcAttachments.flatMap(({ id, label, transitRouterId }) => {
    const instance = draft.inventory.find(id);
    if (instance === undefined || !draft.flag(instance, flag, false)) return [];
    return [{ attachmentId: id, routeTableId: `${transitRouterId}${SYSTEM}`, label }];
  });
}

function unique(joins: readonly RouteTableJoin[]): readonly RouteTableJoin[] {
  const byPair = new Map<string, RouteTableJoin>();
  for (const join of joins) {
    const pair = `${join.attachmentId} ${join.routeTableId}`;
    if (!byPair.has(pair)) byPair.set(pair, join);
  }
  return [...byPair.values()];
}

/** VPN gateways and lines to data centres tell the table that their router has from the start what they know, if so told. */
function noteForeignRoutes(draft: Draft): void {
  for (const instance of FOREIGN.flatMap((type) => draft.inventory.ofType(type))) {
    if (!draft.flag(instance, 'route_table_propagation_enabled', false)) continue;
    const router = draft.id(instance, 'transitRouter', 'transit_router_id');
    draft.addGap(router && `${router}${SYSTEM}`, `${instance.address}: what the table learns over it is not followed`);
  }
}

/** Which tables an attachment is joined with stands in the cloud only, unless the configuration joins it itself. */
function noteExistingAttachments(draft: Draft, associations: readonly RouteTableJoin[]): void {
  const joined = new Set(associations.map(({ attachmentId }) => attachmentId));
  for (const { id, instance, isExisting } of [VPC_ATTACHMENT, PEER_ATTACHMENT].flatMap((type) =>
    draft.things.ofType(type),
  )) {
    if (!isExisting || joined.has(id)) continue;
    const message = `${instance.address}: which route tables it is joined with is not part of this configuration`;
    draft.addGap(undefined, message, 'existing');
  }
}

function routesByTable(draft: Draft): ReadonlyMap<string, readonly Route[]> {
  const routes = new Map<string, Route[]>();
  for (const instance of draft.inventory.ofType('alicloud_cen_transit_router_route_entry')) {
    const tableId = draft.id(instance, 'transitRouterRouteTable', 'transit_router_route_table_id');
    if (tableId === undefined) continue;
    const destination = draft.cidr(instance, 'transit_router_route_entry_destination_cidr_block', tableId);
    const nextHop = nextHopOf(draft, instance, tableId);
    if (destination !== undefined && nextHop !== undefined) {
      push(routes, tableId, { destination, nextHop, label: instance.label });
    } else draft.addGap(tableId, `${instance.address}: where it leads from or to is not known`);
  }
  return routes;
}

function nextHopOf(draft: Draft, instance: Instance, tableId: string): NextHop | undefined {
  const type = draft.text(instance, 'transit_router_route_entry_next_hop_type', tableId);
  if (type === 'BlackHole') return { kind: 'blackHole' };
  if (type !== 'Attachment') return type === undefined ? undefined : { kind: 'other', text: type };
  const attribute = 'transit_router_route_entry_next_hop_id';
  if (draft.things.has('foreignAttachment', instance.values[attribute])) {
    return { kind: 'other', text: 'an attachment of another kind' };
  }
  const attachmentId = draft.id(instance, 'attachment', attribute, tableId);
  if (attachmentId === undefined) return undefined;
  if (!draft.things.has('attachment', instance.values[attribute])) {
    draft.addStranger(instance, attribute, attachmentId, tableId);
  }
  return { kind: 'attachment', attachmentId };
}
