/** What references between things may lead to. */
export type Kind =
  | 'cen'
  | 'vpc'
  | 'vSwitch'
  | 'vpcRouteTable'
  | 'transitRouter'
  | 'transitRouterRouteTable'
  | 'attachment'
  /** An attachment of something else than a VPC or a router, which the model does not hold. */
  | 'foreignAttachment'
  /** Only told apart to know which VPC it is in. */
  | 'vpnGateway'
  | 'securityGroup'
  | 'instance'
  | 'loadBalancer'
  | 'listener'
  | 'serverGroup';

/** Which attributes of a type name a thing. */
export interface Identity {
  readonly kind: Kind;
  readonly attributes: readonly string[];
  /** For a thing that comes with another one: what is put behind that one's id. */
  readonly suffix?: string;
}

/** Put behind the id of a VPC or a transit router: the route table that it has from the start. */
export const SYSTEM = '/system';

const attachment = (kind: Kind): readonly Identity[] => [{ kind, attributes: ['transit_router_attachment_id', 'id'] }];
const own = (kind: Kind, ...more: readonly string[]): readonly Identity[] => [{ kind, attributes: ['id', ...more] }];

/** By resource type. */
export const IDENTITIES: Readonly<Record<string, readonly Identity[]>> = {
  alicloud_cen_instance: own('cen'),
  alicloud_vpc: [
    { kind: 'vpc', attributes: ['id', 'vpc_id'] },
    { kind: 'vpcRouteTable', attributes: ['route_table_id', 'router_table_id'], suffix: SYSTEM },
  ],
  alicloud_vswitch: own('vSwitch', 'vswitch_id'),
  alicloud_route_table: own('vpcRouteTable', 'route_table_id'),
  alicloud_cen_transit_router: own('transitRouter', 'transit_router_id'),
  alicloud_cen_transit_router_route_table: own('transitRouterRouteTable', 'transit_router_route_table_id'),
  alicloud_cen_transit_router_vpc_attachment: attachment('attachment'),
  alicloud_cen_transit_router_peer_attachment: attachment('attachment'),
  alicloud_cen_transit_router_vbr_attachment: attachment('foreignAttachment'),
  alicloud_cen_transit_router_vpn_attachment: attachment('foreignAttachment'),
  alicloud_cen_transit_router_ecr_attachment: attachment('foreignAttachment'),
  alicloud_vpn_gateway: own('vpnGateway'),
  alicloud_security_group: own('securityGroup'),
  alicloud_instance: own('instance'),
  alicloud_network_interface: own('instance'),
  alicloud_ecs_network_interface: own('instance'),
  alicloud_alb_load_balancer: own('loadBalancer', 'load_balancer_id'),
  alicloud_alb_listener: own('listener', 'listener_id'),
  alicloud_alb_server_group: own('serverGroup', 'server_group_id'),
};

/** Which attributes of a resource type name things; none of a type that nothing is named by. */
export function identitiesOf(type: string): readonly Identity[] {
  return Object.hasOwn(IDENTITIES, type) ? (IDENTITIES[type] ?? []) : [];
}

/** A data source that lists things. */
export interface Listing {
  readonly kind: Kind;
  /** The resource type that its elements look like. */
  readonly type: string;
  /** Its attribute that holds the elements. */
  readonly list: string;
  /** For route tables: the argument that says of what kind they are, and the one that names their owner. */
  readonly tables?: { readonly filter: string; readonly owner: string; readonly ownerKind: Kind };
}

/** By data source type. */
export const LISTINGS: Readonly<Record<string, Listing>> = {
  alicloud_cen_instances: { kind: 'cen', type: 'alicloud_cen_instance', list: 'instances' },
  alicloud_vpcs: { kind: 'vpc', type: 'alicloud_vpc', list: 'vpcs' },
  alicloud_vswitches: { kind: 'vSwitch', type: 'alicloud_vswitch', list: 'vswitches' },
  alicloud_route_tables: {
    kind: 'vpcRouteTable',
    type: 'alicloud_route_table',
    list: 'tables',
    tables: { filter: 'route_table_type', owner: 'vpc_id', ownerKind: 'vpc' },
  },
  alicloud_cen_transit_routers: {
    kind: 'transitRouter',
    type: 'alicloud_cen_transit_router',
    list: 'transit_routers',
  },
  alicloud_cen_transit_router_route_tables: {
    kind: 'transitRouterRouteTable',
    type: 'alicloud_cen_transit_router_route_table',
    list: 'tables',
    tables: {
      filter: 'transit_router_route_table_type',
      owner: 'transit_router_id',
      ownerKind: 'transitRouter',
    },
  },
  alicloud_cen_transit_router_vpc_attachments: {
    kind: 'attachment',
    type: 'alicloud_cen_transit_router_vpc_attachment',
    list: 'attachments',
  },
  alicloud_cen_transit_router_peer_attachments: {
    kind: 'attachment',
    type: 'alicloud_cen_transit_router_peer_attachment',
    list: 'attachments',
  },
  alicloud_security_groups: { kind: 'securityGroup', type: 'alicloud_security_group', list: 'groups' },
  alicloud_instances: { kind: 'instance', type: 'alicloud_instance', list: 'instances' },
  alicloud_alb_load_balancers: { kind: 'loadBalancer', type: 'alicloud_alb_load_balancer', list: 'balancers' },
  alicloud_alb_server_groups: { kind: 'serverGroup', type: 'alicloud_alb_server_group', list: 'groups' },
};

/** What a data source type lists; undefined of one whose things the model does not hold. */
export function listingOf(type: string): Listing | undefined {
  return Object.hasOwn(LISTINGS, type) ? LISTINGS[type] : undefined;
}
