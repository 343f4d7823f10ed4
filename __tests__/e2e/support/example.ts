import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '@causeway/local-cloud';
import { processEnvironment } from '../../../cli/environment';
import { synthesize } from '../../../cli/synthesize';
import { readModule } from '../../../cli/terraform/configuration-files';
import { providerBlocks } from '../../../cli/terraform/provider-blocks';
import { providerOverride } from '../../../cli/terraform/provider-override';
import { Terraform } from '../../../cli/terraform/terraform';
import type { Applied, PlanResult } from '../../../cli/up/stage';
import type { TerraformConfiguration } from '../../../lib/proof';
import { cliConfigFile, root, terraformCommand } from './requirements';
import { openWorkspace, trustProvider, type Workspace } from './workspace';

/** How many resources Terraform works on at once, so that the provider's waits overlap. */
const PARALLELISM = 30;

/** An example that Terraform is ready to plan, with a local cloud of its own. */
export interface OpenExample {
  readonly cloud: LocalCloud;
  /** Plans with other values of variables, from here on. */
  set(variables: Readonly<Record<string, string>>): void;
  /** Changes the deployment file, where there is one, and synthesizes again. */
  edit(change: (yaml: string) => string): Promise<void>;
  /** Plans; the plan is kept for `apply`. */
  plan(): Promise<PlanResult>;
  apply(): Promise<Applied>;
  destroy(): Promise<number>;
  /** Its files, where it is Terraform's own language; without them a plan does not say how expressions refer. */
  readonly configuration?: TerraformConfiguration;
  /** What `terraform show -json` says of the last plan, or of the state. */
  show(what: 'plan' | 'state'): Promise<unknown>;
  close(): Promise<void>;
}

type Prepare = (cloud: LocalCloud, yaml: string) => Promise<string>;

/** Opens a deployment file, by its path from the root without `.yaml`. */
export async function openDeployment(
  path: string,
  options: LocalCloudOptions = {},
  prepare?: Prepare,
): Promise<OpenExample> {
  const [folder, name] = [path.replace(/\/[^/]*$/, ''), path.replace(/^.*\//, '')];
  const workspace = await openWorkspace(name, options, folder, terraformCommand, prepare);
  return { ...example(workspace, workspace.stackFolder), edit: workspace.edit, close: workspace.close };
}

/** Opens a CDKTF program, by its folder from the root. */
export async function openProgram(project: string, stack: string): Promise<OpenExample> {
  return inFolder(async (folder, environment) => {
    const { folder: stackFolder } = await synthesize(
      join(root, project),
      join(folder, 'cdktf.out'),
      stack,
      environment,
    );
    return stackFolder;
  });
}

/** Opens Terraform's own language, by its folder from the root, with its providers led to the local cloud. */
export async function openConfiguration(path: string): Promise<OpenExample> {
  const configuration = { '': (await readModule(join(root, path), 'terraform')).map(({ content }) => content) };
  const opened = await inFolder(async (folder, _, cloud) => {
    const names = readdirSync(join(root, path)).filter((name) => name.endsWith('.tf'));
    for (const name of names) cpSync(join(root, path, name), join(folder, name));
    const { endpoint, credentials } = cloud;
    const target = { endpoint, credentials, region: 'cn-chengdu', stateFolder: join(folder, 'state') };
    const override = providerOverride(providerBlocks(await readModule(folder, 'terraform')), target);
    writeFileSync(join(folder, 'local_override.tf.json'), JSON.stringify(override));
    return folder;
  });
  return { ...opened, configuration };
}

/** Makes a folder and a cloud, lets `lay` put a configuration there, and runs `terraform init` where that is. */
async function inFolder(
  lay: (folder: string, environment: NodeJS.ProcessEnv, cloud: LocalCloud) => Promise<string>,
): Promise<OpenExample> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-example-'));
  const cloud = await startLocalCloud();
  const environment = processEnvironment({ cloud, cliConfigFile: cliConfigFile(), base: process.env });
  const stackFolder = await lay(folder, environment, cloud);
  const terraform = new Terraform(terraformCommand, stackFolder, environment);
  const init = await terraform.init();
  if (init.exitCode !== 0) throw new Error(init.text);
  trustProvider(stackFolder);
  return {
    ...example({ cloud, environment, terraform }, stackFolder),
    edit: () => Promise.reject(new Error('there is no deployment file')),
    close: async () => {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function example(
  { cloud, environment, terraform }: Pick<Workspace, 'cloud' | 'environment' | 'terraform'>,
  stackFolder: string,
): Omit<OpenExample, 'edit' | 'close'> {
  const planFile = join(stackFolder, 'plan.bin');
  return {
    cloud,
    set: (variables) => {
      for (const [name, value] of Object.entries(variables)) environment[`TF_VAR_${name}`] = value;
    },
    plan: () => terraform.plan(planFile, PARALLELISM),
    apply: () => terraform.apply(planFile, PARALLELISM),
    destroy: () => terraform.destroy(PARALLELISM),
    show: (what) => terraform.show(what === 'plan' ? planFile : undefined),
  };
}

/** Runs works with so many at a time; answers their results in order. */
export async function inTurns<T>(works: readonly (() => Promise<T>)[], atOnce: number): Promise<readonly T[]> {
  const results: T[] = [];
  const waiting = [...works.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next[0]] = await next[1]();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
