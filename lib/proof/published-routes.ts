import type { Cidr } from '../core';
import { subtract, type AddressSet } from './address-set';
import type { Gap } from './model';
import type { Network, Table } from './network';
import type { Followed } from './verdict';

/** Addresses for which a table of a VPC may have a route that the model does not show. */
export interface Hidden {
  readonly addresses: AddressSet;
  readonly gap: Gap;
}

/**
 * Parts addresses for which a VPC's table has no way, by whether its transit router may have written one into it.
 *
 * With route publishing on, a router writes what the table of the attachment holds into the tables of the VPC. Just what, and what it leaves
 * out, is not documented: whoever needs such a route is neither proven nor lost.
 *
 * @param entry - What the table has for them, and leads nowhere; a published route counts if it is longer. @default - nothing
 */
export function publishedTo(
  network: Network,
  addresses: AddressSet,
  { label, publishedBy = [] }: Table,
  entry?: Followed,
): { readonly hidden: readonly Hidden[]; readonly rest: AddressSet } {
  const hidden = publishedBy.flatMap((attachmentId): readonly Hidden[] => {
    const attachment = network.vpcAttachments.get(attachmentId);
    if (attachment === undefined) return [];
    const gap: Gap = {
      kind: 'existing',
      message: `whether ${attachment.label} has written a route into ${label} is seen in the cloud only (auto_publish_route_enabled); write the route as a resource, or ask causeway verify --live after the apply`,
    };
    return network
      .associatedTables(attachmentId, attachment.transitRouterId)
      .flatMap((tableId) => network.routerTable(tableId)?.index.lookUp(addresses) ?? [])
      .filter(({ entries }) => entries.some(({ destination }) => isLonger(destination, entry)))
      .map((part) => ({ addresses: part.addresses, gap }));
  });
  return { hidden, rest: hidden.reduce((rest, part) => subtract(rest, part.addresses), addresses) };
}

function isLonger({ prefixLength }: Cidr, entry: Followed | undefined): boolean {
  return entry === undefined || prefixLength > entry.destination.prefixLength;
}
