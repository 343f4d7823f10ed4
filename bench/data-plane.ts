import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { costOf } from '../packages/local-cloud/__tests__/data-plane/forwarding/cost';
import type { Figure } from './figure';
import { load, type LoadResult, median } from './load';

const ROUNDS = 5;
const REQUESTS = 8_000;

/** A server to send requests to. */
interface Target {
  readonly child: ChildProcess;
  readonly port: number;
  /** What goes into `Host`. */
  readonly host: string;
}

/**
 * Requests through an ALB with 100 servers against a bare `node:http` proxy, both in front of one process with connections
 * kept; and a forwarding decision with 10,000 entries against one with 10.
 */
export async function dataPlaneFigures(): Promise<Figure[]> {
  const origin = await start('bare-http', JSON.stringify({ hello: 'world' }));
  const bare = await start('bare-proxy', origin.port);
  const balancer = await start('load-balancer', origin.port);

  const rounds: { bare: LoadResult; balancer: LoadResult }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const result = {
      bare: await load(bare.port, requests(bare)),
      balancer: await load(balancer.port, requests(balancer)),
    };
    // The first round warms up.
    if (round > 0) rounds.push(result);
  }
  for (const { child } of [origin, bare, balancer]) child.kill();

  const rate = median(rounds.map((round) => round.balancer.requestsPerSecond / round.bare.requestsPerSecond));
  const [ofBalancer, ofBare] = (['balancer', 'bare'] as const).map((name) =>
    String(Math.round(median(rounds.map((round) => round[name].requestsPerSecond)))),
  );
  costOf(10);
  const growth = costOf(10_000) / costOf(10);
  return [
    {
      name: 'data plane: ALB with 100 servers / bare node:http proxy',
      value: rate,
      bound: { atLeast: 0.3 },
      note: `${ofBalancer ?? ''}/s against ${ofBare ?? ''}/s`,
    },
    { name: 'data plane: a decision with 10,000 routes / with 10', value: growth, bound: { atMost: 2 } },
  ];
}

async function start(name: string, message: string | number): Promise<Target> {
  const child = fork(join(__dirname, 'servers', `${name}.ts`), { execArgv: ['-r', 'tsx/cjs'] });
  child.send(message);
  const [{ port, host = 'localhost' }] = (await once(child, 'message')) as [{ port: number; host?: string }];
  return { child, port, host };
}

function requests({ host }: Target): Buffer[] {
  return Array.from({ length: REQUESTS }, () => Buffer.from(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
}
