import { CenTransitRouterRouteEntry } from '@cdktf/provider-alicloud/lib/cen-transit-router-route-entry';
import { Construct } from 'constructs';
import { assertBlock, assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { IAttachment } from './attachment';
import type { ITransitRouter } from './transit-router';

/** Properties of `TransitRouterRouteEntry`. */
export interface TransitRouterRouteEntryProps {
  readonly transitRouter: ITransitRouter;
  /** 1 to 128 characters. */
  readonly name: string;
  /**
   * Block that has no static route in the table yet; may lie inside 100.64.0.0/10. A second route for a block is not
   * refused but retried by the provider until its timeout.
   */
  readonly destinationCidr: string;
  /** The attachment that the router sends to. */
  readonly attachment: IAttachment;
}

/**
 * A static route in the route table of a transit router; it wins over a learned one for the same block.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/cen_transit_router_route_entry
 */
export class TransitRouterRouteEntry extends Construct {
  constructor(scope: Construct, id: string, props: TransitRouterRouteEntryProps) {
    super(scope, id);
    assertNamed(this, 'transitRouterRouteEntry', props.name);
    assertBlock(this, props.destinationCidr, { what: 'destination of a route' });
    new CenTransitRouterRouteEntry(this, 'Resource', {
      provider: regionProvider(this, props.transitRouter.region),
      transitRouterRouteTableId: props.transitRouter.routeTableId,
      transitRouterRouteEntryName: props.name,
      transitRouterRouteEntryDestinationCidrBlock: props.destinationCidr,
      transitRouterRouteEntryNextHopType: 'Attachment',
      transitRouterRouteEntryNextHopId: props.attachment.attachmentId,
    });
  }
}
