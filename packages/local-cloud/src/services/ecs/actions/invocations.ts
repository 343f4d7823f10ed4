import { z } from 'zod';
import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { parameter, tagFilterParameter, tagsParameter } from '../../../protocol/parameters';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../../resource-groups';
import { hasTags, readTags } from '../../tags';
import { isoSecond } from '../../times';
import { notEmulated } from '../command-answers';
import {
  type Command,
  type Invocation,
  invocations,
  type InvokedInstance,
  parameterNamesIn,
  repeatModes,
  requireCommand,
  scriptOf,
  statusOf,
} from '../commands';
import { ecsErrors } from '../errors';
import { type Instance, instances } from '../model';
import { eitherPage, eitherPageParameters } from '../paging';
import { ecsTagList } from '../tag-list';
import { ecsTagLimits } from '../tag-limits';
import { contentEncoding, encoded } from './commands';

/** How long the records of invocations are kept: four weeks (API reference, `DescribeInvocations`). */
const RETENTION_MS = 28 * 24 * 60 * 60 * 1000;

/** `rate(10m)`, `at(2030-01-01 08:00:00 UTC)`, or a cron expression of six or seven fields, which may name a time zone. */
const frequencyForm = /^(?:rate\(\d+[smhd]\)|at\([^()]+\)|\S+(?: \S+){5,7})$/;

/** Ends `Pending`. What came out is known from the start and shown from here on. */
const invocationFinished = effect('ecs/invocationFinished', ({ store }, invokeId) => {
  const invocation = store.get(invocations, invokeId);
  if (!invocation) return;
  store.update(invocations, invokeId, {
    instances: invocation.instances.map((instance) => ({
      ...instance,
      status: instance.status === 'Pending' ? (instance.exitCode === 0 ? 'Success' : 'Failed') : instance.status,
    })),
  });
});

const invokeCommand = operation({
  action: 'InvokeCommand',
  kind: 'write',
  parameters: {
    CommandId: parameter.text(),
    InstanceId: parameter.list(parameter.text()),
    RepeatMode: parameter.optional(parameter.oneOf(repeatModes)),
    Frequency: parameter.optional(parameter.text()),
    Parameters: parameter.optional(z.preprocess(readJson, z.record(z.string().max(64), z.coerce.string()))),
    Timeout: parameter.optional(parameter.integer({ min: 10, max: 86_400 })),
    WorkingDir: parameter.optional(parameter.text()),
    Username: parameter.optional(parameter.text()),
    ResourceGroupId: parameter.optional(resourceGroupId()),
    Tag: parameter.optional(tagsParameter()),
  },
  missing: { InstanceId: ecsErrors.invokedInstanceMissing },
  invalid: { RepeatMode: ecsErrors.repeatMode, Parameters: ecsErrors.parameters },
  handle: (call, request) => {
    const { Parameters = {}, Frequency = '', Username = '' } = request;
    const repeatMode = Frequency !== '' ? 'Period' : (request.RepeatMode ?? 'Once');
    if (repeatMode === 'Period' && Frequency === '') refuse(ecsErrors.frequencyMissing);
    if (Frequency !== '' && !frequencyForm.test(Frequency)) refuse(ecsErrors.frequency);
    if (Username.length > 255) refuse(ecsErrors.invocationUsername);
    const tags = readTags(request.Tag, ecsTagLimits);
    if (request.InstanceId.length > 100) refuse(ecsErrors.tooManyInvokedInstances);
    const known = requireCommand(call, request.CommandId);
    const command = {
      ...known,
      timeout: request.Timeout ?? known.timeout,
      workingDir: request.WorkingDir ?? known.workingDir,
    };
    checkParameters(command, Parameters);
    const invoked = request.InstanceId.map((instanceId) => requireInvocable(call, instanceId, command));
    forgetOld(call);
    const invokeId = call.newId('t');
    const asked = (instance: Instance): InvokedInstance =>
      repeatMode === 'Once'
        ? ask(call, instance, command, Parameters, invokeId)
        : { instanceId: instance.instanceId, status: 'Scheduled', exitCode: 0, output: '' };
    call.store.put<Invocation, string>(invocations, {
      invokeId,
      regionId: call.region,
      command,
      instances: invoked.map(asked),
      parameters: Parameters,
      repeatMode,
      timed: repeatMode === 'Period',
      frequency: Frequency,
      username: Username,
      resourceGroupId: request.ResourceGroupId ?? DEFAULT_RESOURCE_GROUP,
      createdAt: call.now,
      tags,
    });
    call.settle(invocationFinished, invokeId);
    return { InvokeId: invokeId };
  },
});

