import {
  contains,
  isReservedAddress,
  overlaps,
  parseCidr,
  readAddress,
  REMOTE_SERVER_CIDRS,
  type Cidr,
} from '../../core';
import { repeats } from '../../config/rules/facts';
import { Reference } from '../../proof/terraform/value';
import type { Facts, MemberFacts } from '../facts';
import { like } from '../like';
import type { Policy } from '../policy';
import { balancerOf, forwards, isNonUpgraded, ownAddresses } from './load-balancer-facts';

const REMOTE_RANGES = REMOTE_SERVER_CIDRS.map(parseCidr);
const RANGES = REMOTE_SERVER_CIDRS.join(', ');

/** Servers of server groups: their addresses, ports and weights. */
export const serverPolicies: readonly Policy[] = [
  {
    ...like('SERVER_GROUP_NOT_IP_TYPE'),
    *check(facts) {
      for (const { group, server, label } of facts.members) {
        const type = group.isGiven('server_group_type') ? group.text('server_group_type') : 'Instance';
        if (type === undefined || type === 'Ip' || server.flag('remote_ip_enabled', false) !== true) continue;
        const message = `a group with remote IP is of type Ip, got ${type} with ${label}; set server_group_type to Ip`;
        yield { resource: group, message };
      }
    },
  },
  {
    ...like('REMOTE_IP_OFF', { summary: 'remote IP is on for servers in another VPC than that of the group' }),
    *check(facts) {
      for (const { group, label, elsewhere, others } of withoutRemoteIp(facts)) {
        const [vSwitch] = others;
        if (vSwitch === undefined) continue;
        const message = `with remote IP off a server lies in the VPC of the group ${elsewhere}, got ${label} in ${vSwitch}; set remote_ip_enabled of it to true`;
        yield { resource: group, message };
      }
    },
  },
  {
    ...like('LOCAL_IP_OUTSIDE_VPC'),
    *check(facts) {
      for (const { group, label, elsewhere, others } of withoutRemoteIp(facts)) {
        if (others.length > 0) continue;
        const message = `with remote IP off a server lies in the VPC of the group ${elsewhere}, got ${label}; give its address there, or set remote_ip_enabled of it to true`;
        yield { resource: group, message };
      }
    },
  },
  {
    ...like('REMOTE_IP_OUTSIDE_ALLOWED_RANGES'),
    *check(facts) {
      for (const { group, label, addresses } of outsideRanges(facts)) {
        if (facts.vSwitchesWith(addresses).length === 0) continue;
        const message = `ALB takes servers with remote IP only in ${RANGES}, got ${label} (${addresses.text}); move the server to a vSwitch of such a block`;
        yield { resource: group, message };
      }
    },
  },
  {
    ...like('BACKEND_IS_PUBLIC'),
    *check(facts) {
      for (const { group, label, addresses } of outsideRanges(facts)) {
        if (facts.vSwitchesWith(addresses).length > 0) continue;
        const message = `servers of an ALB have private addresses, in ${RANGES}, got ${label}; give the private address of the server`;
        yield { resource: group, message };
      }
    },
  },
  {
    ...like('REMOTE_IP_IN_OWN_VPC'),
    *check(facts) {
      for (const { group, server, label, addresses } of facts.members) {
        if (addresses === undefined || server.flag('remote_ip_enabled', false) !== true) continue;
        const own = facts.vpcBlocks(group.id('vpc', 'vpc_id')) ?? [];
        if (!own.some((block) => contains(block, addresses))) continue;
        const message = `it is not documented whether remote IP may be on for a server in the VPC of the group, got ${label}; set remote_ip_enabled of it to false`;
        yield { resource: group, message };
      }
    },
  },
  {
    ...like('BACKEND_ADDRESS_RESERVED'),
    *check(facts) {
      for (const { group, label, addresses, instance } of facts.members) {
        if (addresses?.prefixLength !== 32 || instance !== undefined) continue;
        const [vSwitch, ...others] = facts.vSwitchesWith(addresses);
        if (vSwitch === undefined || others.length > 0 || !isReservedAddress(vSwitch.cidr, addresses.first)) continue;
        const message = `a vSwitch keeps its first and last three addresses, got ${label} in ${vSwitch.cidr.text}; give the address of a server`;
        yield { resource: group, message };
      }
    },
  },
  {
    ...like('BACKEND_ID_NOT_IP'),
    *check(facts) {
      for (const { group, server } of facts.members) {
        if (group.text('server_group_type') !== 'Ip') continue;
        const id = server.value('server_id');
        const isOther = id instanceof Reference ? isInstanceId(id) : typeof id === 'string' && !isAddress(id);
        if (!isOther) continue;
        const message = `in a group of type Ip server_id is the address of the server, got ${id instanceof Reference ? id.text : String(id)}; give its private address`;
        yield { resource: group, message };
      }
    },
  },
  {
    ...like('BACKEND_DUPLICATE'),
    *check(facts) {
      const identity = ({ group, server, label, addresses, instance }: MemberFacts): string | undefined => {
        const port = server.number('port');
        const isOne = addresses?.prefixLength === 32 || instance !== undefined;
        return isOne && port !== undefined ? `${group.address} ${label}:${port}` : undefined;
      };
      for (const [, { group, server, label }] of repeats(facts.members, identity)) {
        const message = `a server group takes an address and port once, got ${label}:${server.number('port')} twice; remove one`;
        yield { resource: group, message };
      }
    },
  },
  {
    ...like('BACKEND_WEIGHT_MISSING'),
    *check(facts) {
      for (const { group, server, label } of facts.members) {
        if (server.isGiven('weight')) continue;
        const message = `a server without a weight gets no requests and no health checks, got none for ${label}; set weight, 1 to 100`;
        yield { resource: group, message };
      }
    },
  },
  {
    ...like('BACKEND_WEIGHT_RANGE'),
    check: (facts) => outOfRange(facts, 'weight', 0, 100),
  },
  {
    ...like('BACKEND_PORT_MISMATCH', { severity: 'error', summary: 'the port of a server is 1 to 65535' }),
    check: (facts) => outOfRange(facts, 'port', 1, 65535),
  },
  {
    ...like('FORWARDING_LOOP', { summary: 'no server has an address of the ALB itself' }),
    *check(facts) {
      for (const { member, balancer, isOwn } of balancersAsServers(facts)) {
        if (!isOwn) continue;
        const message = `a server is never the ALB itself, got ${member.label}, an address of ${balancer.address}: requests would come back to it and be answered with 463; give the address of a server`;
        yield { resource: member.group, message };
      }
    },
  },
  {
    ...like('BACKEND_IS_LOAD_BALANCER', {
      summary: 'no server of a non-upgraded ALB is a load balancer of the VPC of the ALB',
    }),
    *check(facts) {
      for (const { member, balancer, isOwn, isRefused } of balancersAsServers(facts)) {
        if (isOwn || !isRefused) continue;
        const message = `a load balancer of the VPC of the ALB cannot be a server, got ${member.label}, an address of ${balancer.address}; give the address of a server`;
        yield { resource: member.group, message };
      }
    },
  },
];

