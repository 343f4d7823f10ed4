import { parseCidr } from '../../../lib/core';
import type { IngressRuleModel, NetworkModel, Route, RouteTableJoin } from '../../../lib/proof';
import { accept, blackHole, seed, via, type Mutable } from './seed';

/** One change of the proven deployment. */
export interface Mutation {
  readonly name: string;
  readonly model: NetworkModel;
}

/** Every single removal and change of what decides about packets, harmless ones included. */
export function mutations(): readonly Mutation[] {
  return [
    ...everyRoute(),
    ...everyJoin('associations'),
    ...everyJoin('propagations'),
    ...everyRule(),
    ...added(),
    ...settings(),
  ];
}

function changed(name: string, change: (model: Mutable<NetworkModel>) => void): Mutation {
  const model = seed() as Mutable<NetworkModel>;
  change(model);
  return { name, model };
}

type TableKind = 'vpcRouteTables' | 'transitRouterRouteTables';

/** Each route: removed, longer, shorter, its lower half, at another next hop. */
function everyRoute(): readonly Mutation[] {
  return (['vpcRouteTables', 'transitRouterRouteTables'] as const).flatMap((kind) =>
    seed()[kind].flatMap((table, at) =>
      table.routes.flatMap((route, index) => {
        const put = (name: string, ...routes: readonly Route[]) =>
          changed(`${table.id} ${route.destination.text}: ${name}`, (model) => {
            model[kind][at]!.routes.splice(index, 1, ...(routes as Mutable<Route>[]));
          });
        const { prefixLength, first } = route.destination;
        const at32 = (length: number): string => parseCidr(blockText(first, length)).text;
        const hop = route.nextHop.kind === 'attachment' ? route.nextHop.attachmentId : '';
        return [
          put('removed'),
          put('one bit longer', via(hop, at32(prefixLength + 1))),
          put('four bits longer', via(hop, at32(prefixLength + 4))),
          put('one bit shorter', via(hop, at32(prefixLength - 1))),
          put('another block', via(hop, shifted(route))),
          ...otherHops(kind, hop).map((other) => put(`next hop ${other}`, via(other, route.destination.text))),
          ...(kind === 'transitRouterRouteTables' ? [put('black hole', blackHole(route.destination.text))] : []),
        ];
      }),
    ),
  );
}

/** A router can send to its own attachments; the cloud takes no other next hop. */
function otherHops(kind: TableKind, hop: string): readonly string[] {
  return kind === 'transitRouterRouteTables' ? ['attachment1', 'connection'].filter((other) => other !== hop) : [];
}

function everyJoin(kind: 'associations' | 'propagations'): readonly Mutation[] {
  return seed()[kind].map((join: RouteTableJoin, at) =>
    changed(`${kind} ${join.label}: removed`, (model) => void model[kind].splice(at, 1)),
  );
}

function everyRule(): readonly Mutation[] {
  return seed().securityGroups[0]!.rules.flatMap((rule, at) => {
    const put = (name: string, ...rules: readonly IngressRuleModel[]) =>
      changed(`rule ${rule.label}: ${name}`, (model) => {
        model.securityGroups[0]!.rules.splice(at, 1, ...(rules as Mutable<IngressRuleModel>[]));
      });
    const cidr = rule.source.kind === 'cidr' ? rule.source.cidr : parseCidr('0.0.0.0/0');
    const longer = blockText(cidr.first, cidr.prefixLength + 1);
    return [
      put('removed'),
      put('one bit longer', accept(longer)),
      put('one bit shorter', accept(blockText(cidr.first, cidr.prefixLength - 1))),
      put('another port', { ...rule, ports: { first: 81, last: 90 } }),
      put('a range of ports', { ...rule, ports: { first: 1, last: 80 } }),
      put('udp', { ...rule, protocol: 'udp' }),
      put('all protocols', { ...rule, protocol: 'all', ports: { first: 1, last: 65535 } }),
      put('drop', { ...rule, policy: 'drop' }),
      put('also a drop first', { ...rule, policy: 'drop', priority: 1 }, { ...rule, priority: 2 }),
      put('also a drop at the same number', { ...rule, policy: 'drop' }, rule),
      put('also a drop later', rule, { ...rule, policy: 'drop', priority: 50 }),
      put('also a drop of a half first', rule, { ...accept(longer), policy: 'drop', priority: 1 }),
    ];
  });
}

/** What can be put beside the routes that are there. */
function added(): readonly Mutation[] {
  const inTable = (kind: TableKind, at: number, route: Route) =>
    changed(`${seed()[kind][at]!.id}: also ${route.label}`, (model) => {
      model[kind][at]!.routes.push(route as Mutable<Route>);
    });
  const blackHoles = [
    '100.122.175.0/24',
    '100.122.175.128/27',
    '100.64.0.0/10',
    '192.168.7.0/24',
    '192.168.7.20/32',
    '172.16.6.0/25',
    '0.0.0.0/0',
  ];
  return [
    ...[0, 1].flatMap((at) => blackHoles.map((cidr) => inTable('transitRouterRouteTables', at, blackHole(cidr)))),
    inTable('vpcRouteTables', 0, via('attachment1', '10.9.0.0/16')),
    inTable('vpcRouteTables', 0, via('attachment1', '192.168.7.20/32')),
    inTable('vpcRouteTables', 1, via('attachment2', '10.9.0.0/16')),
    inTable('vpcRouteTables', 1, via('attachment2', '100.117.130.0/26')),
    inTable('transitRouterRouteTables', 1, via('attachment2', '100.117.130.0/26')),
    inTable('transitRouterRouteTables', 1, via('connection', '100.117.130.0/26')),
    inTable('transitRouterRouteTables', 1, via('connection', '192.168.7.0/25')),
    inTable('transitRouterRouteTables', 0, via('connection', '192.168.7.0/24')),
    inTable('transitRouterRouteTables', 0, via('attachment1', '192.168.7.0/28')),
    inTable('transitRouterRouteTables', 0, via('connection', '172.16.0.0/24')),
  ];
}

function settings(): readonly Mutation[] {
  const member = (name: string, change: object) =>
    changed(`server: ${name}`, (model) => Object.assign(model.serverGroups[0]!.members[0]!, change));
  return [
    changed('nothing', () => undefined),
    changed('the connection tells no routes', (model) => (model.connections[0]!.autoPublishRouteEnabled = false)),
    member('weight 0', { weight: 0 }),
    member('weight 1', { weight: 1 }),
    member('port 8080', { port: 8080 }),
    changed('listener port 8080', (model) => (model.listeners[0]!.port = 8080)),
    changed('no server', (model) => (model.serverGroups[0]!.members = [])),
    changed('health check port 8080', (model) => (model.serverGroups[0]!.healthCheck.port = 8080)),
    changed('health checks off', (model) => (model.serverGroups[0]!.healthCheck.enabled = false)),
  ];
}

function blockText(first: number, length: number): string {
  const size = 2 ** (32 - length);
  const start = Math.floor(first / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.')}/${length}`;
}

/** The block after it. */
function shifted({ destination: { last, prefixLength } }: Route): string {
  return blockText(last + 1, prefixLength);
}
