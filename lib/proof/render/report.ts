import type { Flow, FlowStatus, Hop, Loss, Place, Problem, Proof } from '../verdict';
import {
  describeListener,
  describeLoss,
  describeServer,
  describeSources,
  describeWhere,
  isAll,
  lossSentence,
} from './wording';

/** What stands in front of a line: what is known of what it tells. */
export type Mark = FlowStatus | 'warning' | 'notice';

/** Hops of some of the addresses of a source range. */
export interface ReportTrace {
  /** Which addresses, where the range does not go one way as a whole. @default - all of it */
  readonly sources?: string;
  readonly hops: readonly Hop[];
}

/** What is known of one listener, one server and one source range. */
export interface ReportLine {
  readonly mark: Mark;
  /** The source range. */
  readonly range: string;
  /** What is known, one text for each thing to say. */
  readonly texts: readonly string[];
  readonly traces: readonly ReportTrace[];
}

/** A listener and a server, with a line for each source range. */
export interface ReportSection {
  readonly title: string;
  readonly lines: readonly ReportLine[];
  /** `7 of 8 source ranges proven`. */
  readonly count: string;
  /** What the lines rely on and the model does not show. */
  readonly assumptions: readonly string[];
}

/** One thing to change, and how many flows need it. */
export interface ReportRemedy {
  /** What to add or change, and where. */
  readonly text: string;
  /** How many flows are lost without it. */
  readonly flowCount: number;
}

/** A proof for people, before it is set in lines. */
export interface Report {
  readonly mark: Mark;
  /** What it comes to: `broken: 1 of 8 flows is lost`. */
  readonly summary: string;
  readonly sections: readonly ReportSection[];
  readonly problems: readonly { readonly mark: Mark; readonly text: string }[];
  /** What to change, each thing once, in the order in which packets miss it. */
  readonly remedies: readonly ReportRemedy[];
  /** What is missing to tell, each thing once. */
  readonly gaps: readonly string[];
  /** What was taken for granted because the caller allowed it. */
  readonly assumptions: readonly string[];
}

/** Puts a proof in order for a person: what it comes to, each flow by listener and server, and what to change. */
export function report(proof: Proof): Report {
  return {
    mark: proof.status,
    summary: summaryOf(proof),
    sections: flowsByServer(proof.flows).map(section),
    problems: [...groupBy(proof.problems, ({ code }) => code).values()].flatMap(problemsOfCode),
    remedies: remediesOf(proof.flows),
    gaps: unique([...proof.gaps, ...proof.flows.flatMap(({ gaps }) => gaps)].map(({ message }) => message)),
    assumptions: proof.assumptions,
  };
}

/** Problems of one code that are spelt out. */
const SPELT_OUT = 10;

/** A thousand resources that break one rule are one mistake: the first of them show it. */
function problemsOfCode(problems: readonly [Problem, ...Problem[]]): Report['problems'] {
  const [first] = problems;
  const more = problems.length - SPELT_OUT;
  const lines = problems
    .slice(0, SPELT_OUT)
    .map((problem) => ({ mark: markOf(problem), text: problemInWords(problem) }));
  if (more <= 0) return lines;
  return [...lines, { mark: markOf(first), text: `and ${more} more like it; --json has all of them [${first.code}]` }];
}

/** The problem as a sentence with its place and code. */
export function problemInWords({ place, message, code }: Pick<Problem, 'place' | 'message' | 'code'>): string {
  return `${placeName(place)}: ${message} [${code}]`;
}

/** Something that the server group or listener is, not the network: its kind says nothing to a person. */
function placeName({ label, region }: Pick<Place, 'label' | 'region'>): string {
  return region === '' ? label : `${label} (${region})`;
}

function markOf({ severity }: Problem): Mark {
  return severity === 'error' ? 'broken' : severity;
}

