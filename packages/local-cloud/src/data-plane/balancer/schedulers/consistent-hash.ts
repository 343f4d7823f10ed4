import { createHash } from 'node:crypto';
import { best } from './best';
import type { Candidate, Scheduler } from './scheduler';

/** 2 to the power of 48, the range of the hash that is used. */
const RANGE = 2 ** 48;

/**
 * `Sch` and `Uch`: the same client, or the same value of a query parameter, goes to the same server.
 *
 * Each server draws a number from its name and the key, and the highest wins; a weight is so many more tickets. When a
 * server comes or goes, only the keys that it wins or had won move.
 */
export class ConsistentHash implements Scheduler {
  pick<C extends Candidate>(candidates: readonly C[], hashKey: string): C {
    // Weighted rendezvous hashing: the probability of winning is proportional to the weight.
    return best(candidates, ({ key, weight }) => -weight / Math.log(draw(`${hashKey}\n${key}`)));
  }
}

/** A number above 0 and below 1. */
function draw(text: string): number {
  return (createHash('sha1').update(text).digest().readUIntBE(0, 6) + 0.5) / RANGE;
}
