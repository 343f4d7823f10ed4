import type { NetworkModel } from '../../model';
import type { Hop, Way } from '../../verdict';
import { PLACE_NAMES } from '../../describe';
import { describePackets, describeServer, describeSources, lossSentence } from '../wording';
import { escapeMermaid } from './escape';
import type { PathStop, PathView } from './path';
import { type RegionView, type ServerView, type TableView, topology, type VpcView } from './topology';
import { titleOf } from './topology-drawing';

const STYLES = [
  'classDef loadBalancer fill:#e8f5ec,stroke:#57a773,stroke-width:2px,color:#1f2933',
  'classDef router fill:#e3edf9,stroke:#7ba3d4,color:#1f2933',
  'classDef table fill:#fffdf5,stroke:#d9c98a,color:#1f2933,text-align:left',
  'classDef server fill:#ffffff,stroke:#1f2933,color:#1f2933',
  'classDef region fill:#f3f5f8,stroke:#c3ccd6,color:#1f2933',
  'classDef vpc fill:#ffffff,stroke:#7b8794,color:#1f2933',
  'classDef lost fill:#fef3f2,stroke:#d92d20,stroke-width:3px,color:#b42318',
].map((style) => `  ${style}`);

/** Gives things names that Mermaid takes, in the order in which they are asked for. */
class Names {
  private readonly known = new Map<string, string>();

  of(id: string): string {
    const name = this.known.get(id) ?? `n${this.known.size + 1}`;
    this.known.set(id, name);
    return name;
  }
}

/** A whole network as a Mermaid flowchart. */
export function topologyMermaid(model: NetworkModel): string {
  const names = new Names();
  const { regions, elsewhere, attachments, connections } = topology(model);
  return chart('LR', titleOf(model), [
    ...regions.flatMap((region) => regionLines(region, names)).map((line) => `  ${line}`),
    ...elsewhere.map((server) => `  ${node(names.of(`server ${server.id}`), serverTexts(server), 'server')}`),
    ...attachments.map(({ vpcId, transitRouterId }) => `  ${names.of(vpcId)} --- ${names.of(transitRouterId)}`),
    ...connections.map(({ from, to, text }) => `  ${names.of(from)} ===|${quoted([text])}| ${names.of(to)}`),
  ]);
}

/** One path, there and back, as a Mermaid flowchart. */
export function pathMermaid({ flow, path, stops, loss }: PathView): string {
  const names = new Names();
  const title = `${describePackets(flow)} from ${describeSources(path.sources, flow.source.cidr)} to ${describeServer(flow)}`;
  const lost = loss && { from: stops.find((stop) => stop.loss), text: lossSentence(flow, loss) };
  return chart('TB', title, [
    ...stops.map(({ place, loss: isLost }) => {
      const kind = isLost ? 'lost' : NODE_CLASSES[place.kind];
      return `  ${node(names.of(place.id), [PLACE_NAMES[place.kind], place.label, place.region], kind)}`;
    }),
    ...edges(stops, 'out', names),
    ...edges([...stops].reverse(), 'back', names),
    ...(lost?.from
      ? [`  ${node('lost', [`✘ ${lost.text}`], 'lost')}`, `  ${names.of(lost.from.place.id)} -.-x lost`]
      : []),
  ]);
}

const NODE_CLASSES = {
  loadBalancer: 'loadBalancer',
  transitRouter: 'router',
  vpc: 'server',
  securityGroup: 'server',
  server: 'server',
} as const;

/** A solid arrow for the way out and a dashed one for the way back, each with the entry that was followed. */
function edges(stops: readonly PathStop[], way: Way, names: Names): readonly string[] {
  const passed = stops.filter((stop) => stop[way].length > 0 || stop.loss?.way === way);
  return passed.slice(1).flatMap((stop, at) => {
    const from = passed[at];
    if (from === undefined) return [];
    const arrow = way === 'out' ? '-->' : '-.->';
    return [`  ${names.of(from.place.id)} ${arrow}|${quoted(from[way].flatMap(hopTexts))}| ${names.of(stop.place.id)}`];
  });
}

function hopTexts({ way, table, text }: Hop): readonly string[] {
  return [`${way}: ${table === undefined ? '' : table.label}`.replace(/: $/, ''), text];
}

function chart(direction: 'LR' | 'TB', title: string, lines: readonly string[]): string {
  return ['---', `title: ${JSON.stringify(title)}`, '---', `flowchart ${direction}`, ...lines, ...STYLES, ''].join(
    '\n',
  );
}

function regionLines({ region, vpcs, routers }: RegionView, names: Names): readonly string[] {
  return subgraph(names.of(`region ${region}`), region, 'region', [
    ...vpcs.flatMap((vpc) => vpcLines(vpc, names)),
    ...routers.map(({ router, tables }) =>
      node(names.of(router.id), ['transit router', router.label, ...tables.flatMap(tableTexts)], 'router'),
    ),
  ]);
}

function vpcLines(vpc: VpcView, names: Names): readonly string[] {
  const { id, label, cidrs, loadBalancers, vSwitches, tables } = vpc;
  return subgraph(names.of(id), [label, ...cidrs].join(' '), 'vpc', [
    ...loadBalancers.map((each) => node(names.of(each.id), ['ALB', each.label, ...each.notes], 'loadBalancer')),
    ...vSwitches.flatMap(({ vSwitch, servers }) => {
      const name = names.of(vSwitch.id);
      const title = [vSwitch.label, vSwitch.cidr.text, vSwitch.zone];
      if (servers.length === 0) return [node(name, title, 'server')];
      const nodes = servers.map((server) => node(names.of(`server ${server.id}`), serverTexts(server), 'server'));
      return subgraph(name, title.join(' '), 'vpc', nodes);
    }),
    ...tables.map((table) => node(names.of(table.id), tableTexts(table), 'table')),
  ]);
}

function tableTexts({ label, groups, notes }: TableView): readonly string[] {
  return [label, ...groups.map(({ nextHop, destinations }) => `to ${nextHop}: ${destinations.join(', ')}`), ...notes];
}

function serverTexts({ label, address, memberships }: ServerView): readonly string[] {
  return [label, address, ...memberships];
}

function subgraph(name: string, title: string, className: string, lines: readonly string[]): readonly string[] {
  const head = `subgraph ${name}[${quoted([title])}]`;
  return [head, ...lines.map((line) => `  ${line}`), 'end', `class ${name} ${className}`];
}

function node(name: string, texts: readonly string[], className: string): string {
  return `${name}[${quoted(texts)}]:::${className}`;
}

function quoted(texts: readonly string[]): string {
  return `"${texts
    .filter((text) => text !== '')
    .map(escapeMermaid)
    .join('<br/>')}"`;
}
