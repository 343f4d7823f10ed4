import type { PolicyReport } from '../../lib/policy';
import type { StandingReport } from '../../live';
import type { ReportNote } from './proof-report';
import { count } from './style';

/** What the rules say, of what stands or of Terraform's resources. */
export type RulesReport = PolicyReport & Partial<StandingReport>;

/** What the rules were not asked, and what they could not be. */
export function policyNotes({ skipped, undecided, asked, of: all = 0 }: RulesReport): readonly ReportNote[] {
  const some = `${asked?.length ?? all} of ${all} rules are asked of what stands; docs/live.md names them, and why not the others`;
  return [
    {
      title: 'Rules that were skipped',
      texts: skipped.map(({ code, address, reason, count: times }) => {
        const where = address === undefined ? code : `${code} of ${address}`;
        return `${where}, ${times === 0 ? 'which objects to nothing' : count(times, 'time')}: ${reason}`;
      }),
    },
    {
      title: 'Not known yet, so that no rule can say anything of it',
      texts: undecided.map(({ address, attribute, expression }) => `${address}.${attribute}: ${expression}`),
    },
    { title: 'Rules of single things', texts: asked === undefined ? [] : [some] },
  ];
}
