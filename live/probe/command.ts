import { ExecutionError } from '../../lib/core';
import { probeCalls, type InvocationResultAnswer } from '../api/calls/probe';
import type { ApiClient } from '../api/client';

/** A script for an instance. */
export interface ClientCommand {
  readonly region: string;
  readonly instanceId: string;
  readonly script: string;
  /** Seconds that it takes at the most; 10 to 86400. */
  readonly seconds: number;
  /** Letters and digits by which a repeated call is known as the same one. */
  readonly token: string;
}

/** How it is waited. */
export interface Waiting {
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Ends the waiting; what was invoked is stopped then. */
  readonly signal?: AbortSignal;
}

/** Seconds that a command may take longer than its script before it is ended: the agent has to fetch it, and to report. */
const DELIVERY_SECONDS = 60;
const FIRST_PAUSE_MS = 500;
const PAUSE_MS = 2000;

const UNDER_WAY = new Set(['Pending', 'Scheduled', 'Running', 'Stopping']);
const ENDED = new Set(['Success', 'Failed']);

/** What to do about the codes of `DescribeInvocationResults`. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^Client|^Delivery/, 'Cloud Assistant is not at work on it: look at the agent (systemctl status aliyun)'],
  [/^InstanceNot|^InstanceReleased/, 'the instance has to run'],
  [/^ExecutionTimeout/, 'requests that hang take their time: ask for fewer with --requests, and look at the client'],
];

/**
 * Runs a script on an instance by Cloud Assistant, and gives what it printed. No command is left in the account.
 *
 * @throws ExecutionError `PROBE_COMMAND_FAILED` When it was not run to its end, with the cloud's words; `PROBE_TIMEOUT` when
 *   it does not end in its time, and `PROBE_INTERRUPTED` when the waiting is ended: it is stopped then.
 */
export async function runCommand(client: ApiClient, command: ClientCommand, waiting: Waiting): Promise<string> {
  const { region, instanceId, script, seconds, token } = command;
  if (waiting.signal?.aborted) throw new ExecutionError('PROBE_INTERRUPTED', 'stopped before anything was run');
  const [invocation] = await client.list(probeCalls.run, region, {
    Type: 'RunShellScript',
    Name: 'causeway-probe',
    ContentEncoding: 'Base64',
    CommandContent: Buffer.from(script).toString('base64'),
    Timeout: seconds,
    KeepCommand: 'false',
    InstanceId: [instanceId],
    ClientToken: token,
  });
  const invokeId = invocation?.InvokeId ?? '';
  const limitMs = (seconds + DELIVERY_SECONDS) * 1000;
  for (let waitedMs = 0, pauseMs = FIRST_PAUSE_MS; ;) {
    const [result] = await client.list(probeCalls.results, region, {
      InvokeId: invokeId,
      InstanceId: instanceId,
      ContentEncoding: 'Base64',
    });
    if (result !== undefined && !UNDER_WAY.has(result.InvocationStatus)) return outputOf(invokeId, result);
    if (waiting.signal?.aborted) {
      await stop(client, region, invokeId);
      throw new ExecutionError('PROBE_INTERRUPTED', `stopped; so was the command ${invokeId} on ${instanceId}`);
    }
    if (waitedMs >= limitMs) {
      await stop(client, region, invokeId);
      const state = result?.InvocationStatus ?? 'not known';
      const message = `the command ${invokeId} on ${instanceId} has not ended after ${String(limitMs / 1000)} s (${state}), and was stopped`;
      throw new ExecutionError('PROBE_TIMEOUT', `${message}; look at the instance and its Cloud Assistant agent`);
    }
    await waiting.pause(pauseMs);
    waitedMs += pauseMs;
    pauseMs = PAUSE_MS;
  }
}

function outputOf(invokeId: string, result: InvocationResultAnswer): string {
  const { InstanceId, InvocationStatus, ErrorCode = '', ErrorInfo = '', Output = '' } = result;
  if (ENDED.has(InvocationStatus)) return Buffer.from(Output, 'base64').toString('utf8');
  const words = [ErrorCode, ErrorInfo].filter((text) => text !== '').join(': ');
  const hint = HINTS.find(([code]) => code.test(ErrorCode))?.[1];
  const message = `the command ${invokeId} on ${InstanceId} ended as ${InvocationStatus}${words === '' ? '' : ` (${words})`}`;
  throw new ExecutionError('PROBE_COMMAND_FAILED', hint === undefined ? message : `${message}; ${hint}`);
}

/** What cannot be stopped ends by itself when its time is over; the reason for stopping is what matters. */
async function stop(client: ApiClient, region: string, invokeId: string): Promise<void> {
  await client.listIfAllowed(probeCalls.stop, region, { InvokeId: invokeId });
}
