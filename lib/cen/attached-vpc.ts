import { Construct } from 'constructs';
import { ValidationError } from '../core';
import type { IVpc } from '../network/vpc';
import type { IVSwitch } from '../network/vswitch';
import type { IAttachment } from './attachment';
import type { ICen } from './cen';
import { RouteTableAssociation } from './route-table-association';
import { RouteTablePropagation } from './route-table-propagation';
import { TransitRouter, type ITransitRouter } from './transit-router';
import { VpcAttachment } from './vpc-attachment';

/** Properties of `AttachedVpc`. */
export interface AttachedVpcProps {
  readonly cen: ICen;
  readonly vpc: IVpc;
  /** Where the transit router puts its network interfaces: one vSwitch in each zone, 1 to 10, one address each. */
  readonly vSwitches: readonly IVSwitch[];
  /** Name of the transit router and the attachment: 2 to 128 letters, digits, `_` and `-`, starting with a letter. */
  readonly name: string;
  /** The transit router of that CEN instance in the region of the VPC. @default - a new one */
  readonly transitRouter?: ITransitRouter;
  /** Route table that a new transit router has already: see `TransitRouterProps`. @default - one of its own is made */
  readonly routeTableId?: string;
  /**
   * The attachment of the VPC to that router, associated with and propagated to its route table already.
   *
   * @default - a new one, with its association and propagation
   */
  readonly attachment?: IAttachment;
}

/**
 * A VPC that is joined with a CEN instance: the transit router of its region, its attachment, and both of what the
 * console ticks by default and Terraform does not, the association and the propagation of that attachment.
 */
export class AttachedVpc extends Construct {
  readonly vpc: IVpc;
  readonly transitRouter: ITransitRouter;
  readonly attachment: IAttachment;

  constructor(scope: Construct, id: string, props: AttachedVpcProps) {
    super(scope, id);
    const { cen, vpc, name, routeTableId } = props;
    const transitRouter =
      props.transitRouter ?? new TransitRouter(this, 'transit-router', { region: vpc.region, cen, name, routeTableId });
    if (transitRouter.region !== vpc.region) {
      const message = `a VPC is attached to the transit router of its own region ${vpc.region}, got one in ${transitRouter.region}`;
      throw new ValidationError('TRANSIT_ROUTER_REGION', message, { path: this.node.path });
    }
    this.vpc = vpc;
    this.transitRouter = transitRouter;
    this.attachment = props.attachment ?? this.attach(props);
  }
  private attach({ vpc, vSwitches, name }: AttachedVpcProps): IAttachment {
    const { transitRouter } = this;
    const attachment = new VpcAttachment(this, 'attachment', { transitRouter, vpc, vSwitches, name });
    new RouteTableAssociation(this, 'association', { transitRouter, attachment });
    new RouteTablePropagation(this, 'propagation', { transitRouter, attachment });
    return attachment;
  }
}
