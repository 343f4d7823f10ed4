import type { RuleFacts } from './rule';
import type { Source } from './sources';

/** A line of the reference of rules. */
export interface CatalogueEntry extends RuleFacts {
  /** `file`: from the deployment file. `plan`: needs the Terraform plan. `live`: needs the account, or traffic. */
  readonly when: 'file' | 'plan' | 'live';
  /** Who sees to it, or what happens when it does not hold. */
  readonly by: string;
}

type Row = readonly [code: string, severity: RuleFacts['severity'], summary: string, source: Source, by: string];

/** Lines of the reference from a table. */
export function entries(when: CatalogueEntry['when'], table: readonly Row[]): readonly CatalogueEntry[] {
  return table.map(([code, severity, summary, source, by]) => ({ code, severity, summary, source, when, by }));
}
