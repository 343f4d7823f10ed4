import type { Deployment } from '../deployment';
import { albVSwitches, serverAddress, serverVSwitches, sourceRanges } from '../derive';
import { entryOf, type Path } from '../path';
import { membersByGroup, membersOf, networks, serversOf, type PlacedServer } from './facts';
import { forwardTargets, listenersOf } from './listener-facts';
import type { Finding, Rule } from './rule';
import { documented, type Source } from './sources';

/** Something that is counted, and how many of it there may be. */
interface Amount {
  readonly path: Path;
  /** What is counted, such as `the ALB has listeners`. */
  readonly what: string;
  readonly count: number;
  /** How many there may be without asking. */
  readonly usual: number;
  /** How many there may ever be. @default - not documented */
  readonly most?: number;
}

/** A quota of the cloud that a deployment can reach by itself. */
interface Quota {
  /** Code of the warning above the usual number. @default - the number is fixed */
  readonly code?: string;
  /** Code of the error above the largest. @default - none is documented */
  readonly mostCode?: string;
  readonly summary: string;
  readonly source: Source;
  readonly measure: (deployment: Deployment) => Iterable<Amount>;
}

const byEdition = <T>({ frontend }: Deployment, basic: T, others: T): T =>
  frontend.alb.edition === 'Basic' ? basic : others;

const QUOTAS: readonly Quota[] = [
  {
    code: 'ROUTE_QUOTA',
    mostCode: 'ROUTE_QUOTA_OF_VPC',
    summary: 'a route table has at most 200 entries of ours (by default), and a VPC 600 towards its transit router',
    source: documented('VPCQ'),
    *measure({ frontend, backends }) {
      const limits = { usual: 200, most: 600 };
      const out = Object.values(backends).reduce((sum, { servers }) => sum + serverVSwitches(servers).length, 0);
      const back = sourceRanges(frontend).length;
      const backPath =
        frontend.alb.backToOriginCidrs === undefined ? ['vpc', 'vSwitches'] : ['alb', 'backToOriginCidrs'];
      yield { path: ['backends'], what: 'entries of the route table of the frontend', count: out, ...limits };
      yield {
        path: ['frontend', ...backPath],
        what: 'entries of the route table of each backend',
        count: back,
        ...limits,
      };
    },
  },
  {
    code: 'VSWITCH_QUOTA',
    summary: 'a VPC has at most 150 vSwitches',
    source: documented('VPC_SDK', 'VPCQ'),
    *measure(deployment) {
      for (const { path, vpc } of networks(deployment)) {
        const count = Object.keys(vpc.vSwitches).length;
        yield { path: [...path, 'vpc', 'vSwitches'], what: 'vSwitches of a VPC', count, usual: 150 };
      }
    },
  },
  {
    code: 'LISTENER_QUOTA',
    mostCode: 'LISTENER_QUOTA_MOST',
    summary: 'an ALB has at most 50 listeners (by default), and never more than 80 (Basic) or 100',
    source: documented('QUO'),
    *measure(deployment) {
      const count = Object.keys(deployment.frontend.listeners).length;
      const most = byEdition(deployment, 80, 100);
      yield { path: ['frontend', 'listeners'], what: 'listeners of an ALB', count, usual: 50, most };
    },
  },
  {
    code: 'RULE_QUOTA',
    mostCode: 'RULE_QUOTA_MOST',
    summary: 'an ALB has at most 100 forwarding rules (by default; Basic: 40), and never more than 200 (Basic: 100)',
    source: documented('QUO'),
    *measure(deployment) {
      // What redirectTo stands for is a rule, too.
      const count = listenersOf(deployment.frontend).reduce(
        (sum, { listener }) => sum + Object.keys(listener.rules).length + (listener.redirectTo === undefined ? 0 : 1),
        0,
      );
      const limits = byEdition(deployment, { usual: 40, most: 100 }, { usual: 100, most: 200 });
      yield { path: ['frontend', 'listeners'], what: 'forwarding rules of an ALB', count, ...limits };
    },
  },
  {
    code: 'CERTIFICATE_QUOTA',
    mostCode: 'CERTIFICATE_QUOTA_MOST',
    summary:
      'an ALB has at most 25 additional certificates (by default; Basic: 10), and never more than 300 (Basic: 150)',
    source: documented('QUO'),
    *measure(deployment) {
      const all = listenersOf(deployment.frontend).flatMap(({ listener }) => listener.additionalCertificates);
      const limits = byEdition(deployment, { usual: 10, most: 150 }, { usual: 25, most: 300 });
      yield {
        path: ['frontend', 'listeners'],
        what: 'additional certificates of an ALB',
        count: all.length,
        ...limits,
      };
    },
  },
  {
    code: 'SERVER_GROUP_QUOTA',
    summary: 'a region has at most 3000 server groups',
    source: documented('QUO'),
    *measure({ serverGroups }) {
      const count = Object.keys(serverGroups).length;
      yield { path: ['serverGroups'], what: 'server groups of a region', count, usual: 3000 };
    },
  },
  {
    code: 'SERVER_GROUP_USE_QUOTA',
    mostCode: 'SERVER_GROUP_USE_QUOTA_MOST',
    summary: 'a server group answers at most 50 listeners and rules (by default), and never more than 100',
    source: documented('QUO'),
    *measure({ frontend, serverGroups }) {
      const uses = tally(
        listenersOf(frontend)
          .flatMap(forwardTargets)
          .map(({ serverGroup }) => serverGroup),
      );
      for (const key of Object.keys(serverGroups)) {
        const count = uses.get(key) ?? 0;
        yield {
          path: ['serverGroups', key],
          what: 'listeners and rules of a server group',
          count,
          usual: 50,
          most: 100,
        };
      }
    },
  },
  {
    mostCode: 'SERVER_GROUP_FULL',
    summary: 'a server group has at most 1000 servers',
    source: documented('QUO', 'ALB_SDK'),
    *measure(deployment) {
      for (const [key, { length: count }] of membersByGroup(deployment)) {
        yield { path: ['serverGroups', key], what: 'servers of a server group', count, usual: 1000, most: 1000 };
      }
    },
  },
  {
    code: 'ALB_SERVER_QUOTA',
    mostCode: 'ALB_SERVER_QUOTA_MOST',
    summary: 'an ALB has at most 1000 servers (by default; Basic: 200), and never more than 1500 (Basic: 400)',
    source: documented('QUO'),
    *measure(deployment) {
      const groups = membersByGroup(deployment);
      const targets = listenersOf(deployment.frontend).flatMap(forwardTargets);
      // A server counts once for each listener and rule that reaches it.
      const count = targets.reduce((sum, { serverGroup }) => sum + (groups.get(serverGroup)?.length ?? 0), 0);
      const limits = byEdition(deployment, { usual: 200, most: 400 }, { usual: 1000, most: 1500 });
      yield {
        path: ['backends'],
        what: 'servers of an ALB, once for each of its listeners and rules',
        count,
        ...limits,
      };
    },
  },
  {
    code: 'SERVER_ADDRESS_QUOTA',
    mostCode: 'SERVER_ADDRESS_QUOTA_MOST',
    summary: 'an address is at most 200 times in server groups (by default), and never more than 300 times',
    source: documented('QUO'),
    *measure(deployment) {
      const uses = new Map(serversOf(deployment).map((placed) => [placed.address, placed.addressPath]));
      const members = serversOf(deployment).flatMap(membersOf);
      const counts = tally(members.map(({ placed }) => serverAddress(placed.server)));
      for (const [address, path] of uses) {
        if (address === undefined) continue;
        const count = counts.get(address) ?? 0;
        yield { path, what: `uses of ${address} in server groups`, count, usual: 200, most: 300 };
      }
    },
  },
  {
    mostCode: 'SECURITY_GROUP_RULES',
    summary: 'the servers of a region need at most 1000 security-group rules: one for each port and source',
    source: documented('ECS_SDK'),
    *measure(deployment) {
      const sources = albVSwitches(deployment.frontend).length + (deployment.frontend.alb.backToOriginCidrs ? 1 : 0);
      for (const network of networks(deployment)) {
        const instances = serversOf(deployment).filter(
          ({ network: { region }, server }) => region === network.region && server.instance !== undefined,
        );
        const count = portsOf(deployment, instances).size * sources;
        const path = [...network.path, 'servers'];
        yield { path, what: 'security-group rules of a server', count, usual: 1000, most: 1000 };
      }
    },
  },
];

