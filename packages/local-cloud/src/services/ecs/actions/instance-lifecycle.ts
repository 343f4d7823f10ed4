import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { releaseAddresses } from '../../vpc/addresses';
import { routeEntries } from '../../vpc/model';
import { isoMinute } from '../../times';
import { ecsErrors } from '../errors';
import { requireInstance } from '../find';
import { disks, type Instance, instances, networkInterfaces } from '../model';
import { instanceRunning } from './run-instances';

const instanceStopped = effect('ecs/instanceStopped', ({ store }, instanceId) => {
  if (store.get(instances, instanceId)?.status === 'Stopping') {
    store.update(instances, instanceId, { status: 'Stopped' });
  }
});

/** An instance takes its network interfaces, their addresses and its system disk with it. */
const instanceGone = effect('ecs/instanceGone', ({ store }, instanceId) => {
  for (const { networkInterfaceId } of store.where(networkInterfaces, 'owner', instanceId)) {
    releaseAddresses(store, networkInterfaceId);
    store.remove(networkInterfaces, networkInterfaceId);
  }
  for (const { diskId } of store.where(disks, 'instance', instanceId)) store.remove(disks, diskId);
  store.remove(instances, instanceId);
});

const startInstance = operation({
  action: 'StartInstance',
  kind: 'write',
  parameters: { InstanceId: parameter.text() },
  handle: (call, request) => {
    const instance = requireInstance(call, request.InstanceId);
    if (instance.status !== 'Stopped') refuse(ecsErrors.instanceStatus);
    start(call, instance);
    return {};
  },
});

const stopInstance = operation({
  action: 'StopInstance',
  kind: 'write',
  parameters: {
    InstanceId: parameter.text(),
    // The provider sends back what it read, and a running instance shows `Not-applicable`.
    StoppedMode: parameter.optional(parameter.oneOf(['KeepCharging', 'StopCharging', 'Not-applicable'])),
  },
  handle: (call, request) => {
    const { instanceId, status } = requireInstance(call, request.InstanceId);
    if (status !== 'Running') refuse(ecsErrors.instanceStatus);
    const stoppedMode = request.StoppedMode === 'StopCharging' ? 'StopCharging' : 'KeepCharging';
    call.store.update(instances, instanceId, { status: 'Stopping', stoppedMode });
    call.settle(instanceStopped, instanceId);
    return {};
  },
});

/** A restart shows as `Starting` until it is over. */
const rebootInstance = operation({
  action: 'RebootInstance',
  kind: 'write',
  parameters: { InstanceId: parameter.text() },
  handle: (call, request) => {
    const instance = requireInstance(call, request.InstanceId);
    if (instance.status !== 'Running') refuse(ecsErrors.instanceStatus);
    start(call, instance);
    return {};
  },
});

const deleteInstance = operation({
  action: 'DeleteInstance',
  kind: 'write',
  parameters: {
    InstanceId: parameter.text(),
    Force: parameter.withDefault(parameter.boolean(), false),
  },
  handle: (call, request) => {
    const { store } = call;
    const { instanceId, status, deletionProtection } = requireInstance(call, request.InstanceId);
    if (deletionProtection) refuse(ecsErrors.instanceProtected);
    if (status === 'Pending' || status === 'Starting') refuse(ecsErrors.instanceInitializing);
    const isDeletable = status === 'Stopped' || (status === 'Running' && request.Force);
    if (!isDeletable) refuse(ecsErrors.instanceStatus);
    if (store.count(routeEntries, 'nextHop', instanceId) > 0) refuse(ecsErrors.instanceHasRoute);
    store.update(instances, instanceId, { status: 'Deleting' });
    call.settle(instanceGone, instanceId);
    return {};
  },
});

function start(call: Call, { instanceId }: Instance): void {
  call.store.update(instances, instanceId, { status: 'Starting', startedAt: isoMinute(call.now) });
  call.settle(instanceRunning, instanceId);
}

/** Starting, stopping and deleting instances. */
export const instanceLifecycleOperations = [startInstance, stopInstance, rebootInstance, deleteInstance];
/** What happens to instances later. */
export const instanceEffects = [instanceStopped, instanceGone];
