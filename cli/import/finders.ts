import type { CallParameters } from '@causeway/local-cloud';
import type { Block } from '../rehearse/configuration';
import { listAt } from '../rehearse/resources/arguments';
import type { Call, Found } from '../rehearse/resources/resource-type';
import type { Values } from '../rehearse/resources/resource';
import { type Candidate, listings } from './listings';
import { everyByToken } from './pages';

/** What a finder works with. */
export interface Search {
  readonly call: Call;
  /** The arguments of the resource, references to what was found before filled in. */
  readonly wanted: Values;
  /** Values of what was found before, of a type. */
  readonly found: (type: string) => readonly Values[];
  /** Resources that refer to this one. */
  readonly users: readonly Block[];
}

/** How something is looked for, where its arguments do not say what the API knows it by. */
export interface Finder {
  /** The argument with its name, which decides between several. */
  readonly name: string;
  /** All that fits by parents, blocks, addresses and the like. A mere look-alike, without evidence, is not among them. */
  readonly candidates: (search: Search) => Promise<readonly Candidate[]>;
}

const text = (value: unknown): string => String(value ?? '');

const includesAll = (list: readonly unknown[], wanted: readonly unknown[]): boolean =>
  wanted.every((one) => list.includes(one));

/** Finders by resource type; what is not here is known by its arguments. */
export const finders: ReadonlyMap<string, Finder> = new Map<string, Finder>([
  ['alicloud_vpc', { name: 'vpc_name', candidates: vpcs }],
  ['alicloud_vswitch', { name: 'vswitch_name', candidates: vSwitches }],
  ['alicloud_security_group', { name: 'security_group_name', candidates: securityGroups }],
  ['alicloud_instance', { name: 'instance_name', candidates: instances }],
  ['alicloud_cen_instance', { name: 'cen_instance_name', candidates: cens }],
  ['alicloud_cen_bandwidth_package', { name: 'cen_bandwidth_package_name', candidates: bandwidthPlans }],
  ['alicloud_cen_transit_router', { name: 'transit_router_name', candidates: transitRouters }],
  ['alicloud_cen_transit_router_route_table', { name: 'transit_router_route_table_name', candidates: routeTables }],
  [
    'alicloud_cen_transit_router_vpc_attachment',
    { name: 'transit_router_vpc_attachment_name', candidates: vpcAttachments },
  ],
  [
    'alicloud_cen_transit_router_peer_attachment',
    { name: 'transit_router_peer_attachment_name', candidates: connections },
  ],
  ['alicloud_cen_transit_router_route_entry', { name: 'transit_router_route_entry_name', candidates: routerRoutes }],
  ['alicloud_alb_load_balancer', { name: 'load_balancer_name', candidates: loadBalancers }],
  ['alicloud_alb_server_group', { name: 'server_group_name', candidates: serverGroups }],
  ['alicloud_alb_listener', { name: 'listener_description', candidates: listeners }],
  ['alicloud_alb_rule', { name: 'rule_name', candidates: rules }],
  ['alicloud_alb_acl', { name: 'acl_name', candidates: accessControlLists }],
]);

async function vpcs({ call, wanted }: Search) {
  const all = await listings.vpcs.items(call, {});
  return all.filter(({ CidrBlock }) => CidrBlock === wanted.cidr_block).map(listings.vpcs.candidate);
}

async function vSwitches({ call, wanted }: Search) {
  const all = await listings.vSwitches.items(call, { VpcId: text(wanted.vpc_id) });
  return all
    .filter((one) => one.CidrBlock === wanted.cidr_block && one.ZoneId === wanted.zone_id)
    .map(listings.vSwitches.candidate);
}

/** By its name, or because an instance is in it whose address the stack gives. */
async function securityGroups({ call, wanted, users }: Search) {
  const VpcId = text(wanted.vpc_id);
  const all = await listings.securityGroups.items(call, { VpcId });
  const addresses = users.flatMap(({ arguments: { private_ip: ip } }) => (typeof ip === 'string' ? [ip] : []));
  const members = await Promise.all(addresses.map((address) => instanceAt(call, { VpcId }, address)));
  const used = members.flat().flatMap((instance) => listAt(instance, 'SecurityGroupIds.SecurityGroupId'));
  return all
    .filter(
      (one) => one.SecurityGroupName === wanted.security_group_name || used.includes(one.SecurityGroupId as never),
    )
    .map(listings.securityGroups.candidate);
}

/** By its address in its vSwitch, else by its name. */
async function instances({ call, wanted }: Search) {
  const VSwitchId = text(wanted.vswitch_id);
  const { private_ip: address, instance_name: name } = wanted;
  const all =
    address === undefined
      ? (await listings.instances.items(call, { VSwitchId })).filter(({ InstanceName }) => InstanceName === name)
      : await instanceAt(call, { VSwitchId }, text(address));
  return all.map(listings.instances.candidate);
}

async function instanceAt(call: Call, place: CallParameters, address: string): Promise<readonly Found[]> {
  const all = await listings.instances.items(call, place);
  return all.filter((one) =>
    (listAt(one, 'VpcAttributes.PrivateIpAddress.IpAddress') as readonly unknown[]).includes(address),
  );
}

/** By its name, or because a VPC that was found is attached to it. */
async function cens({ call, wanted, found }: Search) {
  const all = await listings.cens.items(call, {});
  const vpcIds = found('alicloud_vpc').map(({ id }) => id);
  const attached = await Promise.all(
    found('alicloud_vpc').map(({ region }) =>
      Promise.all(
        all.map(({ CenId }) => listings.vpcAttachments.items(call, { CenId: text(CenId), RegionId: text(region) })),
      ),
    ),
  );
  const joined = attached.flat(2).filter(({ VpcId }) => vpcIds.includes(VpcId));
  return all
    .filter((one) => one.Name === wanted.cen_instance_name || joined.some(({ CenId }) => CenId === one.CenId))
    .map(listings.cens.candidate);
}

