import { parseCidr, usableAddressCount } from '../../core';
import type { Deployment } from '../deployment';
import { albVSwitches, attachmentVSwitches } from '../derive';
import type { Path } from '../path';
import { addressesTaken, networks, vSwitchesOf, type Network } from './facts';
import type { Rule } from './rule';
import { documented } from './sources';

/** What a vSwitch has to hold. */
interface Load {
  readonly path: Path;
  readonly cidr: string;
  readonly servers: number;
  readonly usable: number;
  readonly isAttached: boolean;
}

/** Whether vSwitches have room for their servers and the transit router. Those of the ALB are in `alb.ts`. */
export const addressRules: readonly Rule[] = [
  {
    code: 'VSWITCH_FULL',
    severity: 'error',
    summary: 'a vSwitch has an address for each of its servers',
    source: documented('VPC_SDK'),
    *check(deployment) {
      for (const { path, cidr, servers, usable } of loads(deployment)) {
        if (servers <= usable) continue;
        yield {
          path,
          message: `${cidr} has ${usable} addresses for servers, got ${servers} servers; use a larger block`,
        };
      }
    },
  },
  {
    code: 'ATTACHMENT_VSWITCH_FULL',
    severity: 'error',
    summary: 'a vSwitch that the transit router uses has a free address for it',
    source: documented('TRW', 'CBN_GO'),
    *check(deployment) {
      for (const { path, cidr, servers, usable, isAttached } of loads(deployment)) {
        if (!isAttached || servers !== usable) continue;
        yield {
          path,
          message: `${cidr} has no free address for the network interface of the transit router, got ${servers} servers for ${usable} addresses; use a larger block, or another vSwitch for one of them`,
        };
      }
    },
  },
];

function loads(deployment: Deployment): readonly Load[] {
  const [frontend, ...backends] = networks(deployment);
  const ofAlb = albVSwitches(deployment.frontend);
  return [
    ...(frontend === undefined ? [] : loadsOf(deployment, frontend, (key) => !ofAlb.includes(key))),
    ...backends.flatMap((network) => loadsOf(deployment, network, () => true)),
  ];
}

function loadsOf(deployment: Deployment, network: Network, counts: (key: string) => boolean): readonly Load[] {
  const attached = attachmentVSwitches(network.region, network.vpc);
  const taken = addressesTaken(deployment, network);
  return vSwitchesOf(network)
    .filter(({ key }) => counts(key))
    .map(({ path, key, vSwitch: { cidr } }) => ({
      path: [...path, 'cidr'],
      cidr,
      servers: taken.get(key) ?? 0,
      usable: usableAddressCount(parseCidr(cidr)),
      // Of an attachment that is there already the network interfaces stand already.
      isAttached: !network.isAttached && attached.includes(key),
    }));
}
