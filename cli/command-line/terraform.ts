import type { Command } from 'commander';
import { finish } from './finish';

/** Adds `causeway terraform`. */
export function addTerraform(program: Command): void {
  program
    .command('terraform')
    .argument('[args...]', "Terraform's own arguments, after --")
    .description('run Terraform or OpenTofu on the configuration of the current folder, against a local cloud')
    .addHelpText('after', "\nExit code: Terraform's own.\n\nExample: causeway terraform -- apply -auto-approve")
    .action(async (args: readonly string[]) => {
      const { terraform } = require('../commands/terraform') as typeof import('../commands/terraform');
      await finish(() => terraform(args));
    });
}
