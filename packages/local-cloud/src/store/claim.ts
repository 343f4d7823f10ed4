import { linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that this process holds. */
const held = new Set<string>();

/**
 * Claims a state folder for this process; the state is held in memory, so two processes would overwrite each other.
 *
 * A claim of a process that is gone (`kill -9`) is taken over, also when its pid has been given to another process since
 * (told by the start time where the system has `/proc`).
 *
 * @returns What releases the claim.
 * @throws When a living process holds it.
 */
export function claimFolder(folder: string): () => void {
  const real = realpathSync(folder);
  const file = join(real, 'owner.pid');
  for (let attempt = 0; attempt < 5; attempt++) {
    if (create(file)) {
      held.add(real);
      return () => {
        if (held.delete(real)) rmSync(file, { force: true });
      };
    }
    const claim = read(file);
    if (claim === undefined) continue;
    const { pid, startedAt } = parse(claim);
    // In a container that is started again, a claim left by an earlier life carries our own pid.
    const isLeftover = pid === process.pid && !held.has(real);
    if (!isLeftover && isAlive(pid, startedAt)) {
      throw new Error(
        `the state folder ${folder} is in use by process ${String(pid)}; stop that local cloud or use another folder`,
      );
    }
    removeStale(file, claim);
  }
  throw new Error(`cannot claim the state folder ${folder}: another local cloud starts in it at this moment`);
}

/** Makes the claim appear with its content in one step, so that nobody reads half of it. */
function create(file: string): boolean {
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, `${String(process.pid)}\n${startTime(process.pid) ?? ''}\n`);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the claim that was read; if somebody else has claimed the folder in between, that claim is put back. */
function removeStale(file: string, claim: string): void {
  const aside = `${file}.${String(process.pid)}.stale`;
  try {
    renameSync(file, aside);
    if (read(aside) !== claim) linkSync(aside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(claim: string): { readonly pid: number; readonly startedAt: string } {
  const [pid = '', startedAt = ''] = claim.split('\n');
  return { pid: Number(pid), startedAt };
}

function isAlive(pid: number, startedAt: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const now = startTime(pid);
  if (startedAt !== '' && now !== undefined && now !== startedAt) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, with the id of the boot it counts from (`man 5 proc`); `undefined` where there is no `/proc`. */
function startTime(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold anything; the start time is the 22nd.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? undefined : `${boot}/${ticks}`;
  } catch {
    return undefined;
  }
}
