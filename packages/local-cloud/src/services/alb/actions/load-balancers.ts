import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { parameter, tagsParameter } from '../../../protocol/parameters';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../../resource-groups';
import { readTags } from '../../tags';
import { isoSecond } from '../../times';
import { releaseZone, takeZone } from '../addresses';
import { backToOriginCidrsOf } from '../back-to-origin';
import { albErrors } from '../errors';
import { requireLoadBalancer, requireUsableVpc } from '../find';
import { startJob } from '../jobs';
import { createManagedSecurityGroup, removeManagedSecurityGroup, writeManagedRules } from '../managed-security-group';
import { type AlbZone, editions, listeners, type LoadBalancer, loadBalancers } from '../model';
import { modificationProtectionParameter, readModificationProtection } from '../modification-protection';
import { checkName } from '../texts';
import { albTagLimits } from '../tag-limits';
import { removeListener } from '../uses';
import { loadBalancerView } from '../views/load-balancer';
import { checkZones, type CheckedZone, zoneMappingParameter } from '../zone-mappings';

const LOAD_BALANCERS_PER_REGION = 60;

/** Ends `Provisioning` and `Configuring`. */
export const loadBalancerActive = effect('alb/loadBalancerActive', ({ store }, loadBalancerId) => {
  if (store.get(loadBalancers, loadBalancerId)) store.update(loadBalancers, loadBalancerId, { status: 'Active' });
});

/** Ends `Provisioning` when the creation is made to fail. */
const loadBalancerFailed = effect('alb/loadBalancerFailed', ({ store }, loadBalancerId) => {
  if (store.get(loadBalancers, loadBalancerId)) store.update(loadBalancers, loadBalancerId, { status: 'CreateFailed' });
});

/** Listeners go with their balancer, server groups stay. */
const loadBalancerGone = effect('alb/loadBalancerGone', ({ store }, loadBalancerId) => {
  const balancer = store.get(loadBalancers, loadBalancerId);
  if (!balancer) return;
  for (const listener of store.where(listeners, 'loadBalancer', loadBalancerId)) {
    removeListener(store, listener.listenerId);
  }
  for (const zone of balancer.zones) releaseZone(store, loadBalancerId, zone);
  removeManagedSecurityGroup(store, balancer.managedSecurityGroupId);
  store.remove(loadBalancers, loadBalancerId);
});

