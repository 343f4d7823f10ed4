import { DescribeInvocationResultsRequest, RunCommandRequest } from '@alicloud/ecs20140526';
import { ApiClient, type Transport } from '../../../live';
import { runCommand, type ClientCommand } from '../../../live/probe/command';
import type { CallParameters } from '../../../live/api/transport';

const access = { accessKeyId: 'id', accessKeySecret: 'secret' };
const command: ClientCommand = {
  region: 'cn-chengdu',
  instanceId: 'i-1',
  script: 'curl http://alb\n',
  seconds: 30,
  token: 'token',
};

interface Call {
  readonly action: string;
  readonly parameters: CallParameters;
}

/** Runs the command on a cloud that tells of these states in turn, the last one for ever. */
function running(states: readonly object[], signal?: AbortSignal) {
  const calls: Call[] = [];
  const pauses: number[] = [];
  let asked = 0;
  const transport: Transport = (_, action, __, parameters) => {
    calls.push({ action, parameters });
    if (action === 'RunCommand') return Promise.resolve({ InvokeId: 't-1', CommandId: 'c-1' });
    if (action === 'StopInvocation') return Promise.resolve({ RequestId: '1' });
    const result = { InstanceId: 'i-1', ...states[Math.min(asked, states.length - 1)] };
    asked += 1;
    return Promise.resolve({ Invocation: { InvocationResults: { InvocationResult: [result] } } });
  };
  const pause = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  const client = new ApiClient(transport, access, { pause, chance: () => 0 });
  const output = runCommand(client, command, { pause, ...(signal && { signal }) });
  return { output, calls, pauses, actions: () => calls.map(({ action }) => action) };
}

test('sends only what the API documents', async () => {
  const { output, calls } = running([{ InvocationStatus: 'Success' }]);
  await output;
  const known: Readonly<Record<string, { names(): Record<string, string> }>> = {
    RunCommandRequest,
    DescribeInvocationResultsRequest,
  };
  expect(calls).toHaveLength(2);
  for (const { action, parameters } of calls) {
    const names = Object.values(known[`${action}Request`]!.names());
    expect(Object.keys(parameters).filter((name) => !names.includes(name))).toEqual([]);
  }
});

const pending = { InvocationStatus: 'Pending', Output: '' };

test('gives what was printed once it has ended, and keeps no command', async () => {
  const Output = Buffer.from('page of ü\n').toString('base64');
  const { output, calls, pauses } = running([
    pending,
    { ...pending, InvocationStatus: 'Running' },
    { InvocationStatus: 'Success', Output },
  ]);
  expect(await output).toBe('page of ü\n');
  expect(calls[0]).toMatchObject({
    action: 'RunCommand',
    parameters: { InstanceId: ['i-1'], KeepCommand: 'false', Timeout: 30, ClientToken: 'token' },
  });
  expect(Buffer.from(String(calls[0]!.parameters.CommandContent), 'base64').toString()).toBe(command.script);
  expect(pauses).toEqual([500, 2000]);
});

test('gives what was printed by a script that ends with an error', async () => {
  const Output = Buffer.from('sh: curl: not found\n').toString('base64');
  const { output } = running([{ InvocationStatus: 'Failed', ErrorCode: 'ExitCodeNonzero', ExitCode: 127, Output }]);
  expect(await output).toBe('sh: curl: not found\n');
});

test.each([
  ['ClientNotRunning', 'Aborted', 'systemctl status aliyun'],
  ['DeliveryTimeout', 'Aborted', 'systemctl status aliyun'],
  ['InstanceNotRunning', 'Aborted', 'the instance has to run'],
  ['ExecutionTimeout', 'Timeout', '--requests'],
])('rejects what ended with %s, with what to do', async (ErrorCode, InvocationStatus, hint) => {
  const { output } = running([{ InvocationStatus, ErrorCode, ErrorInfo: 'words of the cloud', Output: '' }]);
  await expect(output).rejects.toMatchObject({
    code: 'PROBE_COMMAND_FAILED',
    message: expect.stringMatching(
      new RegExp(`t-1 on i-1 ended as ${InvocationStatus} \\(${ErrorCode}: words of the cloud\\); .*${hint}`),
    ) as string,
  });
});

test('gives up what never ends after its time and a minute for delivery, and stops it', async () => {
  const { output, actions, pauses, calls } = running([pending]);
  await expect(output).rejects.toMatchObject({
    code: 'PROBE_TIMEOUT',
    message: expect.stringContaining('has not ended after 90 s (Pending), and was stopped') as string,
  });
  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(90_500);
  expect(actions().at(-1)).toBe('StopInvocation');
  expect(calls.at(-1)!.parameters).toEqual({ InvokeId: 't-1' });
});

test('stops what runs when it is interrupted, and runs nothing when it was before', async () => {
  const abort = new AbortController();
  const first = running([pending], abort.signal);
  abort.abort();
  await expect(first.output).rejects.toMatchObject({ code: 'PROBE_INTERRUPTED' });
  expect(first.actions()).toEqual(['RunCommand', 'DescribeInvocationResults', 'StopInvocation']);
  const second = running([pending], abort.signal);
  await expect(second.output).rejects.toMatchObject({ code: 'PROBE_INTERRUPTED' });
  expect(second.actions()).toEqual([]);
});
