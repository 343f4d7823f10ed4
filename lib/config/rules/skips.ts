import { readSkips, skipProblem } from '../../policy/skip';
import type { Rule } from './rule';
import { OF_THE_FILE } from './sources';

/** Rules that a file has skipped. */
export const skipRules: readonly Rule[] = [
  {
    code: 'SKIP_INVALID',
    severity: 'error',
    summary: 'what is skipped is a rule of the resources, and the reason is given',
    source: OF_THE_FILE,
    *check({ skip }) {
      for (const [what, reason] of Object.entries(skip)) {
        const problems = readSkips({ [what]: reason }).flatMap((each) => skipProblem(each) ?? []);
        for (const { message } of problems) yield { path: ['skip', what], message };
      }
    },
  },
];
