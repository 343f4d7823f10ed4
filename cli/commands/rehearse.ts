import type { ExitCode } from '../exit-codes';
import { reporterFor, type OutputOptions } from '../output/reporter-for';
import { RehearsalRun } from '../rehearse/run';
import { interruptibly } from './interruptible';

/** Plays the story of `causeway up` in seconds: without Terraform, by calls of the local cloud's API. */
export function rehearse(wanted: string | undefined, options: OutputOptions): Promise<ExitCode> {
  return interruptibly(new RehearsalRun(reporterFor(options)), wanted);
}
