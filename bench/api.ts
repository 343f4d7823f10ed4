import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Credentials } from '@causeway/local-cloud';
import { type ClientOptions, rawCall, signedParameters } from '../packages/local-cloud/__tests__/client';
import { load, type LoadResult, median } from './load';
import type { Figure } from './figure';

const ROUNDS = 5;
const REQUESTS = 8_000;

interface Cloud {
  readonly child: ChildProcess;
  readonly options: ClientOptions;
  readonly port: number;
  readonly vpcId: string;
}

/** A signed `DescribeVpcAttribute` against a bare `node:http` server that answers the same bytes, and 10,000 VPCs against 10. */
export async function apiFigures(): Promise<Figure[]> {
  const few = await startCloud(10);
  const many = await startCloud(10_000);
  const answer = await rawCall(few.options, 'DescribeVpcAttribute', { VpcId: few.vpcId });
  const bare = fork(join(__dirname, 'servers', 'bare-http.ts'), { execArgv: ['-r', 'tsx/cjs'] });
  bare.send(JSON.stringify(answer.body));
  const [{ port: barePort }] = (await once(bare, 'message')) as [{ port: number }];

  const rounds: { bare: LoadResult; few: LoadResult; many: LoadResult }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const result = {
      bare: await load(barePort, requests(few)),
      few: await load(few.port, requests(few)),
      many: await load(many.port, requests(many)),
    };
    // The first round warms up.
    if (round > 0) rounds.push(result);
  }
  for (const child of [few.child, many.child, bare]) child.kill();

  const rate = median(rounds.map((round) => round.few.requestsPerSecond / round.bare.requestsPerSecond));
  const growth = median(rounds.map((round) => round.many.requestsPerSecond / round.few.requestsPerSecond));
  const p99 = median(rounds.map((round) => round.many.p99Ms));
  const rates = `${String(Math.round(median(rounds.map((round) => round.few.requestsPerSecond))))}/s against ${String(Math.round(median(rounds.map((round) => round.bare.requestsPerSecond))))}/s`;
  return [
    { name: 'API: signed DescribeVpcAttribute / bare node:http', value: rate, bound: { atLeast: 0.4 }, note: rates },
    { name: 'API: p99 with 10,000 VPCs, ms', value: p99, bound: { atMost: 10 } },
    { name: 'API: rate with 10,000 VPCs / with 10', value: growth, bound: { atLeast: 0.9 } },
  ];
}

async function startCloud(vpcs: number): Promise<Cloud> {
  const child = fork(join(__dirname, 'servers', 'local-cloud.ts'), { execArgv: ['-r', 'tsx/cjs'] });
  const [{ port, credentials }] = (await once(child, 'message')) as [{ port: number; credentials: Credentials }];
  const options = { endpoint: `127.0.0.1:${String(port)}`, credentials, version: '2016-04-28', region: 'cn-chengdu' };
  let vpcId = '';
  for (let made = 0; made < vpcs; made++) {
    const { body } = await rawCall(options, 'CreateVpc', { RegionId: 'cn-chengdu' });
    if (made === Math.floor(vpcs / 2)) vpcId = String(body.VpcId);
  }
  return { child, options, port, vpcId };
}

function requests({ options, port, vpcId }: Cloud): Buffer[] {
  return Array.from({ length: REQUESTS }, () => {
    const body = signedParameters('POST', options, 'DescribeVpcAttribute', { VpcId: vpcId }).toString();
    const head = [
      `POST /cn-chengdu HTTP/1.1`,
      `Host: 127.0.0.1:${String(port)}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${String(Buffer.byteLength(body))}`,
    ];
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}
