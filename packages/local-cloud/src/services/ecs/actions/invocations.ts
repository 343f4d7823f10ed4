import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { type Command, commands, commandTypes, invocations, type InvokedInstance, requireCommand } from '../commands';
import { ecsErrors } from '../errors';
import { invocationFinished, invocationParameters, invocationRefusals, invoke } from '../invoking';
import { checkQuota, newCommand } from './commands';

/** Bytes of a script in base64 that is run (API reference, `RunCommand`). */
const MAX_CONTENT = 24 * 1024;

const invokeCommand = operation({
  action: 'InvokeCommand',
  kind: 'write',
  parameters: {
    ...invocationParameters,
    CommandId: parameter.text(),
    Timeout: parameter.optional(parameter.integer({ min: 10, max: 86_400 })),
    WorkingDir: parameter.optional(parameter.text()),
  },
  ...invocationRefusals,
  handle: (call, request) => {
    const find = (): Command => {
      const known = requireCommand(call, request.CommandId);
      const { Timeout: timeout = known.timeout, WorkingDir: workingDir = known.workingDir } = request;
      return { ...known, timeout, workingDir };
    };
    return { InvokeId: invoke(call, 'InvokeCommand', request, find) };
  },
});

/** Makes a command and invokes it; afterwards the command is gone, unless it is to be kept. */
const runCommand = operation({
  action: 'RunCommand',
  kind: 'write',
  parameters: {
    ...invocationParameters,
    Type: parameter.oneOf(commandTypes),
    CommandContent: parameter.text(),
    // Here, unlike in `CreateCommand`, anything else than Base64 is plain text.
    ContentEncoding: parameter.optional(parameter.text()),
    Name: parameter.optional(parameter.text()),
    Description: parameter.optional(parameter.text()),
    EnableParameter: parameter.withDefault(parameter.boolean(), false),
    KeepCommand: parameter.withDefault(parameter.boolean(), false),
    // Seconds.
    Timeout: parameter.withDefault(parameter.integer({ min: 10, max: 86_400 }), 60),
    WorkingDir: parameter.optional(parameter.text()),
  },
  missing: invocationRefusals.missing,
  invalid: { ...invocationRefusals.invalid, Type: ecsErrors.commandType },
  handle: (call, request) => {
    const encoding = request.ContentEncoding?.toLowerCase() === 'base64' ? 'Base64' : 'PlainText';
    const command = newCommand(call, request, { encoding, most: MAX_CONTENT });
    if (request.KeepCommand) checkQuota(call);
    const invokeId = invoke(call, 'RunCommand', request, () => command);
    if (request.KeepCommand) call.store.put<Command, string>(commands, command);
    return { CommandId: command.commandId, InvokeId: invokeId };
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

/** Invoking commands, and stopping what was invoked. */
export const invocationOperations = [invokeCommand, runCommand, stopInvocation];
/** What happens to invocations later. */
export const invocationEffects = [invocationFinished];
