import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { App, Testing } from 'cdktf';
import { processEnvironment } from '../../../cli/environment';
import { parseDeployment } from '../../../lib';
import { CrossRegionAlbStack } from '../../../stacks/cross-region-alb-stack';
import { synthStack } from '../../support/synth';
import { cliConfigFile, root, terraformCommand } from './requirements';
import { run, trustProvider } from './workspace';

/** A deployment file by its path from the root, with what has to be in the cloud before, and in the file then. */
export interface Planned {
  readonly path: string;
  readonly prepare?: (cloud: LocalCloud, yaml: string) => Promise<string>;
}

const LOCK = '.terraform.lock.hcl';

/**
 * Plans deployments on one local cloud and applies none; answers what `terraform show -json` says of each plan.
 *
 * They share what `terraform init` makes: all ask for the same provider.
 */
export async function plansOf(deployments: readonly Planned[]): Promise<ReadonlyMap<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-plans-'));
  const cloud = await startLocalCloud();
  const env = {
    ...processEnvironment({ cloud, cliConfigFile: cliConfigFile(), base: process.env }),
    TF_DATA_DIR: join(folder, '.terraform'),
  };
  const terraform = async (cwd: string, ...args: readonly string[]): Promise<string> => {
    const { exitCode, output } = await run(terraformCommand, args, { cwd, env });
    if (exitCode !== 0) throw new Error(`terraform ${args.join(' ')}: ${output}`);
    return output;
  };
  try {
    const plans = new Map<string, unknown>();
    for (const { path, prepare } of deployments) {
      const cwd = join(folder, path.replaceAll('/', '_'));
      mkdirSync(cwd);
      const yaml = readFileSync(join(root, path), 'utf8');
      writeFileSync(join(cwd, 'cdk.tf.json'), synthesized((await prepare?.(cloud, yaml)) ?? yaml, cloud.endpoint));
      if (plans.size === 0) {
        await terraform(cwd, 'init', '-input=false');
        trustProvider(cwd);
        copyFileSync(join(cwd, LOCK), join(folder, LOCK));
      } else copyFileSync(join(folder, LOCK), join(cwd, LOCK));
      await terraform(cwd, 'plan', '-input=false', '-parallelism=30', '-out=plan.bin');
      plans.set(path, JSON.parse(await terraform(cwd, 'show', '-json', 'plan.bin')));
    }
    return plans;
  } finally {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A deployment as it goes to a local cloud, with its state in the folder that Terraform runs in. */
function synthesized(yaml: string, localEndpoint: string): string {
  const app = Testing.stubVersion(new App({ stackTraces: false }));
  const json = synthStack(new CrossRegionAlbStack(app, { deployment: parseDeployment(yaml), localEndpoint }));
  const { backend: _, ...terraform } = json.terraform;
  return JSON.stringify({ ...json, terraform });
}