function summaryOf({ status, flows, problems }: Proof): string {
  const counts = (['proven', 'broken', 'unknown', 'unused'] as const).map(
    (each) => [each, flows.filter((flow) => flow.status === each).length] as const,
  );
  const parts = counts.filter(([each, count]) => count > 0 && each !== 'proven').map(([each, n]) => `${n} ${each}`);
  const [, proven] = counts[0] ?? ['proven', 0];
  const others = (['error', 'warning'] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  const proved = flows.length === 0 ? 'there is nothing to prove' : `${proven} of ${flows.length} flows proven`;
  const told = [proved, ...parts, ...others].join(', ');
  return `${status}: ${told}`;
}

/** The flows of each listener and server together, in their order. */
export function flowsByServer(flows: readonly Flow[]): readonly (readonly [Flow, ...Flow[]])[] {
  return [...groupBy(flows, sectionKey).values()];
}

function sectionKey({ loadBalancer, listener, serverGroup, server }: Flow): string {
  return JSON.stringify([loadBalancer.id, listener.id, serverGroup.id, server.label, server.address, server.port]);
}

function section(flows: readonly [Flow, ...Flow[]]): ReportSection {
  const [first] = flows;
  const proven = flows.filter(({ status }) => status === 'proven').length;
  return {
    title: `${describeListener(first)} -> ${describeServer(first)}`,
    lines: flows.map(line),
    count: `${proven} of ${flows.length} source ranges proven`,
    assumptions: unique(flows.flatMap(({ assumptions }) => assumptions)),
  };
}

function line(flow: Flow): ReportLine {
  const { status, source, paths } = flow;
  return {
    mark: status,
    range: source.cidr.text,
    texts: textsOf(flow),
    traces: paths.map(({ sources, hops }) => ({
      sources: isAll(sources, source.cidr) ? undefined : describeSources(sources, source.cidr),
      hops,
    })),
  };
}

function textsOf(flow: Flow): readonly string[] {
  switch (flow.status) {
    case 'proven':
      return ['proven, there and back'];
    case 'unused':
      return ['not used: its weight is 0'];
    case 'unknown':
      return flow.gaps.map(({ message }) => `cannot be told: ${message}`);
    case 'broken':
      return flow.losses.map((loss) => lossText(flow, loss));
  }
}

function lossText({ source }: Flow, loss: Loss): string {
  const { sources, remedy, code } = loss;
  const which = isAll(sources, source.cidr) ? '' : `${sources.map(({ text }) => text).join(', ')} of it: `;
  return `${which}${describeLoss(loss)}${remedy === undefined ? '' : `; ${remedy}`} [${code}]`;
}

/** A distinct way to be lost: the first flow that is, as a sentence, and how many others are lost there for the same reason. */
export interface LossInWords {
  readonly code: string;
  readonly text: string;
}

/** Every distinct way to be lost: those that one change mends are told once. */
export function lossesInWords({ flows }: Pick<Proof, 'flows'>): readonly LossInWords[] {
  const losses = flows.flatMap((flow) => flow.losses.map((loss) => ({ flow, loss })));
  const groups = groupBy(losses, ({ loss }) => JSON.stringify([describeWhere(loss), loss.reason, loss.remedy]));
  return [...groups.values()].map(([{ flow, loss }, ...others]) => {
    const more = others.length === 0 ? '' : ` (and ${others.length} more like it)`;
    return { code: loss.code, text: `${lossSentence(flow, loss)}${more}` };
  });
}

function remediesOf(flows: readonly Flow[]): readonly ReportRemedy[] {
  const losses = flows.flatMap((flow) => flow.losses.map((loss) => ({ flow, loss })));
  const mendable = losses.filter(({ loss }) => loss.remedy !== undefined);
  const byText = groupBy(mendable, ({ loss }) => `${describeWhere(loss)}: ${loss.remedy ?? ''}`);
  return [...byText].map(([text, members]) => ({ text, flowCount: new Set(members.map(({ flow }) => flow)).size }));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
