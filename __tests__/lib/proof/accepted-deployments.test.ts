import fc from 'fast-check';
import { startLocalCloud, type LocalCloud, type NodeReport } from '@causeway/local-cloud';
import { App, Testing } from 'cdktf';
import { apiOf } from '../../../cli/rehearse/api';
import { toConfiguration } from '../../../cli/rehearse/configuration';
import { Rehearsal } from '../../../cli/rehearse/rehearsal';
import { albOf } from '../../../cli/up/story';
import { validateDeployment, type Deployment } from '../../../lib/config';
import { checkPolicies } from '../../../lib/policy';
import { prove, readSynthesized, type Proof } from '../../../lib/proof';
import { CrossRegionAlbStack } from '../../../stacks/cross-region-alb-stack';
import { compare, type Agreement } from '../../support/agreement';
import { acceptedDeployments } from '../../support/deployments';
import { randomNumbers } from '../../support/mutations';
import { runStrangers } from '../../support/strangers';
import { synthStack, type Block, type Synthesized } from '../../support/synth';

/**
 * What validation accepts and the proof proves is healthy where it stands; and what the proof says of a deployment with one
 * thing taken out becomes of it. `FUZZ_DEPLOYMENTS=1000` takes minutes; every run looks at the first ones of the same.
 */
const DEPLOYMENTS = Number(process.env.FUZZ_DEPLOYMENTS ?? 60);
const SEED = 20_261_125;
/** Milliseconds: so much more than what a deployment takes that it only tells of one that does not end. */
const TIMEOUT = 300_000 + DEPLOYMENTS * 10_000;
/** Long enough for every health check of the generator to have its verdict, and short enough for requests to be signed in time. */
const TEN_MINUTES = 600_000;

function synthesized(deployment: Deployment): Synthesized {
  const app = Testing.stubVersion(new App({ stackTraces: false }));
  return synthStack(new CrossRegionAlbStack(app, { deployment, localEndpoint: '127.0.0.1:1' }));
}

/** Applies a stack to a local cloud of its own, lets ten minutes pass, and compares every listener with the proof. */
async function stand(deployment: Deployment, json: Synthesized, proof: Proof): Promise<readonly Agreement[]> {
  let now = Date.now();
  const cloud = await startLocalCloud({ ...albOf(deployment), clock: () => now });
  try {
    const configuration = toConfiguration({ ...json });
    const rehearsal = new Rehearsal({ configuration, api: apiOf(cloud), onEvent: () => undefined });
    await rehearsal.plan();
    const { outputs } = await rehearsal.apply();
    await runStrangers(cloud, deployment);
    now += TEN_MINUTES;
    return await compareAll(cloud, String(outputs.alb_id), proof);
  } finally {
    await cloud.close();
  }
}

async function compareAll(cloud: LocalCloud, albId: string, proof: Proof): Promise<readonly Agreement[]> {
  const found: Agreement[] = [];
  for (const port of new Set(proof.flows.map(({ listener }) => listener.port))) {
    found.push(await compare(cloud, albId, port, proof));
  }
  return found;
}

/** That a node gets no answer, or finds a server unhealthy. */
function illness({ range, reached, failure, servers }: NodeReport): readonly string[] {
  const unhealthy = servers.filter(({ health }) => health === 'Unhealthy' || health === 'Initial');
  return [
    ...(reached ? [] : [`${range}: ${failure?.reason}`]),
    ...unhealthy.map(({ address, port, health }) => `${range} -> ${address}:${port}: ${health}`),
  ];
}

const inputs = fc.sample(acceptedDeployments, { numRuns: DEPLOYMENTS, seed: SEED });
const loaded = inputs.map((input) => validateDeployment(input));
const deployments = loaded.map(({ deployment }) => deployment);

/** What decides about packets, and can be missing. */
const REMOVABLE = [
  'alicloud_route_entry',
  'alicloud_cen_transit_router_route_entry',
  'alicloud_cen_transit_router_route_table_association',
  'alicloud_cen_transit_router_route_table_propagation',
  'alicloud_security_group_rule',
];

/** The stack without one of those resources. */
function withoutOne(json: Synthesized, random: () => number) {
  const all = REMOVABLE.flatMap((type) => Object.keys(json.resource[type] ?? {}).map((name) => ({ type, name })));
  const { type, name } = all[Math.floor(random() * all.length)]!;
  const kept: Record<string, Block> = { ...json.resource[type] };
  Reflect.deleteProperty(kept, name);
  return { removed: `${type}.${name}`, rest: { ...json, resource: { ...json.resource, [type]: kept } } };
}

describe('every deployment that validation accepts', () => {
  let proven = 0;
  let lost = 0;

  test(
    `is told of by no rule of resources that has not spoken of the file, proven, and healthy on the local cloud (${DEPLOYMENTS} of them)`,
    async () => {
      for (const [index, { deployment, notices }] of loaded.entries()) {
        const json = synthesized(deployment);
        const proof = prove(readSynthesized(json));
        const told = notices.map(({ code }) => code);
        const news = checkPolicies(json).problems.filter(({ code }) => !told.includes(code));
        expect({ index, news }).toEqual({ index, news: [] });
        const used = proof.flows.filter(({ status }) => status !== 'unused');
        expect({ index, wrong: used.filter(({ status }) => status !== 'proven') }).toEqual({ index, wrong: [] });
        if (proof.status !== 'proven') continue;
        proven += 1;
        for (const { nodes, disagreements } of await stand(deployment, json, proof)) {
          expect({ index, disagreements, ill: nodes.flatMap(illness) }).toEqual({ index, disagreements: [], ill: [] });
        }
      }
      // The rest have a group whose servers all have weight 0, which is a problem whatever packets do.
      expect(proven).toBeGreaterThan(DEPLOYMENTS / 2);
    },
    TIMEOUT,
  );

  test(
    'with one route, association, propagation or rule taken out fares as the proof says',
    async () => {
      for (const [index, deployment] of deployments.entries()) {
        const { removed, rest } = withoutOne(synthesized(deployment), randomNumbers(SEED + index));
        const proof = prove(readSynthesized(rest));
        for (const { disagreements, nodes } of await stand(deployment, rest, proof)) {
          expect({ index, removed, disagreements }).toEqual({ index, removed, disagreements: [] });
          if (nodes.some(({ servers }) => servers.some(({ loss }) => loss !== undefined))) lost += 1;
        }
      }
      expect(lost).toBeGreaterThan(DEPLOYMENTS / 3);
    },
    TIMEOUT,
  );
});
