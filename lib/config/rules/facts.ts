import { containsAddress, overlaps, parseAddress, parseCidr, type Cidr } from '../../core';
import type { Deployment, ServerConfig, VpcConfig, VSwitchConfig } from '../deployment';
import { serverAddress } from '../derive';
import { entryOf, type Path } from '../path';

/** A region of a deployment with its VPC. */
export interface Network {
  /** Where the region is described. */
  readonly path: Path;
  readonly region: string;
  readonly vpc: VpcConfig;
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
  readonly backend: string;
  readonly server: ServerConfig;
  /** Its vSwitch. @default - the reference leads nowhere */
  readonly vSwitch?: VSwitchConfig;
  /** Its address. @default - the cloud picks one */
  readonly address?: string;
  /** The field that gives the address. */
  readonly addressPath: Path;
}

/** The frontend, then the backends. */
export function networks(deployment: Deployment): readonly Network[] {
  const { frontend, backends } = deployment;
  return [
    { path: ['frontend'], region: frontend.region, vpc: frontend.vpc },
    ...Object.entries(backends).map(([key, { region, vpc }]) => ({ path: ['backends', key], region, vpc })),
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

/** The servers of all backends. */
export function serversOf(deployment: Deployment): readonly PlacedServer[] {
  return Object.entries(deployment.backends).flatMap(([backend, { vpc, servers }]) =>
    Object.entries(servers).map(([key, server]) => {
      const path = ['backends', backend, 'servers', key];
      const addressPath = server.ip === undefined ? [...path, 'instance', 'privateIp'] : [...path, 'ip'];
      const vSwitch = entryOf(vpc.vSwitches, server.vSwitch);
      return { path, backend, server, vSwitch, address: serverAddress(server), addressPath };
    }),
  );
}

/** The servers of each server group, by its key. */
export function serversByGroup(deployment: Deployment): ReadonlyMap<string, readonly PlacedServer[]> {
  const groups = new Map<string, PlacedServer[]>();
  for (const placed of serversOf(deployment)) {
    groups.set(placed.server.serverGroup, [...(groups.get(placed.server.serverGroup) ?? []), placed]);
  }
  return groups;
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

/** Every item that equals an earlier one by its identity, with the first of them. */
export function repeats<T>(items: readonly T[], identity: (item: T) => string): readonly (readonly [T, T])[] {
  const firsts = new Map<string, T>();
  return items.flatMap((item) => {
    const id = identity(item);
    const first = firsts.get(id);
    if (first !== undefined) return [[first, item] as const];
    firsts.set(id, item);
    return [];
  });
}
