import { CenTransitRouterVpcAttachment } from '@cdktf/provider-alicloud/lib/cen-transit-router-vpc-attachment';
import { Construct } from 'constructs';
import { ValidationError } from '../core';
import type { IVpc } from '../network/vpc';
import type { IVSwitch } from '../network/vswitch';
import { assertNamed } from '../terraform/assert';
import { addPrecondition } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import type { IAttachment } from './attachment';
import type { ITransitRouter } from './transit-router';
import { TransitRouterZones } from './transit-router-zones';

/** Properties of `VpcAttachment`. */
export interface VpcAttachmentProps {
  readonly transitRouter: ITransitRouter;
  readonly vpc: IVpc;
  /** Where the router puts its network interfaces: one vSwitch in each zone, 1 to 10, one address each. */
  readonly vSwitches: readonly IVSwitch[];
  /** 2 to 128 characters, starting with a letter, then letters, digits, `_` and `-`. */
  readonly name: string;
}

/**
 * An attachment of a VPC to the transit router of its region.
 *
 * It neither associates nor propagates anything: the API ticks no such box by default, and the provider's arguments for
 * that are deprecated. Use `RouteTableAssociation` and `RouteTablePropagation`.
 *
 * Terraform refuses to plan it where a zone has no transit routers: see `TransitRouterZones`.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/cen_transit_router_vpc_attachment
 */
export class VpcAttachment extends Construct implements IAttachment {
  readonly attachmentId: string;

  constructor(scope: Construct, id: string, props: VpcAttachmentProps) {
    super(scope, id);
    assertNamed(this, 'vpcAttachment', props.name);
    this.assertZones(props.vSwitches);
    const zones = new TransitRouterZones(this, 'zones', { region: props.transitRouter.region });
    const resource = new CenTransitRouterVpcAttachment(this, 'Resource', {
      provider: regionProvider(this, props.transitRouter.region),
      cenId: props.transitRouter.cen.cenId,
      transitRouterId: props.transitRouter.transitRouterId,
      vpcId: props.vpc.vpcId,
      zoneMappings: props.vSwitches.map(({ zone, vSwitchId }) => ({ zoneId: zone, vswitchId: vSwitchId })),
      transitRouterVpcAttachmentName: props.name,
      paymentType: 'PayAsYouGo',
      // It would write routes into the VPC that fight with the explicit ones for the same blocks.
      autoPublishRouteEnabled: false,
    });
    addPrecondition(resource, zones.areAmong(props.vSwitches.map(({ zone }) => zone)));
    this.attachmentId = resource.transitRouterAttachmentId;
  }

  private assertZones(vSwitches: readonly IVSwitch[]): void {
    const zones = new Set(vSwitches.map(({ zone }) => zone));
    if (zones.size === vSwitches.length && zones.size >= 1 && zones.size <= 10) return;
    const got = vSwitches.map(({ zone }) => zone).join(', ');
    const message = `a VPC is attached through one vSwitch in each of 1 to 10 zones, got zones ${got || '(none)'}`;
    throw new ValidationError('ATTACHMENT_ZONES', message, { path: this.node.path });
  }
}
