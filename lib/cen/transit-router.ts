import { CenTransitRouter } from '@cdktf/provider-alicloud/lib/cen-transit-router';
import { DataAlicloudCenTransitRouterRouteTables } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-transit-router-route-tables';
import { Construct } from 'constructs';
import { assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { ICen } from './cen';

/** An Enterprise Edition transit router, ours or one that is there already. */
export interface ITransitRouter {
  readonly transitRouterId: string;
  /** Id of its system route table. */
  readonly routeTableId: string;
  readonly cen: ICen;
  readonly region: string;
}

/** Properties of `TransitRouter`. */
export interface TransitRouterProps {
  /** A CEN instance has at most one transit router in each region. */
  readonly region: string;
  readonly cen: ICen;
  /** 1 to 128 characters. */
  readonly name: string;
}

/**
 * An Enterprise Edition transit router with its system route table.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/cen_transit_router
 */
export class TransitRouter extends Construct implements ITransitRouter {
  readonly transitRouterId: string;
  readonly routeTableId: string;
  readonly cen: ICen;
  readonly region: string;

  /** A transit router that is there already. */
  static fromTransitRouterAttributes(attributes: ITransitRouter): ITransitRouter {
    return { ...attributes };
  }

  constructor(scope: Construct, id: string, props: TransitRouterProps) {
    super(scope, id);
    assertNamed(this, 'transitRouter', props.name);
    const provider = regionProvider(this, props.region);
    const resource = new CenTransitRouter(this, 'Resource', {
      provider,
      cenId: props.cen.cenId,
      transitRouterName: props.name,
    });
    // The router's own attributes do not name its system route table, which exists as soon as the router does.
    const routeTables = new DataAlicloudCenTransitRouterRouteTables(this, 'route-tables', {
      provider,
      transitRouterId: resource.transitRouterId,
      transitRouterRouteTableType: 'System',
    });
    // Not `id`, which is "cen:router" and no API takes.
    this.transitRouterId = resource.transitRouterId;
    this.routeTableId = routeTables.tables.get(0).transitRouterRouteTableId;
    this.cen = props.cen;
    this.region = props.region;
  }
}
