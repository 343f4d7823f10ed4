import { refuse } from '../../../protocol/api-error';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagsParameter } from '../../../protocol/parameters';
import { readTags, tagList } from '../../tags';
import { isoSecond } from '../../times';
import { cenErrors } from '../errors';
import { checkEnterprise, checkTableAtRest, requireRouter, requireTable } from '../find';
import {
  associations,
  propagations,
  staticRouteEntries,
  type TransitRouterRouteTable,
  transitRouterRouteTables,
} from '../model';
import { cenTagLimits } from '../tag-limits';
import { checkTexts } from '../texts';

const tableActive = effect('cen/tableActive', ({ store }, routeTableId) => {
  if (store.get(transitRouterRouteTables, routeTableId)) {
    store.update(transitRouterRouteTables, routeTableId, { status: 'Active' });
  }
});

const tableGone = effect('cen/tableGone', ({ store }, routeTableId) => {
  store.remove(transitRouterRouteTables, routeTableId);
});

const tableOptions = parameter.optional(
  parameter.object({ MultiRegionECMP: parameter.optional(parameter.oneOf(['enable', 'disable'])) }),
);

const createTransitRouterRouteTable = operation({
  action: 'CreateTransitRouterRouteTable',
  kind: 'write',
  parameters: {
    TransitRouterId: parameter.text(),
    TransitRouterRouteTableName: parameter.optional(parameter.text()),
    TransitRouterRouteTableDescription: parameter.optional(parameter.text()),
    RouteTableOptions: tableOptions,
    Tag: parameter.optional(tagsParameter()),
  },
  handle: (call, request) => {
    const { TransitRouterRouteTableName: name, TransitRouterRouteTableDescription: description } = request;
    checkTexts(name, description);
    const tags = readTags(request.Tag, cenTagLimits);
    const router = requireRouter(call, request.TransitRouterId);
    checkEnterprise(router);
    if (router.status !== 'Active') refuse(cenErrors.busy);
    const table: TransitRouterRouteTable = {
      routeTableId: call.newId('vtb'),
      transitRouterId: router.transitRouterId,
      type: 'Custom',
      name: name ?? '',
      description: description ?? '',
      multiRegionEcmp: request.RouteTableOptions?.MultiRegionECMP ?? 'disable',
      status: 'Creating',
      createdAt: isoSecond(call.now),
      tags,
    };
    call.store.put(transitRouterRouteTables, table);
    call.settle(tableActive, table.routeTableId);
    return { TransitRouterRouteTableId: table.routeTableId };
  },
});

const listTransitRouterRouteTables = operation({
  action: 'ListTransitRouterRouteTables',
  kind: 'read',
  parameters: {
    TransitRouterId: parameter.optional(parameter.text()),
    TransitRouterRouteTableIds: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    TransitRouterRouteTableNames: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    TransitRouterRouteTableType: parameter.optional(parameter.oneOf(['System', 'Custom'])),
    TransitRouterRouteTableStatus: parameter.optional(parameter.text()),
    ...tokenParameters(20, 100),
  },
  invalid: { MaxResults: cenErrors.maxResults },
  handle: (call, request) => {
    const { TransitRouterId, TransitRouterRouteTableIds: ids, TransitRouterRouteTableNames: names } = request;
    if (TransitRouterId === undefined && ids === undefined) refuse(cenErrors.tableSelector);
    if (TransitRouterId !== undefined) requireRouter(call, TransitRouterId);
    const { TransitRouterRouteTableType: type, TransitRouterRouteTableStatus: status } = request;
    const found = call.store
      .all(transitRouterRouteTables)
      .filter((table) => (TransitRouterId ?? table.transitRouterId) === table.transitRouterId)
      .filter((table) => ids?.includes(table.routeTableId) ?? true)
      .filter((table) => names?.includes(table.name) ?? true)
      .filter((table) => (type ?? table.type) === table.type && (status ?? table.status) === table.status);
    const { items, fields } = tokenPage(found, request, ({ routeTableId }) => routeTableId, cenErrors.nextToken);
    return { ...fields, TransitRouterRouteTables: items.map(describe) };
  },
});

const updateTransitRouterRouteTable = operation({
  action: 'UpdateTransitRouterRouteTable',
  kind: 'write',
  parameters: {
    TransitRouterRouteTableId: parameter.text(),
    TransitRouterRouteTableName: parameter.changedText(),
    TransitRouterRouteTableDescription: parameter.changedText(),
    RouteTableOptions: tableOptions,
  },
  handle: (call, request) => {
    checkTexts(request.TransitRouterRouteTableName, request.TransitRouterRouteTableDescription);
    const table = requireTable(call, request.TransitRouterRouteTableId);
    checkTableAtRest(call, table);
    call.store.update(transitRouterRouteTables, table.routeTableId, {
      name: request.TransitRouterRouteTableName ?? table.name,
      description: request.TransitRouterRouteTableDescription ?? table.description,
      multiRegionEcmp: request.RouteTableOptions?.MultiRegionECMP ?? table.multiRegionEcmp,
    });
    return {};
  },
});

const deleteTransitRouterRouteTable = operation({
  action: 'DeleteTransitRouterRouteTable',
  kind: 'write',
  parameters: { TransitRouterRouteTableId: parameter.text() },
  handle: (call, request) => {
    const { store } = call;
    const table = requireTable(call, request.TransitRouterRouteTableId);
    const { routeTableId } = table;
    if (table.type === 'System') refuse(cenErrors.tableOfSystem);
    checkTableAtRest(call, table);
    if (store.count(associations, 'table', routeTableId) > 0) refuse(cenErrors.tableAssociated);
    if (store.count(associations, 'replacement', routeTableId) > 0) refuse(cenErrors.tableAssociated);
    if (store.count(propagations, 'table', routeTableId) > 0) refuse(cenErrors.tablePropagated);
    if (store.count(staticRouteEntries, 'table', routeTableId) > 0) refuse(cenErrors.tableHasEntry);
    store.update(transitRouterRouteTables, routeTableId, { status: 'Deleting' });
    call.settle(tableGone, routeTableId);
    return {};
  },
});

function describe(table: TransitRouterRouteTable) {
  return {
    TransitRouterRouteTableId: table.routeTableId,
    TransitRouterRouteTableName: table.name,
    TransitRouterRouteTableDescription: table.description,
    TransitRouterRouteTableType: table.type,
    TransitRouterRouteTableStatus: table.status,
    RouteTableOptions: { MultiRegionECMP: table.multiRegionEcmp },
    CreateTime: table.createdAt,
    Tags: tagList(table.tags),
  };
}

/** The route tables' own actions. */
export const routeTableOperations = [
  createTransitRouterRouteTable,
  listTransitRouterRouteTables,
  updateTransitRouterRouteTable,
  deleteTransitRouterRouteTable,
];
/** What happens to route tables later. */
export const routeTableEffects = [tableActive, tableGone];
