import { report } from '../proof/render';
import type { CodeChange } from './code-changes';
import type { Drift, DriftedThing } from './drift';
import type { Effect, ServerEffect } from './effect';
import type { NextApply } from './next-apply';

/** Texts longer than this are cut: it is what is another that is told, not all of it. */
const LONGEST_VALUE = 60;

const NEXT: Readonly<Record<NextApply, string | undefined>> = {
  putBack: 'the next apply puts it back',
  replaced: 'the next apply puts it back, by making all of it anew',
  left: 'the next apply leaves it so: the code does not say how it should be',
  changed: 'the next apply makes something else of it: the code has changed, too',
  dropped: 'the code does not have it any more',
  untold: undefined,
};

/** What the next apply does about a drifted thing, as a sentence; undefined where the plan does not say. */
export function nextApplyInWords({ nextApply }: Pick<DriftedThing, 'nextApply'>): string | undefined {
  return NEXT[nextApply];
}

/** What is another now, a line each: `servers[192.168.7.20:80].weight: 100 -> 1`. */
export function differencesInWords({ differences }: Pick<DriftedThing, 'differences'>): readonly string[] {
  return differences.map(({ path, before, after, isSensitive }) => {
    if (isSensitive) return `${path}: another value, which is sensitive`;
    if (isNothing(before)) return `${path}: ${valueInWords(after)} was added`;
    if (isNothing(after)) return `${path}: ${valueInWords(before)} is gone`;
    return `${path}: ${valueInWords(before)} -> ${valueInWords(after)}`;
  });
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function valueInWords(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

/** An effect, a line for each listener and server, with further lines where packets are lost. */
export interface EffectLine {
  readonly text: string;
  readonly isBad: boolean;
  readonly details: readonly string[];
}

/** What the proof says of a change: one line for each thing that there is to say; none where it sees no difference. */
export function effectInWords({ servers, problems }: Effect): readonly EffectLine[] {
  const isOne = new Set(servers.map(({ listener }) => listener)).size < 2;
  return [
    ...servers.map((effect) => ({
      text: `${serverEffectInWords(effect)}${isOne ? '' : ` (${effect.listener})`}`,
      isBad: !['proven', 'added'].includes(effect.change),
      details: effect.losses,
    })),
    ...problems.map((text) => ({ text, isBad: true, details: [] })),
  ];
}

function serverEffectInWords({ server, change, ranges, of }: ServerEffect): string {
  const share = `${ranges.length} of ${of} source ranges of ${server}`;
  switch (change) {
    case 'broken':
      return `${share} broken`;
    case 'untold':
      return `${share} cannot be told any more`;
    case 'unused':
      return `${server} gets nothing any more: its weight is 0`;
    case 'gone':
      return ranges.length === of ? `nothing is sent to ${server} any more` : `${share} are no more`;
    case 'proven':
      return `${share} proven, which were not`;
    case 'added':
      return `${share} came, and are proven`;
  }
}

/** What the configuration changes: `update alicloud_vpc.a: tags`. */
export function codeChangeInWords({ action, address, attributes }: CodeChange): string {
  return `${action} ${address}${attributes.length === 0 ? '' : `: ${attributes.join(', ')}`}`;
}

/** What was proven as Terraform left it, and what is as it stands. */
export function proofInWords(proof: NonNullable<Drift['proof']>): readonly [left: string, stands: string] {
  return [report(proof.left).summary, report(proof.stands).summary];
}
