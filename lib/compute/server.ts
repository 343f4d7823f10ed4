import { Instance } from '@cdktf/provider-alicloud/lib/instance';
import { Construct } from 'constructs';
import type { SecurityGroup } from '../network/security-group';
import type { IVSwitch } from '../network/vswitch';
import { assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import { DiskCategory } from './disk-category';
import { MachineImage, type IMachineImage } from './machine-image';

/** A server, ours or one that is there already. */
export interface IServer {
  readonly privateIp: string;
  readonly vSwitch: IVSwitch;
  /** The security group that has to let requests in. @default - somebody else sees to that */
  readonly securityGroup?: SecurityGroup;
}

/** Properties of `Server`. */
export interface ServerProps {
  readonly vSwitch: IVSwitch;
  readonly securityGroup: SecurityGroup;
  /** 2 to 128 characters, starting with a letter. */
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
}

/**
 * An ECS instance, pay-as-you-go, without a public address.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/instance
 */
export class Server extends Construct implements IServer {
  readonly instanceId: string;
  readonly privateIp: string;
  readonly vSwitch: IVSwitch;
  readonly securityGroup: SecurityGroup;

  /** A server that is there already; its security group is the business of whoever made it. */
  static fromPrivateIp(attributes: ServerAttributes): IServer {
    return { ...attributes };
  }

  constructor(scope: Construct, id: string, props: ServerProps) {
    super(scope, id);
    assertNamed(this, 'instance', props.name);
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
