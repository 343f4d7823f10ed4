import type { CallParameters } from '@causeway/local-cloud';
import { type Candidate, type Listing, listings } from '../import/listings';
import { everyByToken } from '../import/pages';
import { listAt } from '../rehearse/resources/arguments';
import type { Call } from '../rehearse/resources/resource-type';

/** A tag, as the API takes it for a filter. */
export type Tag = Readonly<Record<'Key' | 'Value', string>>;

/** Something that others belong to. */
export interface Parent {
  /** What the API knows it by, such as `vpc-…`. */
  readonly id: string;
  /** What Terraform knows it by: the same, or behind the id of what it belongs to itself. */
  readonly importId: string;
  /** Terraform's attributes. */
  readonly values: Readonly<Record<string, unknown>>;
}

type ListBelow = (call: Call, parent: Parent) => Promise<readonly Candidate[]>;

/** How the things of a resource type are found when nothing says that they are there. */
export interface Kind {
  readonly type: string;
  /** All with a tag. @default - no list shows that */
  readonly tagged?: (call: Call, tag: Tag) => Promise<readonly Candidate[]>;
  /** All of the account, where one may have neither a tag nor a parent. @default - it always has either */
  readonly all?: (call: Call) => Promise<readonly Candidate[]>;
  /** All that belong to something, by the resource type of that. @default - it belongs to nothing */
  readonly below?: Readonly<Record<string, ListBelow>>;
}

/**
 * Every resource type of the stacks, in the order in which they are made: they are deleted the other way round.
 *
 * A route table of a transit router is found below its router only: it gets its tags after it was made.
 */
export const kinds: readonly Kind[] = [
  { type: 'alicloud_cen_instance', tagged: withTag(listings.cens), all: inAccount(listings.cens) },
  {
    type: 'alicloud_cen_bandwidth_package',
    all: inAccount(listings.bandwidthPlans),
    below: {
      alicloud_cen_instance: async (call, cen) => (await plansOf(call, cen)).map(listings.bandwidthPlans.candidate),
    },
  },
  {
    type: 'alicloud_cen_bandwidth_package_attachment',
    below: {
      alicloud_cen_instance: async (call, cen) =>
        (await plansOf(call, cen)).map((plan) => {
          const { identity } = listings.bandwidthPlans.candidate(plan);
          return { identity: { ...identity, CenId: cen.id }, name: '' };
        }),
    },
  },
  {
    type: 'alicloud_cen_transit_router',
    tagged: withTagInCen('TransitRouter', 'TransitRouterId'),
    below: { alicloud_cen_instance: of(listings.transitRouters, ({ id }) => ({ CenId: id })) },
  },
  { type: 'alicloud_vpc', tagged: withTag(listings.vpcs), all: inAccount(listings.vpcs) },
  {
    type: 'alicloud_vswitch',
    tagged: withTag(listings.vSwitches),
    below: { alicloud_vpc: of(listings.vSwitches, ({ id }) => ({ VpcId: id })) },
  },
  {
    type: 'alicloud_security_group',
    tagged: withTag(listings.securityGroups),
    below: { alicloud_vpc: of(listings.securityGroups, ({ id }) => ({ VpcId: id })) },
  },
  { type: 'alicloud_security_group_rule', below: { alicloud_security_group: securityGroupRules } },
  {
    type: 'alicloud_instance',
    tagged: withTag(listings.instances),
    below: { alicloud_vswitch: of(listings.instances, ({ id }) => ({ VSwitchId: id })) },
  },
  {
    type: 'alicloud_cen_transit_router_route_table',
    below: { alicloud_cen_transit_router: of(listings.routeTables, ({ id }) => ({ TransitRouterId: id })) },
  },
  {
    type: 'alicloud_cen_transit_router_vpc_attachment',
    tagged: withTagInCen('TransitRouterVpcAttachment', 'TransitRouterAttachmentId'),
    below: { alicloud_cen_transit_router: of(listings.vpcAttachments, ofRouter) },
  },
  {
    type: 'alicloud_cen_transit_router_peer_attachment',
    tagged: withTagInCen('TransitRouterPeerAttachment', 'TransitRouterAttachmentId'),
    below: { alicloud_cen_transit_router: of(listings.connections, ofRouter) },
  },
  {
    type: 'alicloud_cen_transit_router_route_table_association',
    below: { alicloud_cen_transit_router_route_table: of(listings.associations, ofTable) },
  },
  {
    type: 'alicloud_cen_transit_router_route_table_propagation',
    below: { alicloud_cen_transit_router_route_table: of(listings.propagations, ofTable) },
  },
  {
    type: 'alicloud_cen_transit_router_route_entry',
    below: { alicloud_cen_transit_router_route_table: of(listings.routerRoutes, ofTable) },
  },
  {
    type: 'alicloud_route_entry',
    below: { alicloud_vpc: routes, alicloud_cen_transit_router_vpc_attachment: routesByAttachment },
  },
  { type: 'alicloud_alb_acl', tagged: withTag(listings.acls), all: inAccount(listings.acls) },
  { type: 'alicloud_alb_acl_entry_attachment', below: { alicloud_alb_acl: aclEntries } },
  {
    type: 'alicloud_alb_load_balancer',
    tagged: withTag(listings.loadBalancers),
    below: { alicloud_vpc: of(listings.loadBalancers, ({ id }) => ({ VpcIds: [id] })) },
  },
  {
    type: 'alicloud_alb_server_group',
    tagged: withTag(listings.serverGroups),
    below: { alicloud_vpc: of(listings.serverGroups, ({ id }) => ({ VpcId: id })) },
  },
  {
    type: 'alicloud_alb_listener',
    tagged: withTag(listings.listeners),
    below: { alicloud_alb_load_balancer: of(listings.listeners, ({ id }) => ({ LoadBalancerIds: [id] })) },
  },
  {
    type: 'alicloud_alb_rule',
    below: { alicloud_alb_listener: of(listings.rules, ({ id }) => ({ ListenerIds: [id] })) },
  },
  { type: 'alicloud_alb_listener_acl_attachment', below: { alicloud_alb_listener: aclsOfListener } },
  {
    type: 'alicloud_alb_listener_additional_certificate_attachment',
    below: { alicloud_alb_listener: certificatesOfListener },
  },
];

