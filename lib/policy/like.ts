import { AssumptionError } from '../core';
import { RULES } from '../config/rules';
import { AT_PLAN, LIVE } from '../config/rules/beyond-the-file';
import { BY_CONSTRUCTION } from '../config/rules/by-construction';
import type { RuleFacts } from '../config/rules/rule';
import { SHAPE_RULES } from '../config/rules/shape';

/** Rules of the reference by their codes; where a code is checked at several moments, as it is worded for the file. */
const KNOWN: ReadonlyMap<string, RuleFacts> = new Map(
  [...LIVE, ...AT_PLAN, ...BY_CONSTRUCTION, ...SHAPE_RULES, ...RULES].map((rule) => [rule.code, rule]),
);

/** What the reference says of a rule: a policy is the same rule, asked of other people's resources. */
export function like(code: string, differently: Partial<Pick<RuleFacts, 'severity' | 'summary'>> = {}): RuleFacts {
  const known = KNOWN.get(code);
  if (known === undefined) throw new AssumptionError('RULE_UNKNOWN', `there is no rule ${code} in the reference`);
  const { severity, summary, source } = known;
  return { code, severity, summary, source, ...differently };
}
