import type { Command } from 'commander';
import type { OrphansOptions } from '../commands/orphans';
import { finish } from './finish';
import { choice } from './options';

/** Adds `causeway orphans`. */
export function addOrphans(program: Command): void {
  program
    .command('orphans')
    .argument('[deployment]', 'a name in deployments/, or a file', undefined)
    .description('find what a killed Terraform made and forgot, and write the import blocks that adopt it')
    .option('--choose <address=id>', 'which of several things a resource is; repeatable', choice)
    .option('--json', 'print one JSON document: file, orphans, others, ambiguous, tainted')
    .addHelpText(
      'after',
      `
It only reads: the state of the deployment, and the account,
with ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or the
local cloud of CAUSEWAY_LOCAL_ENDPOINT; docs/orphans.md.
Exit codes: 0 nothing is left, 2 something is, 1 it cannot
be told, 3 Terraform is missing.

Example: causeway orphans chengdu-hangzhou`,
    )
    .action(async (deployment: string | undefined, options: OrphansOptions) => {
      const { orphans } = require('../commands/orphans') as typeof import('../commands/orphans');
      await finish(() => orphans(deployment, options));
    });
}
