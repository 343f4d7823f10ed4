import { refuse } from '../../../protocol/api-error';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import { endAt, findAttachment } from '../attachments';
import { cenErrors } from '../errors';
import { checkTableAtRest, requireTable } from '../find';
import { describeJoin, joinFilters } from '../joins';
import { joinKey, propagations, type RouteTablePropagation } from '../model';

const propagationActive = effect('cen/propagationActive', ({ store }, id) => {
  if (store.get(propagations, id)) store.update(propagations, id, { status: 'Active' });
});

const propagationGone = effect('cen/propagationGone', ({ store }, id) => {
  store.remove(propagations, id);
});

const joined = { TransitRouterAttachmentId: parameter.text(), TransitRouterRouteTableId: parameter.text() };

/** An attachment may teach many tables, and a table may learn from many attachments. */
const enableTransitRouterRouteTablePropagation = operation({
  action: 'EnableTransitRouterRouteTablePropagation',
  kind: 'write',
  parameters: joined,
  handle: (call, request) => {
    const { store } = call;
    const attachment =
      findAttachment(store, request.TransitRouterAttachmentId) ?? refuse(cenErrors.joinAttachmentNotFound);
    const table = requireTable(call, request.TransitRouterRouteTableId, cenErrors.joinTableNotFound);
    if (!endAt(attachment, table.transitRouterId)) refuse(cenErrors.propagationUnsupported);
    checkTableAtRest(call, table);
    if (attachment.status !== 'Attached') refuse(cenErrors.busy);
    const id = joinKey(attachment.attachmentId, table.routeTableId);
    const existing = store.get(propagations, id);
    if (existing?.status === 'Disabling') refuse(cenErrors.busy);
    if (existing) refuse(cenErrors.propagationUnsupported);
    store.put(propagations, {
      attachmentId: attachment.attachmentId,
      transitRouterId: table.transitRouterId,
      routeTableId: table.routeTableId,
      status: 'Enabling',
      since: call.now,
    });
    call.settle(propagationActive, id);
    return {};
  },
});

const listTransitRouterRouteTablePropagations = operation({
  action: 'ListTransitRouterRouteTablePropagations',
  kind: 'read',
  parameters: { ...joinFilters, TransitRouterRouteTableId: parameter.text(), ...tokenParameters(50, 100) },
  invalid: { MaxResults: cenErrors.maxResults },
  handle: ({ store }, request) => {
    const { TransitRouterAttachmentId: attachmentId, Status } = request;
    const found = store
      .where(propagations, 'table', request.TransitRouterRouteTableId)
      .filter((propagation) => (attachmentId ?? propagation.attachmentId) === propagation.attachmentId)
      .filter((propagation) => (Status ?? propagation.status) === propagation.status);
    const id = (one: RouteTablePropagation): string => joinKey(one.attachmentId, one.routeTableId);
    const { items, fields } = tokenPage(found, request, id, cenErrors.nextToken);
    return { ...fields, TransitRouterPropagations: items.map((propagation) => describeJoin(store, propagation)) };
  },
});

const disableTransitRouterRouteTablePropagation = operation({
  action: 'DisableTransitRouterRouteTablePropagation',
  kind: 'write',
  parameters: joined,
  handle: (call, request) => {
    const { TransitRouterAttachmentId: attachmentId, TransitRouterRouteTableId: routeTableId } = request;
    if (!findAttachment(call.store, attachmentId)) refuse(cenErrors.joinAttachmentNotFound400);
    requireTable(call, routeTableId, cenErrors.joinTableNotFound);
    const id = joinKey(attachmentId, routeTableId);
    const existing = call.store.get(propagations, id) ?? refuse(cenErrors.propagationMissing);
    if (existing.status !== 'Active') refuse(cenErrors.busy);
    call.store.update(propagations, id, { status: 'Disabling' });
    call.settle(propagationGone, id);
    return {};
  },
});

/** What decides from which attachments a table learns. */
export const propagationOperations = [
  enableTransitRouterRouteTablePropagation,
  listTransitRouterRouteTablePropagations,
  disableTransitRouterRouteTablePropagation,
];
/** What happens to propagations later. */
export const propagationEffects = [propagationActive, propagationGone];
