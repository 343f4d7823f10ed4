import fc from 'fast-check';
import { type Candidate, schedulerFor } from '../../../src/data-plane/balancer/schedulers/scheduler';

const server = (key: string, weight = 100, connections = 0): Candidate => ({ key, weight, connections });

/** How often each server was chosen. */
function shares(picks: readonly Candidate[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { key } of picks) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

const repeat = <T>(count: number, work: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => work(at));

describe('Wrr', () => {
  test('shares requests exactly by weight, in any number of whole rounds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }), (weights) => {
        const scheduler = schedulerFor('Wrr');
        const servers = weights.map((weight, at) => server(`s${String(at)}`, weight));
        const round = weights.reduce((sum, weight) => sum + weight, 0);
        const counts = shares(repeat(round * 2, () => scheduler.pick(servers, '')));
        expect(counts).toEqual(Object.fromEntries(servers.map(({ key, weight }) => [key, weight * 2])));
      }),
    );
  });

  test('spreads the turns of a heavy server out', () => {
    const scheduler = schedulerFor('Wrr');
    const servers = [server('a', 3), server('b', 1)];

    expect(repeat(4, () => scheduler.pick(servers, '').key).join('')).toBe('aaba');
  });

  test('gives a server that was away no burst', () => {
    const scheduler = schedulerFor('Wrr');
    repeat(50, () => scheduler.pick([server('a')], ''));

    expect(shares(repeat(10, () => scheduler.pick([server('a'), server('b')], '')))).toEqual({ a: 5, b: 5 });
  });
});

describe('Wlc', () => {
  test('takes the server with the fewest requests under way for its weight', () => {
    const scheduler = schedulerFor('Wlc');

    expect(scheduler.pick([server('a', 100, 3), server('b', 100, 2)], '').key).toBe('b');
    expect(scheduler.pick([server('a', 100, 3), server('b', 50, 2)], '').key).toBe('a');
  });

  test('takes turns by weight where nothing is under way', () => {
    const scheduler = schedulerFor('Wlc');

    expect(shares(repeat(6, () => scheduler.pick([server('a', 2), server('b', 1)], '')))).toEqual({ a: 4, b: 2 });
  });
});

describe.each(['Sch', 'Uch'] as const)('%s', (kind) => {
  const scheduler = schedulerFor(kind);
  const servers = repeat(5, (at) => server(`s${String(at)}`));
  const clients = repeat(2000, (at) => `10.0.${String(at >> 8)}.${String(at & 255)}`);

  test('sends a client to the same server every time', () => {
    for (const client of clients.slice(0, 50)) {
      expect(scheduler.pick([...servers].reverse(), client).key).toBe(scheduler.pick(servers, client).key);
    }
  });

  test('moves only the clients of a server that is gone', () => {
    const left = servers.slice(1);
    for (const client of clients) {
      const before = scheduler.pick(servers, client).key;
      if (before !== 's0') expect(scheduler.pick(left, client).key).toBe(before);
    }
  });

  test('shares clients roughly by weight', () => {
    const picks = clients.map((client) => scheduler.pick([server('light', 10), server('heavy', 30)], client));

    expect(shares(picks).heavy! / clients.length).toBeCloseTo(0.75, 1);
  });
});
