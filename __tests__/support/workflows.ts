import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '../..');

/** Where the workflows are that one copies. */
export const workflowFolder = join(root, 'examples/github-actions/.github/workflows');

/** A step of a job, as far as it matters here. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

/** A job of a workflow. */
export interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

/** A workflow. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The text of a workflow. */
export const workflowText = (name: string): string => readFileSync(join(workflowFolder, name), 'utf8');

/** A workflow, read. */
export const workflow = (name: string): Workflow => parse(workflowText(name)) as Workflow;

/** The names of all of them. */
export const workflowNames: readonly string[] = readdirSync(workflowFolder).sort();

/** What GitHub's own parser has against texts of workflows, one list for each; it comes as modules that jest cannot load. */
export function workflowErrors(texts: readonly string[]): readonly (readonly string[])[] {
  const program = `
    const { parseWorkflow } = await import('@actions/workflow-parser');
    const { NoOperationTraceWriter } = await import('@actions/workflow-parser/templates/trace-writer');
    const chunks = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    const errors = JSON.parse(Buffer.concat(chunks).toString()).map((content) => {
      const { context } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
      return context.errors.getErrors().map(({ message }) => message);
    });
    process.stdout.write(JSON.stringify(errors));`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const result = spawnSync(process.execPath, args, { cwd: root, input: JSON.stringify(texts), encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout) as string[][];
}
