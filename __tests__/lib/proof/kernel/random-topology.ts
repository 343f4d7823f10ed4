import { blockAround, formatAddress, parseCidr, type Cidr } from '../../../../lib/core';
import type {
  IngressRuleModel,
  NetworkModel,
  Route,
  RouteTableJoin,
  SourceRange,
  VSwitchModel,
} from '../../../../lib/proof';
import { accept, blackHole, join, via } from '../seed';

const REGIONS = ['cn-chengdu', 'cn-hangzhou', 'cn-shanghai', 'cn-beijing'] as const;
/** A zone of each region that has transit routers. */
const ZONES = ['cn-chengdu-a', 'cn-hangzhou-h', 'cn-shanghai-f', 'cn-beijing-h'] as const;
/** An ALB stands in two zones. */
const SECOND_ZONE = 'cn-chengdu-b';
/** Blocks of VPCs. Some lie inside others: such networks are wrong, and what becomes of their packets has to be right all the same. */
const VPC_BLOCKS = ['10.0.0.0/16', '10.1.0.0/16', '172.16.0.0/12', '172.20.0.0/16', '192.168.0.0/16', '10.0.128.0/17'];
const BACK_TO_ORIGIN = ['100.117.130.0/25', '100.122.175.64/26'];

/** Numbers from 0 up to 1 that a seed decides. */
export type Chance = () => number;

/** A small and fast generator (mulberry32): the same seed gives the same numbers on every machine. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A random network of two to four regions: a working one, then with some of it removed and other things put in, at random.
 *
 * An ALB stands in the first VPC; a server in each of up to four others, and one in its own.
 */
