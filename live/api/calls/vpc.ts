import { z } from 'zod';
import { apiCall, byNumber } from '../call';

const text = z.string();
const some = z.string().optional();

const vpc = z.object({
  VpcId: text,
  VpcName: some,
  CidrBlock: some,
  SecondaryCidrBlocks: z.object({ SecondaryCidrBlock: z.array(text) }).optional(),
});

const vSwitch = z.object({
  VSwitchId: text,
  VSwitchName: some,
  VpcId: text,
  ZoneId: text,
  CidrBlock: text,
  NetworkAclId: some,
  RouteTable: z.object({ RouteTableId: some, RouteTableType: some }).optional(),
});

const routeTable = z.object({
  RouteTableId: text,
  RouteTableName: some,
  RouteTableType: text,
  VpcId: some,
  AssociateType: some,
});

const nextHop = z.object({ NextHopId: some, NextHopType: some, Enabled: z.number().optional() });

const routeEntry = z.object({
  DestinationCidrBlock: text,
  RouteEntryName: some,
  Type: text,
  Status: some,
  NextHops: z.object({ NextHop: z.array(nextHop) }).optional(),
});

/** A VPC, a vSwitch, a route table and its entry, as the API shows them. */
export type VpcAnswer = z.infer<typeof vpc>;
export type VSwitchAnswer = z.infer<typeof vSwitch>;
export type RouteTableAnswer = z.infer<typeof routeTable>;
export type RouteEntryAnswer = z.infer<typeof routeEntry>;

/** What is asked of the VPC API. */
export const vpcCalls = {
  vpcs: apiCall({
    product: 'vpc',
    action: 'DescribeVpcs',
    paging: byNumber,
    answer: z.object({ TotalCount: z.number(), Vpcs: z.object({ Vpc: z.array(vpc) }) }),
    items: ({ Vpcs }) => Vpcs.Vpc,
  }),
  vSwitches: apiCall({
    product: 'vpc',
    action: 'DescribeVSwitches',
    paging: byNumber,
    answer: z.object({ TotalCount: z.number(), VSwitches: z.object({ VSwitch: z.array(vSwitch) }) }),
    items: ({ VSwitches }) => VSwitches.VSwitch,
  }),
  routeTables: apiCall({
    product: 'vpc',
    action: 'DescribeRouteTableList',
    paging: byNumber,
    answer: z.object({
      TotalCount: z.number(),
      RouterTableList: z.object({ RouterTableListType: z.array(routeTable) }),
    }),
    items: ({ RouterTableList }) => RouterTableList.RouterTableListType,
  }),
  // `DescribeRouteTables` lists entries too, but all of a table's in one answer.
  routeEntries: apiCall({
    product: 'vpc',
    action: 'DescribeRouteEntryList',
    paging: { kind: 'token', maxParameter: 'MaxResult', max: 100 },
    answer: z.object({ NextToken: some, RouteEntrys: z.object({ RouteEntry: z.array(routeEntry) }) }),
    items: ({ RouteEntrys }) => RouteEntrys.RouteEntry,
  }),
};
