import { report } from '../proof/render';
import type { CodeChange } from './code-changes';
import type { Drift, DriftedThing } from './drift';
import type { Effect, FlowChange, ServerEffect } from './effect';
import type { NextApply } from './next-apply';

/** Texts longer than this are cut: it is what is another that is told, not all of it. */
const LONGEST_VALUE = 60;

const NEXT: Readonly<Record<NextApply, string | undefined>> = {
  putBack: 'the next apply puts it back',
  replaced: 'the next apply makes all of it anew',
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
    if (isNothing(before)) return `${named(path, after)} was added`;
    if (isNothing(after)) return `${named(path, before)} is gone`;
    return `${path}: ${valueInWords(before)} -> ${valueInWords(after)}`;
  });
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A block that came or went has its name in the path; all of it would be long. */
function named(path: string, value: unknown): string {
  return typeof value === 'object' ? path : `${path}: ${valueInWords(value)}`;
}

function valueInWords(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

/** What the proof says of something: one thing that there is to say. */
export interface EffectLine {
  readonly text: string;
  readonly mark: 'bad' | 'good' | 'untold';
  /** Where packets are lost, and why. */
  readonly details: readonly string[];
}

const MARKS: Readonly<Record<FlowChange, EffectLine['mark']>> = {
  broken: 'bad',
  gone: 'bad',
  silent: 'bad',
  unused: 'bad',
  untold: 'untold',
  proven: 'good',
  added: 'good',
};

/** What the proof says of a change, servers that fare alike in one line; none where it sees no difference. */
export function effectInWords({ servers, problems }: Effect): readonly EffectLine[] {
  const isOne = new Set(servers.map(({ listener }) => listener)).size < 2;
  const alike = new Map<string, [ServerEffect, ...ServerEffect[]]>();
  for (const effect of servers) {
    const key = JSON.stringify({ ...effect, server: '' });
    const same = alike.get(key);
    if (same === undefined) alike.set(key, [effect]);
    else same.push(effect);
  }
  return [
    ...[...alike.values()].map((group) => ({
      text: `${serversInWords(group)}${isOne ? '' : ` (${group[0].listener})`}`,
      mark: MARKS[group[0].change],
      details: group[0].losses,
    })),
    ...problems.map((text) => ({ text, mark: 'bad' as const, details: [] })),
  ];
}

/** More than a few names are not worth their room. */
const MOST_NAMES = 3;

function serversInWords([effect, ...others]: readonly [ServerEffect, ...ServerEffect[]]): string {
  const names = [effect, ...others].map(({ server }) => server);
  const more = names.length - MOST_NAMES;
  const server = more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : names.join(' and ');
  const their = others.length === 0 ? 'its' : 'their';
  const { change, ranges, of } = effect;
  const share = `${ranges.length} of ${of} source ranges of ${server}`;
  switch (change) {
    case 'broken':
      return `${share} broken`;
    case 'untold':
      return `${share} cannot be told`;
    case 'unused':
      return `nothing is sent to ${server} any more: ${their} weight is 0`;
    case 'gone':
      return ranges.length === of ? `nothing leads to ${server} any more` : `${share} are no more`;
    case 'silent':
      return `no answer from ${server}: ${their} instance does not run`;
    case 'proven':
      return `${share} proven, which were not`;
    case 'added':
      return `now also sent to ${server}: ${ranges.length} of ${of} source ranges proven`;
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