/** Numbers that a deployment must not exceed: a warning where more can be asked for, an error where not. */
export const quotaRules: readonly Rule[] = QUOTAS.flatMap((quota) => [...warning(quota), ...refusal(quota)]);

function warning({ code, summary, source, measure }: Quota): readonly Rule[] {
  if (code === undefined) return [];
  const check = function* (deployment: Deployment): Iterable<Finding> {
    for (const { path, what, count, usual, most = Number.POSITIVE_INFINITY } of measure(deployment)) {
      if (count <= usual || count > most) continue;
      yield {
        path,
        message: `there are ${count} ${what}, by default at most ${usual}; raise the quota before you deploy`,
      };
    }
  };
  return [{ code, severity: 'warning', summary, source, check }];
}

function refusal({ mostCode, summary, source, measure }: Quota): readonly Rule[] {
  if (mostCode === undefined) return [];
  const check = function* (deployment: Deployment): Iterable<Finding> {
    for (const { path, what, count, most = Number.POSITIVE_INFINITY } of measure(deployment)) {
      if (count <= most) continue;
      yield { path, message: `there are at most ${most} ${what}, got ${count}; use fewer, or several deployments` };
    }
  };
  return [{ code: mostCode, severity: 'error', summary, source, check }];
}

function tally<T>(items: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** Ports that instances are opened at: their own, and those of health checks. */
function portsOf(deployment: Deployment, instances: readonly PlacedServer[]): ReadonlySet<number> {
  return new Set(
    instances.flatMap(membersOf).flatMap(({ port, serverGroup }) => {
      const check = entryOf(deployment.serverGroups, serverGroup)?.healthCheck;
      return check?.enabled === true && check.port !== undefined ? [port, check.port] : [port];
    }),
  );
}
