import { type Command, Option } from 'commander';
import type { RuleChanges } from '@causeway/local-cloud';
import type { ConsoleOptions } from '../commands/console';
import { finish } from './finish';
import { endpoint, whole } from './options';

/** Adds the subcommands of `causeway local` that look into a running local cloud, or change it as a person would. */
export function addConsoleCommands(local: Command): void {
  const load = () => require('../commands/console') as typeof import('../commands/console');
  const add = (usage: string, description: string): Command =>
    local.command(usage).description(description).addOption(endpoint()).option('--json', 'print one line of JSON');
  const change = (name: string, body: object, options: ConsoleOptions) =>
    finish(() => load().change(name, body, options));

  // Options behind a subcommand are its own: `--port` and `--json` mean other things there.
  local.parent?.enablePositionalOptions();
  local.enablePositionalOptions();
  local.hook('preSubcommand', refuseOptionsBefore);
  add('list [kind]', 'list what stands in a running local cloud, such as vpc, or alb/listeners').action(
    (kind: string | undefined, options: ConsoleOptions) => finish(() => load().list(kind, options)),
  );
  add('show <id>', 'show one object with all its fields, by its id or name').action(
    (id: string, options: ConsoleOptions) => finish(() => load().show(id, options)),
  );
  add('origins <alb>', 'show the back-to-origin CIDRs of a load balancer, as its page in the console does').action(
    (alb: string, options: ConsoleOptions) => finish(() => load().origins(alb, options)),
  );
  add('journal', 'show every change that was made out of band').action((options: ConsoleOptions) =>
    finish(() => load().journal(options)),
  );
  add(
    'delete-route <where> [cidr]',
    'delete a route: of a VPC, transit router or table by its CIDR, or by its id',
  ).action((where: string, cidr: string | undefined, options: ConsoleOptions) =>
    change('deleteRoute', load().routeFrom(where, cidr), options),
  );
  add('add-route <where> <cidr> [next-hop]', 'add a route to a VPC, transit router or table').action(
    (table: string, destinationCidrBlock: string, nextHopId: string | undefined, options: ConsoleOptions) =>
      change('addRoute', { table, destinationCidrBlock, ...(nextHopId !== undefined && { nextHopId }) }, options),
  );
  for (const verb of ['stop', 'start'] as const) {
    add(`${verb}-server <server>`, `${verb} an instance, by its id or name`).action(
      (server: string, options: ConsoleOptions) => change(`${verb}Server`, { server }, options),
    );
  }
  add('set-weight <group> <server> <weight>', 'set the weight of a server (id or address) in a server group')
    .option('--port <n>', 'which one, when it serves on several ports', whole(1, 65535))
    .action((serverGroup: string, server: string, weight: string, options: ConsoleOptions & { port?: number }) => {
      const { port } = options;
      const body = { serverGroup, server, weight: whole(0, 100)(weight), ...(port !== undefined && { port }) };
      return change('setServerWeight', body, options);
    });
  add('edit-rule <rule>', 'change a rule of a security group')
    .option('--port-range <range>', 'such as 80/80')
    .addOption(new Option('--policy <policy>', 'what it does').choices(['Accept', 'Drop']))
    .option('--priority <n>', '1 to 100', whole(1, 100))
    .option('--cidr <cidr>', 'where ingress comes from, or egress goes to')
    .option('--description <text>', 'what it is for')
    .action((ruleId: string, { endpoint: at, json, ...to }: ConsoleOptions & RuleChanges) =>
      change('editRule', { ruleId, ...to }, { ...(at !== undefined && { endpoint: at }), ...(json && { json }) }),
    );
  add('delete-rule <rule>', 'delete a rule of a security group').action((ruleId: string, options: ConsoleOptions) =>
    change('deleteRule', { ruleId }, options),
  );
  add('dissociate <attachment> <table>', "take an attachment's association with a transit router's table away").action(
    (attachmentId: string, routeTableId: string, options: ConsoleOptions) =>
      change('dissociate', { attachmentId, routeTableId }, options),
  );
  add('disable-propagation <attachment> <table>', "stop a transit router's table learning from an attachment").action(
    (attachmentId: string, routeTableId: string, options: ConsoleOptions) =>
      change('disablePropagation', { attachmentId, routeTableId }, options),
  );
  add('set-tag <id> <key> <value>', 'set a tag of an object').action(
    (id: string, key: string, value: string, options: ConsoleOptions) => change('setTag', { id, key, value }, options),
  );
  add('remove-tag <id> <key>', 'remove a tag of an object').action((id: string, key: string, options: ConsoleOptions) =>
    change('removeTag', { id, key }, options),
  );
}

/** `local --port 1 list` must not look into another cloud than the one that the user means. */
function refuseOptionsBefore(local: Command, subcommand: Command): void {
  const given = local.options.find((option) => local.getOptionValueSource(option.attributeName()) === 'cli');
  if (given === undefined) return;
  const name = subcommand.name();
  local.error(
    `error: ${given.long ?? given.flags} starts a local cloud; which one "${name}" means is said behind it: ${name} --endpoint`,
  );
}
