import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { parsePrefix } from '../../ipv4';
import { isoSecond } from '../../times';
import { endAt, findAttachment } from '../attachments';
import { cenErrors } from '../errors';
import { checkTableAtRest, requireTable } from '../find';
import { type StaticRouteEntry, staticRouteEntries, type TransitRouterRouteTable } from '../model';
import { effectiveRoutes } from '../routing';
import { checkTexts } from '../texts';

const entryActive = effect('cen/entryActive', ({ store }, routeEntryId) => {
  if (store.get(staticRouteEntries, routeEntryId)) store.update(staticRouteEntries, routeEntryId, { status: 'Active' });
});

const entryGone = effect('cen/entryGone', ({ store }, routeEntryId) => {
  store.remove(staticRouteEntries, routeEntryId);
});

/** Blocks of 100.64.0.0/10 are allowed: the cross-region ALB tutorial adds them. IPv6 is out of the local cloud's scope. */
const createTransitRouterRouteEntry = operation({
  action: 'CreateTransitRouterRouteEntry',
  kind: 'write',
  parameters: {
    TransitRouterRouteTableId: parameter.text(),
    TransitRouterRouteEntryDestinationCidrBlock: parameter.text(),
    TransitRouterRouteEntryNextHopType: parameter.oneOf(['Attachment', 'BlackHole']),
    TransitRouterRouteEntryNextHopId: parameter.optional(parameter.text()),
    TransitRouterRouteEntryName: parameter.optional(parameter.text()),
    TransitRouterRouteEntryDescription: parameter.optional(parameter.text()),
  },
  invalid: { TransitRouterRouteEntryNextHopType: cenErrors.nextHopType },
  handle: (call, request) => {
    const { TransitRouterRouteEntryDestinationCidrBlock: destinationCidrBlock } = request;
    const { TransitRouterRouteEntryName: name, TransitRouterRouteEntryDescription: description } = request;
    const { TransitRouterRouteEntryNextHopType: nextHopType, TransitRouterRouteEntryNextHopId: nextHopId } = request;
    if (!parsePrefix(destinationCidrBlock)) refuse(cenErrors.destination);
    checkTexts(name, description);
    if (nextHopType === 'BlackHole' && nextHopId !== undefined) refuse(cenErrors.nextHopOfBlackHole);
    if (nextHopType === 'Attachment' && nextHopId === undefined) refuse(cenErrors.nextHopMissing);
    const table = requireTable(call, request.TransitRouterRouteTableId);
    if (nextHopId !== undefined) checkNextHop(call, table, nextHopId);
    checkTableAtRest(call, table);
    checkDestination(call, table, destinationCidrBlock, nextHopId ?? '');
    const entry: StaticRouteEntry = {
      routeEntryId: call.newId('rte'),
      routeTableId: table.routeTableId,
      destinationCidrBlock,
      nextHopType,
      nextHopId: nextHopId ?? '',
      name: name ?? '',
      description: description ?? '',
      status: 'Creating',
      createdAt: isoSecond(call.now),
    };
    call.store.put(staticRouteEntries, entry);
    call.settle(entryActive, entry.routeEntryId);
    return { TransitRouterRouteEntryId: entry.routeEntryId };
  },
});

const updateTransitRouterRouteEntry = operation({
  action: 'UpdateTransitRouterRouteEntry',
  kind: 'write',
  parameters: {
    TransitRouterRouteEntryId: parameter.text(),
    TransitRouterRouteEntryName: parameter.changedText(),
    TransitRouterRouteEntryDescription: parameter.changedText(),
  },
  handle: (call, request) => {
    checkTexts(request.TransitRouterRouteEntryName, request.TransitRouterRouteEntryDescription);
    const entry = requireEntry(call, request.TransitRouterRouteEntryId);
    if (entry.status !== 'Active') refuse(cenErrors.busy);
    call.store.update(staticRouteEntries, entry.routeEntryId, {
      name: request.TransitRouterRouteEntryName ?? entry.name,
      description: request.TransitRouterRouteEntryDescription ?? entry.description,
    });
    return {};
  },
});

