import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { findImage } from '../../../catalogue/images';
import { instanceTypeOf } from '../../../catalogue/instance-types';
import { hasTags } from '../../tags';
import { ecsErrors } from '../errors';
import { areWanted, matchesPattern } from '../filters';
import { primaryInterfaceOf, requireInstance } from '../find';
import { type Instance, instances, type NetworkInterface } from '../model';
import { eitherPage, eitherPageParameters } from '../paging';
import { ecsTagList } from '../tag-list';

const statuses = ['Pending', 'Running', 'Starting', 'Stopping', 'Stopped'] as const;

const describeInstances = operation({
  action: 'DescribeInstances',
  kind: 'read',
  parameters: {
    InstanceIds: parameter.optional(parameter.jsonTexts({ max: 100 })),
    PrivateIpAddresses: parameter.optional(parameter.jsonTexts({ max: 100 })),
    VpcId: parameter.optional(parameter.text()),
    VSwitchId: parameter.optional(parameter.text()),
    ZoneId: parameter.optional(parameter.text()),
    SecurityGroupId: parameter.optional(parameter.text()),
    InstanceName: parameter.optional(parameter.text()),
    InstanceType: parameter.optional(parameter.text()),
    InstanceTypeFamily: parameter.optional(parameter.text()),
    InstanceChargeType: parameter.optional(parameter.text()),
    ImageId: parameter.optional(parameter.text()),
    KeyPairName: parameter.optional(parameter.text()),
    ResourceGroupId: parameter.optional(parameter.text()),
    Status: parameter.optional(parameter.oneOf(statuses)),
    Tag: parameter.optional(tagFilterParameter()),
    ...eitherPageParameters(100, 100),
  },
  invalid: {
    InstanceIds: ecsErrors.instanceIdsMalformed,
    PrivateIpAddresses: ecsErrors.jsonIds,
    Status: ecsErrors.statusFilter,
  },
  handle: (call, request) => {
    const found = call.store
      .where(instances, 'region', call.region)
      .filter((instance) => matches(instance, primaryInterfaceOf(call, instance), request));
    const { items, fields } = eitherPage(found, request, (instance) => instance.instanceId);
    return { ...fields, Instances: { Instance: items.map((instance) => describe(call, instance)) } };
  },
});

const describeInstanceAttribute = operation({
  action: 'DescribeInstanceAttribute',
  kind: 'read',
  parameters: { InstanceId: parameter.text() },
  handle: (call, request) => {
    const instance = requireInstance(call, request.InstanceId);
    return { ...attributes(call, instance), RegionId: instance.regionId, EnableJumboFrame: false };
  },
});

interface Filter {
  readonly InstanceIds?: readonly string[] | undefined;
  readonly PrivateIpAddresses?: readonly string[] | undefined;
  readonly SecurityGroupId?: string | undefined;
  readonly InstanceName?: string | undefined;
  readonly InstanceTypeFamily?: string | undefined;
  readonly InstanceChargeType?: string | undefined;
  readonly Tag?: Parameters<typeof hasTags>[1];
  readonly VpcId?: string | undefined;
  readonly VSwitchId?: string | undefined;
  readonly ZoneId?: string | undefined;
  readonly InstanceType?: string | undefined;
  readonly ImageId?: string | undefined;
  readonly KeyPairName?: string | undefined;
  readonly ResourceGroupId?: string | undefined;
  readonly Status?: string | undefined;
}

/** Filters combine with AND, and an empty list matches nothing. */
function matches(instance: Instance, primary: NetworkInterface, wanted: Filter): boolean {
  const isEqual = areWanted([
    [wanted.VpcId, instance.vpcId],
    [wanted.VSwitchId, instance.vSwitchId],
    [wanted.ZoneId, instance.zoneId],
    [wanted.InstanceType, instance.instanceType],
    [wanted.InstanceTypeFamily, instanceTypeOf(instance.instanceType).instanceTypeFamily],
    [wanted.InstanceChargeType, 'PostPaid'],
    [wanted.ImageId, instance.imageId],
    [wanted.KeyPairName, instance.keyPairName],
    [wanted.ResourceGroupId, instance.resourceGroupId],
    [wanted.Status, shownStatus(instance)],
  ]);
  return (
    isEqual &&
    (wanted.InstanceIds?.includes(instance.instanceId) ?? true) &&
    (wanted.PrivateIpAddresses?.includes(primary.privateIpAddress) ?? true) &&
    (wanted.SecurityGroupId === undefined || primary.securityGroupIds.includes(wanted.SecurityGroupId)) &&
    (wanted.InstanceName === undefined || matchesPattern(instance.name, wanted.InstanceName)) &&
    hasTags(instance.tags, wanted.Tag)
  );
}

