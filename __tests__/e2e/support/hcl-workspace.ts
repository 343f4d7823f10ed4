import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, type LocalCloudOptions, type LogEntry, startLocalCloud } from '@causeway/local-cloud';
import { processEnvironment } from '../../../cli/environment';
import { Terraform } from '../../../cli/terraform/terraform';
import type { PlanResult } from '../../../cli/up/stage';
import { cliConfigFile, root, terraformCommand } from './requirements';
import { type CommandResult, run } from './workspace';

/** How many resources Terraform works on at once, so that the provider's waits overlap. */
const PARALLELISM = 30;

/** A folder of HCL with a local cloud of its own. */
export interface HclWorkspace {
  readonly cloud: LocalCloud;
  /** Every call that reached the cloud. */
  readonly log: readonly LogEntry[];
  /** Plans with other values of variables, from here on. */
  set(variables: Readonly<Record<string, string>>): void;
  /** Plans; the plan is kept for `apply`. */
  plan(): Promise<PlanResult>;
  /** Applies the last plan; answers the outputs. */
  apply(): Promise<Readonly<Record<string, unknown>>>;
  /** Forgets a resource and imports it again. */
  reimport(address: string, id: string): Promise<void>;
  destroy(): Promise<number>;
  close(): Promise<void>;
}

/** Copies a folder of `__tests__/e2e/fixtures`, whose variable `endpoint` is the cloud's, and runs `terraform init`. */
export async function openHclWorkspace(fixture: string, options: LocalCloudOptions = {}): Promise<HclWorkspace> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-hcl-'));
  cpSync(join(root, '__tests__', 'e2e', 'fixtures', fixture), folder, { recursive: true });
  const log: LogEntry[] = [];
  const cloud = await startLocalCloud({ ...options, log: (entry) => log.push(entry) });
  const environment: NodeJS.ProcessEnv = {
    ...processEnvironment({ cloud, cliConfigFile: cliConfigFile(), base: process.env }),
    TF_VAR_endpoint: cloud.endpoint,
  };
  const terraform = new Terraform(terraformCommand, folder, environment);
  const planFile = join(folder, 'plan.bin');
  const init = await terraform.init();
  if (init.exitCode !== 0) throw new Error(init.text);
  const must = async (...args: readonly string[]): Promise<CommandResult> => {
    const result = await run(terraformCommand, args, { cwd: folder, env: environment });
    if (result.exitCode !== 0) throw new Error(`terraform ${args.join(' ')}: ${result.output}`);
    return result;
  };
  return {
    cloud,
    log,
    set: (variables) => {
      for (const [name, value] of Object.entries(variables)) environment[`TF_VAR_${name}`] = value;
    },
    plan: () => terraform.plan(planFile, PARALLELISM),
    apply: async () => (await terraform.apply(planFile, PARALLELISM)).outputs,
    reimport: async (address, id) => {
      await must('state', 'rm', address);
      await must('import', '-input=false', address, id);
    },
    destroy: () => terraform.destroy(PARALLELISM),
    close: async () => {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
