import { formatAddress } from '../../services/ipv4';
import { findAttachment } from '../../services/cen/attachments';
import { associatedTableId } from '../../services/cen/routing';
import { vpcs } from '../../services/vpc/model';
import { describeRoute, type Loss, type Place, type RouteTaken, type Way } from './hop';
import type { Match } from './longest-prefix';
import type { Destination, Network } from './network';
import type { Trace } from './trace';

/** Where a packet came to. */
export interface Arrived {
  readonly vpcId: string;
  readonly at: Destination;
}

/** What became of a packet. */
export type Carried =
  { readonly arrived: Arrived; readonly loss?: never } | { readonly loss: Loss; readonly arrived?: never };

/** One packet on its way. */
interface Flight {
  readonly direction: Way;
  /** The destination, as an unsigned 32-bit number. */
  readonly to: number;
  /** Keeps what was found for the destination, and how far that holds when it is the ALB's side. */
  readonly found: <T>(match: Match<T>) => T | undefined;
}

/** Carries a packet from a VPC to an address: through the VPC's system table and as many transit routers as it takes. */
export function carry(network: Network, trace: Trace, direction: Way, fromVpcId: string, to: number): Carried {
  // The way out depends on the server's address only, the way back on the address in the source range.
  const found = <T>(match: Match<T>) => (direction === 'back' ? trace.narrow(match) : match.value);
  return leaveVpc(network, trace, { direction, to, found }, fromVpcId);
}

/** Only the system table counts (ALB user guide, servers in another region). */
function leaveVpc(network: Network, trace: Trace, flight: Flight, vpcId: string): Carried {
  const { direction, to, found } = flight;
  const place = trace.vpc(vpcId);
  const tableId = network.store.get(vpcs, vpcId)?.routeTableId ?? '';
  const entry = found(network.vpcTable(tableId).lookUp(to));
  if (!entry) return { loss: trace.lose(direction, place, `no route to ${formatAddress(to)}`, { tableId }) };
  const text = describeRoute(entry);
  if (entry.nextHopType === 'Attachment') {
    trace.step({ direction, place, tableId, entry, text });
    return enterAttachment(network, trace, flight, place, entry, vpcId);
  }
  const at = found(network.destinationsIn(vpcId).lookUp(to));
  // An ALB of this VPC is one of the cloud services that the system route leads to.
  const isHere = entry.nextHopType === (at?.kind === 'balancers' ? 'service' : 'local');
  if (!at || !isHere) return { loss: trace.lose(direction, place, text, { tableId, entry }) };
  trace.step({ direction, place, tableId, entry, text });
  return { arrived: { vpcId, at } };
}

/** A VPC hands a packet to an attachment of its own. */
function enterAttachment(
  network: Network,
  trace: Trace,
  flight: Flight,
  place: Place,
  entry: RouteTaken,
  vpcId: string,
): Carried {
  const attachment = usable(network, entry.nextHopId);
  const end = attachment?.ends.find(({ resourceType, resourceId }) => resourceType === 'VPC' && resourceId === vpcId);
  if (!end) return { loss: trace.lose(flight.direction, place, unusable(network, entry)) };
  return crossRouters(network, trace, flight, entry.nextHopId, end.transitRouterId);
}

/** Goes from router to router; each looks up the table that the attachment of arrival is associated with. */
function crossRouters(
  network: Network,
  trace: Trace,
  flight: Flight,
  firstAttachmentId: string,
  firstRouterId: string,
): Carried {
  const { direction, to, found } = flight;
  const passed = new Set<string>();
  let attachmentId = firstAttachmentId;
  let transitRouterId = firstRouterId;
  for (;;) {
    const place = trace.transitRouter(transitRouterId);
    const lose = (reason: string, lookedUp = {}) => ({ loss: trace.lose(direction, place, reason, lookedUp) });
    const tableId = associatedTableId(network.store, attachmentId, transitRouterId);
    if (tableId === undefined) return lose(`${attachmentId} is associated with no route table`);
    // A router may be passed twice, by way of two of its tables.
    if (passed.has(tableId)) return lose('a routing loop: the packet has been here before');
    passed.add(tableId);
    const entry = found(network.routerTable(tableId).lookUp(to));
    if (!entry) return lose(`no route to ${formatAddress(to)}`, { tableId });
    const text = describeRoute(entry);
    if (entry.nextHopType === 'BlackHole') return lose(text, { tableId, entry });
    trace.step({ direction, place, tableId, entry, text });
    const next = usable(network, entry.nextHopId);
    const here = next?.ends.find((end) => end.transitRouterId === transitRouterId);
    if (!next || !here) return lose(unusable(network, entry));
    if (here.resourceType === 'VPC') return deliver(network, trace, flight, here.resourceId);
    attachmentId = next.attachmentId;
    transitRouterId = here.resourceId;
  }
}

/** What comes in from a router is delivered or dropped, never routed on: there are no transit VPCs. */
function deliver(network: Network, trace: Trace, { direction, to, found }: Flight, vpcId: string): Carried {
  const at = found(network.destinationsIn(vpcId).lookUp(to));
  const place = trace.vpc(vpcId);
  if (at) {
    trace.step({ direction, place, text: at.kind === 'vSwitch' ? `delivered in ${at.vSwitchId}` : at.cidrBlock });
    return { arrived: { vpcId, at } };
  }
  return { loss: trace.lose(direction, place, `${formatAddress(to)} is in no vSwitch of this VPC`) };
}

function usable(network: Network, attachmentId: string) {
  const attachment = findAttachment(network.store, attachmentId);
  const isUp = attachment?.status === 'Attached' || attachment?.status === 'Modifying';
  return isUp ? attachment : undefined;
}

function unusable(network: Network, entry: RouteTaken): string {
  const status = findAttachment(network.store, entry.nextHopId)?.status ?? 'gone';
  return `${describeRoute(entry)}, which is ${status}`;
}
