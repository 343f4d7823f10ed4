import { hang, wrap } from '../output/layout';
import type { Ambiguous, Findings, Match } from './matching';

/** Something by its address, and what is said of it. */
export type Row = readonly [address: string, text: string];

/** What precedes what could be several things. */
export const CHOOSE = 'Could be several things; choose with --choose <address>=<id>';

/** What was found, for people. */
export function findingsInWords({ matches, missing, ambiguous }: Findings, width: number): string {
  const looked = missing.filter(({ belongsTo }) => belongsTo === undefined);
  const lines = [
    ...section(
      'Found',
      matches.map((match) => [match.address, named(match)]),
      width,
    ),
    ...section(CHOOSE, ambiguous.map(choice), width),
    ...section(
      'Not found',
      looked.map(({ address, reason }) => [address, reason]),
      width,
    ),
    ...belonging(missing.length - looked.length, width),
  ];
  return `${lines.join('\n')}\n`;
}

/** An id, with its name where it has one. */
export function named({ id, name }: Pick<Match, 'id' | 'name'>): string {
  return name === '' ? id : `${id} (${name})`;
}

/** What could be several things. */
export function choice({ address, candidates }: Ambiguous): Row {
  return [address, candidates.map(named).join(', ')];
}

/** Rows below a title with their number; nothing without rows. */
export function section(title: string, rows: readonly Row[], width: number): readonly string[] {
  if (rows.length === 0) return [];
  const entries = rows.flatMap(([address, text]) => [...wrap(address, width), ...hang('  ', text, width)]);
  return [...wrap(`${title}: ${rows.length}`, width), ...entries, ''];
}

/** They follow from the others, and there may be many of them. */
function belonging(count: number, width: number): readonly string[] {
  if (count === 0) return [];
  return [...wrap(`${count} more belong to what was not found, and were not looked for.`, width), ''];
}
