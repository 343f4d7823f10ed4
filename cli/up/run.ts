import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { LocalCloud } from '@causeway/local-cloud';
import { processEnvironment } from '../environment';
import type { Deployment } from '../../lib/config';
import { type ExitCode, exitCodes } from '../exit-codes';
import { startCloud } from '../load-local-cloud';
import { trustHint } from '../macos-trust';
import { howToGoOn } from '../output/how-to-go-on';
import { describeError } from '../output/problems';
import type { Reporter } from '../output/reporter';
import { count, style } from '../output/style';
import { summary } from '../output/summary';
import { type DeploymentFile, projectFolder, readDeployment } from '../project';
import { type SynthesizedStack, synthesize } from '../synthesize';
import { findTerraform, howToGetTerraform, howToGetTheProvider, type TerraformBinary } from '../terraform/binary';
import { findMirror, writeCliConfig } from '../terraform/mirror';
import { mustBeEmpty } from '../terraform/plan-text';
import { ResourceProgress } from '../terraform/resource-progress';
import { failure, Terraform } from '../terraform/terraform';
import { liveThrough } from './life-cycle';
import { albOf } from './story';

/** What `causeway up` takes. */
export interface UpOptions {
  /** Begin anew in place of going on where an interrupted run left off. */
  readonly clean?: boolean;
  /** How many resources Terraform works on at the same time. */
  readonly parallelism: number;
}

/** Raised when the user stopped the run; not an error of anything. */
class Interrupted extends Error {}

/** Steps in which Terraform makes or deletes things, and must be let finish what it has begun. */
const CHANGING: readonly string[] = ['apply', 'destroy'];

/** One run of `causeway up`. */
export class UpRun {
  private cloud: LocalCloud | undefined;
  private terraform: Terraform | undefined;
  private readonly stopSynth = new AbortController();
  private interrupted = false;
  /** Whether something may stand that Terraform's state does not know of. */
  private untracked = false;
  private folder = '';
  private step = '';

  constructor(
    private readonly reporter: Reporter,
    private readonly options: UpOptions,
  ) {}

  /** Stops at the next safe moment; the second time, at once. */
  interrupt(): void {
    if (this.interrupted) {
      this.untracked = CHANGING.includes(this.step);
      this.reporter.announce('Stopping at once.');
      this.terraform?.abandon();
      return;
    }
    this.interrupted = true;
    this.reporter.announce(
      CHANGING.includes(this.step)
        ? 'Stopping: Terraform finishes what it has begun, so that its state is complete. Ctrl-C again stops at once.'
        : 'Stopping.',
    );
    this.stopSynth.abort();
    this.terraform?.interrupt();
  }

  async execute(wanted: string | undefined): Promise<ExitCode> {
    try {
      return await this.steps(wanted);
    } catch (error) {
      this.reporter.failed(this.interrupted ? `stopped during ${this.step}` : describeError(error));
      this.sayWhatIsLeft();
      return this.interrupted ? exitCodes.interrupted : exitCodes.failed;
    } finally {
      await this.cloud?.close();
    }
  }

  private async steps(wanted: string | undefined): Promise<ExitCode> {
    const loaded = this.validate(wanted);
    const { deployment } = loaded;
    const mirror = findMirror(process.env, projectFolder());
    this.folder = join(projectFolder(), '.causeway', 'up', deployment.name);
    if (this.options.clean) rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    const cloud = await this.startCloud(deployment);
    const cliConfigFile = mirror === undefined ? undefined : writeCliConfig(this.folder, mirror);
    const environment = {
      ...processEnvironment({ cloud, cliConfigFile, base: process.env }),
      CAUSEWAY_DEPLOYMENTS: loaded.folder,
    };
    const stack = await this.synth(deployment.name, environment);
    this.begin('init');
    const binary = findTerraform(process.env);
    if (!binary) {
      this.reporter.failed(howToGetTerraform);
      return exitCodes.toolMissing;
    }
    return this.lifeCycle(loaded, cloud, stack, binary, environment);
  }

