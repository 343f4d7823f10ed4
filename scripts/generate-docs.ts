import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { deploymentJsonSchema } from '../lib/config';
import { probeRamPolicy, ramPolicy } from '../live';
import { services } from '../packages/local-cloud/src/services';
import { apiReference } from './docs/api-reference';
import { coverage, suitesIn } from './docs/coverage';
import { deploymentReference } from './docs/deployment-reference';
import { outputsReference } from './docs/outputs-reference';
import { brokenPathPicture, topologyPicture } from './docs/pictures';
import { driftReference } from './docs/drift-reference';
import { forwardingReference } from './docs/forwarding-reference';
import { fillReadme } from './docs/readme';
import { rulesReference } from './docs/rules-reference';
import { terraformCallsOf } from './docs/terraform-calls';

const root = join(__dirname, '..');
const source = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What the pictures show. */
const DEPLOYMENT = 'deployments/chengdu-hangzhou.yaml';

/** Every generated file, by path. */
const generated = (): Readonly<Record<string, string>> => ({
  'docs/reference/deployment.schema.json': `${JSON.stringify(deploymentJsonSchema(), null, 2)}\n`,
  'docs/reference/deployment.md': deploymentReference(deploymentJsonSchema()),
  'docs/reference/rules.md': rulesReference(),
  'docs/reference/drift.md': driftReference(),
  'docs/reference/forwarding.md': forwardingReference(),
  'docs/reference/outputs.md': outputsReference(source('stacks/outputs.ts')),
  ...Object.fromEntries(Object.entries(apiReference(root)).map(([page, text]) => [`docs/reference/api/${page}`, text])),
  'packages/local-cloud/COVERAGE.md': coverage({
    services,
    terraformCallsOf,
    suitesOf: suitesIn(join(root, 'packages/local-cloud/__tests__')),
  }),
  'docs/ram-policy-verify.json': `${JSON.stringify(ramPolicy(), null, 2)}\n`,
  'docs/ram-policy-probe.json': `${JSON.stringify(probeRamPolicy(), null, 2)}\n`,
  'docs/images/network.svg': topologyPicture(source(DEPLOYMENT)),
  'docs/images/broken-path.svg': brokenPathPicture(source(DEPLOYMENT)),
  'README.md': fillReadme(source('README.md'), source),
});

/** Writes the generated files; with `--check`, only tells which are out of date, and fails when some are. */
function main(check: boolean): void {
  const stale = Object.entries(generated()).filter(([path, text]) => {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
    if (check) return true;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote ${relative(process.cwd(), file)}`);
    return false;
  });
  if (stale.length === 0) return;
  console.error(`out of date: ${stale.map(([path]) => path).join(', ')}; run: npm run docs`);
  process.exitCode = 1;
}

main(process.argv.includes('--check'));
