import type { Instance } from '../source/instance';
import { isMap, items, type Value } from '../value';
import type { Draft } from './draft';
import { SYSTEM, type Kind } from './identities';

/** A type that may change how packets go, in a way that is not followed. */
interface Unmodelled {
  readonly why: string;
  /** What it touches: the first that can be told; the model as a whole where none can. */
  readonly touches?: readonly (readonly [Kind, ...path: string[]])[];
}

const DROPS = 'it may drop packets';
const ADDS_ROUTES = 'it may add routes';
const CHANGES_ROUTES = 'it may change or refuse routes';

/** What decides forwarding in the provider's catalogue (1.289.0) and is not followed. */
const UNMODELLED: Readonly<Record<string, Unmodelled>> = {
  alicloud_network_acl: { why: DROPS, touches: [['vpc', 'vpc_id']] },
  alicloud_network_acl_attachment: { why: DROPS, touches: [['vSwitch', 'resources', 'resource_id']] },
  alicloud_network_acl_entries: { why: DROPS },
  alicloud_vpc_network_acl_attachment: { why: DROPS, touches: [['vSwitch', 'resource_id']] },
  alicloud_cloud_firewall_vpc_cen_tr_firewall: { why: DROPS, touches: [['transitRouter', 'transit_router_id']] },
  alicloud_cloud_firewall_vpc_firewall: { why: DROPS },
  alicloud_cloud_firewall_vpc_firewall_cen: { why: DROPS },
  alicloud_cloud_firewall_vpc_firewall_control_policy: { why: DROPS },
  alicloud_cen_instance_attachment: { why: ADDS_ROUTES, touches: [['vpc', 'child_instance_id']] },
  alicloud_cen_route_entry: { why: ADDS_ROUTES, touches: [['vpcRouteTable', 'route_table_id']] },
  alicloud_cen_route_map: {
    why: CHANGES_ROUTES,
    touches: [['transitRouterRouteTable', 'transit_router_route_table_id']],
  },
  alicloud_cen_route_service: { why: ADDS_ROUTES },
  alicloud_cen_private_zone: { why: ADDS_ROUTES },
  alicloud_cen_transit_route_table_aggregation: {
    why: ADDS_ROUTES,
    touches: [['transitRouterRouteTable', 'transit_route_table_id']],
  },
  alicloud_cen_transit_router_prefix_list_association: {
    why: ADDS_ROUTES,
    touches: [['transitRouterRouteTable', 'transit_router_table_id']],
  },
  alicloud_express_connect_router_tr_association: {
    why: ADDS_ROUTES,
    touches: [['transitRouter', 'transit_router_id']],
  },
  alicloud_express_connect_router_vpc_association: { why: ADDS_ROUTES, touches: [['vpc', 'vpc_id']] },
  alicloud_vpc_gateway_endpoint_route_table_attachment: {
    why: ADDS_ROUTES,
    touches: [['vpcRouteTable', 'route_table_id']],
  },
  alicloud_vpn_route_entry: { why: ADDS_ROUTES },
  alicloud_vpn_pbr_route_entry: { why: ADDS_ROUTES },
  alicloud_vpn_gateway_vco_route: { why: ADDS_ROUTES },
  alicloud_alb_load_balancer_security_group_attachment: {
    why: 'rules for its security group may let its packets in or keep them out',
    touches: [['loadBalancer', 'load_balancer_id']],
  },
  alicloud_ess_alb_server_group_attachment: {
    why: 'it adds servers that only the cloud knows',
    touches: [['serverGroup', 'alb_server_group_id']],
  },
  alicloud_ess_scaling_group: {
    why: 'it adds servers that only the cloud knows',
    touches: [['serverGroup', 'alb_server_group', 'alb_server_group_id']],
  },
};

