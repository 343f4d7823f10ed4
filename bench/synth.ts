import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure';
import { median } from './load';

const ROUNDS = 11;
const root = join(__dirname, '..');

/** Synth of the default deployment, as `cdktf synth` starts it, against a bare CDKTF program with the same resources. */
export function synthFigures(): Promise<Figure[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'causeway-bench-'));
  const stack = join(outdir, 'stacks', 'chengdu-hangzhou', 'cdk.tf.json');
  const { app } = JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')) as { app: string };
  const ours = (): number => milliseconds(app, { CDKTF_OUTDIR: outdir });
  const bare = (): number =>
    milliseconds('node bench/programs/bare-cdktf.js', { CDKTF_OUTDIR: join(outdir, 'bare'), BENCH_STACK: stack });
  ours();
  bare();
  const pairs = Array.from({ length: ROUNDS }, () => ({ ours: ours(), bare: bare() }));
  const { resource } = JSON.parse(readFileSync(stack, 'utf8')) as { resource: Record<string, object> };
  const count = Object.values(resource).reduce((sum, byName) => sum + Object.keys(byName).length, 0);
  rmSync(outdir, { recursive: true, force: true });
  const [oursMs, bareMs] = [median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.bare))];
  return Promise.resolve([
    {
      name: 'synth by main.ts / bare CDKTF program',
      value: median(pairs.map((pair) => pair.ours / pair.bare)),
      bound: { atMost: 1.2 },
      note: `${String(count)} resources, ${oursMs.toFixed(0)} ms against ${bareMs.toFixed(0)} ms`,
    },
  ]);
}

function milliseconds(command: string, env: NodeJS.ProcessEnv): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(command, {
    cwd: root,
    encoding: 'utf8',
    shell: true,
    env: { ...process.env, ...env, CAUSEWAY_LOCAL_ENDPOINT: undefined },
  });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return performance.now() - startedAt;
}
