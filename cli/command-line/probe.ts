import { type Command, InvalidArgumentError } from 'commander';
import type { ProbeOptions } from '../commands/probe';
import { exitCodesHelp } from '../exit-codes';
import { finish } from './finish';
import { collect, commaSeparated, endpoint, whole } from './options';

/** Characters of a path; a script has one for each request, and Cloud Assistant takes 24 KB. */
const LONGEST_PATH = 200;

/** Adds `causeway probe`. */
export function addProbe(program: Command): void {
  program
    .command('probe')
    .argument('[target]', 'an ALB of a running local cloud; with --live, a deployment', undefined)
    .description(
      'send requests through a load balancer: of a running local cloud, or with --live from a client in its VPC',
    )
    .addOption(endpoint())
    .option('--port <n>', "the listener's port (default: 80, else the only listener; with --live all)", whole(1, 65535))
    .option('--path <path>', 'path and query (default: /)', path)
    .option('--host <host>', 'the name that is asked for (default: the domain, else the DNS name of the ALB)', host)
    .option('--trace', 'show every hop')
    .option('--json', 'print one line of JSON')
    .option('--live', 'run curl on a client by Cloud Assistant, and compare with health and proof; docs/probe.md')
    .option('--client <id>', 'with --live, the instance that asks (default: probe of the deployment)')
    .option('--alb <id>', 'with --live, the ALB (default: that of the deployment, else the only one)')
    .option('--region <id>', 'with --live and no deployment, a region to read; repeatable', collect)
    .option('--requests <n>', 'with --live, requests to each listener (default: 8)', whole(1, 30))
    .option('--back-to-origin <cidrs>', 'with --live, back-to-origin CIDRs of the ALB, with commas', commaSeparated)
    .addHelpText(
      'after',
      `${exitCodesHelp}\n\nExamples:\n  causeway probe --trace\n  causeway probe --live chengdu-hangzhou\n  causeway probe --live --region cn-chengdu --alb alb-1 --client i-1`,
    )
    .action((target: string | undefined, options: ProbeOptions) => {
      const { probe } = require('../commands/probe') as typeof import('../commands/probe');
      return finish(() => probe(target, options));
    });
}

/** What may stand in the command line of a client: a name, and nothing that a shell or curl would read otherwise. */
function host(text: string): string {
  const form = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
  if (text.length <= 253 && form.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('a host name is needed, such as shop.example.com');
}

function path(text: string): string {
  if (/^\/[\x21-\x7e]*$/.test(text) && text.length <= LONGEST_PATH) return text;
  throw new InvalidArgumentError(
    `/ and printable characters without spaces are needed, ${String(LONGEST_PATH)} at most`,
  );
}
