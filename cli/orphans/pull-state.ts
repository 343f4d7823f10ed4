import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { ExecutionError } from '../../lib/core';
import { type Managed, readState } from './state';

/** An address that no stack has: asked to forget it, and only to say what that would be, Terraform takes the lock and does nothing. */
const NOTHING = 'terraform_data.causeway_is_looking';

/** Runs Terraform to its end. */
interface Run {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

/**
 * Reads the state of a stack, wherever its backend keeps it, once nobody holds its lock.
 *
 * @param command - Terraform or OpenTofu
 * @param folder - That of the synthesized stack; `terraform init` is run where the backend is not set up yet
 * @throws ExecutionError `STATE_LOCKED`, with how to unlock it; `STATE_UNREADABLE`.
 */
export async function pullState(
  command: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<readonly Managed[]> {
  const terraform = (...args: readonly string[]): Promise<Run> => run(command, args, folder, environment);
  let pulled = await terraform('state', 'pull');
  if (pulled.exitCode !== 0) {
    const init = await terraform('init', '-input=false', '-no-color');
    if (init.exitCode !== 0) throw failed('init', init);
    pulled = await terraform('state', 'pull');
  }
  if (pulled.exitCode !== 0) throw failed('state pull', pulled);
  const locked = lockIn((await terraform('state', 'rm', '-dry-run', '-no-color', NOTHING)).error);
  if (locked !== undefined) throw lockedError(locked);
  // Once more: whoever held the lock a moment ago may have written.
  pulled = await terraform('state', 'pull');
  if (pulled.exitCode !== 0) throw failed('state pull', pulled);
  return readState(pulled.out);
}

/** What Terraform says of a lock that somebody holds. */
interface Lock {
  readonly id: string;
  /** The fields that people know it by: operation, who, created. */
  readonly details: readonly string[];
}

function lockIn(text: string): Lock | undefined {
  if (!text.includes('Error acquiring the state lock')) return undefined;
  const field = (name: string): string => new RegExp(`^\\W*${name}:[ \\t]*(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const details = ['Operation', 'Who', 'Created'].map((name) => field(name)).filter((value) => value !== '');
  return { id: field('ID'), details };
}

function lockedError({ id, details }: Lock): ExecutionError {
  const who = details.length === 0 ? '' : ` (${details.join(', ')})`;
  return new ExecutionError(
    'STATE_LOCKED',
    `the state is locked${who}: what is not in it may be under way. While that Terraform runs, wait for it. If it was killed, unlock it in the folder of the stack and run this again:\n  terraform force-unlock ${id || '<the lock id that terraform plan shows>'}`,
  );
}

function failed(what: string, { exitCode, error, out }: Run): ExecutionError {
  const said = stripVTControlCharacters(error.trim() || out.trim());
  return new ExecutionError('STATE_UNREADABLE', `terraform ${what} failed (exit ${String(exitCode)}):\n${said}`);
}

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, error] = [[] as Buffer[], [] as Buffer[]];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => error.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();
      resolve({ exitCode: code ?? 1, out: text(out), error: text(error) });
    });
  });
}
