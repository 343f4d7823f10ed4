import { Command } from 'commander';
import { addDrift } from './command-line/drift';
import { exitCodesHelp } from './exit-codes';
import { helpOfAnyWidth } from './command-line/help';
import { addImport } from './command-line/import';
import { addLocal } from './command-line/local';
import { addOrphans } from './command-line/orphans';
import { addProbe } from './command-line/probe';
import { addProofCommands } from './command-line/proof';
import { addRehearse } from './command-line/rehearse';
import { addSynth } from './command-line/synth';
import { addTerraform } from './command-line/terraform';
import { addUp } from './command-line/up';

// This package, by its own name: the path to it is another one when this is built.
const { version } = require('causeway/package.json') as { version: string };

// Commands are loaded when they are called, with `require`: `--help` and one command must not pay for all of them, and
// `import()` would leave the CommonJS world in which the sources run.

/** Runs the command line `causeway`; sets the exit code of the process. */
export function main(argv: readonly string[]): void {
  const program = new Command('causeway')
    .description('An ALB in one Alibaba Cloud region in front of servers in others: run it on a local cloud first')
    .version(version)
    .configureHelp(helpOfAnyWidth)
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway up`);
  addUp(program);
  addRehearse(program);
  addSynth(program);
  addLocal(program);
  addProbe(program);
  addProofCommands(program);
  addDrift(program);
  addImport(program);
  addOrphans(program);
  addTerraform(program);
  void program.parseAsync([...argv]);
}
