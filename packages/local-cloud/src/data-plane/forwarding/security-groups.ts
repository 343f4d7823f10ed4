import { containsAddress, formatAddress, parseAddress, parsePrefix, type Prefix, sizeOf } from '../../services/ipv4';
import { type SecurityGroup, type SecurityGroupRule, securityGroupRules } from '../../services/ecs/model';
import type { Store } from '../../store/store';

/** A rule for what comes in over TCP, ready to be compared with packets. */
export interface IngressRule {
  readonly rule: SecurityGroupRule;
  readonly fromPort: number;
  readonly toPort: number;
  /** Where packets come from; absent when the rule names a security group. */
  readonly source?: Prefix;
}

/** A packet at the door of a server. */
export interface Arrival {
  /** The sender's address, as an unsigned 32-bit number. */
  readonly source: number;
  readonly port: number;
  /** The security groups of the sender, when it is in the server's VPC. */
  readonly sourceGroupIds: readonly string[];
}

/** What the security groups of a server say about a packet. */
export interface Admission {
  readonly accepted: boolean;
  /** In plain words, such as `no rule accepts TCP 80 from 100.117.130.0`. */
  readonly reason: string;
  /** The group whose rule decided; absent when none did. */
  readonly securityGroupId?: string;
  /** The last source address for which, without a gap, the same is said. */
  readonly last: number;
}

/** The rules of several groups that concern TCP over IPv4: lowest priority number first, at the same number `Drop` first. */
export function ingressRules(store: Store, securityGroupIds: readonly string[]): readonly IngressRule[] {
  return securityGroupIds
    .flatMap((id) => store.where(securityGroupRules, 'group', id))
    .filter(({ direction, ipProtocol, peer }) => {
      const concernsTcp = ipProtocol === 'TCP' || ipProtocol === 'ALL';
      return direction === 'ingress' && concernsTcp && peer.kind !== 'ipv6Cidr';
    })
    .sort((a, b) => a.priority - b.priority || strictness(a) - strictness(b))
    .map(readRule);
}

/**
 * Decides about a packet that comes in: denied unless a rule accepts it, and the first rule that fits decides.
 *
 * Groups are stateful, so the answer of an accepted packet is not looked at. Members of one `normal` group whose inner
 * access is on reach each other whatever the rules say (ECS API reference, `ModifySecurityGroupPolicy`).
 */
export function admit(groups: readonly SecurityGroup[], rules: readonly IngressRule[], arrival: Arrival): Admission {
  const { source, port, sourceGroupIds } = arrival;
  const common = groups.find(({ securityGroupId, type, innerAccessPolicy }) => {
    return type === 'normal' && innerAccessPolicy === 'Accept' && sourceGroupIds.includes(securityGroupId);
  });
  if (common) {
    const { securityGroupId } = common;
    return { accepted: true, reason: 'both are members of the group', securityGroupId, last: source };
  }
  let last = sourceGroupIds.length > 0 ? source : 2 ** 32 - 1;
  for (const rule of rules) {
    if (port < rule.fromPort || port > rule.toPort) continue;
    last = Math.min(last, sameUntil(rule, source));
    if (!fits(rule, arrival)) continue;
    const { policy, peer, priority, securityGroupId } = rule.rule;
    const reason = `TCP ${String(port)} from ${peer.value}: ${policy} (priority ${String(priority)})`;
    return { accepted: policy === 'Accept', reason, securityGroupId, last };
  }
  return { accepted: false, reason: `no rule accepts TCP ${String(port)} from ${formatAddress(source)}`, last };
}

function fits({ source, rule }: IngressRule, arrival: Arrival): boolean {
  return source ? containsAddress(source, arrival.source) : arrival.sourceGroupIds.includes(rule.peer.value);
}

/** How far a rule treats the addresses from this one on alike. */
function sameUntil({ source }: IngressRule, address: number): number {
  if (!source || address >= source.address + sizeOf(source)) return 2 ** 32 - 1;
  return address < source.address ? source.address - 1 : source.address + sizeOf(source) - 1;
}

function readRule(rule: SecurityGroupRule): IngressRule {
  const [fromPort = 0, toPort = 0] = rule.portRange === '-1/-1' ? [1, 65535] : rule.portRange.split('/').map(Number);
  const source = rule.peer.kind === 'cidr' ? blockOf(rule.peer.value) : undefined;
  return { rule, fromPort, toPort, ...(source && { source }) };
}

/** Rules also take a single address. */
function blockOf(text: string): Prefix | undefined {
  const address = parseAddress(text);
  return address === undefined ? parsePrefix(text) : { address, length: 32 };
}

function strictness({ policy }: SecurityGroupRule): number {
  return policy === 'Drop' ? 0 : 1;
}
