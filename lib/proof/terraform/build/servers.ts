import type { IngressRuleModel, InstanceModel, SecurityGroupModel } from '../../model';
import type { Instance } from '../source/instance';
import { isAddress, isKnown, items, type Value } from '../value';
import type { Draft } from './draft';
import { push } from './network';
import type { Source } from './things';

/** An instance with what is known of its addresses. */
export interface ServerInstance extends Omit<InstanceModel, 'gaps'> {
  /** Those that it has beside its first one. */
  readonly secondaryIps: readonly string[];
  /** Whether an address is given that is not known yet. */
  readonly hasUnknownIp: boolean;
}

/** What `buildServers` makes, without gaps, which are put in at the end. */
export interface Servers {
  readonly securityGroups: readonly Omit<SecurityGroupModel, 'gaps'>[];
  readonly instances: readonly ServerInstance[];
}

/** Instances, network interfaces that stand for servers of their own, and the security groups around them. */
export function buildServers(draft: Draft): Servers {
  const instances = [
    ...draft.things.ofType('alicloud_instance').map((source) => instanceOf(draft, source, ['security_groups'])),
    ...['alicloud_network_interface', 'alicloud_ecs_network_interface']
      .flatMap((type) => draft.things.ofType(type))
      .map((source) => interfaceOf(draft, source)),
  ];
  const rules = rulesByGroup(draft);
  const groups = draft.things.ofType('alicloud_security_group').map(({ id, instance, isExisting }) => {
    if (isExisting) draft.addGap(id, `${instance.address}: its rules are not part of this configuration`, 'existing');
    return { id, label: instance.label, vpcId: draft.id(instance, 'vpc', 'vpc_id') ?? '' };
  });
  const strangers = draft.things.strangers('securityGroup').map(({ id, label, by }) => {
    draft.addGap(id, `${by}: the rules of ${label} are not part of this configuration`, 'existing');
    return { id, label, vpcId: '' };
  });
  return {
    instances,
    securityGroups: [...groups, ...strangers].map((group) => ({ ...group, rules: rules.get(group.id) ?? [] })),
  };
}

function interfaceOf(draft: Draft, source: Source): ServerInstance {
  const message = `${source.instance.address}: whether its server answers over this interface is decided inside the server`;
  draft.addGap(source.id, message, 'existing');
  return instanceOf(draft, source, ['security_group_ids', 'security_groups']);
}

/** @param groupAttributes Where the security groups may be given; the first that is given counts */
function instanceOf(draft: Draft, { id, instance }: Source, groupAttributes: readonly string[]): ServerInstance {
  const vSwitch = ['vswitch_id', 'subnet_id'].find((attribute) => isGiven(draft, instance, attribute)) ?? 'vswitch_id';
  const vSwitchId = draft.id(instance, 'vSwitch', vSwitch, id);
  if (vSwitchId === undefined) draft.addGap(id, `${instance.address}: its vSwitch is not known`);
  else if (!draft.things.has('vSwitch', instance.values[vSwitch])) draft.addStranger(instance, vSwitch, vSwitchId, id);
  const groups = groupAttributes.find((attribute) => isGiven(draft, instance, attribute));
  if (groups === undefined) draft.addGap(id, `${instance.address}: its security groups are not known`);
  const ips = ['private_ip', 'primary_ip_address'].map((attribute) => draft.value(instance, attribute));
  const privateIp = ips.find(isAddress);
  return {
    id,
    label: instance.label,
    vSwitchId: vSwitchId ?? '',
    ...(privateIp !== undefined && { privateIp }),
    securityGroupIds: groups === undefined ? [] : (draft.ids(instance, 'securityGroup', groups, id) ?? []),
    hasUnknownIp: privateIp === undefined && !ips.every(isKnown),
    secondaryIps: SECONDARY.flatMap((attribute) => items(draft.value(instance, attribute))).filter(
      (value) => typeof value === 'string',
    ),
  };
}

/** Where addresses beside the first one stand. */
const SECONDARY = ['secondary_private_ips', 'private_ip_addresses', 'private_ips'];

