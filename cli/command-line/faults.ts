import { type Command, InvalidArgumentError, Option } from 'commander';
import type { FaultName } from '@causeway/local-cloud';
import type { ConsoleOptions } from '../commands/console';
import type { InjectOptions } from '../commands/faults';
import { finish } from './finish';
import { endpoint, whole } from './options';

const faultNames: readonly FaultName[] = [
  ...(['throttling', 'serviceUnavailable', 'internalError', 'resetBefore', 'resetAfter'] as const),
  ...(['failedCreation', 'slow', 'busy'] as const),
];

/** Adds `causeway local faults`: which calls of a running local cloud fail, and how. */
export function addFaultCommands(local: Command): void {
  const load = () => require('../commands/faults') as typeof import('../commands/faults');
  const faults = local
    .command('faults')
    .description('let calls to a running local cloud fail, as they do on a busy day');
  const add = (usage: string, description: string): Command =>
    faults.command(usage).description(description).addOption(endpoint()).option('--json', 'print one line of JSON');

  add('list', 'list the rules by which calls fail, and how many each has hit').action((options: ConsoleOptions) =>
    finish(() => load().listFaults(options)),
  );
  add('inject <fault> <actions...>', `add a rule; faults: ${faultNames.join(', ')}`)
    .option('--rate <part>', 'which part of the calls it hits, more than 0, at most 1 (default: 1)', rate)
    .option('--times <n>', 'how many calls it hits before it rests (default: no limit)', whole(1, 1_000_000))
    .option('--delay <ms>', 'how late a slow answer comes, in milliseconds', whole(1, 600_000))
    .addOption(new Option('--code <code>', 'which code of those that the provider retries (default: the first)'))
    .addHelpText('after', "\nExample: causeway local faults inject throttling 'Alb:*' 'Describe*' --rate 0.1")
    .action((fault: string, actions: readonly string[], options: ConsoleOptions & InjectOptions) =>
      finish(() => load().injectFault(fault, actions, options)),
    );
  add('clear', 'let no more calls fail').action((options: ConsoleOptions) => finish(() => load().clearFaults(options)));
}

function rate(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('a number more than 0 and at most 1 is needed');
}
