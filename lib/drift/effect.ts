import type { Flow, FlowStatus, Proof } from '../proof';
import { describeListener, describeLoss, problemInWords, serverName } from '../proof/render';

/**
 * What became of flows.
 *
 * `broken`, `untold` (it cannot be told), `unused` (the weight is 0), `gone` (nothing leads there any more),
 * `silent` (the server does not run), `proven` (they were not), `added` (they were not there).
 */
export type FlowChange = 'broken' | 'untold' | 'unused' | 'gone' | 'silent' | 'proven' | 'added';

/** What became of the flows from one listener to one server. */
export interface ServerEffect {
  /** `web/ecs1`. */
  readonly server: string;
  /** `HTTP 80 of alb`. */
  readonly listener: string;
  readonly change: FlowChange;
  /** The source ranges that it became of. */
  readonly ranges: readonly string[];
  /** Of how many. */
  readonly of: number;
  /** Where they are lost and why, each place once; empty unless broken. */
  readonly losses: readonly string[];
}

/** What the proof says of a change of the network. */
export interface Effect {
  readonly servers: readonly ServerEffect[];
  /** What is wrong now, and was not, without a lost packet. */
  readonly problems: readonly string[];
}

/** Compares what was proven with what is, leaving out what other effects say already. */
export function effectOf(before: Proof, after: Proof, others: readonly Effect[] = []): Effect {
  const said = others.flatMap(({ servers: each }) => each);
  const [was, is] = [byServer(before.flows), byServer(after.flows)];
  const servers = [...new Set([...was.keys(), ...is.keys()])];
  const known = new Set([...before.problems.map(problemInWords), ...others.flatMap(({ problems }) => problems)]);
  return {
    servers: servers.flatMap((key) => effectsOn(was.get(key) ?? new Map(), is.get(key) ?? new Map(), said)),
    problems: after.problems.map(problemInWords).filter((problem) => !known.has(problem)),
  };
}

/** Whether the proof sees any difference. */
export function hasEffect({ servers, problems }: Effect): boolean {
  return servers.length + problems.length > 0;
}

/** Flows by source range. */
type Ranges = ReadonlyMap<string, Flow>;

/** What a server is called may be what drifted: its address and port tell which one it is. */
function byServer(flows: readonly Flow[]): ReadonlyMap<string, Ranges> {
  const found = new Map<string, Map<string, Flow>>();
  for (const flow of flows) {
    const { loadBalancer, listener, serverGroup, server, source } = flow;
    const key = JSON.stringify([
      loadBalancer.id,
      listener.id,
      serverGroup.id,
      server.address ?? server.label,
      server.port,
    ]);
    const ranges = found.get(key) ?? new Map<string, Flow>();
    found.set(key, ranges.set(source.cidr.text, flow));
  }
  return found;
}

function effectsOn(was: Ranges, is: Ranges, said: readonly ServerEffect[]): readonly ServerEffect[] {
  const changes = [...new Set([...was.keys(), ...is.keys()])].flatMap((range) => {
    const [before, after] = [was.get(range), is.get(range)];
    const change = changeOf(before?.status, after?.status);
    const flow = change === 'broken' ? after : (before ?? after);
    return change === undefined || flow === undefined || isSaid(change, flow, said) ? [] : [{ change, flow }];
  });
  const kinds = [...new Set(changes.map(({ change }) => change))];
  return kinds.flatMap((kind) => {
    const flows = changes.filter(({ change }) => change === kind).map(({ flow }) => flow);
    const [first] = flows;
    if (first === undefined) return [];
    return [
      {
        ...whose(first),
        change: kind,
        ranges: flows.map(({ source }) => source.cidr.text),
        of: Math.max(was.size, is.size),
        losses: kind === 'broken' ? lossesOf(flows) : [],
      },
    ];
  });
}

/** What people call a flow's server and listener. */
export function whose(flow: Flow): Pick<ServerEffect, 'server' | 'listener'> {
  return { server: serverName(flow), listener: describeListener(flow) };
}

function isSaid(change: FlowChange, flow: Flow, said: readonly ServerEffect[]): boolean {
  const { server, listener } = whose(flow);
  return said.some(
    (other) =>
      other.change === change &&
      other.server === server &&
      other.listener === listener &&
      other.ranges.includes(flow.source.cidr.text),
  );
}

function changeOf(before: FlowStatus | undefined, after: FlowStatus | undefined): FlowChange | undefined {
  if (before === after) return undefined;
  if (after === undefined) return 'gone';
  if (after === 'unknown') return 'untold';
  if (after === 'proven' && before === undefined) return 'added';
  return after;
}

function lossesOf(flows: readonly Flow[]): readonly string[] {
  const ranges = new Map<string, string[]>();
  for (const { source, losses } of flows) {
    for (const text of new Set(losses.map(describeLoss))) {
      const same = ranges.get(text);
      if (same === undefined) ranges.set(text, [source.cidr.text]);
      else same.push(source.cidr.text);
    }
  }
  return [...ranges].map(([text, from]) => `${rangesInWords(from)} ${text}`);
}

/** More than a few are not worth a line each. */
const MOST_RANGES = 3;

function rangesInWords(ranges: readonly string[]): string {
  if (ranges.length <= MOST_RANGES) return ranges.join(', ');
  return `${ranges.slice(0, MOST_RANGES).join(', ')} and ${ranges.length - MOST_RANGES} more`;
}