function isGiven(draft: Draft, instance: Instance, attribute: string): boolean {
  const value = draft.inventory.resolve(instance.values[attribute]);
  return value !== undefined && value !== null && value !== '';
}

function rulesByGroup(draft: Draft): ReadonlyMap<string, readonly IngressRuleModel[]> {
  const rules = new Map<string, IngressRuleModel[]>();
  for (const instance of draft.inventory.ofType('alicloud_security_group_rule')) {
    if (draft.text(instance, 'type') === 'egress') continue;
    const groupId = draft.id(instance, 'securityGroup', 'security_group_id');
    if (groupId === undefined) continue;
    for (const rule of ruleOf(draft, instance, groupId)) push(rules, groupId, rule);
  }
  return rules;
}

const PROTOCOLS: readonly IngressRuleModel['protocol'][] = ['tcp', 'udp', 'icmp', 'gre', 'all'];

/** A rule; empty, with a gap at the group, where it could not be read, and empty for IPv6 and for the public network. */
function ruleOf(draft: Draft, instance: Instance, groupId: string): readonly IngressRuleModel[] {
  const nic = draft.text(instance, 'nic_type', groupId);
  if (nic === 'internet' && isInVpc(draft, groupId)) {
    draft.addGap(groupId, `${instance.address}.nic_type: rules for the public network are not followed in a VPC`);
    return [];
  }
  if (draft.text(instance, 'ipv6_cidr_ip') !== undefined) return [];
  const source = sourceOf(draft, instance, groupId);
  const protocol = PROTOCOLS.find((known) => known === draft.text(instance, 'ip_protocol', groupId)?.toLowerCase());
  const ports = portsOf(draft, instance, groupId);
  const policy = draft.text(instance, 'policy', groupId)?.toLowerCase() ?? 'accept';
  const isComplete = isSettled(draft, instance);
  if (source === undefined || protocol === undefined || ports === undefined || !isComplete) {
    draft.addGap(groupId, `${instance.address}: not all of the rule is known`);
    return [];
  }
  return [
    {
      label: draft.text(instance, 'description') ?? instance.label,
      policy: policy === 'drop' ? 'drop' : 'accept',
      priority: Number(draft.text(instance, 'priority') ?? 1),
      protocol,
      ports,
      source,
    },
  ];
}

function isInVpc(draft: Draft, groupId: string): boolean {
  return draft.inventory.find(groupId)?.values.vpc_id !== undefined;
}

/** Whether the parts that have a default are really not given, and not just unknown. */
function isSettled(draft: Draft, instance: Instance): boolean {
  return ['type', 'policy', 'priority'].every((attribute) => isKnown(draft.value(instance, attribute)));
}

function sourceOf(draft: Draft, instance: Instance, groupId: string): IngressRuleModel['source'] | undefined {
  const listed: Value = draft.value(instance, 'prefix_list_id');
  if (listed !== undefined && listed !== null && listed !== '') {
    draft.addGap(groupId, `${instance.address}.prefix_list_id: prefix lists are not followed`);
    return undefined;
  }
  if (isGiven(draft, instance, 'source_security_group_id')) {
    const source = draft.id(instance, 'securityGroup', 'source_security_group_id', groupId);
    return source === undefined ? undefined : { kind: 'group', groupId: source };
  }
  const cidr = draft.cidr(instance, 'cidr_ip', groupId);
  return cidr && { kind: 'cidr', cidr };
}

/** `80/80`, `1/65535`, or `-1/-1` for all. */
function portsOf(draft: Draft, instance: Instance, groupId: string): IngressRuleModel['ports'] | undefined {
  const text = draft.text(instance, 'port_range', groupId) ?? (isGiven(draft, instance, 'port_range') ? '' : '-1/-1');
  const [, first, last] = /^(-?\d+)\/(-?\d+)$/.exec(text) ?? [];
  if (first === undefined || last === undefined) {
    if (text !== '') draft.addGap(groupId, `${instance.address}.port_range: ${text} is not a range`);
    return undefined;
  }
  return first === '-1' ? { first: 1, last: 65535 } : { first: Number(first), last: Number(last) };
}
