import { hang, wrap } from '../output/layout';
import { type Ambiguous, cloudId, type Findings, type Match, type Misnamed, NOTHING_FITS } from './matching';

/** Something by its address, and what is said of it; nothing where the title says it. */
export type Row = readonly [address: string, text: string];

/** What precedes what could be several things. */
export const CHOOSE = 'Could be several things; choose with --choose <address>=<id>';

/** What was found, for people. */
export function findingsInWords({ matches, missing, ambiguous, misnamed }: Findings, width: number): string {
  const looked = missing.filter(({ belongsTo }) => belongsTo === undefined);
  const lines = [
    ...section(
      'Found',
      matches.map((match) => [match.address, named(match)]),
      width,
    ),
    ...section(CHOOSE, ambiguous.map(choice), width),
    ...section(
      'Nothing fits these; they will be created',
      looked.filter(({ reason }) => reason === NOTHING_FITS).map(({ address }) => [address, '']),
      width,
    ),
    ...belonging(missing.length - looked.length, width),
    // Last, where it is seen: there is something to decide.
    ...section(
      'Not found',
      looked.filter(({ reason }) => reason !== NOTHING_FITS).map(({ address, reason }) => [address, reason]),
      width,
    ),
    ...section('Refused by the plan under the name that they have', misnamed.map(renaming), width),
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

function renaming({ address, id, name, wanted }: Misnamed): Row {
  const routerId = cloudId({ id });
  const words = `call ${routerId} "${wanted}" first (it is "${name}"), or leave it where it is: transitRouter: { existing: ${routerId} } beside its region in the deployment file`;
  return [address, words];
}

/** Rows below a title with their number; nothing without rows. */
export function section(title: string, rows: readonly Row[], width: number): readonly string[] {
  if (rows.length === 0) return [];
  const entries = rows.flatMap(([address, text]) => [
    ...wrap(address, width),
    ...(text === '' ? [] : hang('  ', text, width)),
  ]);
  return [...wrap(`${title}: ${rows.length}`, width), ...entries, ''];
}

/** They follow from the others, and there may be many of them. */
function belonging(count: number, width: number): readonly string[] {
  if (count === 0) return [];
  const words = count === 1 ? 'belongs to what was not found, and was' : 'belong to what was not found, and were';
  return [...wrap(`${count} more ${words} not looked for.`, width), ''];
}
