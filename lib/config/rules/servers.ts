import {
  addressAt,
  blockAround,
  contains,
  formatAddress,
  isReservedAddress,
  movedInto,
  parseAddress,
  parseCidr,
  REMOTE_SERVER_CIDRS,
} from '../../core';
import type { Deployment, VSwitchConfig } from '../deployment';
import { albVSwitches } from '../derive';
import { entryOf, formatPath } from '../path';
import { holds, membersByGroup, repeats, serversOf, type PlacedServer } from './facts';
import type { Rule } from './rule';
import { OF_THE_FILE, documented, inferred, unknown } from './sources';

const REMOTE_RANGES = REMOTE_SERVER_CIDRS.map(parseCidr);

/** Servers: what they are, their addresses, ports and weights. */
export const serverRules: readonly Rule[] = [
  {
    code: 'SERVER_INSTANCE_OR_IP',
    severity: 'error',
    summary: 'a server is either made, or given by its address or id',
    source: OF_THE_FILE,
    needsWhole: true,
    *check(deployment) {
      for (const { path, server } of serversOf(deployment)) {
        const isMade = server.instance !== undefined;
        const isThere = server.ip !== undefined || server.existing !== undefined;
        if (isMade !== isThere) continue;
        const got = isMade ? 'both' : 'neither';
        yield {
          path,
          message: `a server has either instance (created by this deployment) or ip or existing (there already), got ${got}`,
        };
      }
    },
  },
  {
    code: 'BACKEND_NOT_IN_ANY_VSWITCH',
    severity: 'error',
    summary: 'the address of a server lies in a vSwitch of its VPC',
    source: inferred('RL', 'XR'),
    *check(deployment) {
      for (const { addressPath, address, network, vSwitch } of astray(deployment, 'nowhere')) {
        const vSwitches = Object.entries(network.vpc.vSwitches);
        const blocks = vSwitches.map(([key, { cidr }]) => `${key} ${cidr}`).join(', ');
        yield {
          path: addressPath,
          message: `the address of a server lies in its vSwitch, got ${address}, which is in none of ${blocks}; no transit router would learn a route to it`,
          suggestion: movedTo(vSwitch, address),
        };
      }
    },
  },
  {
    code: 'BACKEND_IS_PUBLIC',
    severity: 'error',
    summary: 'servers have private addresses',
    source: documented('A24', 'A25'),
    *check(deployment) {
      for (const { addressPath, address } of astray(deployment, 'public')) {
        yield {
          path: addressPath,
          message: `servers of an ALB are private, got ${address}, which is an address on the Internet; give the private address of the server`,
        };
      }
    },
  },
  {
    code: 'FORWARDING_LOOP',
    severity: 'error',
    summary: 'no server has an address where the ALB itself stands',
    source: documented('A24', 'CODE'),
    *check(deployment) {
      for (const { addressPath, address } of astray(deployment, 'alb')) {
        yield {
          path: addressPath,
          message: `a server is never the ALB itself, got ${address}, which is where the ALB stands: requests would come back to it and be answered with 463; give the address of a server of this backend`,
        };
      }
    },
  },
  {
    code: 'BACKEND_NOT_IN_ITS_VSWITCH',
    severity: 'error',
    summary: 'the address of a server lies in the vSwitch that it names',
    source: OF_THE_FILE,
    *check(deployment) {
      for (const { addressPath, address, network, server, vSwitch } of serversOf(deployment)) {
        if (address === undefined || vSwitch === undefined || holds(vSwitch.cidr, address)) continue;
        const vSwitches = Object.entries(network.vpc.vSwitches);
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
    summary: 'no server has one of the first or the last three addresses of its vSwitch',
    source: documented('VPC_SDK'),
    *check(deployment) {
      for (const { addressPath, address, vSwitch } of serversOf(deployment)) {
        if (address === undefined || vSwitch === undefined) continue;
        const block = parseCidr(vSwitch.cidr);
        if (!isReservedAddress(block, parseAddress(address))) continue;
        const range = block.prefixLength <= 29 ? `; use ${addressAt(block, 1)} to ${addressAt(block, -4)}` : '';
        yield {
          path: addressPath,
          message: `a vSwitch keeps its first and last three addresses, got ${address} in ${block.text}${range}`,
          suggestion: block.prefixLength <= 29 ? nearestUsable(vSwitch, address) : undefined,
        };
      }
    },
  },
  {
    code: 'REMOTE_IP_OUTSIDE_ALLOWED_RANGES',
    severity: 'error',
    summary: 'servers with remote IP lie in 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12 or 192.168.0.0/16',
    source: documented('A24', 'A25', 'SG'),
    *check(deployment) {
      for (const { path, server, vSwitch, remoteIp } of serversOf(deployment)) {
        if (vSwitch === undefined || !remoteIp) continue;
        const block = parseCidr(vSwitch.cidr);
        if (REMOTE_RANGES.some((range) => contains(range, block))) continue;
        const ranges = REMOTE_RANGES.map(({ text }) => text).join(', ');
        yield {
          path: [...path, 'vSwitch'],
          message: `ALB takes servers with remote IP only in ${ranges}, got ${server.vSwitch} ${block.text}; move the server to a vSwitch of such a block`,
        };
      }
    },
  },
  {
    code: 'REMOTE_IP_OFF',
    severity: 'error',
    summary: 'remote IP is on for servers outside the VPC of the ALB',
    source: documented('A24', 'SG'),
    *check(deployment) {
      for (const { path, isLocal, remoteIp, network, address, vSwitch } of serversOf(deployment)) {
        if (isLocal || remoteIp) continue;
        yield {
          path: [...path, 'remoteIp'],
          message: `with remoteIp false a server lies in the VPC of the ALB ${deployment.frontend.vpc.cidr}, got ${address ?? vSwitch?.cidr ?? network.vpc.cidr} in ${network.region}; remove remoteIp`,
        };
      }
    },
  },
  {
    code: 'LOCAL_IP_OUTSIDE_VPC',
    severity: 'error',
    summary: 'with remote IP off, servers lie in the VPC of the group',
    source: documented('SG', 'A25'),
    *check(deployment) {
      for (const { addressPath, address, network, vSwitch } of astray(deployment, 'outside')) {
        yield {
          path: addressPath,
          message: `a server of the frontend lies in the VPC of the ALB ${network.vpc.cidr}, got ${address}; give its address there, or list it under the backend of its region`,
          suggestion: movedTo(vSwitch, address),
        };
      }
    },
  },
  {
    code: 'REMOTE_IP_IN_OWN_VPC',
    severity: 'notice',
    summary: 'remote IP is off for servers in the VPC of the ALB; nobody says whether it may be on',
    source: unknown('SG', 'A25'),
    *check(deployment) {
      for (const { path, isLocal, remoteIp } of serversOf(deployment)) {
        if (!isLocal || !remoteIp) continue;
        yield {
          path: [...path, 'remoteIp'],
          message:
            'it is not documented whether remote IP may be on for a server in the VPC of the ALB; remove remoteIp',
        };
      }
    },
  },
  {
    code: 'PRIVATE_IP_DUPLICATE',
    severity: 'error',
    summary: 'no two instances have one address',
    source: OF_THE_FILE,
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
    summary: 'an address and port is once in a server group',
    source: inferred('QUO'),
    *check(deployment) {
      for (const [group, members] of membersByGroup(deployment)) {
        // Servers without an address get one each; one that joins twice has the same.
        const identity = ({ placed, port }: (typeof members)[number]): string =>
          `${placed.address ?? placed.path.join('.')}:${port}`;
        for (const [first, second] of repeats(members, identity)) {
          yield {
            path: second.path,
            message: `a server group takes an address and port once, got ${identity(second)} twice in ${group}; the other is ${formatPath(first.path)}`,
          };
        }
      }
    },
  },
];

/** Where the address of a server is, when it is in no vSwitch of its VPC; `outside` where remote IP is off and would have to be on. */
type Elsewhere = 'alb' | 'public' | 'outside' | 'nowhere';

/** A server whose address and vSwitch are given. */
type Addressed = PlacedServer & Required<Pick<PlacedServer, 'address' | 'vSwitch'>>;

/** The servers whose address is in none of their vSwitches, but there. */
function astray(deployment: Deployment, where: Elsewhere): readonly Addressed[] {
  return serversOf(deployment)
    .filter((placed): placed is Addressed => placed.address !== undefined && placed.vSwitch !== undefined)
    .filter((placed) => elsewhere(deployment, placed) === where);
}

function elsewhere(
  { frontend }: Deployment,
  { address, network, isLocal, remoteIp }: Addressed,
): Elsewhere | undefined {
  const { vpc } = network;
  const isIn = (cidr: string | undefined): boolean => cidr !== undefined && holds(cidr, address);
  if (Object.values(vpc.vSwitches).some(({ cidr }) => isIn(cidr))) return undefined;
  if (isLocal && !remoteIp && !isIn(vpc.cidr)) return 'outside';
  if (albVSwitches(frontend).some((key) => isIn(entryOf(frontend.vpc.vSwitches, key)?.cidr))) return 'alb';
  const isPrivate = isIn(vpc.cidr) || REMOTE_SERVER_CIDRS.some(isIn);
  return isPrivate ? 'nowhere' : 'public';
}

/** The same host in another vSwitch, where a server may have that address. */
function movedTo({ cidr }: VSwitchConfig, address: string): string | undefined {
  const vSwitch = parseCidr(cidr);
  const moved = movedInto(vSwitch, blockAround(parseAddress(address), 32));
  return moved === undefined || isReservedAddress(vSwitch, moved.first) ? undefined : formatAddress(moved.first);
}

/** The nearest address of a vSwitch that a server may have. */
function nearestUsable({ cidr }: VSwitchConfig, address: string): string {
  const vSwitch = parseCidr(cidr);
  return parseAddress(address) === vSwitch.first ? addressAt(vSwitch, 1) : addressAt(vSwitch, -4);
}
