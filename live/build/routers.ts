import type {
  InterRegionConnectionModel,
  NetworkModel,
  Route,
  RouteTableJoin,
  TransitRouterModel,
  VpcAttachmentModel,
} from '../../lib/proof';
import type { ReportedRoute } from '../../lib/proof/reported-routes';
import type { TransitRouterAnswer } from '../api/calls/cen';
import type { CenAnswers, RouterAnswers } from '../read/routers';
import { gap } from './blocks';
import { named } from './labels';
import { entriesOf, type Attachments } from './router-entries';
import { routeMapsOf } from './route-maps';

/** What `buildRouters` makes. */
export interface RouterParts extends Pick<
  NetworkModel,
  'transitRouters' | 'transitRouterRouteTables' | 'vpcAttachments' | 'connections' | 'associations' | 'propagations'
> {
  /** What the tables report to have learned. */
  readonly learned: ReadonlyMap<string, readonly Route[]>;
  /** Of that, what has to follow from the rest of the model. */
  readonly reported: ReadonlyMap<string, readonly ReportedRoute[]>;
  /** Why a table may have learned something else than follows: the route maps that touch it. */
  readonly routeMaps: ReadonlyMap<string, readonly string[]>;
  /** Regions that connections lead to and that were not read. */
  readonly unreadRegions: readonly string[];
  readonly notices: readonly string[];
}

/** What is under way, or was given up, carries nothing. */
const ATTACHED = new Set<string | undefined>(['Attached', 'Modifying', undefined]);
const JOINED = new Set<string | undefined>(['Active', 'Replacing', undefined]);

/** Transit routers, their tables, and what is attached to them. */
export function buildRouters({ routers, allRouters, routeMaps, unread }: CenAnswers): RouterParts {
  const read = new Set(routers.map(({ router }) => router.TransitRouterId));
  const vpcAttachments = routers.flatMap(vpcAttachmentsOf);
  const connections = connectionsOf(routers);
  const beyond = connections.filter(({ transitRouterIds }) => transitRouterIds.some((id) => !read.has(id)));
  const attachments: Attachments = {
    vpcs: new Map(vpcAttachments.map((each) => [each.id, each])),
    connections: new Map(connections.map((each) => [each.id, each])),
    beyond: new Set(beyond.map(({ id }) => id)),
  };
  const tables = routers.flatMap(({ router, tables: own }) =>
    own.map((answers) => ({ router, answers, ...entriesOf(answers, tableLabel(answers.table, router), attachments) })),
  );
  const far = farSides(beyond, routers, allRouters, read);
  return {
    transitRouters: [...routers.map(({ router }) => routerOf(router)), ...far.transitRouters],
    transitRouterRouteTables: [
      ...tables.map(({ router, answers: { table }, label, routes, gaps }) => ({
        id: table.TransitRouterRouteTableId,
        label,
        transitRouterId: router.TransitRouterId,
        routes,
        gaps,
      })),
      ...far.tables,
    ],
    vpcAttachments,
    connections,
    associations: [
      ...tables.flatMap(({ answers }) => joins(answers.associations, answers.table, attachments)),
      ...far.associations,
    ],
    // What comes from a region that is not read follows from nothing.
    propagations: tables
      .flatMap(({ answers }) => joins(answers.propagations, answers.table, attachments))
      .filter(({ attachmentId }) => !attachments.beyond.has(attachmentId)),
    reported: new Map(tables.map(({ answers, reported }) => [answers.table.TransitRouterRouteTableId, reported])),
    learned: new Map(tables.map(({ answers, learned }) => [answers.table.TransitRouterRouteTableId, learned])),
    routeMaps: new Map(
      tables.map(({ router, answers: { table }, label }) => {
        const tableId = table.TransitRouterRouteTableId;
        return [tableId, [...unread, ...routeMapsOf(routeMaps, { tableId, router, label })]];
      }),
    ),
    unreadRegions: [...new Set(far.transitRouters.map(({ region }) => region))].sort(),
    notices: [...tables.flatMap(({ notices }) => notices), ...routers.flatMap(unsettled), ...routers.flatMap(basic)],
  };
}

function routerOf({
  TransitRouterId: id,
  TransitRouterName,
  RegionId,
  CenId,
  Type,
}: TransitRouterAnswer): TransitRouterModel {
  const edition = Type === 'Enterprise' || Type === 'Basic' ? Type : 'unknown';
  return { id, label: named(TransitRouterName, id), region: RegionId, cenId: CenId, edition };
}

function tableLabel(
  table: RouterAnswers['tables'][number]['table'],
  { TransitRouterName, TransitRouterId }: TransitRouterAnswer,
): string {
  const { TransitRouterRouteTableId: id, TransitRouterRouteTableName: name, TransitRouterRouteTableType: type } = table;
  const router = named(TransitRouterName, TransitRouterId);
  return type === 'System' && !name ? `system route table of ${router}` : named(name, id);
}

