import { join, relative } from 'node:path';
import type { LocalCloud } from '@causeway/local-cloud';
import type { Deployment } from '../../lib/config';
import { type ExitCode, exitCodes } from '../exit-codes';
import { describeError } from '../output/problems';
import type { Reporter } from '../output/reporter';
import { count, style } from '../output/style';
import { summary } from '../output/summary';
import { type DeploymentFile, projectFolder, readDeployment } from '../project';
import { type SynthesizedStack, synthesize } from '../synthesize';
import { mustBeEmpty } from '../terraform/plan-text';
import type { Outputs } from './stage';

/** Raised when the user stopped the run; not an error of anything. */
class Interrupted extends Error {}

/** The steps of a run, one after the other, until one fails or the user stops it. */
export class Steps {
  /** The step that runs. */
  current = '';
  private readonly stopping = new AbortController();

  constructor(readonly reporter: Reporter) {}

  /** Whether the user has stopped the run. */
  get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Lets no further step begin, and ends a synth. */
  stop(): void {
    this.stopping.abort();
  }

  /** @throws Interrupted When the user has stopped the run. */
  mayGoOn(): void {
    if (this.isStopped) throw new Interrupted();
  }

  /** Begins a step, unless the user has stopped the run. */
  readonly begin = (step: string): void => {
    this.mayGoOn();
    this.current = step;
    this.reporter.start(step);
  };

  /** Tells that the current step did not come to its end, and why. */
  failed(error: unknown): ExitCode {
    this.reporter.failed(this.isStopped ? `stopped during ${this.current}` : describeError(error));
    return this.isStopped ? exitCodes.interrupted : exitCodes.failed;
  }

  /** Reads and checks the deployment. */
  validate(wanted: string | undefined): DeploymentFile {
    this.begin('validate');
    const loaded = readDeployment(wanted);
    this.reporter.done(`${loaded.file} is valid`, loaded.notices);
    return loaded;
  }

  /** Synthesizes the stack of that name below a folder. */
  async synth(name: string, folder: string, environment: NodeJS.ProcessEnv): Promise<SynthesizedStack> {
    this.begin('synth');
    const outdir = join(folder, 'cdktf.out');
    const stack = await synthesize(projectFolder(), outdir, name, environment, this.stopping.signal);
    this.reporter.done(`${count(stack.resourceCount, 'resource')} in ${relative(process.cwd(), outdir) || outdir}`);
    return stack;
  }

  /** @throws ExecutionError When anything stands in the cloud but PrePaid bandwidth plans, which destroy does not return. */
  look(cloud: Pick<LocalCloud, 'inventory'>, { cen: { interRegion } }: Deployment): void {
    this.begin('look');
    const standing = cloud.inventory();
    const isPaid = ({ kind }: (typeof standing)[number]): boolean =>
      interRegion.packagePayment === 'PrePaid' && kind === 'cen/bandwidthPackages';
    const left = standing
      .filter((item) => !isPaid(item))
      .map(({ kind, id, region }) => `${kind} ${id} ${region}`.trim());
    mustBeEmpty('destroy must leave nothing, but the local cloud still holds', left);
    const paid = standing.filter(isPaid).map(({ id }) => id);
    const but = paid.length === 0 ? '' : ` but what is PrePaid and stays until it ends: ${paid.join(', ')}`;
    this.reporter.done(`the local cloud holds nothing${but}`);
  }

  /** Tells who served whom, now that it is gone. */
  sayWhatStood(deployment: Deployment, outputs: Outputs): void {
    this.reporter.say(`\n${style('bold', 'What stood on the local cloud, and is gone again')}\n`);
    for (const [label, text] of summary(deployment, outputs)) this.reporter.say(text, `  ${label.padEnd(12)}`);
  }
}
