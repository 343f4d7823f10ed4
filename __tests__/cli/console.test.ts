import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '@causeway/local-cloud';
import { exitCodes } from '../../cli/exit-codes';
import { BACK_TO_ORIGIN, type Seed, SERVER, startSeed } from '../../packages/local-cloud/__tests__/data-plane/seed';

const program = join(__dirname, '../../cli/bin/causeway.js');
const LOST = '100.122.176.0/26';

let seed: Seed;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-console-'));
  seed = await startSeed({ albGeneration: 'non-upgraded' });
});
afterAll(async () => {
  await seed.cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command while the cloud lives in this process. */
function causeway(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { CAUSEWAY_LOCAL_ENDPOINT: _, ...base } = process.env;
  const options = {
    cwd: folder,
    env: { ...base, CAUSEWAY_LOCAL_ENDPOINT: seed.cloud.endpoint, ...env },
    timeout: 30_000,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], options, (_error, stdout, stderr) => {
      resolve({ status: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

const json = async (...args: string[]): Promise<unknown> =>
  JSON.parse((await causeway([...args, '--json'])).stdout) as unknown;

describe('causeway probe', () => {
  const probe = (...args: string[]) => causeway(['probe', ...args]);

  it('says who answers, and shows the page, when every node reaches a server', async () => {
    const { status, stdout, stderr } = await probe();
    expect([status, stderr]).toEqual([exitCodes.ok, '']);
    expect(stdout).toMatch(/^6 of 6 nodes reach web\/ecs1 and come back\n\n.*ecs1/);
  });

  it('names range, hop and reason, and exits with 2, when one does not', async () => {
    const deleted = await causeway(['local', 'delete-route', seed.vpc2.vpcId, LOST]);
    expect(deleted.stdout).toMatch(/^1 {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}deleteRoute[\s\S]*100\.122\.176\.0\/26/);
    const { status, stdout } = await probe('front', '--trace');
    expect(status).toBe(exitCodes.notAllReached);
    expect(stdout).toMatch(/^5 of 6 nodes reach web\/ecs1 and come back\n/);
    expect(stdout).toMatch(/100\.122\.176\.0\/26 {2}lost on the way back at VPC vpc-\w+ \(cn-hangzhou\):/);
    expect(stdout).toContain('100.64.0.0/10 -> cloud services');
    expect(stdout).toMatch(/^ {2}-> VPC .*: 192\.168\.7\.0\/24 -> tr-attach-\w+ \(vtb-\w+\)$/m);
    expect(await json('probe', seed.dnsName)).toMatchObject({ reached: 5, total: 6, nodes: expect.any(Array) });
    await causeway(['local', 'add-route', seed.vpc2.vpcId, LOST, seed.router2.attachmentId]);
    expect((await probe()).status).toBe(exitCodes.ok);
  });

  it.each([
    [['nothing'], 'there is no load balancer with the id or name nothing [NotFound]'],
    [['--endpoint', '127.0.0.1:1'], 'no local cloud answers on 127.0.0.1:1'],
    [['--endpoint', 'example.com:80'], 'example.com:80 is no host:port of this machine'],
    [['--port', '0'], '1 to 65535 is needed'],
  ])('cannot tell with %j, and says why', async (args, message) => {
    const { status, stdout, stderr } = await probe(...args);
    expect([status, stdout]).toEqual([exitCodes.failed, '']);
    expect(stderr).toContain(message);
    expect(stderr.split('\n').length).toBeLessThan(4);
  });

  it('takes nothing else for a local cloud', async () => {
    const other = createServer((_request, response) => response.end('<html></html>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const endpoint = `127.0.0.1:${String((other.address() as AddressInfo).port)}`;
    const { status, stderr } = await probe('--endpoint', endpoint);
    other.close();
    expect([status, stderr]).toEqual([
      exitCodes.failed,
      `what answers on ${endpoint} is no local cloud of this version\n`,
    ]);
  });

  it('says that there is nothing to probe', async () => {
    const empty = await startLocalCloud();
    const { status, stderr } = await probe('--endpoint', empty.endpoint);
    await empty.close();
    expect([status, stderr]).toEqual([exitCodes.failed, `the local cloud on ${empty.endpoint} has no load balancer\n`]);
  });
});

describe('causeway local', () => {
  it('lists what stands, all of it or one kind', async () => {
    const { stdout } = await causeway(['local', 'list']);
    expect(stdout).toMatch(
      new RegExp(`^ecs/instances\n${seed.instanceId} +ecs1 +ecs.g7.large +cn-hangzhou +Running$`, 'm'),
    );
    expect(await json('local', 'list', 'ecs/instances')).toEqual([expect.objectContaining({ id: seed.instanceId })]);
  });

  it('shows an object and the origins of a load balancer', async () => {
    expect((await causeway(['local', 'show', 'ecs1'])).stdout).toContain(`"instanceId": "${seed.instanceId}"`);
    expect((await causeway(['local', 'origins', 'front'])).stdout).toBe(`${BACK_TO_ORIGIN.join('\n')}\n`);
  });

  it('stops and starts a server', async () => {
    expect((await causeway(['local', 'stop-server', 'ecs1'])).stdout).toContain('status Running -> Stopped');
    const again = await causeway(['local', 'stop-server', 'ecs1']);
    expect([again.status, again.stdout]).toEqual([exitCodes.failed, '']);
    expect(again.stderr).toContain('[IncorrectInstanceStatus]');
    expect((await causeway(['local', 'start-server', 'ecs1'])).status).toBe(exitCodes.ok);
  });

  it("sets a server's weight; the port is the server's, not the cloud's", async () => {
    const args = ['local', 'set-weight', 'web', SERVER];
    expect((await causeway([...args, '7', '--port', '80'])).stdout).toContain('weight 100 -> 7');
    expect((await causeway([...args, '7', '--port', '81'])).stderr).toContain('has no server 192.168.7.20 on port 81');
    expect((await causeway([...args, '101'])).status).toBe(exitCodes.failed);
    expect(await json(...args, '100')).toMatchObject({ after: { weight: 100 } });
  });

  it('edits and deletes a rule, sets and removes a tag', async () => {
    const rules = (await json('local', 'list', 'ecs/securityGroupRules')) as { id: string }[];
    const { id } = rules[rules.length - 1]!;
    const edited = await causeway(['local', 'edit-rule', id, '--priority', '9', '--policy', 'Drop']);
    expect(edited.stdout).toContain('policy Accept -> Drop, priority 1 -> 9');
    expect(await json('local', 'delete-rule', id)).toMatchObject({ after: null });
    expect((await causeway(['local', 'set-tag', 'ecs1', 'owner', 'me'])).stdout).toContain('tags {} -> {"owner":"me"}');
    expect(await json('local', 'remove-tag', 'ecs1', 'owner')).toMatchObject({ after: { tags: {} } });
  });

  it('takes an association and a propagation away', async () => {
    const join = [seed.peerId, seed.router1.tableId];
    expect(await json('local', 'disable-propagation', ...join)).toMatchObject({
      kind: 'cen/propagations',
      after: null,
    });
    expect(await json('local', 'dissociate', ...join)).toMatchObject({ kind: 'cen/associations', after: null });
  });

  it('shows the journal', async () => {
    const { stdout } = await causeway(['local', 'journal']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(seed.cloud.outOfBand.journal().length);
    expect(await json('local', 'journal')).toEqual(seed.cloud.outOfBand.journal());
  });

  it('puts a process in the place of a server', async () => {
    const page = createServer((_request, response) => response.end('from my own application'));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const process_ = `127.0.0.1:${String((page.address() as AddressInfo).port)}`;
    const stateFolder = join(folder, 'state');
    const made = await startSeed({ stateFolder, albGeneration: 'non-upgraded' });
    await made.cloud.close();
    const args = ['local', '--port', '0', '--state', stateFolder, '--server', `${SERVER}:80=${process_}`, '--json'];
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const { endpoint } = JSON.parse(line.toString()) as { endpoint: string };
      const { status, stdout } = await causeway(['probe', '--endpoint', endpoint]);
      expect([status, stdout]).toEqual([
        exitCodes.ok,
        '6 of 6 nodes reach web/ecs1 and come back\n\nfrom my own application\n',
      ]);
    } finally {
      child.kill('SIGTERM');
      page.close();
    }
    expect(await once(child, 'exit')).toEqual([exitCodes.ok, null]);
  });

  it.each([
    [['nope'], /nope|too many arguments/],
    [['--server', '192.168.7.20:80'], /address:port=host:port is needed/],
    [['--server', '192.168.7.20:80=example.com:80', '--port', '0', '--state', 'never'], /127\.0\.0\.1:3000/],
  ])('rejects %j', async (args, message) => {
    const { status, stderr } = await causeway(['local', ...args]);
    expect(status).toBe(exitCodes.failed);
    expect(stderr).toMatch(message);
  });
});

describe('causeway local faults', () => {
  const faults = (...args: string[]) => causeway(['local', 'faults', ...args]);

  it('adds rules to those that stand, shows what they have hit, and takes them away', async () => {
    const first = await faults('inject', 'throttling', 'DescribeVpcs', 'Alb:*', '--rate', '0.25');
    const second = await faults('inject', 'slow', 'CreateVpc', '--delay', '10', '--times', '3');
    const listed = (await json('local', 'faults', 'list')) as unknown[];
    const cleared = await faults('clear');

    expect(first.stdout).toMatch(/^throttling {2}DescribeVpcs Alb:\* {2}25 % of the calls {2}hit 0$/m);
    expect(second.stdout).toMatch(/^slow +CreateVpc +by 10 ms, every call +hit 0 of 3$/m);
    expect(listed).toMatchObject([{ fault: 'throttling' }, { fault: 'slow', delayMs: 10, times: 3, hits: 0 }]);
    expect([cleared.status, cleared.stdout]).toEqual([exitCodes.ok, 'no call fails on purpose\n']);
  });

  it.each([
    [['inject', 'throttling', 'Nope'], 'Nope is no action of the local cloud'],
    [['inject', 'nope', 'CreateVpc'], 'must be one of throttling'],
    [['inject', 'throttling', 'CreateVpc', '--rate', '2'], 'at most 1 is needed'],
  ])('rejects %j', async (args, message) => {
    const { status, stderr } = await faults(...args);

    expect(status).toBe(exitCodes.failed);
    expect(stderr).toContain(message);
    expect(await json('local', 'faults', 'list')).toEqual([]);
  });
});

it('lists what tells routes from each other', async () => {
  const { stdout } = await causeway(['local', 'list', 'vpc/routeEntries']);
  expect(stdout).toContain(`${LOST} -> ${seed.router2.attachmentId}`);
});
