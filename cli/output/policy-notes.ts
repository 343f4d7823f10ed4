import type { PolicyReport } from '../../lib/policy';
import type { ReportNote } from './proof-report';
import { count } from './style';

/** What the rules were not asked, and what they could not be. */
export function policyNotes({ skipped, undecided }: PolicyReport): readonly ReportNote[] {
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
  ];
}