/** Types with names like those that decide forwarding, which do not, or which are followed. */
const HARMLESS = new Set(
  [
    ...[
      'instance',
      'bandwidth_package',
      'bandwidth_package_attachment',
      'bandwidth_limit',
      'flowlog',
      'instance_grant',
    ],
    ...['inter_region_traffic_qos_policy', 'inter_region_traffic_qos_queue', 'traffic_marking_policy'],
    ...['vbr_health_check', 'child_instance_route_entry_to_attachment', 'transit_router', 'transit_router_cidr'],
    ...['vpc', 'peer', 'vbr', 'vpn', 'ecr', 'grant'].map((kind) => `transit_router_${kind}_attachment`),
    ...['', '_association', '_propagation'].map((kind) => `transit_router_route_table${kind}`),
    ...['', '_association', '_member', '_peer_member', '_source'].map(
      (kind) => `transit_router_multicast_domain${kind}`,
    ),
    'transit_router_route_entry',
  ].map((name) => `alicloud_cen_${name}`),
);
for (const name of [
  ...['alicloud_route_entry', 'alicloud_route_table', 'alicloud_route_table_attachment', 'alicloud_vpc_route_entry'],
  ...['alicloud_router_interface', 'alicloud_router_interface_connection'],
]) {
  HARMLESS.add(name);
}

/** Names under which a provider of another version might bring something that decides forwarding. */
const SUSPECT =
  /^alicloud_(cen_|route|network_acl|vpc_route|cloud_firewall_vpc_|express_connect_router_\w+_association$)/;

/** Scaling groups without an ALB server group have nothing to do with one. */
const ONLY_WITH_TARGET = new Set(['alicloud_ess_scaling_group']);

/** Notes what the configuration has that may change how packets go and is not followed. */
export function noteUnmodelled(draft: Draft): void {
  for (const type of draft.inventory.types) {
    const known = UNMODELLED[type];
    if (known === undefined && (!SUSPECT.test(type) || HARMLESS.has(type))) continue;
    const { why, touches = [] } = known ?? { why: 'it is not known here, and may change how packets go' };
    for (const instance of draft.inventory.ofType(type)) note(draft, instance, why, touches);
  }
  for (const { id, instance } of draft.things.ofType('alicloud_route_table')) {
    if (draft.text(instance, 'associate_type') !== 'Gateway') continue;
    draft.addGap(id, `${instance.address}: route tables of gateways are not followed`);
  }
}

function note(draft: Draft, instance: Instance, why: string, touches: NonNullable<Unmodelled['touches']>): void {
  const targets = touches.flatMap(([kind, ...path]) =>
    valuesAt(draft, instance.values, path).map((value) => {
      const id = draft.things.identify(kind, value, instance);
      return typeof id === 'string' && draft.things.has(kind, value) ? place(draft, kind, id) : undefined;
    }),
  );
  if (targets.length === 0 && ONLY_WITH_TARGET.has(instance.type)) return;
  for (const target of targets.length === 0 ? [undefined] : new Set(targets)) {
    draft.addGap(target, `${instance.address}: ${why}, which is not followed`);
  }
}

function valuesAt(draft: Draft, value: Value, path: readonly string[]): readonly Value[] {
  const [name, ...deeper] = path;
  const resolved = draft.inventory.resolve(value);
  if (name === undefined) return [resolved];
  return items(resolved).flatMap((item) => {
    const next = isMap(item) ? item[name] : item;
    return next === undefined || next === null ? [] : valuesAt(draft, next, isMap(item) ? deeper : []);
  });
}

/** Where in the model a gap of a thing goes: to what a packet looks up there. */
function place(draft: Draft, kind: Kind, id: string): string | undefined {
  if (kind === 'vpc') return `${id}${SYSTEM}`;
  if (kind !== 'vSwitch') return kind === 'transitRouter' ? undefined : id;
  const vSwitch = draft.inventory.find(id);
  const vpcId = vSwitch && draft.id(vSwitch, 'vpc', 'vpc_id');
  return vpcId && `${vpcId}${SYSTEM}`;
}
