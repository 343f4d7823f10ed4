import { type ApiErrorDefinition, refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { missingParameter } from '../../protocol/gateway-errors';
import type { Store } from '../../store/store';
import { cenErrors } from './errors';
import {
  type BandwidthPackage,
  bandwidthPackages,
  type Cen,
  cens,
  type PeerAttachment,
  peerAttachments,
  type TransitRouter,
  type TransitRouterRouteTable,
  transitRouterRouteTables,
  transitRouters,
  type VpcAttachment,
  vpcAttachments,
} from './model';

/** The call's region, for the few actions of CEN that need one. */
export function requireRegion(call: Pick<Call, 'region'>): string {
  return call.region === '' ? refuse(missingParameter('RegionId')) : call.region;
}

/** The CEN with this id. CEN is account-wide, so ids are found from every region. */
export function requireCen({ store }: Pick<Call, 'store'>, cenId: string, otherwise?: ApiErrorDefinition): Cen {
  return store.get(cens, cenId) ?? refuse(otherwise ?? cenErrors.cenNotFound);
}

/** The bandwidth package with this id. */
export function requirePackage({ store }: Pick<Call, 'store'>, bandwidthPackageId: string): BandwidthPackage {
  return store.get(bandwidthPackages, bandwidthPackageId) ?? refuse(cenErrors.packageNotFound);
}

/** The transit router with this id. */
export function requireRouter(
  { store }: Pick<Call, 'store'>,
  transitRouterId: string,
  otherwise: ApiErrorDefinition = cenErrors.routerNotFound,
): TransitRouter {
  return store.get(transitRouters, transitRouterId) ?? refuse(otherwise);
}

/** Refuses what Basic Edition transit routers have not. */
export function checkEnterprise({ edition }: TransitRouter): void {
  if (edition === 'Basic') refuse(cenErrors.routerBasic);
}

/** The transit router of a CEN in a region. */
export function routerOf(store: Store, cenId: string, regionId: string): TransitRouter | undefined {
  return store.where(transitRouters, 'cen', cenId).find((router) => router.regionId === regionId);
}

/** The transit router's table with this id. */
export function requireTable(
  { store }: Pick<Call, 'store'>,
  routeTableId: string,
  otherwise: ApiErrorDefinition = cenErrors.tableNotFound,
): TransitRouterRouteTable {
  return store.get(transitRouterRouteTables, routeTableId) ?? refuse(otherwise);
}

/** Refuses a change of a table while it, or its router, is in a transient state. */
export function checkTableAtRest({ store }: Pick<Call, 'store'>, table: TransitRouterRouteTable): void {
  const router = store.get(transitRouters, table.transitRouterId);
  if (table.status !== 'Active' || router?.status !== 'Active') refuse(cenErrors.busy);
}

/** The VPC attachment with this id. */
export function requireVpcAttachment({ store }: Pick<Call, 'store'>, attachmentId: string): VpcAttachment {
  return store.get(vpcAttachments, attachmentId) ?? refuse(cenErrors.attachmentNotFound);
}

/** The inter-region connection with this id. */
export function requirePeerAttachment({ store }: Pick<Call, 'store'>, attachmentId: string): PeerAttachment {
  return store.get(peerAttachments, attachmentId) ?? refuse(cenErrors.attachmentNotFound);
}