function shownStatus(instance: Instance): string {
  return instance.status === 'Deleting' ? 'Stopping' : instance.status;
}

/** What `DescribeInstances` and `DescribeInstanceAttribute` both answer. */
function attributes(call: Call, instance: Instance) {
  const primary = primaryInterfaceOf(call, instance);
  const type = instanceTypeOf(instance.instanceType);
  const publicAddresses = instance.publicIpAddress === '' ? [] : [instance.publicIpAddress];
  return {
    InstanceId: instance.instanceId,
    InstanceName: instance.name,
    Description: instance.description,
    HostName: instance.hostName,
    Status: shownStatus(instance),
    StoppedMode: instance.status === 'Stopped' ? instance.stoppedMode : 'Not-applicable',
    RegionId: instance.regionId,
    ZoneId: instance.zoneId,
    ImageId: instance.imageId,
    InstanceType: instance.instanceType,
    InstanceChargeType: 'PostPaid',
    InstanceNetworkType: 'vpc',
    Cpu: type.cpuCoreCount,
    Memory: type.memorySize * 1024,
    CreditSpecification: instance.creditSpecification,
    InternetChargeType: instance.internetChargeType,
    InternetMaxBandwidthIn: instance.internetMaxBandwidthIn,
    InternetMaxBandwidthOut: instance.internetMaxBandwidthOut,
    CreationTime: instance.createdAt,
    ExpiredTime: '2099-12-31T15:59Z',
    SerialNumber: '',
    ClusterId: '',
    VlanId: '',
    DedicatedHostAttribute: { DedicatedHostId: '', DedicatedHostName: '' },
    EipAddress: { AllocationId: '', IpAddress: '', InternetChargeType: '' },
    InnerIpAddress: { IpAddress: [] },
    PublicIpAddress: { IpAddress: publicAddresses },
    SecurityGroupIds: { SecurityGroupId: primary.securityGroupIds },
    OperationLocks: { LockReason: [] },
    VpcAttributes: {
      VpcId: instance.vpcId,
      VSwitchId: instance.vSwitchId,
      NatIpAddress: '',
      PrivateIpAddress: { IpAddress: [primary.privateIpAddress] },
    },
  };
}

function describe(call: Call, instance: Instance) {
  const primary = primaryInterfaceOf(call, instance);
  const type = instanceTypeOf(instance.instanceType);
  const image = findImage(instance.imageId) ?? refuse(ecsErrors.imageNotFound);
  return {
    ...attributes(call, instance),
    IoOptimized: true,
    InstanceTypeFamily: type.instanceTypeFamily,
    OSName: image.osName,
    OSNameEn: image.osName,
    OSType: 'linux',
    KeyPairName: instance.keyPairName,
    ResourceGroupId: instance.resourceGroupId,
    SpotStrategy: instance.spotStrategy,
    SpotPriceLimit: 0,
    SpotDuration: 0,
    DeletionProtection: instance.deletionProtection,
    DeviceAvailable: true,
    Recyclable: false,
    GPUAmount: 0,
    GPUSpec: '',
    StartTime: instance.startedAt,
    AutoReleaseTime: '',
    SaleCycle: '',
    HpcClusterId: '',
    DeploymentSetId: '',
    MetadataOptions: {
      HttpEndpoint: instance.httpEndpoint,
      HttpTokens: instance.httpTokens,
      HttpPutResponseHopLimit: instance.httpPutResponseHopLimit,
    },
    AdditionalInfo: { EnableHighDensityMode: false },
    ImageOptions: { LoginAsNonRoot: false },
    RdmaIpAddress: { IpAddress: [] },
    NetworkInterfaces: {
      NetworkInterface: [
        {
          NetworkInterfaceId: primary.networkInterfaceId,
          Type: primary.type,
          PrimaryIpAddress: primary.privateIpAddress,
          PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: primary.privateIpAddress, Primary: true }] },
        },
      ],
    },
    Tags: ecsTagList(instance.tags),
  };
}

/** The reading of instances. */
export const instanceOperations = [describeInstances, describeInstanceAttribute];
