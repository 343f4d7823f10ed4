import { regionOf } from '../../../catalogue/regions';
import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { numberedPage, pageParameters } from '../../../protocol/pagination';
import { parameter, tagsParameter } from '../../../protocol/parameters';
import type { Store } from '../../../store/store';
import { readTags, tagList, type Tags } from '../../tags';
import { isoSecond } from '../../times';
import { attachmentCount } from '../attachments';
import { cenErrors } from '../errors';
import { requireCen, requireRegion, requireRouter, routerOf } from '../find';
import { staticRouteEntries, type TransitRouter, transitRouterRouteTables, transitRouters } from '../model';
import { cenTagLimits } from '../tag-limits';
import { checkTexts } from '../texts';

const routerActive = effect('cen/routerActive', ({ store }, transitRouterId) => {
  if (store.get(transitRouters, transitRouterId)) store.update(transitRouters, transitRouterId, { status: 'Active' });
});

const routerGone = effect('cen/routerGone', ({ store }, transitRouterId) => {
  removeRouter(store, transitRouterId);
});

/** Removes a router with its tables. */
export function removeRouter(store: Store, transitRouterId: string): void {
  for (const table of store.where(transitRouterRouteTables, 'transitRouter', transitRouterId)) {
    store.remove(transitRouterRouteTables, table.routeTableId);
  }
  store.remove(transitRouters, transitRouterId);
}

const createTransitRouter = operation({
  action: 'CreateTransitRouter',
  kind: 'write',
  parameters: {
    CenId: parameter.text(),
    TransitRouterName: parameter.optional(parameter.text()),
    TransitRouterDescription: parameter.optional(parameter.text()),
    SupportMulticast: parameter.optional(parameter.boolean()),
    Tag: parameter.optional(tagsParameter()),
  },
  handle: (call, request) => {
    const { TransitRouterName, TransitRouterDescription } = request;
    checkTexts(TransitRouterName, TransitRouterDescription);
    const tags = readTags(request.Tag, cenTagLimits);
    const regionId = requireRegion(call);
    const cen = requireCen(call, request.CenId, cenErrors.cenOfAttachmentNotFound);
    if (cen.status !== 'Active') refuse(cenErrors.busy);
    const router = addRouter(call, cen.cenId, regionId, {
      name: TransitRouterName ?? '',
      description: TransitRouterDescription ?? '',
      supportMulticast: request.SupportMulticast ?? false,
      tags,
    });
    return { TransitRouterId: router.transitRouterId };
  },
});

/** Makes a router with its system route table, which exists at once. */
export function addRouter(
  call: Call,
  cenId: string,
  regionId: string,
  of: {
    readonly name: string;
    readonly description: string;
    readonly supportMulticast: boolean;
    readonly tags: Tags;
  },
): TransitRouter {
  if (regionOf(regionId).transitRouterZones.length === 0) refuse(cenErrors.routerRegion);
  if (routerOf(call.store, cenId, regionId)) refuse(cenErrors.routerExists);
  const createdAt = isoSecond(call.now);
  const router: TransitRouter = {
    ...of,
    edition: call.settings.transitRouterEdition,
    transitRouterId: call.newId('tr'),
    cenId,
    regionId,
    status: 'Creating',
    createdAt,
  };
  call.store.put(transitRouters, router);
  call.store.put(transitRouterRouteTables, {
    routeTableId: call.newId('vtb'),
    transitRouterId: router.transitRouterId,
    type: 'System',
    name: '',
    description: '',
    multiRegionEcmp: 'disable',
    status: 'Active',
    createdAt,
    tags: {},
  });
  call.settle(routerActive, router.transitRouterId);
  return router;
}

const listTransitRouters = operation({
  action: 'ListTransitRouters',
  kind: 'read',
  parameters: {
    CenId: parameter.optional(parameter.text()),
    RegionId: parameter.optional(parameter.text()),
    TransitRouterId: parameter.optional(parameter.text()),
    TransitRouterName: parameter.optional(parameter.text()),
    Type: parameter.optional(parameter.text()),
    Status: parameter.optional(parameter.text()),
    ...pageParameters(10, 50),
  },
  handle: ({ store, accountId }, request) => {
    const { CenId, RegionId, TransitRouterId, TransitRouterName, Type, Status } = request;
    if (!CenId && !RegionId && !TransitRouterId) refuse(cenErrors.routerSelector);
    const found = store
      .all(transitRouters)
      .filter((router) => (CenId ?? router.cenId) === router.cenId)
      .filter((router) => (RegionId ?? router.regionId) === router.regionId)
      .filter((router) => (TransitRouterId ?? router.transitRouterId) === router.transitRouterId)
      .filter((router) => (TransitRouterName ?? router.name) === router.name)
      .filter((router) => (Type ?? editionOf(router)) === editionOf(router))
      .filter((router) => (Status ?? router.status) === router.status);
    const { items, fields } = numberedPage(found, request);
    return { ...fields, TransitRouters: items.map((router) => describe(router, accountId)) };
  },
});

const updateTransitRouter = operation({
  action: 'UpdateTransitRouter',
  kind: 'write',
  parameters: {
    TransitRouterId: parameter.text(),
    TransitRouterName: parameter.changedText(),
    TransitRouterDescription: parameter.changedText(),
  },
  handle: (call, request) => {
    checkTexts(request.TransitRouterName, request.TransitRouterDescription);
    const router = requireRouter(call, request.TransitRouterId);
    if (router.status !== 'Active') refuse(cenErrors.busy);
    call.store.update(transitRouters, router.transitRouterId, {
      name: request.TransitRouterName ?? router.name,
      description: request.TransitRouterDescription ?? router.description,
      status: 'Modifying',
    });
    call.settle(routerActive, router.transitRouterId);
    return {};
  },
});

const deleteTransitRouter = operation({
  action: 'DeleteTransitRouter',
  kind: 'write',
  parameters: { TransitRouterId: parameter.text() },
  handle: (call, request) => {
    const { store } = call;
    const router = requireRouter(call, request.TransitRouterId, cenErrors.routerInstanceNotFound);
    if (router.status !== 'Active') refuse(cenErrors.busy);
    if (attachmentCount(store, router.transitRouterId) > 0) refuse(cenErrors.routerHasAttachment);
    for (const table of store.where(transitRouterRouteTables, 'transitRouter', router.transitRouterId)) {
      if (table.type === 'Custom') refuse(cenErrors.routerHasTable);
      if (store.count(staticRouteEntries, 'table', table.routeTableId) > 0) refuse(cenErrors.routerHasTable);
    }
    store.update(transitRouters, router.transitRouterId, { status: 'Deleting' });
    call.settle(routerGone, router.transitRouterId);
    return {};
  },
});

function editionOf({ edition }: TransitRouter): string {
  return edition ?? 'Enterprise';
}

function describe(router: TransitRouter, accountId: string) {
  return {
    TransitRouterId: router.transitRouterId,
    CenId: router.cenId,
    RegionId: router.regionId,
    TransitRouterName: router.name,
    TransitRouterDescription: router.description,
    Type: editionOf(router),
    Status: router.status,
    SupportMulticast: router.supportMulticast,
    AliUid: Number(accountId),
    CreationTime: router.createdAt,
    TransitRouterCidrList: [],
    Tags: tagList(router.tags),
  };
}

/** The transit router's own actions. */
export const transitRouterOperations = [
  createTransitRouter,
  listTransitRouters,
  updateTransitRouter,
  deleteTransitRouter,
];
/** What happens to transit routers later. */
export const transitRouterEffects = [routerActive, routerGone];
