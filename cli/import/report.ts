import { hang, wrap } from '../output/layout';
import type { Ambiguous, Findings, Match } from './matching';

type Row = readonly [address: string, text: string];

/** What was found, for people. */
export function findingsInWords({ matches, missing, ambiguous }: Findings, width: number): string {
  const looked = missing.filter(({ belongsTo }) => belongsTo === undefined);
  const lines = [
    ...section(
      'Found',
      matches.map((match) => [match.address, named(match)]),
      width,
    ),
    ...section('Could be several things; choose with --choose <address>=<id>', ambiguous.map(choice), width),
    ...section(
      'Not found',
      looked.map(({ address, reason }) => [address, reason]),
      width,
    ),
    ...belonging(missing.length - looked.length, width),
  ];
  return `${lines.join('\n')}\n`;
}

function named({ id, name }: Pick<Match, 'id' | 'name'>): string {
  return name === '' ? id : `${id} (${name})`;
}

function choice({ address, candidates }: Ambiguous): Row {
  return [address, candidates.map(named).join(', ')];
}

function section(title: string, rows: readonly Row[], width: number): readonly string[] {
  if (rows.length === 0) return [];
  const entries = rows.flatMap(([address, text]) => [...wrap(address, width), ...hang('  ', text, width)]);
  return [...wrap(`${title}: ${rows.length}`, width), ...entries, ''];
}

/** They follow from the others, and there may be many of them. */
function belonging(count: number, width: number): readonly string[] {
  if (count === 0) return [];
  return [...wrap(`${count} more belong to what was not found, and were not looked for.`, width), ''];
}
