import { createHash } from 'node:crypto';
import type { ApiErrorDefinition } from '../protocol/api-error';
import type { Service } from '../protocol/operation';
import { busyCodes } from './busy-codes';
import { checkFaultRules } from './check';
import { faultErrors } from './errors';
import { covers, type FaultName, type FaultRule, patternsOf } from './rule';

/** What goes wrong with one call. */
export interface Fault {
  readonly name: FaultName;
  /** The call is refused with this before anything is done. */
  readonly refusal?: ApiErrorDefinition;
  /** The call never arrives, or its answer does not. */
  readonly loses?: 'call' | 'answer';
  /** How late the answer comes, in milliseconds. */
  readonly delayMs?: number;
  /** What the call starts will fail. */
  readonly failsCreation?: boolean;
}

/** What a fault needs to know of an action. */
export interface FaultTarget {
  readonly product: string;
  readonly action: string;
  /** Whether it starts something that can fail later. */
  readonly canFail: boolean;
}

interface Standing {
  readonly rule: FaultRule;
  hits: number;
}

/** A rule that stands, and how many calls it has hit. */
export type StandingFault = FaultRule & { readonly hits: number };

/**
 * Decides which calls fail.
 *
 * The nth call of an action meets the same fate under the same seed and rules, whatever else is called in between, so a
 * client that works in parallel can be given the same trouble again.
 */
export class FaultInjector {
  private standing: readonly Standing[] = [];
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly seed: string,
    private readonly services: readonly Service[],
  ) {}

  /**
   * Puts rules in place of those that stand, and counts calls from the beginning; of several that hit a call, the first counts.
   *
   * @throws When a rule makes no sense; the message says which and why, and the rules that stand stay.
   */
  inject(rules: unknown): void {
    const checked = checkFaultRules(rules, this.services);
    this.standing = checked.map((rule) => ({ rule, hits: 0 }));
    this.counts.clear();
  }

  /**
   * Puts rules behind those that stand, which go on as before.
   *
   * @throws As `inject`.
   */
  add(rules: unknown): void {
    const checked = checkFaultRules(rules, this.services);
    this.standing = [...this.standing, ...checked.map((rule) => ({ rule, hits: 0 }))];
  }

  /** The rules that stand, in the order in which they are tried. */
  list(): readonly StandingFault[] {
    return this.standing.map(({ rule, hits }) => ({ ...rule, hits }));
  }

  /** What happens to the next call of an action. */
  draw(target: FaultTarget): Fault | undefined {
    if (this.standing.length === 0) return undefined;
    const name = `${target.product}:${target.action}`;
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    for (const [at, standing] of this.standing.entries()) {
      const { rule } = standing;
      if (standing.hits >= (rule.times ?? Infinity)) continue;
      if (!patternsOf(rule).some((pattern) => covers(pattern, target.product, target.action))) continue;
      if (chance(`${this.seed}/${String(at)}/${name}/${String(count)}`) >= rule.rate) continue;
      const fault = faultOf(rule, target);
      if (!fault) continue;
      standing.hits += 1;
      return fault;
    }
    return undefined;
  }
}

/** The fault that a rule means for an action; `undefined` where the action knows no such fault. */
function faultOf(rule: FaultRule, { product, action, canFail }: FaultTarget): Fault | undefined {
  const name = rule.fault;
  switch (rule.fault) {
    case 'throttling':
    case 'serviceUnavailable':
    case 'internalError':
      return { name, refusal: faultErrors[rule.fault] };
    case 'resetBefore':
      return { name, loses: 'call' };
    case 'resetAfter':
      return { name, loses: 'answer' };
    case 'slow':
      return { name, delayMs: rule.delayMs };
    case 'failedCreation':
      return canFail ? { name, failsCreation: true } : undefined;
    case 'busy': {
      const { code } = rule;
      const retried = busyCodes[`${product}:${action}`] ?? [];
      const refusal = code === undefined ? retried[0] : retried.find((error) => error.code === code);
      return refusal && { name, refusal };
    }
  }
}

/** A number from 0 to 1 that depends on the text alone. */
function chance(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
