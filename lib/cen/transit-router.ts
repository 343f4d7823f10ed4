import { CenTransitRouter } from '@cdktf/provider-alicloud/lib/cen-transit-router';
import { CenTransitRouterRouteTable } from '@cdktf/provider-alicloud/lib/cen-transit-router-route-table';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ValidationError } from '../core';
import { assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { ICen } from './cen';

/** An Enterprise Edition transit router, ours or one that is there already. */
export interface ITransitRouter {
  readonly transitRouterId: string;
  /** Id of the route table that its attachments are associated with. */
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
 * An Enterprise Edition transit router with a route table of its own beside the system one.
 *
 * The system route table's id can only be read through a data source. Terraform puts that reading off whenever the router
 * changes in place (a tag is enough), takes the id for unknown, and replaces every association, propagation and route: an
 * outage for a tag. A table that Terraform made has an id that it knows.
 *
 * @throws ValidationError `NAME_INVALID`, or `TRANSIT_ROUTER_REPEATED` for a second one of a CEN instance in a region
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
    this.assertFirst(props);
    const provider = regionProvider(this, props.region);
    const resource = new CenTransitRouter(this, 'Resource', {
      provider,
      cenId: props.cen.cenId,
      transitRouterName: props.name,
    });
    const routeTable = new CenTransitRouterRouteTable(this, 'route-table', {
      provider,
      transitRouterId: resource.transitRouterId,
      transitRouterRouteTableName: props.name,
    });
    // Not `id`, which is "cen:router" here and "router:table" there, and which no API takes.
    this.transitRouterId = resource.transitRouterId;
    this.routeTableId = routeTable.transitRouterRouteTableId;
    this.cen = props.cen;
    this.region = props.region;
  }

  private assertFirst({ cen, region }: TransitRouterProps): void {
    const others = TerraformStack.of(this)
      .node.findAll()
      .filter((node) => node instanceof TransitRouter);
    const first = others.find((other) => other !== this && other.cen?.cenId === cen.cenId && other.region === region);
    if (first === undefined) return;
    const message = `a CEN instance has one transit router in each region, got a second one in ${region}; use ${first.node.path}, or another region`;
    throw new ValidationError('TRANSIT_ROUTER_REPEATED', message, { path: this.node.path });
  }
}
