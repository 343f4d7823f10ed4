import type { Command } from 'commander';
import type { ImportOptions } from '../commands/import';
import { finish } from './finish';
import { choice } from './options';

/** Adds `causeway import`. */
export function addImport(program: Command): void {
  program
    .command('import')
    .argument('[deployment]', 'a name in deployments/, or a file', undefined)
    .description('find what a deployment declares in the account, and write the import blocks that take it over')
    .option('--choose <address=id>', 'which of several things a resource is; repeatable', choice)
    .option('--json', 'print one JSON document: file, matches, missing, ambiguous, misnamed')
    .addHelpText(
      'after',
      `
It only reads, with ALICLOUD_ACCESS_KEY and
ALICLOUD_SECRET_KEY, or from the local cloud of
CAUSEWAY_LOCAL_ENDPOINT; docs/existing.md.
Exit codes: 0 nothing is ambiguous, 1 something is, or a
step failed.

Example: causeway import chengdu-hangzhou`,
    )
    .action(async (deployment: string | undefined, options: ImportOptions) => {
      const { importThings } = require('../commands/import') as typeof import('../commands/import');
      await finish(() => importThings(deployment, options));
    });
}
