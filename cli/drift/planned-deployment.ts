import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelsOfSynthesized } from '../../lib/proof/terraform';
import type { Interruptible } from '../commands/interruptible';
import { unprovenEnvironment } from '../environment';
import { type ExitCode, exitCodes } from '../exit-codes';
import { HumanReporter } from '../output/reporter';
import { projectFolder, readDeployment } from '../project';
import { findTerraform, howToGetTerraform, howToGetTheProvider } from '../terraform/binary';
import { findMirror, writeCliConfig } from '../terraform/mirror';
import { lacksProvider, provider } from '../terraform/provider';
import { failure, Terraform } from '../terraform/terraform';
import { Steps } from '../up/steps';

/** A plan of a deployment, and what the plan does not say. */
export interface PlannedDeployment {
  /** What `terraform show -json` prints of it. */
  readonly plan: unknown;
  /** What its resources are called, by address. */
  readonly labels: ReadonlyMap<string, string>;
  readonly backToOriginCidrs: readonly string[] | undefined;
}

/** How many resources Terraform looks at at once: its own default, which a real account's limits can take. */
const PARALLELISM = 10;

/**
 * Has Terraform plan a deployment, where `cdktf` would: the state is looked at, and neither it nor anything else is changed.
 *
 * What it does is told on standard error.
 */
export class DriftPlanning implements Interruptible<PlannedDeployment | ExitCode> {
  private readonly reporter = new HumanReporter(process.stderr);
  private readonly steps = new Steps(this.reporter);
  private terraform: Terraform | undefined;

  interrupt(): void {
    if (this.steps.isStopped) return this.terraform?.abandon();
    this.reporter.announce('Stopping.');
    this.steps.stop();
    this.terraform?.interrupt();
  }

  async execute(wanted: string | undefined): Promise<PlannedDeployment | ExitCode> {
    const loaded = readDeployment(wanted);
    const { deployment, folder } = loaded;
    try {
      const environment = environmentOf(folder);
      const stack = await this.steps.synth(deployment.name, projectFolder(), environment);
      const planned = await this.plan(stack.folder, environment);
      if (typeof planned === 'number') return planned;
      const synthesized = JSON.parse(readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8')) as Record<
        string,
        unknown
      >;
      const { backToOriginCidrs } = deployment.frontend.alb;
      return { ...planned, labels: labelsOfSynthesized(synthesized), backToOriginCidrs };
    } catch (error) {
      return this.steps.failed(error);
    }
  }

  private async plan(
    folder: string,
    environment: NodeJS.ProcessEnv,
  ): Promise<Pick<PlannedDeployment, 'plan'> | ExitCode> {
    this.steps.begin('init');
    const binary = findTerraform(process.env);
    if (!binary) return this.missing(howToGetTerraform);
    const terraform = new Terraform(binary.command, folder, environment);
    this.terraform = terraform;
    const init = await terraform.init();
    if (init.exitCode !== 0) {
      this.steps.mayGoOn();
      if (!lacksProvider(init.text)) throw failure('init', init);
      return this.missing(`${howToGetTheProvider}\n\n${init.text.trim()}`);
    }
    this.reporter.done(`${binary.version}, provider aliyun/alicloud ${provider.version}`);
    this.steps.begin('plan');
    // A plan holds what the state does, secrets included.
    const scratch = mkdtempSync(join(tmpdir(), 'causeway-drift-'));
    try {
      const file = join(scratch, 'plan.bin');
      await terraform.plan(file, PARALLELISM);
      const plan = await terraform.show(file);
      this.reporter.done('looked at everything in the state');
      return { plan };
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }

  private missing(how: string): ExitCode {
    this.reporter.failed(how);
    return exitCodes.toolMissing;
  }
}

/** The user's own, as for `cdktf`: what is exported decides whether it is the real cloud or a local one. */
function environmentOf(deployments: string): NodeJS.ProcessEnv {
  // A broken network is not written otherwise: here it is what stands that is asked for.
  const environment = unprovenEnvironment(deployments);
  const mirror = findMirror(process.env, projectFolder());
  if (mirror === undefined || process.env.TF_CLI_CONFIG_FILE) return environment;
  const folder = join(projectFolder(), '.causeway', 'drift');
  mkdirSync(folder, { recursive: true });
  return { ...environment, TF_CLI_CONFIG_FILE: writeCliConfig(folder, mirror) };
}
