import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { LocalCloud } from '@causeway/local-cloud';
import { processEnvironment, synthEnvironment } from '../environment';
import type { Deployment } from '../../lib/config';
import { type ExitCode, exitCodes } from '../exit-codes';
import { startCloud } from '../load-local-cloud';
import { trustHint } from '../macos-trust';
import { howToGoOn } from '../output/how-to-go-on';
import type { Reporter } from '../output/reporter';
import { count } from '../output/style';
import { type DeploymentFile, projectFolder } from '../project';
import type { SynthesizedStack } from '../synthesize';
import { findTerraform, howToGetTerraform, howToGetTheProvider, type TerraformBinary } from '../terraform/binary';
import { findMirror, writeCliConfig } from '../terraform/mirror';
import { lacksProvider, provider } from '../terraform/provider';
import { ResourceProgress } from '../terraform/resource-progress';
import { failure, Terraform } from '../terraform/terraform';
import { liveThrough } from './life-cycle';
import { Steps } from './steps';
import { albOf } from './story';

/** What `causeway up` takes. */
export interface UpOptions {
  /** Begin anew in place of going on where an interrupted run left off. */
  readonly clean?: boolean;
  /** How many resources Terraform works on at the same time. */
  readonly parallelism: number;
}

/** Steps in which Terraform makes or deletes things, and must be let finish what it has begun. */
const CHANGING: readonly string[] = ['apply', 'destroy'];

/** One run of `causeway up`. */
export class UpRun {
  private readonly steps: Steps;
  private cloud: LocalCloud | undefined;
  private terraform: Terraform | undefined;
  /** Whether something may stand that Terraform's state does not know of. */
  private untracked = false;
  private folder = '';

  constructor(
    private readonly reporter: Reporter,
    private readonly options: UpOptions,
  ) {
    this.steps = new Steps(reporter);
  }

  /** Stops at the next safe moment; the second time, at once. */
  interrupt(): void {
    const isChanging = CHANGING.includes(this.steps.current);
    if (this.steps.isStopped) {
      this.untracked = isChanging;
      this.reporter.announce('Stopping at once.');
      this.terraform?.abandon();
      return;
    }
    this.reporter.announce(
      isChanging
        ? 'Stopping: Terraform finishes what it has begun, so that its state is complete. Ctrl-C again stops at once.'
        : 'Stopping.',
    );
    this.steps.stop();
    this.terraform?.interrupt();
  }

  async execute(wanted: string | undefined): Promise<ExitCode> {
    try {
      return await this.run(wanted);
    } catch (error) {
      const exitCode = this.steps.failed(error);
      this.sayWhatIsLeft();
      return exitCode;
    } finally {
      await this.cloud?.close();
    }
  }

  private async run(wanted: string | undefined): Promise<ExitCode> {
    const loaded = this.steps.validate(wanted);
    const { deployment } = loaded;
    const mirror = findMirror(process.env, projectFolder());
    this.folder = join(projectFolder(), '.causeway', 'up', deployment.name);
    if (this.options.clean) rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    const cloud = await this.startCloud(deployment);
    const cliConfigFile = mirror === undefined ? undefined : writeCliConfig(this.folder, mirror);
    const local = processEnvironment({ cloud, cliConfigFile, base: process.env });
    const environment = synthEnvironment(loaded.folder, local);
    const stack = await this.steps.synth(deployment.name, this.folder, environment);
    this.steps.begin('init');
    const binary = findTerraform(process.env);
    if (!binary) {
      this.reporter.failed(howToGetTerraform);
      return exitCodes.toolMissing;
    }
    return this.lifeCycle(loaded, cloud, stack, binary, environment);
  }

  private async startCloud(deployment: Deployment): Promise<LocalCloud> {
    this.steps.begin('cloud');
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
      this.steps.mayGoOn();
      if (!lacksProvider(init.text)) throw failure('init', init);
      this.reporter.failed(`${howToGetTheProvider}\n\n${init.text.trim()}`);
      return exitCodes.toolMissing;
    }
    this.reporter.done(`${binary.version}, provider aliyun/alicloud ${provider.version}`);

    const { parallelism } = this.options;
    const planFile = join(this.folder, 'plan.bin');
    const outputs = await liveThrough({
      deployment,
      cloud,
      builder: {
        plan: () => terraform.plan(planFile, parallelism),
        apply: () => terraform.apply(planFile, parallelism),
        destroy: () => terraform.destroy(parallelism),
      },
      progress,
      reporter: this.reporter,
      begin: this.steps.begin,
    });

    this.untracked = cloud.inventory().length > 0;
    this.steps.look(cloud, deployment);
    this.clear();
    this.steps.sayWhatStood(deployment, outputs);
    this.reporter.say(
      '\nNext: npx causeway local (keep it running and use cdktf yourself), or deploy for real: see README.md.',
    );
    return exitCodes.ok;
  }

  /** On a Mac the certificate stays, so that it has to be trusted once and not at every run. */
  private clear(): void {
    const parts = process.platform === 'darwin' ? ['cdktf.out', join('cloud', 'state')] : ['.'];
    for (const part of parts) rmSync(join(this.folder, part), { recursive: true, force: true });
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
