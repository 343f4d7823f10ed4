import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { numberedPage, pageParameters, tokenPage } from '../../../protocol/pagination';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { DEFAULT_RESOURCE_GROUP } from '../../resource-groups';
import { hasTags, tagList } from '../../tags';
import { vpcErrors } from '../errors';
import { type RouteEntry, type RouteTable, routeEntries, routeTables, vpcs, vSwitches } from '../model';

const describeRouteTableList = operation({
  action: 'DescribeRouteTableList',
  kind: 'read',
  parameters: {
    VpcId: parameter.optional(parameter.text()),
    RouterId: parameter.optional(parameter.text()),
    RouteTableId: parameter.optional(parameter.text()),
    RouteTableName: parameter.optional(parameter.text()),
    RouteTableType: parameter.optional(parameter.oneOf(['System', 'Custom'])),
    RouterType: parameter.optional(parameter.oneOf(['VRouter', 'VBR'])),
    ResourceGroupId: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagFilterParameter()),
    ...pageParameters(10, 50),
  },
  handle: (call, request) => {
    const tables = candidates(call, request).filter(
      (table) =>
        (request.RouteTableType === undefined || table.type === request.RouteTableType) &&
        (request.ResourceGroupId === undefined || resourceGroupOf(call, table) === request.ResourceGroupId) &&
        hasTags(table.tags, request.Tag),
    );
    const { items, fields } = numberedPage(request.RouterType === 'VBR' ? [] : tables, request);
    const list = items.map((table) => ({
      RouteTableId: table.routeTableId,
      RouteTableName: '',
      RouteTableType: table.type,
      RouterId: table.vRouterId,
      RouterType: 'VRouter',
      VpcId: table.vpcId,
      Description: '',
      Status: 'Available',
      AssociateType: 'VSwitch',
      RoutePropagationEnable: true,
      CreationTime: table.createdAt,
      OwnerId: Number(call.accountId),
      ResourceGroupId: resourceGroupOf(call, table),
      VSwitchIds: { VSwitchId: boundVSwitches(call, table) },
      Tags: { Tag: tagList(table.tags) },
    }));
    return { ...fields, RouterTableList: { RouterTableListType: list } };
  },
});

const describeRouteTables = operation({
  action: 'DescribeRouteTables',
  kind: 'read',
  parameters: {
    VRouterId: parameter.optional(parameter.text()),
    RouterId: parameter.optional(parameter.text()),
    RouteTableId: parameter.optional(parameter.text()),
    RouterType: parameter.optional(parameter.text()),
    RouteTableName: parameter.optional(parameter.text()),
    Type: parameter.optional(parameter.oneOf(['Custom', 'System', 'BGP', 'CEN', 'ECR'])),
    ...pageParameters(10, 50),
  },
  handle: (call, request) => {
    const router = request.VRouterId ?? request.RouterId;
    if (router === undefined && request.RouteTableId === undefined && request.RouteTableName === undefined)
      refuse(vpcErrors.routeTableSelector);
    const tables = candidates(call, { ...request, RouterId: router });
    if (request.VRouterId !== undefined && tables.length === 0 && request.RouteTableId === undefined) {
      refuse(vpcErrors.vRouterNotFound);
    }
    const { items, fields } = numberedPage(tables, request);
    const list = items.map((table) => ({
      RouteTableId: table.routeTableId,
      RouteTableType: table.type,
      VRouterId: table.vRouterId,
      CreationTime: table.createdAt,
      ResourceGroupId: resourceGroupOf(call, table),
      Status: 'Available',
      VSwitchIds: { VSwitchId: boundVSwitches(call, table) },
      RouteEntrys: {
        RouteEntry: call.store
          .where(routeEntries, 'table', table.routeTableId)
          .filter((entry) => request.Type === undefined || entry.type === request.Type)
          .map(describeEntry),
      },
    }));
    return { ...fields, RouteTables: { RouteTable: list } };
  },
});

