import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalCloud, type LogEntry } from '@causeway/local-cloud';
import { PRODUCTS } from '../../live/api/call';
import { deniedError } from '../../live/api/refusal';
import { readHealth } from '../../live/probe/health';
import { ApiClient, probeLive, probeRamPolicy, ramPolicy, readLive, sdkTransport } from '../../live';
import { seed } from '../lib/proof/seed';
import { build } from '../support/model-on-cloud';

/** What RAM calls the products of the local cloud's log. */
const RAM_NAMES: Readonly<Record<string, string>> = { Alb: 'alb', Cbn: 'cen', Ecs: 'ecs', Vpc: 'vpc' };

/** What was called, as RAM has it; nothing may have been refused or ignored but what the local cloud does not have. */
function calledIn(log: readonly LogEntry[]): readonly string[] {
  // An action that the local cloud does not have is logged without its product.
  const known = log.filter(({ code }) => code !== 'InvalidAction.NotFound');
  const unknown = log.filter(({ code }) => code === 'InvalidAction.NotFound').map(({ action }) => action);
  const called = known.map(({ product, action }) => `${RAM_NAMES[product]!}:${action}`);
  expect(new Set(unknown)).toEqual(new Set(['DescribeCenRouteMaps']));
  expect(known.filter(({ status }) => status !== 200)).toEqual([]);
  expect(known.filter(({ ignored }) => ignored !== undefined)).toEqual([]);
  return [...new Set([...called, ...unknown.map((action) => `cen:${action}`)])].sort();
}

describe('the policy for RAM', () => {
  const { Statement } = ramPolicy();
  const allowed = Statement.flatMap(({ Action }) => Action);

  test('allows what is called when a whole network is read, and nothing else', async () => {
    // GIVEN
    const log: LogEntry[] = [];
    const cloud = await startLocalCloud({ log: (entry) => log.push(entry) });
    try {
      await build(cloud, seed());
      log.length = 0;
      // WHEN
      const access = { ...cloud.credentials, localEndpoint: cloud.endpoint };
      await readLive(access, { regions: ['cn-chengdu', 'cn-hangzhou'] });
    } finally {
      await cloud.close();
    }
    // THEN
    expect(calledIn(log)).toEqual(allowed);
  });

  test('allows nothing that writes', () => {
    expect(allowed.filter((action) => !/^(alb|cen|ecs|vpc):(Describe|Get|List)[A-Z]/.test(action))).toEqual([]);
    expect(new Set(allowed.map((action) => action.split(':')[0]))).toEqual(
      new Set(Object.values(PRODUCTS).map(({ ram }) => ram)),
    );
  });

  test('is the one in the documentation', () => {
    const file = readFileSync(join(__dirname, '../../docs/ram-policy-verify.json'), 'utf8');
    expect(JSON.parse(file)).toEqual(ramPolicy());
  });
});

describe('the policy for a probe', () => {
  test('allows what is called when one is made, and when one is given up, and nothing else', async () => {
    // GIVEN
    const log: LogEntry[] = [];
    const cloud = await startLocalCloud({ log: (entry) => log.push(entry), delays: { RunCommand: 3_600_000 } });
    try {
      const { ids } = await build(cloud, seed());
      log.length = 0;
      // WHEN
      const access = { ...cloud.credentials, localEndpoint: cloud.endpoint };
      const patience = { pause: () => Promise.resolve(), chance: () => 0 };
      const [listener, client] = ['http', 'ecs1'].map((id) => ids.get(id)!);
      const probing = probeLive(
        access,
        {
          regions: ['cn-chengdu', 'cn-hangzhou'],
          loadBalancer: 'the only one',
          client: { id: client! },
          path: '/',
          requests: 1,
        },
        { patience },
      );
      await expect(probing).rejects.toMatchObject({ code: 'PROBE_TIMEOUT' });
      await readHealth(new ApiClient(sdkTransport(access), access, patience), 'cn-chengdu', listener!);
    } finally {
      await cloud.close();
    }
    // THEN
    const allowed = probeRamPolicy().Statement.flatMap(({ Action }) => Action);
    expect(calledIn(log)).toEqual([...allowed].sort());
  });

  test('keeps what changes something in a statement of its own', () => {
    const [reads, commands] = probeRamPolicy().Statement;
    expect(reads!.Action.filter((action) => !/:(Describe|Get|List)[A-Z]/.test(action))).toEqual([]);
    expect(commands!.Action).toEqual(['ecs:RunCommand', 'ecs:StopInvocation']);
  });

  test('is the one in the documentation', () => {
    const file = readFileSync(join(__dirname, '../../docs/ram-policy-probe.json'), 'utf8');
    expect(JSON.parse(file)).toEqual(probeRamPolicy());
  });

  test('is named when a permission is missing', () => {
    const { message } = deniedError(['ecs:RunCommand']);
    expect(message).toMatch(/allow it ecs:RunCommand in RAM \(.*docs\/ram-policy-probe\.json/);
  });
});
