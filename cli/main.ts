import { Command, InvalidArgumentError, Option } from 'commander';
import type { LocalOptions } from './commands/local';
import type { SynthOptions } from './commands/synth';
import type { UpCommandOptions } from './commands/up';
import { addFaultCommands } from './fault-commands';
import { addConsoleCommands, addProbe, serverProcess } from './console-commands';
import { addDrift } from './drift-command';
import { exitCodes } from './exit-codes';
import { addImport } from './import-command';
import type { OutputOptions } from './output/reporter-for';
import { describeError } from './output/problems';
import { addProofCommands } from './proof-commands';

const exitCodesHelp = `
Exit codes:
  0    everything held
  1    a step failed, or the input is wrong; causeway verify and drift: it cannot be told
  2    causeway probe and verify: not every packet reaches a server and comes back;
       causeway drift: something was changed outside Terraform
  3    Terraform or its provider is missing
  130  stopped by Ctrl-C`;

// This package, by its own name: the path to it is another one when this is built.
const { version } = require('causeway/package.json') as { version: string };

// Commands are loaded when they are called, with `require`: `--help` and one command must not pay for all of them, and
// `import()` would leave the CommonJS world in which the sources run.

/** Runs the command line `causeway`; sets the exit code of the process. */
export function main(argv: readonly string[]): void {
  const program = new Command('causeway')
    .description('An ALB in one Alibaba Cloud region in front of servers in others: run it on a local cloud first')
    .version(version)
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway up`);

  program
    .command('up')
    .argument('[deployment]', 'a name in deployments/, or a file', undefined)
    .description('run the whole life of a deployment on a local cloud: plan, apply, an empty plan, destroy')
    .option('--json', 'one line of JSON per step, when it ends: step, status, seconds, message, notices')
    .option('--clean', 'begin anew in place of going on with an interrupted run')
    .option('--parallelism <n>', 'how many resources Terraform works on at once', positiveInteger, 30)
    .option('--or-rehearse', 'where Terraform or its provider is missing, rehearse in place of exit code 3')
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway up chengdu-hangzhou`)
    .action(async (deployment: string | undefined, options: UpCommandOptions) => {
      const { up } = require('./commands/up') as typeof import('./commands/up');
      await finish(() => up(deployment, options));
    });

  program
    .command('rehearse')
    .argument('[deployment]', 'a name in deployments/, or a file', undefined)
    .description('the story of "up" in seconds, without Terraform: the stack is made by calls of the API')
    .option('--json', 'one line of JSON per step, when it ends: step, status, seconds, message, notices')
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway rehearse chengdu-hangzhou`)
    .action(async (deployment: string | undefined, options: OutputOptions) => {
      const { rehearse } = require('./commands/rehearse') as typeof import('./commands/rehearse');
      await finish(() => rehearse(deployment, options));
    });

  program
    .command('synth')
    .description('write the Terraform JSON of every deployment to a folder to commit, for workspaces without Node')
    .option('--output <folder>', 'the folder; each stack is in stacks/<name> of it', 'terraform')
    .option('--check', 'write nothing; exit code 1 when what is there is not what would be written')
    .option('--json', 'one line of JSON: the stacks with name, file and status')
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway synth --check`)
    .action(async (options: SynthOptions) => {
      const { synth } = require('./commands/synth') as typeof import('./commands/synth');
      await finish(() => synth(options));
    });

  const local = program
    .command('local')
    .description('run the local cloud in the foreground and print what to export')
    .option('--port <n>', 'the port on 127.0.0.1; 0 takes a free one', port, 4566)
    .option('--server <address:port=host:port>', 'a process in the place of a server; repeatable', serverProcess)
    .option('--state <folder>', 'where its state is kept (default: .causeway/local)')
    .option('--json', 'print one line of JSON once it is ready: endpoint, caFile, accessKeyId, accessKeySecret, env')
    .option('--verbose', 'log every call, not only refused ones')
    .addOption(
      new Option('--alb-generation <generation>', 'which ALBs it makes: those since 2025-02-25, or older ones')
        .choices(['upgraded', 'non-upgraded'])
        .default('upgraded'),
    )
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway local --port 4566`)
    .action(async (options: LocalOptions) => {
      const command = require('./commands/local') as typeof import('./commands/local');
      await finish(() => command.local(options));
    });
  addConsoleCommands(local, finish);
  addFaultCommands(local, finish);
  addProbe(program, finish, exitCodesHelp);
  addProofCommands(program, finish, exitCodesHelp);
  addDrift(program, finish, exitCodesHelp);
  addImport(program, finish);

  program
    .command('terraform')
    .argument('[args...]', "Terraform's own arguments, after --")
    .description('run Terraform or OpenTofu on the configuration of the current folder, against a local cloud')
    .addHelpText('after', "\nExit code: Terraform's own.\n\nExample: causeway terraform -- apply -auto-approve")
    .action(async (args: readonly string[]) => {
      const { terraform } = require('./commands/terraform') as typeof import('./commands/terraform');
      await finish(() => terraform(args));
    });

  void program.parseAsync([...argv]);
}

async function finish(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = exitCodes.failed;
  }
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number above 0 is needed');
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535) throw new InvalidArgumentError('0 to 65535 is needed');
  return value;
}
