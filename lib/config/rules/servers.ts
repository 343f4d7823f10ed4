import { addressAt, contains, isReservedAddress, parseAddress, parseCidr, REMOTE_SERVER_CIDRS } from '../../core';
import { formatPath } from '../path';
import { holds, repeats, serversByGroup, serversOf } from './facts';
import type { Rule } from './rule';

const REMOTE_RANGES = REMOTE_SERVER_CIDRS.map(parseCidr);

/** Servers: what they are, their addresses, ports and weights. */
export const serverRules: readonly Rule[] = [
  {
    code: 'SERVER_INSTANCE_OR_IP',
    severity: 'error',
    needsWhole: true,
    *check(deployment) {
      for (const { path, server } of serversOf(deployment)) {
        const given = [server.instance, server.ip].filter((part) => part !== undefined).length;
        if (given === 1) continue;
        const got = given === 0 ? 'neither' : 'both';
        yield {
          path,
          message: `a server has either instance (created by this deployment) or ip (there already), got ${got}`,
        };
      }
    },
  },
  {
    code: 'BACKEND_NOT_IN_ANY_VSWITCH',
    severity: 'error',
    *check(deployment) {
      for (const { addressPath, address, backend, vSwitch } of serversOf(deployment)) {
        const vSwitches = Object.entries(deployment.backends[backend]?.vpc.vSwitches ?? {});
        if (address === undefined || vSwitch === undefined || vSwitches.some(([, { cidr }]) => holds(cidr, address)))
          continue;
        const blocks = vSwitches.map(([key, { cidr }]) => `${key} ${cidr}`).join(', ');
        yield {
          path: addressPath,
          message: `the address of a server lies in its vSwitch, got ${address}, which is in none of ${blocks}; no transit router would learn a route to it`,
        };
      }
    },
  },
  {
    code: 'BACKEND_NOT_IN_ITS_VSWITCH',
    severity: 'error',
    *check(deployment) {
      for (const { addressPath, address, backend, server, vSwitch } of serversOf(deployment)) {
        if (address === undefined || vSwitch === undefined || holds(vSwitch.cidr, address)) continue;
        const vSwitches = Object.entries(deployment.backends[backend]?.vpc.vSwitches ?? {});
        const actual = vSwitches.find(([, { cidr }]) => holds(cidr, address))?.[0];
        if (actual === undefined) continue;
        yield {
          path: addressPath,
          message: `the address of a server lies in its vSwitch ${server.vSwitch} ${vSwitch.cidr}, got ${address}, which is in ${actual}; change vSwitch to ${actual}, or the address`,
        };
      }
    },
  },
  {
    code: 'BACKEND_ADDRESS_RESERVED',
    severity: 'error',
    *check(deployment) {
      for (const { addressPath, address, vSwitch } of serversOf(deployment)) {
        if (address === undefined || vSwitch === undefined) continue;
        const block = parseCidr(vSwitch.cidr);
        if (!isReservedAddress(block, parseAddress(address))) continue;
        const range = block.prefixLength <= 29 ? `; use ${addressAt(block, 1)} to ${addressAt(block, -4)}` : '';
        yield {
          path: addressPath,
          message: `a vSwitch keeps its first and last three addresses, got ${address} in ${block.text}${range}`,
        };
      }
    },
  },
  {
    code: 'REMOTE_IP_OUTSIDE_ALLOWED_RANGES',
    severity: 'error',
    *check(deployment) {
      for (const { path, server, vSwitch } of serversOf(deployment)) {
        if (vSwitch === undefined) continue;
        const block = parseCidr(vSwitch.cidr);
        if (REMOTE_RANGES.some((range) => contains(range, block))) continue;
        const ranges = REMOTE_RANGES.map(({ text }) => text).join(', ');
        yield {
          path: [...path, 'vSwitch'],
          message: `ALB takes servers of other regions only in ${ranges}, got ${server.vSwitch} ${block.text}; move the server to a vSwitch of such a block`,
        };
      }
    },
  },
  {
    code: 'PRIVATE_IP_DUPLICATE',
    severity: 'error',
    *check(deployment) {
      const instances = serversOf(deployment).filter(({ server }) => server.instance?.privateIp !== undefined);
      for (const [first, second] of repeats(instances, ({ server }) => server.instance?.privateIp ?? '')) {
        yield {
          path: second.addressPath,
          message: `two instances cannot have one address, got ${second.address} here and at ${formatPath(first.addressPath)}`,
        };
      }
    },
  },
  {
    code: 'BACKEND_DUPLICATE',
    severity: 'error',
    *check(deployment) {
      for (const [group, members] of serversByGroup(deployment)) {
        const known = members.filter(({ address }) => address !== undefined);
        const identity = ({ address, server }: (typeof known)[number]): string => `${address}:${server.port}`;
        for (const [first, second] of repeats(known, identity)) {
          yield {
            path: second.path,
            message: `a server group takes an address and port once, got ${identity(second)} twice in ${group}; the other is ${formatPath(first.path)}`,
          };
        }
      }
    },
  },
];