const describeInvocations = operation({
  action: 'DescribeInvocations',
  kind: 'read',
  parameters: {
    InvokeId: parameter.optional(parameter.text()),
    CommandId: parameter.optional(parameter.text()),
    CommandName: parameter.optional(parameter.text()),
    CommandType: parameter.optional(parameter.text()),
    InstanceId: parameter.optional(parameter.text()),
    InvokeStatus: parameter.optional(parameter.text()),
    RepeatMode: parameter.optional(parameter.oneOf(repeatModes)),
    Timed: parameter.optional(parameter.boolean()),
    IncludeOutput: parameter.withDefault(parameter.boolean(), false),
    ContentEncoding: contentEncoding,
    ResourceGroupId: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagFilterParameter()),
    ...eitherPageParameters(50, 50),
  },
  invalid: { RepeatMode: ecsErrors.repeatMode },
  handle: ({ store, region }, request) => {
    const found = store.where(invocations, 'region', region).filter((invocation) => {
      const { command } = invocation;
      const equal: readonly (readonly [unknown, unknown])[] = [
        [request.InvokeId, invocation.invokeId],
        [request.CommandId, command.commandId],
        [request.CommandName, command.name],
        [request.CommandType, command.type],
        [request.InvokeStatus, oldStatus(statusOf(invocation))],
        [request.RepeatMode, invocation.repeatMode],
        [request.Timed, invocation.timed],
        [request.ResourceGroupId, invocation.resourceGroupId],
      ];
      return (
        equal.every(([wanted, actual]) => wanted === undefined || wanted === actual) &&
        (request.InstanceId === undefined ||
          invocation.instances.some(({ instanceId }) => instanceId === request.InstanceId)) &&
        hasTags(invocation.tags, request.Tag)
      );
    });
    const { items, fields } = eitherPage(found, request, (invocation) => invocation.invokeId);
    return { ...fields, Invocations: { Invocation: items.map((invocation) => describe(invocation, request)) } };
  },
});

const stopInvocation = operation({
  action: 'StopInvocation',
  kind: 'write',
  parameters: {
    InvokeId: parameter.text(),
    InstanceId: parameter.optional(parameter.list(parameter.text())),
  },
  // One that has finished stays as it is, and the call succeeds all the same.
  handle: ({ store, region }, request) => {
    const invocation = store.get(invocations, request.InvokeId);
    if (invocation?.regionId !== region) refuse(ecsErrors.invocationNotFound);
    const isMeant = ({ instanceId }: InvokedInstance): boolean => request.InstanceId?.includes(instanceId) ?? true;
    const canStop = ({ status }: InvokedInstance): boolean => status === 'Pending' || status === 'Scheduled';
    store.update(invocations, invocation.invokeId, {
      instances: invocation.instances.map((instance) =>
        isMeant(instance) && canStop(instance) ? { ...instance, status: 'Stopped', output: '' } : instance,
      ),
    });
    return {};
  },
});

/** An instance that can be asked: it runs, and Linux (the local cloud has no other) runs shell scripts alone. */
function requireInvocable(call: Call, instanceId: string, command: Command): Instance {
  const instance = call.store.get(instances, instanceId);
  if (instance?.regionId !== call.region) return refuse(ecsErrors.invokedInstanceNotFound);
  const matches = instance.status === 'Running' && command.type === 'RunShellScript';
  return matches ? instance : refuse(ecsErrors.invokedInstanceNotMatched);
}