const createLoadBalancer = operation({
  action: 'CreateLoadBalancer',
  kind: 'write',
  failures: { [loadBalancerActive.name]: loadBalancerFailed },
  parameters: {
    VpcId: parameter.text(),
    AddressType: parameter.oneOf(['Internet', 'Intranet']),
    LoadBalancerEdition: parameter.oneOf(editions),
    LoadBalancerBillingConfig: parameter.object({
      PayType: parameter.oneOf(['PostPay']),
      BandwidthPackageId: parameter.optional(parameter.text()),
    }),
    ZoneMappings: parameter.list(zoneMappingParameter, { max: 10 }),
    LoadBalancerName: parameter.optional(parameter.text()),
    AddressAllocatedMode: parameter.optional(parameter.oneOf(['Fixed', 'Dynamic'])),
    AddressIpVersion: parameter.optional(parameter.oneOf(['IPv4', 'DualStack'])),
    DeletionProtectionEnabled: parameter.optional(parameter.boolean()),
    ModificationProtectionConfig: parameter.optional(modificationProtectionParameter),
    ResourceGroupId: parameter.withDefault(resourceGroupId(), DEFAULT_RESOURCE_GROUP),
    // The provider says `Tags`, the SDK `Tag`.
    Tag: parameter.optional(tagsParameter()),
    Tags: parameter.optional(tagsParameter()),
  },
  handle: (call, request) => {
    const { store, region } = call;
    checkName('LoadBalancerName', request.LoadBalancerName);
    const tags = readTags(request.Tag ?? request.Tags, albTagLimits);
    const modificationProtection = readModificationProtection(request.ModificationProtectionConfig);
    const vpc = requireUsableVpc(call, request.VpcId);
    const checked = checkZones(call, vpc, request.ZoneMappings);
    // VPCs of the local cloud have no IPv6 addresses.
    if (request.AddressIpVersion === 'DualStack') refuse(albErrors.vpcWithoutIpv6, vpc.vpcId);
    checkQuota(call);
    const loadBalancerId = call.newId('alb').slice(0, 'alb-'.length + 18);
    const generation = call.settings.albGeneration;
    const owner = {
      loadBalancerId,
      vpcId: vpc.vpcId,
      addressType: request.AddressType,
      generation,
      managedSecurityGroupId:
        generation === 'upgraded' ? createManagedSecurityGroup(call, vpc.vpcId, loadBalancerId) : '',
    };
    const zones = takeZones(call, owner, checked);
    writeManagedRules(call, owner.managedSecurityGroupId, zones);
    const { AddressAllocatedMode, LoadBalancerBillingConfig } = request;
    store.put<LoadBalancer, string>(loadBalancers, {
      ...owner,
      regionId: region,
      name: request.LoadBalancerName ?? '',
      ...(AddressAllocatedMode && { addressAllocatedMode: AddressAllocatedMode }),
      edition: request.LoadBalancerEdition,
      status: 'Provisioning',
      zones,
      backToOriginCidrs: generation === 'upgraded' ? [] : backToOriginCidrsOf(call.settings, region),
      dnsName: `${loadBalancerId}.${region}.alb.aliyuncs.com`,
      ...(request.DeletionProtectionEnabled && { deletionProtectedSince: isoSecond(call.now) }),
      modificationProtection,
      ...(LoadBalancerBillingConfig.BandwidthPackageId && {
        bandwidthPackageId: LoadBalancerBillingConfig.BandwidthPackageId,
      }),
      resourceGroupId: request.ResourceGroupId,
      createdAt: isoSecond(call.now),
      tags,
    });
    call.settle(loadBalancerActive, loadBalancerId);
    return { LoadBalancerId: loadBalancerId };
  },
});

const getLoadBalancerAttribute = operation({
  action: 'GetLoadBalancerAttribute',
  kind: 'read',
  parameters: { LoadBalancerId: parameter.text() },
  handle: (call, request) => loadBalancerView(requireLoadBalancer(call, request.LoadBalancerId)),
});

const deleteLoadBalancer = operation({
  action: 'DeleteLoadBalancer',
  kind: 'write',
  parameters: { LoadBalancerId: parameter.text() },
  handle: (call, request) => {
    const balancer = requireLoadBalancer(call, request.LoadBalancerId);
    const { loadBalancerId: resourceId } = balancer;
    // The documented `IncorrectStatus.LoadBalancer` would end the provider's run; this one it retries.
    if (balancer.status !== 'Active' && balancer.status !== 'CreateFailed') refuse(albErrors.systemBusy);
    if (balancer.deletionProtectedSince !== undefined) refuse(albErrors.deletionProtected, 'DeletionProtection');
    call.store.update(loadBalancers, resourceId, { status: 'Deleting' });
    call.settle(loadBalancerGone, resourceId);
    return startJob(call, {
      apiName: 'DeleteLoadBalancer',
      operateType: 'Delete',
      resourceType: 'loadbalancer',
      resourceId,
    });
  },
});

function checkQuota({ store, region }: Call): void {
  const usage = store.count(loadBalancers, 'region', region);
  if (usage < LOAD_BALANCERS_PER_REGION) return;
  refuse(albErrors.loadBalancerQuota, 'LoadBalancersNum', String(usage), String(LOAD_BALANCERS_PER_REGION));
}

function takeZones(call: Call, owner: Parameters<typeof takeZone>[1], checked: readonly CheckedZone[]): AlbZone[] {
  const zones: AlbZone[] = [];
  for (const zone of checked) zones.push(takeZone(call, owner, zone, zones));
  return zones;
}

/** Making, reading and deleting load balancers. */
export const loadBalancerOperations = [createLoadBalancer, getLoadBalancerAttribute, deleteLoadBalancer];
/** What happens to load balancers later. */
export const loadBalancerEffects = [loadBalancerActive, loadBalancerFailed, loadBalancerGone];
