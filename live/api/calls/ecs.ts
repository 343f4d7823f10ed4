import { z } from 'zod';
import { apiCall, byToken } from '../call';

const text = z.string();
const some = z.string().optional();

const networkInterface = z.object({
  NetworkInterfaceId: text,
  Type: some,
  VpcId: text,
  VSwitchId: text,
  InstanceId: some,
  PrivateIpAddress: some,
  PrivateIpSets: z
    .object({ PrivateIpSet: z.array(z.object({ PrivateIpAddress: some, Primary: z.boolean().optional() })) })
    .optional(),
  SecurityGroupIds: z.object({ SecurityGroupId: z.array(text) }),
});

const instance = z.object({
  InstanceId: text,
  InstanceName: some,
  Status: some,
  OSType: some,
  VpcAttributes: z.object({ VpcId: some }).optional(),
});

const permission = z.object({
  Direction: some,
  Policy: text,
  Priority: z.coerce.number(),
  IpProtocol: text,
  PortRange: some,
  SourceCidrIp: some,
  SourceGroupId: some,
  SourcePrefixListId: some,
  Ipv6SourceCidrIp: some,
  SourcePortRange: some,
  DestCidrIp: some,
  PortRangeListId: some,
  Description: some,
});

const securityGroup = z.object({
  NextToken: some,
  SecurityGroupId: text,
  SecurityGroupName: some,
  VpcId: some,
  Permissions: z.object({ Permission: z.array(permission) }),
});

/** A network interface, an instance, and a page of a security group's rules, as the API shows them. */
export type NetworkInterfaceAnswer = z.infer<typeof networkInterface>;
export type InstanceAnswer = z.infer<typeof instance>;
export type PermissionAnswer = z.infer<typeof permission>;
export type SecurityGroupAnswer = z.infer<typeof securityGroup>;

/** What is asked of the ECS API. */
export const ecsCalls = {
  networkInterfaces: apiCall({
    product: 'ecs',
    action: 'DescribeNetworkInterfaces',
    paging: byToken,
    answer: z.object({
      NextToken: some,
      NetworkInterfaceSets: z.object({ NetworkInterfaceSet: z.array(networkInterface) }),
    }),
    items: ({ NetworkInterfaceSets }) => NetworkInterfaceSets.NetworkInterfaceSet,
  }),
  instances: apiCall({
    product: 'ecs',
    action: 'DescribeInstances',
    paging: byToken,
    answer: z.object({ NextToken: some, Instances: z.object({ Instance: z.array(instance) }) }),
    items: ({ Instances }) => Instances.Instance,
  }),
  // Each page repeats what the group is and has some of its rules.
  securityGroup: apiCall({
    product: 'ecs',
    action: 'DescribeSecurityGroupAttribute',
    paging: { kind: 'token', maxParameter: 'MaxResults', max: 1000 },
    answer: securityGroup,
    items: (page) => [page],
  }),
};
