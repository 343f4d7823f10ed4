import { DataAlicloudCenTransitRouterVpcAttachments } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-transit-router-vpc-attachments';
import { Construct } from 'constructs';
import type { IVpc } from '../network/vpc';
import { assertWrittenOut, foundOne, holdsOfFound, shown } from '../terraform/lookup';
import { addPostconditions } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import type { IAttachment } from './attachment';
import { ExistingJoins } from './existing-joins';
import type { ITransitRouter } from './transit-router';

/** Properties of `ExistingVpcAttachment`. */
export interface ExistingVpcAttachmentProps {
  readonly transitRouter: ITransitRouter;
  readonly vpc: IVpc;
  /** Such as `tr-attach-ia340z7xis7t5s****`, written out. */
  readonly attachmentId: string;
}

/**
 * An attachment of a VPC that is there already, looked up and checked at every plan: that it joins that VPC with that router,
 * and is associated with and propagated to its route table.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/cen_transit_router_vpc_attachments
 */
export class ExistingVpcAttachment extends Construct implements IAttachment {
  readonly attachmentId: string;

  constructor(scope: Construct, id: string, props: ExistingVpcAttachmentProps) {
    super(scope, id);
    const { transitRouter, vpc, attachmentId } = props;
    const { transitRouterId, region, cen } = transitRouter;
    assertWrittenOut(this, attachmentId, 'an attachment');
    assertWrittenOut(this, transitRouterId, 'the transit router of an attachment');
    const found = new DataAlicloudCenTransitRouterVpcAttachments(this, 'Resource', {
      provider: regionProvider(this, region),
      cenId: cen.cenId,
      transitRouterId,
      // Not `ids`, which want "cen:attachment".
      transitRouterAttachmentId: attachmentId,
    });
    addPostconditions(found, [
      foundOne(
        'attachments',
        `There is no VPC attachment ${attachmentId} of transit router ${transitRouterId} in ${region} (CEN instance ${cen.cenId}).`,
      ),
      holdsOfFound(
        'attachments',
        `found.vpc_id == "${vpc.vpcId}"`,
        `Attachment ${attachmentId} is of VPC ${shown('attachments', 'vpc_id')}, not of ${vpc.vpcId}.`,
      ),
    ]);
    this.attachmentId = attachmentId;
    new ExistingJoins(this, 'joins', { transitRouter, attachment: this });
  }
}
