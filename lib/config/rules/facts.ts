import { containsAddress, overlaps, parseAddress, parseCidr, type Cidr } from '../../core';
import type {
  BackendConfig,
  Deployment,
  FrontendConfig,
  MembershipConfig,
  ServerConfig,
  VpcConfig,
  VSwitchConfig,
} from '../deployment';
import { memberships, serverAddress } from '../derive';
import { entryOf, type Path } from '../path';

/** A region of a deployment with its VPC. */
export interface Network {
  /** Where the region is described. */
  readonly path: Path;
  readonly region: string;
  readonly vpc: VpcConfig;
  /** Whether the VPC is attached to its transit router already. */
  readonly isAttached: boolean;
}

/** A vSwitch with where it is. */
export interface PlacedVSwitch {
  readonly path: Path;
  readonly key: string;
  readonly vSwitch: VSwitchConfig;
}

/** A server with where it is and what its references lead to. */
export interface PlacedServer {
  readonly path: Path;
  /** The region that holds it. */
  readonly network: Network;
  /** Whether it stands in the VPC of the ALB. */
  readonly isLocal: boolean;
  /** Whether the ALB is told that its address may lie outside that VPC. */
  readonly remoteIp: boolean;
  readonly server: ServerConfig;
  /** Its vSwitch. @default - the reference leads nowhere */
  readonly vSwitch?: VSwitchConfig;
  /** Its address. @default - the cloud picks one */
  readonly address?: string;
  /** The field that gives the address. */
  readonly addressPath: Path;
}

/** A server as a member of a server group. */
export interface PlacedMember extends MembershipConfig {
  /** Where it is said that it joins the group. */
  readonly path: Path;
  readonly placed: PlacedServer;
}

/** The frontend, then the backends. */
export function networks(deployment: Deployment): readonly Network[] {
  return populated(deployment).map(({ network }) => network);
}

/** The same, each with its servers. */
function populated({ frontend, backends }: Deployment) {
  const at = (path: Path, { region, vpc, attachment, servers }: FrontendConfig | BackendConfig) => {
    return { network: { path, region, vpc, isAttached: attachment !== undefined } satisfies Network, servers };
  };
  return [
    at(['frontend'], frontend),
    ...Object.entries(backends).map(([key, backend]) => at(['backends', key], backend)),
  ];
}

/** The vSwitches of a network. */
export function vSwitchesOf(network: Network): readonly PlacedVSwitch[] {
  return Object.entries(network.vpc.vSwitches).map(([key, vSwitch]) => ({
    path: [...network.path, 'vpc', 'vSwitches', key],
    key,
    vSwitch,
  }));
}

/** The servers: those in the VPC of the ALB, then those of all backends. */
export function serversOf(deployment: Deployment): readonly PlacedServer[] {
  return populated(deployment).flatMap(({ network, servers }, index) => {
    const isLocal = index === 0;
    return Object.entries(servers).map(([key, server]) => {
      const path = [...network.path, 'servers', key];
      const addressPath = server.ip === undefined ? [...path, 'instance', 'privateIp'] : [...path, 'ip'];
      const vSwitch = entryOf(network.vpc.vSwitches, server.vSwitch);
      const remoteIp = server.remoteIp ?? !isLocal;
      return { path, network, isLocal, remoteIp, server, vSwitch, address: serverAddress(server), addressPath };
    });
  });
}

/** Every group that a server joins. */
export function membersOf(placed: PlacedServer): readonly PlacedMember[] {
  return memberships(placed.server).map((membership, index) => {
    const path = index === 0 ? placed.path : [...placed.path, 'also', index - 1];
    return { ...membership, path, placed };
  });
}

/** The members of each server group, by its key. */
export function membersByGroup(deployment: Deployment): ReadonlyMap<string, readonly PlacedMember[]> {
  const groups = new Map<string, PlacedMember[]>();
  for (const member of serversOf(deployment).flatMap(membersOf)) {
    groups.set(member.serverGroup, [...(groups.get(member.serverGroup) ?? []), member]);
  }
  return groups;
}

/** How many addresses of each vSwitch of a network are those of servers; servers with one address are one. */
export function addressesTaken(deployment: Deployment, { region }: Network): ReadonlyMap<string, number> {
  const taken = new Map<string, Set<string>>();
  for (const { network, server, address, path } of serversOf(deployment)) {
    if (network.region !== region) continue;
    const inVSwitch = taken.get(server.vSwitch) ?? new Set();
    taken.set(server.vSwitch, inVSwitch.add(address ?? path.join('.')));
  }
  return new Map([...taken].map(([key, addresses]) => [key, addresses.size]));
}

/** Tells whether a CIDR block, as text, holds an address, as text. */
export function holds(cidr: string, address: string): boolean {
  return containsAddress(parseCidr(cidr), parseAddress(address));
}

/** Every item whose block overlaps that of an earlier one, with the first such. */
export function overlapping<T>(items: readonly T[], cidrOf: (item: T) => string): readonly (readonly [T, T])[] {
  const blocks = items.map((item) => parseCidr(cidrOf(item)));
  return items.flatMap((item, index) => {
    const block = blocks[index];
    const first = items.find((_, other) => other < index && isOverlap(blocks[other], block));
    return first === undefined ? [] : [[first, item] as const];
  });
}

function isOverlap(a: Cidr | undefined, b: Cidr | undefined): boolean {
  return a !== undefined && b !== undefined && overlaps(a, b);
}

/** Every item that equals an earlier one by its identity, with the first of them; one without an identity equals none. */
export function repeats<T>(
  items: readonly T[],
  identity: (item: T) => string | undefined,
): readonly (readonly [T, T])[] {
  const firsts = new Map<string, T>();
  return items.flatMap((item) => {
    const id = identity(item);
    if (id === undefined) return [];
    const first = firsts.get(id);
    if (first !== undefined) return [[first, item] as const];
    firsts.set(id, item);
    return [];
  });
}