function ask(
  call: Call,
  { instanceId, name }: Instance,
  command: Command,
  parameters: Invocation['parameters'],
  invokeId: string,
): InvokedInstance {
  const script = scriptOf(command, parameters, {
    RegionId: call.region,
    AccountId: call.accountId,
    InstanceId: instanceId,
    InstanceName: name,
    InvokeId: invokeId,
    CommandId: command.commandId,
  });
  const answerCommand = call.settings.answerCommand ?? notEmulated;
  const { output, exitCode } = answerCommand({ regionId: call.region, instanceId, script, type: command.type });
  return { instanceId, status: 'Pending', output, exitCode };
}

/** Parameters need a command that takes them, and it needs all that its script names, and no others. */
function checkParameters(command: Command, parameters: Invocation['parameters']): void {
  const given = Object.keys(parameters).map((name) => name.toLowerCase());
  if (!command.enableParameter) {
    if (given.length > 0) refuse(ecsErrors.parameterDisabled);
    return;
  }
  if (given.length > 10) refuse(ecsErrors.tooManyParameters);
  const wanted = parameterNamesIn(command.content);
  if (given.some((name) => !wanted.includes(name))) refuse(ecsErrors.parameterNotMatched);
  if (wanted.some((name) => !given.includes(name))) refuse(ecsErrors.parameterMissing);
}

function describe(
  invocation: Invocation,
  { IncludeOutput, ContentEncoding }: { IncludeOutput: boolean; ContentEncoding: 'PlainText' | 'Base64' },
) {
  const { command } = invocation;
  const createdAt = isoSecond(invocation.createdAt);
  const status = statusOf(invocation);
  return {
    InvokeId: invocation.invokeId,
    CommandId: command.commandId,
    CommandName: command.name,
    CommandType: command.type,
    CommandDescription: command.description,
    CommandContent: encoded(command.content, ContentEncoding),
    CreationTime: createdAt,
    // The provider reads it as a text even when there is nothing in it.
    Parameters: JSON.stringify(invocation.parameters),
    RepeatMode: invocation.repeatMode,
    Timed: invocation.timed,
    Frequency: invocation.frequency,
    Timeout: command.timeout,
    Username: invocation.username,
    WorkingDir: command.workingDir,
    InvocationStatus: status,
    InvokeStatus: oldStatus(status),
    Tags: ecsTagList(invocation.tags),
    InvokeInstances: {
      InvokeInstance: invocation.instances.map((instance) => {
        const isFinal = instance.status === 'Success' || instance.status === 'Failed';
        const output = Buffer.from(isFinal && IncludeOutput ? instance.output : '').toString('base64');
        return {
          InstanceId: instance.instanceId,
          InvocationStatus: instance.status,
          InstanceInvokeStatus: oldStatus(instance.status),
          ExitCode: isFinal ? instance.exitCode : 0,
          ErrorCode: '',
          ErrorInfo: '',
          Output: encoded(output, ContentEncoding),
          Dropped: 0,
          Repeats: isFinal ? 1 : 0,
          Timed: invocation.timed,
          CreationTime: createdAt,
          StartTime: isFinal ? createdAt : '',
          FinishTime: isFinal ? createdAt : '',
          StopTime: instance.status === 'Stopped' ? createdAt : '',
          UpdateTime: createdAt,
        };
      }),
    },
  };
}

/** The older field's words for the same states. */
function oldStatus(status: ReturnType<typeof statusOf>): string {
  if (status === 'Success') return 'Finished';
  return status === 'Pending' || status === 'Scheduled' ? 'Running' : status;
}

function forgetOld({ store, region, now }: Call): void {
  for (const invocation of store.where(invocations, 'region', region)) {
    if (statusOf(invocation) === 'Scheduled' || now - invocation.createdAt < RETENTION_MS) continue;
    store.remove(invocations, invocation.invokeId);
  }
}

function readJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Invoking commands, and reading and stopping what was invoked. */
export const invocationOperations = [invokeCommand, describeInvocations, stopInvocation];
/** What happens to invocations later. */
export const invocationEffects = [invocationFinished];
