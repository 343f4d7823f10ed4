import { refuse } from '../../protocol/api-error';
import type { Store } from '../../store/store';
import { aclEntries, aclRelations } from './acl-model';
import { albErrors } from './errors';
import { listeners, type LoadBalancer, loadBalancers } from './model';

// The limits cannot be raised (ALB user guide, quotas and limits).
const ENTRIES_PER_ACL = 500;
const ENTRIES_PER_LOAD_BALANCER = 800;
const ACLS_PER_LISTENER = 3;
const LISTENERS_PER_ACL = 50;
const ENTRIES_PER_LISTENER: Readonly<Record<LoadBalancer['edition'], number>> = {
  Basic: 300,
  Standard: 500,
  StandardWithWaf: 500,
};

/** Checks, before entries join a list, how many it has, and how many each listener and balancer that asks it has. */
export function checkAddedEntries(store: Store, aclId: string, added: number): void {
  const usage = store.count(aclEntries, 'acl', aclId);
  if (usage + added > ENTRIES_PER_ACL) {
    refuse(albErrors.aclEntriesQuota, 'AclEntriesNum', String(usage), String(ENTRIES_PER_ACL));
  }
  for (const { listenerId } of store.where(aclRelations, 'acl', aclId)) checkEntries(store, listenerId, added);
}

/** Checks, before a listener asks a list, how many lists and entries the listener has and how many listeners the list. */
export function checkNewRelation(store: Store, listenerId: string, aclId: string): void {
  const lists = store.count(aclRelations, 'listener', listenerId);
  if (lists >= ACLS_PER_LISTENER) {
    refuse(albErrors.listenerAclsQuota, 'ListenerAclsNum', String(lists), String(ACLS_PER_LISTENER));
  }
  const uses = store.count(aclRelations, 'acl', aclId);
  if (uses >= LISTENERS_PER_ACL) {
    refuse(albErrors.aclListenersQuota, 'AclAttachedNum', String(uses), String(LISTENERS_PER_ACL));
  }
  checkEntries(store, listenerId, store.count(aclEntries, 'acl', aclId));
}

function checkEntries(store: Store, listenerId: string, added: number): void {
  const { loadBalancerId = '' } = store.get(listeners, listenerId) ?? {};
  const edition = store.get(loadBalancers, loadBalancerId)?.edition ?? 'Basic';
  const quota = ENTRIES_PER_LISTENER[edition];
  const usage = entriesOf(store, listenerId);
  if (usage + added > quota) {
    refuse(albErrors.listenerAclEntriesQuota, 'ListenerAclEntriesNum', String(usage), String(quota));
  }
  const total = store
    .where(listeners, 'loadBalancer', loadBalancerId)
    .reduce((sum, sibling) => sum + entriesOf(store, sibling.listenerId), 0);
  if (total + added <= ENTRIES_PER_LOAD_BALANCER) return;
  const { loadBalancerAclEntriesQuota: error } = albErrors;
  refuse(error, 'LoadBalancerAclEntriesNum', String(total), String(ENTRIES_PER_LOAD_BALANCER));
}

function entriesOf(store: Store, listenerId: string): number {
  return store
    .where(aclRelations, 'listener', listenerId)
    .reduce((sum, { aclId }) => sum + store.count(aclEntries, 'acl', aclId), 0);
}
