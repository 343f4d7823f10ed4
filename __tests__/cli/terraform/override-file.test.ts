import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OVERRIDE_FILE, placeOverride } from '../../../cli/terraform/override-file';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-override-'));
  file = join(folder, OVERRIDE_FILE);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a run of a process leaves behind when it is killed. */
function leaveBehind(pid: number): void {
  placeOverride(folder, { terraform: {} })();
  const comment = `written by causeway terraform, process ${String(pid)}, which removes it when it ends`;
  writeFileSync(file, JSON.stringify({ '//': comment, old: true }));
}

describe('the override file', () => {
  test('says who wrote it, and is gone afterwards with nothing else left', () => {
    const remove = placeOverride(folder, { terraform: {} });
    const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect(content).toEqual({ '//': expect.stringContaining(String(process.pid)) as unknown, terraform: {} });
    remove();
    remove();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a killed run is taken over', () => {
    // A process that has ended: its number is nobody's.
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    leaveBehind(pid);
    const remove = placeOverride(folder, { fresh: true });
    expect(readFileSync(file, 'utf8')).toContain('fresh');
    remove();
    expect(existsSync(file)).toBe(false);
  });

  test('rejects a folder in which another run is going on', () => {
    leaveBehind(process.ppid);
    expect(() => placeOverride(folder, {})).toThrow(/runs Terraform in this folder/);
    expect(readFileSync(file, 'utf8')).toContain('old');
  });

  test('rejects a file of that name that is not ours, and leaves it as it is', () => {
    writeFileSync(file, '{"provider":{}}');
    expect(() => placeOverride(folder, {})).toThrow(/was not written by this command/);
    expect(readFileSync(file, 'utf8')).toBe('{"provider":{}}');
    expect(readdirSync(folder)).toEqual([OVERRIDE_FILE]);
  });

  test('that somebody has rewritten meanwhile is left to them', () => {
    const remove = placeOverride(folder, {});
    writeFileSync(file, '{}');
    remove();
    expect(existsSync(file)).toBe(true);
  });
});
