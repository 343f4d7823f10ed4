import { type Command, InvalidArgumentError, Option } from 'commander';
import { closest } from '../../lib/core';
import type { LocalOptions } from '../commands/local';
import { addConsoleCommands } from './console';
import { exitCodesHelp } from '../exit-codes';
import { addFaultCommands } from './faults';
import { finish } from './finish';
import { whole } from './options';

/** Adds `causeway local`, which starts a local cloud, and its subcommands, which talk to a running one. */
export function addLocal(program: Command): void {
  const local = program
    .command('local')
    .description('run the local cloud in the foreground and print what to export')
    .option('--port <n>', 'the port on 127.0.0.1; 0 takes a free one', whole(0, 65535), 4566)
    .option('--server <address:port=host:port>', 'a process in the place of a server; repeatable', serverProcess)
    .option('--state <folder>', 'where its state is kept (default: .causeway/local)')
    .option(
      '--json',
      'print one line of JSON once it is ready: endpoint, caFile, accessKeyId, accessKeySecret, env, pid',
    )
    .option('--verbose', 'log every call, not only refused ones')
    .addOption(
      new Option('--alb-generation <generation>', 'which ALBs it makes: those since 2025-02-25, or older ones')
        .choices(['upgraded', 'non-upgraded'])
        .default('upgraded'),
    )
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway local --port 4566`)
    .allowExcessArguments()
    .action(async (options: LocalOptions) => {
      refuseUnknown(local);
      const command = require('../commands/local') as typeof import('../commands/local');
      await finish(() => command.local(options));
    });
  addConsoleCommands(local);
  addFaultCommands(local);
}

/** Commander takes a subcommand that there is not for an argument, as `local` does something by itself. */
function refuseUnknown(local: Command): void {
  const [name] = local.args;
  if (name === undefined) return;
  const near = closest(
    name,
    local.commands.map((each) => each.name()),
  );
  local.error(`error: unknown command 'local ${name}'${near === undefined ? '' : `\n(Did you mean ${near}?)`}`);
}

/** Collects `--server 192.168.7.20:80=127.0.0.1:3000`, which may be repeated. */
function serverProcess(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [server, process, ...more] = text.split('=');
  if (!server || !process || more.length > 0) {
    throw new InvalidArgumentError('address:port=host:port is needed, such as 192.168.7.20:80=127.0.0.1:3000');
  }
  return { ...before, [server]: process };
}
