import { z } from 'zod';
import type { Service } from '../protocol/operation';
import { busyCodes } from './busy-codes';
import { covers, type FaultRule, patternsOf, plainFaults } from './rule';

const MAX_DELAY_MS = 600_000;

const common = {
  actions: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
    error: "must be a pattern such as 'CreateVpc', 'Describe*' or 'Alb:*', or a list of them",
  }),
  rate: z.number({ error: 'must be a number more than 0 and at most 1' }).gt(0).lte(1),
  times: z.number({ error: 'must be a whole number from 1' }).int().min(1).optional(),
};

const rule = z.discriminatedUnion(
  'fault',
  [
    z.strictObject({ ...common, fault: z.enum(plainFaults) }),
    z.strictObject({
      ...common,
      fault: z.literal('slow'),
      delayMs: z
        .number({ error: `must be milliseconds from 1 to ${String(MAX_DELAY_MS)}` })
        .int()
        .min(1)
        .max(MAX_DELAY_MS),
    }),
    z.strictObject({ ...common, fault: z.literal('busy'), code: z.string().optional() }),
  ],
  { error: `must be one of ${[...plainFaults, 'slow', 'busy'].join(', ')}` },
);

/** Fault rules that make no sense. */
export class FaultRuleError extends Error {}

/** One action of the cloud, as patterns see it. */
interface KnownAction {
  readonly product: string;
  readonly action: string;
  readonly canFail: boolean;
}

/**
 * Reads fault rules, which may come from anywhere.
 *
 * @throws FaultRuleError When a rule makes no sense or would hit nothing; the message names every problem with its place.
 */
export function checkFaultRules(given: unknown, services: readonly Service[]): readonly FaultRule[] {
  const parsed = z.array(rule, { error: 'must be a list of rules' }).safeParse(given);
  if (!parsed.success) throw problems(parsed.error.issues.map(({ path, message }) => [placeOf(path), message]));
  const known = services.flatMap(({ product, operations }) =>
    operations.map(({ action, failures }) => ({ product, action, canFail: failures.size > 0 })),
  );
  const found = parsed.data.flatMap((candidate, at) =>
    problemsOf(candidate, known).map(([member, text]): Problem => [placeOf([at, member]), text]),
  );
  if (found.length > 0) throw problems(found);
  return parsed.data;
}

/** Where, and what is wrong there. */
type Problem = readonly [string, string];

function problemsOf(given: FaultRule, known: readonly KnownAction[]): Problem[] {
  const hits = (pattern: string) => known.filter(({ product, action }) => covers(pattern, product, action));
  const unknown = patternsOf(given).filter((pattern) => hits(pattern).length === 0);
  if (unknown.length > 0) {
    return unknown.map((pattern) => ['actions', `${pattern} is no action of the local cloud${near(pattern, known)}`]);
  }
  const hit = patternsOf(given).flatMap(hits);
  if (given.fault === 'failedCreation' && !hit.some(({ canFail }) => canFail)) {
    const able = known.filter(({ canFail }) => canFail).map(({ action }) => action);
    return [['actions', `covers no creation that can fail later; these can: ${able.join(', ')}`]];
  }
  return given.fault === 'busy' ? busyProblems(given.code, hit) : [];
}

function busyProblems(code: string | undefined, hit: readonly KnownAction[]): Problem[] {
  const retried = hit.flatMap(({ product, action }) => busyCodes[`${product}:${action}`] ?? []);
  if (retried.length === 0) return [['actions', 'covers no action for which the provider retries a busy code']];
  const codes = [...new Set(retried.map((error) => error.code))];
  if (code === undefined || codes.includes(code)) return [];
  return [
    ['code', `must be a code that the provider retries for these actions, got ${code}; it retries ${codes.join(', ')}`],
  ];
}

/** The action that was probably meant: same letters in another case. */
function near(pattern: string, known: readonly KnownAction[]): string {
  const meant = known.find(({ action }) => action.toLowerCase() === pattern.toLowerCase());
  return meant ? `; did you mean ${meant.action}?` : '';
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => text + (typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`),
    'faults',
  );
}

function problems(found: readonly Problem[]): FaultRuleError {
  return new FaultRuleError(found.map(([place, text]) => `${place}: ${text}`).join('\n'));
}