/** Its page size is `MaxResult`, and its types are not those of `DescribeRouteTables` (API reference, `DescribeRouteEntryList`). */
const describeRouteEntryList = operation({
  action: 'DescribeRouteEntryList',
  kind: 'read',
  parameters: {
    RouteTableId: parameter.text(),
    RouteEntryId: parameter.optional(parameter.text()),
    RouteEntryName: parameter.optional(parameter.text()),
    RouteEntryType: parameter.optional(parameter.oneOf(['System', 'Custom', 'Dynamic'])),
    IpVersion: parameter.optional(parameter.oneOf(['ipv4', 'ipv6'])),
    DestinationCidrBlock: parameter.optional(parameter.text()),
    NextHopId: parameter.optional(parameter.text()),
    NextHopType: parameter.optional(parameter.text()),
    MaxResult: parameter.withDefault(parameter.integer({ min: 1, max: 100 }), 10),
    NextToken: parameter.optional(parameter.text()),
  },
  handle: (call, request) => {
    const [table] = candidates(call, request);
    if (table === undefined) refuse(vpcErrors.routeTableNotFound);
    const found = call.store
      .where(routeEntries, 'table', table.routeTableId)
      .filter(
        (entry) =>
          (request.RouteEntryId ?? entry.routeEntryId) === entry.routeEntryId &&
          (request.RouteEntryName ?? entry.name) === entry.name &&
          (request.RouteEntryType ?? entry.type) === entry.type &&
          request.IpVersion !== 'ipv6' &&
          (request.DestinationCidrBlock ?? entry.destinationCidrBlock) === entry.destinationCidrBlock &&
          (request.NextHopId ?? entry.nextHopId) === entry.nextHopId &&
          (request.NextHopType ?? entry.nextHopType) === entry.nextHopType,
      );
    const page = { MaxResults: request.MaxResult, NextToken: request.NextToken };
    const { items, fields } = tokenPage(found, page, (entry) => entry.routeEntryId, vpcErrors.pageToken);
    return {
      NextToken: fields.NextToken,
      TotalCount: fields.TotalCount,
      RouteEntrys: { RouteEntry: items.map((entry) => ({ ...describeEntry(entry), IpVersion: 'ipv4' })) },
    };
  },
});

function candidates(
  call: Call,
  by: {
    readonly VpcId?: string | undefined;
    readonly RouterId?: string | undefined;
    readonly RouteTableId?: string | undefined;
    readonly RouteTableName?: string | undefined;
  },
): RouteTable[] {
  // System tables have no name, so a name matches none of them.
  if (by.RouteTableName !== undefined) return [];
  const { store, region } = call;
  const one = by.RouteTableId === undefined ? undefined : store.get(routeTables, by.RouteTableId);
  const some =
    by.RouteTableId !== undefined
      ? one
        ? [one]
        : []
      : by.VpcId !== undefined
        ? store.where(routeTables, 'vpc', by.VpcId)
        : by.RouterId !== undefined
          ? store.where(routeTables, 'vRouter', by.RouterId)
          : store.all(routeTables);
  return some.filter(
    (table) =>
      table.regionId === region &&
      (by.VpcId === undefined || table.vpcId === by.VpcId) &&
      (by.RouterId === undefined || table.vRouterId === by.RouterId),
  );
}

/** The provider writes a table's resource group over the VPC's own, so the two must agree. */
function resourceGroupOf(call: Call, table: RouteTable): string {
  return call.store.get(vpcs, table.vpcId)?.resourceGroupId ?? DEFAULT_RESOURCE_GROUP;
}

/** Every vSwitch is bound to the system table; custom tables are not emulated. */
function boundVSwitches(call: Call, table: RouteTable): string[] {
  return call.store.where(vSwitches, 'vpc', table.vpcId).map((vSwitch) => vSwitch.vSwitchId);
}

/** System routes carry `local` as next hop type and no id, whether they lead to a vSwitch or to cloud services. */
function describeEntry(entry: RouteEntry) {
  const isSystem = entry.type === 'System';
  const nextHopType = isSystem ? 'local' : entry.nextHopType;
  const nextHopId = isSystem ? '' : entry.nextHopId;
  return {
    RouteEntryId: entry.routeEntryId,
    RouteTableId: entry.routeTableId,
    DestinationCidrBlock: entry.destinationCidrBlock,
    Type: entry.type,
    NextHopType: nextHopType,
    InstanceId: nextHopId,
    RouteEntryName: entry.name,
    Description: entry.description,
    Status: entry.status,
    NextHops: { NextHop: [{ NextHopType: nextHopType, NextHopId: nextHopId, Enabled: 1, Weight: 0 }] },
  };
}

/** The route tables' own actions. */
export const routeTableOperations = [describeRouteTableList, describeRouteTables, describeRouteEntryList];
