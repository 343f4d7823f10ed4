import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { LocalCloud } from '@causeway/local-cloud';
import { exportedEnvironment, processEnvironment } from '../../../cli/environment';
import type { Job, Step, Workflow } from '../../support/workflows';
import { cliConfigFile, root } from './requirements';
import { run } from './workspace';

/** What a job of a workflow came to. */
export interface JobResult {
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** What it wrote for people, as Markdown. */
  readonly summary: string;
  /** What it printed. */
  readonly output: string;
  /** The `run` steps that were run, by name or first line. */
  readonly steps: readonly string[];
}

/** What outlives the machines of jobs. */
export interface Repository {
  readonly cloud: LocalCloud;
  /** The folder with what is checked out, artifacts, the state, and what was said to GitHub. */
  readonly folder: string;
  close(): void;
}

/** The state of a deployment on a local cloud, which stands for one in a bucket. */
const STATE = 'terraform.chengdu-hangzhou.local.tfstate';

/** A repository with the default deployment, for jobs that work on a local cloud. */
export function repositoryFor(cloud: LocalCloud): Repository {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-actions-'));
  const deployments = join(folder, 'repository', 'deployments');
  mkdirSync(deployments, { recursive: true });
  cpSync(join(root, 'deployments', 'chengdu-hangzhou.yaml'), join(deployments, 'chengdu-hangzhou.yaml'));
  const config = JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')) as { app: string };
  const app = config.app.replace('scripts/', join(root, 'scripts/'));
  writeFileSync(join(folder, 'repository', 'cdktf.json'), JSON.stringify({ ...config, app }));
  for (const name of ['artifacts', 'state', 'bin']) mkdirSync(join(folder, name));
  // `gh` notes what it is asked and has an issue while the file says so; nobody waits as long as at GitHub.
  stub(join(folder, 'bin'), 'gh', [
    `printf '%s\\n' "$*" >> '${folder}/gh.txt'`,
    `case "$1 $2" in`,
    `  "issue list") cat '${folder}/issue' 2>/dev/null || true ;;`,
    `  "issue create") echo 7 > '${folder}/issue' ;;`,
    `  "issue close") rm '${folder}/issue' ;;`,
    `esac`,
  ]);
  stub(join(folder, 'bin'), 'sleep', ['exec /bin/sleep 2']);
  return { cloud, folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}

function stub(folder: string, name: string, lines: readonly string[]): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${lines.join('\n')}\n`);
  chmodSync(join(folder, name), 0o755);
}

/**
 * Runs the steps of a job on a machine of its own: a folder with nothing but what is checked out and the state.
 *
 * `run` steps are run as GitHub runs them, by bash that ends at the first error. Of the actions, only those do something that
 * others can see: artifacts are copied, and credentials appear in the environment of the steps that follow.
 *
 * @param skip - Steps that are not run, by id.
 */
export async function runJob(
  repository: Repository,
  workflow: Workflow,
  name: string,
  {
    needs = {},
    skip = [],
  }: { readonly needs?: Readonly<Record<string, JobResult>>; readonly skip?: readonly string[] } = {},
): Promise<JobResult> {
  const machine = new Machine(repository, workflow, needs);
  try {
    return await machine.work(workflow.jobs[name] as Job, skip);
  } finally {
    machine.close();
  }
}

class Machine {
  private readonly folder: string;
  private readonly temporary = mkdtempSync(join(tmpdir(), 'causeway-machine-'));
  private readonly values = new Map<string, string>();
  private environment: NodeJS.ProcessEnv;

  constructor(
    private readonly repository: Repository,
    workflow: Workflow,
    needs: Readonly<Record<string, JobResult>>,
  ) {
    const { cloud, folder } = repository;
    this.folder = join(this.temporary, 'work');
    cpSync(join(folder, 'repository'), this.folder, { recursive: true });
    const state = join(folder, 'state', STATE);
    if (existsSync(state)) cpSync(state, join(this.folder, STATE));
    const whole = processEnvironment({ cloud, cliConfigFile: cliConfigFile(), base: process.env });
    this.environment = {
      ...whole,
      ...Object.fromEntries(CREDENTIALS.map((variable) => [variable, undefined])),
      CAUSEWAY_DEPLOYMENTS: join(this.folder, 'deployments'),
      CI: 'true',
      // The provider's waits overlap: at GitHub nobody minds them.
      TF_CLI_ARGS_apply: '-parallelism=30',
      PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
      ...workflow.env,
    };
    for (const [key, value] of Object.entries(workflow.env ?? {})) this.values.set(`env.${key}`, value);
    for (const [job, { outputs }] of Object.entries(needs)) {
      for (const [key, value] of Object.entries(outputs)) this.values.set(`needs.${job}.outputs.${key}`, value);
    }
  }

  async work({ if: condition, outputs = {}, steps }: Job, skip: readonly string[]): Promise<JobResult> {
    const done: string[] = [];
    let output = '';
    let exitCode = 0;
    const summary = join(this.temporary, 'summary');
    writeFileSync(summary, '');
    for (const step of this.holds(condition) ? steps : []) {
      if (exitCode !== 0 || !this.holds(step.if) || skip.includes(step.id ?? '')) continue;
      if (step.uses !== undefined) this.use(step);
      else {
        done.push(step.name ?? (step.run ?? '').split('\n')[0] ?? '');
        const result = await this.run(step, summary);
        output += result.output;
        exitCode = result.exitCode ?? 1;
      }
    }
    const state = join(this.folder, STATE);
    if (existsSync(state)) cpSync(state, join(this.repository.folder, 'state', STATE));
    return {
      exitCode,
      output,
      steps: done,
      summary: readFileSync(summary, 'utf8'),
      outputs: Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, this.filled(value)])),
    };
  }

  close(): void {
    rmSync(this.temporary, { recursive: true, force: true });
  }

  private async run({ id, run: script = '', env = {} }: Step, summary: string) {
    const outputs = join(this.temporary, 'outputs');
    writeFileSync(outputs, '');
    const own = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, this.filled(value)]));
    // The packages of this repository are there already; only their commands have to be found.
    if (script.trim() === 'npm ci') this.link();
    const result =
      script.trim() === 'npm ci'
        ? { exitCode: 0, output: '' }
        : await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
            cwd: this.folder,
            env: { ...this.environment, ...own, GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary },
          });
    for (const line of readFileSync(outputs, 'utf8').split('\n').filter(Boolean)) {
      const [key = '', value = ''] = line.split('=');
      this.values.set(`steps.${id ?? ''}.outputs.${key}`, value);
    }
    return result;
  }

  private link(): void {
    const bin = join(this.folder, 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(join(root, 'node_modules', '.bin', 'cdktf'), join(bin, 'cdktf'));
    symlinkSync(join(root, 'cli', 'bin', 'causeway.js'), join(bin, 'causeway'));
  }

  private use({ uses = '', with: inputs = {} }: Step): void {
    const input = (name: string): string => this.filled(String(inputs[name] ?? ''));
    const artifact = join(this.repository.folder, 'artifacts', input('name'));
    if (uses.startsWith('actions/upload-artifact@')) {
      // Files of an artifact are named from the folder that all of them are in.
      for (const path of input('path').split('\n').filter(Boolean)) {
        cpSync(join(this.folder, path), join(artifact, path.slice(dirname(path).length + 1)));
      }
    } else if (uses.startsWith('actions/download-artifact@')) {
      cpSync(artifact, join(this.folder, input('path')), { recursive: true });
    } else if (uses.startsWith('aliyun/configure-aliyun-credentials-action@')) {
      const { cloud } = this.repository;
      const exported = exportedEnvironment({ cloud, base: {} });
      for (const variable of CREDENTIALS) this.environment[variable] = exported[variable];
    }
  }

  /** `a.b == 'c'`, joined by `&&`; what is not known is empty, and those of pull requests hold. */
  private holds(condition: string | undefined): boolean {
    if (condition === undefined || condition.includes('github.event.pull_request')) return true;
    return condition.split('&&').every((part) => {
      const [, name = '', wanted] = /^\s*([\w.]+) == '([^']*)'\s*$/.exec(part) ?? [];
      if (wanted === undefined) throw new Error(`the condition is not understood: ${condition}`);
      return (this.values.get(name) ?? '') === wanted;
    });
  }

  private filled(text: string): string {
    return text.replace(/\$\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => this.values.get(name) ?? name);
  }
}

const CREDENTIALS = ['ALICLOUD_ACCESS_KEY', 'ALICLOUD_SECRET_KEY'] as const;
