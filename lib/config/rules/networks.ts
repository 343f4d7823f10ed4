import { contains, parseCidr, type Cidr } from '../../core';
import { formatPath } from '../path';
import { networks, overlapping, vSwitchesOf } from './facts';
import type { Rule } from './rule';

/** Blocks that neither a VPC nor a vSwitch may lie in (VPC API, CreateVpc and CreateVSwitch). */
const FORBIDDEN = ['100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4'].map(parseCidr);
/** Prefix lengths that the API takes; its text recommends /16 and longer for VPCs, its own examples use /12. */
const VPC_PREFIX = { shortest: 8, longest: 28, recommended: 16 };
const VSWITCH_PREFIX = { shortest: 16, longest: 29 };

const forbiddenAround = (block: Cidr): Cidr | undefined => FORBIDDEN.find((forbidden) => contains(forbidden, block));

/** Address blocks of VPCs and vSwitches. */
export const networkRules: readonly Rule[] = [
  {
    code: 'VPC_CIDR_INVALID',
    severity: 'error',
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
          };
        }
      }
    },
  },
  {
    code: 'VPC_CIDR_LARGE',
    severity: 'notice',
    *check(deployment) {
      for (const { path, vpc } of networks(deployment)) {
        const { prefixLength } = parseCidr(vpc.cidr);
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
    *check(deployment) {
      for (const [first, second] of overlapping(networks(deployment), ({ vpc }) => vpc.cidr)) {
        const [a, b] = [first, second].map(({ path }) => formatPath([...path, 'vpc', 'cidr']));
        const message = `the blocks of VPCs must not overlap, got ${first.vpc.cidr} (${a}) and ${second.vpc.cidr} (${b}); change one of them`;
        yield { path: [...second.path, 'vpc', 'cidr'], message };
      }
    },
  },
  {
    code: 'VSWITCH_CIDR_INVALID',
    severity: 'error',
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
            yield { path: at, message: `the block of a vSwitch is /${shortest} to /${longest}, got ${vSwitch.cidr}` };
          }
          if (!contains(outer, block)) {
            yield {
              path: at,
              message: `the block of a vSwitch lies in that of its VPC ${outer.text}, got ${vSwitch.cidr}`,
            };
          }
        }
      }
    },
  },
  {
    code: 'VSWITCH_CIDR_OVERLAP',
    severity: 'error',
    *check(deployment) {
      for (const network of networks(deployment)) {
        for (const [first, second] of overlapping(vSwitchesOf(network), ({ vSwitch }) => vSwitch.cidr)) {
          const message = `the blocks of vSwitches of a VPC must not overlap, got ${first.vSwitch.cidr} (${first.key}) and ${second.vSwitch.cidr} (${second.key}); change one of them`;
          yield { path: [...second.path, 'cidr'], message };
        }
      }
    },
  },
];
