import { closest, ValidationError } from '../core';
import type { Problem } from '../proof/verdict';
import { POLICIES } from './rules';

/** That a rule is not asked, and why. */
export interface Skip {
  /** Code of the rule. */
  readonly code: string;
  /** The resource that it is not asked of, by its Terraform address. @default - all */
  readonly address?: string;
  /** Why, for whoever reads it later. */
  readonly reason: string;
}

/** Whether a problem is one that is not asked for. */
export function skips(
  { code, address }: Skip,
  { code: told, place: { id } }: Pick<Problem, 'code' | 'place'>,
): boolean {
  // What stands and has no id of its own, such as a rule of a security group, has that of its owner in front: `sg-1 rule 2`.
  return told === code && (address === undefined || address === id || id.startsWith(`${address} `));
}

/**
 * Refuses a skip of a rule that is no policy, or one without a reason.
 *
 * @throws ValidationError `POLICY_UNKNOWN` or `SKIP_REASON_MISSING`
 */
export function assertSkips(all: readonly Skip[]): void {
  for (const skip of all) {
    const problem = skipProblem(skip);
    if (problem !== undefined) throw new ValidationError(problem.code, problem.message);
  }
}

/** What is wrong with a skip; undefined where nothing is. */
export function skipProblem({ code, reason }: Skip): Pick<Problem, 'code' | 'message'> | undefined {
  const codes = POLICIES.map((policy) => policy.code);
  if (!codes.includes(code)) {
    const near = closest(code, codes);
    const hint = near === undefined ? 'docs/reference/rules.md#of-the-resources lists those' : `did you mean ${near}?`;
    const message = `there is no rule ${code} that resources are asked for, so it cannot be skipped; ${hint}`;
    return { code: 'POLICY_UNKNOWN', message };
  }
  if (reason.trim() !== '') return undefined;
  return { code: 'SKIP_REASON_MISSING', message: `a rule is skipped for a reason, got none for ${code}; give one` };
}

/** Skips as a deployment file has them: the reason by `CODE`, or by `CODE@address`. */
export function readSkips(reasons: Readonly<Record<string, string>>): readonly Skip[] {
  return Object.entries(reasons).map(([what, reason]) => {
    const [code = '', ...address] = what.split('@');
    return { code, ...(address.length > 0 && { address: address.join('@') }), reason };
  });
}

/** `CODE=reason`, or `CODE@address=reason`. An `=` in a quoted key belongs to the address. */
const SKIP = /^([A-Z][A-Z0-9_]*)(?:@((?:[^="]|"[^"]*")+))?=(.*)$/s;

/**
 * Reads a skip as it stands on a command line: `CODE=reason` or `CODE@address=reason`.
 *
 * @throws ValidationError `SKIP_INVALID`
 */
export function parseSkip(text: string): Skip {
  const [, code, address, reason] = SKIP.exec(text) ?? [];
  if (code === undefined || reason === undefined) {
    const message = `a skip is written CODE=reason, or CODE@address=reason for one resource, got ${JSON.stringify(text)}`;
    throw new ValidationError('SKIP_INVALID', message);
  }
  return { code, ...(address !== undefined && { address: address.trim() }), reason: reason.trim() };
}
