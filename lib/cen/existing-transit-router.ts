import { DataAlicloudCenTransitRouterRouteTables } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-transit-router-route-tables';
import { DataAlicloudCenTransitRouters } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-transit-routers';
import { Construct } from 'constructs';
import { assertWrittenOut, foundOne, holdsOfFound, shown } from '../terraform/lookup';
import { addPostconditions } from '../terraform/precondition';
import { regionProvider } from '../terraform/region-provider';
import type { ICen } from './cen';
import type { ITransitRouter } from './transit-router';

/** Properties of `ExistingTransitRouter`. */
export interface ExistingTransitRouterProps {
  /** The CEN instance that it belongs to, which is there already too. */
  readonly cen: ICen;
  readonly region: string;
  /** Such as `tr-bp1su1ytdxtataupl****`, written out. */
  readonly transitRouterId: string;
  /** Id of the route table that attachments are associated with, written out. @default - its system route table */
  readonly routeTableId?: string;
}

/**
 * A transit router that is there already, looked up and checked at every plan: that it belongs to that CEN instance and
 * region, is Enterprise Edition, and has that route table.
 *
 * Its system route table can be used without harm, as nothing that Terraform changes is looked at: see the ADR on route tables.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/data-sources/cen_transit_routers
 */
export class ExistingTransitRouter extends Construct implements ITransitRouter {
  readonly transitRouterId: string;
  readonly routeTableId: string;
  readonly cen: ICen;
  readonly region: string;

  constructor(scope: Construct, id: string, props: ExistingTransitRouterProps) {
    super(scope, id);
    const { cen, region, transitRouterId } = props;
    assertWrittenOut(this, transitRouterId, 'a transit router');
    assertWrittenOut(this, cen.cenId, 'the CEN instance of a transit router');
    const found = new DataAlicloudCenTransitRouters(this, 'Resource', {
      provider: regionProvider(this, region),
      cenId: cen.cenId,
      transitRouterId,
    });
    addPostconditions(found, [
      foundOne(
        'transit_routers',
        `There is no transit router ${transitRouterId} of CEN instance ${cen.cenId} in ${region}.`,
      ),
      holdsOfFound(
        'transit_routers',
        'found.type == "Enterprise"',
        `Transit router ${transitRouterId} is ${shown('transit_routers', 'type')} Edition. Only Enterprise Edition transit routers forward between regions.`,
      ),
    ]);
    this.transitRouterId = transitRouterId;
    this.routeTableId = this.lookUpTable(props);
    this.cen = cen;
    this.region = region;
  }

  private lookUpTable({ region, transitRouterId, routeTableId }: ExistingTransitRouterProps): string {
    const provider = regionProvider(this, region);
    if (routeTableId !== undefined) assertWrittenOut(this, routeTableId, 'a route table');
    const missing = `Transit router ${transitRouterId} has no ${routeTableId === undefined ? 'system route table' : `route table ${routeTableId}`}.`;
    const which =
      routeTableId === undefined
        ? { transitRouterRouteTableType: 'System' }
        : { transitRouterRouteTableIds: [routeTableId] };
    const tables = new DataAlicloudCenTransitRouterRouteTables(this, 'route-table', {
      provider,
      transitRouterId,
      ...which,
    });
    addPostconditions(tables, [foundOne('tables', missing)]);
    return routeTableId ?? tables.tables.get(0).transitRouterRouteTableId;
  }
}
