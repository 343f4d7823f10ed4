import { createHash } from 'node:crypto';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import type { Store } from '../../../store/store';
import { areWanted } from '../filters';
import { type NetworkInterface, instances, networkInterfaces } from '../model';
import { eitherPage } from '../paging';

/** Page sizes out of range are clamped here, not refused (API reference, `DescribeNetworkInterfaces`). */
const clamped = (min: number, max: number) =>
  parameter.optional(parameter.integer().transform((value) => Math.min(Math.max(value, min), max)));

const describeNetworkInterfaces = operation({
  action: 'DescribeNetworkInterfaces',
  kind: 'read',
  parameters: {
    NetworkInterfaceId: parameter.optional(parameter.list(parameter.text(), { max: 100 })),
    InstanceId: parameter.optional(parameter.text()),
    VpcId: parameter.optional(parameter.text()),
    VSwitchId: parameter.optional(parameter.text()),
    SecurityGroupId: parameter.optional(parameter.text()),
    PrimaryIpAddress: parameter.optional(parameter.text()),
    PrivateIpAddress: parameter.optional(parameter.list(parameter.text(), { max: 100 })),
    Type: parameter.optional(parameter.oneOf(['Primary', 'Secondary'])),
    Status: parameter.optional(parameter.text()),
    ServiceManaged: parameter.optional(parameter.boolean()),
    PageNumber: clamped(1, Number.MAX_SAFE_INTEGER),
    PageSize: clamped(1, 1000),
    MaxResults: clamped(10, 500),
    NextToken: parameter.optional(parameter.text()),
  },
  handle: (call, request) => {
    const found = call.store.where(networkInterfaces, 'region', call.region).filter((candidate) => {
      const isEqual = areWanted([
        [request.InstanceId, candidate.ownerId],
        [request.VpcId, candidate.vpcId],
        [request.VSwitchId, candidate.vSwitchId],
        [request.PrimaryIpAddress, candidate.privateIpAddress],
        [request.Type, candidate.type],
        [request.Status, candidate.status],
        [request.ServiceManaged, candidate.serviceManaged],
      ]);
      return (
        isEqual &&
        (request.NetworkInterfaceId?.includes(candidate.networkInterfaceId) ?? true) &&
        (request.PrivateIpAddress?.includes(candidate.privateIpAddress) ?? true) &&
        (request.SecurityGroupId === undefined || candidate.securityGroupIds.includes(request.SecurityGroupId))
      );
    });
    const { items, fields } = eitherPage(found, request, (item) => item.networkInterfaceId);
    return {
      ...fields,
      NetworkInterfaceSets: {
        NetworkInterfaceSet: items.map((item) => describe(call.store, call.accountId, item)),
      },
    };
  },
});

function describe(store: Store, accountId: string, item: NetworkInterface) {
  const instance = store.get(instances, item.ownerId);
  return {
    NetworkInterfaceId: item.networkInterfaceId,
    NetworkInterfaceName: '',
    Description: '',
    Type: item.type,
    Status: item.status,
    VpcId: item.vpcId,
    VSwitchId: item.vSwitchId,
    ZoneId: item.zoneId,
    PrivateIpAddress: item.privateIpAddress,
    MacAddress: macAddressOf(item),
    InstanceId: instance?.instanceId ?? '',
    OwnerId: accountId,
    ServiceManaged: item.serviceManaged,
    ResourceGroupId: instance?.resourceGroupId ?? '',
    CreationTime: item.createdAt,
    DeleteOnRelease: true,
    NetworkInterfaceTrafficMode: 'Standard',
    QueueNumber: 2,
    QueuePairNumber: 0,
    SourceDestCheck: false,
    SecurityGroupIds: { SecurityGroupId: item.securityGroupIds },
    Attachment: instance ? { InstanceId: instance.instanceId, DeviceIndex: 0, NetworkCardIndex: 0 } : {},
    AssociatedPublicIp: instance?.publicIpAddress ? { PublicIpAddress: instance.publicIpAddress } : {},
    PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: item.privateIpAddress, Primary: true }] },
    Ipv6Sets: { Ipv6Set: [] },
    Ipv4PrefixSets: { Ipv4PrefixSet: [] },
    Ipv6PrefixSets: { Ipv6PrefixSet: [] },
    Tags: { Tag: [] },
  };
}

/** Follows from the id, behind the prefix of the real cloud's interfaces. */
function macAddressOf({ networkInterfaceId }: NetworkInterface): string {
  const digest = createHash('sha256').update(networkInterfaceId).digest('hex');
  return ['00:16:3e', digest.slice(0, 2), digest.slice(2, 4), digest.slice(4, 6)].join(':');
}

/** The reading of network interfaces. */
export const networkInterfaceOperations = [describeNetworkInterfaces];
