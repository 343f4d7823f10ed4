import type { Gap } from '../../lib/proof';
import type { TransitRouterAnswer } from '../api/calls/cen';
import type { CenAnswers } from '../read/routers';
import { gap } from './blocks';

/** The priorities that people may give; beyond them stand the ones that every CEN instance has, against transit between lines. */
const HIGHEST_OF_PEOPLE = 100;

/** A table that route maps may touch. */
export interface MappedTable {
  readonly tableId: string;
  readonly router: TransitRouterAnswer;
  readonly label: string;
}

/**
 * Route maps change or refuse what a table learns or tells, which is not followed.
 *
 * @see https://www.alibabacloud.com/help/en/cen/user-guide/routing-policy-overview
 */
export function routeMapGaps(
  routeMaps: CenAnswers['routeMaps'],
  { tableId, router, label }: MappedTable,
): readonly Gap[] {
  return routeMaps
    .filter(({ Priority }) => Priority === undefined || Priority <= HIGHEST_OF_PEOPLE)
    .filter(({ cenId, CenRegionId, TransitRouterRouteTableId: mapped }) => {
      if (mapped !== undefined && mapped !== '') return mapped === tableId;
      return cenId === router.CenId && CenRegionId === router.RegionId;
    })
    .map(({ RouteMapId }) =>
      gap(`${label}: the route map ${RouteMapId} may change or refuse routes, which is not followed`),
    );
}
