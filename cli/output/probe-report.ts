import type { Hop, NodeReport, Place, ProbeReport, ServerReport } from '@causeway/local-cloud';
import { hang, wrap } from './layout';
import { style } from './style';

/** How a probe is told. */
export interface ProbeReportOptions {
  /** Every hop of every node. */
  readonly trace: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** What a probe found, for people: how many nodes, each failing range with the hop and the reason, and the page. */
export function probeReport(report: ProbeReport, { trace, width }: ProbeReportOptions): string {
  const { reached, total, nodes } = report;
  const isWhole = reached === total;
  const head = `${String(reached)} of ${String(total)} nodes reach ${whoAnswered(nodes)} and come back`;
  const page = nodes.find((node) => node.page !== undefined)?.page;
  const lines = [
    ...wrap(style(isWhole ? 'green' : 'red', head), width),
    ...nodes
      .filter((node) => trace || !node.reached || hiddenLosses(node).length > 0)
      .flatMap((node) => nodeLines(node, trace, width)),
    ...(page === undefined ? [] : ['', ...page.trimEnd().split('\n')]),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** The servers that answered, each once; `a server` where none did. */
export function whoAnswered(nodes: readonly NodeReport[]): string {
  const names = nodes.flatMap(({ answeredBy = '' }) => answeredBy || []);
  return [...new Set(names)].join(', ') || 'a server';
}

function nodeLines(node: NodeReport, trace: boolean, width: number): string[] {
  const hops = trace ? node.hops.flatMap((hop) => hang('  ', describeHop(hop), width)) : [];
  const lost = hiddenLosses(node).flatMap((loss) => hang('  ', loss, width));
  return ['', ...hang(`${node.range}  `, verdictOf(node), width), ...lost, ...hops];
}

/** Servers that a node cannot reach although its request was answered, by another one: which, and where packets are lost. */
export function hiddenLosses({ reached, servers }: NodeReport): readonly string[] {
  if (!reached) return [];
  return servers.flatMap(({ address, port, loss }: ServerReport) =>
    loss === undefined
      ? []
      : [`${address}:${String(port)} ${ways[loss.direction]} at ${describePlace(loss.place)}: ${loss.reason}`],
  );
}

/** What became of the request through one node: who answered, or where which packet was lost, and why. */
export function verdictOf({ status, failure, answeredBy = 'a server' }: NodeReport): string {
  if (!failure) return `answered ${String(status)} by ${answeredBy}`;
  const { direction, place, reason, parts } = failure;
  const way = direction === undefined ? 'no answer' : ways[direction];
  const concerns = parts.length === 0 ? '' : `; concerns ${parts.join(', ')}`;
  return `${way} at ${describePlace(place)}: ${reason}${concerns}`;
}

const ways = { out: 'lost on the way to the server', back: 'lost on the way back' };

function describeHop({ direction, place, text, tableId }: Hop): string {
  const arrow = direction === 'out' ? '->' : '<-';
  return `${arrow} ${describePlace(place)}: ${text}${tableId === undefined ? '' : ` (${tableId})`}`;
}

const kinds: Readonly<Record<Place['kind'], string>> = {
  loadBalancer: 'load balancer',
  vpc: 'VPC',
  transitRouter: 'transit router',
  securityGroup: 'security group',
  server: 'server',
};

function describePlace({ kind, id, name, regionId }: Place): string {
  const region = regionId === '' ? '' : ` (${regionId})`;
  return `${kinds[kind]} ${name || id}${region}`;
}
