import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExecutionError } from '../lib/core';

/** One synthesized stack. */
export interface SynthesizedStack {
  /** The folder that Terraform runs in. */
  readonly folder: string;
  /** How many resources it declares. */
  readonly resourceCount: number;
}

/**
 * Runs the project's CDKTF app, as `cdktf synth` does, into a folder of its own.
 *
 * @param abort - Ends the app.
 * @throws ExecutionError With what the app printed, when it fails or makes no such stack.
 */
export async function synthesize(
  projectFolder: string,
  outdir: string,
  stack: string,
  environment: NodeJS.ProcessEnv,
  abort?: AbortSignal,
): Promise<SynthesizedStack> {
  const app = await runApp(projectFolder, outdir, environment, abort);
  const folder = join(outdir, 'stacks', stack);
  const file = join(folder, 'cdk.tf.json');
  if (!existsSync(file)) {
    throw new ExecutionError('STACK_MISSING', `"${app}" made no stack "${stack}": there is no ${file}`, {
      command: app,
    });
  }
  const { resource = {} } = JSON.parse(readFileSync(file, 'utf8')) as { resource?: Record<string, object> };
  const resourceCount = Object.values(resource).reduce((sum, byName) => sum + Object.keys(byName).length, 0);
  return { folder, resourceCount };
}

/**
 * Runs the project's CDKTF app, as `cdktf synth` does, for all its stacks; answers its command.
 *
 * @param abort - Ends the app.
 * @throws ExecutionError With what the app printed, when it fails.
 */
export async function runApp(
  projectFolder: string,
  outdir: string,
  environment: NodeJS.ProcessEnv,
  abort?: AbortSignal,
): Promise<string> {
  const app = readApp(projectFolder);
  const { exitCode, text } = await runShell(app, projectFolder, { ...environment, CDKTF_OUTDIR: outdir }, abort);
  if (exitCode !== 0) {
    throw new ExecutionError('SYNTH_FAILED', text.trim() || `"${app}" ended with exit code ${String(exitCode)}`, {
      command: app,
      exitCode,
    });
  }
  return app;
}

function readApp(projectFolder: string): string {
  const file = join(projectFolder, 'cdktf.json');
  const { app } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { app?: string }) : {};
  if (app) return app;
  throw new ExecutionError('NOT_A_CDKTF_PROJECT', `${file} names no app; run this in a CDKTF project`);
}

function runShell(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<{ readonly exitCode: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { cwd, env, signal, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ exitCode: code ?? 1, text: Buffer.concat(chunks).toString() });
    });
  });
}
