import { countOf, intersect, sameAddresses, subtract, type AddressSet } from './address-set';
import { describeEntry, describeNextHop, routerPlace, vpcPlace } from './describe';
import { missingRoute, type Diagnosis } from './diagnose';
import { publishedTo } from './published-routes';
import type { Gap, InterRegionConnectionModel, VpcAttachmentModel } from './model';
import type { Holder, Network, Table } from './network';
import type { Followed, Hop, Place, Way } from './verdict';

/** Where packets came to. */
export interface Arrival {
  readonly vpcId: string;
  readonly holder: Pick<Holder, 'kind' | 'id' | 'label'>;
}

/** How the way of some packets ended. */
export type End =
  | { readonly kind: 'arrived'; readonly at: Arrival }
  | ({ readonly kind: 'lost'; readonly place: Place; readonly reason: string } & Diagnosis)
  | { readonly kind: 'unknown'; readonly gaps: readonly Gap[] };

/** What may become of the packets for a set of destinations. Where a table leaves a choice, several fates share addresses. */
export interface Fate {
  readonly addresses: AddressSet;
  readonly hops: readonly Hop[];
  readonly end: End;
}

/** Packets that go on together. */
interface Flight {
  readonly way: Way;
  readonly addresses: AddressSet;
  readonly hops: readonly Hop[];
  /** The transit routers' tables that they were looked up in. */
  readonly passed: readonly string[];
}

/**
 * Carries packets from a VPC to a set of destination addresses, by every way that the tables allow.
 *
 * The set is split wherever a table tells its addresses apart, so that what is said of a fate holds for each of its addresses.
 *
 * @param tableIds - The VPC's tables that may be looked up; each of them is a choice, and none may be unknown.
 */
export function carry(
  network: Network,
  way: Way,
  vpcId: string,
  tableIds: readonly (string | undefined)[],
  destinations: AddressSet,
): readonly Fate[] {
  const flight: Flight = { way, addresses: destinations, hops: [], passed: [] };
  const tables = tableIds.flatMap((id) => (id === undefined ? [] : (network.vpcTable(id) ?? [])));
  if (tables.length === 0 || tables.length < tableIds.length) {
    const message = `a route table of ${vpcPlace(network, vpcId).label} that may be looked up is not known`;
    return [{ addresses: destinations, hops: [], end: { kind: 'unknown', gaps: [{ kind: 'existing', message }] } }];
  }
  return tables.flatMap((table) => leaveVpc(network, flight, vpcId, table));
}

function leaveVpc(network: Network, flight: Flight, vpcId: string, table: Table): readonly Fate[] {
  const place = vpcPlace(network, vpcId);
  return lookUp(network, flight, place, table, (part, entry) => {
    switch (entry.nextHop.kind) {
      case 'local':
        return arriveIn(network, part, vpcId, table, entry);
      case 'cloudServices':
        return arriveIn(network, part, vpcId, table, entry);
      case 'attachment':
        return enterAttachment(network, part, vpcId, entry, entry.nextHop.attachmentId);
      default:
        return lostInTable(network, part, place, table, describeEntry(network, entry), entry);
    }
  });
}

/** Where the table has no entry, packets are lost; where it has several for one block, each of them is followed. */
function lookUp(
  network: Network,
  flight: Flight,
  place: Place,
  table: Table,
  follow: (part: Flight, entry: Followed) => readonly Fate[],
): readonly Fate[] {
  if (table.gaps.length > 0) return [{ ...flight, end: { kind: 'unknown', gaps: table.gaps } }];
  return table.index.lookUp(flight.addresses).flatMap(({ addresses, entries }) => {
    const part = { ...flight, addresses };
    if (entries.length === 0) {
      const reason = 'no route';
      const hop: Hop = { way: part.way, place, table: { id: table.id, label: table.label }, text: reason };
      return lostInTable(network, { ...part, hops: [...part.hops, hop] }, place, table, reason);
    }
    return entries.flatMap((entry) => follow(withHop(network, part, place, table, entry), entry));
  });
}

