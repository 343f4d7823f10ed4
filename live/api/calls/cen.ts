import { z } from 'zod';
import { apiCall, byNumber, byToken } from '../call';

const text = z.string();
const some = z.string().optional();

const cen = z.object({ CenId: text, Name: some });

const router = z.object({ TransitRouterId: text, TransitRouterName: some, CenId: text, RegionId: text, Type: text });

const routeTable = z.object({
  TransitRouterRouteTableId: text,
  TransitRouterRouteTableName: some,
  TransitRouterRouteTableType: some,
});

const routeEntry = z.object({
  TransitRouterRouteEntryDestinationCidrBlock: text,
  TransitRouterRouteEntryName: some,
  TransitRouterRouteEntryType: text,
  TransitRouterRouteEntryStatus: text,
  TransitRouterRouteEntryNextHopType: text,
  TransitRouterRouteEntryNextHopId: some,
  TransitRouterRouteEntryNextHopResourceType: some,
  TransitRouterRouteEntryOriginResourceType: some,
});

const join = z.object({ TransitRouterAttachmentId: text, Status: some });

const vpcAttachment = z.object({
  TransitRouterAttachmentId: text,
  TransitRouterAttachmentName: some,
  VpcId: text,
  Status: some,
  AutoPublishRouteEnabled: z.boolean().optional(),
  ZoneMappings: z.array(z.object({ VSwitchId: text, ZoneId: some })).optional(),
});

const connection = z.object({
  TransitRouterAttachmentId: text,
  TransitRouterAttachmentName: some,
  TransitRouterId: text,
  PeerTransitRouterId: text,
  PeerTransitRouterRegionId: text,
  Status: some,
  AutoPublishRouteEnabled: z.boolean().optional(),
  Bandwidth: z.number().optional(),
  BandwidthType: some,
});

const routeMap = z.object({
  RouteMapId: text,
  CenRegionId: some,
  Priority: z.number().optional(),
  TransitRouterRouteTableId: some,
});

/** A transit router and what belongs to it, as the API shows them. */
export type TransitRouterAnswer = z.infer<typeof router>;
export type TransitRouterRouteTableAnswer = z.infer<typeof routeTable>;
export type TransitRouterRouteEntryAnswer = z.infer<typeof routeEntry>;
export type JoinAnswer = z.infer<typeof join>;
export type VpcAttachmentAnswer = z.infer<typeof vpcAttachment>;
export type ConnectionAnswer = z.infer<typeof connection>;
export type RouteMapAnswer = z.infer<typeof routeMap>;

/** What is asked of the CEN API. */
export const cenCalls = {
  cens: apiCall({
    product: 'cbn',
    action: 'DescribeCens',
    paging: byNumber,
    answer: z.object({ TotalCount: z.number(), Cens: z.object({ Cen: z.array(cen) }) }),
    items: ({ Cens }) => Cens.Cen,
  }),
  routers: apiCall({
    product: 'cbn',
    action: 'ListTransitRouters',
    paging: byNumber,
    answer: z.object({ TotalCount: z.number(), TransitRouters: z.array(router) }),
    items: ({ TransitRouters }) => TransitRouters,
  }),
  routeTables: apiCall({
    product: 'cbn',
    action: 'ListTransitRouterRouteTables',
    paging: byToken,
    answer: z.object({ NextToken: some, TransitRouterRouteTables: z.array(routeTable) }),
    items: ({ TransitRouterRouteTables }) => TransitRouterRouteTables,
  }),
  routeEntries: apiCall({
    product: 'cbn',
    action: 'ListTransitRouterRouteEntries',
    paging: byToken,
    answer: z.object({ NextToken: some, TransitRouterRouteEntries: z.array(routeEntry) }),
    items: ({ TransitRouterRouteEntries }) => TransitRouterRouteEntries,
  }),
  associations: apiCall({
    product: 'cbn',
    action: 'ListTransitRouterRouteTableAssociations',
    paging: byToken,
    answer: z.object({ NextToken: some, TransitRouterAssociations: z.array(join) }),
    items: ({ TransitRouterAssociations }) => TransitRouterAssociations,
  }),
  propagations: apiCall({
    product: 'cbn',
    action: 'ListTransitRouterRouteTablePropagations',
    paging: byToken,
    answer: z.object({ NextToken: some, TransitRouterPropagations: z.array(join) }),
    items: ({ TransitRouterPropagations }) => TransitRouterPropagations,
  }),
  vpcAttachments: apiCall({
    product: 'cbn',
    action: 'ListTransitRouterVpcAttachments',
    paging: byToken,
    answer: z.object({ NextToken: some, TransitRouterAttachments: z.array(vpcAttachment) }),
    items: ({ TransitRouterAttachments }) => TransitRouterAttachments,
  }),
  connections: apiCall({
    product: 'cbn',
    action: 'ListTransitRouterPeerAttachments',
    paging: byToken,
    answer: z.object({ NextToken: some, TransitRouterAttachments: z.array(connection) }),
    items: ({ TransitRouterAttachments }) => TransitRouterAttachments,
  }),
  routeMaps: apiCall({
    product: 'cbn',
    action: 'DescribeCenRouteMaps',
    paging: byNumber,
    answer: z.object({ TotalCount: z.number(), RouteMaps: z.object({ RouteMap: z.array(routeMap) }) }),
    items: ({ RouteMaps }) => RouteMaps.RouteMap,
  }),
};
