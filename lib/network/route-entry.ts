import { RouteEntry as RouteEntryResource } from '@cdktf/provider-alicloud/lib/route-entry';
import { Construct } from 'constructs';
import type { IAttachment } from '../cen/attachment';
import { CLOUD_SERVICES_CIDR, ValidationError } from '../core';
import { assertBlock, assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { IVpc } from './vpc';

/** Properties of `RouteEntry`. */
export interface RouteEntryProps {
  readonly vpc: IVpc;
  /** 2 to 128 characters. */
  readonly name: string;
  /** Must not equal or lie inside the CIDR block of a vSwitch of the VPC; may lie inside 100.64.0.0/10 but not equal it. */
  readonly destinationCidr: string;
  /** The attachment of this VPC to a transit router, as the next hop. */
  readonly attachment: IAttachment;
}

/**
 * A route from a VPC to its transit router, in the system route table.
 *
 * The attachment cannot be deleted while such a route exists; the reference to it keeps that order.
 *
 * @throws ValidationError `NAME_INVALID`, `CIDR_INVALID`, `CIDR_HOST_BITS` or `ROUTE_EQUALS_SERVICE_ROUTE`
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/route_entry
 */
export class RouteEntry extends Construct {
  readonly destinationCidr: string;

  constructor(scope: Construct, id: string, props: RouteEntryProps) {
    super(scope, id);
    assertNamed(this, 'routeEntry', props.name);
    this.assertDestination(props.destinationCidr);
    new RouteEntryResource(this, 'Resource', {
      provider: regionProvider(this, props.vpc.region),
      routeTableId: props.vpc.routeTableId,
      name: props.name,
      destinationCidrblock: props.destinationCidr,
      nexthopType: 'Attachment',
      nexthopId: props.attachment.attachmentId,
      // The provider replaces a route for another name, and reads none: no packet passes meanwhile.
      lifecycle: { ignoreChanges: ['name'] },
    });
    this.destinationCidr = props.destinationCidr;
  }

  private assertDestination(cidr: string): void {
    assertBlock(this, cidr, { what: 'destination of a route' });
    if (cidr !== CLOUD_SERVICES_CIDR) return;
    const message = `${cidr} is a system route of every VPC and cannot be added; give narrower blocks`;
    throw new ValidationError('ROUTE_EQUALS_SERVICE_ROUTE', message, { path: this.node.path });
  }
}
