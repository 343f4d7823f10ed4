import type { InventoryItem } from '../../protocol/operation';
import type { Store } from '../../store/store';
import {
  associations,
  bandwidthPackages,
  cens,
  joinKey,
  peerAttachments,
  propagations,
  staticRouteEntries,
  transitRouterRouteTables,
  transitRouters,
  vpcAttachments,
} from './model';

/** What users made in CEN; system route tables and learned routes follow from it. */
export function inventory(store: Store): readonly InventoryItem[] {
  const regionOfRouter = (id: string): string => store.get(transitRouters, id)?.regionId ?? '';
  const regionOfTable = (id: string): string =>
    regionOfRouter(store.get(transitRouterRouteTables, id)?.transitRouterId ?? '');
  return [
    ...store.all(cens).map(({ cenId }) => ({ kind: 'cen/cens', id: cenId, region: '' })),
    ...store
      .all(bandwidthPackages)
      .map(({ bandwidthPackageId }) => ({ kind: 'cen/bandwidthPackages', id: bandwidthPackageId, region: '' })),
    ...store
      .all(transitRouters)
      .map(({ transitRouterId, regionId }) => ({ kind: 'cen/transitRouters', id: transitRouterId, region: regionId })),
    ...store
      .all(transitRouterRouteTables)
      .filter(({ type }) => type === 'Custom')
      .map(({ routeTableId, transitRouterId }) => ({
        kind: 'cen/routeTables',
        id: routeTableId,
        region: regionOfRouter(transitRouterId),
      })),
    ...store
      .all(vpcAttachments)
      .map(({ attachmentId, regionId }) => ({ kind: 'cen/vpcAttachments', id: attachmentId, region: regionId })),
    ...store
      .all(peerAttachments)
      .map(({ attachmentId, regionId }) => ({ kind: 'cen/peerAttachments', id: attachmentId, region: regionId })),
    ...store.all(associations).map(({ attachmentId, routeTableId, transitRouterId }) => ({
      kind: 'cen/associations',
      id: joinKey(attachmentId, routeTableId),
      region: regionOfRouter(transitRouterId),
    })),
    ...store.all(propagations).map(({ attachmentId, routeTableId, transitRouterId }) => ({
      kind: 'cen/propagations',
      id: joinKey(attachmentId, routeTableId),
      region: regionOfRouter(transitRouterId),
    })),
    ...store.all(staticRouteEntries).map(({ routeEntryId, routeTableId }) => ({
      kind: 'cen/routeEntries',
      id: routeEntryId,
      region: regionOfTable(routeTableId),
    })),
  ];
}
