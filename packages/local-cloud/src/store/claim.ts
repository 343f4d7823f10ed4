import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Claims a state folder for this process; the state is held in memory, so two processes would overwrite each other.
 *
 * A claim of a process that is gone (`kill -9`) is taken over.
 *
 * @returns What releases the claim.
 * @throws When a living process holds it.
 */
export function claimFolder(folder: string): () => void {
  const file = join(folder, 'owner.pid');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(readFileSync(file, 'utf8'));
      if (isAlive(owner)) {
        throw new Error(
          `the state folder ${folder} is in use by process ${String(owner)}; stop that local cloud or use another folder`,
          { cause: error },
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new Error(`cannot claim the state folder ${folder}: another local cloud starts in it at this moment`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
