import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation, Service } from '../../packages/local-cloud/src/protocol/operation';

/** What the page is made of. */
export interface CoverageOptions {
  readonly services: readonly Service[];
  /** Sources of the suites of one product. */
  readonly suitesOf: (product: string) => readonly string[];
  /** What real Terraform was seen to call, by product. */
  readonly terraformCallsOf: (product: string) => readonly string[];
}

/** Folders of the products whose names are others. */
const FOLDERS: Readonly<Record<string, string>> = { Cbn: 'cen' };

const INTRODUCTION = `# What the local cloud knows

Generated from the table of its actions by \`npm run docs\`. Every other action answers 404 \`InvalidAction.NotFound\` with its name.

- **parameters**: what has an effect, mandatory ones in bold; what a call has besides is ignored, and the log says so. \`RegionId\`, \`ClientToken\`, \`DryRun\` and the
  gateway's own are common to all and not listed where an action does not look at them itself.
- **tests**: \`SDK\` where a suite of that product calls it with the official SDK; \`signed call\` where one names the action, as requests that the suites sign
  themselves do; \`Terraform\` where the end-to-end suite sees the provider call it in the life of the default deployment, of one of every resource, or of an example's listeners, and their changes. None of these is a comparison with the real cloud.
- Every action gets malformed requests in the fuzz suite, whatever the last column says.
`;

/** The page of all products and actions. */
export function coverage(options: CoverageOptions): string {
  return INTRODUCTION + options.services.map((service) => section(service, options)).join('');
}

/** Reads the suites of a product in the package's tests. */
export function suitesIn(tests: string): CoverageOptions['suitesOf'] {
  return (product) => {
    const folder = join(tests, 'services', FOLDERS[product] ?? product.toLowerCase());
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    return names.sort().map((name) => readFileSync(join(folder, name), 'utf8'));
  };
}

function section({ product, version, operations }: Service, { suitesOf, terraformCallsOf }: CoverageOptions): string {
  const suites = suitesOf(product);
  const calls = terraformCallsOf(product);
  const rows = [...operations]
    .sort((a, b) => (a.action < b.action ? -1 : 1))
    .map(
      (operation) => `| \`${operation.action}\` | ${parameters(operation)} | ${verified(operation, suites, calls)} |\n`,
    );
  const title = `\n## ${product} ${version}\n\n${String(operations.length)} actions.\n`;
  return `${title}\n| action | parameters | tests |\n| --- | --- | --- |\n${rows.join('')}`;
}

function parameters({ schema }: Operation): string {
  const names = Object.entries(schema.shape).map(([name, type]) =>
    type.safeParse(undefined).success ? `\`${name}\`` : `**\`${name}\`**`,
  );
  return names.join(', ');
}

function verified({ action }: Operation, suites: readonly string[], calls: readonly string[]): string {
  const method = `.${action.charAt(0).toLowerCase()}${action.slice(1)}(`;
  const isByClient = suites.some((text) => text.includes("from '@alicloud/") && text.includes(method));
  const isSigned = suites.some((text) => text.includes(`'${action}'`));
  const ways = [isByClient && 'SDK', isSigned && 'signed call', calls.includes(action) && 'Terraform'];
  return ways.filter(Boolean).join(', ');
}
