import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { moveVirtualAddress, releaseZone, takeZone } from '../addresses';
import { albErrors } from '../errors';
import { requireLoadBalancer } from '../find';
import { startJob } from '../jobs';
import { writeManagedRules } from '../managed-security-group';
import { type AlbZone, editions, type LoadBalancer, loadBalancers } from '../model';
import { modificationProtectionParameter, readModificationProtection } from '../modification-protection';
import { checkName } from '../texts';
import { checkZones, type CheckedZone, zoneMappingParameter } from '../zone-mappings';
import { loadBalancerActive } from './load-balancers';
import { isoSecond } from '../../times';

const updateLoadBalancerAttribute = operation({
  action: 'UpdateLoadBalancerAttribute',
  kind: 'write',
  parameters: {
    LoadBalancerId: parameter.text(),
    LoadBalancerName: parameter.optional(parameter.text()),
    ModificationProtectionConfig: parameter.optional(modificationProtectionParameter),
  },
  handle: (call, request) => {
    checkName('LoadBalancerName', request.LoadBalancerName);
    const protection = request.ModificationProtectionConfig;
    const modificationProtection = protection && readModificationProtection(protection);
    const balancer = requireConfigurable(call, request.LoadBalancerId);
    configure(call, balancer, {
      name: request.LoadBalancerName ?? balancer.name,
      modificationProtection: modificationProtection ?? balancer.modificationProtection,
    });
    return balancerJob(call, 'UpdateLoadBalancerAttribute', balancer);
  },
});

const updateLoadBalancerEdition = operation({
  action: 'UpdateLoadBalancerEdition',
  kind: 'write',
  parameters: { LoadBalancerId: parameter.text(), LoadBalancerEdition: parameter.oneOf(editions) },
  handle: (call, request) => {
    const balancer = requireConfigurable(call, request.LoadBalancerId);
    const edition = request.LoadBalancerEdition;
    const step = editions.indexOf(edition) - editions.indexOf(balancer.edition);
    if (step === 0) refuse(albErrors.editionNotChanged, edition);
    if (step < 0) refuse(albErrors.editionDowngrade, edition);
    configure(call, balancer, { edition });
    return {};
  },
});

/** The list given is the whole new list; a zone that stays keeps its vSwitch and, unless another is asked for, its address. */
const updateLoadBalancerZones = operation({
  action: 'UpdateLoadBalancerZones',
  kind: 'write',
  parameters: { LoadBalancerId: parameter.text(), ZoneMappings: parameter.list(zoneMappingParameter, { max: 10 }) },
  handle: (call, request) => {
    const balancer = requireConfigurable(call, request.LoadBalancerId);
    const checked = checkZones(call, balancer, request.ZoneMappings);
    const current = new Map(balancer.zones.map((zone) => [zone.zoneId, zone]));
    for (const { mapping } of checked) {
      const zone = current.get(mapping.ZoneId);
      if (zone && zone.vSwitchId !== mapping.VSwitchId) refuse(albErrors.zoneVSwitchChanged, mapping.ZoneId);
    }
    const removed = balancer.zones.filter(({ zoneId }) => !checked.some(({ mapping }) => mapping.ZoneId === zoneId));
    for (const zone of removed) releaseZone(call.store, balancer.loadBalancerId, zone);
    const zones: AlbZone[] = [];
    for (const zone of checked) zones.push(nextZone(call, balancer, zone, zones));
    if (removed.length === 0 && zones.every((zone) => current.get(zone.zoneId) === zone)) {
      refuse(albErrors.zonesNotChanged, 'ZoneMappings');
    }
    writeManagedRules(call, balancer.managedSecurityGroupId, zones);
    configure(call, balancer, { zones });
    return balancerJob(call, 'UpdateLoadBalancerZones', balancer);
  },
});

const enableDeletionProtection = operation({
  action: 'EnableDeletionProtection',
  kind: 'write',
  parameters: { ResourceId: parameter.text() },
  handle: (call, request) => {
    const balancer = requireConfigurable(call, request.ResourceId);
    configure(call, balancer, { deletionProtectedSince: balancer.deletionProtectedSince ?? isoSecond(call.now) });
    return {};
  },
});

const disableDeletionProtection = operation({
  action: 'DisableDeletionProtection',
  kind: 'write',
  parameters: { ResourceId: parameter.text() },
  handle: (call, request) => {
    const { deletionProtectedSince: _since, ...unprotected } = requireConfigurable(call, request.ResourceId);
    call.store.put<LoadBalancer, string>(loadBalancers, unprotected);
    configure(call, unprotected, {});
    return {};
  },
});

/** The balancer, when it is `Active`. The provider retries this code on every update, unlike on delete and `CreateListener`. */
export function requireConfigurable(call: Call, loadBalancerId: string): LoadBalancer {
  const balancer = requireLoadBalancer(call, loadBalancerId);
  return balancer.status === 'Active'
    ? balancer
    : refuse(albErrors.loadBalancerStatus, loadBalancerId, balancer.status);
}

function nextZone(call: Call, balancer: LoadBalancer, checked: CheckedZone, siblings: readonly AlbZone[]): AlbZone {
  const { ZoneId, IntranetAddress, AllocationId } = checked.mapping;
  const zone = balancer.zones.find(({ zoneId }) => zoneId === ZoneId);
  if (!zone) return takeZone(call, balancer, checked, siblings);
  // The provider repeats what it has read, so only another value is a request.
  if (AllocationId !== undefined && AllocationId !== zone.eip?.allocationId)
    refuse(albErrors.eipNotFound, AllocationId);
  if ((IntranetAddress ?? zone.privateAddress) === zone.privateAddress) return zone;
  return moveVirtualAddress(call, balancer, zone, checked);
}

/** Changes a balancer, which is `Configuring` for a while. */
export function configure(call: Call, { loadBalancerId }: LoadBalancer, changes: Partial<LoadBalancer>): void {
  call.store.update(loadBalancers, loadBalancerId, { ...changes, status: 'Configuring' });
  call.settle(loadBalancerActive, loadBalancerId);
}

/** Starts the job of an update of a balancer. */
export function balancerJob(call: Call, apiName: string, { loadBalancerId }: LoadBalancer) {
  return startJob(call, {
    apiName,
    operateType: 'Update',
    resourceType: 'loadbalancer',
    resourceId: loadBalancerId,
  });
}

/** Changing load balancers in place. */
export const loadBalancerUpdateOperations = [
  updateLoadBalancerAttribute,
  updateLoadBalancerEdition,
  updateLoadBalancerZones,
  enableDeletionProtection,
  disableDeletionProtection,
];
