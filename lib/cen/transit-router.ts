import { CenTransitRouter } from '@cdktf/provider-alicloud/lib/cen-transit-router';
import { CenTransitRouterRouteTable } from '@cdktf/provider-alicloud/lib/cen-transit-router-route-table';
import { DataAlicloudCenTransitRouters } from '@cdktf/provider-alicloud/lib/data-alicloud-cen-transit-routers';
import { TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ValidationError } from '../core';
import { assertNamed } from '../terraform/assert';
import { addPrecondition } from '../terraform/precondition';
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
  /**
   * Id of a route table that the router has already, written out: for a router that was made by hand and is imported.
   *
   * @default - a new one beside the system one
   */
  readonly routeTableId?: string;
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
    this.refuseSecond(resource, props);
    // Not `id`, which is "cen:router" here and "router:table" there, and which no API takes.
    this.transitRouterId = resource.transitRouterId;
    this.routeTableId = props.routeTableId ?? this.addRouteTable(props);
    this.cen = props.cen;
    this.region = props.region;
  }

  private addRouteTable({ region, name }: TransitRouterProps): string {
    const routeTable = new CenTransitRouterRouteTable(this, 'route-table', {
      provider: regionProvider(this, region),
      transitRouterId: this.transitRouterId,
      transitRouterRouteTableName: name,
    });
    return routeTable.transitRouterRouteTableId;
  }

  /** A CEN instance that is there already may have a router here: it is told apart by its name from the one of this program. */
  private refuseSecond(resource: CenTransitRouter, { cen, region, name }: TransitRouterProps): void {
    if (Token.isUnresolved(cen.cenId) || Token.isUnresolved(name)) return;
    const provider = regionProvider(this, region);
    const found = new DataAlicloudCenTransitRouters(this, 'others', { provider, cenId: cen.cenId });
    const routers = `${found.fqn}.transit_routers`;
    addPrecondition(resource, {
      condition: `\${alltrue([for other in ${routers} : other.transit_router_name == "${name}"])}`,
      errorMessage: `CEN instance ${cen.cenId} has a transit router in ${region} already (\${join(", ", ${routers}[*].transit_router_id)}), and takes one in each region. Use it: transitRouter.existing of a deployment file, or ExistingTransitRouter. If it is the router of this stack under another name, call it ${name} again.`,
    });
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
