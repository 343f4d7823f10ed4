import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { collection } from '../../store/collection';
import type { Tags } from '../tags';
import { ecsErrors } from './errors';

/** What a command is written in. */
export const commandTypes = ['RunShellScript', 'RunPowerShellScript', 'RunBatScript'] as const;

/** A Cloud Assistant command: a script that can be invoked on instances. */
export interface Command {
  readonly commandId: string;
  readonly regionId: string;
  readonly name: string;
  readonly description: string;
  readonly type: (typeof commandTypes)[number];
  /** The script, base64. */
  readonly content: string;
  /** Whether `{{name}}` in the script stands for a parameter of the invocation. */
  readonly enableParameter: boolean;
  /** Seconds that an invocation may take. */
  readonly timeout: number;
  readonly workingDir: string;
  readonly resourceGroupId: string;
  readonly createdAt: string;
  readonly tags: Tags;
}

/** How one instance did with an invocation. */
export interface InvokedInstance {
  readonly instanceId: string;
  /** `Pending` until the invocation has had its time; `Scheduled` ones wait for their hour, or for a reboot. */
  readonly status: 'Pending' | 'Scheduled' | 'Success' | 'Failed' | 'Timeout' | 'Stopped';
  readonly exitCode: number;
  /** Plain text, shown when the status is final. */
  readonly output: string;
}

/** How often an invocation is run. */
export const repeatModes = ['Once', 'Period', 'NextRebootOnly', 'EveryReboot'] as const;

/** One invocation of a command; it keeps what it needs of the command, which may be deleted. */
export interface Invocation {
  readonly invokeId: string;
  readonly regionId: string;
  readonly command: Command;
  readonly instances: readonly InvokedInstance[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly repeatMode: (typeof repeatModes)[number];
  readonly timed: boolean;
  readonly frequency: string;
  readonly username: string;
  readonly resourceGroupId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly tags: Tags;
}

export const commands = collection<Command, 'region'>('ecs/commands', (command) => command.commandId, {
  region: (command) => command.regionId,
});

export const invocations = collection<Invocation, 'region'>('ecs/invocations', (invocation) => invocation.invokeId, {
  region: (invocation) => invocation.regionId,
});

/** The command with this id in the call's region. */
export function requireCommand({ store, region }: Pick<Call, 'store' | 'region'>, commandId: string): Command {
  const command = store.get(commands, commandId);
  return command?.regionId === region ? command : refuse(ecsErrors.commandNotFound);
}

/** The status of an invocation as a whole, from those of its instances (API reference, `DescribeInvocations`). */
export function statusOf({ instances }: Invocation): InvokedInstance['status'] | 'PartialFailed' {
  const some = (status: InvokedInstance['status']): boolean => instances.some((instance) => instance.status === status);
  if (some('Pending')) return 'Pending';
  if (some('Scheduled')) return 'Scheduled';
  if (some('Stopped')) return 'Stopped';
  if (some('Failed') || some('Timeout')) return some('Success') ? 'PartialFailed' : 'Failed';
  return 'Success';
}

/** `{{name}}` in a script; spaces and line feeds around the name do not count. */
const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What the cloud fills in by itself (API reference, `CreateCommand`). */
const BUILT_IN = 'ACS::';

/** The names of the parameters in a script, in lower case as case does not count, each once. */
export function parameterNamesIn(content: string): string[] {
  const names = [...textOf(content).matchAll(placeholder)].map((match) => match[1] ?? '');
  return [...new Set(names.filter((name) => !name.startsWith(BUILT_IN)).map((name) => name.toLowerCase()))];
}

/**
 * The script as an instance would get it.
 *
 * @param builtIn - Values of the built-in parameters, for example `InstanceId` for `{{ACS::InstanceId}}`.
 */
export function scriptOf(
  command: Command,
  parameters: Invocation['parameters'],
  builtIn: Readonly<Record<string, string>>,
): string {
  const script = textOf(command.content);
  if (!command.enableParameter) return script;
  const given = new Map(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, value] of Object.entries(builtIn)) given.set(`${BUILT_IN}${name}`.toLowerCase(), value);
  return script.replace(placeholder, (whole, name: string) => given.get(name.toLowerCase()) ?? whole);
}

function textOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}
