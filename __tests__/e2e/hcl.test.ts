import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { processEnvironment } from '../../cli/environment';
import { describeWithTerraform } from './support/describe-with-terraform';
import { cliConfigFile, root, terraformCommand } from './support/requirements';
import { run } from './support/workspace';

const MINUTE = 60_000;

/** What `terraform show -json` says of a plan, as far as it does not quote the configuration. */
interface Plan {
  readonly planned_values: object;
  readonly resource_changes: readonly object[];
  readonly output_changes: object;
  readonly prior_state: object;
  readonly checks: readonly { readonly address: { readonly kind: string } }[];
}

/** The default deployment for an upgraded ALB: it has a `check` block. */
const deployment = readFileSync(join(root, 'deployments', 'chengdu-hangzhou.yaml'), 'utf8').replace(
  / {4}backToOriginCidrs:\n( {6}- .*\n)+/,
  '',
);

describeWithTerraform('what cdktf synth --hcl writes', () => {
  let folder: string;
  let cloud: LocalCloud;
  let json: Plan;
  let hcl: Plan;
  let validation: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-synth-hcl-'));
    mkdirSync(join(folder, 'deployments'));
    writeFileSync(join(folder, 'deployments', 'deployment.yaml'), deployment);
    cloud = await startLocalCloud();
    json = await planOf('json');
    hcl = await planOf('hcl');
  }, 3 * MINUTE);
  afterAll(async () => {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function planOf(form: 'json' | 'hcl'): Promise<Plan> {
    const outdir = join(folder, form);
    const env: NodeJS.ProcessEnv = {
      ...processEnvironment({ cloud, cliConfigFile: cliConfigFile(), base: process.env }),
      CAUSEWAY_DEPLOYMENTS: join(folder, 'deployments'),
      CDKTF_OUTDIR: outdir,
      // What `cdktf synth --hcl` sets for the app.
      SYNTH_HCL_OUTPUT: String(form === 'hcl'),
    };
    const cwd = join(outdir, 'stacks', 'chengdu-hangzhou');
    const must = async (command: string, ...args: readonly string[]): Promise<string> => {
      const { exitCode, output } = await run(command, args, { env, cwd: command === process.execPath ? root : cwd });
      if (exitCode !== 0) throw new Error(`${form}: ${command} ${args.join(' ')}: ${output}`);
      return output;
    };
    await must(process.execPath, 'scripts/run-main.js');
    await must(terraformCommand, 'init', '-input=false', '-no-color');
    validation = await must(terraformCommand, 'validate', '-no-color');
    await must(terraformCommand, 'plan', '-input=false', '-parallelism=30', '-out=plan.bin');
    return JSON.parse(await must(terraformCommand, 'show', '-json', 'plan.bin')) as Plan;
  }

  test('is valid', () => {
    expect(validation).toContain('The configuration is valid');
  });

  test('plans the same resources and outputs as the JSON', () => {
    expect(json.resource_changes.length).toBeGreaterThan(30);
    expect(hcl.resource_changes).toEqual(json.resource_changes);
    expect(hcl.planned_values).toEqual(json.planned_values);
    expect(hcl.output_changes).toEqual(json.output_changes);
    expect(hcl.prior_state).toEqual(json.prior_state);
  });

  test('keeps preconditions, and lacks the check of the generation of the ALB, which cdktf writes as JSON only', () => {
    const preconditions = json.checks.filter(({ address }) => address.kind === 'resource');
    expect(preconditions.length).toBeGreaterThan(0);
    expect(json.checks.length).toBe(preconditions.length + 1);
    expect(hcl.checks).toEqual(preconditions);
  });
});
