import { isAnswered, outcomeText, type ListenerReport, type LiveProbeReport, type ServerVerdict } from '../../live';
import { hang, wrap } from './layout';
import { count, style } from './style';

const MARKS = {
  good: ['green', '✔'],
  bad: ['red', '✘'],
  unsure: ['yellow', '?'],
  note: ['dim', '·'],
} as const;

const SUMMARIES = {
  reached: ['good', 'reached: every request was answered, and the proof and the health checks agree'],
  notReached: ['bad', 'not all is well: see above what to look at'],
  unknown: ['unsure', 'cannot be told: see above what is missing'],
} as const satisfies Record<LiveProbeReport['status'], readonly [keyof typeof MARKS, string]>;

/** What a probe of a live network found: each listener with its requests and servers, and what to look at. */
export function liveProbeReport(report: LiveProbeReport, width: number): string {
  const { loadBalancer, client, listeners, notAsked, status } = report;
  const [mark, summary] = SUMMARIES[status];
  const nothing = listeners.length === 0 && notAsked.length === 0;
  const lines = [
    ...listeners.flatMap((listener) => [
      ...wrap(style('bold', `${listener.protocol} ${String(listener.port)} of ${loadBalancer.label}`), width),
      ...hang('  asked by  ', `${client.label}, ${client.region}`, width),
      ...hang('  for       ', listener.host, width),
      ...requestLines(listener, width),
      ...listener.servers.flatMap((server) => serverLines(server, width)),
      ...listener.advice.flatMap((text) => marked('note', text, width)),
      ...pageLines(listener),
      '',
    ]),
    ...(nothing ? marked('bad', `${loadBalancer.label} has no such listener`, width) : []),
    ...notAsked.flatMap(({ protocol, port, why }) =>
      why === 'stopped'
        ? marked('bad', `${protocol} ${String(port)} is stopped: nobody is answered there; start it`, width)
        : marked('note', `${protocol} ${String(port)} was not asked: curl as it is on images speaks no HTTP/3`, width),
    ),
    ...hang(`${markOf(mark)} `, summary, width),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** `8 of 8 requests to 172.16.0.5, 172.16.6.7 answered: 200`, and the one by name on a line of its own. */
function requestLines({ results }: ListenerReport, width: number): string[] {
  const toAddresses = results.filter(({ address }) => address !== undefined);
  const byName = results.filter(({ address }) => address === undefined);
  const addresses = [...new Set(toAddresses.flatMap(({ address }) => address ?? []))];
  const answered = toAddresses.filter(isAnswered).length;
  const text = `${String(answered)} of ${count(toAddresses.length, 'request')} answered: ${tally(toAddresses)}`;
  return [
    ...marked(answered === toAddresses.length ? 'good' : 'bad', `${text}, at ${addresses.join(', ')}`, width),
    ...byName.flatMap((result) =>
      marked(isAnswered(result) ? 'good' : 'bad', `by its name: ${outcomeText(result)}`, width),
    ),
  ];
}

/** `200` where all are alike, else `200 (5), 504 (1)`. */
function tally(results: ListenerReport['results']): string {
  const counts = new Map<string, number>();
  for (const text of results.map(outcomeText)) counts.set(text, (counts.get(text) ?? 0) + 1);
  if (counts.size === 1) return [...counts.keys()].join('');
  return [...counts].map(([text, times]) => `${text} (${String(times)})`).join(', ');
}

const VERDICTS = { works: 'good', broken: 'bad', disagree: 'bad', unknown: 'unsure' } as const;

function serverLines(server: ServerVerdict, width: number): string[] {
  const { label, ranges, proof, health, verdict, advice } = server;
  const proven = `proof: ${proof === 'unused' ? 'unused' : `${String(ranges.proven)} of ${count(ranges.all, 'source range')} proven`}`;
  const reason = health?.reason === undefined ? '' : ` (${health.reason})`;
  const said = `health checks: ${health === undefined ? 'not known' : `${health.state}${reason}`}`;
  const contradiction = verdict === 'disagree' ? '; these do not agree' : '';
  return [
    ...marked(VERDICTS[verdict], `${label}: ${proven}; ${said}${contradiction}`, width),
    ...advice.flatMap((text) => hang('      ', text, width)),
  ];
}

function pageLines({ page }: ListenerReport): string[] {
  return page === '' ? [] : ['', ...page.split('\n').map((line) => `    ${line}`)];
}

function marked(mark: keyof typeof MARKS, text: string, width: number): string[] {
  return hang(`  ${markOf(mark)} `, text, width);
}

function markOf(mark: keyof typeof MARKS): string {
  const [colour, sign] = MARKS[mark];
  return style(colour, sign);
}
