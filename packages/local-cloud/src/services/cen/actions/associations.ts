import { type ApiErrorDefinition, refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import { type Attachment, endAt, findAttachment } from '../attachments';
import { cenErrors } from '../errors';
import { checkTableAtRest, requireTable } from '../find';
import { associations, joinKey, type RouteTableAssociation, type TransitRouterRouteTable } from '../model';
import { describeJoin, joinFilters } from '../joins';

const associationActive = effect('cen/associationActive', ({ store }, id) => {
  if (store.get(associations, id)) store.update(associations, id, { status: 'Active' });
});

const associationReplaced = effect('cen/associationReplaced', ({ store, now }, id) => {
  const association = store.get(associations, id);
  if (!association) return;
  const routeTableId = association.replacementId ?? association.routeTableId;
  store.update(associations, id, { status: 'Active', routeTableId, replacementId: undefined, since: now });
});

const associationGone = effect('cen/associationGone', ({ store }, id) => {
  store.remove(associations, id);
});

const joined = { TransitRouterAttachmentId: parameter.text(), TransitRouterRouteTableId: parameter.text() };

/** An attachment has one association per router; for an inter-region connection the table decides which end is meant. */
const associateTransitRouterAttachmentWithRouteTable = operation({
  action: 'AssociateTransitRouterAttachmentWithRouteTable',
  kind: 'write',
  parameters: joined,
  handle: (call, request) => {
    const { attachment, table } = requireJoined(call, request, cenErrors.joinAttachmentNotFound);
    if (!endAt(attachment, table.transitRouterId)) refuse(cenErrors.associateUnsupported);
    const existing = call.store.get(associations, joinKey(attachment.attachmentId, table.transitRouterId));
    checkTableAtRest(call, table);
    if (attachment.status !== 'Attached' || existing?.status === 'Dissociating') refuse(cenErrors.busy);
    if (existing) refuse(cenErrors.associationExists);
    call.store.put(associations, {
      attachmentId: attachment.attachmentId,
      transitRouterId: table.transitRouterId,
      routeTableId: table.routeTableId,
      status: 'Associating',
      since: call.now,
    });
    call.settle(associationActive, joinKey(attachment.attachmentId, table.transitRouterId));
    return {};
  },
});

const listTransitRouterRouteTableAssociations = operation({
  action: 'ListTransitRouterRouteTableAssociations',
  kind: 'read',
  parameters: { ...joinFilters, ...tokenParameters(50, 100) },
  invalid: { MaxResults: cenErrors.maxResults },
  handle: ({ store }, request) => {
    const { TransitRouterRouteTableId: tableId, TransitRouterAttachmentId: attachmentId, Status } = request;
    if (tableId === undefined && attachmentId === undefined) refuse(cenErrors.invalidParameter);
    const found = store
      .all(associations)
      .filter((association) => (tableId ?? association.routeTableId) === association.routeTableId)
      .filter((association) => (attachmentId ?? association.attachmentId) === association.attachmentId)
      .filter((association) => (Status ?? association.status) === association.status);
    const id = (one: RouteTableAssociation): string => joinKey(one.attachmentId, one.transitRouterId);
    const { items, fields } = tokenPage(found, request, id, cenErrors.nextToken);
    return { ...fields, TransitRouterAssociations: items.map((association) => describeJoin(store, association)) };
  },
});

/** Traffic goes by the old table until the replacement is done. */
const replaceTransitRouterRouteTableAssociation = operation({
  action: 'ReplaceTransitRouterRouteTableAssociation',
  kind: 'write',
  parameters: joined,
  handle: (call, request) => {
    const { attachment, table } = requireJoined(call, request, cenErrors.joinAttachmentNotFound400);
    const id = joinKey(attachment.attachmentId, table.transitRouterId);
    const existing = call.store.get(associations, id) ?? refuse(cenErrors.joinAttachmentNotFound400);
    checkTableAtRest(call, table);
    if (existing.status !== 'Active') refuse(cenErrors.busy);
    call.store.update(associations, id, { status: 'Replacing', replacementId: table.routeTableId });
    call.settle(associationReplaced, id);
    return {};
  },
});

const dissociateTransitRouterAttachmentFromRouteTable = operation({
  action: 'DissociateTransitRouterAttachmentFromRouteTable',
  kind: 'write',
  parameters: joined,
  handle: (call, request) => {
    const { attachment, table } = requireJoined(call, request, cenErrors.joinAttachmentNotFound);
    const id = joinKey(attachment.attachmentId, table.transitRouterId);
    const existing = call.store.get(associations, id);
    if (existing?.routeTableId !== table.routeTableId) refuse(cenErrors.joinAttachmentNotFound);
    if (existing.status !== 'Active') refuse(cenErrors.busy);
    call.store.update(associations, id, { status: 'Dissociating' });
    call.settle(associationGone, id);
    return {};
  },
});

function requireJoined(
  call: Call,
  by: { readonly TransitRouterAttachmentId: string; readonly TransitRouterRouteTableId: string },
  missingAttachment: ApiErrorDefinition,
): { readonly attachment: Attachment; readonly table: TransitRouterRouteTable } {
  const attachment = findAttachment(call.store, by.TransitRouterAttachmentId) ?? refuse(missingAttachment);
  const table = requireTable(call, by.TransitRouterRouteTableId, cenErrors.joinTableNotFound);
  return { attachment, table };
}

/** What decides the table that arriving traffic is looked up in. */
export const associationOperations = [
  associateTransitRouterAttachmentWithRouteTable,
  listTransitRouterRouteTableAssociations,
  replaceTransitRouterRouteTableAssociation,
  dissociateTransitRouterAttachmentFromRouteTable,
];
/** What happens to associations later. */
export const associationEffects = [associationActive, associationReplaced, associationGone];
