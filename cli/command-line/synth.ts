import type { Command } from 'commander';
import type { SynthOptions } from '../commands/synth';
import { exitCodesHelp } from '../exit-codes';
import { finish } from './finish';

/** Adds `causeway synth`. */
export function addSynth(program: Command): void {
  program
    .command('synth')
    .description('write the Terraform JSON of every deployment to a folder to commit, for workspaces without Node')
    .option('--output <folder>', 'the folder; each stack is in stacks/<name> of it', 'terraform')
    .option('--check', 'write nothing; exit code 1 when what is there is not what would be written')
    .option('--json', 'one line of JSON: the stacks with name, file and status')
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway synth --check`)
    .action(async (options: SynthOptions) => {
      const { synth } = require('../commands/synth') as typeof import('../commands/synth');
      await finish(() => synth(options));
    });
}
