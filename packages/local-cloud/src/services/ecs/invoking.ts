import { z } from 'zod';
import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { effect } from '../../protocol/effect';
import { parameter, tagsParameter } from '../../protocol/parameters';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../resource-groups';
import { readTags } from '../tags';
import { notEmulated } from './command-answers';
import {
  type Command,
  type Invocation,
  invocations,
  type InvokedInstance,
  parameterNamesIn,
  repeatModes,
  scriptOf,
  statusOf,
} from './commands';
import { ecsErrors } from './errors';
import { type Instance, instances } from './model';
import { ecsTagLimits } from './tag-limits';

/** How long the records of invocations are kept: four weeks (API reference, `DescribeInvocations`). */
const RETENTION_MS = 28 * 24 * 60 * 60 * 1000;

/** `rate(10m)`, `at(2030-01-01 08:00:00 UTC)`, or a cron expression of six or seven fields, which may name a time zone. */
const frequencyForm = /^(?:rate\(\d+[smhd]\)|at\([^()]+\)|\S+(?: \S+){5,7})$/;

/** What every call that invokes a command takes. */
export const invocationParameters = {
  InstanceId: parameter.list(parameter.text()),
  RepeatMode: parameter.optional(parameter.oneOf(repeatModes)),
  Frequency: parameter.optional(parameter.text()),
  Parameters: parameter.optional(z.preprocess(readJson, z.record(z.string().max(64), z.coerce.string()))),
  Username: parameter.optional(parameter.text()),
  ResourceGroupId: parameter.optional(resourceGroupId()),
  Tag: parameter.optional(tagsParameter()),
};

type InvocationRequest = z.infer<z.ZodObject<typeof invocationParameters>>;

/** What is refused of them, and how. */
export const invocationRefusals = {
  missing: { InstanceId: ecsErrors.invokedInstanceMissing },
  invalid: { RepeatMode: ecsErrors.repeatMode, Parameters: ecsErrors.parameters },
} as const;

/** Ends `Pending`: what came out is known from the start and shown from here on, unless it took too long. */
export const invocationFinished = effect('ecs/invocationFinished', ({ store, now }, invokeId) => {
  const invocation = store.get(invocations, invokeId);
  if (!invocation) return;
  const isLate = now - invocation.createdAt >= invocation.command.timeout * 1000;
  const ended = ({ exitCode }: InvokedInstance) => (isLate ? 'Timeout' : exitCode === 0 ? 'Success' : 'Failed');
  store.update(invocations, invokeId, {
    instances: invocation.instances.map((instance) =>
      instance.status === 'Pending' ? { ...instance, status: ended(instance) } : instance,
    ),
  });
});

/**
 * Invokes a command, which need not be kept; answers the id of the invocation.
 *
 * @param action - What the time that it takes is called by in the settings.
 * @param find - The command; called once the request itself is found to be in order.
 */
export function invoke(call: Call, action: string, request: InvocationRequest, find: () => Command): string {
  const { Parameters = {}, Frequency = '', Username = '' } = request;
  const repeatMode = Frequency !== '' ? 'Period' : (request.RepeatMode ?? 'Once');
  if (repeatMode === 'Period' && Frequency === '') refuse(ecsErrors.frequencyMissing);
  if (Frequency !== '' && !frequencyForm.test(Frequency)) refuse(ecsErrors.frequency);
  if (Username.length > 255) refuse(ecsErrors.invocationUsername);
  const tags = readTags(request.Tag, ecsTagLimits);
  if (request.InstanceId.length > 100) refuse(ecsErrors.tooManyInvokedInstances);
  const command = find();
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
  call.settle(invocationFinished, invokeId, shareUntilTimeout(call, action, command));
  return invokeId;
}

/** A command that would take longer than it may ends when its time is over. */
function shareUntilTimeout({ settings: { delays } }: Call, action: string, { timeout }: Command): number {
  const delay = delays[action] ?? delays.default ?? 0;
  return delay > timeout * 1000 ? (timeout * 1000) / delay : 1;
}

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
