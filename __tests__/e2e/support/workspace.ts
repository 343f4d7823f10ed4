import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type LocalCloud, type LocalCloudOptions, type LogEntry, startLocalCloud } from '@causeway/local-cloud';
import { processEnvironment } from '../../../cli/environment';
import { synthesize } from '../../../cli/synthesize';
import { Terraform } from '../../../cli/terraform/terraform';
import type { PlanResult } from '../../../cli/up/stage';
import { driftOf, type Drift } from '../../../lib/drift';
import { labelsOfSynthesized } from '../../../lib/proof/terraform';
import { cliConfigFile, root, terraformCommand } from './requirements';

/** How many resources Terraform works on at once, so that the provider's waits overlap. */
const PARALLELISM = 30;

/** A deployment in a folder of its own, with a local cloud of its own. */
export interface Workspace {
  readonly cloud: LocalCloud;
  /** Every call that reached the cloud. */
  readonly log: readonly LogEntry[];
  /** The folder with the synthesized JSON. */
  readonly stackFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly terraform: Terraform;
  /** Changes the deployment file and synthesizes again. */
  edit(change: (yaml: string) => string): Promise<void>;
  /** Plans; the plan is kept for `apply`. */
  plan(): Promise<PlanResult>;
  /** What the last plan tells of changes outside Terraform. */
  drift(): Promise<Drift>;
  /** Applies the last plan; answers the outputs. */
  apply(): Promise<Readonly<Record<string, unknown>>>;
  destroy(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Lays a workspace out and runs `terraform init` in it, or `tofu init`; `options` go to its local cloud, the file comes from a
 * `source` folder. `prepare` may put things into the cloud before anything is synthesized, and change the file.
 */
export async function openWorkspace(
  deployment = 'chengdu-hangzhou',
  options: LocalCloudOptions = {},
  source = 'deployments',
  command = terraformCommand,
  prepare: (cloud: LocalCloud, yaml: string) => Promise<string> = (_cloud, yaml) => Promise.resolve(yaml),
): Promise<Workspace> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-e2e-'));
  const deployments = join(folder, 'deployments');
  mkdirSync(deployments);
  const file = join(deployments, `${deployment}.yaml`);
  cpSync(join(root, source, `${deployment}.yaml`), file);
  const log: LogEntry[] = [];
  const listen = (entry: LogEntry): void => {
    log.push(entry);
    options.log?.(entry);
  };
  const cloud = await startLocalCloud({ albGeneration: 'non-upgraded', ...options, log: listen });
  writeFileSync(file, await prepare(cloud, readFileSync(file, 'utf8')));
  const environment = {
    ...processEnvironment({ cloud, cliConfigFile: cliConfigFile(), base: process.env }),
    CAUSEWAY_DEPLOYMENTS: deployments,
  };
  const synth = () => synthesize(root, join(folder, 'cdktf.out'), deployment, environment);
  const stackFolder = (await synth()).folder;
  const terraform = new Terraform(command, stackFolder, environment);
  const planFile = join(folder, 'plan.bin');
  const init = await terraform.init();
  if (init.exitCode !== 0) throw new Error(init.text);
  trustProvider(stackFolder);
  return {
    cloud,
    log,
    stackFolder,
    environment,
    terraform,
    edit: async (change) => {
      const before = readFileSync(file, 'utf8');
      const after = change(before);
      if (after === before) throw new Error('the edit changes nothing');
      writeFileSync(file, after);
      await synth();
    },
    plan: () => terraform.plan(planFile, PARALLELISM),
    drift: async () => {
      const synthesized = JSON.parse(readFileSync(join(stackFolder, 'cdk.tf.json'), 'utf8')) as Record<string, unknown>;
      return driftOf(await terraform.show(planFile), { labels: labelsOfSynthesized(synthesized) });
    },
    apply: async () => (await terraform.apply(planFile, PARALLELISM)).outputs,
    destroy: () => terraform.destroy(PARALLELISM),
    close: async () => {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Takes the checksums of the provider out of the lock file that `init` has just written: with them, Terraform reads all of its
 * 305 MB before every command.
 */
export function trustProvider(folder: string): void {
  const file = join(folder, '.terraform.lock.hcl');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^ +hashes = \[[^\]]*\]\n/gm, ''));
}

/** How a command ended. */
export interface CommandResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs a command to its end; standard output and error come back together, without colours. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, output: stripVTControlCharacters(output) });
    });
  });
}
