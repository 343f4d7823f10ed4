import type { Command } from 'commander';
import type { UpCommandOptions } from '../commands/up';
import { exitCodesHelp } from '../exit-codes';
import { finish } from './finish';
import { whole } from './options';

/** Adds `causeway up`. */
export function addUp(program: Command): void {
  program
    .command('up')
    .argument('[deployment]', 'a name in deployments/, or a file', undefined)
    .description('run the whole life of a deployment on a local cloud: plan, apply, an empty plan, destroy')
    .option('--json', 'one line of JSON per step, when it ends: step, status, seconds, message, notices')
    .option('--clean', 'begin anew in place of going on with an interrupted run')
    .option('--parallelism <n>', 'how many resources Terraform works on at once', whole(1, 10_000), 30)
    .option('--or-rehearse', 'where Terraform or its provider is missing, rehearse in place of exit code 3')
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway up chengdu-hangzhou`)
    .action(async (deployment: string | undefined, options: UpCommandOptions) => {
      const { up } = require('../commands/up') as typeof import('../commands/up');
      await finish(() => up(deployment, options));
    });
}
