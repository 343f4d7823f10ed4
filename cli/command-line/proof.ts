import { type Command, InvalidArgumentError, Option } from 'commander';
import { isValidationError } from '../../lib/core';
import type { DiagramOptions } from '../commands/diagram';
import type { Skip } from '../../lib/policy';
import type { VerifyOptions } from '../commands/verify';
import { exitCodesHelp } from '../exit-codes';
import { finish } from './finish';
import { collect, commaSeparated } from './options';

const SOURCE = 'a deployment, or JSON of Terraform: a plan, a state, a cdk.tf.json; - reads standard input';

/** Adds the commands that look at a network without running it: `verify` and `diagram`. */
export function addProofCommands(program: Command): void {
  withSource(program.command('verify'))
    .description('prove that health checks and requests reach every server and come back, or say where they are lost')
    .option('--trace', 'every hop, with the table and the entry that matched')
    .option('--json', 'print one JSON document; docs/proof.md has its shape')
    .option('--listener <name>', 'only this listener, by name or port')
    .option('--server <name>', 'only this server, such as web/ecs1 or 192.168.7.20')
    .option('--assume-complete', 'take it that what exists already holds no route or rule that is not shown')
    .option(
      '--skip <rule=reason>',
      'a rule that is not asked of the resources, or CODE@address=reason of one; repeatable; docs/policy.md',
      addSkip,
    )
    .addHelpText(
      'after',
      `${exitCodesHelp}\n\nExamples:\n  terraform show -json plan.bin | causeway verify -\n  causeway verify --live --region cn-chengdu --region cn-hangzhou`,
    )
    .action(async (wanted: string | undefined, options: VerifyOptions) => {
      const { verify } = require('../commands/verify') as typeof import('../commands/verify');
      await finish(() => verify(wanted, options));
    });

  withSource(program.command('diagram'))
    .description('draw the network, or one path through it, there and back')
    .addOption(
      new Option('--format <format>', 'svg or mermaid (default: by the name of the file, else mermaid)').choices([
        'svg',
        'mermaid',
      ]),
    )
    .option('--out <file>', 'where to write it (default: standard output)')
    .option('--path <server>', 'one path to this server, such as web/ecs1')
    .option('--source <cidr>', 'the source range of that path (default: one that is lost, else the first)')
    .addHelpText('after', `${exitCodesHelp}\n\nExample: causeway diagram chengdu-hangzhou --out network.svg`)
    .action(async (wanted: string | undefined, options: DiagramOptions) => {
      const command = require('../commands/diagram') as typeof import('../commands/diagram');
      await finish(() => command.diagram(wanted, options));
    });
}

function withSource(command: Command): Command {
  return command
    .argument('[source]', SOURCE)
    .option('--config <folder>', 'the configuration that a plan was made of; it says how expressions refer')
    .option('--live', 'the network as it stands in the account, or on a local cloud; docs/live.md')
    .option('--region <id>', 'a region to read with --live; repeatable', collect)
    .option('--alb <id>', 'with --live, only this ALB')
    .option('--back-to-origin <cidrs>', 'back-to-origin CIDRs of the ALB, with commas between', commaSeparated);
}

/** Collects `--skip`, which may be repeated. */
function addSkip(text: string, before: readonly Skip[] = []): readonly Skip[] {
  const { parseSkip } = require('../../lib/policy') as typeof import('../../lib/policy');
  try {
    return [...before, parseSkip(text)];
  } catch (error) {
    if (!isValidationError(error)) throw error;
    throw new InvalidArgumentError(error.message);
  }
}
