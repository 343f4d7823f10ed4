import type { NetworkModel } from '../../model';
import { lastPart } from '../wording';
import { type Box, type Line, linesOf, widthOf } from './box';
import type { Drawing, Link } from './drawing';
import { layout } from './layout';
import {
  type LoadBalancerView,
  type RegionView,
  type ServerView,
  type TableView,
  topology,
  type Topology,
  type VpcView,
} from './topology';

/** Characters of a line before it is broken. */
const LENGTH = 36;
/** For lines of attachments between a VPC and its router. */
const ATTACHMENT_GAP = 48;
/** For lanes of connections, beside their labels. */
const LANE_GAP = 76;
/** Regions that stand below each other before they stand in a grid. */
const MOST_BELOW_EACH_OTHER = 4;
/** Between the rows of a grid, for lanes of connections and their labels. */
const ROW_GAP = 64;
/** Width by height. */
const SCREEN = 1.5;
/** Servers that stand below each other before a second column begins, and a third. */
const COLUMN_OF_SERVERS = 5;

/** A picture of a whole network: regions with load balancers on the left, the others on the right. */
export function topologyDrawing(model: NetworkModel): Drawing {
  const { regions, elsewhere, attachments, connections } = topology(model);
  const first = regions.some(({ isFrontend }) => isFrontend) ? undefined : regions[0];
  const isLeft = (region: RegionView): boolean => region.isFrontend || region === first;
  const left = regions.filter(isLeft).map((region) => regionBox(region, 'left'));
  const right = [
    ...regions.filter((region) => !isLeft(region)).map((region) => regionBox(region, 'right')),
    ...(elsewhere.length === 0 ? [] : [elsewhereBox(elsewhere)]),
  ];
  const labels = connections.map(({ text }) => widthOf({ text, style: 'soft' }));
  const columns = columnsOf(left, right);
  return {
    title: titleOf(model),
    description: describe({ regions, elsewhere, attachments, connections }),
    root: {
      kind: 'plain',
      lines: [],
      columns: 2,
      gap: LANE_GAP + Math.max(0, ...labels),
      children: [
        column(left, true),
        ...(right.length === 0 ? [] : [columns === 1 ? column(right, true) : grid(right, columns)]),
      ],
    },
    links: [
      ...attachments.map(({ vpcId, transitRouterId, label }): Link => ({
        kind: 'attachment',
        from: vpcId,
        to: transitRouterId,
        hint: label,
      })),
      ...connections.map(({ from, to, text, label }): Link => ({
        kind: 'connection',
        fromAbove: columns > 1 && right.some((region) => holds(region, to)),
        from,
        to,
        label: text,
        hint: label,
      })),
    ],
  };
}

/** What a topology is called: its load balancers, and where they and their servers are. */
export function titleOf({ loadBalancers, vpcs }: NetworkModel): string {
  const [first, ...others] = loadBalancers;
  if (first === undefined) return 'Network without a load balancer';
  const names = [first, ...others].map(({ label, region }) => `${label} (${region})`).join(', ');
  const regions = new Set(vpcs.map(({ region }) => region));
  return `${names}: ${regions.size} ${regions.size === 1 ? 'region' : 'regions'}`;
}

function describe({ regions, connections }: Topology): string {
  const places = regions.map(({ region, vpcs }) => {
    const servers = vpcs.flatMap(({ vSwitches }) => vSwitches.flatMap((each) => each.servers));
    return `${region} with ${vpcs.map(({ label }) => label).join(', ') || 'no VPC'}, servers: ${servers.length}`;
  });
  return `${places.join('; ')}; inter-region connections: ${connections.length}.`;
}

function column(children: readonly Box[], keepsHeight = false): Box {
  return { kind: 'plain', lines: [], children, keepsHeight };
}

/** In how many columns the regions on the right stand: where they are many, so that the picture is as wide as a screen. */
function columnsOf(left: readonly Box[], right: readonly Box[]): number {
  if (right.length <= MOST_BELOW_EACH_OTHER) return 1;
  const before = layout(column(left)).width + LANE_GAP;
  const ratios = right.map((_, at) => {
    const { width, height } = layout(grid(right, at + 1));
    return { columns: at + 1, distance: Math.abs(Math.log((before + width) / height / SCREEN)) };
  });
  return ratios.reduce((best, each) => (each.distance < best.distance ? each : best)).columns;
}

