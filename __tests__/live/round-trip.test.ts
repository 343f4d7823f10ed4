import { startLocalCloud, type LocalCloudOptions } from '@causeway/local-cloud';
import { prove, type Flow, type NetworkModel, type Proof } from '../../lib/proof';
import { readLive } from '../../live';
import { randomTopology } from '../lib/proof/kernel/random-topology';
import { mutations } from '../lib/proof/mutations';
import { BACK_TO_ORIGIN, seed } from '../lib/proof/seed';
import { build } from '../support/model-on-cloud';

/**
 * Networks are built on a local cloud call by call and read back through its API: what is proven of what was read has to be
 * what is proven of the model that they were built from.
 */
const GENERATION = 'non-upgraded';

/** Every third one: each kind of change comes in thirds, and the others differ in nothing that a reader sees. */
const SAMPLE = mutations().filter((_, at) => at % 3 === 0);

const RANDOM_SEEDS = Array.from({ length: 40 }, (_, at) => at + 1);

async function readBack(model: NetworkModel, options: LocalCloudOptions = {}) {
  const cloud = await startLocalCloud({ albGeneration: GENERATION, ...options });
  try {
    const standing = await build(cloud, model);
    const regions = [...new Set(model.transitRouters.map(({ region }) => region))];
    const backToOriginCidrs = model.loadBalancers
      .flatMap(({ sourceRanges }) => sourceRanges)
      .filter(({ kind }) => kind === 'backToOrigin')
      .map(({ cidr }) => cidr.text);
    const access = { ...cloud.credentials, localEndpoint: cloud.endpoint };
    return { standing, live: await readLive(access, { regions, backToOriginCidrs }) };
  } finally {
    await cloud.close();
  }
}

/** Random networks have one zone per region, and an ALB stands in two. */
function withTwoZones(model: NetworkModel): NetworkModel {
  const vSwitches = model.vSwitches.map((vSwitch) =>
    vSwitch.id === 'vpc00s1' ? { ...vSwitch, zone: 'cn-chengdu-b' } : vSwitch,
  );
  return { ...model, vSwitches };
}

/** One line per flow: who, from where, and what became of it. */
function verdicts({ flows }: Proof): readonly string[] {
  return flows.map(lineOf).sort();
}

function lineOf({ server, source, status, losses }: Flow): string {
  const lost = losses
    .map(({ code, way, sources }) => `${code} ${way} ${sources.map(({ text }) => text).join()}`)
    .sort()
    .join('; ');
  return `${server.address}:${String(server.port)} ${source.cidr.text} ${status} ${lost}`.trim();
}

test('the deployment of the seed is read as it was built', async () => {
  // WHEN
  const { live } = await readBack(seed());
  // THEN
  const proof = prove(live.model);
  expect(proof.status).toBe('proven');
  expect(proof.gaps).toEqual([]);
  expect(verdicts(proof)).toEqual(verdicts(prove(seed())));
});

test.each(SAMPLE.map((mutation) => [mutation.name, mutation] as const))('changed: %s', async (_, { model }) => {
  // WHEN
  const { standing, live } = await readBack(model);
  // THEN
  const proof = prove(live.model);
  const direct = prove(standing.model);
  expect(verdicts(proof)).toEqual(verdicts(direct));
  expect(proof.problems.map(({ code }) => code)).toEqual(direct.problems.map(({ code }) => code));
});

test.each(RANDOM_SEEDS)('random topology %i', async (number) => {
  // WHEN
  const { standing, live } = await readBack(withTwoZones(randomTopology(number)));
  // THEN
  expect(live.model.loadBalancers).toHaveLength(1);
  expect(verdicts(prove(live.model))).toEqual(verdicts(prove(standing.model)));
});

test('back-to-origin CIDRs that nobody gave are taken from the routes, and that is said', async () => {
  // GIVEN
  const cloud = await startLocalCloud({ albGeneration: GENERATION });
  try {
    await build(cloud, seed());
    // WHEN
    const access = { ...cloud.credentials, localEndpoint: cloud.endpoint };
    const { model, notices } = await readLive(access, { regions: ['cn-chengdu', 'cn-hangzhou'] });
    // THEN
    const ranges = model.loadBalancers[0]!.sourceRanges.filter(({ kind }) => kind === 'backToOrigin');
    expect(ranges.map(({ cidr }) => cidr.text)).toEqual(BACK_TO_ORIGIN);
    expect(notices.join('\n')).toContain('its back-to-origin CIDRs are taken from the routes');
  } finally {
    await cloud.close();
  }
});
