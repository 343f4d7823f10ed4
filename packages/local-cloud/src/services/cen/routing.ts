import type { Store } from '../../store/store';
import { routeEntries, routeTables, vSwitches } from '../vpc/model';
import {
  associations,
  joinKey,
  type PeerAttachment,
  peerAttachments,
  propagations,
  type RouteTablePropagation,
  staticRouteEntries,
  type StaticRouteEntry,
  type VpcAttachment,
  vpcAttachments,
} from './model';

/** An entry of a transit router's table as it counts at this moment. */
export interface EffectiveRoute {
  readonly destinationCidrBlock: string;
  readonly type: 'Static' | 'Propagated';
  /** Packets follow `Active` entries only; `Standby` lost to a static entry, `Rejected` to an older learned one. */
  readonly status: StaticRouteEntry['status'] | 'Standby' | 'Rejected';
  readonly nextHopType: 'Attachment' | 'BlackHole';
  /** The attachment; empty for a black hole. */
  readonly nextHopId: string;
  /** Where a learned route comes from: a VPC, or a router's static entry. */
  readonly origin?: { readonly type: 'VPC' | 'TR'; readonly id: string };
  /** The stored entry behind a static route. */
  readonly entry?: StaticRouteEntry;
  /** When the table learned it, in milliseconds since the epoch; 0 for static ones. */
  readonly learnedAt: number;
}

/**
 * Every entry of a table: the static ones, then what it learns, each with the status that it has against the others.
 *
 * A static entry beats learned ones of its prefix, an older learned one beats younger ones; the documentation gives no
 * tie-break between routes of different attachments, so this is the local cloud's own.
 */
export function effectiveRoutes(store: Store, routeTableId: string): readonly EffectiveRoute[] {
  return rank([...ownRoutes(store, routeTableId), ...routesFromOtherRegions(store, routeTableId)]);
}

/**
 * The table in which a router looks up what arrives over an attachment; `undefined` means that it is dropped.
 *
 * A replacement counts once it is done.
 */
export function associatedTableId(store: Store, attachmentId: string, transitRouterId: string): string | undefined {
  const association = store.get(associations, joinKey(attachmentId, transitRouterId));
  const inForce = association?.status === 'Active' || association?.status === 'Replacing';
  return inForce ? association.routeTableId : undefined;
}

/** What does not come from another region: static entries, and the vSwitches of attached VPCs. */
function ownRoutes(store: Store, routeTableId: string): readonly EffectiveRoute[] {
  const fixed = store.where(staticRouteEntries, 'table', routeTableId).map(staticRoute);
  const learned = activePropagations(store, routeTableId).flatMap((propagation) => {
    const attachment = store.get(vpcAttachments, propagation.attachmentId);
    return attachment ? routesOfVpc(store, attachment, propagation.since) : [];
  });
  return [...fixed, ...learned];
}

function routesFromOtherRegions(store: Store, routeTableId: string): readonly EffectiveRoute[] {
  return activePropagations(store, routeTableId).flatMap((propagation) => {
    const connection = store.get(peerAttachments, propagation.attachmentId);
    return connection ? routesOverConnection(store, connection, propagation) : [];
  });
}

/** A VPC teaches one route per vSwitch: never 100.64.0.0/10, never a custom entry. */
function routesOfVpc(store: Store, attachment: VpcAttachment, since: number): readonly EffectiveRoute[] {
  return store
    .where(routeTables, 'vpc', attachment.vpcId)
    .filter((table) => table.type === 'System')
    .flatMap((table) => store.where(routeEntries, 'table', table.routeTableId))
    .filter((entry) => entry.type === 'System' && store.get(vSwitches, entry.nextHopId) !== undefined)
    .map((entry) => ({
      destinationCidrBlock: entry.destinationCidrBlock,
      type: 'Propagated',
      status: 'Active',
      nextHopType: 'Attachment',
      nextHopId: attachment.attachmentId,
      origin: { type: 'VPC', id: attachment.vpcId },
      learnedAt: Math.max(since, Date.parse(entry.createdAt)),
    }));
}

/**
 * An inter-region connection teaches the routes of the far table that it is associated with there. There is no transit
 * between regions: what the far table itself learned from another region is not passed on. Nor are black holes.
 */
function routesOverConnection(
  store: Store,
  connection: PeerAttachment,
  { transitRouterId: near, since }: RouteTablePropagation,
): readonly EffectiveRoute[] {
  if (!connection.autoPublishRouteEnabled) return [];
  const far = near === connection.transitRouterId ? connection.peerTransitRouterId : connection.transitRouterId;
  const farTableId = associatedTableId(store, connection.attachmentId, far);
  if (farTableId === undefined) return [];
  const associatedSince = store.get(associations, joinKey(connection.attachmentId, far))?.since ?? 0;
  return rank(ownRoutes(store, farTableId))
    .filter((route) => route.status === 'Active' && route.nextHopType === 'Attachment')
    .map(({ destinationCidrBlock, origin, learnedAt }) => ({
      destinationCidrBlock,
      type: 'Propagated',
      status: 'Active',
      nextHopType: 'Attachment',
      nextHopId: connection.attachmentId,
      origin: origin ?? { type: 'TR', id: far },
      learnedAt: Math.max(since, associatedSince, learnedAt),
    }));
}

function activePropagations(store: Store, routeTableId: string): readonly RouteTablePropagation[] {
  return store.where(propagations, 'table', routeTableId).filter(({ status }) => status === 'Active');
}

function staticRoute(entry: StaticRouteEntry): EffectiveRoute {
  const { destinationCidrBlock, status, nextHopType, nextHopId } = entry;
  return { destinationCidrBlock, type: 'Static', status, nextHopType, nextHopId, entry, learnedAt: 0 };
}

/** Gives every route of a table its status against the others of the same prefix; keeps their order. */
function rank(routes: readonly EffectiveRoute[]): readonly EffectiveRoute[] {
  const winners = new Map<string, EffectiveRoute>();
  for (const route of routes) {
    if (route.status !== 'Active') continue;
    const best = winners.get(route.destinationCidrBlock);
    // Static routes carry 0, so the oldest is also the strongest; of equals the first in the list stays.
    if (!best || route.learnedAt < best.learnedAt) winners.set(route.destinationCidrBlock, route);
  }
  return routes.map((route) => {
    const winner = winners.get(route.destinationCidrBlock);
    if (route.status !== 'Active' || winner === undefined || winner === route) return route;
    return { ...route, status: winner.type === 'Static' ? 'Standby' : 'Rejected' };
  });
}
