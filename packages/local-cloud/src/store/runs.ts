import { forgetOldTokens } from '../protocol/idempotency';
import { collection } from './collection';
import type { Store } from './store';

interface Run {
  readonly name: string;
  readonly count: number;
}

const runs = collection<Run>('core/runs', (run) => run.name);

/** Notes that this state was opened once more, clears what is past its time, and answers how often it was opened. */
export function countRun(store: Store, now: number): number {
  return store.transaction(() => {
    const count = (store.get(runs, 'runs')?.count ?? 0) + 1;
    store.put(runs, { name: 'runs', count });
    forgetOldTokens(store, now);
    return count;
  });
}
