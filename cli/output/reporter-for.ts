import { JsonReporter } from './json-reporter';
import { HumanReporter, type Reporter } from './reporter';

/** How a command tells what it does. */
export interface OutputOptions {
  /** One line of JSON per step. */
  readonly json?: boolean;
}

/** The reporter that the options of a command ask for. */
export function reporterFor({ json }: OutputOptions): Reporter {
  return json ? new JsonReporter() : new HumanReporter();
}
