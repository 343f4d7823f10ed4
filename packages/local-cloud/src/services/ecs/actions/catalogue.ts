import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import { type InstanceType, instanceTypes } from '../../../catalogue/instance-types';
import { regionOf, regions } from '../../../catalogue/regions';
import { ecsErrors } from '../errors';

const allTypes = [...instanceTypes.values()];
const diskCategories = [...new Set(allTypes.flatMap((type) => type.systemDiskCategories))];

const describeRegions = operation({
  action: 'DescribeRegions',
  kind: 'read',
  parameters: {},
  handle: () => ({
    Regions: {
      Region: [...regions.values()].map(({ regionId, localName }) => ({
        RegionId: regionId,
        LocalName: localName,
        RegionEndpoint: `ecs.${regionId}.aliyuncs.com`,
        Status: 'available',
      })),
    },
  }),
});

const describeZones = operation({
  action: 'DescribeZones',
  kind: 'read',
  parameters: { Verbose: parameter.withDefault(parameter.boolean(), true) },
  handle: ({ region }, request) => ({
    Zones: {
      Zone: regionOf(region).zones.map((zoneId) => ({
        ZoneId: zoneId,
        ZoneType: 'AvailabilityZone',
        LocalName: zoneId,
        ...(request.Verbose && {
          AvailableInstanceTypes: { InstanceTypes: allTypes.map((type) => type.instanceTypeId) },
          AvailableResourceCreation: { ResourceTypes: ['VSwitch', 'IoOptimized', 'Instance', 'Disk'] },
          AvailableDiskCategories: { DiskCategories: diskCategories },
        }),
      })),
    },
  }),
});

const describeAvailableResource = operation({
  action: 'DescribeAvailableResource',
  kind: 'read',
  parameters: {
    DestinationResource: parameter.oneOf(['Zone', 'IoOptimized', 'InstanceType', 'SystemDisk', 'DataDisk', 'Network']),
    ZoneId: parameter.optional(parameter.text()),
    InstanceType: parameter.optional(parameter.text()),
    SystemDiskCategory: parameter.optional(parameter.text()),
    Cores: parameter.optional(parameter.integer({ min: 1 })),
    Memory: parameter.optional(parameter.matching(/^\d+(?:\.\d+)?$/)),
    InstanceChargeType: parameter.withDefault(parameter.oneOf(['PostPaid', 'PrePaid']), 'PostPaid'),
    NetworkCategory: parameter.withDefault(parameter.oneOfAnyCase(['vpc', 'classic']), 'vpc'),
    IoOptimized: parameter.withDefault(parameter.oneOfAnyCase(['optimized', 'none']), 'optimized'),
  },
  missing: { DestinationResource: ecsErrors.destinationResourceMissing },
  invalid: { DestinationResource: ecsErrors.destinationResource },
  handle: ({ region }, request) => {
    const zones = regionOf(region).zones;
    if (request.ZoneId !== undefined && !zones.includes(request.ZoneId)) refuse(ecsErrors.zoneNotFound);
    const isOnSale =
      request.InstanceChargeType === 'PostPaid' &&
      request.NetworkCategory === 'vpc' &&
      request.IoOptimized === 'optimized';
    const types = isOnSale ? allTypes.filter((type) => fits(type, request)) : [];
    const values = valuesOf(request.DestinationResource, types);
    const available = (zoneId: string) => ({
      ZoneId: zoneId,
      RegionId: region,
      Status: 'Available',
      StatusCategory: 'WithStock',
      ...(values.length > 0 && {
        AvailableResources: {
          AvailableResource: [
            { Type: request.DestinationResource, SupportedResources: { SupportedResource: values.map(inStock) } },
          ],
        },
      }),
    });
    const wanted = zones.filter((zoneId) => request.ZoneId === undefined || zoneId === request.ZoneId);
    return { AvailableZones: { AvailableZone: types.length > 0 ? wanted.map(available) : [] } };
  },
});

