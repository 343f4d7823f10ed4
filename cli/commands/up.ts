import type { ExitCode } from '../exit-codes';
import { JsonReporter } from '../output/json-reporter';
import { HumanReporter } from '../output/reporter';
import { UpRun, type UpOptions } from '../up/run';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What `causeway up` takes. */
export interface UpCommandOptions extends UpOptions {
  readonly json?: boolean;
}

/** Runs a deployment's whole life on a local cloud: make it, ask it, break it, repair it, destroy it, and look. */
export async function up(wanted: string | undefined, options: UpCommandOptions): Promise<ExitCode> {
  const run = new UpRun(options.json ? new JsonReporter() : new HumanReporter(), options);
  const onSignal = (): void => {
    run.interrupt();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await run.execute(wanted);
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}
