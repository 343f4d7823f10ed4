import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalCloud, LocalCloudOptions, LogEntry } from '@causeway/local-cloud';
import { App, Testing } from 'cdktf';
import { probe, type ProbeOptions } from '../../cli/commands/probe';
import { exportedEnvironment } from '../../cli/environment';
import { exitCodes } from '../../cli/exit-codes';
import { toConfiguration } from '../../cli/rehearse/configuration';
import { parseDeployment } from '../../lib';
import type { LiveProbeReport } from '../../live';
import { callersOf } from '../../packages/local-cloud/__tests__/data-plane/seed';
import { CrossRegionAlbStack } from '../../stacks/cross-region-alb-stack';
import { written, type Written } from '../support/written';
import { rehearsalOf } from '../support/rehearsed';
import { synthStack } from '../support/synth';

const root = join(__dirname, '../..');
const file = join(root, 'deployments/chengdu-hangzhou.yaml');
const environment = { ...process.env };

let now: number;
let cloud: LocalCloud;

const deployment = parseDeployment(readFileSync(file, 'utf8'));
const app = Testing.stubVersion(new App({ stackTraces: false }));
const json = synthStack(new CrossRegionAlbStack(app, { deployment, localEndpoint: '127.0.0.1:1' }));

/** Makes the default deployment on a local cloud whose clock is ours, and lets its health checks have their time. */
async function stand(options: LocalCloudOptions = {}): Promise<void> {
  now = Date.now();
  const rehearsed = await rehearsalOf(toConfiguration({ ...json }), {
    albGeneration: 'non-upgraded',
    clock: () => now,
    ...options,
  });
  cloud = rehearsed.cloud;
  await rehearsed.rehearsal.plan();
  await rehearsed.rehearsal.apply();
  wait();
  Object.assign(process.env, exportedEnvironment({ cloud, base: {} }));
}

const wait = (seconds = 300): void => {
  now += seconds * 1000;
};

async function close(): Promise<void> {
  process.env = { ...environment };
  await cloud.close();
}

const probeLive = (options: ProbeOptions = {}, wanted: string | undefined = file): Promise<Written> =>
  written(() => probe(wanted, { live: true, ...options }));

async function reportOf(options: ProbeOptions = {}, wanted?: string) {
  const { status, stdout } = await probeLive({ json: true, ...options }, wanted);
  const report = JSON.parse(stdout) as LiveProbeReport;
  return { status, report, listener: report.listeners[0] };
}

/** The id of the only thing of a kind, or of the one with this name. */
const idOf = (kind: string, name?: string): string => {
  const found = cloud.outOfBand
    .list()
    .filter((item) => item.kind === kind && (name === undefined || item.name === name));
  expect(found).toHaveLength(1);
  return found[0]!.id;
};

