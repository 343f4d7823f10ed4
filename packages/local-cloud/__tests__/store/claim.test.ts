import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimFolder } from '../../src/store/claim';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claim-test-'));
  file = join(folder, 'owner.pid');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const hasProc = existsSync('/proc/self/stat');

/** Makes a claim file as a process of this pid would, with the given start time. */
function leaveClaim(pid: number, startedAt = ''): void {
  writeFileSync(file, `${String(pid)}\n${startedAt}\n`);
}

test('names the owner, and leaves no file behind when released', () => {
  const release = claimFolder(folder);
  expect(readFileSync(file, 'utf8').split('\n')[0]).toBe(String(process.pid));
  expect(readdirSync(folder)).toEqual(['owner.pid']);
  release();
  expect(readdirSync(folder)).toEqual([]);
});

test('rejects a second claim in the same process, and names the pid and the folder', () => {
  const release = claimFolder(folder);
  expect(() => claimFolder(folder)).toThrow(`the state folder ${folder} is in use by process ${String(process.pid)}`);
  expect(() => claimFolder(`${folder}/../${folder.split('/').at(-1) ?? ''}`)).toThrow('is in use');
  release();
  claimFolder(folder)();
});

test('rejects a claim of another living process', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
  try {
    leaveClaim(other.pid ?? 0);
    expect(() => claimFolder(folder)).toThrow(`in use by process ${String(other.pid)}`);
    expect(readFileSync(file, 'utf8')).toContain(String(other.pid));
  } finally {
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
  }
  claimFolder(folder)();
});

test.each([
  ['of a dead process', () => String(spawnSync(process.execPath, ['-e', '']).pid)],
  ['that is empty', () => ''],
  ['that is garbage', () => 'not a pid\n'],
  ['of pid 0', () => '0\n'],
  ['of a negative pid', () => '-1\n'],
])('takes over a claim %s', (_, content) => {
  writeFileSync(file, content());
  const release = claimFolder(folder);
  expect(readFileSync(file, 'utf8').split('\n')[0]).toBe(String(process.pid));
  expect(readdirSync(folder)).toEqual(['owner.pid']);
  release();
});

test('takes over a claim with its own pid that it did not make, as in a container that starts again', () => {
  leaveClaim(process.pid);
  claimFolder(folder)();
});

(hasProc ? test : test.skip)('takes over a claim whose pid now belongs to a process that started later', () => {
  leaveClaim(process.ppid, 'another-boot/12345');
  claimFolder(folder)();
});

test('releasing twice does not take the claim of the next owner away', () => {
  const release = claimFolder(folder);
  release();
  leaveClaim(process.ppid);
  release();
  expect(existsSync(file)).toBe(true);
});

test('of many processes that start at once over a dead claim, exactly one wins', async () => {
  const tsx = require.resolve('tsx/cjs');
  const script = `
    const { claimFolder } = require(${JSON.stringify(require.resolve('../../src/store/claim'))});
    process.stdin.once('data', () => {
      try { claimFolder(${JSON.stringify(folder)}); process.stdout.write('won\\n'); } catch { process.stdout.write('lost\\n'); }
    });
    process.stdin.on('end', () => process.exit(0));
    process.stdout.write('ready\\n');`;
  const children = Array.from({ length: 4 }, () => spawn(process.execPath, ['-r', tsx, '-e', script]));
  const lines = children.map(() => [] as string[]);
  const waitFor = (count: number): Promise<unknown> =>
    Promise.all(
      children.map(
        (child, index) =>
          new Promise<void>((resolve) => {
            const check = (): void => {
              if ((lines[index]?.length ?? 0) >= count) resolve();
            };
            child.stdout.on('data', check);
            check();
          }),
      ),
    );
  children.forEach((child, index) =>
    child.stdout.on('data', (chunk: Buffer) => lines[index]?.push(...chunk.toString().trim().split('\n'))),
  );
  await waitFor(1);
  leaveClaim(spawnSync(process.execPath, ['-e', '']).pid);
  for (const child of children) child.stdin.write('go\n');
  await waitFor(2);
  for (const child of children) child.stdin.end();
  expect(lines.map((of) => of[1]).sort()).toEqual(['lost', 'lost', 'lost', 'won']);
});
