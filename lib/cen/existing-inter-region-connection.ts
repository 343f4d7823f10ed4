import { DataAlicloudCenTransitRouterPeerAttachments } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-transit-router-peer-attachments';
import { Construct } from 'constructs';
import { assertWrittenOut, foundOne, holdsOfFound, shown } from '../terraform/lookup';
import { addPostconditions } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import type { IAttachment } from './attachment';
import { ExistingJoins } from './existing-joins';
import type { ITransitRouter } from './transit-router';

/** Properties of `ExistingInterRegionConnection`. */
export interface ExistingInterRegionConnectionProps {
  /** The end whose region's provider speaks for the connection. */
  readonly transitRouter: ITransitRouter;
  /** The other end: a transit router of another region of the same CEN instance. */
  readonly peer: ITransitRouter;
  /** Such as `tr-attach-ia340z7xis7t5s****`, written out; both ends have the same. */
  readonly attachmentId: string;
  /** The least bandwidth that it must have. @default - any */
  readonly bandwidthMbps?: number;
}

/**
 * An inter-region connection that is there already, looked up and checked at every plan: that it joins those routers, that
 * they exchange routes, and that it is associated and propagated at both ends.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/cen_transit_router_peer_attachments
 */
export class ExistingInterRegionConnection extends Construct implements IAttachment {
  readonly attachmentId: string;

  constructor(scope: Construct, id: string, props: ExistingInterRegionConnectionProps) {
    super(scope, id);
    const { transitRouter, peer, attachmentId, bandwidthMbps = 0 } = props;
    const { transitRouterId, region, cen } = transitRouter;
    assertWrittenOut(this, attachmentId, 'an inter-region connection');
    assertWrittenOut(this, transitRouterId, 'the transit router of a connection');
    assertWrittenOut(this, peer.transitRouterId, 'the transit router of a connection');
    const expect = (condition: string, message: string) => holdsOfFound('attachments', condition, message);
    const found = new DataAlicloudCenTransitRouterPeerAttachments(this, 'Resource', {
      provider: regionProvider(this, region),
      cenId: cen.cenId,
      transitRouterId,
      transitRouterAttachmentId: attachmentId,
    });
    addPostconditions(found, [
      foundOne(
        'attachments',
        `There is no inter-region connection ${attachmentId} of transit router ${transitRouterId} in ${region} (CEN instance ${cen.cenId}).`,
      ),
      expect(
        `found.peer_transit_router_id == "${peer.transitRouterId}"`,
        `Connection ${attachmentId} leads to transit router ${shown('attachments', 'peer_transit_router_id')}, not to ${peer.transitRouterId}.`,
      ),
      expect(
        'found.auto_publish_route_enabled',
        `Connection ${attachmentId} does not exchange routes (Advertise Routes to Peer Region). Turn it on: without it neither router tells the other what it has learned.`,
      ),
      expect(
        `found.bandwidth >= ${bandwidthMbps}`,
        `Connection ${attachmentId} has ${shown('attachments', 'bandwidth')} Mbit/s, less than ${bandwidthMbps}.`,
      ),
    ]);
    this.attachmentId = attachmentId;
    for (const end of [transitRouter, peer]) {
      new ExistingJoins(this, `joins-${end.region}`, { transitRouter: end, attachment: this });
    }
  }
}
