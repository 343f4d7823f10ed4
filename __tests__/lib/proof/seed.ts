import { parseCidr } from '../../../lib/core';
import type { IngressRuleModel, NetworkModel, Route, RouteTableJoin, SourceRange } from '../../../lib/proof';

/** The seed's six back-to-origin CIDRs, with the numbers that were seen in Chengdu. */
export const BACK_TO_ORIGIN = [
  '100.117.130.0/25',
  '100.117.130.128/25',
  '100.122.175.64/26',
  '100.122.175.128/26',
  '100.122.175.192/26',
  '100.122.176.0/26',
];

/** The blocks of the vSwitches that the ALB stands in. */
export const ALB_VSWITCHES = ['172.16.0.0/24', '172.16.6.0/24'];

/** A route to an attachment. */
export function via(attachmentId: string, destination: string): Route {
  const label = `${destination} -> ${attachmentId}`;
  return { destination: parseCidr(destination), nextHop: { kind: 'attachment', attachmentId }, label };
}

/** A route to nowhere. */
export function blackHole(destination: string): Route {
  return { destination: parseCidr(destination), nextHop: { kind: 'blackHole' }, label: `black hole ${destination}` };
}

/** A rule that accepts TCP 80. */
export function accept(source: string, priority = 1): IngressRuleModel {
  return {
    label: `accept ${source}`,
    policy: 'accept',
    priority,
    protocol: 'tcp',
    ports: { first: 80, last: 80 },
    source: { kind: 'cidr', cidr: parseCidr(source) },
  };
}

/** Joins an attachment with a route table of a router. */
export function join(attachmentId: string, routeTableId: string): RouteTableJoin {
  return { attachmentId, routeTableId, label: `${attachmentId} at ${routeTableId}` };
}

/** The topology of the seed: VPC1 with the ALB in Chengdu, VPC2 with ECS1 in Hangzhou, every way back in place. */
export function seed(): NetworkModel {
  const ranges: SourceRange[] = [
    ...ALB_VSWITCHES.map((cidr) => ({ cidr: parseCidr(cidr), kind: 'vSwitch' as const })),
    ...BACK_TO_ORIGIN.map((cidr) => ({ cidr: parseCidr(cidr), kind: 'backToOrigin' as const })),
  ];
  const vSwitch = (id: string, vpcId: string, zone: string, cidr: string) => {
    return { id, label: id, vpcId, zone, cidr: parseCidr(cidr) };
  };
  const everywhere = [
    join('attachment1', 'table1'),
    join('connection', 'table1'),
    join('attachment2', 'table2'),
    join('connection', 'table2'),
  ];
  return {
    vpcs: [
      { id: 'vpc1', label: 'vpc1', region: 'cn-chengdu', cidrs: [parseCidr('172.16.0.0/12')] },
      { id: 'vpc2', label: 'vpc2', region: 'cn-hangzhou', cidrs: [parseCidr('192.168.0.0/16')] },
    ],
    vSwitches: [
      vSwitch('vsw1', 'vpc1', 'cn-chengdu-a', '172.16.0.0/24'),
      vSwitch('vsw2', 'vpc1', 'cn-chengdu-b', '172.16.6.0/24'),
      vSwitch('vsw3', 'vpc2', 'cn-hangzhou-h', '192.168.8.0/24'),
      vSwitch('vsw4', 'vpc2', 'cn-hangzhou-i', '192.168.7.0/24'),
    ],
    vpcRouteTables: [
      {
        id: 'system1',
        label: 'the system route table of vpc1',
        vpcId: 'vpc1',
        isSystem: true,
        routes: [via('attachment1', '192.168.7.0/24')],
        gaps: [],
      },
      {
        id: 'system2',
        label: 'the system route table of vpc2',
        vpcId: 'vpc2',
        isSystem: true,
        routes: [...ALB_VSWITCHES, ...BACK_TO_ORIGIN].map((cidr) => via('attachment2', cidr)),
        gaps: [],
      },
    ],
    transitRouters: [
      { id: 'router1', label: 'router1', region: 'cn-chengdu', cenId: 'cen', edition: 'Enterprise' },
      { id: 'router2', label: 'router2', region: 'cn-hangzhou', cenId: 'cen', edition: 'Enterprise' },
    ],
    transitRouterRouteTables: [
      {
        id: 'table1',
        label: 'table1',
        transitRouterId: 'router1',
        routes: BACK_TO_ORIGIN.map((cidr) => via('attachment1', cidr)),
        gaps: [],
      },
      { id: 'table2', label: 'table2', transitRouterId: 'router2', routes: [], gaps: [] },
    ],
    vpcAttachments: [
      {
        id: 'attachment1',
        label: 'attachment1',
        transitRouterId: 'router1',
        vpcId: 'vpc1',
        vSwitchIds: ['vsw1', 'vsw2'],
        autoPublishRouteEnabled: false,
      },
      {
        id: 'attachment2',
        label: 'attachment2',
        transitRouterId: 'router2',
        vpcId: 'vpc2',
        vSwitchIds: ['vsw3', 'vsw4'],
        autoPublishRouteEnabled: false,
      },
    ],
    connections: [
      {
        id: 'connection',
        label: 'connection',
        transitRouterIds: ['router1', 'router2'],
        autoPublishRouteEnabled: true,
        bandwidthMbps: 10,
      },
    ],
    associations: [...everywhere],
    propagations: [...everywhere],
    securityGroups: [
      {
        id: 'group2',
        label: 'group2',
        vpcId: 'vpc2',
        rules: [...ALB_VSWITCHES, '100.64.0.0/10'].map((cidr) => accept(cidr)),
        gaps: [],
      },
    ],
    instances: [
      {
        id: 'ecs1',
        label: 'ecs1',
        vSwitchId: 'vsw4',
        privateIp: '192.168.7.20',
        securityGroupIds: ['group2'],
        gaps: [],
      },
    ],
    loadBalancers: [
      {
        id: 'alb',
        label: 'alb',
        region: 'cn-chengdu',
        vpcId: 'vpc1',
        vSwitchIds: ['vsw1', 'vsw2'],
        generation: 'unknown',
        sourceRanges: ranges,
        gaps: [],
      },
    ],
    listeners: [
      {
        id: 'http',
        label: 'http',
        loadBalancerId: 'alb',
        protocol: 'HTTP',
        port: 80,
        serverGroupIds: ['web'],
        gaps: [],
      },
    ],
    serverGroups: [
      {
        id: 'web',
        label: 'web',
        vpcId: 'vpc1',
        type: 'Ip',
        healthCheck: { enabled: true },
        members: [
          {
            label: 'ecs1',
            address: '192.168.7.20',
            instanceId: 'ecs1',
            port: 80,
            weight: 100,
            remoteIpEnabled: true,
          },
        ],
        gaps: [],
      },
    ],
    gaps: [],
  };
}

/** The seed with some of its tables and joins changed. */
export function changed(change: (model: Mutable<NetworkModel>) => void): NetworkModel {
  const model = seed() as Mutable<NetworkModel>;
  change(model);
  return model;
}

/** A model that a test may change. */
export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends object ? Mutable<T[Key]> : T[Key] };
