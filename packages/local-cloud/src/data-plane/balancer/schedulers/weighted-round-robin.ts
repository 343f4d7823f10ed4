import { best } from './best';
import type { Candidate, Scheduler } from './scheduler';

/**
 * `Wrr`: each server gets a share of the requests that is proportional to its weight.
 *
 * Smooth: each round every server earns its weight, and the richest pays the sum of all weights for being chosen, so that
 * a heavy server's turns are spread out. The real order is not documented.
 */
export class WeightedRoundRobin implements Scheduler {
  private credit = new Map<string, number>();

  pick<C extends Candidate>(candidates: readonly C[]): C {
    // Servers that are not there now lose their credit, so that one that comes back does not get a burst.
    const credit = new Map<string, number>();
    let total = 0;
    const chosen = best(candidates, ({ key, weight }) => {
      const earned = (this.credit.get(key) ?? 0) + weight;
      credit.set(key, earned);
      total += weight;
      return earned;
    });
    credit.set(chosen.key, (credit.get(chosen.key) ?? 0) - total);
    this.credit = credit;
    return chosen;
  }
}
