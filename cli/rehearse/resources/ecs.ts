import type { CallParameters } from '@causeway/local-cloud';
import { listAt, same, tags, tagsOf, toTags, words } from './arguments';
import type { Call, DataSource, Found, ResourceType } from './resource-type';

/** Servers and what lets traffic reach them: ECS, version 2014-05-26. */
export const ecsResources: Readonly<Record<string, ResourceType>> = {
  alicloud_security_group: {
    product: 'Ecs',
    arguments: {
      vpc_id: same('VpcId'),
      security_group_name: same('SecurityGroupName'),
      security_group_type: same('SecurityGroupType'),
      tags,
    },
    create: 'CreateSecurityGroup',
    identity: ['SecurityGroupId'],
    read: async (call, identity) =>
      listAt(await call('DescribeSecurityGroups', identity), 'SecurityGroups.SecurityGroup')[0],
    attributes: { id: 'SecurityGroupId' },
    delete: 'DeleteSecurityGroup',
  },
  alicloud_security_group_rule: {
    product: 'Ecs',
    arguments: {
      security_group_id: same('SecurityGroupId'),
      type: same('Direction', { only: ['ingress'] }),
      nic_type: same('NicType', { only: ['intranet'] }),
      ip_protocol: same('IpProtocol', { write: (name: string) => name.toUpperCase() }),
      port_range: same('PortRange'),
      policy: words('Policy', { accept: 'Accept', drop: 'Drop' }),
      priority: same('Priority'),
      cidr_ip: same('SourceCidrIp'),
      description: same('Description'),
    },
    create: 'AuthorizeSecurityGroup',
    identity: ['SecurityGroupId', 'IpProtocol', 'PortRange', 'Policy', 'Priority', 'SourceCidrIp'],
    read: async (call, { SecurityGroupId, ...rule }) => {
      const group = await call('DescribeSecurityGroupAttribute', { SecurityGroupId, Direction: 'ingress' });
      const found = listAt(group, 'Permissions.Permission').find((one) =>
        Object.entries(rule).every(([name, value]) => String(one[name]) === String(value)),
      );
      return found && { ...found, SecurityGroupId };
    },
    attributes: {
      id: (rule) => {
        const { SecurityGroupId, Direction, IpProtocol, PortRange, NicType, SourceCidrIp, Policy, Priority } = rule;
        const [protocol, policy] = [IpProtocol, Policy].map((word) => String(word).toLowerCase());
        return [SecurityGroupId, Direction, protocol, PortRange, NicType, SourceCidrIp, policy, Priority].join(':');
      },
    },
    delete: 'RevokeSecurityGroup',
  },
  alicloud_instance: {
    product: 'Ecs',
    arguments: {
      image_id: same('ImageId'),
      instance_type: same('InstanceType'),
      instance_name: same('InstanceName'),
      instance_charge_type: same('InstanceChargeType', { only: ['PostPaid'] }),
      vswitch_id: same('VSwitchId', { shown: ({ VpcAttributes }) => (VpcAttributes as Found).VSwitchId }),
      security_groups: same('SecurityGroupIds', {
        shown: (found) => listAt(found, 'SecurityGroupIds.SecurityGroupId'),
      }),
      private_ip: same('PrivateIpAddress', {
        shown: (found) => listAt(found, 'VpcAttributes.PrivateIpAddress.IpAddress')[0],
      }),
      user_data: same('UserData'),
      system_disk_category: same('SystemDisk.Category', { shown: ({ Disk }) => (Disk as Found).Category }),
      system_disk_size: same('SystemDisk.Size', { shown: ({ Disk }) => (Disk as Found).Size }),
      tags,
      volume_tags: { parameter: 'VolumeTags', write: toTags, shown: ({ Disk }) => tagsOf(Disk as Found) },
    },
    create: 'RunInstances',
    later: ['VolumeTags'],
    complete: tagDisk,
    answered: (answer) => ({ InstanceId: listAt(answer, 'InstanceIdSets.InstanceIdSet')[0] }),
    identity: ['InstanceId'],
    read: readInstance,
    attributes: {
      id: 'InstanceId',
      primary_ip_address: (found) => listAt(found, 'VpcAttributes.PrivateIpAddress.IpAddress')[0],
    },
    delete: 'DeleteInstance',
    deleteAlso: { Force: true },
  },
};

async function readInstance(call: Call, { InstanceId }: CallParameters): Promise<Found | undefined> {
  const instances = await call('DescribeInstances', { InstanceIds: JSON.stringify([InstanceId]) });
  const [instance] = listAt(instances, 'Instances.Instance');
  if (!instance) return undefined;
  const userData = await call('DescribeUserData', { InstanceId });
  return { ...instance, UserData: userData?.UserData, Disk: await diskOf(call, InstanceId) };
}

async function tagDisk(call: Call, { InstanceId }: CallParameters, { VolumeTags }: CallParameters): Promise<void> {
  if (VolumeTags === undefined) return;
  const { DiskId } = await diskOf(call, InstanceId);
  await call('TagResources', { ResourceType: 'disk', ResourceId: [String(DiskId)], Tag: VolumeTags });
}

async function diskOf(call: Call, InstanceId: CallParameters[string]): Promise<Found> {
  return listAt(await call('DescribeDisks', { InstanceId, DiskType: 'system' }), 'Disks.Disk')[0] ?? {};
}

/** The most that `DescribeImages` answers at once. */
const IMAGES_PER_PAGE = 100;

/** What is looked up of servers. */
export const ecsDataSources: Readonly<Record<string, DataSource>> = {
  alicloud_images: {
    product: 'Ecs',
    arguments: ['architecture', 'most_recent', 'name_regex', 'os_type', 'owners'],
    attributes: ['images', 'ids'],
    read: async (call, { architecture, most_recent: mostRecent, name_regex: pattern, os_type: osType, owners }) => {
      const parameters = { Architecture: architecture, OSType: osType, ImageOwnerAlias: owners } as CallParameters;
      const answer = await call('DescribeImages', { ...parameters, PageSize: IMAGES_PER_PAGE });
      const form = new RegExp(String(pattern ?? ''));
      const fitting = listAt(answer, 'Images.Image')
        .filter(({ ImageName }) => form.test(String(ImageName)))
        .sort((a, b) => String(b.CreationTime).localeCompare(String(a.CreationTime)));
      const ids = (mostRecent === true ? fitting.slice(0, 1) : fitting).map(({ ImageId }) => ImageId);
      return { ids, images: ids.map((id) => ({ id, image_id: id })) };
    },
  },
};
