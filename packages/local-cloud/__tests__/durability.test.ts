import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, localCredentials, startLocalCloud } from '../src';
import { type Answer, caller, successfulCaller } from './client';

/** Each round makes one VPC in each of four regions; ten is the quota of a region. */
const ROUNDS = 10;
const script = `
  const { startLocalCloud } = require(${JSON.stringify(require.resolve('../src'))});
  startLocalCloud({ stateFolder: process.argv[1] }).then(
    (cloud) => process.stdout.write(cloud.endpoint + '\\n'),
    (error) => { process.stdout.write('failed: ' + error.message + '\\n'); process.exitCode = 1; },
  );`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durability-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a local cloud in a process of its own; answers its first line, which is the endpoint or why there is none. */
async function startProcess(): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const child = spawn(process.execPath, ['-r', require.resolve('tsx/cjs'), '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => {
      resolve(chunk.toString().trim());
    });
  });
  return { child, said };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

/** A call that a writer sent; without a body, its answer never came. */
interface Sent {
  readonly action: 'CreateVpc' | 'CreateVSwitch' | 'DeleteVSwitch';
  readonly parameters: Readonly<Record<string, string>>;
  body?: Answer['body'];
}

/** Writes as fast as it can until the cloud is gone, one writer per region at the same time. */
async function writeUntilDead(endpoint: string, round: number): Promise<Sent[]> {
  const all: Sent[] = [];
  const call = caller({ endpoint, credentials: localCredentials, version: '2016-04-28' });
  const send = async (action: Sent['action'], parameters: Sent['parameters']): Promise<Answer['body']> => {
    const sent: Sent = { action, parameters };
    all.push(sent);
    const { status, body } = await call(action, parameters);
    if (status !== 200) throw new Error(`${action}: ${JSON.stringify(body)}`);
    sent.body = body;
    return body;
  };
  const writer = async (RegionId: string, zone: string): Promise<never> => {
    const token = (i: number): string => `${String(round)}-${RegionId}-${String(i)}`;
    const { VpcId } = await send('CreateVpc', { RegionId, CidrBlock: '10.0.0.0/8', ClientToken: token(0) });
    for (let i = 1; ; i++) {
      const place = { RegionId, VpcId: String(VpcId), ZoneId: `${RegionId}-${zone}` };
      const CidrBlock = `10.${String(i % 100)}.${String(Math.floor(i / 100))}.0/24`;
      const { VSwitchId } = await send('CreateVSwitch', { ...place, CidrBlock, ClientToken: token(i) });
      if (i % 3 !== 0 || i > 300) await send('DeleteVSwitch', { RegionId, VSwitchId: String(VSwitchId) });
    }
  };
  const places = { 'cn-chengdu': 'a', 'cn-hangzhou': 'h', 'cn-beijing': 'h', 'cn-shanghai': 'b' };
  const ends = await Promise.allSettled(Object.entries(places).map(([region, zone]) => writer(region, zone)));
  for (const end of ends) {
    if (end.status === 'rejected' && !/ECONN|socket hang up/.test(String(end.reason))) throw end.reason as Error;
  }
  return all;
}

/** Everything that the cloud knows in VPC, checked for halves. */
async function inspect(cloud: LocalCloud): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const ids = cloud.inventory();
  for (const { kind, id, region } of ids) {
    if (kind !== 'vpc/vpcs') continue;
    const call = successfulCaller({ ...cloud, version: '2016-04-28', region });
    const vpc = await call('DescribeVpcAttribute', { VpcId: id });
    const members = (vpc.VSwitchIds as { VSwitchId: string[] }).VSwitchId;
    const { RouteTables } = await call('DescribeRouteTables', { VRouterId: String(vpc.VRouterId) });
    const tables = (RouteTables as { RouteTable: { RouteEntrys: { RouteEntry: { Description: string }[] } }[] })
      .RouteTable;
    expect([id, vpc.Status, tables.length]).toEqual([id, 'Available', 1]);
    const described = tables[0]?.RouteEntrys.RouteEntry.map(({ Description }) => /vsw-\w+/.exec(Description)?.[0]);
    expect(described).toEqual([undefined, ...members]);
    for (const one of [id, ...members]) found.add(one);
  }
  expect(found).toEqual(new Set(ids.map(({ id }) => id)));
  return found;
}

