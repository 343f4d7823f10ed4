import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { missingParameter } from '../../../protocol/gateway-errors';
import { operation } from '../../../protocol/operation';
import { parameter, tagsParameter } from '../../../protocol/parameters';
import { readTags } from '../../tags';
import { isoSecond } from '../../times';
import { requireNewBinding } from '../bindings';
import { albErrors, illegalParam } from '../errors';
import { requireListener, requireLoadBalancer } from '../find';
import { jobFailed, jobSucceeded, startJob } from '../jobs';
import { defaultActionsParameter, listenerSettings, readListenerSettings } from '../listener-settings';
import { type Listener, listeners, type LoadBalancer } from '../model';
import { checkListenerQuota } from '../quotas';
import { albTagLimits } from '../tag-limits';
import { removeListener } from '../uses';
import { listenerView } from '../views/listener';

/** Ends `Provisioning` and `Configuring`. */
export const listenerSettled = effect('alb/listenerSettled', ({ store }, listenerId) => {
  const listener = store.get(listeners, listenerId);
  if (!listener || listener.status === 'Deleting') return;
  store.update(listeners, listenerId, { status: listener.started ? 'Running' : 'Stopped' });
});

const listenerGone = effect('alb/listenerGone', ({ store }, listenerId) => {
  removeListener(store, listenerId);
});

const createListener = operation({
  action: 'CreateListener',
  kind: 'write',
  failures: { [listenerSettled.name]: listenerGone, [jobSucceeded.name]: jobFailed },
  parameters: {
    LoadBalancerId: parameter.text(),
    ListenerProtocol: parameter.oneOf(['HTTP', 'HTTPS', 'QUIC']),
    ListenerPort: parameter.integer({ min: 1, max: 65535 }),
    DefaultActions: defaultActionsParameter,
    ...listenerSettings,
    // The provider says `Tags`, the SDK `Tag`.
    Tag: parameter.optional(tagsParameter()),
    Tags: parameter.optional(tagsParameter()),
  },
  handle: (call, request) => {
    const protocol = request.ListenerProtocol;
    const settings = readListenerSettings(request, protocol);
    const tags = readTags(request.Tag ?? request.Tags, albTagLimits);
    const balancer = requireLoadBalancer(call, request.LoadBalancerId);
    const groupId = targetOf(request.DefaultActions) ?? refuse(missingParameter('DefaultActions'));
    // Of the documented codes for this, the one that the provider retries.
    if (balancer.status !== 'Active') {
      refuse(albErrors.loadBalancerBusinessStatus, balancer.loadBalancerId, balancer.status);
    }
    checkPort(call, balancer, protocol, request.ListenerPort);
    checkQuicListener(call, balancer, protocol, settings.quic);
    checkListenerQuota(call.store, balancer.loadBalancerId);
    const group = requireNewBinding(call, balancer, protocol, groupId);
    const listenerId = call.newId('lsn');
    call.store.put<Listener, string>(listeners, {
      listenerId,
      regionId: call.region,
      loadBalancerId: balancer.loadBalancerId,
      protocol,
      port: request.ListenerPort,
      serverGroupId: group.serverGroupId,
      status: 'Provisioning',
      started: true,
      ...settings,
      createdAt: isoSecond(call.now),
      tags,
    });
    call.settle(listenerSettled, listenerId);
    return { ListenerId: listenerId, ...listenerJob(call, 'CreateListener', 'Create', listenerId) };
  },
});

const getListenerAttribute = operation({
  action: 'GetListenerAttribute',
  kind: 'read',
  parameters: { ListenerId: parameter.text() },
  handle: (call, request) => listenerView(call.store, requireListener(call, request.ListenerId)),
});

const deleteListener = operation({
  action: 'DeleteListener',
  kind: 'write',
  parameters: { ListenerId: parameter.text() },
  handle: (call, request) => {
    const listener = requireListener(call, request.ListenerId);
    const { listenerId, status } = listener;
    const balancer = requireLoadBalancer(call, listener.loadBalancerId);
    if (balancer.status !== 'Active') refuse(albErrors.loadBalancerStatus, balancer.loadBalancerId, balancer.status);
    // The documented `IncorrectStatus.Listener` would end the provider's run; this one it retries.
    if (status !== 'Running' && status !== 'Stopped') refuse(albErrors.listenerConfiguring, listenerId);
    const siblings = call.store.where(listeners, 'loadBalancer', listener.loadBalancerId);
    if (siblings.some(({ quic }) => quic.QuicListenerId === listenerId)) refuse(albErrors.listenerInUse, listenerId);
    call.store.update(listeners, listenerId, { status: 'Deleting' });
    call.settle(listenerGone, listenerId);
    return listenerJob(call, 'DeleteListener', 'Delete', listenerId);
  },
});

/** The group that default actions forward to. */
export function targetOf(
  actions:
    readonly { ForwardGroupConfig: { ServerGroupTuples: readonly { readonly ServerGroupId: string }[] } }[] | undefined,
): string | undefined {
  return actions?.[0]?.ForwardGroupConfig.ServerGroupTuples[0]?.ServerGroupId;
}

/** Starts the job of a write on a listener. */
export function listenerJob(
  call: Call,
  apiName: string,
  operateType: 'Create' | 'Update' | 'Delete',
  resourceId: string,
) {
  return startJob(call, { apiName, operateType, resourceType: 'listener', resourceId });
}

/** An HTTPS listener may hand over to a QUIC listener of the same balancer. */
export function checkQuicListener(
  { store }: Call,
  { loadBalancerId }: LoadBalancer,
  protocol: Listener['protocol'],
  { QuicListenerId: quicListenerId, QuicUpgradeEnabled: enabled }: Listener['quic'],
): void {
  if (quicListenerId === undefined) {
    if (enabled) refuse(missingParameter('QuicConfig.QuicListenerId'));
    return;
  }
  const target = store.get(listeners, quicListenerId);
  if (target?.loadBalancerId !== loadBalancerId) refuse(albErrors.listenerNotFound, quicListenerId);
  if (protocol !== 'HTTPS' || target.protocol !== 'QUIC') refuse(illegalParam('QuicConfig'));
}

/** HTTP and HTTPS are TCP and share ports; QUIC is UDP and has its own. */
function checkPort(
  { store }: Call,
  { loadBalancerId }: LoadBalancer,
  protocol: Listener['protocol'],
  port: number,
): void {
  const isUdp = protocol === 'QUIC';
  const taken = store
    .where(listeners, 'loadBalancer', loadBalancerId)
    .find((other) => other.port === port && (other.protocol === 'QUIC') === isUdp);
  if (taken) refuse(albErrors.listenerExists, taken.listenerId);
}

/** Making, reading and deleting listeners. */
export const listenerOperations = [createListener, getListenerAttribute, deleteListener];
/** What happens to listeners later. */
export const listenerEffects = [listenerSettled, listenerGone];
