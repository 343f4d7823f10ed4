import { albZoneIds, findRegion, hasAlb, usableAddressCount } from '../../core';
import { ALB_ADDRESSES, ALB_ZONES } from '../../config/rules/alb';
import { repeats } from '../../config/rules/facts';
import { groupBy, type Facts, type VSwitchFacts } from '../facts';
import { like } from '../like';
import type { Policy } from '../policy';
import type { Resource } from '../resource';
import { stands } from './load-balancer-facts';

/** Extensible is newer than the provider, which lets it pass. */
const EDITIONS = ['Basic', 'Standard', 'StandardWithWaf', 'Extensible'];

/** Where ALBs stand, and what they are. */
export const loadBalancerPolicies: readonly Policy[] = [
  {
    ...like('ALB_REGION_UNSUPPORTED', { summary: 'the region has ALB' }),
    *check(facts) {
      for (const resource of balancers(facts)) {
        const region = findRegion(resource.region);
        if (region?.status !== 'open' || region.albZones !== '') continue;
        yield { resource, message: `there is no ALB in ${region.name}, got ${region.id}; choose another region` };
      }
    },
  },
  {
    ...like('ALB_EDITION_UNKNOWN'),
    *check(facts) {
      for (const resource of balancers(facts)) {
        const edition = resource.text('load_balancer_edition');
        if (edition === undefined || EDITIONS.includes(edition)) continue;
        yield { resource, message: `load_balancer_edition is ${EDITIONS.slice(0, 3).join(', ')}, got ${edition}` };
      }
    },
  },
  {
    // A lifecycle block may tell Terraform to leave it alone, and a plan does not show that.
    ...like('ALB_IP_MODE_UNSET', { severity: 'warning' }),
    *check(facts) {
      for (const resource of balancers(facts)) {
        if (resource.isGiven('address_allocated_mode')) continue;
        const message =
          'address_allocated_mode is not set: what the API answers for it would replace the ALB at the next plan; set it to Fixed';
        yield { resource, message };
      }
    },
  },
  {
    ...like('ALB_ZONE_COUNT'),
    *check(facts) {
      for (const resource of balancers(facts)) {
        if (!resource.isCountable('zone_mappings')) continue;
        const zones = resource.blocks('zone_mappings').map((mapping) => mapping.text('zone_id'));
        if (zones.some((zone) => zone === undefined)) continue;
        for (const [, zone] of repeats(zones, (each) => each)) {
          yield { resource, message: `an ALB takes one vSwitch per zone, got two in ${zone}; remove one` };
        }
        const count = new Set(zones).size;
        const least = albZoneIds(resource.region).length === 1 ? 1 : ALB_ZONES.least;
        if (count >= least && count <= ALB_ZONES.most) continue;
        const message = `an ALB stands in ${least} to ${ALB_ZONES.most} zones, got ${count}: ${[...new Set(zones)].join(', ')}`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('ALB_ZONE_UNSUPPORTED'),
    *check(facts) {
      for (const resource of balancers(facts)) {
        const known = albZoneIds(resource.region);
        for (const mapping of resource.blocks('zone_mappings')) {
          const zone = mapping.text('zone_id');
          if (zone === undefined || known.length === 0 || hasAlb(resource.region, zone) !== false) continue;
          const message = `ALB is not listed in ${zone}, only in ${known.join(', ')}; check the purchase page before you deploy`;
          yield { resource, message };
        }
      }
    },
  },
  {
    ...like('ALB_VSWITCH_NOT_IN_VPC'),
    *check(facts) {
      for (const { resource, vSwitch } of placed(facts)) {
        const vpcId = resource.id('vpc', 'vpc_id');
        if (vpcId === undefined || vSwitch.vpcId === undefined || vpcId === vSwitch.vpcId) continue;
        const message = `an ALB stands in vSwitches of its VPC ${vpcId}, got ${vSwitch.resource.address} of ${vSwitch.vpcId}; name one of its VPC`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('ALB_VSWITCH_TOO_SMALL'),
    check: (facts) => tooSmall(facts, ALB_ADDRESSES.upgraded, 0),
  },
  {
    ...like('ALB_VSWITCH_TIGHT'),
    check: (facts) => tooSmall(facts, ALB_ADDRESSES.recommended, ALB_ADDRESSES.upgraded),
  },
];

function balancers(facts: Facts): readonly Resource[] {
  return facts.resources('alicloud_alb_load_balancer');
}

/** ALBs with each of their vSwitches whose block is known. */
function placed(facts: Facts) {
  return balancers(facts).flatMap((resource) =>
    resource.blocks('zone_mappings').flatMap((mapping) => {
      const vSwitch = facts.vSwitch(mapping.id('vSwitch', 'vswitch_id'));
      return vSwitch === undefined ? [] : [{ resource, vSwitch }];
    }),
  );
}

/** vSwitches that leave fewer addresses than wanted, and at least so many, to an ALB that is yet to be made. */
function* tooSmall(facts: Facts, wanted: number, least: number) {
  const taken = takenByOthers(facts);
  for (const { resource, vSwitch } of placed(facts)) {
    if (stands(resource) || vSwitch.resource.isExisting) continue;
    const usable = usableAddressCount(vSwitch.cidr);
    const others = taken(vSwitch);
    const free = Math.max(0, usable - others);
    if (free >= wanted || free < least) continue;
    const message = `${vSwitch.cidr.text} of ${vSwitch.resource.address} leaves ${free} addresses to the ALB (${usable} usable, ${others} for transit routers and servers); it takes ${ALB_ADDRESSES.upgraded} and ${ALB_ADDRESSES.recommended} are recommended, use a larger block`;
    yield { resource, message };
  }
}

/** Addresses of a vSwitch that instances and transit routers of the configuration take. */
function takenByOthers(facts: Facts): (vSwitch: VSwitchFacts) => number {
  const attached = facts.attachments.flatMap(({ resource }) =>
    resource.blocks('zone_mappings').map((mapping) => mapping.id('vSwitch', 'vswitch_id')),
  );
  const instances = facts.resources('alicloud_instance').map((instance) => instance.id('vSwitch', 'vswitch_id'));
  const users = groupBy(
    [...attached, ...instances],
    (id) => id,
    (id) => id,
  );
  return ({ resource }) => users.get(resource.address)?.length ?? 0;
}
