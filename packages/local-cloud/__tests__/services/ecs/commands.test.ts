import { type AskedCommand, type LocalCloudOptions } from '../../../src';
import { startWorld, type World } from './world';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const script = { Name: 'hello', Type: 'RunShellScript', CommandContent: base64('echo hello') };

let world: World;
const asked: AskedCommand[] = [];
beforeAll(async () => {
  world = await startWorld({
    answerCommand: (question) => {
      asked.push(question);
      return question.script.startsWith('false') ? { output: '', exitCode: 1 } : { output: 'page\n', exitCode: 0 };
    },
  });
});
afterAll(() => world.cloud.close());

async function create(parameters = {}): Promise<string> {
  return String((await world.ok('CreateCommand', { ...script, ...parameters })).CommandId);
}

async function commands(parameters = {}): Promise<Record<string, unknown>[]> {
  const { Commands } = await world.ok('DescribeCommands', parameters);
  return (Commands as { Command: Record<string, unknown>[] }).Command;
}

async function invoke(CommandId: string, parameters: Record<string, string | boolean>): Promise<string> {
  return String((await world.ok('InvokeCommand', { CommandId, ...parameters })).InvokeId);
}

interface InvocationAnswer extends Record<string, unknown> {
  readonly InvokeInstances: { readonly InvokeInstance: readonly Record<string, unknown>[] };
}

async function invocations(parameters = {}, of = world): Promise<InvocationAnswer[]> {
  const { Invocations } = await of.ok('DescribeInvocations', parameters);
  return (Invocations as { Invocation: InvocationAnswer[] }).Invocation;
}

async function outcome(action: string, parameters = {}): Promise<string> {
  const { status, body } = await world.ecs(action, parameters);
  return body.Code === undefined ? String(status) : `${String(status)} ${body.Code}`;
}

describe('commands', () => {
  test('are read as they were made, and gone when deleted', async () => {
    const id = await create({
      Description: 'says hello',
      CommandContent: base64('echo {{ who }} {{who}} {{what}}'),
      EnableParameter: true,
      Timeout: 120,
      WorkingDir: '/root',
    });
    const [command] = await commands({ CommandId: id });
    expect(command).toMatchObject({
      CommandId: id,
      Name: 'hello',
      Type: 'RunShellScript',
      CommandContent: base64('echo {{ who }} {{who}} {{what}}'),
      Description: 'says hello',
      EnableParameter: true,
      ParameterNames: { ParameterName: ['who', 'what'] },
      Timeout: 120,
      WorkingDir: '/root',
    });
    expect(world.cloud.inventory()).toContainEqual({ kind: 'ecs/commands', id, region: 'cn-chengdu' });
    await world.ok('DeleteCommand', { CommandId: id });
    expect(await commands({ CommandId: id })).toEqual([]);
    expect(await outcome('DeleteCommand', { CommandId: id })).toBe('404 InvalidCmdId.NotFound');
  });

  test('go in and come out as plain text where that is asked for', async () => {
    const id = await create({ CommandContent: 'ls -l', ContentEncoding: 'PlainText' });
    expect((await commands({ CommandId: id }))[0]?.CommandContent).toBe(base64('ls -l'));
    expect((await commands({ CommandId: id, ContentEncoding: 'PlainText' }))[0]?.CommandContent).toBe('ls -l');
  });

  test('are filtered and paged', async () => {
    const tagged = { 'Tag.1.Key': 'role', 'Tag.1.Value': 'filter' };
    for (const Name of ['one', 'two', 'three']) await create({ Name, ...tagged });
    await create({ Name: 'four', Type: 'RunBatScript', ...tagged });
    const names = async (parameters = {}) => (await commands({ ...tagged, ...parameters })).map(({ Name }) => Name);
    expect(await names()).toEqual(['one', 'two', 'three', 'four']);
    expect(await names({ Name: 'two' })).toEqual(['two']);
    expect(await names({ Type: 'RunBatScript' })).toEqual(['four']);
    expect(await names({ Provider: 'AlibabaCloud' })).toEqual([]);
    expect(await names({ PageSize: 3, PageNumber: 2 })).toEqual(['four']);
    const first = await world.ok('DescribeCommands', { ...tagged, MaxResults: 3 });
    expect(await names({ MaxResults: 3, NextToken: String(first.NextToken) })).toEqual(['four']);
  });

  test('of another region are not there', async () => {
    const answer = await world.elsewhere('DeleteCommand', { CommandId: await create() });
    expect(answer.body.Code).toBe('InvalidCmdId.NotFound');
  });

  test.each([
    ['a type that does not exist', { Type: 'RunPython' }, '404 InvalidCmdType.NotFound'],
    ['content that is no base64', { CommandContent: 'echo hello' }, '400 CmdContent.DecodeError'],
    ['content of more than 18 KB', { CommandContent: 'aaaa'.repeat(5000) }, '403 CmdContent.ExceedLimit'],
    ['a name that is too long', { Name: 'n'.repeat(129) }, '403 CmdName.ExceedLimit'],
    ['a description that is too long', { Description: 'd'.repeat(513) }, '403 CmdDesc.ExceedLimit'],
    ['a working directory that is too long', { WorkingDir: 'w'.repeat(201) }, '400 InvalidParameter.WorkingDir'],
    ['a timeout of a second', { Timeout: 1 }, '400 InvalidTimeout'],
    ['no name', { Name: '' }, '400 MissingName'],
    ['a parameter without a name', { CommandContent: base64('{{ }}') }, '400 CmdParam.EmptyKey'],
    ['a parameter with a name of its own kind', { CommandContent: base64('{{a b}}') }, '400 CmdParam.InvalidParamName'],
    ['a long parameter', { CommandContent: base64(`{{${'a'.repeat(65)}}}`) }, '403 CmdParamName.ExceedLimit'],
    [
      'many parameters',
      { CommandContent: base64(Array.from({ length: 21 }, (_, at) => `{{p${String(at)}}}`).join('')) },
      '403 CmdParamCount.ExceedLimit',
    ],
  ])('rejects %s', async (_, parameters, code) => {
    expect(await outcome('CreateCommand', { ...script, EnableParameter: true, ...parameters })).toBe(code);
  });
});

