import type { Gap, InterRegionConnectionModel, NextHop, Route, VpcAttachmentModel } from '../../lib/proof';
import type { ReportedRoute } from '../../lib/proof/reported-routes';
import type { TransitRouterRouteEntryAnswer } from '../api/calls/cen';
import type { RouterTableAnswers } from '../read/routers';
import { blockOf, gap, isIpv6 } from './blocks';

/** What is attached to the routers that are read. */
export interface Attachments {
  readonly vpcs: ReadonlyMap<string, VpcAttachmentModel>;
  readonly connections: ReadonlyMap<string, InterRegionConnectionModel>;
  /** Connections to regions that are not read. */
  readonly beyond: ReadonlySet<string>;
}

/** The entries of a table of a transit router, by what is done with them. */
export interface TableEntries {
  readonly label: string;
  readonly routes: readonly Route[];
  /** All that it has learned. */
  readonly learned: readonly Route[];
  /** Of what it has learned, that which has to follow from the rest of the model. */
  readonly reported: readonly ReportedRoute[];
  readonly gaps: readonly Gap[];
  readonly notices: readonly string[];
}

/** Where learned routes come from that the model can explain: VPCs, and what somebody wrote into another router's table. */
const EXPLAINABLE = new Set<string | undefined>(['VPC', 'TR', '', undefined]);

/**
 * Parts the entries of a table: static ones and learned ones, and of these those that have to follow from the model. Others are of things
 * that the model does not hold, such as a line to a data centre or a region that was not read.
 */
export function entriesOf({ entries }: RouterTableAnswers, label: string, attachments: Attachments): TableEntries {
  const ipv4 = entries.filter(({ TransitRouterRouteEntryDestinationCidrBlock: text }) => !isIpv6(text));
  const unreadable = ipv4.filter((entry) => blockOf(entry.TransitRouterRouteEntryDestinationCidrBlock) === undefined);
  const isStatic = ({ TransitRouterRouteEntryType: type }: TransitRouterRouteEntryAnswer): boolean => type === 'Static';
  const active = ipv4.filter(({ TransitRouterRouteEntryStatus: status }) => status === 'Active');
  const learned = active.filter((entry) => !isStatic(entry));
  return {
    label,
    routes: active.filter(isStatic).flatMap((entry) => routeOf(entry, attachments)),
    learned: learned.flatMap((entry) => routeOf(entry, attachments)),
    reported: learned.filter((entry) => isExplainable(entry, attachments)).flatMap(reportedRoute),
    gaps: unreadable.map((entry) =>
      gap(`${label}: ${entry.TransitRouterRouteEntryDestinationCidrBlock} is not a block`),
    ),
    notices: ipv4
      .filter(isStatic)
      .filter((entry) => !active.includes(entry))
      .map((entry) => {
        const { TransitRouterRouteEntryDestinationCidrBlock: text, TransitRouterRouteEntryStatus: status } = entry;
        return `${label}: the static entry ${text} is ${status}, and counts as not there`;
      }),
  };
}

function isExplainable(entry: TransitRouterRouteEntryAnswer, { vpcs, connections, beyond }: Attachments): boolean {
  const id = entry.TransitRouterRouteEntryNextHopId ?? '';
  const isRead = vpcs.has(id) || (connections.has(id) && !beyond.has(id));
  return isRead && EXPLAINABLE.has(entry.TransitRouterRouteEntryOriginResourceType);
}

function routeOf(entry: TransitRouterRouteEntryAnswer, attachments: Attachments): readonly Route[] {
  const destination = blockOf(entry.TransitRouterRouteEntryDestinationCidrBlock);
  if (destination === undefined) return [];
  const nextHop = nextHopOf(entry, attachments);
  const goal =
    nextHop.kind === 'other'
      ? nextHop.text
      : nextHop.kind === 'blackHole'
        ? 'black hole'
        : entry.TransitRouterRouteEntryNextHopId;
  return [{ destination, nextHop, label: entry.TransitRouterRouteEntryName || `${destination.text} -> ${goal ?? ''}` }];
}

function nextHopOf(entry: TransitRouterRouteEntryAnswer, { vpcs, connections }: Attachments): NextHop {
  if (entry.TransitRouterRouteEntryNextHopType === 'BlackHole') return { kind: 'blackHole' };
  const { TransitRouterRouteEntryNextHopId: id = '', TransitRouterRouteEntryNextHopResourceType: type = '' } = entry;
  if (vpcs.has(id) || connections.has(id)) return { kind: 'attachment', attachmentId: id };
  return { kind: 'other', text: `${type} attachment ${id}`.trim() };
}

function reportedRoute(entry: TransitRouterRouteEntryAnswer): readonly ReportedRoute[] {
  const destination = blockOf(entry.TransitRouterRouteEntryDestinationCidrBlock);
  const attachmentId = entry.TransitRouterRouteEntryNextHopId;
  return destination === undefined || attachmentId === undefined ? [] : [{ destination, attachmentId }];
}
