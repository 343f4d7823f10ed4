import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure';
import { median } from './load';

const ROUNDS = 9;
const root = join(__dirname, '..');

/** Synth of the default deployment by `main.ts`, against a bare CDKTF program with as many resources. */
export function synthFigures(): Promise<Figure[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'causeway-bench-'));
  const file = join(outdir, 'stacks', 'chengdu-hangzhou', 'cdk.tf.json');
  const run = (program: string, env: NodeJS.ProcessEnv = {}): number => {
    const startedAt = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', program], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ...env, CDKTF_OUTDIR: outdir },
    });
    if (status !== 0) throw new Error(stderr);
    return performance.now() - startedAt;
  };
  run('main.ts');
  const { resource } = JSON.parse(readFileSync(file, 'utf8')) as { resource: Record<string, object> };
  const resources = Object.values(resource).reduce((sum, byName) => sum + Object.keys(byName).length, 0);
  const bare = { BENCH_RESOURCES: String(resources) };
  const bareProgram = join('bench', 'programs', 'bare-cdktf.ts');
  run(bareProgram, bare);
  const pairs = Array.from({ length: ROUNDS }, () => ({ ours: run('main.ts'), bare: run(bareProgram, bare) }));
  rmSync(outdir, { recursive: true, force: true });
  const note = `${String(resources)} resources, ${median(pairs.map(({ ours }) => ours)).toFixed(0)} ms against ${median(pairs.map((pair) => pair.bare)).toFixed(0)} ms`;
  return Promise.resolve([
    {
      name: 'synth by main.ts / bare CDKTF program',
      value: median(pairs.map((pair) => pair.ours / pair.bare)),
      bound: { atMost: 1.2 },
      note,
    },
  ]);
}
