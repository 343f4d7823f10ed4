import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The reference of everything that the packages export, by path below its folder; typedoc.json says of what.
 *
 * @param root - Folder of the project.
 * @throws Error When an exported symbol has no documentation comment, or one links to what is not there.
 */
export function apiReference(root: string): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-api-'));
  try {
    const typedoc = join(root, 'node_modules', 'typedoc', 'bin', 'typedoc');
    const run = spawnSync(process.execPath, [typedoc, '--out', folder], { cwd: root, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`typedoc: ${run.stdout}${run.stderr}`);
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
    return Object.fromEntries(pages.sort().map((page) => [page, readFileSync(join(folder, page), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
