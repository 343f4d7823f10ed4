import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { missing, root } from './requirements';

/** The release whose checks the plans of the examples pass. */
export const CHECKOV_VERSION = '3.3.30';

const venv = join(root, '.causeway', 'checkov');
const command = join(venv, 'bin', 'checkov');

/** A check and a resource, as checkov reports it. */
export interface CheckRecord {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
  readonly file_path: string;
}

/** What checkov says of a folder of plans. */
export interface CheckovReport {
  readonly passed: readonly CheckRecord[];
  readonly failed: readonly CheckRecord[];
  /** Files that it could not read. */
  readonly unread: readonly string[];
}

/** Why checkov cannot run here; undefined when it can. Installs it from PyPI where it is not there, into `.causeway/checkov`. */
function whyNoCheckov(): string | undefined {
  if (isInstalled()) return undefined;
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(venv, { recursive: true });
  const steps = [
    ['python3', '-m', 'venv', venv],
    [join(venv, 'bin', 'pip'), 'install', '--quiet', `checkov==${CHECKOV_VERSION}`],
  ] as const;
  for (const [program, ...args] of steps) {
    const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
    if (status === 0) continue;
    const reason = error?.message ?? stderr.trim().split('\n').at(-1);
    process.stderr.write(`checkov is skipped: ${program} ${args.join(' ')}: ${String(reason)}\n`);
    return reason ?? 'it could not be installed';
  }
  return isInstalled() ? undefined : 'it does not start';
}

/** Runs checkov once over a folder of plans, without asking anything of the Internet. */
export function checkov(folder: string): CheckovReport {
  const args = ['-d', folder, '--skip-download', '--compact', '-o', 'json'];
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: MOST_OUTPUT });
  if (!/^[[{]/.test(stdout)) throw new Error(`checkov says nothing: ${stderr}`);
  // One report where one kind of file was found, a list of them where there were several.
  const reports = [JSON.parse(stdout) as Report | readonly Report[]].flat();
  return {
    passed: reports.flatMap(({ results }) => results.passed_checks ?? []),
    failed: reports.flatMap(({ results }) => results.failed_checks ?? []),
    unread: reports.flatMap(({ results }) => results.parsing_errors ?? []),
  };
}

/** Bytes of JSON: a few hundred for each check of each resource. */
const MOST_OUTPUT = 100_000_000;

/** The part of checkov's JSON that is read here. */
interface Report {
  readonly results: {
    readonly passed_checks?: readonly CheckRecord[];
    readonly failed_checks?: readonly CheckRecord[];
    readonly parsing_errors?: readonly string[];
  };
}

/** Declares tests that need checkov; where it cannot be had, they are skipped and the reason is printed. */
export const describeWithCheckov: typeof describe | typeof describe.skip =
  missing !== undefined || whyNoCheckov() !== undefined ? describe.skip : describe;

function isInstalled(): boolean {
  const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
  return typeof stdout === 'string' && stdout.trim() === CHECKOV_VERSION;
}
