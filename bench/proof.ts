import { prove, type NetworkModel } from '../lib/proof';
import type { Figure } from './figure';
import { star } from './networks/star';

const ROUNDS = 7;
/** Ten times as much may take so many times as long: n log n from 1,000 to 10,000 is 13.3, and twice that is noise. */
const TEN_TIMES = 20;

/** The best of several rounds, in milliseconds of processor time: what the machine does besides only makes rounds longer. */
function millisecondsOf(model: NetworkModel, status: 'proven' | 'broken' = 'proven'): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    const proof = prove(model);
    const took = process.cpuUsage(before).user / 1000;
    if (proof.status !== status) throw new Error(`the network of the measurement is ${proof.status}`);
    return took;
  });
  return Math.min(...rounds);
}

/** The network of the first figure with every way back missing: each flow is diagnosed. */
function broken(model: NetworkModel): NetworkModel {
  const vpcRouteTables = model.vpcRouteTables.map((table) =>
    table.vpcId === 'vpc0' ? table : { ...table, routes: [] },
  );
  return { ...model, vpcRouteTables };
}

/** How long a proof takes, and how that grows with servers and with routes. */
export function proofFigures(): Promise<Figure[]> {
  const whole = star({ regions: 20, serversPerRegion: 25 });
  const proven = millisecondsOf(whole);
  const lost = millisecondsOf(broken(whole), 'broken');
  const servers = [100, 1_000, 10_000].map((count) => millisecondsOf(star({ regions: 1, serversPerRegion: count })));
  const routes = [1_000, 10_000, 100_000].map((count) =>
    millisecondsOf(star({ regions: 1, serversPerRegion: 10, furtherRoutes: count })),
  );
  const growth = (what: string, [one = 0, ten = 0, hundred = 0]: readonly number[], counts: string): Figure => ({
    name: `proof: ${what}`,
    value: Math.max(ten / one, hundred / ten),
    bound: { atMost: TEN_TIMES },
    note: `${[one, ten, hundred].map((value) => value.toFixed(1)).join(', ')} ms for ${counts}`,
  });
  return Promise.resolve([
    { name: 'proof: 20 regions with 25 servers, 10 ranges, ms', value: proven, bound: { atMost: 250 } },
    { name: 'proof: the same with every way back lost, ms', value: lost, bound: { atMost: 250 } },
    growth('10 times the servers / as many', servers, '100, 1,000, 10,000 servers'),
    growth('10 times the routes / as many', routes, '1,000, 10,000, 100,000 routes in each table'),
  ]);
}
