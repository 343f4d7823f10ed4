import type { Reply } from '../../src/protocol/pipeline';
import { services } from '../../src/services';
import { actions, makeBrokenRequest } from './broken-requests';
import { build, call, inMemory, openCloud } from './cloud';
import { makeParameters } from './parameters';
import { Random } from './random';

/** With the 10,000 that come over sockets (`sockets.test.ts`), 100,000 requests are refused. */
const REFUSED_PER_SEED = 10_000;
const BROKEN = 40_000;
const MINUTE = 60_000;

/** A cloud with the default deployment in it, and a check that holds after every request. */
function startFuzz(seed: number) {
  const cloud = openCloud();
  const ids = build(cloud.pipeline);
  const counts = { answered: 0, refused: 0 };
  const check = (of: () => string, isDryRun: boolean, send: () => Reply): void => {
    const before = cloud.disk.commits;
    const { status, body } = send();
    counts[status === 200 ? 'answered' : 'refused'] += 1;
    const refused = status !== 200 || isDryRun;
    const fail = (what: string): never => {
      throw new Error(`${of()} ${what}: ${JSON.stringify(body)} ${String((cloud.last()?.failure as Error)?.stack)}`);
    };
    if (status >= 500) fail('failed');
    if (refused && cloud.disk.commits !== before) fail('was refused and changed something');
    if (status !== 200 && !body.Code) fail('was refused without a code');
  };
  return { ...cloud, ids, random: new Random(seed), counts, check };
}

function expectMemoryAsOnDisk({ store, disk }: ReturnType<typeof openCloud>): void {
  const memory = inMemory(store);
  const stored = [...disk.records].filter(([key]) => !key.startsWith('core/'));
  expect([...memory.keys()].sort()).toEqual(stored.map(([key]) => key).sort());
  for (const [key, { value }] of stored) expect(memory.get(key)).toBe(value);
}

describe('malformed requests end in a refusal, never in a failure or half a change', () => {
  test.each([1, 2, 3, 4, 5])(
    'signed with the right key, for every action (seed %i)',
    (seed) => {
      const fuzz = startFuzz(seed);
      const { random, pipeline, ids, check, counts } = fuzz;
      while (counts.refused < REFUSED_PER_SEED) {
        for (const { version, operation } of actions) {
          const region = random.chance(0.1) ? '' : random.pick(['cn-chengdu', 'cn-chengdu', 'cn-hangzhou']);
          const isDryRun = operation.kind === 'write' && random.chance(0.7);
          const parameters = {
            ...makeParameters(random, operation.schema, ids),
            ...(random.chance(0.5) && region !== '' && { RegionId: region }),
            ...(isDryRun && { DryRun: 'true' }),
            ...(random.chance(0.1) && { ClientToken: random.pick(['t', '', ' ', '中', 'x'.repeat(65)]) }),
          };
          check(
            () => `${operation.action} ${JSON.stringify(parameters)}`,
            isDryRun,
            () => call(pipeline, version, region, operation.action, parameters),
          );
        }
      }
      expectMemoryAsOnDisk(fuzz);
      expect(services.flatMap((service) => service.inventory(fuzz.store)).length).toBeGreaterThan(10);
      // Some must come all the way, or this tests the gateway alone.
      expect(counts.answered).toBeGreaterThan(1_000);
    },
    3 * MINUTE,
  );

  test(
    'with a broken envelope, signature, path, header or body',
    () => {
      const fuzz = startFuzz(6);
      const { random, pipeline, ids, check, counts } = fuzz;
      const before = fuzz.disk.commits;
      while (counts.refused < BROKEN) {
        const request = makeBrokenRequest(random, ids);
        check(
          () => `${request.method} ${request.url} ${String(request.body)}`,
          false,
          () => pipeline.answer(request),
        );
      }
      expect(counts.answered).toBe(0);
      expect(fuzz.disk.commits).toBe(before);
      expectMemoryAsOnDisk(fuzz);
    },
    3 * MINUTE,
  );
});
