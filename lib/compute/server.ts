import { Instance } from '@cdktf/provider-alicloud/lib/instance';
import { Construct } from 'constructs';
import type { ISecurityGroup } from '../network/security-group';
import type { IVSwitch } from '../network/vswitch';
import { assertAddressIn, assertInRange, assertNamed, assertWorded } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import { DiskCategory } from './disk-category';
import { MachineImage, type IMachineImage } from './machine-image';

/** A server, ours or one that is there already. */
export interface IServer {
  readonly privateIp: string;
  readonly vSwitch: IVSwitch;
  /** The security group that has to let requests in. @default - somebody else sees to that */
  readonly securityGroup?: ISecurityGroup;
}

/** Properties of `Server`. */
export interface ServerProps {
  readonly vSwitch: IVSwitch;
  readonly securityGroup: ISecurityGroup;
  /** 2 to 128 characters, starting with a letter, then letters, digits, `:`, `_`, `.` and `-`. */
  readonly name: string;
  /** ECS instance type, such as `ecs.g7.large`. */
  readonly instanceType: string;
  /** Address in the vSwitch. Known beforehand, it spares others to wait for the instance. @default - the cloud picks one */
  readonly privateIp?: string;
  /** What it is made from. @default - the newest public Alibaba Cloud Linux 3 of the region, and that image from then on */
  readonly image?: IMachineImage;
  /** Kind of system disk. @default DiskCategory.ESSD */
  readonly systemDiskCategory?: DiskCategory;
  /** Size of the system disk, 20 to 2048. @default 40 */
  readonly systemDiskSizeGib?: number;
  /** Script that cloud-init runs at the first start. @default - none */
  readonly userData?: string;
}

/** What has to be known of a server that is there already. */
export interface ServerAttributes {
  readonly privateIp: string;
  readonly vSwitch: IVSwitch;
  /** The security group that has to let requests in. @default - somebody else sees to that */
  readonly securityGroup?: ISecurityGroup;
}

const SYSTEM_DISK_GIB = { what: 'size of a system disk in GiB', least: 20, most: 2048 };
const INSTANCE_TYPE = {
  what: 'an instance type',
  pattern: /^ecs\.[a-z0-9][a-z0-9.-]*$/,
  allowed: 'written like ecs.g7.large',
};

/**
 * An ECS instance, pay-as-you-go, without a public address.
 *
 * @throws ValidationError `NAME_INVALID`, `TEXT_INVALID`, `NUMBER_RANGE`, `IP_ADDRESS_INVALID` or `IP_ADDRESS_OUTSIDE`
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/instance
 */
export class Server extends Construct implements IServer {
  readonly instanceId: string;
  readonly privateIp: string;
  readonly vSwitch: IVSwitch;
  readonly securityGroup: ISecurityGroup;

  /** A server that is there already; without its security group, letting requests in is the business of whoever made it. */
  static fromPrivateIp(attributes: ServerAttributes): IServer {
    return { ...attributes };
  }

  constructor(scope: Construct, id: string, props: ServerProps) {
    super(scope, id);
    assertNamed(this, 'instance', props.name);
    assertWorded(this, props.instanceType, INSTANCE_TYPE);
    if (props.systemDiskSizeGib !== undefined) assertInRange(this, props.systemDiskSizeGib, SYSTEM_DISK_GIB);
    if (props.privateIp !== undefined) {
      assertAddressIn(this, props.privateIp, [props.vSwitch.cidr], 'the address of a server');
    }
    const { region } = props.vSwitch;
    const image = props.image ?? MachineImage.newestAlibabaCloudLinux3(this, region);
    const resource = new Instance(this, 'Resource', {
      provider: regionProvider(this, region),
      vswitchId: props.vSwitch.vSwitchId,
      securityGroups: [props.securityGroup.securityGroupId],
      instanceName: props.name,
      instanceType: props.instanceType,
      instanceChargeType: 'PostPaid',
      imageId: image.imageId,
      // A newer image of the system would otherwise replace the disk of a running server at the next apply.
      lifecycle: image.moves ? { ignoreChanges: ['image_id'] } : undefined,
      systemDiskCategory: props.systemDiskCategory ?? DiskCategory.ESSD,
      systemDiskSize: props.systemDiskSizeGib ?? 40,
      privateIp: props.privateIp,
      userData: props.userData && Buffer.from(props.userData, 'utf8').toString('base64'),
    });
    this.instanceId = resource.id;
    this.privateIp = props.privateIp ?? resource.primaryIpAddress;
    this.vSwitch = props.vSwitch;
    this.securityGroup = props.securityGroup;
  }
}
