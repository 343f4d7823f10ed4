import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rawCall } from '../packages/local-cloud/__tests__/client';
import { requestOf, startCloud } from './cloud';
import type { Figure } from './figure';
import { load, type LoadResult, median } from './load';

const VPCS = 60;
const ROUNDS = 5;
const REQUESTS = { ours: 4_000, moto: 400 } as const;

/** The release that the bound was set for. */
const MOTO = 'moto[server]==5.2.1';
const venv = join(__dirname, '..', '.causeway', 'moto');

/**
 * One VPC among 60: our `DescribeVpcAttribute` against `DescribeVpcs` of `moto_server`, the best known emulator of another
 * cloud, each as its clients call it.
 *
 * moto checks no signature and speaks from one process of Python; ours checks every one.
 *
 * @param isAskedFor - Whether moto may be installed from PyPI into `.causeway/moto`, where it is not there.
 */
export async function motoFigures(isAskedFor: boolean): Promise<Figure[]> {
  const server = findServer() ?? (isAskedFor ? install() : undefined);
  if (server === undefined) {
    const how = 'npm run bench -- moto installs it from PyPI into .causeway/moto, with python3';
    console.log(`skipped: moto (moto_server is not on this machine; ${how})`);
    return [];
  }
  const port = await freePort();
  const child = spawn(server, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const cloud = await startCloud();
  try {
    await answers(port, child);
    const [theirs, ours] = [await makeTheirs(port), await makeOurs(cloud.options)];
    const theirRequest = requestToMoto(port, `Action=DescribeVpcs&VpcId.1=${theirs}`);
    const rounds: { ours: LoadResult; moto: LoadResult }[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const ourRequests = Array.from({ length: REQUESTS.ours }, () =>
        requestOf(cloud, 'DescribeVpcAttribute', { VpcId: ours }),
      );
      const result = {
        moto: await load(port, Array<Buffer>(REQUESTS.moto).fill(theirRequest)),
        ours: await load(cloud.port, ourRequests),
      };
      // The first round warms up.
      if (round > 0) rounds.push(result);
    }
    const [rate, theirRate] = (['ours', 'moto'] as const).map((name) =>
      String(Math.round(median(rounds.map((round) => round[name].requestsPerSecond)))),
    );
    return [
      {
        name: `API: describing one VPC of ${String(VPCS)} / moto_server`,
        value: median(rounds.map((round) => round.ours.requestsPerSecond / round.moto.requestsPerSecond)),
        bound: { atLeast: 25 },
        note: `${rate ?? ''}/s against ${theirRate ?? ''}/s`,
      },
    ];
  } finally {
    child.kill();
    cloud.child.kill();
  }
}

/** `moto_server` in our own folder, else on the path. */
function findServer(): string | undefined {
  const folders = [join(venv, 'bin'), ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.map((folder) => join(folder, 'moto_server')).filter((file) => existsSync(file));
  return found.find((file) => spawnSync(file, ['--help'], { stdio: 'ignore' }).status === 0);
}

function install(): string | undefined {
  mkdirSync(venv, { recursive: true });
  console.log(`installing ${MOTO} into ${venv}`);
  const steps = [
    ['python3', '-m', 'venv', venv],
    [join(venv, 'bin', 'pip'), 'install', '--quiet', MOTO],
  ] as const;
  for (const [command, ...args] of steps) {
    if (spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) return undefined;
  }
  return findServer();
}

async function makeTheirs(port: number): Promise<string> {
  const made: string[] = [];
  // moto begins with a default VPC.
  for (let at = 1; at < VPCS; at++) {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/`, {
      method: 'POST',
      headers: { Authorization: authorization, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `Action=CreateVpc&CidrBlock=10.${String(at)}.0.0/16&Version=2016-11-15`,
    });
    made.push(/<vpcId>(vpc-\w+)<\/vpcId>/.exec(await answer.text())?.[1] ?? '');
  }
  return made[VPCS / 2] ?? '';
}

async function makeOurs(options: Parameters<typeof rawCall>[0]): Promise<string> {
  const made: string[] = [];
  for (let at = 0; at < VPCS; at++) {
    const { body } = await rawCall(options, 'CreateVpc', { RegionId: 'cn-chengdu', CidrBlock: '10.0.0.0/16' });
    made.push(String(body.VpcId));
  }
  return made[VPCS / 2] ?? '';
}

/** moto reads the service and the region from it, and checks nothing. */
const authorization =
  'AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=none';

function requestToMoto(port: number, query: string): Buffer {
  const body = `${query}&Version=2016-11-15`;
  const head = [
    'POST / HTTP/1.1',
    `Host: 127.0.0.1:${String(port)}`,
    `Authorization: ${authorization}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${String(body.length)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Waits until a server answers at all. */
async function answers(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/moto-api/`).catch(() => undefined);
    if (answer) return;
    await sleep(100);
  }
  throw new Error(`moto_server ended with ${String(child.exitCode)}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