  private validate(wanted: string | undefined): DeploymentFile {
    this.begin('validate');
    const loaded = readDeployment(wanted);
    this.reporter.done(`${loaded.file} is valid`, loaded.notices);
    return loaded;
  }

  private async startCloud(deployment: Deployment): Promise<LocalCloud> {
    this.begin('cloud');
    const state = join(this.folder, 'cloud');
    const goesOn = existsSync(state);
    const alb = albOf(deployment);
    const cloud = await startCloud({ port: 0, stateFolder: state, ...alb });
    this.cloud = cloud;
    const standing = cloud.inventory().length;
    const rest = goesOn && standing > 0 ? `\n${count(standing, 'thing')} from an interrupted run stand in it` : '';
    this.reporter.done(`local Alibaba Cloud on ${cloud.endpoint} (${alb.albGeneration ?? 'upgraded'} ALBs)${rest}`);
    const hint = trustHint({ cloud, folder: this.folder });
    if (hint !== undefined) this.reporter.say(hint);
    return cloud;
  }

  private async synth(name: string, environment: NodeJS.ProcessEnv): Promise<SynthesizedStack> {
    this.begin('synth');
    const outdir = join(this.folder, 'cdktf.out');
    const stack = await synthesize(projectFolder(), outdir, name, environment, this.stopSynth.signal);
    this.reporter.done(`${count(stack.resourceCount, 'resource')} in ${relative(process.cwd(), outdir) || outdir}`);
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
      if (progress.take(event)) this.reporter.progress(progress.text());
    });
    this.terraform = terraform;
    const init = await terraform.init();
    if (init.exitCode !== 0) {
      if (this.interrupted) throw new Interrupted();
      const isProviderMissing = /Failed to (query available provider packages|install provider)/.test(init.text);
      if (!isProviderMissing) throw failure('init', init);
      this.reporter.failed(`${howToGetTheProvider}\n\n${init.text.trim()}`);
      return exitCodes.toolMissing;
    }
    this.reporter.done(`${binary.version}, provider aliyun/alicloud 1.289.0`);

    const outputs = await liveThrough({
      deployment,
      cloud,
      terraform,
      progress,
      reporter: this.reporter,
      planFile: join(this.folder, 'plan.bin'),
      parallelism: this.options.parallelism,
      begin: (step) => {
        this.begin(step);
      },
    });

    this.begin('look');
    const left = cloud.inventory().map(({ kind, id, region }) => `${kind} ${id} ${region}`.trim());
    this.untracked = left.length > 0;
    mustBeEmpty('destroy must leave nothing, but the local cloud still holds', left);
    this.reporter.done('the local cloud holds nothing');
    this.clear();
    this.sayWhatStood(deployment, outputs);
    return exitCodes.ok;
  }

  private begin(step: string): void {
    if (this.interrupted) throw new Interrupted();
    this.step = step;
    this.reporter.start(step);
  }

  /** On a Mac the certificate stays, so that it has to be trusted once and not at every run. */
  private clear(): void {
    const parts = process.platform === 'darwin' ? ['cdktf.out', join('cloud', 'state')] : ['.'];
    for (const part of parts) rmSync(join(this.folder, part), { recursive: true, force: true });
  }

  private sayWhatStood(deployment: Deployment, outputs: Readonly<Record<string, unknown>>): void {
    this.reporter.say(`\n${style('bold', 'What stood on the local cloud, and is gone again')}\n`);
    for (const [label, text] of summary(deployment, outputs)) this.reporter.say(text, `  ${label.padEnd(12)}`);
    this.reporter.say(
      '\nNext: npx causeway local (keep it running and use cdktf yourself), or deploy for real: see README.md.',
    );
  }

  private sayWhatIsLeft(): void {
    // Before the cloud has started there is nothing to go on from.
    if (this.cloud === undefined) return;
    const standing = this.cloud.inventory().length;
    const folder = relative(process.cwd(), this.folder) || this.folder;
    for (const { text, label } of howToGoOn({ standing, folder, untracked: this.untracked })) {
      this.reporter.say(text, label);
    }
  }
}
