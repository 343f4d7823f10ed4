import type { ServerGroup } from '../../../services/alb/model';
import { ConsistentHash } from './consistent-hash';
import { WeightedLeastConnections } from './weighted-least-connections';
import { WeightedRoundRobin } from './weighted-round-robin';

/** A server that may be chosen. */
export interface Candidate {
  /** Tells it apart from all others, and stays the same for as long as it is in the group. */
  readonly key: string;
  /** Above 0; slow start lowers it for a while. */
  readonly weight: number;
  /** Requests that it is answering at this moment. */
  readonly connections: number;
}

/** Chooses a server for each request of one group. */
export interface Scheduler {
  /**
   * @param candidates - At least one.
   * @param hashKey - What a consistent hash goes by: the client's address, or a query parameter's value.
   */
  pick<C extends Candidate>(candidates: readonly C[], hashKey: string): C;
}

/** A scheduler of the kind that a group asks for; it keeps what it needs to remember between requests. */
export function schedulerFor(kind: ServerGroup['scheduler']): Scheduler {
  switch (kind) {
    case 'Wrr':
      return new WeightedRoundRobin();
    case 'Wlc':
      return new WeightedLeastConnections();
    case 'Sch':
    case 'Uch':
      return new ConsistentHash();
  }
}
