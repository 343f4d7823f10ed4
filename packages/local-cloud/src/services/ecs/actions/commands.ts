import { z } from 'zod';
import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { parameter, tagFilterParameter, tagsParameter } from '../../../protocol/parameters';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../../resource-groups';
import { hasTags, readTags } from '../../tags';
import { isoSecond } from '../../times';
import {
  type Command,
  commands,
  commandTypes,
  invocations,
  parameterNamesIn,
  requireCommand,
  statusOf,
} from '../commands';
import { ecsErrors } from '../errors';
import { eitherPage, eitherPageParameters } from '../paging';
import { ecsTagList } from '../tag-list';
import { ecsTagLimits } from '../tag-limits';

/** What an account begins with in each region (API reference, `CreateCommand`). */
const COMMANDS_PER_REGION = 500;

/** Bytes of a script in base64 that is kept (API reference, `CreateCommand`). */
const MAX_CONTENT = 18 * 1024;

/** Whether a text travels as it is or in base64, which any other value means as well. */
export const contentEncoding = z
  .string()
  .optional()
  .transform((text) => (text === 'PlainText' ? text : 'Base64'));

const createCommand = operation({
  action: 'CreateCommand',
  kind: 'write',
  parameters: {
    Name: parameter.text(),
    Type: parameter.oneOf(commandTypes),
    CommandContent: parameter.text(),
    ContentEncoding: contentEncoding,
    Description: parameter.optional(parameter.text()),
    EnableParameter: parameter.withDefault(parameter.boolean(), false),
    // Seconds.
    Timeout: parameter.withDefault(parameter.integer({ min: 10, max: 86_400 }), 60),
    WorkingDir: parameter.optional(parameter.text()),
    ResourceGroupId: parameter.optional(resourceGroupId()),
    Tag: parameter.optional(tagsParameter()),
  },
  invalid: { Type: ecsErrors.commandType },
  handle: (call, request) => {
    const { ContentEncoding } = request;
    const made = newCommand(call, request, { encoding: ContentEncoding, most: MAX_CONTENT });
    const command = { ...made, tags: readTags(request.Tag, ecsTagLimits) };
    checkQuota(call);
    call.store.put<Command, string>(commands, command);
    return { CommandId: command.commandId };
  },
});

const describeCommands = operation({
  action: 'DescribeCommands',
  kind: 'read',
  parameters: {
    CommandId: parameter.optional(parameter.text()),
    Name: parameter.optional(parameter.text()),
    Type: parameter.optional(parameter.oneOf(commandTypes)),
    Description: parameter.optional(parameter.text()),
    // Public commands, by who offers them, are not emulated: a provider has none.
    Provider: parameter.optional(parameter.text()),
    ContentEncoding: contentEncoding,
    ResourceGroupId: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagFilterParameter()),
    ...eitherPageParameters(50, 50),
  },
  invalid: { Type: ecsErrors.commandType },
  handle: ({ store, region }, request) => {
    const found = store.where(commands, 'region', region).filter((command) => {
      const equal: readonly (readonly [string | undefined, string])[] = [
        [request.CommandId, command.commandId],
        [request.Name, command.name],
        [request.Type, command.type],
        [request.Description, command.description],
        [request.Provider, 'User'],
        [request.ResourceGroupId, command.resourceGroupId],
      ];
      return (
        equal.every(([wanted, actual]) => wanted === undefined || wanted === actual) &&
        hasTags(command.tags, request.Tag)
      );
    });
    const { items, fields } = eitherPage(found, request, (command) => command.commandId);
    const uses = (id: string) =>
      store.where(invocations, 'region', region).filter(({ command }) => command.commandId === id).length;
    const list = items.map((command) => ({
      CommandId: command.commandId,
      Name: command.name,
      Type: command.type,
      Version: 1,
      Latest: true,
      Provider: 'User',
      Category: '',
      CommandContent: encoded(command.content, request.ContentEncoding),
      Description: command.description,
      EnableParameter: command.enableParameter,
      ParameterNames: { ParameterName: command.enableParameter ? parameterNamesIn(command.content) : [] },
      ParameterDefinitions: { ParameterDefinition: [] },
      Timeout: command.timeout,
      WorkingDir: command.workingDir,
      InvokeTimes: uses(command.commandId),
      ResourceGroupId: command.resourceGroupId,
      CreationTime: command.createdAt,
      Tags: ecsTagList(command.tags),
    }));
    return { ...fields, Commands: { Command: list } };
  },
});