/** What a table has no way for is lost, but for what its transit router may have written into it, which cannot be told. */
function lostInTable(
  network: Network,
  flight: Flight,
  place: Place,
  table: Table,
  reason: string,
  entry?: Followed,
): readonly Fate[] {
  const { hidden, rest } = publishedTo(network, flight.addresses, table, entry);
  const unknown = hidden.map(({ addresses, gap }): Fate => ({
    ...flight,
    addresses,
    end: { kind: 'unknown', gaps: [gap] },
  }));
  if (countOf(rest) === 0) return unknown;
  const part = { ...flight, addresses: rest };
  return [...unknown, lost(part, place, reason, missingRoute(network, part, place, table))];
}

/** What the VPC's own routes lead to: its vSwitches, and the ALBs in it, which are cloud services to its servers. */
function arriveIn(network: Network, flight: Flight, vpcId: string, table: Table, entry: Followed): readonly Fate[] {
  const place = vpcPlace(network, vpcId);
  const { held, rest } = split(network, flight, vpcId, entry.nextHop.kind === 'local' ? 'vSwitch' : 'backToOrigin');
  if (countOf(rest) === 0) return held;
  const part = { ...flight, addresses: rest };
  return [...held, ...lostInTable(network, part, place, table, describeEntry(network, entry), entry)];
}

/** A VPC hands packets to its own attachment only. */
function enterAttachment(
  network: Network,
  flight: Flight,
  vpcId: string,
  entry: Followed,
  attachmentId: string,
): readonly Fate[] {
  const attachment = network.vpcAttachments.get(attachmentId);
  if (attachment?.vpcId === vpcId) return crossRouter(network, flight, attachment.transitRouterId, attachment);
  return [wrongNextHop(network, flight, vpcPlace(network, vpcId), entry, 'which is no attachment of this VPC')];
}

/** A router looks up the table that the attachment of arrival is associated with. */
function crossRouter(
  network: Network,
  flight: Flight,
  routerId: string,
  arrival: VpcAttachmentModel | InterRegionConnectionModel,
): readonly Fate[] {
  const place = routerPlace(network, routerId);
  const tableIds = network.associatedTables(arrival.id, routerId);
  if (tableIds.length === 0) {
    const remedy = `associate ${arrival.label} with a route table of ${place.label}`;
    const reason = `${arrival.label} is associated with no route table`;
    return [lost(flight, place, reason, { code: 'TR_ASSOCIATION_MISSING', remedy })];
  }
  return tableIds
    .flatMap((id) => network.routerTable(id) ?? [])
    .flatMap((table) => lookUpAtRouter(network, flight, place, table));
}

/** A router may be passed twice, by way of two of its tables; who is looked up in a table again goes round for ever. */
function lookUpAtRouter(network: Network, flight: Flight, place: Place, table: Table): readonly Fate[] {
  if (flight.passed.includes(table.id)) {
    const remedy = `take the route out that leads back to ${place.label}`;
    const reason = 'a routing loop: the packet has been here before';
    return [lost(flight, place, reason, { code: 'ROUTING_LOOP', remedy })];
  }
  const onward = { ...flight, passed: [...flight.passed, table.id] };
  return lookUp(network, onward, place, table, (part, entry) => leaveRouter(network, part, place, entry));
}

function leaveRouter(network: Network, flight: Flight, place: Place, entry: Followed): readonly Fate[] {
  const { nextHop } = entry;
  if (nextHop.kind === 'blackHole') {
    const remedy = `take the black hole ${entry.destination.text} out, or add a longer prefix`;
    return [lost(flight, place, describeEntry(network, entry), { code: 'TR_ROUTE_BLACKHOLE', remedy })];
  }
  if (nextHop.kind !== 'attachment') {
    const why = nextHop.kind === 'other' ? 'which leads to no VPC' : 'which no router can send to';
    return [wrongNextHop(network, flight, place, entry, why)];
  }
  const attachment = network.vpcAttachments.get(nextHop.attachmentId);
  if (attachment?.transitRouterId === place.id) return deliver(network, flight, attachment.vpcId);
  const connection = network.connections.get(nextHop.attachmentId);
  if (!connection?.transitRouterIds.includes(place.id)) {
    return [wrongNextHop(network, flight, place, entry, 'which is no attachment of this transit router')];
  }
  const edition = network.routers.get(place.id)?.edition ?? 'unknown';
  if (edition === 'unknown') {
    const gap: Gap = { kind: 'existing', message: `the edition of transit router ${place.label} is not known` };
    return [{ ...flight, end: { kind: 'unknown', gaps: [gap] } }];
  }
  if (edition === 'Basic') {
    const remedy = `use an Enterprise Edition transit router in ${place.region}`;
    const reason = 'a Basic Edition transit router forwards nothing to another region here';
    return [lost(flight, place, reason, { code: 'TR_BASIC_EDITION', remedy })];
  }
  return crossRouter(network, flight, network.farEnd(connection, place.id), connection);
}

