import fc from 'fast-check';
import { halves, overlaps, parseCidr, type Cidr } from '../../../lib/core';
import { prove, type Flow, type NetworkModel, type Route } from '../../../lib/proof';
import { addressesOf, blocksOf } from '../../../lib/proof/address-set';
import { chanceOf, randomTopology } from './kernel/random-topology';
import { blackHole, via, type Mutable } from './seed';

const NUMBER_OF_SEEDS = 2 ** 31 - 1;
const seeds = fc.integer({ min: 1, max: NUMBER_OF_SEEDS });

/** What a proof says of every flow: which addresses are lost where, by which rule, and which come through; no words. */
function verdicts(model: NetworkModel): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    prove(model).flows.map((flow) => [`${flow.server.label} ${flow.source.cidr.text}`, verdictOf(flow)]),
  );
}

function verdictOf({ status, losses, paths }: Flow) {
  const lost = new Map<string, Cidr[]>();
  for (const { code, way, place, sources } of losses) {
    const key = `${code} ${way} ${place.label}`;
    lost.set(key, [...(lost.get(key) ?? []), ...sources]);
  }
  const through = paths.filter(({ isLost }) => !isLost).flatMap(({ sources }) => sources);
  const texts = (cidrs: readonly Cidr[]) => blocksOf(addressesOf(cidrs)).map(({ text }) => text);
  return {
    status,
    through: texts(through),
    lost: [...lost].map(([key, cidrs]) => `${key} ${texts(cidrs).join()}`).sort(),
  };
}

type Random = () => number;
const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)]!;

/** Changes random networks at random, and expects that the verdicts stay. @param change - Undefined where there is nothing to change */
function expectTheSame(change: (model: Mutable<NetworkModel>, random: Random) => NetworkModel | undefined): void {
  fc.assert(
    fc.property(seeds, (seed) => {
      const other = change(randomTopology(seed) as Mutable<NetworkModel>, chanceOf(seed + 1));
      fc.pre(other !== undefined);
      expect(verdicts(other)).toEqual(verdicts(randomTopology(seed)));
    }),
    { numRuns: 120 },
  );
}

const isRouters = (model: NetworkModel, id: string): boolean =>
  model.transitRouterRouteTables.some((table) => table.id === id);

/** Replaces a route by its halves, where no other route that it would meet has any of the three blocks. */
function splitRoute(model: Mutable<NetworkModel>, random: Random): NetworkModel | undefined {
  const tables = [...model.vpcRouteTables, ...model.transitRouterRouteTables];
  const table = pick(tables, random);
  const at = Math.floor(random() * table.routes.length);
  const route = table.routes[at];
  if (route === undefined || route.destination.prefixLength === 32) return undefined;
  // A route of a router's table is told to other routers, where one of the same block would win or lose against it.
  const met = isRouters(model, table.id) ? model.transitRouterRouteTables : [table];
  const parts = halves(route.destination);
  const others = [
    ...met.flatMap(({ routes }) => routes).filter((one) => one !== route),
    ...model.vSwitches.map(({ cidr }) => ({ destination: cidr })),
  ];
  const taken = new Set(others.map(({ destination }) => destination.text));
  if ([route.destination, ...parts].some(({ text }) => taken.has(text))) return undefined;
  table.routes.splice(at, 1, ...parts.map((destination) => ({ ...route, destination })));
  return model;
}

function splitRule(model: Mutable<NetworkModel>, random: Random): NetworkModel | undefined {
  const { rules } = pick(model.securityGroups, random);
  const at = Math.floor(random() * rules.length);
  const rule = rules[at];
  if (rule?.source.kind !== 'cidr' || rule.source.cidr.prefixLength === 32) return undefined;
  const parts = halves(rule.source.cidr).map((cidr) => ({ ...rule, source: { kind: 'cidr' as const, cidr } }));
  rules.splice(at, 1, ...parts);
  return model;
}

/** Blocks that no packet of a random network comes from or goes to. */
const ASIDE = ['10.200.0.0/16', '203.0.113.0/24', '100.100.0.0/16', '0.0.0.0/8', '255.255.255.255/32'];

function addUnrelated(model: Mutable<NetworkModel>, random: Random): NetworkModel {
  const block = pick(ASIDE, random);
  const used = [
    ...model.vSwitches.map(({ cidr }) => cidr),
    ...model.loadBalancers[0]!.sourceRanges.map(({ cidr }) => cidr),
  ];
  expect(used.filter((cidr) => overlaps(cidr as Cidr, parseCidr(block)))).toEqual([]);
  const table = pick([...model.vpcRouteTables, ...model.transitRouterRouteTables], random);
  const hops = [...model.vpcAttachments, ...model.connections].map(({ id }) => via(id, block));
  table.routes.push(pick([...hops, blackHole(block)], random) as Mutable<Route>);
  return model;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0]!);
}

/** Every list in a value in another order, the lists in its parts too. */
function inAnotherOrder(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) return shuffled(value, random).map((item) => inAnotherOrder(item, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inAnotherOrder(part, random)]));
}

/** Every id in a value under another name; labels stay. */
function renamed(value: unknown, name: (id: string) => string, key = ''): unknown {
  if (typeof value === 'string') return /^id$|Ids?$/.test(key) ? name(value) : value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, name, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([part, item]) => [part, renamed(item, name, part)]));
}

describe('a verdict', () => {
  it('stays when a route is split in two equal halves', () => expectTheSame(splitRoute));

  it('stays when a rule of a security group is split in two equal halves', () => expectTheSame(splitRule));

  it('stays when a route is added that no packet meets', () => expectTheSame(addUnrelated));

  it('does not depend on the order of any list', () =>
    expectTheSame((model, random) => inAnotherOrder(model, random) as NetworkModel));

  it('does not depend on ids', () => {
    // Backwards, so that they sort otherwise, and some of them begin alike.
    const there = (id: string): string => `x${[...id].reverse().join('')}`;
    const back = (id: string): string => [...id.slice(1)].reverse().join('');
    fc.assert(
      fc.property(seeds, (seed) => {
        const model = randomTopology(seed);
        const proof = prove(renamed(model, there) as NetworkModel);
        expect(renamed(proof, back)).toEqual(prove(model));
      }),
      { numRuns: 120 },
    );
  });
});