const describeInstanceTypes = operation({
  action: 'DescribeInstanceTypes',
  kind: 'read',
  parameters: {
    InstanceTypes: parameter.optional(parameter.list(parameter.text(), { max: 100 })),
    InstanceTypeFamily: parameter.optional(parameter.text()),
    InstanceTypeFamilies: parameter.optional(parameter.list(parameter.text(), { max: 100 })),
    CpuArchitecture: parameter.optional(parameter.oneOfAnyCase(['X86', 'ARM'])),
    MinimumCpuCoreCount: parameter.optional(parameter.integer({ min: 1 })),
    MaximumCpuCoreCount: parameter.optional(parameter.integer({ min: 1 })),
    MinimumMemorySize: parameter.optional(parameter.matching(/^\d+(?:\.\d+)?$/)),
    MaximumMemorySize: parameter.optional(parameter.matching(/^\d+(?:\.\d+)?$/)),
    MinimumEniQuantity: parameter.optional(parameter.integer({ min: 1 })),
    MinimumEniPrivateIpAddressQuantity: parameter.optional(parameter.integer({ min: 1 })),
    ...tokenParameters(1600, 1600),
  },
  handle: (_call, request) => {
    const within = (value: number, min: number | string | undefined, max: number | string | undefined): boolean =>
      value >= Number(min ?? 0) && value <= Number(max ?? Infinity);
    const found = allTypes.filter(
      (type) =>
        (request.InstanceTypes?.includes(type.instanceTypeId) ?? true) &&
        (request.InstanceTypeFamilies?.includes(type.instanceTypeFamily) ?? true) &&
        (request.InstanceTypeFamily === undefined || request.InstanceTypeFamily === type.instanceTypeFamily) &&
        (request.CpuArchitecture === undefined || request.CpuArchitecture === type.architecture) &&
        within(type.cpuCoreCount, request.MinimumCpuCoreCount, request.MaximumCpuCoreCount) &&
        within(type.memorySize, request.MinimumMemorySize, request.MaximumMemorySize) &&
        within(type.eniQuantity, request.MinimumEniQuantity, undefined) &&
        within(type.eniPrivateIpAddressQuantity, request.MinimumEniPrivateIpAddressQuantity, undefined),
    );
    const { items, fields } = tokenPage(found, request, (type) => type.instanceTypeId, ecsErrors.pageToken);
    return { NextToken: fields.NextToken, InstanceTypes: { InstanceType: items.map(describeType) } };
  },
});

function fits(
  type: InstanceType,
  wanted: {
    readonly InstanceType?: string | undefined;
    readonly SystemDiskCategory?: string | undefined;
    readonly Cores?: number | undefined;
    readonly Memory?: string | undefined;
  },
): boolean {
  return (
    (wanted.InstanceType === undefined || wanted.InstanceType === type.instanceTypeId) &&
    (wanted.SystemDiskCategory === undefined || type.systemDiskCategories.includes(wanted.SystemDiskCategory)) &&
    (wanted.Cores === undefined || wanted.Cores === type.cpuCoreCount) &&
    (wanted.Memory === undefined || Number(wanted.Memory) === type.memorySize)
  );
}

/** Of zones only the zones themselves are listed. */
function valuesOf(destination: string, types: readonly InstanceType[]): readonly string[] {
  switch (destination) {
    case 'InstanceType':
      return types.map((type) => type.instanceTypeId);
    case 'SystemDisk':
    case 'DataDisk':
      return diskCategories.filter((category) => types.some((type) => type.systemDiskCategories.includes(category)));
    case 'IoOptimized':
      return ['optimized'];
    case 'Network':
      return ['vpc'];
    default:
      return [];
  }
}

function inStock(value: string) {
  return { Value: value, Status: 'Available', StatusCategory: 'WithStock' };
}

/** The answer has no `NetworkCards`: the provider takes their presence for types with several cards. */
function describeType(type: InstanceType) {
  return {
    InstanceTypeId: type.instanceTypeId,
    InstanceTypeFamily: type.instanceTypeFamily,
    InstanceFamilyLevel: type.level,
    InstanceCategory: type.category,
    CpuArchitecture: type.architecture,
    CpuCoreCount: type.cpuCoreCount,
    MemorySize: type.memorySize,
    EniQuantity: type.eniQuantity,
    EniPrivateIpAddressQuantity: type.eniPrivateIpAddressQuantity,
    GPUAmount: 0,
    GPUSpec: '',
  };
}

/** The catalogues that everybody can read. */
export const catalogueOperations = [describeRegions, describeZones, describeAvailableResource, describeInstanceTypes];
