import { exitCodes } from '../exit-codes';
import { describeError } from '../output/problems';

/** Runs a command and sets the exit code of the process; an error is said in its own words, on standard error. */
export async function finish(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = exitCodes.failed;
  }
}
