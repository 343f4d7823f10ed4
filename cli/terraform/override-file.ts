import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExecutionError } from '../../lib/core';

/** Terraform merges a file of this name into the others. */
export const OVERRIDE_FILE = 'causeway_override.tf.json';

/** What a file of ours begins with: Terraform's JSON syntax takes `//` for a comment. */
const MARKER = /^\{\s*"\/\/":\s*"written by causeway terraform, process (\d+), /;

/**
 * Puts the override file into a folder for as long as this process lives.
 *
 * One that a killed run left behind is taken over.
 *
 * @returns What removes it; calling it again changes nothing. It is also called when the process exits.
 * @throws ExecutionError When a file of that name is not ours, or another run is going on in the folder.
 */
export function placeOverride(folder: string, override: Readonly<Record<string, unknown>>): () => void {
  const file = join(folder, OVERRIDE_FILE);
  const comment = `written by causeway terraform, process ${String(process.pid)}, which removes it when it ends`;
  const text = `${JSON.stringify({ '//': comment, ...override }, null, 2)}\n`;
  const draft = `${file}.${String(process.pid)}`;
  // The local key alone is in it, but a user's region expression may name what is nobody else's business.
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    if (!create(draft, file)) {
      checkLeftOver(file);
      rmSync(file, { force: true });
      if (!create(draft, file)) throw busy(file, 'another run');
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const remove = (): void => {
    process.off('exit', remove);
    if (readOr(file) === text) rmSync(file, { force: true });
  };
  process.on('exit', remove);
  return remove;
}

/** Makes the file appear with its content in one step. */
function create(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function checkLeftOver(file: string): void {
  const pid = MARKER.exec(readOr(file))?.[1];
  if (pid === undefined) {
    throw new ExecutionError(
      'OVERRIDE_NOT_OURS',
      `${file} is in the way: it was not written by this command, which needs a file of that name; rename yours`,
    );
  }
  if (Number(pid) !== process.pid && isAlive(Number(pid))) throw busy(file, `process ${pid}`);
}

function busy(file: string, who: string): ExecutionError {
  return new ExecutionError(
    'FOLDER_BUSY',
    `${who} runs Terraform in this folder; wait for it to end. If it is no run of causeway terraform, delete ${file}`,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readOr(file: string, otherwise = ''): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}
