import { type ExitCode, exitCodes } from '../exit-codes';
import { type OutputOptions, reporterFor } from '../output/reporter-for';
import { RehearsalRun } from '../rehearse/run';
import { findTerraform, howToGetTerraform, howToGetTheProvider } from '../terraform/binary';
import { UpRun, type UpOptions } from '../up/run';
import { interruptibly } from './interruptible';

/** What `causeway up` takes. */
export interface UpCommandOptions extends UpOptions, OutputOptions {
  /** Where Terraform or its provider is not to be had, rehearse in place of ending with an exit code. */
  readonly orRehearse?: boolean;
}

/** Runs a deployment's whole life on a local cloud: make it, ask it, break it, repair it, destroy it, and look. */
export async function up(wanted: string | undefined, options: UpCommandOptions): Promise<ExitCode> {
  const reporter = reporterFor(options);
  const rehearse = (why: string) => interruptibly(new RehearsalRun(reporter, why), wanted);
  if (options.orRehearse && !findTerraform(process.env)) return rehearse(howToGetTerraform);
  const exitCode = await interruptibly(new UpRun(reporter, options), wanted);
  return options.orRehearse && exitCode === exitCodes.toolMissing ? rehearse(howToGetTheProvider) : exitCode;
}