describe('causeway probe --live, where all is well', () => {
  beforeAll(() => stand());
  afterAll(close);

  test('asks from the client, and finds proof, health checks and pages to agree', async () => {
    // WHEN
    const { status, stdout, stderr } = await probeLive();
    // THEN
    expect(status).toBe(exitCodes.ok);
    expect(stdout).toContain('✔ 8 of 8 requests answered: 200');
    expect(stdout).toContain('✔ by its name: 200');
    expect(stdout).toContain('proof: 8 of 8 source ranges proven; health checks: Healthy');
    expect(stdout).toContain('chengdu-hangzhou-hangzhou-ecs1 (i-');
    expect(stdout).toContain('✔ reached: every request was answered, and the proof and the health checks agree');
    expect(stderr).not.toContain('error');
  });

  test('leaves no command in the account', async () => {
    await probeLive();
    const { ecs } = callersOf(cloud, 'cn-chengdu');
    expect((await ecs('DescribeCommands')).Commands.Command).toEqual([]);
    const { Invocation } = await ecs('DescribeInvocationResults');
    expect(Invocation.InvocationResults.InvocationResult).not.toEqual([]);
  });

  test('takes an ALB and a client by their ids, without a deployment', async () => {
    const client = idOf('ecs/instances', 'chengdu-hangzhou-probe');
    const alb = idOf('alb/loadBalancers');
    const region = ['cn-chengdu', 'cn-hangzhou'];
    const { status, stdout } = await written(() => probe(undefined, { live: true, region, alb, client, json: true }));
    expect(status).toBe(exitCodes.ok);
    expect(JSON.parse(stdout)).toMatchObject({
      loadBalancer: { id: alb },
      client: { id: client, region: 'cn-chengdu' },
    });
  });

  test('asks for a host and a path, at the addresses of the ALB', async () => {
    const { listener } = await reportOf({ host: 'shop.example.com', path: "/a?b='1'&c={2}", requests: 2 });
    expect(listener!.page).toContain('GET /a?b=%271%27&c={2} from ');
    expect(listener!.page).toContain('host: shop.example.com');
    expect(listener!.results.map(({ address }) => address)).toEqual([
      expect.stringMatching(/^172\.16\.0\./),
      expect.stringMatching(/^172\.16\.6\./),
    ]);
  });

  test('stays within a narrow terminal', async () => {
    const { columns } = process.stdout;
    process.stdout.columns = 60;
    try {
      const { stdout } = await probeLive();
      const page = /^ {4}\S/;
      const wide = stdout.split('\n').filter((line) => line.length > 60 && !page.test(line));
      expect(wide).toEqual([]);
    } finally {
      process.stdout.columns = columns;
    }
  });

  test('rejects an ALB, a client and a listener that are not there', async () => {
    await expect(probeLive({ client: 'i-none' })).rejects.toMatchObject({ code: 'PROBE_CLIENT_NOT_FOUND' });
    await expect(probeLive({ alb: 'alb-none' })).rejects.toMatchObject({ code: 'PROBE_ALB_NOT_FOUND' });
    const { status, stdout } = await probeLive({ port: 81 });
    expect([status, stdout]).toEqual([exitCodes.notAllReached, expect.stringContaining('has no such listener')]);
  });

  test.each<[string, ProbeOptions, string]>([
    ['an endpoint', { endpoint: '127.0.0.1:4566' }, 'LIVE_WITH_LOCAL_OPTION'],
    ['a trace', { trace: true }, 'LIVE_WITH_LOCAL_OPTION'],
    ['a client without --live', { live: false, client: 'i-1' }, 'LIVE_MISSING'],
    ['requests without --live', { live: false, requests: 3 }, 'LIVE_MISSING'],
    ['a back-to-origin CIDR that is none', { backToOrigin: ['100.64.0.1/24'] }, 'CIDR_HOST_BITS'],
  ])('rejects %s', async (_, options, code) => {
    await expect(probeLive(options)).rejects.toMatchObject({ code });
  });

  test('rejects a deployment without a client, and regions without one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-probe-'));
    const without = join(folder, 'chengdu-hangzhou.yaml');
    writeFileSync(without, readFileSync(file, 'utf8').replace(/^probe: .*$/m, ''));
    await expect(probeLive({}, without)).rejects.toMatchObject({ code: 'PROBE_CLIENT_MISSING' });
    rmSync(folder, { recursive: true });
    const byId = written(() => probe(undefined, { live: true, region: ['cn-chengdu'] }));
    await expect(byId).rejects.toMatchObject({ code: 'PROBE_CLIENT_MISSING' });
  });
});

