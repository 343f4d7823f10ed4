import { best } from './best';
import type { Candidate, Scheduler } from './scheduler';
import { WeightedRoundRobin } from './weighted-round-robin';

/**
 * `Wlc`: the server with the fewest requests under way for its weight.
 *
 * Where several have equally few (when nothing is under way, all of them), they take turns by weight.
 */
export class WeightedLeastConnections implements Scheduler {
  private readonly turns = new WeightedRoundRobin();

  pick<C extends Candidate>(candidates: readonly C[]): C {
    const load = ({ connections, weight }: Candidate): number => connections / weight;
    const least = load(best(candidates, (candidate) => -load(candidate)));
    return this.turns.pick(candidates.filter((candidate) => load(candidate) === least));
  }
}
