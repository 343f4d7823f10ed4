import type { Command } from 'commander';
import type { OutputOptions } from '../output/reporter-for';
import { exitCodesHelp } from '../exit-codes';
import { finish } from './finish';

/** Adds `causeway rehearse`. */
export function addRehearse(program: Command): void {
  program
    .command('rehearse')
    .argument('[deployment]', 'a name in deployments/, or a file', undefined)
    .description('the story of "up" in seconds, without Terraform: the stack is made by calls of the API')
    .option('--json', 'one line of JSON per step, when it ends: step, status, seconds, message, notices')
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway rehearse chengdu-hangzhou`)
    .action(async (deployment: string | undefined, options: OutputOptions) => {
      const { rehearse } = require('../commands/rehearse') as typeof import('../commands/rehearse');
      await finish(() => rehearse(deployment, options));
    });
}
