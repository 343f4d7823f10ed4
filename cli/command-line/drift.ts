import type { Command } from 'commander';
import type { DriftCommandOptions } from '../commands/drift';
import { exitCodesHelp } from '../exit-codes';
import { finish } from './finish';
import { commaSeparated } from './options';

/** Adds `causeway drift`. */
export function addDrift(program: Command): void {
  program
    .command('drift')
    .argument('[source]', 'a deployment, or a plan in JSON (terraform show -json); - reads standard input')
    .description('tell what was changed outside Terraform, and what packets are lost by it')
    .option('--json', 'print one JSON document; docs/drift.md has its shape')
    .option('--back-to-origin <cidrs>', 'back-to-origin CIDRs of the ALB, with commas between', commaSeparated)
    .option('--assume-complete', 'take it that what exists already holds no route or rule that is not shown')
    .addHelpText(
      'after',
      `${exitCodesHelp}\n\nExamples:\n  causeway drift chengdu-hangzhou\n  terraform plan -out=plan.bin\n  terraform show -json plan.bin | causeway drift -`,
    )
    .action(async (wanted: string | undefined, options: DriftCommandOptions) => {
      const { drift } = require('../commands/drift') as typeof import('../commands/drift');
      await finish(() => drift(wanted, options));
    });
}
