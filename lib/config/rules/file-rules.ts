import { RULES } from './index';
import type { Rule } from './rule';
import { skipRules } from './skips';

/**
 * Everything that must hold between the fields of a deployment.
 *
 * Which rules can be skipped is known by the rules of resources, which take their words from `RULES`: hence apart.
 */
export const FILE_RULES: readonly Rule[] = [...RULES, ...skipRules];