describe('causeway probe --live, where something is wrong', () => {
  beforeEach(() => stand());
  afterEach(close);

  test('says which client is stopped', async () => {
    cloud.outOfBand.stopServer('chengdu-hangzhou-probe');
    await expect(probeLive()).rejects.toMatchObject({
      code: 'PROBE_CLIENT_NOT_RUNNING',
      message: expect.stringContaining('is Stopped; start it') as string,
    });
  });

  test('says where the answers are lost, when proof and health checks agree on that', async () => {
    // GIVEN
    cloud.outOfBand.deleteRoute({
      table: idOf('vpc/vpcs', 'chengdu-hangzhou-hangzhou'),
      destinationCidrBlock: '100.122.176.0/26',
    });
    wait();
    // WHEN
    const { status, listener } = await reportOf();
    // THEN
    expect(status).toBe(exitCodes.notAllReached);
    const [server] = listener!.servers;
    expect(server).toMatchObject({
      verdict: 'broken',
      proof: 'broken',
      ranges: { proven: 7, all: 8 },
      health: { state: 'Unhealthy', reason: 'CONNECT_TIMEOUT' },
    });
    expect(server!.advice[0]).toMatch(/the answers are lost at .*; add 100\.122\.176\.0\/26 -> /);
    expect(listener!.results.map((result) => result.status)).toContain(504);
    expect(listener!.results.map((result) => result.status)).toContain(200);
    expect(listener!.advice).toEqual([expect.stringMatching(/^504: no connection to a server/)]);
  });

  test('looks beyond the routes when they are proven and the server is down', async () => {
    cloud.outOfBand.stopServer('chengdu-hangzhou-hangzhou-ecs1');
    wait();
    const { status, stdout, stderr } = await probeLive();
    expect(status).toBe(exitCodes.notAllReached);
    expect(stdout).toMatch(/health checks: Unhealthy\s+\(CONNECT_TIMEOUT\); these do not agree/);
    expect(stdout).toContain('it is not the routes');
    expect(stderr).toMatch(/ecs1 \(i-\w+\) is Stopped/);
  });

  test('names a listener that is stopped', async () => {
    const { alb } = callersOf(cloud, 'cn-chengdu');
    await alb('StopListener', { ListenerId: idOf('alb/listeners') });
    const { status, stdout } = await probeLive();
    expect(status).toBe(exitCodes.notAllReached);
    expect(stdout).toContain('✘ HTTP 80 is stopped: nobody is answered there; start it');
  });

  test('says that a group has nobody to send to', async () => {
    cloud.outOfBand.setServerWeight({ serverGroup: 'chengdu-hangzhou-web', server: '192.168.7.20', weight: 0 });
    const { status, listener } = await reportOf();
    expect(status).toBe(exitCodes.notAllReached);
    expect(listener!.servers).toMatchObject([{ proof: 'unused', health: { state: 'Unused' } }]);
    expect(listener!.advice).toEqual([
      expect.stringMatching(/weight 0: the ALB answers 503 \[ALL_WEIGHTS_ZERO\]$/),
      expect.stringMatching(/^503: /),
    ]);
  });

  test('waits for health checks that have only begun', async () => {
    cloud.outOfBand.setServerWeight({ serverGroup: 'chengdu-hangzhou-web', server: '192.168.7.20', weight: 0 });
    wait();
    cloud.outOfBand.setServerWeight({ serverGroup: 'chengdu-hangzhou-web', server: '192.168.7.20', weight: 100 });
    const { status, listener } = await reportOf();
    expect(listener!.servers).toMatchObject([{ verdict: 'unknown', health: { state: 'Initial' } }]);
    expect(listener!.servers[0]!.advice).toEqual([expect.stringContaining('ask again in a minute')]);
    expect(status).toBe(exitCodes.failed);
  });

  test('says that the client cannot get out to an ALB that is elsewhere', async () => {
    const client = idOf('ecs/instances', 'chengdu-hangzhou-hangzhou-ecs1');
    cloud.outOfBand.deleteRoute({
      table: idOf('vpc/vpcs', 'chengdu-hangzhou-hangzhou'),
      destinationCidrBlock: '172.16.0.0/24',
    });
    cloud.outOfBand.deleteRoute({
      table: idOf('vpc/vpcs', 'chengdu-hangzhou-hangzhou'),
      destinationCidrBlock: '172.16.6.0/24',
    });
    const { status, stdout, stderr } = await probeLive({ client });
    expect(status).toBe(exitCodes.notAllReached);
    expect(stdout).toContain('✘ 0 of 8 requests answered: curl (28)');
    expect(stdout).toContain('look at what lets it out');
    expect(stderr).toMatch(/the client is in vpc-\w+, and the ALB in vpc-\w+/);
  });
});

test('a program that is not there is told from a way that is not there', async () => {
  await stand({ servers: { '192.168.7.20:8080': '127.0.0.1:9' } });
  const { status, listener } = await reportOf();
  expect(status).toBe(exitCodes.notAllReached);
  expect(listener!.servers).toMatchObject([
    { proof: 'proven', verdict: 'disagree', health: { state: 'Unhealthy', reason: 'CONNECT_FAILED' } },
  ]);
  expect(listener!.servers[0]!.advice[0]).toContain('nothing takes connections at port 80');
  expect(listener!.advice[0]).toMatch(/^502/);
  await close();
});

test('Ctrl-C stops what runs on the client, and ends with its own code', async () => {
  // GIVEN a command that takes an hour, and a person who loses patience as soon as it is looked after
  const impatient = ({ action }: LogEntry): void => {
    if (action === 'DescribeInvocationResults') process.emit('SIGINT');
  };
  await stand({ delays: { RunCommand: 3_600_000 }, log: impatient });
  // WHEN
  const { status, stdout, stderr } = await probeLive();
  // THEN
  expect([status, stdout]).toEqual([exitCodes.interrupted, '']);
  expect(stderr).toMatch(/^stopped; so was the command t-\w+ on i-\w+\n$/);
  const { ecs } = callersOf(cloud, 'cn-chengdu');
  const { Invocation } = await ecs('DescribeInvocationResults');
  expect(Invocation.InvocationResults.InvocationResult).toMatchObject([{ InvocationStatus: 'Stopped' }]);
  await close();
});
