import { contains, findRegion, zoneIdOf, zoneLetter, type Cidr } from '../../core';

import { FORBIDDEN_BLOCKS, VPC_PREFIX, VSWITCH_PREFIX } from '../../config/rules/networks';
import { groupBy, overlapping, type Facts } from '../facts';
import { like } from '../like';
import type { Objection, Policy } from '../policy';
import type { Resource } from '../resource';

/** What is in a zone, and what names it. */
const ZONED = ['alicloud_vswitch', 'alicloud_instance'];

/** Regions, VPCs and vSwitches. */
export const networkPolicies: readonly Policy[] = [
  {
    ...like('REGION_CLOSED'),
    *check(facts) {
      for (const { resource, status, name, closedOn } of regions(facts)) {
        if (status !== 'closed') continue;
        const message = `Alibaba Cloud closed ${name} on ${closedOn}, got ${resource.region}; choose another region`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('REGION_CLOSING'),
    *check(facts) {
      for (const { resource, status, name } of regions(facts)) {
        if (status !== 'closing') continue;
        const message = `Alibaba Cloud is closing ${name} down, got ${resource.region}; choose another region`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('ZONE_NOT_IN_REGION'),
    *check(facts) {
      for (const resource of ZONED.flatMap((type) => facts.resources(type))) {
        const zone = resource.text('zone_id') ?? resource.text('availability_zone');
        if (zone === undefined || findRegion(resource.region) === undefined) continue;
        if (zoneLetter(resource.region, zone) !== undefined) continue;
        const message = `the provider is one of ${resource.region}, got zone ${zone}; its zones are written like ${zoneIdOf(resource.region, 'a')}: change the zone, or the provider`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('VPC_CIDR_INVALID'),
    *check(facts) {
      for (const { resource, cidr } of vpcs(facts)) {
        const forbidden = FORBIDDEN_BLOCKS.find((block) => contains(block, cidr));
        if (forbidden !== undefined) {
          const message = `a VPC cannot lie in ${forbidden.text}, got ${cidr.text}; use a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`;
          yield { resource, message };
        }
        yield* wrongPrefix(resource, 'VPC', cidr, VPC_PREFIX);
      }
    },
  },
  {
    ...like('CIDR_OVERLAP', { summary: 'the blocks of all VPCs of a CEN instance are disjoint' }),
    *check(facts) {
      for (const { first, second } of overlapsOnCen(facts)) {
        const message = `the blocks of VPCs on one CEN instance must not overlap, got ${second.cidr.text}, and ${first.cidr.text} of ${first.resource.address}; change one of them`;
        yield { resource: second.resource, message };
      }
    },
  },
  {
    ...like('VSWITCH_CIDR_INVALID'),
    *check(facts) {
      for (const { resource, vpcId, cidr } of facts.vSwitches) {
        if (resource.isExisting) continue;
        yield* wrongPrefix(resource, 'vSwitch', cidr, VSWITCH_PREFIX);
        const outer = facts.vpcBlocks(vpcId);
        if (outer === undefined || outer.some((block) => contains(block, cidr))) continue;
        const blocks = outer.map(({ text }) => text).join(', ');
        yield { resource, message: `the block of a vSwitch lies in that of its VPC ${blocks}, got ${cidr.text}` };
      }
    },
  },
  {
    ...like('VSWITCH_CIDR_OVERLAP'),
    *check(facts) {
      for (const vSwitches of facts.vSwitchesOfVpc.values()) {
        for (const [first, { resource, cidr }] of overlapping(vSwitches, (each) => each.cidr)) {
          const message = `the blocks of the vSwitches of a VPC must not overlap, got ${cidr.text}, and ${first.cidr.text} of ${first.resource.address}; change one of them`;
          yield { resource, message };
        }
      }
    },
  },
];

/** What is known of the regions that resources are made in, with the first resource of each. */
function regions(facts: Facts) {
  const resources = facts.types.flatMap((type) => facts.resources(type));
  const byRegion = groupBy(
    resources,
    ({ region }) => region,
    (resource) => resource,
  );
  return [...byRegion].flatMap(([id, [resource]]) => {
    const region = findRegion(id);
    return region === undefined || resource === undefined ? [] : [{ resource, ...region }];
  });
}

/** VPCs that are made, with their first blocks. */
function vpcs(facts: Facts) {
  return facts.resources('alicloud_vpc').flatMap((resource) => {
    const cidr = resource.cidr('cidr_block');
    return cidr === undefined ? [] : [{ resource, cidr }];
  });
}

function* wrongPrefix(
  resource: Resource,
  what: string,
  { text, prefixLength }: Cidr,
  { shortest, longest }: { readonly shortest: number; readonly longest: number },
): Iterable<Objection> {
  if (prefixLength >= shortest && prefixLength <= longest) return;
  yield { resource, message: `the block of a ${what} is /${shortest} to /${longest}, got ${text}` };
}

/** Blocks of different VPCs on one CEN instance that share addresses. */
function overlapsOnCen(facts: Facts) {
  const vpcIds = groupBy(
    facts.attachments,
    ({ cenId }) => cenId,
    ({ vpcId }) => vpcId,
  );
  return [...vpcIds.values()].flatMap((ids) => {
    const blocks = [...new Set(ids)].flatMap((id) => {
      const resource = facts.find('alicloud_vpc', id);
      return resource === undefined ? [] : (facts.vpcBlocks(id) ?? []).map((cidr) => ({ resource, cidr }));
    });
    return overlapping(blocks, ({ cidr }) => cidr)
      .filter(([first, second]) => first.resource !== second.resource)
      .map(([first, second]) => ({ first, second }));
  });
}
