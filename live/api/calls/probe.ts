import { z } from 'zod';
import { apiCall } from '../call';

const text = z.string();
const some = z.string().optional();

const unwellServer = z.object({
  ServerId: some,
  ServerIp: some,
  Port: z.number().optional(),
  Status: text,
  Reason: z.object({ ReasonCode: some, ActualResponse: some, ExpectedResponse: some }).optional(),
});

const groupHealth = z.object({
  ServerGroupId: text,
  ActionType: some,
  HealthCheckEnabled: some,
  NonNormalServers: z.array(unwellServer).optional(),
});

const health = z.object({ ServerGroupInfos: z.array(groupHealth).optional() });

const assistant = z.object({ InstanceId: text, CloudAssistantStatus: some });

const invocation = z.object({ InvokeId: text });

const result = z.object({
  InstanceId: text,
  InvocationStatus: text,
  ErrorCode: some,
  ErrorInfo: some,
  Output: some,
});

/** A server that is not well, a server group, and how an instance did with a command, as the API shows them. */
export type UnwellServerAnswer = z.infer<typeof unwellServer>;
export type GroupHealthAnswer = z.infer<typeof groupHealth>;
export type InvocationResultAnswer = z.infer<typeof result>;

/** What a probe asks besides what a proof does: how servers are, and a command on an instance. */
export const probeCalls = {
  health: apiCall({
    product: 'alb',
    action: 'GetListenerHealthStatus',
    paging: { kind: 'token', maxParameter: 'MaxResults', max: 30 },
    answer: z.object({
      NextToken: some,
      ListenerHealthStatus: z.array(health).optional(),
      RuleHealthStatus: z.array(health).optional(),
    }),
    items: ({ ListenerHealthStatus = [], RuleHealthStatus = [] }) =>
      [...ListenerHealthStatus, ...RuleHealthStatus].flatMap(({ ServerGroupInfos = [] }) => ServerGroupInfos),
  }),
  assistants: apiCall({
    product: 'ecs',
    action: 'DescribeCloudAssistantStatus',
    paging: { kind: 'once' },
    answer: z.object({
      InstanceCloudAssistantStatusSet: z.object({ InstanceCloudAssistantStatus: z.array(assistant) }),
    }),
    items: ({ InstanceCloudAssistantStatusSet }) => InstanceCloudAssistantStatusSet.InstanceCloudAssistantStatus,
  }),
  run: apiCall({
    product: 'ecs',
    action: 'RunCommand',
    paging: { kind: 'once' },
    answer: invocation,
    items: (answer) => [answer],
  }),
  results: apiCall({
    product: 'ecs',
    action: 'DescribeInvocationResults',
    paging: { kind: 'once' },
    answer: z.object({
      Invocation: z.object({ InvocationResults: z.object({ InvocationResult: z.array(result) }) }),
    }),
    items: ({ Invocation }) => Invocation.InvocationResults.InvocationResult,
  }),
  stop: apiCall({
    product: 'ecs',
    action: 'StopInvocation',
    paging: { kind: 'once' },
    answer: z.object({}),
    items: () => [],
  }),
};
