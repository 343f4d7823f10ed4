import { POLICIES } from '../../policy/rules';
import { AT_PLAN, LIVE } from './beyond-the-file';
import { BY_CONSTRUCTION } from './by-construction';
import type { CatalogueEntry } from './catalogue-entry';
import { FILE_RULES } from './file-rules';
import type { RuleFacts } from './rule';
import { SHAPE_RULES } from './shape';

/** Every rule that is known, with where it is checked. A code may be checked at several moments. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...FILE_RULES.map(told('a rule between fields')),
  ...SHAPE_RULES.map(told('the shape of the file')),
  ...BY_CONSTRUCTION,
  ...POLICIES.map((policy) => ({ ...factsOf(policy), when: 'plan' as const, by: 'a rule of the resources' })),
  ...AT_PLAN,
  ...LIVE,
];

function told(by: string): (rule: RuleFacts) => CatalogueEntry {
  return (rule) => ({ ...factsOf(rule), when: 'file', by });
}

function factsOf({ code, severity, summary, source }: RuleFacts): RuleFacts {
  return { code, severity, summary, source };
}
