import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { requireBindableGroup, requireNewBinding } from '../bindings';
import { albErrors } from '../errors';
import { requireListener, requireLoadBalancer } from '../find';
import { defaultActionsParameter, listenerSettings, readListenerSettings } from '../listener-settings';
import { type Listener, listeners } from '../model';
import { checkQuicListener, listenerJob, listenerSettled, targetOf } from './listeners';

const updateListenerAttribute = operation({
  action: 'UpdateListenerAttribute',
  kind: 'write',
  parameters: {
    ListenerId: parameter.text(),
    DefaultActions: parameter.optional(defaultActionsParameter),
    ...listenerSettings,
  },
  handle: (call, request) => {
    const listener = requireListener(call, request.ListenerId);
    const settings = readListenerSettings(request, listener.protocol, listener);
    const balancer = requireLoadBalancer(call, listener.loadBalancerId);
    requireStatus(listener, ['Running', 'Stopped']);
    checkQuicListener(call, balancer, listener.protocol, settings.quic);
    const groupId = targetOf(request.DefaultActions) ?? listener.serverGroupId;
    const check = groupId === listener.serverGroupId ? requireBindableGroup : requireNewBinding;
    const group = check(call, balancer, listener.protocol, groupId);
    return configureListener(call, 'UpdateListenerAttribute', listener, {
      ...settings,
      serverGroupId: group.serverGroupId,
    });
  },
});

const startListener = operation({
  action: 'StartListener',
  kind: 'write',
  parameters: { ListenerId: parameter.text() },
  handle: (call, request) => {
    const listener = requireListener(call, request.ListenerId);
    requireStatus(listener, ['Stopped']);
    return configureListener(call, 'StartListener', listener, { started: true });
  },
});

const stopListener = operation({
  action: 'StopListener',
  kind: 'write',
  parameters: { ListenerId: parameter.text() },
  handle: (call, request) => {
    const listener = requireListener(call, request.ListenerId);
    requireStatus(listener, ['Running']);
    return configureListener(call, 'StopListener', listener, { started: false });
  },
});

/** Refuses unless the listener is in one of these states. */
export function requireStatus({ listenerId, status }: Listener, allowed: readonly Listener['status'][]): void {
  if (!allowed.includes(status)) refuse(albErrors.listenerStatus, listenerId, status);
}

/** Changes a listener, which is `Configuring` for a while; answers the job. */
export function configureListener(call: Call, apiName: string, { listenerId }: Listener, changes: Partial<Listener>) {
  call.store.update(listeners, listenerId, { ...changes, status: 'Configuring' });
  call.settle(listenerSettled, listenerId);
  return listenerJob(call, apiName, 'Update', listenerId);
}

/** Changing, starting and stopping listeners. */
export const listenerUpdateOperations = [updateListenerAttribute, startListener, stopListener];
