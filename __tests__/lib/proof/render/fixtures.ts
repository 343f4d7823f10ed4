import { parseCidr } from '../../../../lib/core';
import type { NetworkModel, Route, SourceRange } from '../../../../lib/proof/model';

/** How large a model is, and what its things are called. */
export interface ModelOptions {
  readonly backends?: number;
  readonly serversPerBackend?: number;
  /** What stands in front of every name. @default '' */
  readonly prefix?: string;
  readonly backToOrigin?: readonly string[];
}

const SIX = [
  '100.117.130.0/25',
  '100.117.130.128/25',
  '100.122.175.64/26',
  '100.122.175.128/26',
  '100.122.175.192/26',
  '100.122.176.0/26',
];
const REGIONS = ['cn-hangzhou', 'cn-shanghai', 'cn-beijing'];

const to = (destination: string, attachmentId: string): Route => ({
  destination: parseCidr(destination),
  nextHop: { kind: 'attachment', attachmentId },
  label: `route to ${destination}`,
});

const regionOf = (at: number): string => REGIONS[at] ?? `cn-region-${String(at + 1)}`;
const network = (at: number): string => (at === 0 ? '192.168' : `10.${String(at)}`);

/** The default topology, with as many backend regions and servers as asked for. */
export function modelOf(options: ModelOptions = {}): NetworkModel {
  const { backends = 1, serversPerBackend = 1, prefix = '', backToOrigin = SIX } = options;
  const keys = Array.from({ length: backends }, (_, at) => at);
  const ranges: SourceRange[] = [
    ...['172.16.0.0/24', '172.16.6.0/24'].map((cidr) => ({ cidr: parseCidr(cidr), kind: 'vSwitch' as const })),
    ...backToOrigin.map((cidr) => ({ cidr: parseCidr(cidr), kind: 'backToOrigin' as const })),
  ];
  const servers = keys.flatMap((at) =>
    Array.from({ length: serversPerBackend }, (_, number) => ({
      at,
      id: `ecs-${String(at)}-${String(number)}`,
      number,
    })),
  );
  const named = (id: string, name: string) => ({ id, label: `${prefix}${name}` });
  return {
    vpcs: [
      { ...named('vpc-front', 'vpc1'), region: 'cn-chengdu', cidrs: [parseCidr('172.16.0.0/12')] },
      ...keys.map((at) => ({
        ...named(`vpc-${String(at)}`, `vpc${String(at + 2)}`),
        region: regionOf(at),
        cidrs: [parseCidr(`${network(at)}.0.0/16`)],
      })),
    ],
    vSwitches: [
      { ...named('vsw1', 'vsw1'), vpcId: 'vpc-front', zone: 'cn-chengdu-a', cidr: parseCidr('172.16.0.0/24') },
      { ...named('vsw2', 'vsw2'), vpcId: 'vpc-front', zone: 'cn-chengdu-b', cidr: parseCidr('172.16.6.0/24') },
      ...keys.flatMap((at) =>
        (['8', '7'] as const).map((third) => ({
          ...named(`vsw-${String(at)}-${third}`, `vsw-${third}`),
          vpcId: `vpc-${String(at)}`,
          zone: `${regionOf(at)}-${third === '8' ? 'h' : 'i'}`,
          cidr: parseCidr(`${network(at)}.${third}.0/24`),
        })),
      ),
    ],
    vpcRouteTables: [
      {
        ...named('rt-front', 'system route table of vpc1'),
        vpcId: 'vpc-front',
        isSystem: true,
        routes: keys.map((at) => to(`${network(at)}.7.0/24`, 'att-front')),
        gaps: [],
      },
      ...keys.map((at) => ({
        ...named(`rt-${String(at)}`, `system route table of vpc${String(at + 2)}`),
        vpcId: `vpc-${String(at)}`,
        isSystem: true,
        routes: ranges.map(({ cidr }) => to(cidr.text, `att-${String(at)}`)),
        gaps: [],
      })),
    ],
    transitRouters: [
      { ...named('tr-front', 'tr-chengdu'), region: 'cn-chengdu', cenId: 'cen', edition: 'Enterprise' },
      ...keys.map((at) => ({
        ...named(`tr-${String(at)}`, `tr-${regionOf(at)}`),
        region: regionOf(at),
        cenId: 'cen',
        edition: 'Enterprise' as const,
      })),
    ],
    transitRouterRouteTables: [
      {
        ...named('trt-front', 'table of tr-chengdu'),
        transitRouterId: 'tr-front',
        routes: backToOrigin.map((cidr) => to(cidr, 'att-front')),
        gaps: [],
      },
      ...keys.map((at) => ({
        ...named(`trt-${String(at)}`, `table of tr-${regionOf(at)}`),
        transitRouterId: `tr-${String(at)}`,
        routes: [],
        gaps: [],
      })),
    ],
    vpcAttachments: [
      {
        ...named('att-front', 'attachment of vpc1'),
        transitRouterId: 'tr-front',
        vpcId: 'vpc-front',
        vSwitchIds: ['vsw1', 'vsw2'],
        autoPublishRouteEnabled: false,
      },
      ...keys.map((at) => ({
        ...named(`att-${String(at)}`, `attachment of vpc${String(at + 2)}`),
        transitRouterId: `tr-${String(at)}`,
        vpcId: `vpc-${String(at)}`,
        vSwitchIds: [`vsw-${String(at)}-8`, `vsw-${String(at)}-7`],
        autoPublishRouteEnabled: false,
      })),
    ],
    connections: keys.map((at) => ({
      ...named(`con-${String(at)}`, `connection to ${regionOf(at)}`),
      transitRouterIds: ['tr-front', `tr-${String(at)}`] as const,
      autoPublishRouteEnabled: true,
      bandwidthMbps: 10 * (at + 1),
    })),
    associations: joins(keys),
    propagations: joins(keys),
    securityGroups: keys.map((at) => ({
      ...named(`sg-${String(at)}`, `servers-${regionOf(at)}`),
      vpcId: `vpc-${String(at)}`,
      rules: ['172.16.0.0/24', '172.16.6.0/24', '100.64.0.0/10'].map((cidr) => ({
        label: `from ${cidr}`,
        policy: 'accept' as const,
        priority: 1,
        protocol: 'tcp' as const,
        ports: { first: 80, last: 80 },
        source: { kind: 'cidr' as const, cidr: parseCidr(cidr) },
      })),
      gaps: [],
    })),
    instances: servers.map(({ at, id, number }) => ({
      ...named(id, `ecs${String(number + 1)}`),
      vSwitchId: `vsw-${String(at)}-7`,
      privateIp: `${network(at)}.7.${String(20 + number)}`,
      securityGroupIds: [`sg-${String(at)}`],
      gaps: [],
    })),
    loadBalancers: [
      {
        ...named('alb', 'alb1'),
        region: 'cn-chengdu',
        vpcId: 'vpc-front',
        vSwitchIds: ['vsw1', 'vsw2'],
        generation: backToOrigin.length > 0 ? 'non-upgraded' : 'upgraded',
        sourceRanges: ranges,
        gaps: [],
      },
    ],
    listeners: [
      {
        ...named('http', 'http'),
        loadBalancerId: 'alb',
        protocol: 'HTTP',
        port: 80,
        serverGroupIds: ['web'],
        gaps: [],
      },
    ],
    serverGroups: [
      {
        ...named('web', 'web'),
        vpcId: 'vpc-front',
        type: 'Ip',
        healthCheck: { enabled: true },
        members: servers.map(({ at, id, number }) => ({
          label: `${prefix}ecs${String(number + 1)}`,
          address: `${network(at)}.7.${String(20 + number)}`,
          instanceId: id,
          port: 80,
          weight: 100,
          remoteIpEnabled: true,
        })),
        gaps: [],
      },
    ],
    gaps: [],
  };
}

function joins(keys: readonly number[]): NetworkModel['associations'] {
  const join = (attachmentId: string, routeTableId: string) => ({
    attachmentId,
    routeTableId,
    label: `${attachmentId} with ${routeTableId}`,
  });
  return [
    join('att-front', 'trt-front'),
    ...keys.flatMap((at) => [
      join(`con-${String(at)}`, 'trt-front'),
      join(`att-${String(at)}`, `trt-${String(at)}`),
      join(`con-${String(at)}`, `trt-${String(at)}`),
    ]),
  ];
}

/** A model without one route of a VPC's table. */
export function withoutRoute(model: NetworkModel, tableId: string, destination: string): NetworkModel {
  const vpcRouteTables = model.vpcRouteTables.map((table) =>
    table.id === tableId
      ? { ...table, routes: table.routes.filter((route) => route.destination.text !== destination) }
      : table,
  );
  return { ...model, vpcRouteTables };
}