describe('invocations', () => {
  let instanceId: string;
  beforeAll(async () => {
    instanceId = await world.run();
  });

  test('ask who answers for the instance, with the parameters filled in', async () => {
    const id = await create({ CommandContent: base64('curl {{ URL }} # {{ACS::InstanceId}}'), EnableParameter: true });
    const parameters = { 'InstanceId.1': instanceId, Parameters: JSON.stringify({ url: 'http://alb' }) };
    const InvokeId = await invoke(id, { ...parameters, Username: 'root' });
    expect(asked.at(-1)).toEqual({
      regionId: 'cn-chengdu',
      instanceId,
      script: `curl http://alb # ${instanceId}`,
      type: 'RunShellScript',
    });
    const [quiet] = await invocations({ InvokeId });
    expect(quiet).toMatchObject({
      InvokeId,
      CommandId: id,
      RepeatMode: 'Once',
      Timed: false,
      Frequency: '',
      Username: 'root',
      InvocationStatus: 'Success',
      InvokeStatus: 'Finished',
    });
    expect(JSON.parse(String(quiet?.Parameters))).toEqual({ url: 'http://alb' });
    expect(quiet?.InvokeInstances.InvokeInstance).toMatchObject([{ InstanceId: instanceId, Output: '', ExitCode: 0 }]);
    const [loud] = await invocations({ InvokeId, IncludeOutput: true });
    expect(loud?.InvokeInstances.InvokeInstance[0]?.Output).toBe(base64('page\n'));
  });

  test('fail where the script fails, for some or for all', async () => {
    const failing = await create({ CommandContent: base64('false') });
    const [failed] = await invocations({ InvokeId: await invoke(failing, { 'InstanceId.1': instanceId }) });
    expect(failed).toMatchObject({ InvocationStatus: 'Failed' });
    const half = await create({ CommandContent: base64('{{ACS::InstanceName}}'), EnableParameter: true });
    const both = { 'InstanceId.1': instanceId, 'InstanceId.2': await world.run({ InstanceName: 'false' }) };
    expect(await invocations({ InvokeId: await invoke(half, both) })).toMatchObject([
      {
        InvocationStatus: 'PartialFailed',
        InvokeInstances: { InvokeInstance: [{ ExitCode: 0 }, { ExitCode: 1, InvocationStatus: 'Failed' }] },
      },
    ]);
  });

  test('rejects instances that do not run, and scripts for Windows', async () => {
    const stopped = await world.run();
    await world.ok('StopInstance', { InstanceId: stopped });
    const both = { 'InstanceId.1': instanceId, 'InstanceId.2': stopped };
    expect(await outcome('InvokeCommand', { CommandId: await create(), ...both })).toBe('400 InvalidInstance.NotMatch');
    const windows = { CommandId: await create({ Type: 'RunBatScript' }), 'InstanceId.1': instanceId };
    expect(await outcome('InvokeCommand', windows)).toBe('400 InvalidInstance.NotMatch');
  });

  test('are filtered by what they are of', async () => {
    const CommandId = await create({ Name: 'only' });
    const InvokeId = await invoke(CommandId, { 'InstanceId.1': instanceId });
    for (const filter of [{ CommandId }, { CommandName: 'only' }, { CommandId, InstanceId: instanceId }]) {
      expect((await invocations(filter)).map((invocation) => invocation.InvokeId)).toEqual([InvokeId]);
    }
    expect(await invocations({ CommandId, InvokeStatus: 'Failed' })).toEqual([]);
    expect(await invocations({ CommandId, InstanceId: 'i-other' })).toEqual([]);
  });

  test('by the clock wait until they are stopped, and hold their command until then', async () => {
    const CommandId = await create();
    const before = asked.length;
    const InvokeId = await invoke(CommandId, {
      'InstanceId.1': instanceId,
      RepeatMode: 'Period',
      Frequency: '0 0 3 * * ?',
    });
    expect(await invocations({ InvokeId })).toMatchObject([{ InvocationStatus: 'Scheduled', Timed: true }]);
    expect(world.cloud.inventory()).toContainEqual({ kind: 'ecs/invocations', id: InvokeId, region: 'cn-chengdu' });
    expect(await outcome('DeleteCommand', { CommandId })).toBe('403 InvalidStatus.CmdIdInUse');
    await world.ok('StopInvocation', { InvokeId });
    expect(await invocations({ InvokeId })).toMatchObject([{ InvocationStatus: 'Stopped' }]);
    expect(world.cloud.inventory().map(({ kind }) => kind)).not.toContain('ecs/invocations');
    expect(await outcome('DeleteCommand', { CommandId })).toBe('200');
    expect(asked).toHaveLength(before);
  });

  test('that have ended stay as they are when they are stopped', async () => {
    const InvokeId = await invoke(await create(), { 'InstanceId.1': instanceId });
    expect(await outcome('StopInvocation', { InvokeId })).toBe('200');
    expect(await invocations({ InvokeId })).toMatchObject([{ InvocationStatus: 'Success' }]);
  });

  test.each([
    ['a command that does not exist', { CommandId: 'c-none' }, '404 InvalidCmdId.NotFound'],
    ['an instance that does not exist', { 'InstanceId.1': 'i-none' }, '404 InvalidInstance.NotFound'],
    ['a username that is too long', { Username: 'u'.repeat(256) }, '403 Username.ExceedLimit'],
    ['no instance', { 'InstanceId.1': '' }, '400 MissingParam.InstanceId'],
    ['a clock without hours', { RepeatMode: 'Period' }, '400 MissingParam.Frequency'],
    ['hours that are none', { Frequency: 'daily' }, '400 InvalidParam.Frequency'],
    ['a repeat mode that does not exist', { RepeatMode: 'Often' }, '404 InvalidRepeatMode.NotFound'],
    ['parameters for a command that takes none', { Parameters: '{"a":"b"}' }, '400 Parameter.Disabled'],
    ['parameters that are no JSON', { Parameters: 'a=b' }, '400 InvalidParameter.Parameters'],
  ])('rejects %s', async (_, parameters, code) => {
    const valid = { CommandId: await create(), 'InstanceId.1': instanceId };
    expect(await outcome('InvokeCommand', { ...valid, ...parameters })).toBe(code);
  });

  test.each([
    ['that leave something open', { a: '1' }, '400 Parameter.MissingValue'],
    ['that nobody asked for', { a: '1', b: '2', c: '3' }, '403 Parameter.NotMatched'],
    [
      'in numbers',
      Object.fromEntries('abcdefghijk'.split('').map((name) => [name, ''])),
      '403 ParameterCount.ExceedLimit',
    ],
    ['that fill the script, in any case', { A: '1', B: '' }, '200'],
  ])('takes parameters for what they are: %s', async (_, given, code) => {
    const CommandId = await create({ CommandContent: base64('echo {{a}} {{b}}'), EnableParameter: true });
    const parameters = { CommandId, 'InstanceId.1': instanceId, Parameters: JSON.stringify(given) };
    expect(await outcome('InvokeCommand', parameters)).toBe(code);
  });

  test('rejects stopping what does not exist', async () => {
    expect(await outcome('StopInvocation', { InvokeId: 't-none' })).toBe('404 InvalidInvokeId.NotFound');
  });
});

