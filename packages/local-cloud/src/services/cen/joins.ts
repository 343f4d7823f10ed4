import { parameter } from '../../protocol/parameters';
import type { Store } from '../../store/store';
import { endAt, findAttachment } from './attachments';
import type { RouteTableAssociation, RouteTablePropagation } from './model';

/** The filters of the lists of associations and propagations. */
export const joinFilters = {
  TransitRouterRouteTableId: parameter.optional(parameter.text()),
  TransitRouterAttachmentId: parameter.optional(parameter.text()),
  Status: parameter.optional(parameter.text()),
};

/** An association or a propagation as lists show it. */
export function describeJoin(store: Store, join: RouteTableAssociation | RouteTablePropagation) {
  const attachment = findAttachment(store, join.attachmentId);
  const end = attachment && endAt(attachment, join.transitRouterId);
  return {
    TransitRouterAttachmentId: join.attachmentId,
    TransitRouterRouteTableId: join.routeTableId,
    ResourceType: end?.resourceType,
    ResourceId: end?.resourceId,
    Status: join.status,
  };
}
