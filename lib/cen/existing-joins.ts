import { DataAlicloudCenTransitRouterRouteTableAssociations } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-transit-router-route-table-associations';
import { DataAlicloudCenTransitRouterRouteTablePropagations } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-transit-router-route-table-propagations';
import { Construct } from 'constructs';
import { foundOne } from '../terraform/lookup';
import { addPostconditions } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import type { IAttachment } from './attachment';
import type { ITransitRouter } from './transit-router';

/** Properties of `ExistingJoins`. */
export interface ExistingJoinsProps {
  /** The router whose route table it is about. */
  readonly transitRouter: ITransitRouter;
  /** An attachment of that router. */
  readonly attachment: IAttachment;
}

/**
 * The association and the propagation of an attachment that is there already, looked up at every plan: both are what the
 * console ticks by default, and without either no packet passes.
 */
export class ExistingJoins extends Construct {
  constructor(scope: Construct, id: string, { transitRouter, attachment }: ExistingJoinsProps) {
    super(scope, id);
    const { routeTableId, transitRouterId, region } = transitRouter;
    const provider = regionProvider(this, region);
    const join = { transitRouterRouteTableId: routeTableId, transitRouterAttachmentId: attachment.attachmentId };
    const what = `attachment ${attachment.attachmentId} and route table ${routeTableId} of transit router ${transitRouterId} (${region})`;
    const associations = new DataAlicloudCenTransitRouterRouteTableAssociations(this, 'association', {
      provider,
      ...join,
    });
    addPostconditions(associations, [
      foundOne(
        'associations',
        `There is no association (associated forwarding) between ${what}. Associate them, or name the route table that the attachment is associated with (transitRouter.routeTable of a deployment file).`,
      ),
    ]);
    const propagations = new DataAlicloudCenTransitRouterRouteTablePropagations(this, 'propagation', {
      provider,
      ...join,
    });
    addPostconditions(propagations, [
      foundOne(
        'propagations',
        `There is no propagation (route learning) between ${what}. Enable it, so that the router learns the way to what is attached.`,
      ),
    ]);
  }
}