const deleteCommand = operation({
  action: 'DeleteCommand',
  kind: 'write',
  parameters: { CommandId: parameter.text() },
  handle: (call, request) => {
    const { commandId } = requireCommand(call, request.CommandId);
    const inUse = call.store
      .where(invocations, 'region', call.region)
      .some(
        (invocation) =>
          invocation.command.commandId === commandId && ['Pending', 'Scheduled'].includes(statusOf(invocation)),
      );
    if (inUse) refuse(ecsErrors.commandInUse);
    call.store.remove(commands, commandId);
    return {};
  },
});

/** What a command is made of, wherever it is asked for. */
interface CommandRequest {
  readonly Name?: string | undefined;
  readonly Description?: string | undefined;
  readonly Type: Command['type'];
  readonly CommandContent: string;
  readonly EnableParameter: boolean;
  readonly Timeout: number;
  readonly WorkingDir?: string | undefined;
  readonly ResourceGroupId?: string | undefined;
}

/**
 * A command without tags, which is not kept yet.
 *
 * @param content - How its script travels, and the bytes that it may have in base64.
 */
export function newCommand(
  call: Call,
  request: CommandRequest,
  content: { readonly encoding: 'PlainText' | 'Base64'; readonly most: number },
): Command {
  const { Name = '', Description = '', WorkingDir = '' } = request;
  if (Name.length > 128) refuse(ecsErrors.commandName);
  if (Description.length > 512) refuse(ecsErrors.commandDescription);
  if (WorkingDir.length > 200) refuse(ecsErrors.commandWorkingDir);
  const script = readContent(request.CommandContent, content.encoding, content.most);
  if (request.EnableParameter) checkParameterNames(parameterNamesIn(script));
  return {
    commandId: call.newId('c'),
    regionId: call.region,
    name: Name,
    description: Description,
    type: request.Type,
    content: script,
    enableParameter: request.EnableParameter,
    timeout: request.Timeout,
    workingDir: WorkingDir,
    resourceGroupId: request.ResourceGroupId ?? DEFAULT_RESOURCE_GROUP,
    createdAt: isoSecond(call.now),
    tags: {},
  };
}

/** Whether one more command may be kept in the region. */
export function checkQuota({ store, region }: Pick<Call, 'store' | 'region'>): void {
  if (store.count(commands, 'region', region) >= COMMANDS_PER_REGION) refuse(ecsErrors.commandQuota);
}

function checkParameterNames(names: readonly string[]): void {
  if (names.length > 20) refuse(ecsErrors.tooManyParameterNames);
  for (const name of names) {
    if (name === '') refuse(ecsErrors.parameterNameEmpty);
    if (name.length > 64) refuse(ecsErrors.parameterNameLength);
    if (!/^[a-z0-9_-]+$/.test(name)) refuse(ecsErrors.parameterNames);
  }
}

/** A base64 text as a caller wants to read it. */
export function encoded(base64: string, encoding: 'PlainText' | 'Base64'): string {
  return encoding === 'Base64' ? base64 : Buffer.from(base64, 'base64').toString();
}

function readContent(text: string, encoding: 'PlainText' | 'Base64', most: number): string {
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
  if (encoding === 'Base64' && !isBase64) refuse(ecsErrors.commandContent);
  const content = encoding === 'Base64' ? text : Buffer.from(text).toString('base64');
  return content.length > most ? refuse(ecsErrors.commandContentSize) : content;
}

/** Making, reading and deleting commands. */
export const commandOperations = [createCommand, describeCommands, deleteCommand];
