import { CHOOSE, choice, named, section } from '../import/report';
import { wrap } from '../output/layout';
import { count } from '../output/style';
import { asCommand, deletionOf } from './deletion';
import type { Adoption } from './adopt';
import type { Orphan } from './find-orphans';
import type { Evidence } from './thing';

const FOUND_BY: Readonly<Record<Evidence, string>> = {
  tag: 'by its tag',
  parent: 'by what it belongs to',
  name: 'by its name',
};

/** What was found, for people, and what to do next. */
export function adoptionInWords(adoption: Adoption, deployment: string, width: number): string {
  const { orphans, others, ambiguous, tainted } = adoption;
  const candidates = new Set(ambiguous.flatMap((one) => one.candidates.map(({ id }) => id)));
  const adopted = orphans.flatMap((one) => (one.address === undefined ? [] : [{ ...one, address: one.address }]));
  const left = orphans.filter(({ address, id }) => address === undefined && !candidates.has(id));
  const lines = [
    ...section(
      'To be adopted',
      adopted.map((one) => [one.address, `${named(one)}, found ${FOUND_BY[one.foundBy]}`]),
      width,
    ),
    ...section(CHOOSE, ambiguous.map(choice), width),
    ...leftOver(left, width),
    ...section(
      `Somebody else's, below what is ${deployment}'s; may be in the way of a destroy`,
      others.map((one) => [`${one.type} in ${one.region}`, `${named(one)}: ${one.reason}`]),
      width,
    ),
    ...section(
      'Tainted: the next apply replaces them, unless terraform untaint tells it that they are whole',
      tainted.map((address) => [address, 'its creation was not seen to its end']),
      width,
    ),
    ...next(adoption, deployment).flatMap((line) => wrap(line, width)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** What was found, for programs. */
export function adoptionJson({ file, adopted, orphans, others, ambiguous, tainted }: Adoption): object {
  const things = orphans.map((orphan) => {
    const { type, id, name, region, foundBy, address = null, secondOf = null } = orphan;
    return { type, id, name, region, foundBy, address, secondOf, delete: deletionOf(orphan) ?? null };
  });
  const strangers = others.map(({ type, id, name, region, reason }) => ({ type, id, name, region, reason }));
  return { file: adopted > 0 ? file : null, orphans: things, others: strangers, ambiguous, tainted };
}

function next({ orphans, ambiguous, adopted, file }: Adoption, deployment: string): readonly string[] {
  if (orphans.length === 0) return [`Nothing of ${deployment} stands that its state does not have.`];
  if (ambiguous.length > 0) return ['Nothing is written before that is chosen.'];
  if (adopted === 0) return [];
  return [
    `${count(adopted, 'import block')} ${adopted === 1 ? 'is' : 'are'} in ${file}.`,
    `Adopt them: npx cdktf deploy ${deployment}`,
    'Then run this again: it takes the file away.',
  ];
}

/** What nothing adopts, in the order in which it can be deleted. */
function leftOver(orphans: readonly Orphan[], width: number): readonly string[] {
  if (orphans.length === 0) return [];
  const title = `Left over: ${String(orphans.length)}. Nothing adopts them. Delete those that nobody needs, in this order`;
  return [...wrap(title, width), ...[...orphans].reverse().flatMap((one) => [...inWords(one, width)]), ''];
}

function inWords(orphan: Orphan, width: number): readonly string[] {
  const deletion = deletionOf(orphan);
  return [
    ...wrap(`${orphan.type} in ${orphan.region}`, width),
    ...wrap(`  ${named(orphan)}, found ${FOUND_BY[orphan.foundBy]}: ${why(orphan)}`, width),
    ...(deletion === undefined
      ? wrap('  It is PrePaid: it ends when its time is over.', width)
      : asCommand(deletion).map((line) => `    ${line}`)),
  ];
}

function why({ secondOf }: Orphan): string {
  return secondOf === undefined ? 'the stack has no such thing' : `a second one beside ${secondOf}`;
}

/** What is still on its way somewhere, in one line: `2 things are not ready (Creating, Pending)`. */
export function notReady(orphans: readonly Orphan[]): string {
  const statuses = orphans.flatMap(({ onTheWay }) => (onTheWay === undefined ? [] : [onTheWay]));
  const words = [...new Set(statuses)].sort().join(', ');
  return `${count(statuses.length, 'thing')} ${statuses.length === 1 ? 'is' : 'are'} not ready (${words})`;
}
