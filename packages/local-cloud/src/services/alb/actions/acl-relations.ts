import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { aclRelationKey, aclRelations } from '../acl-model';
import { checkNewRelation } from '../acl-quotas';
import { albErrors } from '../errors';
import { requireAcl, requireListener } from '../find';
import { type Listener, listeners } from '../model';
import { configureListener } from './listener-updates';
import { requireAvailableAcl } from './acls';

const aclIds = parameter.list(parameter.text(), { max: 3 });

/** Ends `Associating` and `Dissociating` of all lists of a listener. */
const aclRelationsSettled = effect('alb/aclRelationsSettled', ({ store }, listenerId) => {
  for (const relation of store.where(aclRelations, 'listener', listenerId)) {
    if (relation.status === 'Dissociating') store.remove(aclRelations, aclRelationKey(relation));
    else if (relation.status !== 'Associated') store.put(aclRelations, { ...relation, status: 'Associated' });
  }
});

const associateAclsWithListener = operation({
  action: 'AssociateAclsWithListener',
  kind: 'write',
  parameters: { ListenerId: parameter.text(), AclIds: aclIds, AclType: parameter.oneOf(['White', 'Black']) },
  handle: (call, request) => {
    const { store } = call;
    const listener = requireSettledListener(call, request.ListenerId);
    const { listenerId } = listener;
    const type = request.AclType;
    for (const id of request.AclIds) {
      const { aclId } = requireAvailableAcl(call, id);
      const relations = store.where(aclRelations, 'listener', listenerId);
      if (relations.some((relation) => relation.aclId === aclId)) refuse(albErrors.aclAssociated, aclId);
      // The provider waits for the other kind to go.
      const other = relations.find((relation) => relation.type !== type);
      if (other) refuse(albErrors.aclConflict, aclId, other.aclId);
      checkNewRelation(store, listenerId, aclId);
      store.put(aclRelations, { listenerId, aclId, type, status: 'Associating' });
    }
    call.settle(aclRelationsSettled, listenerId);
    return configureListener(call, 'AssociateAclsWithListener', listener, {});
  },
});

const dissociateAclsFromListener = operation({
  action: 'DissociateAclsFromListener',
  kind: 'write',
  parameters: { ListenerId: parameter.text(), AclIds: aclIds },
  handle: (call, request) => {
    const { store } = call;
    const listener = requireSettledListener(call, request.ListenerId);
    const { listenerId } = listener;
    for (const id of request.AclIds) {
      const { aclId } = requireAcl(call, id);
      const relation = store.get(aclRelations, aclRelationKey({ listenerId, aclId }));
      if (!relation) refuse(albErrors.aclNotAssociated, aclId);
      store.put(aclRelations, { ...relation, status: 'Dissociating' });
    }
    call.settle(aclRelationsSettled, listenerId);
    return configureListener(call, 'DissociateAclsFromListener', listener, {});
  },
});

const listAclRelations = operation({
  action: 'ListAclRelations',
  kind: 'read',
  parameters: { AclIds: parameter.list(parameter.text(), { max: 5 }) },
  handle: (call, request) => ({
    AclRelations: request.AclIds.map((id) => requireAcl(call, id)).map(({ aclId }) => ({
      AclId: aclId,
      RelatedListeners: call.store.where(aclRelations, 'acl', aclId).map(({ listenerId, status }) => {
        const listener = call.store.get(listeners, listenerId);
        return {
          ListenerId: listenerId,
          ListenerPort: listener?.port,
          ListenerProtocol: listener?.protocol,
          LoadBalancerId: listener?.loadBalancerId,
          Status: status,
        };
      }),
    })),
  }),
});

/** The code for a listener in a transient state is one that the provider retries. */
function requireSettledListener(call: Call, listenerId: string): Listener {
  const listener = requireListener(call, listenerId);
  const { status } = listener;
  if (status !== 'Running' && status !== 'Stopped') refuse(albErrors.listenerConfiguring, listenerId);
  return listener;
}

/** The actions that let listeners ask access control lists. */
export const aclRelationOperations = [associateAclsWithListener, dissociateAclsFromListener, listAclRelations];
/** What happens to those relations later. */
export const aclRelationEffects = [aclRelationsSettled];
