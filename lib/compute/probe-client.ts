import { Construct } from 'constructs';
import { SecurityGroup } from '../network/security-group';
import type { IVpc } from '../network/vpc';
import type { IVSwitch } from '../network/vswitch';
import type { IMachineImage } from './machine-image';
import { Server } from './server';

/** Properties of `ProbeClient`. */
export interface ProbeClientProps {
  /** The VPC of the ALB. */
  readonly vpc: IVpc;
  /** A vSwitch of that VPC. */
  readonly vSwitch: IVSwitch;
  /** 2 to 128 characters, starting with a letter, then letters, digits, `:`, `_`, `.` and `-`. */
  readonly name: string;
  /** ECS instance type, such as `ecs.g7.large`. */
  readonly instanceType: string;
  /** What it is made from. @default - the newest public Alibaba Cloud Linux 3 of the region, and that image from then on */
  readonly image?: IMachineImage;
}

/**
 * A client in the VPC of an ALB: an ECS instance from which the ALB can be tried out.
 *
 * Its security group lets nothing in. Get at it with Session Manager of Cloud Assistant, and there `wget http://<domain name>`.
 */
export class ProbeClient extends Construct {
  /** The instance; its resource is `server.node.defaultChild`. */
  readonly server: Server;
  readonly instanceId: string;
  readonly privateIp: string;

  constructor(scope: Construct, id: string, props: ProbeClientProps) {
    super(scope, id);
    const securityGroup = new SecurityGroup(this, 'security-group', { vpc: props.vpc, name: props.name });
    this.server = new Server(this, 'server', { ...props, securityGroup });
    this.instanceId = this.server.instanceId;
    this.privateIp = this.server.privateIp;
  }
}
