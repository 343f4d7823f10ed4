import type { Store } from '../../store/store';
import { aclRelationKey, aclRelations } from './acl-model';
import { listeners } from './model';
import { rules, ruleTargets } from './rule-model';

/** The load balancers that use a server group, once for each listener and rule that does. */
export function usersOf(store: Store, serverGroupId: string): string[] {
  return [
    ...store.where(listeners, 'serverGroup', serverGroupId),
    ...store.where(ruleTargets, 'serverGroup', serverGroupId),
  ].map(({ loadBalancerId }) => loadBalancerId);
}

/** How many listeners and rules use a server group. */
export function countUses(store: Store, serverGroupId: string): number {
  return store.count(listeners, 'serverGroup', serverGroupId) + store.count(ruleTargets, 'serverGroup', serverGroupId);
}

/** The server groups that a load balancer uses, once for each listener and rule that does. */
export function groupsUsedBy(store: Store, loadBalancerId: string): string[] {
  return [
    ...store.where(listeners, 'loadBalancer', loadBalancerId),
    ...store.where(ruleTargets, 'loadBalancer', loadBalancerId),
  ].map(({ serverGroupId }) => serverGroupId);
}

/** Removes a rule and what it uses. */
export function removeRule(store: Store, ruleId: string): void {
  for (const { serverGroupId } of store.where(ruleTargets, 'rule', ruleId)) {
    store.remove(ruleTargets, `${ruleId}/${serverGroupId}`);
  }
  store.remove(rules, ruleId);
}

/** Removes a listener with its rules; the lists that it asked are free again. */
export function removeListener(store: Store, listenerId: string): void {
  for (const { ruleId } of store.where(rules, 'listener', listenerId)) removeRule(store, ruleId);
  for (const relation of store.where(aclRelations, 'listener', listenerId)) {
    store.remove(aclRelations, aclRelationKey(relation));
  }
  store.remove(listeners, listenerId);
}
