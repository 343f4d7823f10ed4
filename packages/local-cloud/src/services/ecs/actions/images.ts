import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { numberedPage, pageParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { findImage, type Image, images } from '../../../catalogue/images';
import { type InstanceType, instanceTypes } from '../../../catalogue/instance-types';
import { ecsErrors } from '../errors';
import { matchesPattern } from '../filters';

/** System images only, so a question for images of other owners is answered with none. */
const describeImages = operation({
  action: 'DescribeImages',
  kind: 'read',
  parameters: {
    ImageId: parameter.optional(parameter.text()),
    ImageName: parameter.optional(parameter.text()),
    ImageFamily: parameter.optional(parameter.text()),
    ImageOwnerAlias: parameter.optional(parameter.oneOf(['system', 'self', 'others', 'marketplace'])),
    InstanceType: parameter.optional(parameter.text()),
    Architecture: parameter.optional(parameter.oneOf(['i386', 'x86_64', 'arm64'])),
    OSType: parameter.optional(parameter.oneOfAnyCase(['linux', 'windows'])),
    Status: parameter.withDefault(parameter.text(), 'Available'),
    Usage: parameter.optional(parameter.oneOf(['instance', 'none'])),
    SnapshotId: parameter.optional(parameter.text()),
    IsSupportIoOptimized: parameter.optional(parameter.boolean()),
    IsSupportCloudinit: parameter.optional(parameter.boolean()),
    Tag: parameter.optional(tagFilterParameter()),
    ...pageParameters(10, 100),
  },
  handle: (call, request) => {
    const type = request.InstanceType === undefined ? undefined : instanceTypes.get(request.InstanceType);
    if (request.InstanceType !== undefined && !type) refuse(ecsErrors.instanceType);
    const architecture = type && architectureOf(type);
    const isAskedForOthers =
      (request.ImageOwnerAlias ?? 'system') !== 'system' ||
      request.OSType === 'windows' ||
      request.IsSupportIoOptimized === false ||
      request.IsSupportCloudinit === false ||
      request.SnapshotId !== undefined ||
      request.Tag !== undefined ||
      !request.Status.split(',').includes('Available');
    const found = (isAskedForOthers ? [] : candidates(request.ImageId)).filter(
      (image) =>
        (request.ImageName === undefined || matchesPattern(image.imageId, request.ImageName)) &&
        (request.ImageFamily === undefined || request.ImageFamily === image.imageFamily) &&
        (request.Architecture === undefined || request.Architecture === image.architecture) &&
        (architecture === undefined || architecture === image.architecture),
    );
    const { items, fields } = numberedPage(found, request);
    return { ...fields, RegionId: call.region, Images: { Image: items.map(describe) } };
  },
});

const describeImageSupportInstanceTypes = operation({
  action: 'DescribeImageSupportInstanceTypes',
  kind: 'read',
  parameters: { ImageId: parameter.text() },
  handle: (call, request) => {
    const image = findImage(request.ImageId) ?? refuse(ecsErrors.imageNotFound);
    const supported = [...instanceTypes.values()].filter((type) => architectureOf(type) === image.architecture);
    return {
      ImageId: image.imageId,
      RegionId: call.region,
      InstanceTypes: {
        InstanceType: supported.map((type) => ({
          InstanceTypeId: type.instanceTypeId,
          InstanceTypeFamily: type.instanceTypeFamily,
          CpuCoreCount: type.cpuCoreCount,
          MemorySize: type.memorySize,
        })),
      },
    };
  },
});

/** What the images for an instance type are built for. */
function architectureOf({ architecture }: InstanceType): Image['architecture'] {
  return architecture === 'ARM' ? 'arm64' : 'x86_64';
}

/** By id (or several ids, joined with commas) also builds that are no longer listed. */
function candidates(ids: string | undefined): readonly Image[] {
  if (ids === undefined) return images;
  return ids.split(',').flatMap((id) => findImage(id) ?? []);
}

function describe(image: Image) {
  return {
    ImageId: image.imageId,
    // System images are named as their id.
    ImageName: image.imageId,
    ImageFamily: image.imageFamily,
    ImageOwnerAlias: 'system',
    ImageVersion: '',
    Architecture: image.architecture,
    BootMode: image.architecture === 'arm64' ? 'UEFI' : 'BIOS',
    CreationTime: image.createdAt,
    Description: '',
    OSName: image.osName,
    OSNameEn: image.osName,
    OSType: 'linux',
    Platform: image.platform,
    ProductCode: '',
    Progress: '100%',
    Size: image.size,
    Status: 'Available',
    Usage: 'instance',
    IsCopied: false,
    IsPublic: true,
    IsSelfShared: '',
    IsSubscribed: false,
    IsSupportCloudinit: true,
    IsSupportIoOptimized: true,
    DiskDeviceMappings: { DiskDeviceMapping: [] },
    Tags: { Tag: [] },
  };
}

/** The catalogue of images. */
export const imageOperations = [describeImages, describeImageSupportInstanceTypes];
