import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import { contains, parsePrefix, type Prefix, prefixOf } from '../../ipv4';
import { endAt, findAttachment } from '../attachments';
import { cenErrors } from '../errors';
import { requireTable } from '../find';
import type { TransitRouterRouteTable } from '../model';
import { type EffectiveRoute, effectiveRoutes } from '../routing';
import type { Store } from '../../../store/store';

const statuses = ['All', 'Active', 'Creating', 'Deleting', 'Rejected', 'Prohibited', 'Standby', 'Candidate'] as const;

const filterKeys = [
  'PrefixExactMatchCidrs',
  'LongestPrefixMatchCidrs',
  'SubnetOfMatchCidrs',
  'SupernetOfMatchCidrs',
] as const;

const ids = parameter.optional(parameter.list(parameter.text(), { max: 20 }));

/** Shows `Active` entries unless told otherwise; ids and names select static entries in any state. */
const listTransitRouterRouteEntries = operation({
  action: 'ListTransitRouterRouteEntries',
  kind: 'read',
  parameters: {
    TransitRouterRouteTableId: parameter.text(),
    TransitRouterRouteEntryIds: ids,
    TransitRouterRouteEntryNames: ids,
    TransitRouterRouteEntryStatus: parameter.optional(parameter.oneOf(statuses)),
    TransitRouterRouteEntryDestinationCidrBlock: parameter.optional(parameter.text()),
    TransitRouterRouteEntryNextHopId: parameter.optional(parameter.text()),
    TransitRouterRouteEntryNextHopType: parameter.optional(parameter.text()),
    TransitRouterRouteEntryOriginResourceId: parameter.optional(parameter.text()),
    RouteFilter: parameter.optional(
      parameter.list(
        parameter.object({ Key: parameter.oneOf(filterKeys), Value: parameter.list(parameter.text(), { max: 5 }) }),
        { max: 5 },
      ),
    ),
    ...tokenParameters(20, 100),
  },
  invalid: { MaxResults: cenErrors.maxResults },
  handle: (call, request) => {
    const table = requireTable(call, request.TransitRouterRouteTableId);
    const { TransitRouterRouteEntryIds: entryIds, TransitRouterRouteEntryNames: names } = request;
    const selectsStatic = entryIds !== undefined || names !== undefined;
    if (selectsStatic && request.TransitRouterRouteEntryStatus !== undefined) refuse(cenErrors.entryIdsAndStatus);
    const status = selectsStatic ? 'All' : (request.TransitRouterRouteEntryStatus ?? 'Active');
    const { TransitRouterRouteEntryDestinationCidrBlock: cidrBlock } = request;
    const { TransitRouterRouteEntryNextHopId: nextHopId, TransitRouterRouteEntryNextHopType: nextHopType } = request;
    const { TransitRouterRouteEntryOriginResourceId: originId } = request;
    const all = effectiveRoutes(call.store, table.routeTableId);
    const filters = (request.RouteFilter ?? []).map(({ Key, Value }) => matcher(Key, Value.map(readCidr), all));
    const found = all
      .filter((route) => status === 'All' || route.status === status)
      .filter((route) => !entryIds || (route.entry && entryIds.includes(route.entry.routeEntryId)))
      .filter((route) => !names || (route.entry && names.includes(route.entry.name)))
      .filter((route) => (cidrBlock ?? route.destinationCidrBlock) === route.destinationCidrBlock)
      .filter((route) => (nextHopId ?? route.nextHopId) === route.nextHopId)
      .filter((route) => (nextHopType ?? route.nextHopType) === route.nextHopType)
      .filter((route) => (originId ?? route.origin?.id) === route.origin?.id)
      .filter((route) => filters.every((fits) => fits(route)));
    const key = (route: EffectiveRoute): string => `${route.destinationCidrBlock}/${route.type}/${route.nextHopId}`;
    const { items, fields } = tokenPage(found, request, key, cenErrors.nextToken);
    return { ...fields, TransitRouterRouteEntries: items.map((route) => describe(call.store, table, route)) };
  },
});

function readCidr(text: string): Prefix {
  return parsePrefix(text.includes('/') ? text : `${text}/32`) ?? refuse(cenErrors.destination);
}

function matcher(
  key: (typeof filterKeys)[number],
  wanted: readonly Prefix[],
  all: readonly EffectiveRoute[],
): (route: EffectiveRoute) => boolean {
  const of = (route: EffectiveRoute): Prefix => prefixOf(route.destinationCidrBlock);
  switch (key) {
    case 'PrefixExactMatchCidrs':
      return (route) => wanted.some((cidr) => contains(cidr, of(route)) && contains(of(route), cidr));
    case 'SubnetOfMatchCidrs':
      return (route) => wanted.some((cidr) => contains(cidr, of(route)));
    case 'SupernetOfMatchCidrs':
      return (route) => wanted.some((cidr) => contains(of(route), cidr));
    case 'LongestPrefixMatchCidrs': {
      const longest = wanted.map((cidr) =>
        Math.max(...all.filter((route) => contains(of(route), cidr)).map((route) => of(route).length)),
      );
      return (route) => wanted.some((cidr, at) => contains(of(route), cidr) && of(route).length === longest[at]);
    }
  }
}

/** A learned entry has no id, name, description or creation time. */
function describe(store: Store, table: TransitRouterRouteTable, route: EffectiveRoute) {
  const attachment = findAttachment(store, route.nextHopId);
  const end = attachment && endAt(attachment, table.transitRouterId);
  return {
    ...(route.entry && {
      TransitRouterRouteEntryId: route.entry.routeEntryId,
      TransitRouterRouteEntryName: route.entry.name,
      TransitRouterRouteEntryDescription: route.entry.description,
      CreateTime: route.entry.createdAt,
    }),
    TransitRouterRouteEntryDestinationCidrBlock: route.destinationCidrBlock,
    TransitRouterRouteEntryType: route.type,
    TransitRouterRouteEntryStatus: route.status,
    TransitRouterRouteEntryNextHopType: route.nextHopType,
    ...(route.nextHopId !== '' && { TransitRouterRouteEntryNextHopId: route.nextHopId }),
    ...(end && {
      TransitRouterRouteEntryNextHopResourceId: end.resourceId,
      TransitRouterRouteEntryNextHopResourceType: end.resourceType,
    }),
    ...(route.origin && {
      TransitRouterRouteEntryOriginResourceId: route.origin.id,
      TransitRouterRouteEntryOriginResourceType: route.origin.type,
    }),
    OperationalMode: false,
  };
}

/** What shows the routes of a table. */
export const routeEntryListOperations = [listTransitRouterRouteEntries];