/** The regions of the vSwitches that a server may be in. */
export function regionsOf(facts: Facts, { addresses, instance }: MemberFacts): readonly string[] {
  if (instance !== undefined) return [instance.region];
  return addresses === undefined ? [] : facts.vSwitchesWith(addresses).map(({ resource }) => resource.region);
}

/** Servers with remote IP off outside the blocks of the VPC of their group, with the vSwitches elsewhere that hold them. */
function withoutRemoteIp(facts: Facts) {
  return facts.members.flatMap(({ group, server, label, addresses }) => {
    if (addresses === undefined || server.flag('remote_ip_enabled', false) !== false) return [];
    const own = facts.vpcBlocks(group.id('vpc', 'vpc_id'));
    if (own === undefined || own.some((block) => overlaps(block, addresses))) return [];
    const others = facts.vSwitchesWith(addresses).map(({ resource }) => resource.address);
    return [{ group, label, elsewhere: own.map(({ text }) => text).join(', '), others }];
  });
}

/** Servers with remote IP outside what an ALB takes for that. */
function outsideRanges(facts: Facts): readonly (MemberFacts & { readonly addresses: Cidr })[] {
  return facts.members.flatMap((member) => {
    const { server, addresses } = member;
    if (addresses === undefined || server.flag('remote_ip_enabled', false) !== true) return [];
    return REMOTE_RANGES.some((range) => overlaps(range, addresses)) ? [] : [{ ...member, addresses }];
  });
}

function* outOfRange(facts: Facts, name: string, least: number, most: number) {
  for (const { group, server, label } of facts.members) {
    const value = server.number(name);
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) continue;
    yield { resource: group, message: `the ${name} of a server is ${least} to ${most}, got ${value} for ${label}` };
  }
}

/** Servers whose address is one of an ALB that stands. */
function balancersAsServers(facts: Facts) {
  const balancers = facts.all('alicloud_alb_load_balancer');
  const byAddress = new Map(balancers.flatMap((each) => ownAddresses(each).map((address) => [address, each] as const)));
  if (byAddress.size === 0) return [];
  const users = forwards(facts).map(({ listener, groupId }) => ({ groupId, user: balancerOf(facts, listener) }));
  return facts.members.flatMap((member) => {
    const balancer = byAddress.get(member.label);
    if (balancer === undefined) return [];
    const own = users.filter(({ groupId }) => groupId === member.group.address).flatMap(({ user }) => user ?? []);
    const vpcId = balancer.id('vpc', 'vpc_id');
    const isRefused = own.some((user) => isNonUpgraded(facts, user) && user.id('vpc', 'vpc_id') === vpcId);
    return [{ member, balancer, isOwn: own.includes(balancer), isRefused }];
  });
}

function isAddress(text: string): boolean {
  return text.includes(':') || typeof readAddress(text) === 'number';
}

function isInstanceId({ address, path }: Reference): boolean {
  return address.includes('alicloud_instance.') && path.length === 1 && path[0] === 'id';
}
