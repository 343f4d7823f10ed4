import type { Store } from '../store/store';
import type { Effect } from './effect';
import type { CloudSettings } from '../settings';

/** What a handler knows besides its request. */
export interface Call {
  readonly store: Store;
  /** The region of the call: `RegionId`, else the endpoint's path; empty only in `global` products. */
  readonly region: string;
  readonly accountId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly requestId: string;
  readonly settings: CloudSettings;
  /** Makes an id that was never given out before, for example `vpc-8vb0k…`. */
  readonly newId: (prefix: string) => string;
  /** Makes a UUID, for job ids. */
  readonly newUuid: () => string;
  /**
   * Lets `effect` happen to `target` when the transient state of this action is over: at once when its delay is 0 (the
   * default), else once the clock has passed it. Pending effects survive a restart.
   *
   * @param share - Which part of the delay to wait, where a state passes through several. @default 1
   */
  readonly settle: (effect: Effect, target: string, share?: number) => void;
}
