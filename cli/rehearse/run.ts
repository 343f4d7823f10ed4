import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud } from '@causeway/local-cloud';
import type { Deployment } from '../../lib/config';
import { processEnvironment, synthEnvironment } from '../environment';
import { type ExitCode, exitCodes } from '../exit-codes';
import { startCloud } from '../load-local-cloud';
import type { Reporter } from '../output/reporter';
import { projectFolder } from '../project';
import type { SynthesizedStack } from '../synthesize';
import { ResourceProgress } from '../terraform/resource-progress';
import { liveThrough } from '../up/life-cycle';
import { Steps } from '../up/steps';
import { albOf } from '../up/story';
import { apiOf } from './api';
import { readConfiguration } from './configuration';
import { Rehearsal } from './rehearsal';

const WHAT_IT_IS =
  'Terraform and its provider take no part: what the synthesized Terraform asks for is made by calls of the API';

/** One run of `causeway rehearse`: the story of `causeway up`, on a local cloud that lives in memory. */
export class RehearsalRun {
  private readonly steps: Steps;
  private cloud: LocalCloud | undefined;
  private folder: string | undefined;

  /** @param why - Why it is no run with Terraform, said first and last. @default - it was asked for */
  constructor(
    private readonly reporter: Reporter,
    private readonly why?: string,
  ) {
    this.steps = new Steps(reporter);
  }

  /** Stops before the next resource. */
  interrupt(): void {
    if (!this.steps.isStopped) this.reporter.announce('Stopping.');
    this.steps.stop();
  }

  async execute(wanted: string | undefined): Promise<ExitCode> {
    try {
      await this.run(wanted);
      return exitCodes.ok;
    } catch (error) {
      const exitCode = this.steps.failed(error);
      this.reporter.say('\nThis was a rehearsal, on a local cloud in memory: nothing of it is left.');
      return exitCode;
    } finally {
      await this.cloud?.close();
      if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    }
  }

  private async run(wanted: string | undefined): Promise<void> {
    this.tell([this.why, `a rehearsal: ${WHAT_IT_IS}`]);
    const { deployment, folder } = this.steps.validate(wanted);
    this.folder = join(projectFolder(), '.causeway', 'rehearse', deployment.name);
    mkdirSync(this.folder, { recursive: true });
    const cloud = await this.startCloud(deployment);
    const environment = synthEnvironment(folder, processEnvironment({ cloud, base: process.env }));
    const stack = await this.steps.synth(deployment.name, this.folder, environment);

    const progress = new ResourceProgress();
    const outputs = await liveThrough({
      deployment,
      cloud,
      builder: this.rehearsal(stack, cloud, progress),
      progress,
      reporter: this.reporter,
      begin: this.steps.begin,
    });
    this.steps.look(cloud, deployment);
    this.steps.sayWhatStood(deployment, outputs);
    this.reporter.say('');
    this.tell([`this was a rehearsal: ${WHAT_IT_IS}`, this.why]);
  }

  private async startCloud(deployment: Deployment): Promise<LocalCloud> {
    this.steps.begin('cloud');
    const alb = albOf(deployment);
    const cloud = await startCloud({ port: 0, ...alb });
    this.cloud = cloud;
    this.reporter.done(`local Alibaba Cloud on ${cloud.endpoint}, in memory (${alb.albGeneration ?? 'upgraded'} ALBs)`);
    return cloud;
  }

  private rehearsal({ folder }: SynthesizedStack, cloud: LocalCloud, progress: ResourceProgress): Rehearsal {
    this.steps.begin('plan');
    return new Rehearsal({
      configuration: readConfiguration(folder),
      api: apiOf(cloud),
      onEvent: (event) => {
        if (progress.take(event)) this.reporter.progress(progress.text());
      },
      mayGoOn: () => {
        this.steps.mayGoOn();
      },
    });
  }

  /** A step of its own, so that a machine reads it too. */
  private tell(sentences: readonly (string | undefined)[]): void {
    this.steps.begin('rehearse');
    this.reporter.done(sentences.filter((sentence) => sentence !== undefined).join('\n'));
  }
}
