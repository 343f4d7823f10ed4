import { repeats } from '../../config/rules/facts';
import { groupBy, type Facts } from '../facts';
import { like } from '../like';
import type { Policy } from '../policy';
import type { Block, Resource } from '../resource';

const RULE = 'alicloud_security_group_rule';
const WORLD = ['0.0.0.0/0', '::/0'];
const ALL_PORTS = { first: 1, last: 65535 };

/** Security groups around servers. */
export const securityGroupPolicies: readonly Policy[] = [
  {
    ...like('SG_OPEN_TO_WORLD', { summary: 'the ports of servers of an ALB are not opened to 0.0.0.0/0' }),
    *check(facts) {
      const served = servedPorts(facts);
      for (const resource of facts.resources(RULE)) {
        const source = resource.text('cidr_ip') ?? resource.text('ipv6_cidr_ip');
        const groupId = resource.id('securityGroup', 'security_group_id');
        if (source === undefined || groupId === undefined || !WORLD.includes(source) || !isAccepting(resource))
          continue;
        const { first, last } = portsOf(resource);
        const open = (served.get(groupId) ?? []).filter((port) => port >= first && port <= last);
        if (open.length === 0) continue;
        const message = `only the ALB has to reach its servers, got port ${[...new Set(open)].join(', ')} open to ${source}; name the blocks of the vSwitches of the ALB, and its back-to-origin CIDRs where it has any`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('SG_NIC_TYPE', { summary: 'rules of security groups in a VPC are intranet rules' }),
    *check(facts) {
      for (const resource of facts.resources(RULE)) {
        if (resource.text('nic_type') !== 'internet') continue;
        const group = facts.find('alicloud_security_group', resource.id('securityGroup', 'security_group_id'));
        if (group?.isGiven('vpc_id') !== true) continue;
        const message =
          'rules of a security group in a VPC have nic_type intranet, got internet; change it, or remove it';
        yield { resource, message };
      }
    },
  },
  {
    ...like('SG_ADVANCED_ISOLATION', { summary: 'rules of advanced security groups name no other group' }),
    *check(facts) {
      for (const resource of facts.resources(RULE)) {
        if (!resource.isGiven('source_security_group_id')) continue;
        const group = facts.find('alicloud_security_group', resource.id('securityGroup', 'security_group_id'));
        if (group?.text('security_group_type') !== 'enterprise') continue;
        const message = `rules of an advanced security group name blocks, got a rule of ${group.address} with source_security_group_id; give cidr_ip`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('PRIVATE_IP_DUPLICATE', { summary: 'no two instances of a VPC have one address' }),
    *check(facts) {
      const identity = (instance: Resource): string | undefined => {
        const address = instance.isGiven('private_ip') ? instance.text('private_ip') : undefined;
        const vpcId = facts.vSwitch(instance.id('vSwitch', 'vswitch_id'))?.vpcId;
        return address === undefined || vpcId === undefined ? undefined : `${vpcId} ${address}`;
      };
      for (const [first, resource] of repeats(facts.resources('alicloud_instance'), identity)) {
        const message = `two instances cannot have one address, got ${resource.text('private_ip')} here and in ${first.address}; change one of them`;
        yield { resource, message };
      }
    },
  },
];

/** Whether a rule lets something in over TCP. */
function isAccepting(rule: Resource): boolean {
  const isIn = rule.text('type') === 'ingress';
  const isAccept = !rule.isGiven('policy') || rule.text('policy')?.toLowerCase() === 'accept';
  return isIn && isAccept && ['tcp', 'all'].includes(rule.text('ip_protocol')?.toLowerCase() ?? '');
}

/** `80/80`, `1/65535`, or `-1/-1` for all; one that is not known is taken for none. */
function portsOf(rule: Block): typeof ALL_PORTS {
  if (!rule.isGiven('port_range')) return ALL_PORTS;
  const [, first, last] = /^(-?\d+)\/(-?\d+)$/.exec(rule.text('port_range') ?? '') ?? [];
  if (first === undefined || last === undefined) return { first: 0, last: -1 };
  return first === '-1' ? ALL_PORTS : { first: Number(first), last: Number(last) };
}

/** The ports of servers of ALBs, and of their health checks, behind each security group. */
function servedPorts(facts: Facts): ReadonlyMap<string, readonly number[]> {
  const served = facts.members.flatMap(({ group, server, instance }) => {
    if (instance === undefined) return [];
    const checked = group.block('health_check_config')?.number('health_check_connect_port');
    const ports = [server.number('port'), checked].flatMap((port) => (port === undefined || port === 0 ? [] : [port]));
    return instance
      .ids('securityGroup', 'security_groups')
      .flatMap((groupId) => ports.map((port) => ({ groupId, port })));
  });
  return groupBy(
    served,
    ({ groupId }) => groupId,
    ({ port }) => port,
  );
}
