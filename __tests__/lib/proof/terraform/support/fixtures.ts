import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { parseDeployment } from '../../../../../lib';
import type { NetworkModel } from '../../../../../lib/proof';
import type { TerraformConfiguration } from '../../../../../lib/proof/terraform';
import { readModule } from '../../../../../cli/terraform/configuration-files';
import { CrossRegionAlbStack } from '../../../../../stacks/cross-region-alb-stack';
import { root } from '../../../../e2e/support/requirements';

const folder = join(__dirname, '..', 'fixtures');

/** A plan or state that `fixtures/refresh.ts` made. */
export function fixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, unknown>;
}

/** The default deployment as it is synthesized, after an edit of its file. */
export function synthesized(edit: (yaml: string) => string = (yaml) => yaml): Record<string, unknown> {
  const yaml = readFileSync(join(root, 'deployments', 'chengdu-hangzhou.yaml'), 'utf8');
  const app = Testing.stubVersion(new App({ stackTraces: false }));
  const stack = new CrossRegionAlbStack(app, { deployment: parseDeployment(edit(yaml)) });
  return JSON.parse(Testing.synth(stack, true)) as Record<string, unknown>;
}

/** The configuration of the fixture `modules`, as the command line reads it. */
export async function modulesConfiguration(): Promise<TerraformConfiguration> {
  const contents = async (...path: readonly string[]) =>
    (await readModule(join(folder, 'modules', ...path), 'terraform')).map(({ content }) => content);
  const network = await contents('network');
  return { '': await contents(), chengdu: network, hangzhou: network };
}

/** What is told of a model by readers of different inputs alike: all but labels, and what only the cloud decides. */
export function canonical(model: NetworkModel): unknown {
  return sorted(model);
}

/** Every gap of a model: of the model as a whole, and of its things. */
export function gapsOf(model: NetworkModel): readonly string[] {
  const things = Object.entries(model).flatMap(
    ([, list]) => list as readonly { readonly gaps?: NetworkModel['gaps'] }[],
  );
  return [...model.gaps, ...things.flatMap(({ gaps }) => gaps ?? [])].map(({ message }) => message);
}

const DECIDED_LATER = new Set(['label', 'generation', 'privateIp', 'address']);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, item]) => !DECIDED_LATER.has(key) && item !== undefined);
  return Object.fromEntries(kept.sort(([a], [b]) => a.localeCompare(b)).map(([key, item]) => [key, sorted(item)]));
}