export function randomTopology(seed: number): NetworkModel {
  const chance = chanceOf(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(chance() * items.length)]!;
  const likely = (probability: number): boolean => chance() < probability;
  const regionCount = 2 + Math.floor(chance() * 3);
  const regions = Array.from({ length: regionCount }, (_, at) => at);

  const vpcs = regions.flatMap((at) => {
    const count = likely(0.3) ? 2 : 1;
    return Array.from({ length: count }, (_, index) => ({ id: `vpc${at}${index}`, at }));
  });
  const blocks = shuffled(VPC_BLOCKS, chance);
  const blockOf = new Map(vpcs.map(({ id }, at) => [id, parseCidr(blocks[likely(0.1) ? 0 : at % blocks.length]!)]));
  const vSwitches = vpcs.flatMap(({ id, at }): VSwitchModel[] => {
    const third = Math.floor(chance() * 4);
    return [third, third + 1].map((number, index) => {
      const cidr = blockAround(blockOf.get(id)!.first + number * 256, 24);
      const zone = at === 0 && index === 1 ? SECOND_ZONE : ZONES[at]!;
      return { id: `${id}s${index}`, label: `${id}s${index}`, vpcId: id, zone, cidr };
    });
  });
  const tables = regions.flatMap((at) =>
    Array.from({ length: likely(0.3) ? 2 : 1 }, (_, index) => ({ id: `table${at}${index}`, at })),
  );
  const attachments = vpcs.map(({ id, at }) => ({ id: `a-${id}`, vpcId: id, at }));
  const connections = regions.flatMap((a) =>
    regions.filter((b) => b > a && (a === 0 || likely(0.4))).map((b) => ({ id: `c-${a}${b}`, a, b })),
  );
  const ends = [
    ...attachments.map(({ id, at }) => ({ id, at })),
    ...connections.flatMap(({ id, a, b }) => [
      { id, at: a },
      { id, at: b },
    ]),
  ];
  const tablesAt = (at: number): readonly string[] => tables.filter((table) => table.at === at).map(({ id }) => id);
  const associations = ends
    .filter(() => likely(0.95))
    .map(({ id, at }): RouteTableJoin => join(id, pick(tablesAt(at))));
  const propagations = ends.flatMap(({ id, at }) =>
    tablesAt(at)
      .filter(() => likely(0.93))
      .map((table): RouteTableJoin => join(id, table)),
  );

  const ranges: SourceRange[] = [
    ...vSwitches.filter(({ vpcId }) => vpcId === 'vpc00').map(({ cidr }) => ({ cidr, kind: 'vSwitch' as const })),
    ...BACK_TO_ORIGIN.map((text) => ({ cidr: parseCidr(text), kind: 'backToOrigin' as const })),
  ];
  const servers = vpcs.map(({ id }) => {
    const home = pick(vSwitches.filter(({ vpcId }) => vpcId === id));
    return { id: `server-${id}`, home, address: formatAddress(home.cidr.first + 10 + Math.floor(chance() * 200)) };
  });

  const odd = (): Cidr => {
    const around = pick([...vSwitches.map(({ cidr }) => cidr), ...ranges.map(({ cidr }) => cidr)]);
    const length = Math.min(32, Math.max(8, around.prefixLength - 8 + Math.floor(chance() * 15)));
    return blockAround(around.first + Math.floor(chance() * (around.last - around.first + 1)), length);
  };
  const extra = (hops: readonly string[], isRouter: boolean): readonly Route[] =>
    Array.from({ length: Math.floor(chance() * 3) }, () =>
      isRouter && likely(0.3) ? blackHole(odd().text) : via(pick(hops), odd().text),
    );

  const vpcRouteTables = vpcs.map(({ id }) => {
    const wanted = id === 'vpc00' ? servers.map(({ home }) => home.cidr) : ranges.map(({ cidr }) => cidr);
    const own = new Set(vSwitches.filter(({ vpcId }) => vpcId === id).map(({ cidr }) => cidr.text));
    const routes = wanted.filter(({ text }) => !own.has(text) && likely(0.95)).map(({ text }) => via(`a-${id}`, text));
    const label = `system table of ${id}`;
    return {
      id: `system-${id}`,
      label,
      vpcId: id,
      isSystem: true,
      routes: [...routes, ...extra([`a-${id}`], false)],
      gaps: [],
    };
  });
  const transitRouterRouteTables = tables.map(({ id, at }) => {
    const hops = ends.filter((end) => end.at === at).map((end) => end.id);
    const fixed = at === 0 ? BACK_TO_ORIGIN.filter(() => likely(0.95)).map((text) => via('a-vpc00', text)) : [];
    return { id, label: id, transitRouterId: `router${at}`, routes: [...fixed, ...extra(hops, true)], gaps: [] };
  });

  const rules = (): readonly IngressRuleModel[] => {
    const open = [...ranges.filter(({ kind }) => kind === 'vSwitch').map(({ cidr }) => cidr.text), '100.64.0.0/10'];
    const accepted = open.filter(() => likely(0.95)).map((source) => accept(source, 10));
    const others = Array.from({ length: Math.floor(chance() * 2) }, () => ({
      ...accept(odd().text, pick([1, 10, 20])),
      policy: pick(['accept', 'drop', 'drop'] as const),
    }));
    return [...accepted, ...others];
  };

  return {
    vpcs: vpcs.map(({ id, at }) => ({ id, label: id, region: REGIONS[at]!, cidrs: [blockOf.get(id)!] })),
    vSwitches,
    vpcRouteTables,
    transitRouters: regions.map((at) => ({
      id: `router${at}`,
      label: `router${at}`,
      region: REGIONS[at]!,
      cenId: 'cen',
      edition: 'Enterprise',
    })),
    transitRouterRouteTables,
    vpcAttachments: attachments.map(({ id, vpcId, at }) => ({
      id,
      label: id,
      transitRouterId: `router${at}`,
      vpcId,
      vSwitchIds: [`${vpcId}s0`],
      autoPublishRouteEnabled: false,
    })),
    connections: connections.map(({ id, a, b }) => ({
      id,
      label: id,
      transitRouterIds: [`router${a}`, `router${b}`],
      autoPublishRouteEnabled: likely(0.95),
      bandwidthMbps: 2,
    })),
    associations,
    propagations,
    securityGroups: servers.map(({ id, home }) => ({
      id: `sg-${id}`,
      label: `sg-${id}`,
      vpcId: home.vpcId,
      rules: rules(),
      gaps: [],
    })),
    instances: servers.map(({ id, home, address }) => ({
      id,
      label: id,
      vSwitchId: home.id,
      privateIp: address,
      securityGroupIds: [`sg-${id}`],
      gaps: [],
    })),
    loadBalancers: [
      {
        id: 'alb',
        label: 'alb',
        region: REGIONS[0],
        vpcId: 'vpc00',
        vSwitchIds: ['vpc00s0', 'vpc00s1'],
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
        vpcId: 'vpc00',
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

function shuffled<T>(items: readonly T[], chance: Chance): readonly T[] {
  const rest = [...items];
  return items.map(() => rest.splice(Math.floor(chance() * rest.length), 1)[0]!);
}
