import { isKnown, isMap, items, type Value, type ValueMap } from '../value';
import type { Kind } from './identities';

/** A type that may change how packets go, in a way that is not followed. */
export interface Unmodelled {
  readonly why: string;
  /** What it touches: the first that can be told; the model as a whole where none can. */
  readonly touches?: readonly (readonly [Kind, ...path: string[]])[];
  /** Whether a resource does so, by its arguments. @default - each does */
  readonly when?: (values: ValueMap) => boolean;
  /** Whether one that touches nothing of the kind has nothing to do with the model. @default false */
  readonly onlyWithTarget?: boolean;
}

/** Of those that let through less, and nothing more. */
export const DROPS = 'it may drop packets';
const ADDS_ROUTES = 'it may add routes';
const CHANGES_ROUTES = 'it may change or refuse routes';
const ADDS_SERVERS = 'it adds servers that only the cloud knows';

/** Whether an argument is given and is not false; what is not known yet may be true. */
const isOn =
  (name: string) =>
  (values: ValueMap): boolean =>
    !isOff(values[name]);

function isOff(value: Value): boolean {
  return value === undefined || value === null || value === '' || value === false || value === 'false';
}

/** Kubernetes with Flannel writes a route for the pods of every node into the table of the VPC. */
const KUBERNETES: Unmodelled = {
  why: 'it writes routes to its pods into the tables of its VPC',
  touches: [
    ['vSwitch', 'vswitch_ids'],
    ['vSwitch', 'worker_vswitch_ids'],
    ['vSwitch', 'master_vswitch_ids'],
  ],
  when: isOn('pod_cidr'),
};

/** What decides forwarding in the provider's catalogue (1.289.0) and is not followed. */
export const UNMODELLED: Readonly<Record<string, Unmodelled>> = {
  alicloud_network_acl: { why: DROPS, touches: [['vpc', 'vpc_id']] },
  alicloud_network_acl_attachment: { why: DROPS, touches: [['vSwitch', 'resources', 'resource_id']] },
  alicloud_network_acl_entries: { why: DROPS },
  alicloud_vpc_network_acl_attachment: { why: DROPS, touches: [['vSwitch', 'resource_id']] },
  alicloud_cloud_firewall_vpc_cen_tr_firewall: { why: DROPS, touches: [['transitRouter', 'transit_router_id']] },
  alicloud_cloud_firewall_vpc_firewall: { why: DROPS },
  alicloud_cloud_firewall_vpc_firewall_acl_engine_mode: { why: DROPS },
  alicloud_cloud_firewall_vpc_firewall_cen: { why: DROPS },
  alicloud_cloud_firewall_vpc_firewall_control_policy: { why: DROPS },
  alicloud_cloud_firewall_vpc_firewall_control_policy_order: { why: DROPS },
  alicloud_cloud_firewall_vpc_firewall_ips_config: { why: DROPS },
  // What a VPC tells a CEN instance, every router of it may learn.
  alicloud_cen_instance_attachment: { why: ADDS_ROUTES },
  alicloud_cen_route_entry: { why: ADDS_ROUTES },
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
  alicloud_cloud_connect_network_attachment: { why: ADDS_ROUTES },
  alicloud_cloud_connect_network_grant: { why: ADDS_ROUTES },
  alicloud_express_connect_router_tr_association: {
    why: ADDS_ROUTES,
    touches: [['transitRouter', 'transit_router_id']],
  },
  alicloud_express_connect_router_vpc_association: { why: ADDS_ROUTES, touches: [['vpc', 'vpc_id']] },
  alicloud_subnet: { why: 'it is a vSwitch under a name of old' },
  alicloud_vpc_gateway_endpoint_route_table_attachment: {
    why: ADDS_ROUTES,
    touches: [['vpcRouteTable', 'route_table_id']],
  },
  alicloud_vpc_route_entry: {
    why: 'it publishes its route, so that others may learn it',
    when: ({ route_publish_targets: targets }) => !isKnown(targets) || items(targets).some(isMap),
  },
  alicloud_ssl_vpn_server: { why: ADDS_ROUTES, touches: [['vpnGateway', 'vpn_gateway_id']] },
  alicloud_vpn_gateway: { why: ADDS_ROUTES, touches: [['vpc', 'vpc_id']], when: isOn('auto_propagate') },
  alicloud_vpn_gateway_vco_route: { why: ADDS_ROUTES },
  alicloud_vpn_pbr_route_entry: { why: ADDS_ROUTES, touches: [['vpnGateway', 'vpn_gateway_id']] },
  alicloud_vpn_route_entry: { why: ADDS_ROUTES, touches: [['vpnGateway', 'vpn_gateway_id']] },
  alicloud_alb_load_balancer_security_group_attachment: {
    why: 'rules for its security group may let its packets in or keep them out',
    touches: [['loadBalancer', 'load_balancer_id']],
  },
  alicloud_cs_edge_kubernetes: KUBERNETES,
  alicloud_cs_kubernetes: KUBERNETES,
  alicloud_cs_managed_kubernetes: KUBERNETES,
  alicloud_ess_alb_server_group_attachment: {
    why: ADDS_SERVERS,
    touches: [['serverGroup', 'alb_server_group_id']],
  },
  alicloud_ess_scaling_group: {
    why: ADDS_SERVERS,
    touches: [['serverGroup', 'alb_server_group', 'alb_server_group_id']],
    onlyWithTarget: true,
  },
  alicloud_ess_server_group_attachment: {
    why: ADDS_SERVERS,
    touches: [['serverGroup', 'server_group_id']],
    when: ({ type }) => typeof type !== 'string' || type.toUpperCase() === 'ALB',
  },
};