describe('a script that is run without a command of its own', () => {
  let instanceId: string;
  const plain = { Type: 'RunShellScript', CommandContent: 'echo hello' };
  beforeAll(async () => {
    instanceId = await world.run();
  });

  async function results(parameters: Record<string, string>): Promise<Record<string, unknown>[]> {
    const { Invocation } = await world.ok('DescribeInvocationResults', parameters);
    return (Invocation as { InvocationResults: { InvocationResult: Record<string, unknown>[] } }).InvocationResults
      .InvocationResult;
  }

  test('is asked of the instance, and leaves a result and no command', async () => {
    const { InvokeId, CommandId } = await world.ok('RunCommand', { ...plain, 'InstanceId.1': instanceId });
    expect(asked.at(-1)).toMatchObject({ instanceId, script: 'echo hello' });
    expect(await results({ InvokeId: String(InvokeId) })).toMatchObject([
      {
        InvokeId,
        CommandId,
        InstanceId: instanceId,
        InvocationStatus: 'Success',
        Output: base64('page\n'),
        Dropped: 0,
      },
    ]);
    expect(await results({ InvokeId: String(InvokeId), ContentEncoding: 'PlainText' })).toMatchObject([
      { Output: 'page\n', ExitCode: 0 },
    ]);
    expect(await results({ InvokeId: String(InvokeId), InstanceId: 'i-other' })).toEqual([]);
    expect(await commands({ CommandId: String(CommandId) })).toEqual([]);
  });

  test('is kept as a command where that is asked for', async () => {
    const parameters = { ...plain, ContentEncoding: 'base64', CommandContent: base64('ls'), KeepCommand: true };
    const { CommandId } = await world.ok('RunCommand', { ...parameters, 'InstanceId.1': instanceId });
    expect(await commands({ CommandId: String(CommandId) })).toMatchObject([{ CommandContent: base64('ls') }]);
  });

  test('is run once for one token', async () => {
    const parameters = { ...plain, 'InstanceId.1': instanceId, ClientToken: 'once' };
    const before = asked.length;
    const { InvokeId } = await world.ok('RunCommand', parameters);
    expect((await world.ok('RunCommand', parameters)).InvokeId).toBe(InvokeId);
    expect(asked.length).toBe(before + 1);
  });

  test('ends with a code where it fails', async () => {
    const failing = { ...plain, CommandContent: 'false', 'InstanceId.1': instanceId };
    const { InvokeId } = await world.ok('RunCommand', failing);
    expect(await results({ InvokeId: String(InvokeId) })).toMatchObject([
      { InvocationStatus: 'Failed', InvokeRecordStatus: 'Failed', ExitCode: 1, ErrorCode: 'ExitCodeNonzero' },
    ]);
  });

  test.each([
    ['a type that does not exist', { Type: 'RunPython' }, '404 InvalidCmdType.NotFound'],
    ['content of more than 24 KB', { CommandContent: 'a'.repeat(20_000) }, '403 CmdContent.ExceedLimit'],
    ['no instance', { 'InstanceId.1': '' }, '400 MissingParam.InstanceId'],
    ['an instance that does not exist', { 'InstanceId.1': 'i-none' }, '404 InvalidInstance.NotFound'],
  ])('rejects %s', async (_, parameters, code) => {
    expect(await outcome('RunCommand', { ...plain, 'InstanceId.1': instanceId, ...parameters })).toBe(code);
  });

  test('is possible where the agent is at work, which is where the instance runs', async () => {
    const stopped = await world.run();
    await world.ok('StopInstance', { InstanceId: stopped });
    const { InstanceCloudAssistantStatusSet: set } = await world.ok('DescribeCloudAssistantStatus', {
      'InstanceId.1': instanceId,
      'InstanceId.2': stopped,
    });
    const { InstanceCloudAssistantStatus: list } = set as { InstanceCloudAssistantStatus: Record<string, unknown>[] };
    expect(list.map(({ InstanceId, CloudAssistantStatus }) => [InstanceId, CloudAssistantStatus])).toEqual([
      [instanceId, 'true'],
      [stopped, 'false'],
    ]);
  });
});

