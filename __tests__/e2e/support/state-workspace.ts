import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '@causeway/local-cloud';
import { processEnvironment } from '../../../cli/environment';
import { synthesize } from '../../../cli/synthesize';
import { cliConfigFile, root, terraformCommand } from './requirements';
import { type CommandResult, run } from './workspace';

/** A stack whose resources are on a local cloud and whose state is where its deployment says. */
export interface StateWorkspace {
  readonly cloud: LocalCloud;
  readonly folder: string;
  /** The folder with the JSON. */
  readonly stackFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  terraform(args: readonly string[], env?: NodeJS.ProcessEnv, command?: string): Promise<CommandResult>;
  close(): Promise<void>;
}

interface Json {
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}

/**
 * Synthesizes an example twice, for the real cloud and for a local one, and puts the state of the first into the second: what
 * main.ts never does, as state belongs where the resources are. Of the resources only the VPCs stay, which take seconds.
 */
export async function openStateWorkspace(
  example: string,
  edit: (yaml: string) => string = (yaml) => yaml,
  options: LocalCloudOptions = {},
): Promise<StateWorkspace> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-state-'));
  const name = example.replace(/^.*\/|\.yaml$/g, '');
  const deployments = join(folder, 'deployments');
  mkdirSync(deployments);
  const yaml = readFileSync(join(root, 'examples', example), 'utf8');
  writeFileSync(join(deployments, `${name}.yaml`), edit(yaml));
  const cloud = await startLocalCloud(options);
  const environment = {
    ...processEnvironment({ cloud, cliConfigFile: cliConfigFile(), base: process.env }),
    CAUSEWAY_DEPLOYMENTS: deployments,
  };
  const stack = async (outdir: string, env: NodeJS.ProcessEnv): Promise<{ json: Json; folder: string }> => {
    const made = await synthesize(root, join(folder, outdir), name, env);
    return { json: JSON.parse(readFileSync(join(made.folder, 'cdk.tf.json'), 'utf8')) as Json, folder: made.folder };
  };
  const real = await stack('real', { ...environment, CAUSEWAY_LOCAL_ENDPOINT: undefined });
  const local = await stack('cdktf.out', environment);
  const { backend: _, ...rest } = local.json.terraform;
  const { backend, cloud: block } = real.json.terraform;
  const mixed = {
    ...local.json,
    terraform: { ...rest, ...(backend !== undefined && { backend }), ...(block !== undefined && { cloud: block }) },
    resource: { alicloud_vpc: local.json.resource.alicloud_vpc },
    data: undefined,
    output: undefined,
    check: undefined,
  };
  writeFileSync(join(local.folder, 'cdk.tf.json'), JSON.stringify(mixed));
  return {
    cloud,
    folder,
    stackFolder: local.folder,
    environment,
    terraform: (args, env = {}, command = terraformCommand) =>
      run(command, args, { cwd: local.folder, env: { ...environment, ...env } }),
    close: async () => {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Copies a stack to a folder of its own: another machine with the same repository. */
export function copyOf({ stackFolder, folder }: StateWorkspace, name: string): string {
  const copy = join(folder, name);
  mkdirSync(copy);
  cpSync(join(stackFolder, 'cdk.tf.json'), join(copy, 'cdk.tf.json'));
  return copy;
}
