import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { ExecutionError } from '../../lib/core';
import type { Issue } from '../../lib/core';
import type { Applied, PlanResult } from '../up/stage';
import { parseEvent, type TerraformEvent } from './events';
import { redactor } from './redaction';

/** How a run of Terraform ended. */
export interface TerraformRun {
  readonly exitCode: number;
  readonly events: readonly TerraformEvent[];
  /** What it printed that is no event, and everything on standard error. */
  readonly text: string;
}

/** How long a Terraform that was told twice to stop may take. */
const GRACE_MS = 3000;

/** Runs Terraform in one folder with one environment. */
export class Terraform {
  private child: ChildProcess | undefined;

  constructor(
    private readonly command: string,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly onEvent: (event: TerraformEvent) => void = () => undefined,
  ) {}

  /** Downloads the provider and sets up the backend. */
  async init(): Promise<TerraformRun> {
    return this.run(['init', '-input=false', '-no-color']);
  }

  /** Plans, and keeps the plan in `file` for `apply`. */
  async plan(file: string, parallelism: number): Promise<PlanResult> {
    const args = [
      'plan',
      '-json',
      '-input=false',
      '-detailed-exitcode',
      `-out=${file}`,
      `-parallelism=${String(parallelism)}`,
    ];
    const run = await this.run(args);
    if (run.exitCode !== 0 && run.exitCode !== 2) throw failure('plan', run);
    const summary = run.events.filter((event) => event.type === 'change_summary').pop();
    return {
      isEmpty: run.exitCode === 0,
      changes: summary?.changes ?? { add: 0, change: 0, remove: 0 },
      planned: run.events.flatMap(({ type, change }) =>
        type === 'planned_change' && change ? [`${change.action} ${change.resource.addr}`] : [],
      ),
    };
  }

  /** Applies a plan that `plan` kept. */
  async apply(file: string, parallelism: number): Promise<Applied> {
    const run = await this.run(['apply', '-json', '-input=false', `-parallelism=${String(parallelism)}`, file]);
    if (run.exitCode !== 0) throw failure('apply', run);
    const outputs = run.events.filter((event) => event.type === 'outputs').pop()?.outputs ?? {};
    return {
      outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
      warnings: run.events.flatMap(failedCheck),
    };
  }

  /** What is in a plan that `plan` kept, or without one in the state, as JSON. */
  async show(file?: string): Promise<unknown> {
    const run = await this.run(['show', '-json', ...(file === undefined ? [] : [file])]);
    const json = run.text.split('\n').find((line) => line.startsWith('{'));
    if (run.exitCode !== 0 || json === undefined) throw failure('show', run);
    return JSON.parse(json);
  }

  /** Destroys everything in the state; answers how many resources that were. */
  async destroy(parallelism: number): Promise<number> {
    const args = ['destroy', '-json', '-input=false', '-auto-approve', `-parallelism=${String(parallelism)}`];
    const run = await this.run(args);
    if (run.exitCode !== 0) throw failure('destroy', run);
    return run.events.filter((event) => event.type === 'change_summary').pop()?.changes?.remove ?? 0;
  }

  /** Asks a running Terraform to finish what it has begun and stop. */
  interrupt(): void {
    this.child?.kill('SIGINT');
  }

  /**
   * Makes an interrupted Terraform stop at once: what it has begun is in the cloud and may not be in its state.
   *
   * The second signal lets it write what it knows. Should it still run after that, it is killed with its providers.
   */
  abandon(): void {
    const { child } = this;
    child?.kill('SIGINT');
    setTimeout(() => {
      if (child === this.child) this.kill();
    }, GRACE_MS).unref();
  }

  /** Kills a running Terraform with its providers: it writes nothing more, and what it has begun is in the cloud. */
  kill(): void {
    if (this.child?.pid !== undefined) process.kill(-this.child.pid, 'SIGKILL');
  }

  private run(args: readonly string[]): Promise<TerraformRun> {
    return new Promise((resolve, reject) => {
      // A process group of its own: a terminal's Ctrl-C must reach Terraform once, through `interrupt`, as the second
      // one makes it abandon what it is creating.
      const child = spawn(this.command, args, {
        cwd: this.folder,
        env: this.environment,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      this.child = child;
      const events: TerraformEvent[] = [];
      const text: string[] = [];
      const hide = redactor(this.environment);
      createInterface({ input: child.stdout }).on('line', (line) => {
        const shown = hide(line);
        const event = parseEvent(shown);
        if (!event) return void text.push(shown);
        events.push(event);
        this.onEvent(event);
      });
      createInterface({ input: child.stderr }).on('line', (line) => text.push(hide(line)));
      child.on('error', reject);
      child.on('close', (code) => {
        this.child = undefined;
        resolve({ exitCode: code ?? 1, events, text: text.join('\n') });
      });
    });
  }
}

/** What a `check` block complains about; other warnings are the provider's, and about itself. */
function failedCheck({ diagnostic }: TerraformEvent): readonly Issue[] {
  if (diagnostic?.severity !== 'warning' || diagnostic.summary !== 'Check block assertion failed') return [];
  const { detail = '', address = 'check' } = diagnostic;
  return [{ code: 'CHECK_FAILED', severity: 'warning', path: address, message: detail }];
}

/** Says why a run of Terraform failed, in Terraform's own words. */
export function failure(step: string, run: TerraformRun): ExecutionError {
  const diagnostics = run.events.flatMap(({ diagnostic }) => (diagnostic?.severity === 'error' ? [diagnostic] : []));
  const said = diagnostics.map(({ summary, detail, address }) =>
    [address === undefined ? summary : `${address}: ${summary}`, detail].filter(Boolean).join('\n'),
  );
  // The provider colours its messages whatever it is told.
  const message = stripVTControlCharacters(said.length > 0 ? said.join('\n') : run.text.trim());
  return new ExecutionError(
    `TERRAFORM_${step.toUpperCase()}_FAILED`,
    `terraform ${step} failed (exit ${String(run.exitCode)}):\n${message}`,
    { exitCode: run.exitCode },
  );
}
