import type { CallParameters } from '@causeway/local-cloud';
import { zone } from './alb';
import { listAt } from './arguments';
import type { Call, DataSource, Found, Product } from './resource-type';

type Given = Readonly<Record<string, unknown>>;

/** A data source that lists what an action answers. */
interface Lookup {
  readonly product: Product;
  readonly arguments: readonly string[];
  readonly action: string;
  /** What the action is asked for. */
  readonly parameters: (given: Given) => CallParameters;
  /** Where the answer has the list. */
  readonly answer: string;
  /** The attribute with what was found. */
  readonly list: string;
  /** The attributes of one thing: the API's members by Terraform's names, or functions. */
  readonly element: Readonly<Record<string, string | ((found: Found) => unknown)>>;
  /** Which of the answered things are meant. @default - all */
  readonly isMeant?: (found: Found, given: Given) => boolean;
}

function lookup({ product, arguments: names, action, parameters, answer, list, element, isMeant }: Lookup): DataSource {
  const read = async (call: Call, given: Given) => {
    const asked = Object.entries(parameters(given)).filter(([, value]) => value !== undefined);
    const found = listAt(await call(action, Object.fromEntries(asked)), answer);
    const things = found.filter((one) => isMeant?.(one, given) ?? true);
    return { [list]: things.map((one) => attributesOf(element, one)) };
  };
  return { product, arguments: names, attributes: [list], read };
}

function attributesOf(element: Lookup['element'], found: Found): Given {
  const entries = Object.entries(element).map(([name, from]) => [
    name,
    typeof from === 'string' ? found[from] : from(found),
  ]);
  return Object.fromEntries(entries) as Given;
}

const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
const only = (list: unknown): string => String((list as readonly unknown[])[0]);

/** Areas as the provider shows them: the API answers in lower case. */
const area = (name: string) => (found: Found) =>
  String(found[name]).replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());

const join = {
  product: 'Cbn' as const,
  arguments: ['transit_router_route_table_id', 'transit_router_attachment_id'],
  parameters: (given: Given) => ({
    TransitRouterRouteTableId: text(given.transit_router_route_table_id),
    TransitRouterAttachmentId: text(given.transit_router_attachment_id),
  }),
  element: { transit_router_attachment_id: 'TransitRouterAttachmentId' },
};

const attachment = {
  product: 'Cbn' as const,
  arguments: ['cen_id', 'transit_router_id', 'transit_router_attachment_id'],
  parameters: (given: Given) => ({
    CenId: text(given.cen_id),
    TransitRouterId: text(given.transit_router_id),
    TransitRouterAttachmentId: text(given.transit_router_attachment_id),
  }),
  answer: 'TransitRouterAttachments',
  list: 'attachments',
};

