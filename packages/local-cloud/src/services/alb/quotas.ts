import { refuse } from '../../protocol/api-error';
import type { Store } from '../../store/store';
import { albErrors } from './errors';
import { backendServers, listeners, type LoadBalancer, loadBalancers } from './model';
import { rules } from './rule-model';
import { countUses, groupsUsedBy, usersOf } from './uses';

const SERVERS_PER_GROUP = 1000;
/** How often one address may be added, over all groups. */
const ADDITIONS_PER_ADDRESS = 200;
const GROUP_ATTACHMENTS = 50;
const LISTENERS_PER_LOAD_BALANCER = 50;
const RULES_PER_LOAD_BALANCER: Readonly<Record<LoadBalancer['edition'], number>> = {
  Basic: 40,
  Standard: 100,
  StandardWithWaf: 100,
};
const SERVERS_PER_LOAD_BALANCER: Readonly<Record<LoadBalancer['edition'], number>> = {
  Basic: 200,
  Standard: 1000,
  StandardWithWaf: 1000,
};

/** Checks, before servers join a group, the limits of the group, of each address, and of every balancer that uses it. */
export function checkServerQuotas(store: Store, serverGroupId: string, addresses: readonly string[]): void {
  const usage = store.count(backendServers, 'group', serverGroupId);
  if (usage + addresses.length > SERVERS_PER_GROUP) {
    refuse(albErrors.serversPerGroupQuota, 'ServerGroupServersNum', String(usage), String(SERVERS_PER_GROUP));
  }
  for (const address of new Set(addresses)) {
    const added = addresses.filter((candidate) => candidate === address).length;
    const before = store.count(backendServers, 'address', address);
    if (before + added > ADDITIONS_PER_ADDRESS) {
      refuse(albErrors.serverAddedQuota, 'ServerAddedNum', String(before), String(ADDITIONS_PER_ADDRESS));
    }
  }
  const uses = usersOf(store, serverGroupId);
  for (const loadBalancerId of new Set(uses)) {
    const times = uses.filter((candidate) => candidate === loadBalancerId).length;
    checkServersOf(store, loadBalancerId, times * addresses.length);
  }
}

/** Checks, before a listener is made, how many its balancer has. */
export function checkListenerQuota(store: Store, loadBalancerId: string): void {
  const usage = store.count(listeners, 'loadBalancer', loadBalancerId);
  if (usage < LISTENERS_PER_LOAD_BALANCER) return;
  refuse(albErrors.listenerQuota, 'LoadBalancerListenersNum', String(usage), String(LISTENERS_PER_LOAD_BALANCER));
}

/** Checks, before a rule is made, how many its balancer has. */
export function checkRuleQuota(store: Store, { loadBalancerId, edition }: LoadBalancer): void {
  const usage = store.count(rules, 'loadBalancer', loadBalancerId);
  const quota = RULES_PER_LOAD_BALANCER[edition];
  if (usage >= quota) refuse(albErrors.ruleQuota, 'LoadBalancerRulesNum', String(usage), String(quota));
}

/** Checks, before a listener or rule forwards to a group, how often the group is used and how many servers the balancer reaches. */
export function checkAttachmentQuotas(store: Store, loadBalancerId: string, serverGroupId: string): void {
  const usage = countUses(store, serverGroupId);
  if (usage >= GROUP_ATTACHMENTS) {
    refuse(albErrors.serverGroupAttachedQuota, 'ServerGroupAttachedNum', String(usage), String(GROUP_ATTACHMENTS));
  }
  checkServersOf(store, loadBalancerId, store.count(backendServers, 'group', serverGroupId));
}

/** A server counts once for each listener and rule that reaches it. */
function checkServersOf(store: Store, loadBalancerId: string, added: number): void {
  const edition = store.get(loadBalancers, loadBalancerId)?.edition ?? 'Basic';
  const quota = SERVERS_PER_LOAD_BALANCER[edition];
  const usage = groupsUsedBy(store, loadBalancerId).reduce(
    (sum, serverGroupId) => sum + store.count(backendServers, 'group', serverGroupId),
    0,
  );
  if (usage + added <= quota) return;
  refuse(albErrors.serversPerLoadBalancerQuota, 'LoadBalancerServersNum', String(usage), String(quota));
}
