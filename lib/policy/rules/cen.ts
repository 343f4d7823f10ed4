import { hasTransitRouter, isMainland, transitRouterZoneIds } from '../../core';
import { repeats } from '../../config/rules/facts';
import { groupBy, type Facts } from '../facts';
import { like } from '../like';
import type { Policy } from '../policy';
import type { Resource } from '../resource';
import { isNonUpgraded, sendsFarAway } from './load-balancer-facts';

/** CEN instances, transit routers and their attachments. */
export const cenPolicies: readonly Policy[] = [
  {
    ...like('TR_BASIC_EDITION'),
    *check(facts) {
      for (const resource of usedRouters(facts)) {
        if (resource.text('type') !== 'Basic') continue;
        const message =
          'a transit router of Basic Edition has no route tables to associate, got type Basic; upgrade it in the CEN console';
        yield { resource, message };
      }
    },
  },
  {
    ...like('TR_DUPLICATE_IN_REGION'),
    *check(facts) {
      const identity = (router: (typeof routers)[number]): string | undefined => {
        const cenId = router.id('cen', 'cen_id');
        return cenId === undefined || router.region === '' ? undefined : `${cenId} in ${router.region}`;
      };
      const routers = facts.all('alicloud_cen_transit_router');
      for (const [first, resource] of repeats(routers, identity)) {
        const message = `a CEN instance has one transit router in a region, got this one and ${first.address} for ${identity(resource)}; attach to that one`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('NOT_SAME_CEN', { summary: 'what is attached or joined belongs to one CEN instance' }),
    *check(facts) {
      for (const { resource, routerId } of facts.attachments) {
        const own = resource.isGiven('cen_id') ? resource.id('cen', 'cen_id') : undefined;
        const ofRouter = facts.cenOfRouter(routerId);
        if (own === undefined || ofRouter === undefined || own === ofRouter) continue;
        yield { resource, message: `its transit router belongs to ${ofRouter}, got cen_id ${own}; name that one` };
      }
      for (const resource of facts.resources('alicloud_cen_transit_router_peer_attachment')) {
        const [near, far] = ['transit_router_id', 'peer_transit_router_id'].map((name) =>
          facts.cenOfRouter(resource.id('transitRouter', name)),
        );
        if (near === undefined || far === undefined || near === far) continue;
        const message = `an inter-region connection joins transit routers of one CEN instance, got ${near} and ${far}; use routers of one`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('ATTACHMENT_DUPLICATE', { severity: 'warning' }),
    *check(facts) {
      const pair = ({ vpcId, routerId }: (typeof facts.attachments)[number]): string | undefined =>
        vpcId === undefined || routerId === undefined ? undefined : `${vpcId} to ${routerId}`;
      for (const [first, again] of repeats(facts.attachments, pair)) {
        const message = `a VPC is attached to a transit router once, got ${pair(again)} here and in ${first.resource.address}; remove one`;
        yield { resource: again.resource, message };
      }
    },
  },
  {
    ...like('ATTACHMENT_ZONE_COUNT'),
    *check(facts) {
      for (const { resource, zones, isWhole } of mappedZones(facts)) {
        const known = transitRouterZoneIds(resource.region);
        const count = new Set(zones).size;
        if (!isWhole || known.length === 0 || count >= Math.min(2, known.length)) continue;
        const message = `a VPC is attached to its transit router in two zones, got ${zones.join(', ')}, so a failure of that zone cuts the VPC off; add a vSwitch in ${known.filter((zone) => !zones.includes(zone)).join(' or ')}`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('ATTACHMENT_ZONE_UNSUPPORTED'),
    *check(facts) {
      for (const { resource, zones } of mappedZones(facts)) {
        for (const zone of zones) {
          if (hasTransitRouter(resource.region, zone) !== false) continue;
          const message = `transit routers are not listed in ${zone}, only in ${transitRouterZoneIds(resource.region).join(', ')}; use vSwitches there`;
          yield { resource, message };
        }
      }
    },
  },
  {
    ...like('CROSS_BORDER_LINK'),
    *check(facts) {
      for (const { resource, regions } of connections(facts)) {
        const [near, far] = regions;
        if (near === undefined || far === undefined || isMainland(near) === isMainland(far)) continue;
        const message = `a connection between ${near} and ${far} crosses the border of the Chinese mainland: the account needs enterprise real-name registration, and the cloud may refuse it`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('FRONTEND_VPC_NOT_UNIQUE'),
    check: (facts) => sharedFrontends(facts, true),
  },
  {
    ...like('FRONTEND_VPC_NOT_UNIQUE_UPGRADED'),
    check: (facts) => sharedFrontends(facts, false),
  },
];

/** Transit routers that are made, and those that something is attached to: a data source may list others besides. */
function usedRouters(facts: Facts): readonly Resource[] {
  const ends = facts
    .all('alicloud_cen_transit_router_peer_attachment')
    .flatMap((link) => ['transit_router_id', 'peer_transit_router_id'].map((name) => link.id('transitRouter', name)));
  const used = new Set([...ends, ...facts.attachments.map(({ routerId }) => routerId)]);
  return facts.all('alicloud_cen_transit_router').filter((router) => !router.isExisting || used.has(router.address));
}

/** Attachments that are made, with the zones that are known, and whether those are all. */
function mappedZones(facts: Facts) {
  return facts.resources('alicloud_cen_transit_router_vpc_attachment').map((resource) => {
    const mapped = resource.blocks('zone_mappings').map((mapping) => mapping.text('zone_id'));
    const zones = mapped.flatMap((zone) => zone ?? []);
    return { resource, zones, isWhole: resource.isCountable('zone_mappings') && zones.length === mapped.length };
  });
}

/** Inter-region connections that are made, with the regions of their ends, as far as they are known. */
export function connections(facts: Facts) {
  return facts.resources('alicloud_cen_transit_router_peer_attachment').map((resource) => {
    const near = facts.find('alicloud_cen_transit_router', resource.id('transitRouter', 'transit_router_id'));
    const far = facts.find('alicloud_cen_transit_router', resource.id('transitRouter', 'peer_transit_router_id'));
    const regions = [near?.region ?? resource.region, resource.text('peer_transit_router_region_id') ?? far?.region];
    return { resource, regions: regions.map((region) => (region === '' ? undefined : region)) };
  });
}

/** ALBs in several VPCs of a region that reach servers elsewhere over one CEN instance; those that are not upgraded must not. */
function* sharedFrontends(facts: Facts, isRefused: boolean) {
  const cenOfVpc = new Map(facts.attachments.map(({ vpcId, cenId }) => [vpcId, cenId]));
  const balancers = facts.all('alicloud_alb_load_balancer').filter((each) => sendsFarAway(facts, each));
  const placed = balancers.map((resource) => ({ resource, vpcId: resource.id('vpc', 'vpc_id') }));
  const perCen = groupBy(
    placed,
    ({ resource, vpcId }) => {
      const cenId = cenOfVpc.get(vpcId);
      return cenId === undefined || resource.region === '' ? undefined : `${cenId} in ${resource.region}`;
    },
    (each) => each,
  );
  for (const [where, [first, ...others]] of perCen) {
    for (const { resource, vpcId } of others) {
      if (first === undefined || vpcId === first.vpcId) continue;
      const isOld = [first.resource, resource].some((each) => isNonUpgraded(facts, each));
      if (isOld !== isRefused) continue;
      const message = isRefused
        ? `one VPC of a region may have ALBs with servers in other regions over a CEN instance, got ${vpcId}, and ${first.vpcId} of ${first.resource.address} (${where}); put the ALBs into one VPC`
        : `${first.resource.address} in another VPC serves other regions, too (${where}); it is not documented whether upgraded ALBs may`;
      yield { resource, message };
    }
  }
}
