import { operation } from '../../../protocol/operation';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { hasTags } from '../../tags';
import { isoSecond } from '../../times';
import { type Invocation, invocations, type InvokedInstance, repeatModes, statusOf } from '../commands';
import { ecsErrors } from '../errors';
import { instances } from '../model';
import { eitherPage, eitherPageParameters } from '../paging';
import { ecsTagList } from '../tag-list';
import { contentEncoding, encoded } from './commands';

/** Bytes of an output that are kept (API reference, `DescribeInvocationResults`). */
const MAX_OUTPUT = 24 * 1024;

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

const describeInvocationResults = operation({
  action: 'DescribeInvocationResults',
  kind: 'read',
  parameters: {
    InvokeId: parameter.optional(parameter.text()),
    InstanceId: parameter.optional(parameter.text()),
    CommandId: parameter.optional(parameter.text()),
    InvokeRecordStatus: parameter.optional(parameter.text()),
    // Only what runs by the clock has a history, and nothing of that ever runs here.
    IncludeHistory: parameter.optional(parameter.boolean()),
    ContentEncoding: contentEncoding,
    ResourceGroupId: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagFilterParameter()),
    ...eitherPageParameters(50, 50),
  },
  handle: ({ store, region }, request) => {
    const found = store.where(invocations, 'region', region).flatMap((invocation) => {
      const equal: readonly (readonly [string | undefined, string])[] = [
        [request.InvokeId, invocation.invokeId],
        [request.CommandId, invocation.command.commandId],
        [request.InvokeRecordStatus, oldStatus(statusOf(invocation))],
        [request.ResourceGroupId, invocation.resourceGroupId],
      ];
      const isMeant =
        equal.every(([wanted, actual]) => wanted === undefined || wanted === actual) &&
        hasTags(invocation.tags, request.Tag);
      return invocation.instances
        .filter(({ instanceId }) => isMeant && (request.InstanceId ?? instanceId) === instanceId)
        .map((instance) => ({ invocation, instance }));
    });
    const { items, fields } = eitherPage(
      found,
      request,
      ({ invocation, instance }) => `${invocation.invokeId} ${instance.instanceId}`,
    );
    const list = items.map(({ invocation, instance }) => {
      const createdAt = isoSecond(invocation.createdAt);
      const { isFinal, fields: told } = outcome(instance, request.ContentEncoding);
      return {
        InvokeId: invocation.invokeId,
        CommandId: invocation.command.commandId,
        InstanceId: instance.instanceId,
        InvocationStatus: instance.status,
        InvokeRecordStatus: oldStatus(statusOf(invocation)),
        ...told,
        StartTime: isFinal ? createdAt : '',
        FinishedTime: isFinal ? createdAt : '',
        StopTime: instance.status === 'Stopped' ? createdAt : '',
        Username: invocation.username,
        Tags: ecsTagList(invocation.tags),
      };
    });
    return { Invocation: { ...fields, InvocationResults: { InvocationResult: list } } };
  },
});

/** Every instance has the agent; it is at work where the instance runs. */
const describeCloudAssistantStatus = operation({
  action: 'DescribeCloudAssistantStatus',
  kind: 'read',
  parameters: {
    InstanceId: parameter.optional(parameter.list(parameter.text())),
    OSType: parameter.optional(parameter.oneOf(['Windows', 'Linux', 'FreeBSD'])),
    ...eitherPageParameters(50, 50),
  },
  handle: ({ store, region, now }, request) => {
    const wanted = request.InstanceId ?? [];
    const found = store
      .where(instances, 'region', region)
      .filter(({ instanceId }) => wanted.length === 0 || wanted.includes(instanceId))
      .filter(() => (request.OSType ?? 'Linux') === 'Linux');
    const { items, fields } = eitherPage(found, request, ({ instanceId }) => instanceId);
    const all = store.where(invocations, 'region', region);
    const list = items.map(({ instanceId, status }) => {
      const asked = all.filter((invocation) => invocation.instances.some((each) => each.instanceId === instanceId));
      const latest = asked.reduce((last, { createdAt }) => Math.max(last, createdAt), 0);
      const active = asked.filter((invocation) => statusOf(invocation) === 'Pending').length;
      const isAtWork = status === 'Running';
      return {
        InstanceId: instanceId,
        CloudAssistantStatus: String(isAtWork),
        CloudAssistantVersion: '2.2.4.989',
        OSType: 'Linux',
        InvocationCount: asked.length,
        ActiveTaskCount: active,
        LastHeartbeatTime: isAtWork ? isoSecond(now) : '',
        LastInvokedTime: latest === 0 ? '' : isoSecond(latest),
        SupportSessionManager: true,
      };
    });
    return { ...fields, InstanceCloudAssistantStatusSet: { InstanceCloudAssistantStatus: list } };
  },
});

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
        const { isFinal, fields } = outcome(instance, ContentEncoding);
        return {
          InstanceId: instance.instanceId,
          InvocationStatus: instance.status,
          InstanceInvokeStatus: oldStatus(instance.status),
          ...fields,
          ...(!IncludeOutput && { Output: '', Dropped: 0 }),
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

/** How one instance did; nothing is told before it has ended. Of a long output the beginning stays (which part is not documented). */
function outcome({ status, output, exitCode }: InvokedInstance, encoding: 'PlainText' | 'Base64') {
  const isFinal = status === 'Success' || status === 'Failed' || status === 'Timeout';
  const isTold = isFinal && status !== 'Timeout';
  const whole = Buffer.from(isTold ? output : '');
  const [code, info] = ERRORS[status] ?? ['', ''];
  return {
    isFinal,
    fields: {
      ExitCode: isTold ? exitCode : 0,
      ErrorCode: code,
      ErrorInfo: info,
      Output: encoded(whole.subarray(0, MAX_OUTPUT).toString('base64'), encoding),
      Dropped: Math.max(0, whole.length - MAX_OUTPUT),
      Repeats: isFinal ? 1 : 0,
    },
  };
}

/** Codes and words of `DescribeInvocationResults`. */
const ERRORS: Partial<Record<InvokedInstance['status'], readonly [code: string, info: string]>> = {
  Failed: ['ExitCodeNonzero', 'the command execution exit code is not zero'],
  Timeout: ['ExecutionTimeout', 'the command execution has been timeout'],
};

/** The older field's words for the same states. */
function oldStatus(status: ReturnType<typeof statusOf>): string {
  if (status === 'Success') return 'Finished';
  if (status === 'Timeout') return 'Failed';
  return status === 'Pending' || status === 'Scheduled' ? 'Running' : status;
}

/** Reading what was invoked, and whether instances can be asked. */
export const invocationReadOperations = [describeInvocations, describeInvocationResults, describeCloudAssistantStatus];
