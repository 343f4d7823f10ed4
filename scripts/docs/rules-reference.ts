import { AT_PLAN, BY_PROOF, LIVE } from '../../lib/config/rules/beyond-the-file';
import { BY_CONSTRUCTION } from '../../lib/config/rules/by-construction';
import type { CatalogueEntry } from '../../lib/config/rules/catalogue-entry';
import { FILE_RULES } from '../../lib/config/rules/file-rules';
import type { RuleFacts } from '../../lib/config/rules/rule';
import { SHAPE_RULES } from '../../lib/config/rules/shape';
import { POLICIES } from '../../lib/policy/rules';
import { PAGES, type Page, type Source } from '../../lib/config/rules/sources';
import { table } from './table';

const INTRODUCTION = `# Rules

Generated from the code by \`npm run docs\`. Every precaution and limit of the documentation that concerns an ALB with servers in
other regions, where it is checked, and who says so.

An \`error\` refuses the file or the resources, a \`warning\` and a \`notice\` come along with it. What is documented refuses; what is only inferred
warns, unless it cannot work at all; what nobody says stays silent.

Marks: **D** documented, or enforced by the provider. **O** observed in public, promised by nobody. **I** inferred from what is
documented. **U** unknown. None: it follows from the file itself. The letters after a mark are [pages](#pages).
`;

/** The reference of rules: one table for each moment at which they are checked, and the pages that they rest on. */
export function rulesReference(): string {
  return [
    INTRODUCTION,
    section('In the file, between fields', 'Told with line and column, all at once.', factsTable(FILE_RULES)),
    section('In the file, field by field', 'The shape of the file.', factsTable(SHAPE_RULES)),
    section(
      'In no file',
      'The vocabulary of the file has no words for what would break these, or they follow from other rules.',
      entriesTable(BY_CONSTRUCTION, 'why it holds'),
    ),
    section(
      'Of the resources',
      '`cdktf synth` asks them of what it writes, and `causeway verify` of a plan, a state or a synthesized stack, whoever wrote it: [how](../policy.md).',
      factsTable(POLICIES),
    ),
    section(
      'On the Terraform plan',
      'These are seen where packets go, or by Terraform itself.',
      entriesTable(AT_PLAN, 'checked by'),
    ),
    section('On the live account', 'These need the account, or traffic.', entriesTable(LIVE, 'seen to by')),
    section(
      'Where each is checked',
      'In alphabetical order: in the file, of the resources, by the proof, or where else.',
      placesTable(),
    ),
    section('Pages', 'Addresses are missing where a page has moved more than once.', pagesTable()),
  ].join('\n');
}

function section(title: string, text: string, table: string): string {
  return `## ${title}\n\n${text}\n\n${table}`;
}

function factsTable(rules: readonly RuleFacts[]): string {
  return table(
    ['code', 'severity', 'what must hold', 'source'],
    rules.map(({ code, severity, summary, source }) => [`\`${code}\``, severity, summary, sourceText(source)]),
  );
}

function entriesTable(entries: readonly CatalogueEntry[], by: string): string {
  return table(
    ['code', 'severity', 'what must hold', by, 'source'],
    entries.map((entry) => [`\`${entry.code}\``, entry.severity, entry.summary, entry.by, sourceText(entry.source)]),
  );
}

/** Every code once, with a mark for each place where it is checked. */
function placesTable(): string {
  const inFile = new Set([...FILE_RULES, ...SHAPE_RULES].map(({ code }) => code));
  const ofResources = new Set(POLICIES.map(({ code }) => code));
  const byProof = new Set(AT_PLAN.filter(({ by }) => by === BY_PROOF).map(({ code }) => code));
  const others = [...BY_CONSTRUCTION, ...AT_PLAN.filter(({ by }) => by !== BY_PROOF), ...LIVE];
  const codes = new Set([...inFile, ...ofResources, ...byProof, ...others.map(({ code }) => code)]);
  const mark = (is: boolean): string => (is ? 'yes' : '');
  return table(
    ['code', 'file', 'resources', 'proof', 'else'],
    [...codes]
      .sort()
      .map((code) => [
        `\`${code}\``,
        mark(inFile.has(code)),
        mark(ofResources.has(code)),
        mark(byProof.has(code)),
        [...new Set(others.filter((entry) => entry.code === code).map(whereElse))].join(', '),
      ]),
  );
}

/** Where a rule is seen to that is neither asked of the file, nor of resources, nor of packets. */
function whereElse({ when }: CatalogueEntry): string {
  return { file: 'no file can break it', plan: 'Terraform', live: 'the account or traffic' }[when];
}

function pagesTable(): string {
  const pages: readonly (readonly [string, Page])[] = Object.entries(PAGES);
  return table(
    ['key', 'page', 'date'],
    pages.map(([key, { title, address, date = '' }]) => [
      key,
      address === undefined ? title : `[${title}](${address})`,
      date,
    ]),
  );
}

function sourceText({ mark, pages }: Source): string {
  return mark === undefined ? '' : [`**${mark}**`, pages.join(', ')].join(' ');
}