function vpcAttachmentsOf({ router, vpcAttachments }: RouterAnswers): readonly VpcAttachmentModel[] {
  return vpcAttachments
    .filter(({ Status }) => ATTACHED.has(Status))
    .map(({ TransitRouterAttachmentId: id, TransitRouterAttachmentName, VpcId, ...rest }) => ({
      id,
      label: named(TransitRouterAttachmentName, id),
      transitRouterId: router.TransitRouterId,
      vpcId: VpcId,
      vSwitchIds: (rest.ZoneMappings ?? []).map(({ VSwitchId }) => VSwitchId),
      autoPublishRouteEnabled: rest.AutoPublishRouteEnabled ?? false,
    }));
}

/** Both ends list a connection. */
function connectionsOf(routers: readonly RouterAnswers[]): readonly InterRegionConnectionModel[] {
  const found = routers.flatMap(({ connections }) => connections).filter(({ Status }) => ATTACHED.has(Status));
  const byId = new Map<string, InterRegionConnectionModel>();
  for (const { TransitRouterAttachmentId: id, TransitRouterAttachmentName, Bandwidth, ...rest } of found) {
    if (byId.has(id)) continue;
    byId.set(id, {
      id,
      label: named(TransitRouterAttachmentName, id),
      transitRouterIds: [rest.TransitRouterId, rest.PeerTransitRouterId],
      autoPublishRouteEnabled: rest.AutoPublishRouteEnabled ?? false,
      ...(Bandwidth !== undefined && Bandwidth > 0 && { bandwidthMbps: Bandwidth }),
    });
  }
  return [...byId.values()];
}

/** Attachments of other kinds carry none of the packets that are followed. */
function joins(
  answers: RouterAnswers['tables'][number]['associations'],
  { TransitRouterRouteTableId: routeTableId }: RouterAnswers['tables'][number]['table'],
  attachments: Attachments,
): readonly RouteTableJoin[] {
  return answers
    .filter(({ Status }) => JOINED.has(Status))
    .filter(({ TransitRouterAttachmentId: id }) => attachments.vpcs.has(id) || attachments.connections.has(id))
    .map(({ TransitRouterAttachmentId: attachmentId }) => {
      return { attachmentId, routeTableId, label: `${attachmentId} at ${routeTableId}` };
    });
}

/** The far ends of connections to regions that are not read: a router whose only table is not known. */
function farSides(
  beyond: readonly InterRegionConnectionModel[],
  routers: readonly RouterAnswers[],
  allRouters: readonly TransitRouterAnswer[],
  read: ReadonlySet<string>,
) {
  const peers = new Map(
    routers
      .flatMap(({ connections }) => connections)
      .map(({ PeerTransitRouterId, PeerTransitRouterRegionId }) => [PeerTransitRouterId, PeerTransitRouterRegionId]),
  );
  const ids = [...new Set(beyond.flatMap(({ transitRouterIds }) => transitRouterIds))].filter((id) => !read.has(id));
  const transitRouters = ids.map((id): TransitRouterModel => {
    const answer = allRouters.find(({ TransitRouterId }) => TransitRouterId === id);
    if (answer !== undefined) return routerOf(answer);
    return { id, label: id, region: peers.get(id) ?? '', cenId: '', edition: 'unknown' };
  });
  return {
    transitRouters,
    tables: transitRouters.map(({ id, label, region }) => {
      const message = `the transit router ${label} stands in ${region}, which was not read; name --region ${region}`;
      return {
        id: unreadTable(id),
        label: `route tables of ${label}`,
        transitRouterId: id,
        routes: [],
        gaps: [gap(message)],
      };
    }),
    associations: beyond.flatMap(({ id, label, transitRouterIds }) =>
      transitRouterIds
        .filter((router) => !read.has(router))
        .map((router): RouteTableJoin => ({ attachmentId: id, routeTableId: unreadTable(router), label })),
    ),
  };
}

function unreadTable(routerId: string): string {
  return `${routerId}/unread`;
}

function unsettled({ vpcAttachments, connections }: RouterAnswers): readonly string[] {
  return [...vpcAttachments, ...connections]
    .filter(({ Status }) => !ATTACHED.has(Status))
    .map(({ TransitRouterAttachmentId, TransitRouterAttachmentName, Status = '' }) => {
      return `${named(TransitRouterAttachmentName, TransitRouterAttachmentId)} is ${Status}, and counts as not there`;
    });
}

function basic({ router }: RouterAnswers): readonly string[] {
  if (router.Type === 'Enterprise') return [];
  const label = named(router.TransitRouterName, router.TransitRouterId);
  return [
    `the transit router ${label} (${router.RegionId}) is of the ${router.Type} Edition, whose routes are not read`,
  ];
}
