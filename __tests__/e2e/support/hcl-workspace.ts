import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, type LocalCloudOptions, type LogEntry, startLocalCloud } from '@causeway/local-cloud';
import { processEnvironment } from '../../../cli/environment';
import { Terraform } from '../../../cli/terraform/terraform';
import type { PlanResult } from '../../../cli/up/stage';
import { driftOf, type Drift } from '../../../lib/drift';
import { cliConfigFile, root, terraformCommand } from './requirements';
import { type CommandResult, run } from './workspace';

/** How many resources Terraform works on at once, so that the provider's waits overlap. */
const PARALLELISM = 30;

/** Where it says what the next apply imports. */
const IMPORTS = 'imports.tf.json';

/** A folder of HCL with a local cloud of its own. */
export interface HclWorkspace {
  readonly cloud: LocalCloud;
  /** Every call that reached the cloud. */
  readonly log: readonly LogEntry[];
  /** Plans with other values of variables, from here on. */
  set(variables: Readonly<Record<string, string>>): void;
  /** Plans; the plan is kept for `apply`. */
  plan(): Promise<PlanResult>;
  /** What the last plan tells of changes outside Terraform. */
  drift(): Promise<Drift>;
  /** Applies the last plan; answers the outputs. */
  apply(): Promise<Readonly<Record<string, unknown>>>;
  /** What the last plan changes of things that are there: the attributes that become another, by address. */
  changedAttributes(): Promise<Readonly<Record<string, readonly string[]>>>;
  /** Forgets a resource and imports it again. */
  reimport(address: string, id: string): Promise<void>;
  /** Forgets everything, and lets the next plan import it again by the ids that the state had; answers how much that is. */
  importAll(): number;
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
    drift: async () => driftOf(await terraform.show(planFile)),
    apply: async () => (await terraform.apply(planFile, PARALLELISM)).outputs,
    reimport: async (address, id) => {
      await must('state', 'rm', address);
      await must('import', '-input=false', address, id);
    },
    changedAttributes: async () => {
      return changedAttributesOf((await terraform.show(planFile)) as ShownPlan);
    },
    importAll: () => {
      const state = join(folder, 'terraform.tfstate');
      const imports = importsOf(JSON.parse(readFileSync(state, 'utf8')) as StoredState);
      rmSync(state);
      writeFileSync(join(folder, IMPORTS), JSON.stringify({ import: imports }));
      return imports.length;
    },
    destroy: () => terraform.destroy(PARALLELISM),
    close: async () => {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The part of `terraform show -json <plan>` that is read here. */
interface ShownPlan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Readonly<Record<string, unknown>> | null;
      readonly after: Readonly<Record<string, unknown>> | null;
    };
  }[];
}

function changedAttributesOf({ resource_changes: changes }: ShownPlan): Record<string, readonly string[]> {
  return Object.fromEntries(
    changes.flatMap(({ address, change: { actions, before, after } }) => {
      if (!actions.includes('update') || !before || !after) return [];
      const names = Object.keys({ ...before, ...after }).filter((name) => name !== 'timeouts');
      return [[address, names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).sort()]];
    }),
  );
}

/** The part of a state file that is read here. */
interface StoredState {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: string | number;
      readonly attributes: { readonly id: string };
    }[];
  }[];
}

function importsOf({ resources }: StoredState): readonly { readonly to: string; readonly id: string }[] {
  return resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ type, name, instances }) =>
      instances.map(({ index_key: key, attributes }) => ({
        to: `${type}.${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`,
        id: attributes.id,
      })),
    );
}
