import { Area, findRegion } from '../../core';
import { LARGEST_PACKAGE_MBPS } from '../../config/rules/bandwidth';
import { repeats } from '../../config/rules/facts';
import { groupBy, type Facts } from '../facts';
import { like } from '../like';
import type { Policy } from '../policy';
import type { Resource } from '../resource';
import { connections } from './cen';

const PEER = 'alicloud_cen_transit_router_peer_attachment';
const PLAN = 'alicloud_cen_bandwidth_package';
const SMALLEST_PACKAGE_MBPS = 2;

/** How wide the connections between regions are, and how they are paid. */
export const bandwidthPolicies: readonly Policy[] = [
  {
    ...like('BANDWIDTH_UNSET', {
      summary: 'a connection that draws from a bandwidth plan has a bandwidth; without one it carries 1 kbit/s',
    }),
    *check(facts) {
      for (const resource of facts.resources(PEER)) {
        // Paid by the gigabyte, a bandwidth is a cap, and not needed.
        const isByData = resource.isGiven('bandwidth_type') && !isByPlan(resource);
        if (isByData || resource.isGiven('bandwidth')) continue;
        const message =
          'an inter-region connection without a bandwidth carries 1 kbit/s, got none; set bandwidth, in Mbit/s';
        yield { resource, message };
      }
    },
  },
  {
    ...like('BANDWIDTH_RANGE'),
    *check(facts) {
      const limits = [
        [PEER, 'an inter-region connection', 1],
        [PLAN, 'a bandwidth plan', SMALLEST_PACKAGE_MBPS],
      ] as const;
      for (const [type, what, least] of limits) {
        for (const resource of facts.resources(type)) {
          const mbps = resource.number('bandwidth');
          if (mbps === undefined || (Number.isInteger(mbps) && mbps >= least && mbps <= LARGEST_PACKAGE_MBPS)) continue;
          const message = `${what} has ${least} to ${LARGEST_PACKAGE_MBPS} Mbit/s, got ${mbps}`;
          yield { resource, message };
        }
      }
    },
  },
  {
    ...like('BANDWIDTH_LINK_TYPE'),
    *check(facts) {
      for (const resource of facts.resources(PEER)) {
        if (resource.text('default_link_type') !== 'Platinum' || !isByPlan(resource)) continue;
        const message =
          'link type Platinum is for bandwidth_type DataTransfer, got BandwidthPackage; change one of them';
        yield { resource, message };
      }
    },
  },
  {
    ...like('BANDWIDTH_PLAN_MISSING'),
    *check(facts) {
      for (const resource of facts.resources(PEER)) {
        if (!isByPlan(resource) || resource.isGiven('cen_bandwidth_package_id')) continue;
        const message =
          'a connection with bandwidth_type BandwidthPackage draws from a bandwidth plan, got none; set cen_bandwidth_package_id, or bandwidth_type to DataTransfer';
        yield { resource, message };
      }
    },
  },
  {
    ...like('BANDWIDTH_PLAN_AREAS', {
      summary: 'a bandwidth plan joins the areas of the regions whose connections draw from it',
    }),
    *check(facts) {
      for (const { resource, plan, regions } of drawn(facts)) {
        const wanted = regions.map((region) => findRegion(region ?? '')?.area);
        const areas = areasOf(plan);
        if (areas === undefined || wanted.some((area) => area === undefined)) continue;
        if ([...wanted].sort().join() === [...areas].sort().join()) continue;
        const message = `the connection joins ${wanted.join(' and ')}, got a bandwidth plan for ${areas.join(' and ')} (${plan.address}); use a plan for those areas`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('BANDWIDTH_PLAN_DUPLICATE_AREAS'),
    *check(facts) {
      const plans = facts.resources('alicloud_cen_bandwidth_package_attachment').map((attachment) => ({
        cenId: attachment.id('cen', 'instance_id'),
        plan: facts.find(PLAN, planOf(facts, attachment, 'bandwidth_package_id')),
      }));
      const identity = ({ cenId, plan }: (typeof plans)[number]): string | undefined => {
        const areas = plan && areasOf(plan);
        return cenId === undefined || areas === undefined
          ? undefined
          : `${[...areas].sort().join(' and ')} on ${cenId}`;
      };
      for (const [first, again] of repeats(plans, identity)) {
        if (again.plan === undefined || again.plan === first.plan) continue;
        const message = `a CEN instance has one bandwidth plan for a pair of areas, got this one and ${first.plan?.address} for ${identity(again)}; widen that one`;
        yield { resource: again.plan, message };
      }
    },
  },
  {
    ...like('BANDWIDTH_EXCEEDS_PLAN'),
    *check(facts) {
      const byPlan = groupBy(
        drawn(facts),
        ({ plan }) => plan.address,
        (each) => each,
      );
      for (const links of byPlan.values()) {
        const plan = links[0]?.plan;
        const room = plan?.number('bandwidth');
        const widths = links.map(({ resource }) => resource.number('bandwidth') ?? 0);
        const sum = widths.reduce((total, width) => total + width, 0);
        if (plan === undefined || room === undefined || sum <= room) continue;
        const message = `the connections of a bandwidth plan must fit into it, got ${widths.join(' + ')} Mbit/s in ${room}; raise its bandwidth to ${sum}`;
        yield { resource: plan, message };
      }
    },
  },
  {
    ...like('BANDWIDTH_PREPAID_STAYS'),
    *check(facts) {
      for (const resource of facts.resources(PLAN)) {
        if ((resource.text('payment_type') ?? resource.text('charge_type')) !== 'PrePaid') continue;
        const message =
          'destroy does not return a PrePaid bandwidth plan, and it is paid for until it ends; use PostPaid, or bandwidth_type DataTransfer for the connections';
        yield { resource, message };
      }
    },
  },
];

/** Whether a connection is told to draw from a bandwidth plan; where it is told nothing, the cloud decides. */
function isByPlan(connection: Resource): boolean {
  return connection.text('bandwidth_type') === 'BandwidthPackage';
}

/** Connections that draw from a plan of the configuration. */
function drawn(facts: Facts) {
  return connections(facts).flatMap(({ resource, regions }) => {
    const plan = facts.find(PLAN, planOf(facts, resource, 'cen_bandwidth_package_id'));
    return plan === undefined ? [] : [{ resource, regions, plan }];
  });
}

function planOf(facts: Facts, resource: Resource, name: string): string | undefined {
  return facts.addressOf(resource.value(name), PLAN);
}

/** The two areas of a plan; undefined where they are not known. */
function areasOf(plan: Resource): readonly string[] | undefined {
  const listed = plan.texts('geographic_region_ids') ?? [];
  const single = ['geographic_region_a_id', 'geographic_region_b_id'].flatMap((name) => plan.text(name) ?? []);
  const [a, b = a] = listed.length > 0 ? listed : single;
  return a === undefined || b === undefined ? undefined : [named(a), named(b)];
}

/** An area as the API takes it: it answers in lower case. */
function named(area: string): string {
  return Object.values<string>(Area).find((known) => known.toLowerCase() === area.toLowerCase()) ?? area;
}
