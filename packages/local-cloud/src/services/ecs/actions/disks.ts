import { operation } from '../../../protocol/operation';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { hasTags } from '../../tags';
import { ecsErrors } from '../errors';
import { areWanted } from '../filters';
import { type Disk, disks } from '../model';
import { eitherPage, eitherPageParameters } from '../paging';
import { ecsTagList } from '../tag-list';

const describeDisks = operation({
  action: 'DescribeDisks',
  kind: 'read',
  parameters: {
    DiskIds: parameter.optional(parameter.jsonTexts({ max: 100 })),
    InstanceId: parameter.optional(parameter.text()),
    ZoneId: parameter.optional(parameter.text()),
    DiskType: parameter.withDefault(parameter.oneOf(['all', 'system', 'data']), 'all'),
    Category: parameter.optional(parameter.text()),
    DiskName: parameter.optional(parameter.text()),
    ResourceGroupId: parameter.optional(parameter.text()),
    Status: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagFilterParameter()),
    ...eitherPageParameters(100, 500),
  },
  invalid: { DiskIds: ecsErrors.jsonIds },
  handle: (call, request) => {
    const found = call.store.where(disks, 'region', call.region).filter((disk) => {
      const isEqual = areWanted([
        [request.InstanceId, disk.instanceId],
        [request.ZoneId, disk.zoneId],
        [request.DiskType === 'all' ? undefined : request.DiskType, 'system'],
        [request.Category === 'all' ? undefined : request.Category, disk.category],
        [request.DiskName, disk.name],
        [request.ResourceGroupId, disk.resourceGroupId],
        [request.Status === 'All' ? undefined : request.Status, 'In_use'],
      ]);
      return isEqual && (request.DiskIds?.includes(disk.diskId) ?? true) && hasTags(disk.tags, request.Tag);
    });
    const { items, fields } = eitherPage(found, request, (disk) => disk.diskId);
    return { ...fields, Disks: { Disk: items.map(describe) } };
  },
});

function describe(disk: Disk) {
  return {
    DiskId: disk.diskId,
    DiskName: disk.name,
    Description: disk.description,
    RegionId: disk.regionId,
    ZoneId: disk.zoneId,
    InstanceId: disk.instanceId,
    ImageId: disk.imageId,
    Type: 'system',
    Category: disk.category,
    Size: disk.size,
    PerformanceLevel: disk.performanceLevel,
    Status: 'In_use',
    Device: '/dev/xvda',
    DiskChargeType: 'PostPaid',
    Encrypted: disk.encrypted,
    KMSKeyId: '',
    Portable: false,
    DeleteWithInstance: true,
    DeleteAutoSnapshot: true,
    EnableAutoSnapshot: true,
    AutoSnapshotPolicyId: '',
    StorageClusterId: '',
    StorageSetId: '',
    SourceSnapshotId: '',
    ProductCode: '',
    MultiAttach: 'Disabled',
    ResourceGroupId: disk.resourceGroupId,
    CreationTime: disk.createdAt,
    AttachedTime: disk.createdAt,
    DetachedTime: '',
    ExpiredTime: '2999-09-08T16:00Z',
    OperationLocks: { OperationLock: [] },
    MountInstances: { MountInstance: [] },
    Attachments: {
      Attachment: [{ InstanceId: disk.instanceId, Device: '/dev/xvda', AttachedTime: disk.createdAt }],
    },
    Tags: ecsTagList(disk.tags),
  };
}

/** The reading of disks; they are made and deleted with their instances. */
export const diskOperations = [describeDisks];
