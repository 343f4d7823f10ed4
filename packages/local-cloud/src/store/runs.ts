import { collection } from './collection';
import type { Store } from './store';

interface Run {
  readonly name: string;
  readonly count: number;
}

const runs = collection<Run>('core/runs', (run) => run.name);

/** Notes that this state was opened once more, and answers how often it was. */
export function countRun(store: Store): number {
  return store.transaction(() => {
    const count = (store.get(runs, 'runs')?.count ?? 0) + 1;
    store.put(runs, { name: 'runs', count });
    return count;
  });
}
