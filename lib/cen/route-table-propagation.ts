import { CenTransitRouterRouteTablePropagation } from '@cdktf/provider-alicloud/lib/cen-transit-router-route-table-propagation';
import { Construct } from 'constructs';
import { regionProvider } from '../terraform/region-provider';
import type { IAttachment } from './attachment';
import type { ITransitRouter } from './transit-router';

/** Properties of `RouteTablePropagation`. */
export interface RouteTablePropagationProps {
  /** The router whose route table it is about. */
  readonly transitRouter: ITransitRouter;
  /** An attachment of that router. */
  readonly attachment: IAttachment;
}

/**
 * Makes the route table of a transit router learn the routes of an attachment.
 *
 * From a VPC it learns the blocks of its vSwitches, from an inter-region connection what the far router knows.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/cen_transit_router_route_table_propagation
 */
export class RouteTablePropagation extends Construct {
  constructor(scope: Construct, id: string, { transitRouter, attachment }: RouteTablePropagationProps) {
    super(scope, id);
    new CenTransitRouterRouteTablePropagation(this, 'Resource', {
      provider: regionProvider(this, transitRouter.region),
      transitRouterRouteTableId: transitRouter.routeTableId,
      transitRouterAttachmentId: attachment.attachmentId,
    });
  }
}
