import { staticRouteEntries, transitRouterRouteTables, transitRouters } from '../services/cen/model';
import { effectiveRoutes } from '../services/cen/routing';
import { routeEntries, routeTables, vpcs } from '../services/vpc/model';
import type { Store } from '../store/store';
import { act, type OutOfBandParts } from './act';
import { findItem, type ShownItem } from './find';
import type { JournalEntry } from './journal';
import { text, versions } from './kinds';
import { OutOfBandError } from './refusal';

/** Where routes stand; every value is an id or a name. */
export type RoutePlace =
  /** A route table, or what has one: a VPC (its system table), a transit router. */
  | { readonly table: string }
  /** A VPC: its system table. */
  | { readonly vpcId: string }
  /** A transit router: to delete, whichever of its tables has the route; to add, its system table. */
  | { readonly transitRouterId: string };

/** Which route: by its id, or by where it stands and its destination, exactly as in the route. */
export type RouteToDelete =
  { readonly routeEntryId: string } | (RoutePlace & { readonly destinationCidrBlock: string });

/** A route to add. */
export type RouteToAdd = RoutePlace & {
  readonly destinationCidrBlock: string;
  /** An attachment, in VPCs an instance as well; absent in a transit router's table for a black hole. */
  readonly nextHopId?: string;
  /** In VPCs. @default - 'Instance' for the id of an instance, else 'Attachment' */
  readonly nextHopType?: string;
};

const tableKinds = [routeTables.name, transitRouterRouteTables.name, vpcs.name, transitRouters.name];

/** Deletes a route of a VPC or of a transit router. @throws OutOfBandError | ApiError */
export function deleteRoute(parts: OutOfBandParts, which: RouteToDelete): JournalEntry {
  const { kind, id, region } = findItem(parts.store, routeIdOf(parts.store, which), [
    routeEntries.name,
    staticRouteEntries.name,
  ]);
  const isOfVpc = kind === routeEntries.name;
  return act(parts, {
    change: 'deleteRoute',
    kind,
    id,
    region,
    version: isOfVpc ? versions.vpc : versions.cen,
    action: isOfVpc ? 'DeleteRouteEntry' : 'DeleteTransitRouterRouteEntry',
    parameters: isOfVpc ? { RouteEntryId: id } : { TransitRouterRouteEntryId: id },
  });
}

/** Adds a route to a table of a VPC or of a transit router. @throws OutOfBandError | ApiError */
export function addRoute(parts: OutOfBandParts, route: RouteToAdd): JournalEntry {
  const { destinationCidrBlock, nextHopId = '' } = route;
  const { tableId, isOfVpc, region } = tableToAddTo(parts.store, route);
  if (isOfVpc) {
    return act(parts, {
      change: 'addRoute',
      kind: routeEntries.name,
      id: ({ RouteEntryId }) => text(RouteEntryId),
      region,
      version: versions.vpc,
      action: 'CreateRouteEntry',
      parameters: {
        RouteTableId: tableId,
        DestinationCidrBlock: destinationCidrBlock,
        NextHopType: route.nextHopType ?? (nextHopId.startsWith('i-') ? 'Instance' : 'Attachment'),
        NextHopId: nextHopId,
      },
    });
  }
  return act(parts, {
    change: 'addRoute',
    kind: staticRouteEntries.name,
    id: ({ TransitRouterRouteEntryId }) => text(TransitRouterRouteEntryId),
    region,
    version: versions.cen,
    action: 'CreateTransitRouterRouteEntry',
    parameters: {
      TransitRouterRouteTableId: tableId,
      TransitRouterRouteEntryDestinationCidrBlock: destinationCidrBlock,
      TransitRouterRouteEntryNextHopType: nextHopId === '' ? 'BlackHole' : 'Attachment',
      TransitRouterRouteEntryNextHopId: nextHopId,
    },
  });
}

function routeIdOf(store: Store, which: RouteToDelete): string {
  if ('routeEntryId' in which) return which.routeEntryId;
  const { destinationCidrBlock } = which;
  const { kind, id: table } = findPlace(store, which);
  const tableIds = tablesOf(store, kind, table);
  const entries = tableIds.flatMap((tableId) => [
    ...store.where(routeEntries, 'table', tableId),
    ...store.where(staticRouteEntries, 'table', tableId),
  ]);
  const [found, another] = entries.filter((entry) => entry.destinationCidrBlock === destinationCidrBlock);
  if (found && another) {
    throw new OutOfBandError(`several tables of ${table} have a route to ${destinationCidrBlock}; name the table`);
  }
  if (found) return found.routeEntryId;
  const isLearned = tableIds
    .filter((tableId) => store.get(transitRouterRouteTables, tableId))
    .flatMap((tableId) => effectiveRoutes(store, tableId))
    .some((route) => route.destinationCidrBlock === destinationCidrBlock);
  const why = isLearned
    ? `the route of ${table} to ${destinationCidrBlock} is learned, and cannot be deleted`
    : undefined;
  throw new OutOfBandError(why ?? `${table} has no route to ${destinationCidrBlock}`);
}

function findPlace(store: Store, place: RoutePlace): ShownItem {
  if ('vpcId' in place) return findItem(store, place.vpcId, [vpcs.name]);
  if ('transitRouterId' in place) return findItem(store, place.transitRouterId, [transitRouters.name]);
  return findItem(store, place.table, tableKinds);
}

/** The ids of the tables that a place of routes has. */
function tablesOf(store: Store, kind: string, id: string): readonly string[] {
  if (kind === vpcs.name) return systemTableOfVpc(store, id);
  if (kind !== transitRouters.name) return [id];
  return store.where(transitRouterRouteTables, 'transitRouter', id).map(({ routeTableId }) => routeTableId);
}

function tableToAddTo(store: Store, place: RoutePlace) {
  const { kind, id, region } = findPlace(store, place);
  if (kind === routeTables.name || kind === transitRouterRouteTables.name) {
    return { tableId: id, region, isOfVpc: kind === routeTables.name };
  }
  if (kind === vpcs.name) return { tableId: systemTableOfVpc(store, id)[0] ?? '', region, isOfVpc: true };
  const tables = store.where(transitRouterRouteTables, 'transitRouter', id);
  return { tableId: tables.find(({ type }) => type === 'System')?.routeTableId ?? '', region, isOfVpc: false };
}

function systemTableOfVpc(store: Store, vpcId: string): string[] {
  const vpc = store.get(vpcs, vpcId);
  return vpc ? [vpc.routeTableId] : [];
}
