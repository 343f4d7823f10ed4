import type { Facts } from '../facts';
import type { Resource } from '../resource';

/** A listener or a forwarding rule that sends requests to a server group. */
export interface Forward {
  /** What says so: the listener, or the rule. */
  readonly resource: Resource;
  readonly listener: Resource | undefined;
  readonly groupId: string;
}

/** Everything that sends requests to a server group: default actions of listeners, and actions of their rules. */
export function forwards(facts: Facts): readonly Forward[] {
  const ofListeners = facts
    .resources('alicloud_alb_listener')
    .flatMap((resource) =>
      groupsIn(resource, 'default_actions').map((groupId) => ({ resource, listener: resource, groupId })),
    );
  const ofRules = facts.resources('alicloud_alb_rule').flatMap((resource) => {
    const listener = facts.find('alicloud_alb_listener', resource.id('listener', 'listener_id'));
    return groupsIn(resource, 'rule_actions').map((groupId) => ({ resource, listener, groupId }));
  });
  return [...ofListeners, ...ofRules];
}

function groupsIn(resource: Resource, actions: string): readonly string[] {
  return resource
    .blocks(actions)
    .flatMap((action) => action.blocks('forward_group_config'))
    .flatMap((config) => config.blocks('server_group_tuples'))
    .flatMap((tuple) => tuple.id('serverGroup', 'server_group_id') ?? []);
}

/** The ALB of a listener, where it is part of the configuration. */
export function balancerOf(facts: Facts, listener: Resource | undefined): Resource | undefined {
  return facts.find('alicloud_alb_load_balancer', listener?.id('loadBalancer', 'load_balancer_id'));
}

/** The addresses that an ALB shows in each of its zones; none before it is made. */
function addressesOf(balancer: Resource) {
  return balancer.blocks('zone_mappings').flatMap((mapping) => mapping.computedBlocks('load_balancer_addresses'));
}

/** Whether an ALB sends from back-to-origin CIDRs: it is there and shows no local addresses, or is to have such CIDRs. */
export function isNonUpgraded(facts: Facts, balancer: Resource): boolean {
  if (!stands(balancer)) return facts.hasBackToOriginCidrs(balancer);
  return addressesOf(balancer).every((address) => address.texts('ipv4_local_addresses')?.length === 0);
}

/** Whether an ALB is there already, as its addresses are known. */
export function stands(balancer: Resource): boolean {
  return addressesOf(balancer).length > 0;
}

/** The private addresses that clients reach an ALB at, as far as they are known. */
export function ownAddresses(balancer: Resource): readonly string[] {
  return addressesOf(balancer).flatMap((address) => {
    const text = address.text('intranet_address') ?? address.text('address');
    return text === undefined ? [] : [text];
  });
}

/** Whether an ALB sends to servers with remote IP. */
export function sendsFarAway(facts: Facts, balancer: Resource): boolean {
  return forwards(facts).some(
    ({ listener, groupId }) =>
      balancerOf(facts, listener) === balancer &&
      (facts.membersOfGroup.get(groupId) ?? []).some(({ server }) => server.flag('remote_ip_enabled', false) === true),
  );
}
