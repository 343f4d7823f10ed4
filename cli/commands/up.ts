import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { LocalCloud } from '@causeway/local-cloud';
import { ExecutionError } from '../../lib/core';
import { processEnvironment } from '../environment';
import { type ExitCode, exitCodes } from '../exit-codes';
import { loadLocalCloud } from '../load-local-cloud';
import { describeError, describeIssue } from '../output/problems';
import { HumanReporter, JsonReporter, type Reporter } from '../output/reporter';
import { count, style } from '../output/style';
import { summary } from '../output/summary';
import { type DeploymentFile, projectFolder, readDeployment } from '../project';
import { type SynthesizedStack, synthesize } from '../synthesize';
import { findTerraform, howToGetTerraform, howToGetTheProvider, type TerraformBinary } from '../terraform/binary';
import { findMirror, writeCliConfig } from '../terraform/mirror';
import { ResourceProgress } from '../terraform/resource-progress';
import { failure, Terraform } from '../terraform/terraform';

/** What `causeway up` takes. */
export interface UpOptions {
  readonly json?: boolean;
  /** Begin anew in place of going on where an interrupted run left off. */
  readonly clean?: boolean;
  /** How many resources Terraform works on at the same time. */
  readonly parallelism: number;
}

/** Raised when the user stopped the run; not an error of anything. */
class Interrupted extends Error {}

