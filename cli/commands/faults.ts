import type { StandingFault } from '@causeway/local-cloud';
import type { ExitCode } from '../exit-codes';
import { table } from '../output/table';
import { terminalWidth } from '../output/terminal-width';
import { type ConsoleOptions, read } from './console';

/** What a fault rule can be told besides its fault and its actions. */
export interface InjectOptions {
  /** Which part of the calls it hits. @default 1 */
  readonly rate?: number;
  /** How many calls it hits before it rests. @default - no limit */
  readonly times?: number;
  /** How late a slow answer comes, in milliseconds. */
  readonly delay?: number;
  /** Which code a busy one is refused with. @default - the action's first */
  readonly code?: string;
}

/** Lists the fault rules of a running local cloud. */
export function listFaults(options: ConsoleOptions): Promise<ExitCode> {
  return read(options, async (client) => output(await client.get<readonly StandingFault[]>('faults')));
}

/** Adds a fault rule to those that stand; the cloud says what is wrong with it. */
export function injectFault(
  fault: string,
  actions: readonly string[],
  { rate = 1, times, delay: delayMs, code, ...options }: ConsoleOptions & InjectOptions,
): Promise<ExitCode> {
  // Without what is not given: JSON leaves `undefined` out.
  const rule = { fault, actions, rate, times, delayMs, code };
  return read(options, async (client) =>
    output(await client.post<readonly StandingFault[]>('faults/inject', { rules: [rule] })),
  );
}

/** Takes all fault rules away. */
export function clearFaults(options: ConsoleOptions): Promise<ExitCode> {
  return read(options, async (client) => output(await client.post<readonly StandingFault[]>('faults/clear', {})));
}

function output(faults: readonly StandingFault[]) {
  const text = (): string =>
    faults.length === 0 ? 'no call fails on purpose\n' : table(faults.map(row), terminalWidth());
  return { value: faults, text };
}

function row(rule: StandingFault): string[] {
  const { fault, actions, rate, times, hits } = rule;
  const more = rule.fault === 'slow' ? `by ${String(rule.delayMs)} ms` : rule.fault === 'busy' ? (rule.code ?? '') : '';
  const share = rate === 1 ? 'every call' : `${String(Number((rate * 100).toPrecision(3)))} % of the calls`;
  const limit = times === undefined ? '' : ` of ${String(times)}`;
  return [fault, [actions].flat().join(' '), [more, share].filter(Boolean).join(', '), `hit ${String(hits)}${limit}`];
}
