import { blockAround, formatAddress, parseCidr } from '../../lib/core';
import type { NetworkModel, Route, RouteTableJoin, SourceRange } from '../../lib/proof';

/** How large a network is. */
export interface StarSize {
  readonly regions: number;
  readonly serversPerRegion: number;
  /** Routes that no packet follows, in every table. @default 0 */
  readonly furtherRoutes?: number;
}

const ALB_VSWITCHES = ['172.16.0.0/24', '172.16.1.0/24'];
const BACK_TO_ORIGIN = Array.from(
  { length: 8 },
  (_, at) => blockAround(parseCidr('100.117.130.0/25').first + at * 128, 25).text,
);
const RANGES: readonly SourceRange[] = [
  ...ALB_VSWITCHES.map((cidr) => ({ cidr: parseCidr(cidr), kind: 'vSwitch' as const })),
  ...BACK_TO_ORIGIN.map((cidr) => ({ cidr: parseCidr(cidr), kind: 'backToOrigin' as const })),
];
/** Servers of a region are spread over this many vSwitches. */
const VSWITCHES = 4;

const via = (attachmentId: string, text: string): Route => ({
  destination: parseCidr(text),
  nextHop: { kind: 'attachment', attachmentId },
  label: text,
});

/** Blocks of 11.0.0.0/8 and on, where nobody is. */
const further = (attachmentId: string, count: number): readonly Route[] =>
  Array.from({ length: count }, (_, at) => via(attachmentId, `${formatAddress(0x0b000000 + at * 256)}/24`));

/** An ALB in one region and servers in many, each region joined with the first; every way out and back is there. */
export function star({ regions, serversPerRegion, furtherRoutes = 0 }: StarSize): NetworkModel {
  const numbers = Array.from({ length: regions }, (_, at) => at + 1);
  const all = [0, ...numbers];
  const perVSwitch = Math.ceil(serversPerRegion / VSWITCHES);
  const prefix = 32 - Math.ceil(Math.log2(perVSwitch + 24));
  const blockOf = (region: number, at: number) =>
    blockAround(parseCidr('10.0.0.0/8').first + (region * VSWITCHES + at) * 2 ** (32 - prefix), prefix);
  const backends = numbers.flatMap((region) =>
    Array.from({ length: VSWITCHES }, (_, at) => ({ id: `vsw${region}-${at}`, region, cidr: blockOf(region, at) })),
  );
  const servers = numbers.flatMap((region) =>
    Array.from({ length: serversPerRegion }, (_, at) => {
      const cidr = blockOf(region, at % VSWITCHES);
      const address = formatAddress(cidr.first + 10 + Math.floor(at / VSWITCHES));
      return { id: `server${region}-${at}`, region, vSwitchId: `vsw${region}-${at % VSWITCHES}`, address };
    }),
  );
  const joins: readonly RouteTableJoin[] = [
    ...all.map((at) => ({ attachmentId: `vpc-attachment${at}`, routeTableId: `table${at}`, label: `vpc ${at}` })),
    ...numbers.flatMap((at) =>
      [0, at].map((end) => ({
        attachmentId: `connection${at}`,
        routeTableId: `table${end}`,
        label: `${at} at ${end}`,
      })),
    ),
  ];
  const region = (at: number): string => `region-${at}`;
  return {
    vpcs: all.map((at) => ({
      id: `vpc${at}`,
      label: `vpc${at}`,
      region: region(at),
      cidrs: [parseCidr(at === 0 ? '172.16.0.0/12' : '10.0.0.0/8')],
    })),
    vSwitches: [
      ...ALB_VSWITCHES.map((text, at) => ({
        id: `alb${at}`,
        label: `alb${at}`,
        vpcId: 'vpc0',
        zone: 'a',
        cidr: parseCidr(text),
      })),
      ...backends.map(({ id, region: at, cidr }) => ({ id, label: id, vpcId: `vpc${at}`, zone: 'a', cidr })),
    ],
    vpcRouteTables: all.map((at) => ({
      id: `system${at}`,
      label: `system${at}`,
      vpcId: `vpc${at}`,
      isSystem: true,
      routes: [
        ...(at === 0 ? backends.map(({ cidr }) => cidr) : RANGES.map(({ cidr }) => cidr)).map(({ text }) =>
          via(`vpc-attachment${at}`, text),
        ),
        ...further(`vpc-attachment${at}`, furtherRoutes),
      ],
      gaps: [],
    })),
    transitRouters: all.map((at) => ({
      id: `router${at}`,
      label: `router${at}`,
      region: region(at),
      cenId: 'cen',
      edition: 'Enterprise',
    })),
    transitRouterRouteTables: all.map((at) => ({
      id: `table${at}`,
      label: `table${at}`,
      transitRouterId: `router${at}`,
      routes: [
        ...(at === 0 ? BACK_TO_ORIGIN.map((text) => via('vpc-attachment0', text)) : []),
        ...further(`vpc-attachment${at}`, furtherRoutes),
      ],
      gaps: [],
    })),
    vpcAttachments: all.map((at) => ({
      id: `vpc-attachment${at}`,
      label: `attachment of vpc${at}`,
      transitRouterId: `router${at}`,
      vpcId: `vpc${at}`,
      vSwitchIds: [],
      autoPublishRouteEnabled: false,
    })),
    connections: numbers.map((at) => ({
      id: `connection${at}`,
      label: `connection${at}`,
      transitRouterIds: ['router0', `router${at}`],
      autoPublishRouteEnabled: true,
    })),
    associations: joins,
    propagations: joins,
    securityGroups: numbers.map((at) => ({
      id: `group${at}`,
      label: `group${at}`,
      vpcId: `vpc${at}`,
      rules: [...ALB_VSWITCHES, '100.64.0.0/10'].map((text) => ({
        label: text,
        policy: 'accept',
        priority: 1,
        protocol: 'tcp',
        ports: { first: 80, last: 80 },
        source: { kind: 'cidr', cidr: parseCidr(text) },
      })),
      gaps: [],
    })),
    instances: servers.map(({ id, region: at, vSwitchId, address }) => ({
      id,
      label: id,
      vSwitchId,
      privateIp: address,
      securityGroupIds: [`group${at}`],
      gaps: [],
    })),
    loadBalancers: [
      {
        id: 'alb',
        label: 'alb',
        region: region(0),
        vpcId: 'vpc0',
        vSwitchIds: [],
        generation: 'unknown',
        sourceRanges: RANGES,
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
        vpcId: 'vpc0',
        type: 'Ip',
        healthCheck: { enabled: true },
        members: servers.map(({ id, address }) => ({
          label: id,
          address,
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
