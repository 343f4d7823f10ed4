import { addressesOf, blocksOf, intersect, NO_ADDRESS, subtract, union, type AddressSet } from './address-set';
import type { Gap, IngressRuleModel, InstanceModel, SecurityGroupModel } from './model';
import type { Network } from './network';

/** Addresses that security groups turn away, and why. */
export interface Denial {
  readonly addresses: AddressSet;
  readonly group: SecurityGroupModel;
  /** Such as `no rule accepts TCP 80 from 100.117.130.0/25`. */
  readonly reason: string;
}

/** What the security groups of an instance say about packets to one port. */
export interface Admission {
  readonly accepted: AddressSet;
  readonly denials: readonly Denial[];
  /** Not empty where it cannot be told; then the rest says nothing. */
  readonly gaps: readonly Gap[];
}

/**
 * Decides which source addresses an instance's security groups let in to a TCP port.
 *
 * The rules of all groups count together: lowest priority number first, drop before accept at the same number, and what no
 * rule accepts is denied. Groups are stateful, so the answer is not looked at. No node of an ALB is a member of a group, so
 * rules that name one do not fit.
 *
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
 */
export function admit(network: Network, instance: InstanceModel, port: number, sources: AddressSet): Admission {
  const groups = instance.securityGroupIds.map((id) => network.securityGroups.get(id));
  const known = groups.filter((group) => group !== undefined);
  const gaps = [...instance.gaps, ...known.flatMap((group) => group.gaps), ...missingGroups(instance, groups)];
  const [first] = known;
  if (gaps.length > 0 || first === undefined) return { accepted: NO_ADDRESS, denials: [], gaps };
  let accepted: AddressSet = NO_ADDRESS;
  let rest = sources;
  const denials: Denial[] = [];
  for (const { rule, group } of rulesFor(known, port)) {
    if (rest.length === 0) break;
    const fitting = rule.source.kind === 'cidr' ? intersect(rest, addressesOf([rule.source.cidr])) : NO_ADDRESS;
    if (fitting.length === 0) continue;
    rest = subtract(rest, fitting);
    if (rule.policy === 'accept') accepted = union(accepted, fitting);
    else denials.push({ addresses: fitting, group, reason: `${rule.label} drops TCP ${port} from ${listed(fitting)}` });
  }
  if (rest.length > 0) {
    denials.push({ addresses: rest, group: first, reason: `no rule accepts TCP ${port} from ${listed(rest)}` });
  }
  return { accepted, denials, gaps };
}

function missingGroups(instance: InstanceModel, groups: readonly (SecurityGroupModel | undefined)[]): readonly Gap[] {
  if (groups.length > 0 && groups.every((group) => group !== undefined)) return [];
  // Nothing at all is known of it, which is said already.
  if (groups.length === 0 && instance.gaps.length > 0) return [];
  return [{ kind: 'existing', message: `the security groups of ${instance.label} are not all known` }];
}

function rulesFor(groups: readonly SecurityGroupModel[], port: number) {
  return groups
    .flatMap((group) => group.rules.map((rule) => ({ rule, group })))
    .filter(({ rule: { protocol, ports } }) => {
      return (protocol === 'tcp' || protocol === 'all') && ports.first <= port && port <= ports.last;
    })
    .sort((a, b) => a.rule.priority - b.rule.priority || strictness(a.rule) - strictness(b.rule));
}

function strictness({ policy }: IngressRuleModel): number {
  return policy === 'drop' ? 0 : 1;
}

/** The blocks of a set, in words. */
function listed(set: AddressSet): string {
  return blocksOf(set)
    .map(({ text }) => text)
    .join(', ');
}