/** By id, or by table, destination and next hop. The provider sends the next hop along with the id. */
const deleteTransitRouterRouteEntry = operation({
  action: 'DeleteTransitRouterRouteEntry',
  kind: 'write',
  parameters: {
    TransitRouterRouteEntryId: parameter.optional(parameter.text()),
    TransitRouterRouteTableId: parameter.optional(parameter.text()),
    TransitRouterRouteEntryDestinationCidrBlock: parameter.optional(parameter.text()),
    TransitRouterRouteEntryNextHopType: parameter.optional(parameter.oneOf(['Attachment', 'BlackHole'])),
    TransitRouterRouteEntryNextHopId: parameter.optional(parameter.text()),
  },
  invalid: { TransitRouterRouteEntryNextHopType: cenErrors.nextHopType },
  handle: (call, request) => {
    const entry =
      request.TransitRouterRouteEntryId === undefined
        ? requireEntryByRoute(call, request)
        : requireEntry(call, request.TransitRouterRouteEntryId);
    if (entry.status !== 'Active') refuse(cenErrors.busy);
    call.store.update(staticRouteEntries, entry.routeEntryId, { status: 'Deleting' });
    call.settle(entryGone, entry.routeEntryId);
    return {};
  },
});

function checkNextHop(call: Call, table: TransitRouterRouteTable, attachmentId: string): void {
  const attachment = findAttachment(call.store, attachmentId) ?? refuse(cenErrors.nextHopNotFound);
  if (!endAt(attachment, table.transitRouterId)) refuse(cenErrors.nextHopNotFound);
  if (attachment.status !== 'Attached') refuse(cenErrors.busy);
}

/** The same entry again and another next hop for the same destination have codes of their own. */
function checkDestination(call: Call, table: TransitRouterRouteTable, cidrBlock: string, nextHopId: string): void {
  const existing = call.store
    .where(staticRouteEntries, 'table', table.routeTableId)
    .find((entry) => entry.destinationCidrBlock === cidrBlock);
  if (!existing) return;
  if (existing.status === 'Deleting') refuse(cenErrors.busy);
  refuse(existing.nextHopId === nextHopId ? cenErrors.entryExists : cenErrors.entrySameDestination);
}

function requireEntry(call: Call, routeEntryId: string): StaticRouteEntry {
  return call.store.get(staticRouteEntries, routeEntryId) ?? refuse(cenErrors.entryNotFound);
}

function requireEntryByRoute(
  call: Call,
  by: {
    readonly TransitRouterRouteTableId?: string | undefined;
    readonly TransitRouterRouteEntryDestinationCidrBlock?: string | undefined;
    readonly TransitRouterRouteEntryNextHopId?: string | undefined;
  },
): StaticRouteEntry {
  const { TransitRouterRouteTableId: tableId, TransitRouterRouteEntryDestinationCidrBlock: cidrBlock } = by;
  if (tableId === undefined || cidrBlock === undefined) refuse(cenErrors.entryNotFound);
  const table = requireTable(call, tableId);
  const routes = effectiveRoutes(call.store, table.routeTableId).filter(
    (route) =>
      route.destinationCidrBlock === cidrBlock &&
      route.nextHopId === (by.TransitRouterRouteEntryNextHopId ?? route.nextHopId),
  );
  const entry = routes.find((route) => route.entry)?.entry;
  return entry ?? refuse(routes.length > 0 ? cenErrors.entryLearned : cenErrors.entryNotFound);
}

/** The static route entries' own actions. */
export const routeEntryOperations = [
  createTransitRouterRouteEntry,
  updateTransitRouterRouteEntry,
  deleteTransitRouterRouteEntry,
];
/** What happens to static route entries later. */
export const routeEntryEffects = [entryActive, entryGone];
