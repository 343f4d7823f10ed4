import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { ExecutionError } from '../../lib/core';
import { redactor } from '../terraform/redaction';
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
  const must = async (...args: readonly string[]): Promise<Run> => {
    const ended = await terraform(...args);
    if (ended.exitCode !== 0) throw failed(args, ended);
    return ended;
  };
  if ((await terraform('state', 'pull')).exitCode !== 0) await must('init', '-input=false', '-no-color');
  const look = ['state', 'rm', '-dry-run', '-no-color', NOTHING];
  const looked = await terraform(...look);
  if (looked.error.includes('Error acquiring the state lock')) throw lockedError(looked.error) ?? failed(look, looked);
  // Only now: whoever held the lock a moment ago has written.
  return readState((await must('state', 'pull')).out);
}

/** What Terraform says of a lock that somebody holds. */
interface Lock {
  readonly id: string;
  /** The fields that people know it by: operation, who, created. */
  readonly details: readonly string[];
}

function lockIn(text: string): Lock {
  // HCP Terraform does not say who holds it: the fields are then those of the look itself.
  const ofWorkspace = /lock\s+ID:\s+"([^"]+)"/.exec(text)?.[1];
  if (ofWorkspace !== undefined) return { id: ofWorkspace, details: [] };
  const field = (name: string): string => new RegExp(`^\\W*${name}:[ \\t]*(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const details = ['Operation', 'Who', 'Created'].map((name) => field(name)).filter((value) => value !== '');
  return { id: field('ID'), details };
}

/** Undefined where nobody holds the lock, and it cannot be had for another reason. */
function lockedError(text: string): ExecutionError | undefined {
  const { id, details } = lockIn(text);
  if (id === '') return undefined;
  const who = details.length === 0 ? '' : ` (${details.join(', ')})`;
  return new ExecutionError(
    'STATE_LOCKED',
    `the state is locked${who}: what is not in it may be under way. While that Terraform runs, wait for it. If it was killed, unlock it in the folder of the stack and run this again:\n  terraform force-unlock ${id}`,
  );
}

/** Terraform empties the file of a local state, and then writes it anew. */
const HALF_WRITTEN =
  'If Terraform was killed while it wrote the state, put the file with .backup behind its name in its place, or move it away, and run this again: what is not in it is found, and adopted.';

function failed(args: readonly string[], { exitCode, error, out }: Run): ExecutionError {
  const said = stripVTControlCharacters(error.trim() || out.trim());
  const words = args.filter((arg) => !arg.startsWith('-') && arg !== NOTHING).join(' ');
  const hint = said.includes('Unsupported state file format') ? `\n${HALF_WRITTEN}` : '';
  return new ExecutionError(
    'STATE_UNREADABLE',
    `terraform ${words} failed (exit ${String(exitCode)}):\n${said}${hint}`,
  );
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
      const hide = redactor(env);
      // A state is read and not shown: it stays as it is.
      resolve({ exitCode: code ?? 1, out: code === 0 ? text(out) : hide(text(out)), error: hide(text(error)) });
    });
  });
}
