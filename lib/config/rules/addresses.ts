import { parseCidr, usableAddressCount } from '../../core';
import type { BackendConfig, Deployment } from '../deployment';
import { attachmentVSwitches, serverAddress } from '../derive';
import type { Path } from '../path';
import type { Rule } from './rule';
import { documented } from './sources';

/** What a vSwitch of a backend has to hold. */
interface Load {
  readonly path: Path;
  readonly cidr: string;
  readonly servers: number;
  readonly usable: number;
  readonly isAttached: boolean;
}

/** Whether the vSwitches of backends have room for their servers and the transit router. Those of the ALB are in `alb.ts`. */
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

function loads({ backends }: Deployment): readonly Load[] {
  return Object.entries(backends).flatMap(([backend, config]) => {
    const attached = attachmentVSwitches(config.region, config.vpc);
    const servers = serversByVSwitch(config);
    return Object.entries(config.vpc.vSwitches).map(([key, { cidr }]) => ({
      path: ['backends', backend, 'vpc', 'vSwitches', key, 'cidr'],
      cidr,
      servers: servers.get(key)?.size ?? 0,
      usable: usableAddressCount(parseCidr(cidr)),
      isAttached: attached.includes(key),
    }));
  });
}

/** Servers with one address, on several ports, are one. */
function serversByVSwitch({ servers }: BackendConfig): ReadonlyMap<string, ReadonlySet<string>> {
  const byVSwitch = new Map<string, Set<string>>();
  for (const [key, server] of Object.entries(servers)) {
    const inVSwitch = byVSwitch.get(server.vSwitch) ?? new Set();
    byVSwitch.set(server.vSwitch, inVSwitch.add(serverAddress(server) ?? key));
  }
  return byVSwitch;
}
