import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { albOf } from '../../cli/up/story';
import { validateDeployment } from '../../lib';
import { acceptedDeployments } from '../support/deployments';
import { describeWithTerraform } from './support/describe-with-terraform';
import { root } from './support/requirements';
import { openWorkspace, type Workspace } from './support/workspace';

const MINUTE = 60_000;
/** How many; each stands on a cloud of its own, all at the same time. */
const SAMPLES = 2;
const SEED = 20_261_125;

/** Deployments whose servers all are instances: an address that nobody stands at answers nobody. */
const samples = fc
  .sample(acceptedDeployments, { numRuns: 200, seed: SEED })
  .filter(({ backends }) =>
    Object.values(backends).every(({ servers }) => Object.values(servers).every(({ ip }) => ip === undefined)),
  )
  .slice(0, SAMPLES);

/**
 * The sample with real Terraform of what `lib/proof/accepted-deployments.test.ts` does in process: what validation accepts and
 * the proof proves at synth is answered through every node.
 */
describeWithTerraform('random accepted deployments, with real Terraform', () => {
  let source: string;
  const workspaces: Workspace[] = [];
  beforeAll(() => {
    source = mkdtempSync(join(tmpdir(), 'causeway-accepted-'));
  });
  afterAll(async () => {
    await Promise.all(workspaces.map((workspace) => workspace.close()));
    rmSync(source, { recursive: true, force: true });
  });

  async function live(input: (typeof samples)[number]) {
    const { deployment } = validateDeployment(input);
    writeFileSync(join(source, `${deployment.name}.yaml`), stringify(input));
    const workspace = await openWorkspace(deployment.name, albOf(deployment), relative(root, source));
    workspaces.push(workspace);
    await workspace.plan();
    const { alb_id: albId } = await workspace.apply();
    const again = (await workspace.plan()).planned;
    const ports = Object.values(deployment.frontend.listeners).map(({ port }) => port);
    const reports = await Promise.all(ports.map((port) => workspace.cloud.probe(String(albId), { port })));
    const lost = reports.flatMap(({ nodes }) => nodes.filter(({ reached }) => !reached)).map(({ range }) => range);
    await workspace.destroy();
    return { again, lost, left: workspace.cloud.inventory() };
  }

  test(
    'stand as planned, are answered through every node, and leave nothing',
    async () => {
      expect(samples).toHaveLength(SAMPLES);
      const lives = await Promise.all(samples.map(live));
      expect(lives).toEqual(samples.map(() => ({ again: [], lost: [], left: [] })));
    },
    10 * MINUTE,
  );
});
