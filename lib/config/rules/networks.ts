import { blockAround, contains, equals, freeBlock, movedInto, overlaps, parseCidr, type Cidr } from '../../core';
import { CLOUD_SERVICES_CIDR } from '../../core/cloud-services';
import type { Deployment } from '../deployment';
import { formatPath } from '../path';
import { networks, overlapping, vSwitchesOf } from './facts';
import type { Finding, Rule } from './rule';
import { documented } from './sources';

/** Blocks that neither a VPC nor a vSwitch may lie in (VPC API, CreateVpc and CreateVSwitch). */
export const FORBIDDEN_BLOCKS = [CLOUD_SERVICES_CIDR, '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4'].map(parseCidr);
/** Prefix lengths that the API takes; its text recommends /16 and longer for VPCs, its own examples use /12. */
export const VPC_PREFIX = { shortest: 8, longest: 28, recommended: 16 };
export const VSWITCH_PREFIX = { shortest: 16, longest: 29 };

const forbiddenAround = (block: Cidr): Cidr | undefined =>
  FORBIDDEN_BLOCKS.find((forbidden) => contains(forbidden, block));

/** Address blocks of VPCs and vSwitches. */
export const networkRules: readonly Rule[] = [
  {
    code: 'VPC_CIDR_INVALID',
    severity: 'error',
    summary: 'the block of a VPC is /8 to /28 and outside the reserved blocks',
    source: documented('VPC_SDK', 'PROV'),
    *check(deployment) {
      for (const { path, vpc } of networks(deployment)) {
        const block = parseCidr(vpc.cidr);
        const { shortest, longest } = VPC_PREFIX;
        const forbidden = forbiddenAround(block);
        if (forbidden !== undefined) {
          yield {
            path: [...path, 'vpc', 'cidr'],
            message: `a VPC cannot lie in ${forbidden.text}, got ${vpc.cidr}; use a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
          };
        }
        if (block.prefixLength < shortest || block.prefixLength > longest) {
          yield {
            path: [...path, 'vpc', 'cidr'],
            message: `the block of a VPC is /${shortest} to /${longest}, got ${vpc.cidr}`,
            suggestion: withPrefixIn(block, VPC_PREFIX),
          };
        }
      }
    },
  },
  {
    code: 'VPC_CIDR_LARGE',
    severity: 'notice',
    summary: 'the block of a VPC is /16 or smaller, as recommended',
    source: documented('VPC_SDK'),
    *check(deployment) {
      for (const { path, vpc } of networks(deployment)) {
        const { prefixLength } = parseCidr(vpc.cidr);
        if (vpc.existing !== undefined) continue;
        if (prefixLength >= VPC_PREFIX.recommended || prefixLength < VPC_PREFIX.shortest) continue;
        yield {
          path: [...path, 'vpc', 'cidr'],
          message: `the VPC documentation recommends /16 and smaller, got ${vpc.cidr}, which it accepts too`,
        };
      }
    },
  },
  {
    code: 'CIDR_OVERLAP',
    severity: 'error',
    summary: 'the blocks of all VPCs are disjoint, and hold no back-to-origin CIDR',
    source: documented('A24', 'XR'),
    *check(deployment) {
      for (const [first, second] of overlapping(networks(deployment), ({ vpc }) => vpc.cidr)) {
        const [a, b] = [first, second].map(({ path }) => formatPath([...path, 'vpc', 'cidr']));
        const message = `the blocks of VPCs must not overlap, got ${first.vpc.cidr} (${a}) and ${second.vpc.cidr} (${b}); change one of them`;
        yield { path: [...second.path, 'vpc', 'cidr'], message };
      }
      yield* backToOriginOverlaps(deployment);
    },
  },
  {
    code: 'VSWITCH_CIDR_INVALID',
    severity: 'error',
    summary: 'the block of a vSwitch is /16 to /29, in its VPC and outside the reserved blocks',
    source: documented('VPC_SDK'),
    *check(deployment) {
      for (const network of networks(deployment)) {
        const outer = parseCidr(network.vpc.cidr);
        for (const { path, vSwitch } of vSwitchesOf(network)) {
          const block = parseCidr(vSwitch.cidr);
          const { shortest, longest } = VSWITCH_PREFIX;
          const at = [...path, 'cidr'];
          const forbidden = forbiddenAround(block);
          if (forbidden !== undefined && forbiddenAround(outer) === undefined) {
            yield { path: at, message: `a vSwitch cannot lie in ${forbidden.text}, got ${vSwitch.cidr}` };
          }
          if (block.prefixLength < shortest || block.prefixLength > longest) {
            yield {
              path: at,
              message: `the block of a vSwitch is /${shortest} to /${longest}, got ${vSwitch.cidr}`,
              suggestion: withPrefixIn(block, VSWITCH_PREFIX),
            };
          }
          if (!contains(outer, block)) {
            yield {
              path: at,
              message: `the block of a vSwitch lies in that of its VPC ${outer.text}, got ${vSwitch.cidr}`,
              suggestion: movedInto(outer, block)?.text,
            };
          }
        }
      }
    },
  },
  {
    code: 'VSWITCH_CIDR_OVERLAP',
    severity: 'error',
    summary: 'the blocks of the vSwitches of a VPC are disjoint',
    source: documented('VPC_SDK'),
    *check(deployment) {
      for (const network of networks(deployment)) {
        const vSwitches = vSwitchesOf(network);
        const taken = vSwitches.map(({ vSwitch }) => parseCidr(vSwitch.cidr));
        for (const [first, second] of overlapping(vSwitches, ({ vSwitch }) => vSwitch.cidr)) {
          const { prefixLength } = parseCidr(second.vSwitch.cidr);
          const suggestion = freeBlock(parseCidr(network.vpc.cidr), prefixLength, taken)?.text;
          const message = `the blocks of vSwitches of a VPC must not overlap, got ${first.vSwitch.cidr} (${first.key}) and ${second.vSwitch.cidr} (${second.key}); change one of them`;
          yield { path: [...second.path, 'cidr'], message, suggestion };
        }
      }
    },
  },
];

/** The block of the nearest prefix length that is taken. */
function withPrefixIn({ first, prefixLength }: Cidr, { shortest, longest }: typeof VSWITCH_PREFIX): string {
  return blockAround(first, Math.min(longest, Math.max(shortest, prefixLength))).text;
}

/** Back-to-origin CIDRs in the block of a VPC: answers would be looked for in that VPC. Blocks that are refused anyway do not count. */
function* backToOriginOverlaps(deployment: Deployment): Iterable<Finding> {
  const services = parseCidr(CLOUD_SERVICES_CIDR);
  const outer = networks(deployment).filter(({ vpc }) => !contains(services, parseCidr(vpc.cidr)));
  for (const [index, text] of (deployment.frontend.alb.backToOriginCidrs ?? []).entries()) {
    const block = parseCidr(text);
    if (!contains(services, block) || equals(services, block)) continue;
    const hit = outer.find(({ vpc }) => overlaps(parseCidr(vpc.cidr), block));
    if (hit === undefined) continue;
    const at = formatPath([...hit.path, 'vpc', 'cidr']);
    const message = `the blocks of VPCs hold no back-to-origin CIDR, got ${text} in ${hit.vpc.cidr} (${at}); use a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 for that VPC`;
    yield { path: ['frontend', 'alb', 'backToOriginCidrs', index], message };
  }
}