/** What the rounds so far left, by what was answered to the writers. */
class Ledger {
  private readonly seen = new Set<string>();
  private readonly standing = new Set<string>();
  private readonly gone = new Set<string>();

  /** Books one round and compares it with what was found after the restart. */
  check(sent: readonly Sent[], found: ReadonlySet<string>): void {
    const maybeGone = new Set<string>();
    for (const { action, parameters, body } of sent) {
      if (action === 'DeleteVSwitch') (body ? this.gone : maybeGone).add(parameters.VSwitchId ?? '');
      else if (body) this.book(String(action === 'CreateVpc' ? body.VpcId : body.VSwitchId));
    }
    const expected = [...this.standing].filter((id) => !this.gone.has(id));
    expect(expected.filter((id) => !found.has(id) && !maybeGone.has(id))).toEqual([]);
    expect([...found].filter((id) => this.gone.has(id))).toEqual([]);
    for (const id of maybeGone) if (!found.has(id)) this.gone.add(id);
    for (const id of found) this.seen.add(id);
  }

  get size(): number {
    return this.seen.size;
  }

  private book(id: string): void {
    expect([id, this.seen.has(id)]).toEqual([id, false]);
    this.seen.add(id);
    this.standing.add(id);
  }
}

/** Sends calls again as a client does that lost its connection: answered ones answer the same, others happen now or have. */
async function sendAgain(cloud: LocalCloud, sent: readonly Sent[]): Promise<void> {
  const call = caller({ ...cloud, version: '2016-04-28' });
  for (const { action, parameters, body } of sent) {
    const again = await call(action, parameters);
    if (action === 'DeleteVSwitch') expect([200, 404]).toContain(again.status);
    else expect(again.body).toEqual({ ...(body ?? again.body), RequestId: again.body.RequestId });
    if (action !== 'DeleteVSwitch') expect([action, again.status, again.body.Code]).toEqual([action, 200, undefined]);
  }
}

test(`kill -9 at any moment loses nothing that was acknowledged, in ${String(ROUNDS)} rounds`, async () => {
  const ledger = new Ledger();
  let answered = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { child, said } = await startProcess();
    const writing = writeUntilDead(said, round);
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 200));
    await kill(child);
    const sent = await writing;
    answered += sent.filter(({ body }) => body).length;

    const cloud = await startLocalCloud({ stateFolder: folder });
    try {
      const found = await inspect(cloud);
      ledger.check(sent, found);
      await sendAgain(cloud, sent.filter(({ body }) => body).slice(-20));
      expect(await inspect(cloud)).toEqual(found);
      const unanswered = sent.filter(({ body }) => !body);
      await sendAgain(cloud, unanswered);
      const after = await inspect(cloud);
      await sendAgain(
        cloud,
        unanswered.filter(({ action }) => action !== 'DeleteVSwitch'),
      );
      expect(await inspect(cloud)).toEqual(after);
      const deletions = unanswered.filter(({ action }) => action === 'DeleteVSwitch');
      ledger.check(
        deletions.map((deletion) => ({ ...deletion, body: {} })),
        after,
      );
    } finally {
      await cloud.close();
    }
  }
  expect(answered).toBeGreaterThan(ROUNDS);
  expect(ledger.size).toBeGreaterThan(ROUNDS);
});

test('rejects a second process on the same folder with the pid of the first, and lets it in when that is killed', async () => {
  const first = await startProcess();
  const second = await startProcess();
  expect(second.said).toBe(
    `failed: the state folder ${folder} is in use by process ${String(first.child.pid)}; stop that local cloud or use another folder`,
  );
  await kill(first.child);
  const third = await startProcess();
  expect(third.said).toMatch(/^127\.0\.0\.1:\d+$/);
  await kill(third.child);
});
