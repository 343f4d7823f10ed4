import { listAt, same, tags } from './arguments';
import type { DataSource, ResourceType } from './resource-type';

/** Networks: VPC, version 2016-04-28. */
export const vpcResources: Readonly<Record<string, ResourceType>> = {
  alicloud_vpc: {
    product: 'Vpc',
    arguments: { cidr_block: same('CidrBlock'), vpc_name: same('VpcName'), tags },
    create: 'CreateVpc',
    identity: ['VpcId'],
    read: async (call, { VpcId }) => {
      const vpc = await call('DescribeVpcAttribute', { VpcId });
      const tables = await call('DescribeRouteTableList', { VpcId });
      const system = listAt(tables, 'RouterTableList.RouterTableListType').find(
        ({ RouteTableType }) => RouteTableType === 'System',
      );
      return vpc && { ...vpc, RouteTableId: system?.RouteTableId };
    },
    attributes: { id: 'VpcId', route_table_id: 'RouteTableId' },
    delete: 'DeleteVpc',
  },
  alicloud_vswitch: {
    product: 'Vpc',
    arguments: {
      vpc_id: same('VpcId'),
      zone_id: same('ZoneId'),
      cidr_block: same('CidrBlock'),
      vswitch_name: same('VSwitchName'),
      tags,
    },
    create: 'CreateVSwitch',
    identity: ['VSwitchId'],
    read: (call, identity) => call('DescribeVSwitchAttributes', identity),
    attributes: { id: 'VSwitchId' },
    delete: 'DeleteVSwitch',
  },
  alicloud_route_entry: {
    product: 'Vpc',
    arguments: {
      route_table_id: same('RouteTableId'),
      destination_cidrblock: same('DestinationCidrBlock'),
      nexthop_type: same('NextHopType'),
      nexthop_id: same('NextHopId', { shown: ({ InstanceId }) => InstanceId }),
      name: same('RouteEntryName'),
    },
    create: 'CreateRouteEntry',
    identity: ['RouteTableId', 'DestinationCidrBlock', 'NextHopId'],
    read: async (call, { RouteTableId, DestinationCidrBlock, NextHopId }) => {
      const [table] = listAt(await call('DescribeRouteTables', { RouteTableId }), 'RouteTables.RouteTable');
      const entry = listAt(table, 'RouteEntrys.RouteEntry').find(
        (one) => one.DestinationCidrBlock === DestinationCidrBlock && one.InstanceId === NextHopId,
      );
      return entry && { ...entry, VRouterId: table?.VRouterId };
    },
    attributes: {
      id: ({ RouteTableId, VRouterId, DestinationCidrBlock, NextHopType, InstanceId }) =>
        [RouteTableId, VRouterId, DestinationCidrBlock, NextHopType, InstanceId].join(':'),
    },
    delete: 'DeleteRouteEntry',
  },
};

/** What is looked up of networks. */
export const vpcDataSources: Readonly<Record<string, DataSource>> = {
  alicloud_route_tables: {
    product: 'Vpc',
    arguments: ['vpc_id', 'route_table_type'],
    attributes: ['tables', 'ids'],
    read: async (call, { vpc_id: vpcId, route_table_type: type }) => {
      const found = await call('DescribeRouteTableList', { VpcId: String(vpcId) });
      const wanted = listAt(found, 'RouterTableList.RouterTableListType').filter(
        ({ RouteTableType }) => (type ?? RouteTableType) === RouteTableType,
      );
      const ids = wanted.map(({ RouteTableId }) => RouteTableId);
      return { ids, tables: ids.map((id) => ({ id, route_table_id: id })) };
    },
  },
};
