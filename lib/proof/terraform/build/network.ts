import type { Cidr } from '../../../core';
import type { NextHop, Route, VpcModel, VpcRouteTableModel, VSwitchModel } from '../../model';
import type { Instance } from '../source/instance';
import { isMap, items, type Value } from '../value';
import type { Draft } from './draft';
import { SYSTEM } from './identities';

/** What `buildNetwork` makes. */
export interface Network {
  readonly vpcs: readonly VpcModel[];
  readonly vSwitches: readonly VSwitchModel[];
  /** Without their gaps, which are put in at the end. */
  readonly vpcRouteTables: readonly Omit<VpcRouteTableModel, 'gaps'>[];
}

/** VPCs, their vSwitches and their route tables. */
export function buildNetwork(draft: Draft): Network {
  const secondary = secondaryBlocks(draft);
  const routes = routesByTable(draft);
  const vSwitches = buildVSwitches(draft);
  const tables = draft.things
    .ofType('alicloud_route_table')
    .flatMap((source) => customTable(draft, source.instance, source.id));
  const vpcs = draft.things.ofType('alicloud_vpc').map(({ id, instance, isExisting }): VpcModel => {
    if (isExisting)
      draft.addGap(`${id}${SYSTEM}`, `${instance.address}: its routes are not part of this configuration`, 'existing');
    return {
      id,
      label: instance.label,
      region: instance.region,
      cidrs: [...blocksOf(draft, instance), ...(secondary.get(id) ?? [])],
    };
  });
  const strangers = draft.things.strangers('vpc').map(({ id, label, region, by }): VpcModel => {
    draft.addGap(`${id}${SYSTEM}`, `${by}: the routes of ${label} are not part of this configuration`, 'existing');
    return { id, label, region, cidrs: [] };
  });
  const all = [...vpcs, ...strangers];
  const system = all.map(({ id, label }) => ({
    id: `${id}${SYSTEM}`,
    label: `system route table of ${label}`,
    vpcId: id,
    isSystem: true,
  }));
  return {
    vpcs: all,
    vSwitches,
    vpcRouteTables: [...system, ...tables].map((table) => ({ ...table, routes: routes.get(table.id) ?? [] })),
  };
}

function blocksOf(draft: Draft, vpc: Instance): readonly Cidr[] {
  const texts = [vpc.values.cidr_block, ...items(draft.value(vpc, 'secondary_cidr_blocks'))];
  return texts.flatMap((value) => {
    const resolved = draft.inventory.resolve(value);
    const block =
      typeof resolved === 'string' && resolved !== '' ? draft.cidrOf(vpc, 'cidr_block', resolved) : undefined;
    return block === undefined ? [] : [block];
  });
}

function secondaryBlocks(draft: Draft): ReadonlyMap<string, readonly Cidr[]> {
  const blocks = new Map<string, Cidr[]>();
  for (const instance of draft.inventory.ofType('alicloud_vpc_ipv4_cidr_block')) {
    const vpcId = draft.id(instance, 'vpc', 'vpc_id');
    const block = draft.cidr(instance, 'secondary_cidr_block', vpcId && `${vpcId}${SYSTEM}`);
    if (vpcId !== undefined && block !== undefined) push(blocks, vpcId, block);
  }
  return blocks;
}

function customTable(draft: Draft, instance: Instance, id: string) {
  const vpcId = draft.id(instance, 'vpc', 'vpc_id');
  return vpcId === undefined ? [] : [{ id, label: instance.label, vpcId, isSystem: false }];
}

function buildVSwitches(draft: Draft): readonly VSwitchModel[] {
  const custom = customTables(draft);
  return draft.things.ofType('alicloud_vswitch').flatMap(({ id, instance }): VSwitchModel[] => {
    const vpcId = draft.id(instance, 'vpc', 'vpc_id');
    const cidr = draft.cidr(instance, 'cidr_block');
    if (vpcId === undefined || cidr === undefined) {
      // Every transit router may learn it.
      draft.addGap(undefined, `${instance.address}: its VPC or its block is not known`);
      return [];
    }
    const zone = draft.text(instance, 'zone_id') ?? draft.text(instance, 'availability_zone') ?? '';
    const customRouteTableId = custom.get(id);
    return [{ id, label: instance.label, vpcId, zone, cidr, ...(customRouteTableId && { customRouteTableId }) }];
  });
}

