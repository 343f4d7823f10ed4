import {
  codeChangeInWords,
  differencesInWords,
  effectInWords,
  nextApplyInWords,
  proofInWords,
  type Drift,
  type DriftedThing,
  type EffectLine,
} from '../../lib/drift';
import { hang } from './layout';
import { count, style } from './style';

const SIGNS = { removed: style('red', '-'), changed: style('yellow', '~') } as const;
const MARKS = { bad: style('red', '✘'), good: style('green', '✔'), untold: style('yellow', '?') } as const;

const NOTHING_TO_PROVE = 'there is no listener of an ALB with a server, so there is nothing to prove';

/** Drift in lines: each thing that was changed outside Terraform with its effect, what the code changes, and what it comes to. */
export function driftReport(drift: Drift, width: number): string {
  const { things, together } = drift;
  const along = new Set(things.flatMap(({ wentWith }) => wentWith.map(({ address }) => address)));
  const lines = [
    ...things.filter(({ address }) => !along.has(address)).flatMap((thing) => [...thingLines(thing, width), '']),
    ...(together === undefined ? [] : [...togetherLines(effectInWords(together), width), '']),
    ...codeLines(drift, width),
    ...(things.length === 0 ? [] : proofLines(drift, width)),
    ...hang(`${things.length === 0 ? MARKS.good : MARKS.bad} `, summaryOf(drift), width),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function thingLines(thing: DriftedThing, width: number): readonly string[] {
  const { kind, thing: what, address, wentWith, effect, untold } = thing;
  const next = nextApplyInWords(thing);
  const noted = [
    ...wentWith.map((each) => `with it went: ${each.thing}`),
    ...(effect !== undefined && untold.length === 0 && effectInWords(effect).length === 0
      ? ['no effect on the proof']
      : []),
    ...(next === undefined ? [] : [next]),
  ];
  return [
    ...hang(`${SIGNS[kind]} `, style('bold', `${kind} ${what}`), width),
    ...(what.endsWith(address) ? [] : hang('    ', style('dim', address), width)),
    ...differencesInWords(thing).flatMap((text) => hang('    ', text, width)),
    ...(effect === undefined ? [] : effectInWords(effect).flatMap((line) => effectLines(line, width))),
    ...untoldLines(untold, width),
    ...noted.flatMap((text) => hang('  · ', text, width)),
  ];
}

function effectLines({ text, mark, details }: EffectLine, width: number): readonly string[] {
  return [...hang(`  ${MARKS[mark]} `, text, width), ...details.flatMap((detail) => hang('    ', detail, width))];
}

function untoldLines(untold: readonly string[], width: number): readonly string[] {
  const texts = inShort('the proof cannot tell all of it: ', untold);
  return texts.flatMap((text) => hang(`  ${MARKS.untold} `, text, width));
}

function togetherLines(lines: readonly EffectLine[], width: number): readonly string[] {
  return [...hang('', style('bold', 'Only together'), width), ...lines.flatMap((line) => effectLines(line, width))];
}

function codeLines({ code }: Drift, width: number): readonly string[] {
  if (code === undefined || code.length === 0) return [];
  return [
    ...hang('', style('bold', `What the code changes, which is no drift: ${code.length}`), width),
    ...code.flatMap((change) => hang('  ', codeChangeInWords(change), width)),
    '',
  ];
}

function proofLines({ proof, things }: Drift, width: number): readonly string[] {
  if (proof === undefined) return [...hang('· ', NOTHING_TO_PROVE, width), ''];
  const [left, stands] = proofInWords(proof);
  return [
    ...hang('  as Terraform left it  ', left, width),
    ...hang('  as it stands          ', stands, width),
    ...notesOn(proof, things).flatMap((note) => hang('  · ', note, width)),
    '',
  ];
}

function notesOn({ stands }: NonNullable<Drift['proof']>, things: readonly DriftedThing[]): readonly string[] {
  const isSilent = things.some(({ effect }) => effect?.servers.some(({ change }) => change === 'silent'));
  const isOpen = stands.flows.some(({ gaps }) => gaps.some(({ kind }) => kind === 'existing'));
  return [
    ...(isSilent ? ['the proof looks at the network, not at whether servers run'] : []),
    ...(isOpen ? ['--assume-complete takes it that what exists already holds no more than is shown'] : []),
    ...inShort('taken for granted: ', stands.assumptions),
  ];
}

/** The first of several texts, and how many more there are. */
function inShort(lead: string, [first, ...more]: readonly string[]): readonly string[] {
  if (first === undefined) return [];
  return [`${lead}${first}${more.length === 0 ? '' : ` (and ${more.length} more)`}`];
}

function summaryOf({ things, resourceCount }: Drift): string {
  if (things.length === 0)
    return `no drift: ${count(resourceCount, 'resource')} as Terraform left ${resourceCount === 1 ? 'it' : 'them'}`;
  return `drift: ${things.length} of ${count(resourceCount, 'resource')} changed outside Terraform`;
}
