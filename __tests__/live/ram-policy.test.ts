import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalCloud, type LogEntry } from '@causeway/local-cloud';
import { PRODUCTS } from '../../live/api/call';
import { ramPolicy, readLive } from '../../live';
import { seed } from '../lib/proof/seed';
import { build } from '../support/model-on-cloud';

/** What RAM calls the products of the local cloud's log. */
const RAM_NAMES: Readonly<Record<string, string>> = { Alb: 'alb', Cbn: 'cen', Ecs: 'ecs', Vpc: 'vpc' };

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
    // An action that the local cloud does not have is logged without its product.
    const known = log.filter(({ code }) => code !== 'InvalidAction.NotFound');
    const unknown = log.filter(({ code }) => code === 'InvalidAction.NotFound').map(({ action }) => action);
    const called = known.map(({ product, action }) => `${RAM_NAMES[product]!}:${action}`);
    expect([...new Set([...called, ...unknown.map((action) => `cen:${action}`)])].sort()).toEqual(allowed);
    expect(new Set(unknown)).toEqual(new Set(['DescribeCenRouteMaps']));
    expect(known.filter(({ status }) => status !== 200)).toEqual([]);
    expect(known.filter(({ ignored }) => ignored !== undefined)).toEqual([]);
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