/** Between the same areas; by its name, or associated with the CEN instance that was found. */
async function bandwidthPlans({ call, wanted, found }: Search) {
  const all = await listings.bandwidthPlans.items(call, {});
  const areas = (one: Found) =>
    [one.GeographicRegionAId, one.GeographicRegionBId].map((area) => text(area).toLowerCase());
  const wantedAreas = [wanted.geographic_region_a_id, wanted.geographic_region_b_id].map((area) =>
    text(area).toLowerCase(),
  );
  const cenIds = found('alicloud_cen_instance').map(({ id }) => id);
  return all
    .filter((one) => areas(one).sort().join() === wantedAreas.sort().join())
    .filter(
      (one) =>
        one.Name === wanted.cen_bandwidth_package_name ||
        (listAt(one, 'CenIds.CenId') as readonly unknown[]).some((id) => cenIds.includes(id)),
    )
    .map(listings.bandwidthPlans.candidate);
}

async function transitRouters({ call, wanted }: Search) {
  const all = await listings.transitRouters.items(call, { CenId: text(wanted.cen_id) });
  return all.map(listings.transitRouters.candidate);
}

async function routeTables({ call, wanted }: Search) {
  const all = await listings.routeTables.items(call, { TransitRouterId: text(wanted.transit_router_id) });
  return all.map(listings.routeTables.candidate);
}

async function vpcAttachments({ call, wanted }: Search) {
  const place = { CenId: text(wanted.cen_id), TransitRouterId: text(wanted.transit_router_id) };
  const all = await listings.vpcAttachments.items(call, place);
  return all.filter(({ VpcId }) => VpcId === wanted.vpc_id).map(listings.vpcAttachments.candidate);
}

async function connections({ call, wanted }: Search) {
  const place = { CenId: text(wanted.cen_id), TransitRouterId: text(wanted.transit_router_id) };
  const all = await listings.connections.items(call, place);
  return all
    .filter(({ PeerTransitRouterId }) => PeerTransitRouterId === wanted.peer_transit_router_id)
    .map(listings.connections.candidate);
}

async function routerRoutes({ call, wanted }: Search) {
  const place = { TransitRouterRouteTableId: text(wanted.transit_router_route_table_id) };
  const all = await listings.routerRoutes.items(call, place);
  return all
    .filter(
      (one) =>
        one.TransitRouterRouteEntryDestinationCidrBlock === wanted.transit_router_route_entry_destination_cidr_block &&
        one.TransitRouterRouteEntryNextHopId === wanted.transit_router_route_entry_next_hop_id,
    )
    .map(listings.routerRoutes.candidate);
}

/** In the same vSwitches. */
async function loadBalancers({ call, wanted }: Search) {
  const all = await listings.loadBalancers.items(call, { VpcIds: [text(wanted.vpc_id)] });
  const wantedVSwitches = (wanted.zone_mappings as readonly Found[]).map((mapping) => mapping.vswitch_id);
  const detailed = await Promise.all(
    all.map(({ LoadBalancerId }) => call('GetLoadBalancerAttribute', { LoadBalancerId: text(LoadBalancerId) })),
  );
  return detailed
    .filter((one) => one !== undefined)
    .filter((one) => {
      const vSwitchIds = listAt(one, 'ZoneMappings').map(({ VSwitchId }) => VSwitchId);
      return includesAll(vSwitchIds, wantedVSwitches) && includesAll(wantedVSwitches, vSwitchIds);
    })
    .map(listings.loadBalancers.candidate);
}

/** By its name, or because all the servers of the stack are in it. */
async function serverGroups({ call, wanted }: Search) {
  const all = await listings.serverGroups.items(call, { VpcId: text(wanted.vpc_id) });
  const servers = (wanted.servers ?? []) as readonly Found[];
  const fitting = all.filter((one) => one.VpcId === wanted.vpc_id && one.ServerGroupType === wanted.server_group_type);
  const judged = await Promise.all(
    fitting.map(async (one) => {
      if (one.ServerGroupName === wanted.server_group_name) return [one];
      const { ServerGroupId } = one;
      const members = await everyByToken(
        call,
        'ListServerGroupServers',
        { ServerGroupId: text(ServerGroupId) },
        'Servers',
      );
      const known = members.map(({ ServerIp, ServerId, Port }) => `${text(ServerIp || ServerId)}:${text(Port)}`);
      const isIt =
        servers.length > 0 &&
        includesAll(
          known,
          servers.map(({ server_ip: ip, port }) => `${text(ip)}:${text(port)}`),
        );
      return isIt ? [one] : [];
    }),
  );
  return judged.flat().map(listings.serverGroups.candidate);
}

async function listeners({ call, wanted }: Search) {
  const all = await listings.listeners.items(call, { LoadBalancerIds: [text(wanted.load_balancer_id)] });
  return all
    .filter((one) => one.ListenerPort === wanted.listener_port && one.ListenerProtocol === wanted.listener_protocol)
    .map(listings.listeners.candidate);
}

async function rules({ call, wanted }: Search) {
  const all = await listings.rules.items(call, { ListenerIds: [text(wanted.listener_id)] });
  return all.filter(({ Priority }) => Priority === wanted.priority).map(listings.rules.candidate);
}

/** By its name: nothing else tells one from another. */
async function accessControlLists({ call, wanted }: Search) {
  const all = await listings.acls.items(call, {});
  return all.filter(({ AclName }) => AclName === wanted.acl_name).map(listings.acls.candidate);
}
