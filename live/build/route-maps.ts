import type { TransitRouterAnswer } from '../api/calls/cen';
import type { CenAnswers } from '../read/routers';

/** The priorities that people may give; beyond them stand the ones that every CEN instance has, against transit between lines. */
const HIGHEST_OF_PEOPLE = 100;

/** A table that route maps may touch. */
export interface MappedTable {
  readonly tableId: string;
  readonly router: TransitRouterAnswer;
  readonly label: string;
}

/**
 * The route maps that may change or refuse what a table learns or tells, in words.
 *
 * @see https://www.alibabacloud.com/help/en/cen/user-guide/routing-policy-overview
 */
export function routeMapsOf(
  routeMaps: CenAnswers['routeMaps'],
  { tableId, router, label }: MappedTable,
): readonly string[] {
  return routeMaps
    .filter(({ Priority }) => Priority === undefined || Priority <= HIGHEST_OF_PEOPLE)
    .filter(({ cenId, CenRegionId, TransitRouterRouteTableId: mapped }) => {
      if (mapped !== undefined && mapped !== '') return mapped === tableId;
      return cenId === router.CenId && CenRegionId === router.RegionId;
    })
    .map(({ RouteMapId }) => `${label}: the route map ${RouteMapId} may change or refuse routes`);
}