/** What is looked up of things that are there already. */
export const existingDataSources: Readonly<Record<string, DataSource>> = {
  alicloud_vpcs: lookup({
    product: 'Vpc',
    arguments: ['ids'],
    action: 'DescribeVpcs',
    parameters: ({ ids }) => ({ VpcId: only(ids) }),
    answer: 'Vpcs.Vpc',
    list: 'vpcs',
    element: {
      vpc_id: 'VpcId',
      cidr_block: 'CidrBlock',
      secondary_cidr_blocks: (found) => listAt(found, 'SecondaryCidrBlocks.SecondaryCidrBlock'),
    },
  }),
  alicloud_vswitches: lookup({
    product: 'Vpc',
    arguments: ['ids', 'vpc_id'],
    action: 'DescribeVSwitches',
    parameters: ({ ids, vpc_id: vpcId }) => ({ VSwitchId: only(ids), VpcId: text(vpcId) }),
    answer: 'VSwitches.VSwitch',
    list: 'vswitches',
    element: {
      vswitch_id: 'VSwitchId',
      cidr_block: 'CidrBlock',
      zone_id: 'ZoneId',
      route_table_id: ({ RouteTable }) => (RouteTable as Found | undefined)?.RouteTableId,
    },
  }),
  alicloud_security_groups: lookup({
    product: 'Ecs',
    arguments: ['ids', 'vpc_id'],
    action: 'DescribeSecurityGroups',
    parameters: ({ ids, vpc_id: vpcId }) => ({ SecurityGroupIds: JSON.stringify(ids), VpcId: text(vpcId) }),
    answer: 'SecurityGroups.SecurityGroup',
    list: 'groups',
    element: { id: 'SecurityGroupId', vpc_id: 'VpcId' },
  }),
  alicloud_instances: lookup({
    product: 'Ecs',
    arguments: ['ids'],
    action: 'DescribeInstances',
    parameters: ({ ids }) => ({ InstanceIds: JSON.stringify(ids) }),
    answer: 'Instances.Instance',
    list: 'instances',
    element: {
      id: 'InstanceId',
      vswitch_id: ({ VpcAttributes }) => (VpcAttributes as Found).VSwitchId,
      private_ip: (found) => listAt(found, 'VpcAttributes.PrivateIpAddress.IpAddress')[0],
      security_groups: (found) => listAt(found, 'SecurityGroupIds.SecurityGroupId'),
    },
  }),
  alicloud_cen_instances: lookup({
    product: 'Cbn',
    arguments: ['ids'],
    action: 'DescribeCens',
    parameters: ({ ids }) => ({ Filter: [{ Key: 'CenId', Value: [only(ids)] }] }),
    answer: 'Cens.Cen',
    list: 'instances',
    element: { cen_id: 'CenId' },
  }),
  alicloud_cen_bandwidth_packages: lookup({
    product: 'Cbn',
    arguments: ['ids', 'instance_id'],
    action: 'DescribeCenBandwidthPackages',
    parameters: ({ ids }) => ({ Filter: [{ Key: 'CenBandwidthPackageId', Value: [only(ids)] }] }),
    answer: 'CenBandwidthPackages.CenBandwidthPackage',
    list: 'packages',
    isMeant: (found, { instance_id: cenId }) => (listAt(found, 'CenIds.CenId') as readonly unknown[]).includes(cenId),
    element: {
      bandwidth: 'Bandwidth',
      geographic_region_a_id: area('GeographicRegionAId'),
      geographic_region_b_id: area('GeographicRegionBId'),
    },
  }),
  alicloud_cen_transit_routers: lookup({
    product: 'Cbn',
    arguments: ['cen_id', 'transit_router_id'],
    action: 'ListTransitRouters',
    parameters: ({ cen_id: cenId, transit_router_id: id }) => ({ CenId: text(cenId), TransitRouterId: text(id) }),
    answer: 'TransitRouters',
    list: 'transit_routers',
    element: { transit_router_id: 'TransitRouterId', transit_router_name: 'TransitRouterName', type: 'Type' },
  }),
  alicloud_cen_transit_router_route_tables: lookup({
    product: 'Cbn',
    arguments: ['transit_router_id', 'transit_router_route_table_type', 'transit_router_route_table_ids'],
    action: 'ListTransitRouterRouteTables',
    parameters: ({
      transit_router_id: id,
      transit_router_route_table_type: type,
      transit_router_route_table_ids: ids,
    }) => ({
      TransitRouterId: text(id),
      TransitRouterRouteTableType: text(type),
      TransitRouterRouteTableIds: ids as readonly string[] | undefined,
    }),
    answer: 'TransitRouterRouteTables',
    list: 'tables',
    element: { transit_router_route_table_id: 'TransitRouterRouteTableId' },
  }),
  alicloud_cen_transit_router_route_table_associations: lookup({
    ...join,
    action: 'ListTransitRouterRouteTableAssociations',
    answer: 'TransitRouterAssociations',
    list: 'associations',
  }),
  alicloud_cen_transit_router_route_table_propagations: lookup({
    ...join,
    action: 'ListTransitRouterRouteTablePropagations',
    answer: 'TransitRouterPropagations',
    list: 'propagations',
  }),
  alicloud_cen_transit_router_vpc_attachments: lookup({
    ...attachment,
    action: 'ListTransitRouterVpcAttachments',
    element: { transit_router_attachment_id: 'TransitRouterAttachmentId', vpc_id: 'VpcId' },
  }),
  alicloud_cen_transit_router_peer_attachments: lookup({
    ...attachment,
    action: 'ListTransitRouterPeerAttachments',
    element: {
      transit_router_attachment_id: 'TransitRouterAttachmentId',
      peer_transit_router_id: 'PeerTransitRouterId',
      auto_publish_route_enabled: 'AutoPublishRouteEnabled',
      bandwidth: 'Bandwidth',
    },
  }),
  alicloud_alb_load_balancers: {
    product: 'Alb',
    arguments: ['load_balancer_ids'],
    attributes: ['balancers'],
    read: async (call, { load_balancer_ids: ids }) => {
      const found = await call('GetLoadBalancerAttribute', { LoadBalancerId: only(ids) });
      return { balancers: found === undefined ? [] : [balancer(found)] };
    },
  },
};

function balancer(found: Found): Given {
  return {
    id: found.LoadBalancerId,
    dns_name: found.DNSName,
    vpc_id: found.VpcId,
    zone_mappings: listAt(found, 'ZoneMappings').map(zone),
  };
}
