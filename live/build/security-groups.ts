import type { Gap, IngressRuleModel, SecurityGroupModel } from '../../lib/proof';
import type { PermissionAnswer, SecurityGroupAnswer } from '../api/calls/ecs';
import { blockOf, gap } from './blocks';
import { named } from './labels';

const PROTOCOLS: readonly IngressRuleModel['protocol'][] = ['tcp', 'udp', 'icmp', 'gre', 'all'];

/** A security group with its rules for what comes in; a gap where one of them is not followed. */
export function securityGroupOf({
  SecurityGroupId: id,
  SecurityGroupName,
  VpcId,
  Permissions,
}: SecurityGroupAnswer): SecurityGroupModel {
  const label = named(SecurityGroupName, id);
  const read = Permissions.Permission.filter(({ Direction }) => Direction !== 'egress').map((rule) =>
    ruleOf(rule, label),
  );
  return {
    id,
    label,
    vpcId: VpcId ?? '',
    rules: read.flatMap((each) => ('rule' in each ? [each.rule] : [])),
    gaps: read.flatMap((each) => ('gap' in each ? [each.gap] : [])),
  };
}

/** Rules for IPv6 are nothing to packets of IPv4. */
function ruleOf(
  rule: PermissionAnswer,
  group: string,
): { readonly rule: IngressRuleModel } | { readonly gap: Gap } | Record<string, never> {
  const protocolText = rule.IpProtocol.toLowerCase();
  if (isGiven(rule.Ipv6SourceCidrIp) || protocolText === 'icmpv6') return {};
  const policy = rule.Policy.toLowerCase() === 'drop' ? 'drop' : 'accept';
  const name = `${policy} ${protocolText} ${rule.PortRange ?? ''} from ${rule.SourceCidrIp || rule.SourceGroupId || '?'}`;
  const label = rule.Description || name.replace(/ +/g, ' ');
  const protocol = PROTOCOLS.find((known) => known === protocolText);
  const ports = portsOf(rule.PortRange ?? '-1/-1');
  const source = sourceOf(rule);
  const unfollowed = unfollowedPart(rule);
  if (unfollowed !== undefined || protocol === undefined || ports === undefined || source === undefined) {
    return {
      gap: gap(
        `${group}: the rule ${label} is not followed${unfollowed === undefined ? '' : ` (it has a ${unfollowed})`}`,
      ),
    };
  }
  return { rule: { label, policy, priority: rule.Priority, protocol, ports, source } };
}

/** Parts of a rule that make it fit fewer packets, or others. */
const NOT_FOLLOWED = ['SourcePrefixListId', 'PortRangeListId', 'SourcePortRange', 'DestCidrIp'] as const;

function unfollowedPart(rule: PermissionAnswer): (typeof NOT_FOLLOWED)[number] | undefined {
  return NOT_FOLLOWED.find((part) => isGiven(rule[part]) && rule[part] !== '-1/-1');
}

/** Whether a rule fits what its protocol, its ports and its source say, and nothing less. */
export function isFollowed(rule: PermissionAnswer): boolean {
  return unfollowedPart(rule) === undefined;
}

function sourceOf({ SourceCidrIp = '', SourceGroupId = '' }: PermissionAnswer): IngressRuleModel['source'] | undefined {
  if (SourceGroupId !== '') return { kind: 'group', groupId: SourceGroupId };
  const cidr = blockOf(SourceCidrIp);
  return cidr && { kind: 'cidr', cidr };
}

/** `80/80`, `1/65535`, or `-1/-1` for all. */
function portsOf(text: string): IngressRuleModel['ports'] | undefined {
  const [, first, last] = /^(-?\d+)\/(-?\d+)$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return undefined;
  return first === '-1' ? { first: 1, last: 65535 } : { first: Number(first), last: Number(last) };
}

function isGiven(text: string | undefined): boolean {
  return text !== undefined && text !== '';
}
