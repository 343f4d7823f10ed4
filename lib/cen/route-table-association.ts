import { CenTransitRouterRouteTableAssociation } from '@cdktf/provider-alicloud/lib/cen-transit-router-route-table-association';
import { Construct } from 'constructs';
import { regionProvider } from '../terraform/region-provider';
import type { IAttachment } from './attachment';
import type { ITransitRouter } from './transit-router';

/** Properties of `RouteTableAssociation`. */
export interface RouteTableAssociationProps {
  /** The router whose route table it is about. */
  readonly transitRouter: ITransitRouter;
  /** An attachment of that router. */
  readonly attachment: IAttachment;
}

/**
 * Makes a transit router look up what arrives from an attachment in its route table.
 *
 * An attachment has at most one association at a router; what arrives from one that has none is dropped.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/cen_transit_router_route_table_association
 */
export class RouteTableAssociation extends Construct {
  constructor(scope: Construct, id: string, { transitRouter, attachment }: RouteTableAssociationProps) {
    super(scope, id);
    new CenTransitRouterRouteTableAssociation(this, 'Resource', {
      provider: regionProvider(this, transitRouter.region),
      transitRouterRouteTableId: transitRouter.routeTableId,
      transitRouterAttachmentId: attachment.attachmentId,
    });
  }
}