function inAccount({ items, candidate }: Listing): NonNullable<Kind['all']> {
  return async (call) => (await items(call, {})).map(candidate);
}

function withTag({ items, candidate }: Listing): NonNullable<Kind['tagged']> {
  return async (call, tag) => (await items(call, { Tag: [tag] })).map(candidate);
}

/** Lists of transit routers and what belongs to them have no filter for tags; another call answers the ids. */
function withTagInCen(ResourceType: string, idName: string): NonNullable<Kind['tagged']> {
  return async (call, tag) => {
    const rows = await everyByToken(call, 'ListTagResources', { ResourceType, Tag: [tag] }, 'TagResources.TagResource');
    const ids = new Set(rows.map(({ ResourceId }) => String(ResourceId)));
    return [...ids].map((id) => ({ identity: { [idName]: id }, name: '' }));
  };
}

function of({ items, candidate }: Listing, parameters: (parent: Parent) => CallParameters): ListBelow {
  return async (call, parent) => (await items(call, parameters(parent))).map(candidate);
}

function ofRouter({ id, importId }: Parent): CallParameters {
  return { CenId: importId.slice(0, importId.indexOf(':')), TransitRouterId: id };
}

function ofTable({ id }: Parent): CallParameters {
  return { TransitRouterRouteTableId: id };
}

async function plansOf(call: Call, { id }: Parent) {
  const all = await listings.bandwidthPlans.items(call, {});
  return all.filter((plan) => (listAt(plan, 'CenIds.CenId') as readonly unknown[]).includes(id));
}

async function securityGroupRules(call: Call, { id: SecurityGroupId }: Parent): Promise<readonly Candidate[]> {
  const group = await call('DescribeSecurityGroupAttribute', { SecurityGroupId, Direction: 'ingress' });
  return listAt(group, 'Permissions.Permission').map(({ IpProtocol, PortRange, Policy, Priority, SourceCidrIp }) => {
    const rule = { IpProtocol, PortRange, Policy, Priority, SourceCidrIp } as CallParameters;
    return { identity: { SecurityGroupId, ...rule }, name: '' };
  });
}

/** Those of the system table that somebody wrote: a router that is attached writes others. */
async function routes(call: Call, { values }: Parent): Promise<readonly Candidate[]> {
  return writtenRoutes(call, String(values.route_table_id));
}

/** Those that lead to an attachment, in any table of its VPC, whosever that is: the attachment cannot be deleted while there are any. */
async function routesByAttachment(call: Call, { id, values }: Parent): Promise<readonly Candidate[]> {
  const found = await call('DescribeRouteTableList', { VpcId: String(values.vpc_id), PageSize: MOST_TABLES });
  const tables = listAt(found, 'RouterTableList.RouterTableListType').map(({ RouteTableId }) => String(RouteTableId));
  const all = await Promise.all(tables.map((table) => writtenRoutes(call, table)));
  return all.flat().filter(({ identity }) => identity.NextHopId === id);
}

async function writtenRoutes(call: Call, RouteTableId: string): Promise<readonly Candidate[]> {
  const [table] = listAt(await call('DescribeRouteTables', { RouteTableId }), 'RouteTables.RouteTable');
  const written = listAt(table, 'RouteEntrys.RouteEntry').filter(({ Type }) => Type === 'Custom');
  return written.map(({ DestinationCidrBlock, InstanceId, RouteEntryName }) => ({
    identity: { RouteTableId, DestinationCidrBlock: String(DestinationCidrBlock), NextHopId: String(InstanceId) },
    name: String(RouteEntryName ?? ''),
  }));
}

/** Of a VPC, by the largest page of the list; it may have 9 beside the system table, unless a quota is raised. */
const MOST_TABLES = 50;

async function aclEntries(call: Call, { id: AclId }: Parent): Promise<readonly Candidate[]> {
  const all = await everyByToken(call, 'ListAclEntries', { AclId }, 'AclEntries');
  return all.map(({ Entry }) => ({ identity: { AclId, AclEntries: [{ Entry: String(Entry) }] }, name: '' }));
}

async function aclsOfListener(call: Call, { id: ListenerId }: Parent): Promise<readonly Candidate[]> {
  const listener = await call('GetListenerAttribute', { ListenerId });
  const relations = listAt(listener, 'AclConfig.AclRelations');
  return relations.map(({ AclId }) => ({ identity: { ListenerId, AclIds: [String(AclId)] }, name: '' }));
}

/** Beside the first one, which is part of the listener. */
async function certificatesOfListener(call: Call, { id: ListenerId }: Parent): Promise<readonly Candidate[]> {
  const all = await everyByToken(call, 'ListListenerCertificates', { ListenerId }, 'Certificates');
  return all
    .filter(({ IsDefault }) => IsDefault !== true)
    .map(({ CertificateId }) => ({
      identity: { ListenerId, Certificates: [{ CertificateId: String(CertificateId) }] },
      name: '',
    }));
}
