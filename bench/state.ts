import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rawCall } from '../packages/local-cloud/__tests__/client';
import { requestOf, startCloud } from './cloud';
import type { Figure } from './figure';
import { load, median } from './load';

/** How many resources are stored, smallest first. */
const SIZES = [0, 2_500, 5_000, 10_000] as const;

/** A VPC and its vSwitches; what follows from them (a route table, a route for each) is part of their cost. */
const VSWITCHES = 9;
const PER_VPC = 1 + VSWITCHES;

const STARTS = 5;

interface Weighed {
  readonly size: number;
  readonly usedBytes: number;
  readonly rssBytes: number;
  readonly startMs: number;
}

/** How soon a local cloud answers that has 10,000 resources to read from its disk, and what a resource costs in memory. */
export async function stateFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-state-'));
  const weighed: Weighed[] = [];
  try {
    for (const size of SIZES) {
      const state = join(folder, String(size));
      await fill(state, size);
      weighed.push(await weigh(state, size));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [empty, , half, full] = weighed as [Weighed, Weighed, Weighed, Weighed];
  const slope = (from: Weighed, to: Weighed): number => (to.usedBytes - from.usedBytes) / (to.size - from.size);
  const rss = ((full.rssBytes - empty.rssBytes) / full.size / 1024).toFixed(1);
  const sizes = weighed.map(({ size, usedBytes }) => `${String(size)}: ${(usedBytes / 2 ** 20).toFixed(0)} MB`);
  return [
    {
      name: 'state: start to first answer with 10,000 resources, ms',
      value: full.startMs,
      bound: { atMost: 500 },
      note: `with none ${empty.startMs.toFixed(0)} ms`,
    },
    {
      name: 'state: memory of a resource, kB',
      value: slope(empty, full) / 1024,
      bound: { atMost: 4 },
      note: `${sizes.join(', ')}; of the whole process ${rss} kB`,
    },
    {
      name: 'state: a resource among 10,000 / among 5,000, memory',
      value: slope(half, full) / slope(empty, half),
      bound: { atMost: 1.2 },
    },
  ];
}

/** Makes so many resources through the API, in a process that ends before anything is measured. */
async function fill(state: string, size: number): Promise<void> {
  const cloud = await startCloud(state);
  const { options } = cloud;
  for (let made = 0; made < size; made += PER_VPC) {
    const place = { RegionId: 'cn-chengdu' };
    const { body } = await rawCall(options, 'CreateVpc', { ...place, CidrBlock: '10.0.0.0/16', VpcName: 'vpc' });
    const vSwitches = Array.from({ length: VSWITCHES }, (_, at) =>
      requestOf(cloud, 'CreateVSwitch', {
        ...{ ...place, VpcId: String(body.VpcId), ZoneId: 'cn-chengdu-a' },
        ...{ CidrBlock: `10.0.${String(at)}.0/24`, VSwitchName: 'vswitch', 'Tag.1.Key': 'k', 'Tag.1.Value': 'v' },
      }),
    );
    await load(cloud.port, vSwitches);
  }
  await end(cloud.child);
}

/** Starts a fresh process on the state, several times for the time, and weighs the last when all has been read. */
async function weigh(state: string, size: number): Promise<Weighed> {
  const starts: number[] = [];
  for (;;) {
    const cloud = await startCloud(state);
    const askedAt = performance.now();
    await rawCall(cloud.options, 'DescribeVpcs', { RegionId: 'cn-chengdu' });
    starts.push(cloud.startMs + performance.now() - askedAt);
    if (starts.length === STARTS) {
      const listed = await fetch(`http://127.0.0.1:${String(cloud.port)}/_local/objects`, {
        headers: { 'X-Local-Cloud': '1' },
      });
      const count = ((await listed.json()) as readonly unknown[]).length;
      if (count < size) throw new Error(`${String(size)} resources were made, ${String(count)} are there`);
      cloud.child.send('weigh');
      const [memory] = (await once(cloud.child, 'message')) as [Pick<Weighed, 'usedBytes' | 'rssBytes'>];
      await end(cloud.child);
      return { size, startMs: median(starts), ...memory };
    }
    await end(cloud.child);
  }
}

async function end(child: Awaited<ReturnType<typeof startCloud>>['child']): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
