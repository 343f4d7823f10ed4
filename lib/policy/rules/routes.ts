import { contains, equals, overlaps, parseCidr, type Cidr } from '../../core';
import { CLOUD_SERVICES_CIDR, OSS_RANGES, SYSTEM_SERVICES } from '../../core/cloud-services';
import { SHORTEST_LIKELY_PREFIX } from '../../config/rules/back-to-origin';
import { repeats } from '../../config/rules/facts';
import { SYSTEM } from '../../proof/terraform/build/identities';
import { groupBy, type Facts } from '../facts';
import { like } from '../like';
import type { Policy } from '../policy';
import type { Resource } from '../resource';

const SERVICES = parseCidr(CLOUD_SERVICES_CIDR);
/** Entries of ours in a route table, unless more was asked for (VPC limits and quotas). */
const USUAL_ENTRIES = 200;

/** The types that write routes into the tables of VPCs. */
const ROUTE_TYPES = [
  { type: 'alicloud_route_entry', destination: 'destination_cidrblock' },
  { type: 'alicloud_vpc_route_entry', destination: 'destination_cidr_block' },
] as const;

interface RouteFacts {
  readonly resource: Resource;
  readonly tableId: string | undefined;
  readonly destination: Cidr;
}

/** Route tables of VPCs and of transit routers. */
export const routePolicies: readonly Policy[] = [
  {
    ...like('ROUTE_EQUALS_SERVICE_ROUTE'),
    *check(facts) {
      for (const { resource, destination } of routes(facts)) {
        if (!equals(destination, SERVICES)) continue;
        const message = `${SERVICES.text} is a system route of every VPC and cannot be added; give the narrower blocks that are meant, such as the back-to-origin CIDRs of the ALB console`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('ROUTE_CONFLICTS_WITH_VSWITCH'),
    *check(facts) {
      for (const { resource, tableId, destination } of routes(facts)) {
        const vSwitches = facts.vSwitchesOfVpc.get(vpcOfTable(facts, tableId) ?? '') ?? [];
        const hit = vSwitches.find(({ cidr }) => contains(cidr, destination));
        if (hit === undefined) continue;
        const message = `a route must not lead into a vSwitch of its own VPC, got ${destination.text}, and ${hit.cidr.text} of ${hit.resource.address}; remove the route`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('ROUTE_DUPLICATE'),
    *check(facts) {
      // Routes to several router interfaces share the load.
      const single = routes(facts).filter(({ resource }) => resource.text('nexthop_type') !== 'RouterInterface');
      for (const [first, { resource, destination }] of repeats(single, identityOf)) {
        const message = `a route table has one route for a block, got ${destination.text} here and in ${first.resource.address}; remove one`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('TR_ROUTE_DUPLICATE', { summary: 'a route table of a transit router has one static route for a block' }),
    *check(facts) {
      for (const [first, { resource, destination }] of repeats(routerRoutes(facts), identityOf)) {
        const message = `a route table of a transit router has one static route for a block, got ${destination.text} here and in ${first.resource.address}: the provider would try until its timeout; remove one`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('ROUTE_AUTO_PUBLISH_CLASH', { severity: 'warning' }),
    *check(facts) {
      const publishing = new Set(
        facts.attachments
          .filter(({ resource }) => resource.flag('auto_publish_route_enabled', false) === true)
          .map(({ resource }) => resource.address),
      );
      if (publishing.size === 0) return;
      for (const { resource } of routes(facts).filter(({ tableId }) => tableId?.endsWith(SYSTEM))) {
        const id = resource.text('nexthop_type') === 'Attachment' ? resource.id('attachment', 'nexthop_id') : undefined;
        if (id === undefined || !publishing.has(id)) continue;
        const message = `${id} writes routes into this table by itself (auto_publish_route_enabled), and where it learns the same block the two fight; turn that off, or remove the route`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('BACK_TO_ORIGIN_CIDR_TOO_WIDE', {
      summary: 'a route inside 100.64.0.0/10 to a transit router is /22 or smaller, as back-to-origin CIDRs are',
    }),
    *check(facts) {
      for (const { resource, destination } of routesToServices(facts)) {
        if (destination.prefixLength >= SHORTEST_LIKELY_PREFIX) continue;
        const message = `back-to-origin CIDRs are /25 or /26 as a rule, got ${destination.text}; a wide one takes other cloud services away from the servers`;
        yield { resource, message };
      }
    },
  },
  {
    // The way to cloud services of another region is such a route, too.
    ...like('BACK_TO_ORIGIN_CIDR_HIJACKS_SERVICE', {
      severity: 'warning',
      summary: 'a route to a transit router takes no DNS and no metadata from the servers',
    }),
    *check(facts) {
      for (const { resource, destination } of routesToServices(facts)) {
        const hit = SYSTEM_SERVICES.find(({ cidr }) => overlaps(destination, parseCidr(cidr)));
        if (hit === undefined) continue;
        const message = `${destination.text} captures ${hit.name} (${hit.cidr.replace('/32', '')}), so that the servers of this VPC cannot reach it; give narrower blocks`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('BACK_TO_ORIGIN_CIDR_HIJACKS_OSS', {
      summary:
        'a route to a transit router takes no OSS from the servers, as far as an old list of its addresses tells',
    }),
    *check(facts) {
      for (const { resource, destination } of routesToServices(facts)) {
        const hit = OSS_RANGES[resource.region]?.find((cidr) => overlaps(destination, parseCidr(cidr)));
        if (hit === undefined) continue;
        const message = `${destination.text} captures OSS in ${resource.region} (${hit}), so that the servers of this VPC cannot reach it there; give narrower blocks`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('ROUTE_QUOTA', { summary: 'a route table of a VPC has at most 200 entries of ours by default' }),
    *check(facts) {
      const tables = groupBy(
        routes(facts),
        ({ tableId }) => tableId,
        ({ resource }) => resource,
      );
      for (const entries of tables.values()) {
        const [resource] = entries;
        if (resource === undefined || entries.length <= USUAL_ENTRIES) continue;
        const message = `there are ${entries.length} entries in the table of this one, by default at most ${USUAL_ENTRIES}; raise the quota before you deploy`;
        yield { resource, message };
      }
    },
  },
];

function identityOf({ tableId, destination }: RouteFacts): string | undefined {
  return tableId && `${tableId} ${destination.text}`;
}

function routes(facts: Facts): readonly RouteFacts[] {
  return ROUTE_TYPES.flatMap(({ type, destination: name }) =>
    facts.resources(type).flatMap((resource) => {
      const destination = resource.cidr(name);
      if (destination === undefined) return [];
      return [{ resource, destination, tableId: resource.id('vpcRouteTable', 'route_table_id') }];
    }),
  );
}

function routerRoutes(facts: Facts): readonly RouteFacts[] {
  return facts.resources('alicloud_cen_transit_router_route_entry').flatMap((resource) => {
    const destination = resource.cidr('transit_router_route_entry_destination_cidr_block');
    if (destination === undefined) return [];
    return [
      { resource, destination, tableId: resource.id('transitRouterRouteTable', 'transit_router_route_table_id') },
    ];
  });
}

/** Routes that take a part of the cloud's services to a transit router, as back-to-origin CIDRs are. */
function routesToServices(facts: Facts): readonly RouteFacts[] {
  return routes(facts).filter(
    ({ resource, destination }) =>
      contains(SERVICES, destination) &&
      !equals(SERVICES, destination) &&
      resource.text('nexthop_type') === 'Attachment',
  );
}

/** The VPC of a route table that is its system table, or one of the configuration. */
function vpcOfTable(facts: Facts, tableId: string | undefined): string | undefined {
  if (tableId?.endsWith(SYSTEM)) return tableId.slice(0, -SYSTEM.length);
  return facts.find('alicloud_route_table', tableId)?.id('vpc', 'vpc_id');
}
