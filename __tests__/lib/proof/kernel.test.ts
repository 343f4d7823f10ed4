import { startLocalCloud, type LocalCloud } from '@causeway/local-cloud';
import { containsAddress, formatAddress, type Cidr } from '../../../lib/core';
import { prove, type Flow, type NetworkModel, type Proof } from '../../../lib/proof';
import { compare, type Agreement } from '../../support/agreement';
import { build, type Standing } from '../../support/model-on-cloud';
import { Namespaces, whyNoNamespaces, type ProbePacket } from './kernel/namespaces';
import { randomTopology } from './kernel/random-topology';
import { reportedTables, type ReportedTables } from './kernel/reported-tables';

/**
 * The Linux kernel as a judge of the walk. Random networks are built on a local cloud; the tables that it reports, learned
 * routes included, go into network namespaces; packets are sent there, to every server from addresses on both sides of every
 * boundary that a table or a rule makes. Proof and kernel have to agree about each of them; and so has the local cloud's data
 * plane about those that its nodes send.
 */
const TOPOLOGIES = 200;
const BATCH = 20;

/** Seeds that once were judged differently; they stay. 190: a router that is passed twice, by way of two tables, is no loop. */
const ONCE_WRONG: readonly number[] = [190];

const why = whyNoNamespaces();
const onLinux = why === undefined ? describe : describe.skip;

interface Expected extends ProbePacket {
  readonly outcomes: ReadonlySet<boolean>;
  readonly what: string;
}

/** First and last addresses of a range, and of every block that a table or rule has in it. */
function samplesOf(model: NetworkModel, range: Cidr): readonly number[] {
  const blocks = [
    ...[...model.vpcRouteTables, ...model.transitRouterRouteTables].flatMap(({ routes }) =>
      routes.map(({ destination }) => destination),
    ),
    ...model.securityGroups.flatMap(({ rules }) =>
      rules.flatMap(({ source }) => (source.kind === 'cidr' ? [source.cidr] : [])),
    ),
    ...model.vSwitches.map(({ cidr }) => cidr),
  ];
  const edges = blocks.flatMap(({ first, last }) => [first - 1, first, last, last + 1]);
  const inside = [range.first, range.last, ...edges].filter((address) => containsAddress(range, address));
  return [...new Set(inside)];
}

/** What may become of a packet from an address: answered, lost, or either where a table leaves a choice. */
function outcomesOf({ paths }: Flow, address: number): ReadonlySet<boolean> {
  const ways = paths.filter(({ sources }) => sources.some((cidr) => containsAddress(cidr, address)));
  return new Set(ways.map(({ isLost }) => !isLost));
}

function packetsOf(model: NetworkModel, { flows }: Proof): readonly Expected[] {
  return flows
    .flatMap((flow) =>
      samplesOf(model, flow.source.cidr).map((address) => ({
        from: formatAddress(address),
        to: flow.server.address!,
        port: 80,
        outcomes: outcomesOf(flow, address),
        what: `${formatAddress(address)} -> ${flow.server.label}: ${flow.losses.map(({ code }) => code).join(', ')}`,
      })),
    )
    .map((packet, id) => ({ ...packet, id }));
}

/** A random network that stands on a local cloud, and what the proof says of it. */
interface Prepared {
  readonly cloud: LocalCloud;
  readonly standing: Standing;
  readonly tables: ReportedTables;
  readonly proof: Proof;
  /** What the data plane of the local cloud says of what its nodes send. */
  readonly probed: Agreement;
}

/** Long enough for every health check to have its verdict. */
const SOME_MINUTES = 300_000;

/** Builds a network; every other one with an ALB that sends from back-to-origin CIDRs. */
async function prepare(seed: number): Promise<Prepared> {
  const model = randomTopology(seed);
  const ranges = model.loadBalancers.flatMap(({ sourceRanges }) => sourceRanges);
  const backToOrigin = ranges.filter(({ kind }) => kind === 'backToOrigin').map(({ cidr }) => cidr.text);
  let now = Date.now();
  const cloud = await startLocalCloud({
    clock: () => now,
    ...(seed % 2 === 0 && { albGeneration: 'non-upgraded', backToOriginCidrs: { 'cn-chengdu': backToOrigin } }),
  });
  try {
    const standing = await build(cloud, model);
    const tables = await reportedTables(cloud, standing);
    const proof = prove(standing.model);
    now += SOME_MINUTES;
    const probed = await compare(cloud, standing.ids.get('alb')!, 80, proof);
    return { cloud, standing, tables, proof, probed };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

async function judge(namespaces: Namespaces, { standing, tables, proof, probed }: Prepared) {
  await namespaces.install(standing.model, tables);
  const packets = packetsOf(standing.model, proof);
  const mustCome = new Set(packets.filter(({ outcomes }) => !outcomes.has(false)).map(({ id }) => id));
  const answered = await namespaces.send('vpc00', packets, mustCome);
  const judged = packets
    .filter(({ id, outcomes }) => !outcomes.has(answered.has(id)))
    .map(({ id, what }) => `${what}: the kernel says ${answered.has(id) ? 'answered' : 'lost'}`);
  const disagreements = [...judged, ...probed.disagreements];
  return { packets: packets.length, proven: mustCome.size, probed: probed.compared, disagreements };
}

/** Hands each network on while the next one is being built, and takes it away. */
async function eachPrepared(seeds: readonly number[], use: (seed: number, one: Prepared) => Promise<void>) {
  let ahead: Promise<Prepared> | undefined = prepare(seeds[0]!);
  try {
    for (const [at, seed] of seeds.entries()) {
      const one: Prepared = await ahead!;
      const next = seeds[at + 1];
      ahead = next === undefined ? undefined : prepare(next);
      await use(seed, one).finally(() => one.cloud.close());
    }
  } finally {
    await (await ahead)?.cloud.close();
  }
}

onLinux(`the kernel agrees with the proof${why === undefined ? '' : ` (${why})`}`, () => {
  let namespaces: Namespaces;
  beforeAll(() => {
    namespaces = new Namespaces();
  });
  afterAll(() => namespaces.close());

  const seeds = Array.from({ length: TOPOLOGIES }, (_, at) => at + 1);
  const batches = Array.from({ length: TOPOLOGIES / BATCH }, (_, at) => seeds.slice(at * BATCH, (at + 1) * BATCH));
  let packets = 0;
  let proven = 0;
  let probed = 0;

  test.each(
    [ONCE_WRONG, ...batches]
      .filter(({ length }) => length > 0)
      .map((some) => [`${some[0]!} to ${some.at(-1)!}`, some] as const),
  )(
    'about every packet of the random networks %s',
    async (_, some) => {
      await eachPrepared(some, async (seed, one) => {
        const found = await judge(namespaces, one);
        expect({ seed, disagreements: found.disagreements }).toEqual({ seed, disagreements: [] });
        packets += found.packets;
        proven += found.proven;
        probed += found.probed;
      });
    },
    600_000,
  );

  test('and among them were many that come through and many that do not', () => {
    expect(packets).toBeGreaterThan(20 * TOPOLOGIES);
    expect(probed).toBeGreaterThan(2 * TOPOLOGIES);
    expect(proven).toBeGreaterThan(packets / 10);
    expect(packets - proven).toBeGreaterThan(packets / 10);
  });
});
