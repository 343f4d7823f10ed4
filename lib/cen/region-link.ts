import { Construct } from 'constructs';
import { InterRegionConnection, type InterRegionConnectionProps } from './inter-region-connection';
import { RouteTableAssociation } from './route-table-association';
import { RouteTablePropagation } from './route-table-propagation';

/** Properties of `RegionLink`: those of its connection. */
export type RegionLinkProps = InterRegionConnectionProps;

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
