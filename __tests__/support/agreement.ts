import type { LocalCloud, NodeReport } from '@causeway/local-cloud';
import { containsAddress, parseAddress, parseCidr } from '../../lib/core';
import type { Flow, Proof } from '../../lib/proof';
import { addressesOf, intersect, type AddressSet } from '../../lib/proof/address-set';
import { callersByRegion } from './model-on-cloud';

/** What the proof allows for the packets of some addresses: answered, lost, or both where a table leaves a choice. */
export function allowed({ status, paths }: Flow, addresses: AddressSet): ReadonlySet<boolean> {
  if (status === 'unused') return new Set([false]);
  const ways = paths.filter(({ sources }) => intersect(addressesOf(sources), addresses).length > 0);
  const lost = ways.filter(({ isLost }) => isLost).flatMap(({ sources }) => sources);
  const through = ways.filter(({ isLost }) => !isLost).flatMap(({ sources }) => sources);
  const isChoice = intersect(addressesOf(lost), addressesOf(through)).length > 0;
  if (isChoice) return new Set([true, false]);
  return new Set([lost.length === 0]);
}

/** The private addresses that the nodes of an ALB send from; none of a non-upgraded one. */
export async function localAddresses(cloud: LocalCloud, region: string, albId: string): Promise<readonly number[]> {
  const { ZoneMappings } = await callersByRegion(cloud)(region).alb('GetLoadBalancerAttribute', {
    LoadBalancerId: albId,
  });
  return ZoneMappings.flatMap(
    (zone: { LoadBalancerAddresses?: readonly { Ipv4LocalAddresses?: readonly string[] }[] }) =>
      (zone.LoadBalancerAddresses ?? []).flatMap((address) => address.Ipv4LocalAddresses ?? []),
  ).map(parseAddress);
}

/** The addresses that a node sends from: its local ones, or all of its back-to-origin CIDR. */
export function sourcesOf(range: string, locals: readonly number[]): AddressSet {
  const cidr = parseCidr(range);
  const inside = locals.filter((address) => containsAddress(cidr, address));
  return inside.length > 0 ? addressesOf(inside.map((first) => ({ first, last: first }))) : addressesOf([cidr]);
}

/** One probe of a listener held against the proof of the same network. */
export interface Agreement {
  readonly nodes: readonly NodeReport[];
  /** Pairs of a node and a server that both looked at. */
  readonly compared: number;
  /** Where the data plane and the proof say different things, in words; empty where they agree. */
  readonly disagreements: readonly string[];
}

/** Probes a listener, and compares what became of each node's packets to each server in use with what the proof says of them. */
export async function compare(cloud: LocalCloud, albId: string, port: number, { flows }: Proof): Promise<Agreement> {
  const { nodes, regionId } = await cloud.probe(albId, { port });
  const locals = await localAddresses(cloud, regionId, albId);
  const ofListener = flows.filter(({ listener }) => listener.port === port);
  let compared = 0;
  const disagreements = nodes.flatMap(({ range, servers }) =>
    servers.flatMap(({ address, port: serverPort, weight, loss, health }) => {
      const found = ofListener.filter(({ server, source }) => {
        // Before an instance is made its address may not be known: then its flow stands for each that it can get.
        const isSame = server.address === undefined || server.address === address;
        return isSame && server.port === serverPort && source.cidr.text === range;
      });
      if (weight === 0) return [];
      compared += 1;
      if (found.length === 0) return [`${range} -> ${address}: the proof says nothing of it`];
      const verdicts = new Set(found.flatMap((flow) => [...allowed(flow, sourcesOf(range, locals))]));
      // Health checks may go to a port of their own; that is lost, too, which the server's own port does not show.
      const isWell = loss === undefined && health !== 'Unhealthy';
      if (verdicts.has(isWell)) return [];
      return [`${range} -> ${address}: the data plane says ${health}, ${loss?.reason ?? 'answered'}`];
    }),
  );
  return { nodes, compared, disagreements };
}
