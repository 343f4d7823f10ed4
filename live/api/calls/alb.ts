import { z } from 'zod';
import { apiCall, byToken } from '../call';

const text = z.string();
const some = z.string().optional();

const loadBalancer = z.object({ LoadBalancerId: text });

const address = z.object({
  Address: some,
  IntranetAddress: some,
  Ipv4LocalAddresses: z.array(text).optional(),
});

const attributes = z.object({
  LoadBalancerId: text,
  LoadBalancerName: some,
  AddressType: some,
  DNSName: some,
  VpcId: text,
  SecurityGroupIds: z.array(text).optional(),
  ZoneMappings: z.array(z.object({ VSwitchId: text, LoadBalancerAddresses: z.array(address).optional() })),
});

const action = z.object({
  Type: text,
  ForwardGroupConfig: z.object({ ServerGroupTuples: z.array(z.object({ ServerGroupId: some })).optional() }).optional(),
});

const listener = z.object({
  ListenerId: text,
  LoadBalancerId: text,
  ListenerDescription: some,
  ListenerProtocol: text,
  ListenerPort: z.number(),
  ListenerStatus: some,
  DefaultActions: z.array(action).optional(),
});

const rule = z.object({ ListenerId: text, RuleActions: z.array(action).optional() });

const serverGroup = z.object({
  ServerGroupId: text,
  ServerGroupName: some,
  ServerGroupType: some,
  VpcId: some,
  HealthCheckConfig: z
    .object({
      HealthCheckEnabled: z.boolean().optional(),
      HealthCheckConnectPort: z.number().optional(),
      HealthCheckInterval: z.number().optional(),
      HealthCheckTimeout: z.number().optional(),
    })
    .optional(),
});

const server = z.object({
  ServerId: text,
  ServerIp: some,
  ServerType: text,
  Port: z.number().optional(),
  Weight: z.number().optional(),
  RemoteIpEnabled: z.boolean().optional(),
});

/** An ALB and what belongs to it, as the API shows them. */
export type LoadBalancerAnswer = z.infer<typeof attributes>;
export type ListenerAnswer = z.infer<typeof listener>;
export type RuleAnswer = z.infer<typeof rule>;
export type ActionAnswer = z.infer<typeof action>;
export type ServerGroupAnswer = z.infer<typeof serverGroup>;
export type ServerAnswer = z.infer<typeof server>;

/** What is asked of the ALB API. */
export const albCalls = {
  loadBalancers: apiCall({
    product: 'alb',
    action: 'ListLoadBalancers',
    paging: byToken,
    answer: z.object({ NextToken: some, LoadBalancers: z.array(loadBalancer) }),
    items: ({ LoadBalancers }) => LoadBalancers,
  }),
  loadBalancer: apiCall({
    product: 'alb',
    action: 'GetLoadBalancerAttribute',
    paging: { kind: 'once' },
    answer: attributes,
    items: (answer) => [answer],
  }),
  listeners: apiCall({
    product: 'alb',
    action: 'ListListeners',
    paging: byToken,
    answer: z.object({ NextToken: some, Listeners: z.array(listener) }),
    items: ({ Listeners }) => Listeners,
  }),
  rules: apiCall({
    product: 'alb',
    action: 'ListRules',
    paging: byToken,
    answer: z.object({ NextToken: some, Rules: z.array(rule) }),
    items: ({ Rules }) => Rules,
  }),
  serverGroups: apiCall({
    product: 'alb',
    action: 'ListServerGroups',
    paging: byToken,
    answer: z.object({ NextToken: some, ServerGroups: z.array(serverGroup) }),
    items: ({ ServerGroups }) => ServerGroups,
  }),
  servers: apiCall({
    product: 'alb',
    action: 'ListServerGroupServers',
    paging: byToken,
    answer: z.object({ NextToken: some, Servers: z.array(server) }),
    items: ({ Servers }) => Servers,
  }),
};
