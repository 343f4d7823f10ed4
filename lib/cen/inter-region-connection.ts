import { CenTransitRouterPeerAttachment } from '@cdktf/provider-alicloud/lib/cen-transit-router-peer-attachment';
import { Construct } from 'constructs';
import { ValidationError } from '../core';
import { assertInRange, assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { IAttachment } from './attachment';
import type { IBandwidthPlan } from './bandwidth-plan';
import { LinkType } from './link-type';
import type { ITransitRouter } from './transit-router';

/** Properties of `InterRegionConnection`. */
export interface InterRegionConnectionProps {
  /** The end whose region's provider speaks for the connection. */
  readonly transitRouter: ITransitRouter;
  /** The other end: a transit router of another region of the same CEN instance. */
  readonly peer: ITransitRouter;
  /** 1 to 128 characters. */
  readonly name: string;
  /** 1 to 10000. What it gets of the bandwidth plan, or the cap when it is billed by data transfer. */
  readonly bandwidthMbps: number;
  /** The bandwidth plan that it draws from. @default - none: it is billed by data transfer */
  readonly bandwidthPlan?: IBandwidthPlan;
  /** Quality of the line. @default - left to the cloud */
  readonly linkType?: LinkType;
}

const BANDWIDTH_MBPS = { what: 'bandwidth of an inter-region connection in Mbit/s', least: 1, most: 10000 };

/**
 * An inter-region connection: joins the transit routers of two regions.
 *
 * Both ends have the same attachment id; each end is associated and propagated at its own router.
 *
 * @throws ValidationError `NUMBER_RANGE`, `NAME_INVALID`, or `BANDWIDTH_LINK_TYPE` for Platinum from a bandwidth plan
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/cen_transit_router_peer_attachment
 */
export class InterRegionConnection extends Construct implements IAttachment {
  readonly attachmentId: string;

  constructor(scope: Construct, id: string, props: InterRegionConnectionProps) {
    super(scope, id);
    assertInRange(this, props.bandwidthMbps, BANDWIDTH_MBPS);
    assertNamed(this, 'interRegionConnection', props.name);
    const { transitRouter, peer, bandwidthPlan, linkType } = props;
    if (linkType === LinkType.PLATINUM && bandwidthPlan !== undefined) {
      const message = 'link type Platinum is for connections billed by data transfer, got one with a bandwidth plan';
      throw new ValidationError('BANDWIDTH_LINK_TYPE', message, { path: this.node.path });
    }
    const resource = new CenTransitRouterPeerAttachment(this, 'Resource', {
      provider: regionProvider(this, transitRouter.region),
      cenId: transitRouter.cen.cenId,
      transitRouterId: transitRouter.transitRouterId,
      peerTransitRouterId: peer.transitRouterId,
      peerTransitRouterRegionId: peer.region,
      transitRouterPeerAttachmentName: props.name,
      bandwidthType: bandwidthPlan === undefined ? 'DataTransfer' : 'BandwidthPackage',
      bandwidth: props.bandwidthMbps,
      cenBandwidthPackageId: bandwidthPlan?.bandwidthPackageId,
      defaultLinkType: linkType,
      // Without it neither router tells the other what it has learned.
      autoPublishRouteEnabled: true,
      // The provider has a default for it and reads none: one that is imported would be replaced.
      lifecycle: { ignoreChanges: ['resource_type'] },
    });
    this.attachmentId = resource.transitRouterAttachmentId;
  }
}
