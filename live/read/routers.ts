import {
  cenCalls,
  type ConnectionAnswer,
  type JoinAnswer,
  type RouteMapAnswer,
  type TransitRouterAnswer,
  type TransitRouterRouteEntryAnswer,
  type TransitRouterRouteTableAnswer,
  type VpcAttachmentAnswer,
} from '../api/calls/cen';
import type { ApiClient } from '../api/client';

/** A table of a transit router, as the CEN API shows it. */
export interface RouterTableAnswers {
  readonly table: TransitRouterRouteTableAnswer;
  /** In every state. */
  readonly entries: readonly TransitRouterRouteEntryAnswer[];
  readonly associations: readonly JoinAnswer[];
  readonly propagations: readonly JoinAnswer[];
}

/** A transit router of a region that is read. */
export interface RouterAnswers {
  readonly router: TransitRouterAnswer;
  readonly vpcAttachments: readonly VpcAttachmentAnswer[];
  readonly connections: readonly ConnectionAnswer[];
  readonly tables: readonly RouterTableAnswers[];
}

/** The CEN instances of an account. */
export interface CenAnswers {
  /** Those of the regions that are read, in full. */
  readonly routers: readonly RouterAnswers[];
  /** All of them. */
  readonly allRouters: readonly TransitRouterAnswer[];
  readonly routeMaps: readonly (RouteMapAnswer & { readonly cenId: string })[];
  /** What could not be asked, in words. */
  readonly unread: readonly string[];
}

/** Reads the transit routers of some regions, with everything that decides what they forward. */
export async function readRouters(client: ApiClient, regions: readonly string[]): Promise<CenAnswers> {
  const cens = await client.list(cenCalls.cens, '');
  const perCen = await client.each(cens, ({ CenId }) => client.list(cenCalls.routers, '', { CenId }));
  const allRouters = perCen.flat();
  const here = allRouters.filter(({ RegionId }) => regions.includes(RegionId));
  const [routers, maps] = await client.together([
    client.each(here, (router) => readRouter(client, router)),
    client.each([...new Set(here.map(({ CenId }) => CenId))], (cenId) => readRouteMaps(client, cenId)),
  ]);
  return {
    routers,
    allRouters,
    routeMaps: maps.flatMap(({ routeMaps }) => routeMaps),
    unread: maps.flatMap(({ unread }) => unread),
  };
}

/** A Basic Edition router has neither attachments nor tables that could be listed. */
async function readRouter(client: ApiClient, router: TransitRouterAnswer): Promise<RouterAnswers> {
  if (router.Type !== 'Enterprise') return { router, vpcAttachments: [], connections: [], tables: [] };
  const { TransitRouterId, RegionId } = router;
  const [vpcAttachments, connections, tables] = await client.together([
    client.list(cenCalls.vpcAttachments, RegionId, { TransitRouterId }),
    client.list(cenCalls.connections, RegionId, { TransitRouterId }),
    client.list(cenCalls.routeTables, '', { TransitRouterId }),
  ]);
  return {
    router,
    vpcAttachments,
    connections,
    tables: await client.each(tables, (table) => readTable(client, table)),
  };
}

async function readTable(client: ApiClient, table: TransitRouterRouteTableAnswer): Promise<RouterTableAnswers> {
  const { TransitRouterRouteTableId } = table;
  const [entries, associations, propagations] = await client.together([
    client.list(cenCalls.routeEntries, '', { TransitRouterRouteTableId, TransitRouterRouteEntryStatus: 'All' }),
    client.list(cenCalls.associations, '', { TransitRouterRouteTableId }),
    client.list(cenCalls.propagations, '', { TransitRouterRouteTableId }),
  ]);
  return { table, entries, associations, propagations };
}

/** A local cloud does not know the action, and so has no route maps; anywhere else what is not told is not known. */
async function readRouteMaps(client: ApiClient, cenId: string): Promise<Pick<CenAnswers, 'routeMaps' | 'unread'>> {
  const found = await client.listIfAllowed(cenCalls.routeMaps, '', { CenId: cenId });
  if ('items' in found) return { routeMaps: found.items.map((map) => ({ ...map, cenId })), unread: [] };
  const { kind, code } = found.refusal;
  if (kind === 'unknownAction' && client.isLocal) return { routeMaps: [], unread: [] };
  const why = kind === 'denied' ? 'allow cen:DescribeCenRouteMaps' : `DescribeCenRouteMaps was refused: ${code}`;
  return { routeMaps: [], unread: [`whether CEN instance ${cenId} has route maps is not known; ${why}`] };
}
