import { Construct } from 'constructs';
import type { IBandwidthPlan } from './bandwidth-plan';
import { InterRegionConnection } from './inter-region-connection';
import { RouteTableAssociation } from './route-table-association';
import { RouteTablePropagation } from './route-table-propagation';
import type { ITransitRouter } from './transit-router';

/** Properties of `RegionLink`. */
export interface RegionLinkProps {
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
}

/**
 * An inter-region connection over which two transit routers tell each other their routes: associated and propagated at
 * both ends.
 */
export class RegionLink extends Construct {
  readonly connection: InterRegionConnection;

  constructor(scope: Construct, id: string, props: RegionLinkProps) {
    super(scope, id);
    const connection = new InterRegionConnection(this, 'connection', props);
    for (const transitRouter of [props.transitRouter, props.peer]) {
      const end = { transitRouter, attachment: connection };
      new RouteTableAssociation(this, `association-${transitRouter.region}`, end);
      new RouteTablePropagation(this, `propagation-${transitRouter.region}`, end);
    }
    this.connection = connection;
  }
}
