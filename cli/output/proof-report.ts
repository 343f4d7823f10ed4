import { describeHop, type Mark, type Report, type ReportLine, type ReportSection } from '../../lib/proof/render';
import { hang } from './layout';
import { count, style } from './style';

/** How a proof is shown to people. */
export interface ProofReportOptions {
  /** Every hop. */
  readonly trace: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** What else there is to say before what it comes to. @default - nothing */
  readonly notes?: readonly ReportNote[];
}

/** Lines under a title. */
export interface ReportNote {
  readonly title: string;
  readonly texts: readonly string[];
}

const MARKS = {
  proven: ['green', '✔'],
  broken: ['red', '✘'],
  unknown: ['yellow', '?'],
  unused: ['dim', '-'],
  warning: ['yellow', '!'],
  notice: ['dim', '·'],
} as const satisfies Record<Mark, readonly [string, string]>;

/** A proof in lines: each listener and server with its source ranges, then what to change, and last what it comes to. */
export function proofReport(report: Report, { trace, width, notes = [] }: ProofReportOptions): string {
  const { sections, problems, remedies, gaps, assumptions, mark, summary } = report;
  const lines = [
    ...sections.flatMap((section) => [...sectionLines(section, trace, width), '']),
    ...problems.flatMap((problem) => [...hang(`${markOf(problem.mark)} `, problem.text, width), '']),
    ...block(
      'To mend it',
      remedies.map(({ text, flowCount }) => `${text} (${count(flowCount, 'source range')})`),
      width,
    ),
    ...block('What is missing to tell', gaps, width),
    ...block('Taken for granted', assumptions, width),
    ...notes.flatMap(({ title, texts }) => block(title, texts, width)),
    ...hang(`${markOf(mark)} `, summary, width),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function sectionLines(
  { title, count: text, lines, assumptions }: ReportSection,
  trace: boolean,
  width: number,
): string[] {
  const column = Math.max(...lines.map(({ range }) => range.length));
  return [
    ...hang('', style('bold', title), width),
    ...lines.flatMap((line) => [
      ...line.texts.flatMap((each) => hang(`  ${markOf(line.mark)} ${line.range.padEnd(column)}  `, each, width)),
      ...(trace ? traceLines(line, width) : []),
    ]),
    ...assumptions.flatMap((assumption) => hang('  · ', assumption, width)),
    `  ${text}`,
  ];
}

function traceLines({ traces }: ReportLine, width: number): string[] {
  return traces.flatMap(({ sources, hops }) => [
    ...(sources === undefined ? [] : hang('      ', sources, width)),
    ...hops.flatMap((hop) => hang(hop.way === 'out' ? '      -> ' : '      <- ', describeHop(hop), width)),
  ]);
}

function block(title: string, texts: readonly string[], width: number): string[] {
  return texts.length === 0 ? [] : [title, ...texts.flatMap((text) => hang('  ', text, width)), ''];
}

function markOf(mark: Mark): string {
  const [colour, sign] = MARKS[mark];
  return style(colour, sign);
}
