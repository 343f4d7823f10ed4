import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { rawCall } from '../packages/local-cloud/__tests__/client';
import { type CloudInProcess, requestOf, startCloud } from './cloud';
import type { Figure } from './figure';
import { loadOf, median } from './load';

const ROUNDS = 5;
/** Rounds that do not count: the API runs through a hundred times as much code as a bare server, and V8 is slow to have it all. */
const WARM_UP = 3;
const REQUESTS = 8_000;

/** A signed `DescribeVpcAttribute` against a bare `node:http` server that answers the same bytes, and 10,000 VPCs against 10. */
export async function apiFigures(): Promise<Figure[]> {
  const few = await cloudWith(10);
  const many = await cloudWith(10_000);
  const answer = await rawCall(few.options, 'DescribeVpcAttribute', { VpcId: few.vpcId });
  const bare = fork(join(__dirname, 'servers', 'bare-http.ts'), { execArgv: ['-r', 'tsx/cjs'] });
  bare.send(JSON.stringify(answer.body));
  const [{ port: barePort }] = (await once(bare, 'message')) as [{ port: number }];

  type Result = Awaited<ReturnType<typeof loadOf>>;
  const rounds: { bare: Result; few: Result; many: Result }[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const result = {
      bare: await loadOf(bare, barePort, requests(few)),
      few: await loadOf(few.child, few.port, requests(few)),
      many: await loadOf(many.child, many.port, requests(many)),
    };
    if (round >= WARM_UP) rounds.push(result);
  }
  for (const child of [few.child, many.child, bare]) child.kill();

  const rate = median(rounds.map((round) => round.few.requestsPerSecond / round.bare.requestsPerSecond));
  const growth = median(rounds.map((round) => round.many.requestsPerSecond / round.few.requestsPerSecond));
  const p99 = median(rounds.map((round) => round.many.p99Ms));
  const [ofCloud, ofBare] = (['few', 'bare'] as const).map((name) => {
    const middle = (figure: 'requestsPerSecond' | 'processorUs') =>
      String(Math.round(median(rounds.map((round) => round[name][figure]))));
    return `${middle('requestsPerSecond')}/s at ${middle('processorUs')} µs of processor`;
  });
  const rates = `${ofCloud ?? ''} against ${ofBare ?? ''}`;
  return [
    { name: 'API: signed DescribeVpcAttribute / bare node:http', value: rate, bound: { atLeast: 0.4 }, note: rates },
    { name: 'API: p99 with 10,000 VPCs, ms', value: p99, bound: { atMost: 10 } },
    { name: 'API: rate with 10,000 VPCs / with 10', value: growth, bound: { atLeast: 0.9 } },
  ];
}

/** A cloud with so many VPCs; one in the middle is asked for. */
async function cloudWith(vpcs: number): Promise<CloudInProcess & { readonly vpcId: string }> {
  const cloud = await startCloud();
  let vpcId = '';
  for (let made = 0; made < vpcs; made++) {
    const { body } = await rawCall(cloud.options, 'CreateVpc', { RegionId: 'cn-chengdu' });
    if (made === Math.floor(vpcs / 2)) vpcId = String(body.VpcId);
  }
  return { ...cloud, vpcId };
}

function requests(cloud: CloudInProcess & { readonly vpcId: string }): Buffer[] {
  return Array.from({ length: REQUESTS }, () => requestOf(cloud, 'DescribeVpcAttribute', { VpcId: cloud.vpcId }));
}