/** Runs a deployment's whole life on a local cloud: validate, synth, init, plan, apply, plan again, destroy, look. */
export async function up(wanted: string | undefined, options: UpOptions): Promise<ExitCode> {
  const reporter: Reporter = options.json ? new JsonReporter() : new HumanReporter();
  const run = new UpRun(reporter, options);
  const onSignal = (): void => {
    run.interrupt();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await run.execute(wanted);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

class UpRun {
  private cloud: LocalCloud | undefined;
  private terraform: Terraform | undefined;
  private interrupted = false;
  private folder = '';
  private step = '';

  constructor(
    private readonly reporter: Reporter,
    private readonly options: UpOptions,
  ) {}

  /** Stops at the next safe moment; Terraform finishes what it is creating, so that nothing is lost from its state. */
  interrupt(): void {
    this.reporter.progress(this.interrupted ? 'stopping at once' : 'stopping: Terraform finishes what it has begun');
    this.interrupted = true;
    this.terraform?.interrupt();
  }

  async execute(wanted: string | undefined): Promise<ExitCode> {
    try {
      return await this.steps(wanted);
    } catch (error) {
      if (this.interrupted || error instanceof Interrupted) return this.sayInterrupted();
      this.reporter.failed(describeError(error));
      this.sayWhatIsLeft();
      return exitCodes.failed;
    } finally {
      await this.cloud?.close();
    }
  }

  private async steps(wanted: string | undefined): Promise<ExitCode> {
    const loaded = this.validate(wanted);
    const { deployment } = loaded;
    this.folder = join(projectFolder(), '.causeway', 'up', deployment.name);
    if (this.options.clean) rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    const cloud = await this.startCloud();
    const binary = findTerraform(process.env);
    const mirror = findMirror(process.env, projectFolder());
    const cliConfigFile = mirror === undefined ? undefined : writeCliConfig(this.folder, mirror);
    const environment = processEnvironment({ cloud, cliConfigFile, base: process.env });
    const stack = await this.synth(deployment.name, environment);
    if (!binary) {
      this.reporter.failed(howToGetTerraform);
      return exitCodes.toolMissing;
    }
    return this.lifeCycle(loaded, cloud, stack, binary, environment);
  }

  private validate(wanted: string | undefined): DeploymentFile {
    this.begin('validate');
    const loaded = readDeployment(wanted);
    this.reporter.done(`${loaded.file} is valid`);
    for (const notice of loaded.notices) this.reporter.say(`  ${notice.severity} ${describeIssue(notice)}`);
    return loaded;
  }

  private async startCloud(): Promise<LocalCloud> {
    this.begin('cloud');
    const { startLocalCloud } = loadLocalCloud();
    const state = join(this.folder, 'cloud');
    const goesOn = existsSync(state);
    const cloud = await startLocalCloud({ port: 0, stateFolder: state, albGeneration: 'non-upgraded' });
    this.cloud = cloud;
    const standing = cloud.inventory().length;
    const rest = goesOn && standing > 0 ? `, with ${count(standing, 'thing')} from an interrupted run` : '';
    this.reporter.done(`local Alibaba Cloud on ${cloud.endpoint} (non-upgraded ALBs, as in the seed)${rest}`);
    return cloud;
  }

  private async synth(name: string, environment: NodeJS.ProcessEnv): Promise<SynthesizedStack> {
    this.begin('synth');
    const stack = await synthesize(projectFolder(), join(this.folder, 'cdktf.out'), name, environment);
    const file = relative(process.cwd(), join(stack.folder, 'cdk.tf.json'));
    this.reporter.done(`${count(stack.resourceCount, 'resource')} in ${file}`);
    return stack;
  }

  private async lifeCycle(
    { deployment }: DeploymentFile,
    cloud: LocalCloud,
    stack: SynthesizedStack,
    binary: TerraformBinary,
    environment: NodeJS.ProcessEnv,
  ): Promise<ExitCode> {
    const progress = new ResourceProgress();
    const terraform = new Terraform(binary.command, stack.folder, environment, (event) => {
      if (progress.take(event) && !this.interrupted) this.reporter.progress(progress.text());
    });
    this.terraform = terraform;
    const { parallelism } = this.options;
    const planFile = join(this.folder, 'plan.bin');

    this.begin('init');
    const init = await terraform.init();
    if (init.exitCode !== 0) {
      if (this.interrupted) throw new Interrupted();
      const isProviderMissing = /Failed to (query available provider packages|install provider)/.test(init.text);
      if (!isProviderMissing) throw failure('init', init);
      this.reporter.failed(`${howToGetTheProvider}\n\n${init.text.trim()}`);
      return exitCodes.toolMissing;
    }
    this.reporter.done(`${binary.version}, provider aliyun/alicloud 1.289.0`);

    this.begin('plan');
    const plan = await terraform.plan(planFile, parallelism);
    this.reporter.done(changes(plan.changes));

    this.begin('apply');
    progress.begin(plan.changes.add + plan.changes.change + plan.changes.remove);
    const outputs = await terraform.apply(planFile, parallelism);
    this.reporter.done(`${count(cloud.inventory().length, 'thing')} in the local cloud`);

    this.begin('plan');
    const again = await terraform.plan(planFile, parallelism);
    if (!again.isEmpty) throw notEmpty('a second plan must be empty, but it wants', again.planned);
    this.reporter.done('no changes: what stands is what was asked for');

    this.begin('destroy');
    progress.begin(stack.resourceCount);
    const destroyed = await terraform.destroy(parallelism);
    this.reporter.done(`${count(destroyed, 'resource')} destroyed in one run`);

    this.begin('look');
    const left = cloud.inventory().map(({ kind, id, region }) => `${kind} ${id} ${region}`.trim());
    if (left.length > 0) throw notEmpty('destroy must leave nothing, but the local cloud still holds', left);
    this.reporter.done('the local cloud holds nothing');
    rmSync(this.folder, { recursive: true, force: true });
    this.reporter.say(summary(deployment, outputs));
    return exitCodes.ok;
  }

  private begin(step: string): void {
    if (this.interrupted) throw new Interrupted();
    this.step = step;
    this.reporter.start(step);
  }

  private sayInterrupted(): ExitCode {
    this.reporter.failed(`stopped during ${this.step}`);
    this.sayWhatIsLeft();
    return exitCodes.interrupted;
  }

  private sayWhatIsLeft(): void {
    const standing = this.cloud?.inventory().length ?? 0;
    if (standing === 0) return;
    const folder = relative(process.cwd(), this.folder);
    this.reporter.say(
      [
        '',
        `${count(standing, 'thing')} still stand in the local cloud, kept in ${folder} (no real account is touched).`,
        `Go on where it stopped:  ${style('bold', 'npx causeway up')}`,
        `Begin anew:              ${style('bold', 'npx causeway up --clean')}`,
        `Throw it away:           ${style('bold', `rm -r ${folder}`)}`,
      ].join('\n'),
    );
  }
}

function changes({
  add,
  change,
  remove,
}: {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}): string {
  const parts = [
    [add, 'to create'],
    [change, 'to change'],
    [remove, 'to destroy'],
  ] as const;
  const some = parts.filter(([n]) => n > 0).map(([n, what]) => `${String(n)} ${what}`);
  return some.join(', ') || 'nothing to do';
}

function notEmpty(what: string, items: readonly string[]): ExecutionError {
  return new ExecutionError('NOT_EMPTY', `${what}:\n${items.map((item) => `  ${item}`).join('\n')}`);
}
