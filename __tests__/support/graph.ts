import type { Synthesized } from './synth';

/** An object of a configuration with what it needs to be there. */
interface Node {
  readonly type: string;
  readonly needs: readonly string[];
}

/** Seconds that the provider waits at least, whatever the cloud answers; what is not listed does not wait. */
export type Delays = Readonly<Record<string, number>>;

/** The chain of objects that takes longest. */
export interface Chain {
  readonly seconds: number;
  readonly addresses: readonly string[];
}

/** The graph that Terraform makes of a configuration: an edge for every reference, and for every `depends_on`. */
export function graphOf({ resource, data }: Synthesized): ReadonlyMap<string, Node> {
  const blocks = [
    ...Object.entries(resource).flatMap(([type, named]) => blocksOf(type, '', named)),
    ...Object.entries(data).flatMap(([type, named]) => blocksOf(type, 'data.', named)),
  ];
  const addresses = blocks.map(([address]) => address);
  return new Map(
    blocks.map(([address, type, block]) => {
      const needs = addresses.filter((other) => other !== address && refersTo(block, other));
      return [address, { type, needs }];
    }),
  );
}

function blocksOf(type: string, prefix: string, named: Readonly<Record<string, unknown>>) {
  return Object.entries(named).map(([name, block]) => [`${prefix}${type}.${name}`, type, block] as const);
}

/** Whole names only: `vsw1` is not in `vsw10`, nor a resource in a data source of the same type and name. */
function refersTo(block: unknown, address: string): boolean {
  const text = JSON.stringify({ ...(block as object), '//': undefined });
  return new RegExp(`(?<![\\w.-])${address.replaceAll('.', '\\.')}(?![\\w-])`).test(text);
}

/** The longest chain when everything is made: what is needed first. */
export function longestCreateChain(graph: ReadonlyMap<string, Node>, delays: Delays): Chain {
  return longest(graph, delays, (address) => graph.get(address)?.needs ?? []);
}

/** The longest chain when everything goes: what needs something goes before it. */
export function longestDestroyChain(graph: ReadonlyMap<string, Node>, delays: Delays): Chain {
  const needing = (address: string) =>
    [...graph].filter(([, { needs }]) => needs.includes(address)).map(([key]) => key);
  return longest(graph, delays, needing);
}

function longest(
  graph: ReadonlyMap<string, Node>,
  delays: Delays,
  before: (address: string) => readonly string[],
): Chain {
  const known = new Map<string, Chain>();
  const chainTo = (address: string): Chain => {
    const found = known.get(address) ?? extend(address, before(address).map(chainTo));
    known.set(address, found);
    return found;
  };
  const extend = (address: string, chains: readonly Chain[]): Chain => {
    const { seconds, addresses } = slowest(chains);
    const type = address.startsWith('data.') ? '' : (graph.get(address)?.type ?? '');
    return { seconds: seconds + (delays[type] ?? 0), addresses: [...addresses, address] };
  };
  return slowest([...graph.keys()].map(chainTo));
}

function slowest(chains: readonly Chain[]): Chain {
  return chains.reduce((a, b) => (b.seconds > a.seconds ? b : a), { seconds: 0, addresses: [] });
}