/** What comes in from a router is delivered or dropped, never routed on: there are no transit VPCs. */
function deliver(network: Network, flight: Flight, vpcId: string): readonly Fate[] {
  const place = vpcPlace(network, vpcId);
  const { held, rest } = split(network, flight, vpcId);
  if (countOf(rest) === 0) return held;
  const reason = 'delivered to this VPC, where no vSwitch has the address';
  const remedy = 'correct the next hop, or the address';
  const part = { ...flight, addresses: rest };
  return [...held, lost(part, place, reason, { code: 'DELIVERED_NOWHERE', remedy })];
}

/** Parts the packets by who holds their address in a VPC. */
function split(network: Network, flight: Flight, vpcId: string, kind?: Holder['kind']) {
  let rest = flight.addresses;
  const held: Fate[] = [];
  for (const { addresses, entries } of network.holdersIn(vpcId).lookUp(flight.addresses)) {
    const holder = entries.find((entry) => kind === undefined || entry.kind === kind);
    if (holder === undefined) continue;
    rest = subtract(rest, addresses);
    const text = holder.kind === 'vSwitch' ? `delivered in ${holder.label}` : `delivered to ${holder.label}`;
    const hop: Hop = { way: flight.way, place: vpcPlace(network, vpcId), text };
    held.push({ addresses, hops: [...flight.hops, hop], end: { kind: 'arrived', at: { vpcId, holder } } });
  }
  return { held, rest };
}

function withHop(network: Network, flight: Flight, place: Place, table: Table, entry: Followed): Flight {
  const { way, hops } = flight;
  const text = describeEntry(network, entry);
  return { ...flight, hops: [...hops, { way, place, table: { id: table.id, label: table.label }, entry, text }] };
}

function wrongNextHop(network: Network, flight: Flight, place: Place, entry: Followed, why: string): Fate {
  const reason = `${describeEntry(network, entry)}, ${why}`;
  const remedy = `let ${entry.destination.text} lead to an attachment of ${place.label} in place of ${describeNextHop(network, entry.nextHop)}`;
  return lost(flight, place, reason, { code: 'ROUTE_NEXT_HOP_WRONG', remedy });
}

/** The last hop of the dead says why; what was looked up there stays with it. */
function lost(flight: Flight, place: Place, reason: string, diagnosis: Diagnosis): Fate {
  const last = flight.hops.at(-1);
  const wasLookedUp = last?.way === flight.way && last.place.id === place.id && last.table !== undefined;
  const before = wasLookedUp ? flight.hops.slice(0, -1) : flight.hops;
  const hop: Hop = { ...(wasLookedUp && last), way: flight.way, place, text: reason };
  const end: End = { kind: 'lost', place, reason, ...diagnosis };
  return { addresses: flight.addresses, hops: [...before, hop], end };
}

/** The fates of the addresses that are in a set too; a fate that lies in it wholly stays the very same. */
export function restrict(fates: readonly Fate[], addresses: AddressSet): readonly Fate[] {
  return fates.flatMap((fate) => {
    const common = intersect(fate.addresses, addresses);
    if (common.length === 0) return [];
    return sameAddresses(common, fate.addresses) ? [fate] : [{ ...fate, addresses: common }];
  });
}