function customTables(draft: Draft): ReadonlyMap<string, string> {
  const bound = new Map<string, string>();
  for (const instance of draft.inventory.ofType('alicloud_route_table_attachment')) {
    const vSwitchId = draft.id(instance, 'vSwitch', 'vswitch_id');
    const tableId = draft.id(instance, 'vpcRouteTable', 'route_table_id');
    if (vSwitchId !== undefined && tableId !== undefined) bound.set(vSwitchId, tableId);
  }
  return bound;
}

/** How the types that write routes into the tables of VPCs name the parts of a route. */
const ROUTE_TYPES = [
  { type: 'alicloud_route_entry', table: 'route_table_id', destination: 'destination_cidrblock' },
  { type: 'alicloud_vpc_route_entry', table: 'route_table_id', destination: 'destination_cidr_block' },
  {
    type: 'alicloud_cen_child_instance_route_entry_to_attachment',
    table: 'child_instance_route_table_id',
    destination: 'destination_cidr_block',
  },
] as const;

function routesByTable(draft: Draft): ReadonlyMap<string, readonly Route[]> {
  const routes = new Map<string, Route[]>();
  for (const { type, table, destination } of ROUTE_TYPES) {
    for (const instance of draft.inventory.ofType(type)) {
      const tableId = tableOf(draft, instance, table);
      if (tableId === undefined) continue;
      const route = routeOf(draft, instance, destination, tableId);
      if (route !== undefined) push(routes, tableId, route);
    }
  }
  return routes;
}

/** A table that stands there by its id only belongs to the VPC of the attachment that the route leads to, if to any. */
function tableOf(draft: Draft, instance: Instance, attribute: string): string | undefined {
  const value = instance.values[attribute];
  const id = draft.id(instance, 'vpcRouteTable', attribute);
  if (id === undefined || id.endsWith(SYSTEM) || draft.things.has('vpcRouteTable', value)) return id;
  draft.addStranger(instance, attribute, id);
  return undefined;
}

function routeOf(draft: Draft, instance: Instance, attribute: string, tableId: string): Route | undefined {
  const destination = draft.text(instance, attribute, tableId);
  if (destination?.includes(':')) return undefined;
  const block = destination === undefined ? undefined : draft.cidrOf(instance, attribute, destination, tableId);
  const nextHop = nextHopOf(draft, instance, tableId);
  if (block !== undefined && nextHop !== undefined) return { destination: block, nextHop, label: instance.label };
  draft.addGap(tableId, `${instance.address}: where it leads from or to is not known`);
  return undefined;
}

function nextHopOf(draft: Draft, instance: Instance, tableId: string): NextHop | undefined {
  if (instance.type === 'alicloud_cen_child_instance_route_entry_to_attachment') {
    return attachmentHop(
      draft,
      instance,
      'transit_router_attachment_id',
      instance.values.transit_router_attachment_id,
      tableId,
    );
  }
  const [first, ...others] = items(draft.inventory.resolve(instance.values.next_hops));
  if (others.length > 0) {
    draft.addGap(tableId, `${instance.address}: a route with several next hops is not followed`);
    return undefined;
  }
  const hop: Value = isMap(first)
    ? first
    : { nexthop_type: instance.values.nexthop_type, nexthop_id: instance.values.nexthop_id };
  if (!isMap(hop)) return undefined;
  const type = draft.textOf(instance, 'nexthop_type', draft.inventory.resolveDeep(hop.nexthop_type), tableId);
  if (type === undefined) return undefined;
  if (type === 'Attachment') return attachmentHop(draft, instance, 'nexthop_id', hop.nexthop_id, tableId);
  const id = draft.inventory.resolve(hop.nexthop_id);
  return { kind: 'other', text: typeof id === 'string' ? `${type} ${id}` : type };
}

function attachmentHop(
  draft: Draft,
  instance: Instance,
  attribute: string,
  value: Value,
  tableId: string,
): NextHop | undefined {
  if (draft.things.has('foreignAttachment', value)) return { kind: 'other', text: 'an attachment of another kind' };
  const attachmentId = draft.idOf(instance, 'attachment', attribute, value, tableId);
  if (attachmentId === undefined) return undefined;
  if (!draft.things.has('attachment', value)) draft.addStranger(instance, attribute, attachmentId, tableId);
  return { kind: 'attachment', attachmentId };
}

/** Puts one more under a key. */
export function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const same = map.get(key);
  if (same === undefined) map.set(key, [item]);
  else same.push(item);
}