test('of a long output 24 KB stay, and how much was dropped is told', async () => {
  const verbose = await startWorld({ answerCommand: () => ({ output: 'é'.repeat(20_000), exitCode: 0 }) });
  const parameters = { Type: 'RunShellScript', CommandContent: 'cat', 'InstanceId.1': await verbose.run() };
  const { InvokeId } = await verbose.ok('RunCommand', parameters);
  const { Invocation } = await verbose.ok('DescribeInvocationResults', { InvokeId: String(InvokeId) });
  const [result] = (Invocation as { InvocationResults: { InvocationResult: { Output: string; Dropped: number }[] } })
    .InvocationResults.InvocationResult;
  expect(Buffer.from(result!.Output, 'base64')).toHaveLength(24 * 1024);
  expect(result!.Dropped).toBe(40_000 - 24 * 1024);
  await verbose.cloud.close();
});

describe('by themselves', () => {
  let now = Date.now();
  let other: World;
  const options: Pick<LocalCloudOptions, 'clock' | 'delays'> = {
    clock: () => now,
    delays: { InvokeCommand: 5000, RunCommand: 60_000 },
  };
  beforeAll(async () => {
    other = await startWorld(options);
  });
  afterAll(() => other.cloud.close());

  async function invokeThere(): Promise<string> {
    const { CommandId } = await other.ok('CreateCommand', script);
    const parameters = { CommandId: String(CommandId), 'InstanceId.1': await other.run() };
    return String((await other.ok('InvokeCommand', parameters)).InvokeId);
  }

  test('invocations are pending for their time, and then say that nothing was run', async () => {
    const InvokeId = await invokeThere();
    expect(await invocations({ InvokeId, IncludeOutput: true }, other)).toMatchObject([
      { InvocationStatus: 'Pending', InvokeInstances: { InvokeInstance: [{ Output: '' }] } },
    ]);
    now += 5000;
    const asking = { InvokeId, IncludeOutput: true, ContentEncoding: 'PlainText' };
    const [done] = await invocations(asking, other);
    expect(done?.InvocationStatus).toBe('Success');
    expect(done?.InvokeInstances.InvokeInstance[0]?.Output).toMatch(/does not emulate this command: nothing was run/);
  });

  test('one that is stopped in time never ends well', async () => {
    const InvokeId = await invokeThere();
    await other.ok('StopInvocation', { InvokeId });
    now += 5000;
    expect(await invocations({ InvokeId }, other)).toMatchObject([{ InvocationStatus: 'Stopped' }]);
  });

  test('one that takes longer than it may ends when its time is over, and tells nothing of what it did', async () => {
    const parameters = { Type: 'RunShellScript', CommandContent: 'sleep 60', Timeout: 10 };
    const { InvokeId } = await other.ok('RunCommand', { ...parameters, 'InstanceId.1': await other.run() });
    const status = async () => {
      const { Invocation } = await other.ok('DescribeInvocationResults', { InvokeId: String(InvokeId) });
      return (Invocation as { InvocationResults: { InvocationResult: unknown[] } }).InvocationResults.InvocationResult;
    };
    now += 9000;
    expect(await status()).toMatchObject([{ InvocationStatus: 'Pending', Output: '', FinishedTime: '' }]);
    now += 1000;
    expect(await status()).toMatchObject([
      { InvocationStatus: 'Timeout', ErrorCode: 'ExecutionTimeout', Output: '', InvokeRecordStatus: 'Failed' },
    ]);
  });
});