function grid(children: readonly Box[], columns: number): Box {
  return { kind: 'plain', lines: [], children, columns, gap: ROW_GAP, headroom: ROW_GAP, keepsHeight: true };
}

function holds({ id, children }: Box, wanted: string): boolean {
  return id === wanted || children.some((child) => holds(child, wanted));
}

/** The router stands on the side where the connections are. */
function regionBox({ region, vpcs, routers }: RegionView, side: 'left' | 'right'): Box {
  const networks = column(vpcs.map(vpcBox));
  const transit = column(routers.map(({ router, tables }) => routerBox(router, tables)));
  const parts = side === 'left' ? [networks, transit] : [transit, networks];
  const filled = parts.filter(({ children }) => children.length > 0);
  return {
    kind: 'region',
    lines: [{ text: region, style: 'title' }],
    children: filled,
    columns: 2,
    gap: ATTACHMENT_GAP,
    growingColumn: filled.indexOf(networks),
  };
}

function routerBox({ id, label }: { readonly id: string; readonly label: string }, tables: readonly TableView[]): Box {
  return {
    kind: 'router',
    id,
    hint: label,
    lines: [{ text: 'transit router', style: 'soft' }, ...linesOf(label, 'name', LENGTH)],
    children: tables.map((table) => tableBox(table, label)),
    keepsHeight: true,
  };
}

function vpcBox({ id, label, cidrs, loadBalancers, vSwitches, tables }: VpcView): Box {
  return {
    kind: 'vpc',
    id,
    hint: label,
    lines: [
      ...linesOf(label, 'name', LENGTH),
      ...(cidrs.length === 0 ? [] : linesOf(cidrs.join(', '), 'code', 2 * LENGTH)),
    ],
    children: [
      ...loadBalancers.map(loadBalancerBox),
      {
        kind: 'plain' as const,
        lines: [],
        columns: 2,
        children: vSwitches.map(({ vSwitch: { label: name, zone, cidr }, servers }): Box => ({
          kind: 'vSwitch',
          hint: name,
          lines: [
            ...linesOf(lastPart(name), 'name', LENGTH),
            { text: cidr.text, style: 'code' },
            ...(zone === '' ? [] : [{ text: zone, style: 'soft' } as const]),
          ],
          columns: Math.ceil(servers.length / COLUMN_OF_SERVERS) > 1 ? 2 : 1,
          children: servers.map(serverBox),
        })),
      },
      ...tables.map((table) => tableBox(table, label)),
    ].filter(({ children, kind }) => kind !== 'plain' || children.length > 0),
  };
}

function loadBalancerBox({ id, label, notes }: LoadBalancerView): Box {
  const lines = [
    { text: 'ALB', style: 'soft' } as const,
    ...linesOf(label, 'name', LENGTH),
    ...notes.flatMap((note) => linesOf(note, 'text', LENGTH)),
  ];
  return { kind: 'loadBalancer', id, hint: label, lines, children: [] };
}

function serverBox({ label, address, memberships }: ServerView): Box {
  return {
    kind: 'server',
    hint: label,
    lines: [
      ...linesOf(lastPart(label), 'name', LENGTH),
      { text: address, style: 'code' },
      ...memberships.flatMap((text) => linesOf(text, 'soft', LENGTH)),
    ],
    children: [],
  };
}

function elsewhereBox(servers: readonly ServerView[]): Box {
  const lines: readonly Line[] = [{ text: 'in no known vSwitch', style: 'title' }];
  return { kind: 'region', lines, columns: 2, children: servers.map(serverBox) };
}

/** Its owner's name stands above it already. */
function tableBox({ label, groups, notes }: TableView, owner: string): Box {
  const name = label.startsWith(`${owner}/`) ? label.slice(owner.length + 1) : label.replace(` of ${owner}`, '');
  const lines = [
    ...linesOf(name, 'name', LENGTH),
    ...groups.flatMap(({ nextHop, destinations }) => [
      ...linesOf(`to ${nextHop}:`, 'soft', LENGTH),
      ...linesOf(destinations.join(', '), 'code', LENGTH),
    ]),
    ...notes.flatMap((note) => linesOf(note, 'soft', LENGTH)),
  ];
  return { kind: 'table', hint: label, lines, children: [], keepsHeight: true };
}
