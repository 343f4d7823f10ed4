import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type ExitCode, exitCodes } from '../exit-codes';
import { projectFolder } from '../project';
import { runApp } from '../synthesize';

/** What `causeway synth` takes. */
export interface SynthOptions {
  /** The folder to write to, from the current one. */
  readonly output: string;
  /** Write nothing, and say whether anything would be written. */
  readonly check?: boolean;
  readonly json?: boolean;
}

/** `changed`: what is there is not what the deployment says. `abandoned`: there is no such deployment any more. */
type Status = 'current' | 'changed' | 'missing' | 'abandoned';

interface Stack {
  readonly name: string;
  /** Relative to the current folder. */
  readonly file: string;
  readonly status: Status;
}

const FILE = 'cdk.tf.json';

/** What is told about a stack, after its file. */
const TOLD: Readonly<Record<'written' | 'checked', Readonly<Record<Status, string>>>> = {
  written: {
    current: 'is current',
    changed: 'is written anew',
    missing: 'is written',
    abandoned: 'has no deployment any more: destroy what it made, then remove its folder',
  },
  checked: {
    current: 'is current',
    changed: 'is not what its deployment says: run npx causeway synth and commit it',
    missing: 'is not there: run npx causeway synth and commit it',
    abandoned: 'has no deployment any more: destroy what it made, then remove its folder',
  },
};

/**
 * Writes the Terraform JSON of every deployment to a folder that is committed, or checks that it is there and current.
 *
 * The JSON is always for the real cloud, also in a shell with the exports of a local one: it goes to others.
 *
 * @returns `failed` when `check` finds anything that is not current.
 */
export async function synth({ output, check = false, json = false }: SynthOptions): Promise<ExitCode> {
  const made = await synthesizeAll();
  const folder = resolve(projectFolder(), output, 'stacks');
  const known = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, FILE))) : [];
  const stacks = [...new Set([...made.keys(), ...known])].sort().map((name): Stack => {
    const path = join(folder, name, FILE);
    return { name, file: relative(projectFolder(), path), status: statusOf(path, made.get(name)) };
  });
  if (!check) for (const [name, text] of made) write(join(folder, name, FILE), text);
  process.stdout.write(json ? `${JSON.stringify({ stacks })}\n` : told(stacks, TOLD[check ? 'checked' : 'written']));
  return check && stacks.some(({ status }) => status !== 'current') ? exitCodes.failed : exitCodes.ok;
}

/** The JSON of every stack by its name. */
async function synthesizeAll(): Promise<ReadonlyMap<string, string>> {
  const parent = join(projectFolder(), '.causeway');
  mkdirSync(parent, { recursive: true });
  const outdir = mkdtempSync(join(parent, 'synth-'));
  try {
    const { CAUSEWAY_LOCAL_ENDPOINT: _, ...environment } = process.env;
    await runApp(projectFolder(), outdir, environment);
    const stacks = join(outdir, 'stacks');
    return new Map(readdirSync(stacks).map((name) => [name, readFileSync(join(stacks, name, FILE), 'utf8')]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function statusOf(path: string, text: string | undefined): Status {
  if (text === undefined) return 'abandoned';
  if (!existsSync(path)) return 'missing';
  return readFileSync(path, 'utf8') === text ? 'current' : 'changed';
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function told(stacks: readonly Stack[], words: Readonly<Record<Status, string>>): string {
  return stacks.map(({ file, status }) => `${file} ${words[status]}\n`).join('');
}
