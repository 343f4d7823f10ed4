import { tagList } from '../../tags';
import type { AlbZone, LoadBalancer } from '../model';

/** A load balancer as `GetLoadBalancerAttribute` answers it. */
export function loadBalancerView(balancer: LoadBalancer) {
  return {
    ...loadBalancerSummary(balancer),
    RegionId: balancer.regionId,
    SecurityGroupIds: [],
    ZoneMappings: balancer.zones.map(zoneView),
  };
}

/** A load balancer as `ListLoadBalancers` answers it. */
export function loadBalancerSummary(balancer: LoadBalancer) {
  const { deletionProtectedSince: since, modificationProtection, addressAllocatedMode, bandwidthPackageId } = balancer;
  return {
    LoadBalancerId: balancer.loadBalancerId,
    LoadBalancerName: balancer.name,
    VpcId: balancer.vpcId,
    AddressType: balancer.addressType,
    AddressIpVersion: 'IPv4',
    ...(addressAllocatedMode && { AddressAllocatedMode: addressAllocatedMode }),
    ...(bandwidthPackageId && { BandwidthPackageId: bandwidthPackageId }),
    LoadBalancerEdition: balancer.edition,
    LoadBalancerStatus: balancer.status,
    LoadBalancerBussinessStatus: 'Normal',
    LoadBalancerBillingConfig: { PayType: 'PostPay' },
    LoadBalancerOperationLocks: [],
    // Empty while it is off: the provider's data source ends without the object.
    AccessLogConfig: balancer.accessLog ?? {},
    DNSName: balancer.dnsName,
    DeletionProtectionConfig: { Enabled: since !== undefined, ...(since !== undefined && { EnabledTime: since }) },
    ModificationProtectionConfig: { Status: modificationProtection.status, Reason: modificationProtection.reason },
    ResourceGroupId: balancer.resourceGroupId,
    CreateTime: balancer.createdAt,
    Tags: tagList(balancer.tags),
  };
}

/** `Ipv4LocalAddresses` tells the generations apart: non-upgraded balancers answer none. */
function zoneView({ zoneId, vSwitchId, privateAddress, localAddresses, eip }: AlbZone) {
  return {
    ZoneId: zoneId,
    VSwitchId: vSwitchId,
    Status: 'Active',
    LoadBalancerAddresses: [
      {
        Address: eip?.address ?? privateAddress,
        IntranetAddress: privateAddress,
        IntranetAddressHcStatus: 'Healthy',
        ...(eip && { AllocationId: eip.allocationId, EipType: 'Common' }),
        ...(localAddresses.length > 0 && { Ipv4LocalAddresses: localAddresses }),
      },
    ],
  };
}
