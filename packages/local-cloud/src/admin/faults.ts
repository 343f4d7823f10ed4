import { z } from 'zod';
import type { FaultInjector, StandingFault } from '../faults/injector';

/** Rules are checked where they are kept; here it only matters that there are some. */
const added = z.strictObject({ rules: z.array(z.unknown()).min(1) });

/** The fault rules that stand, and what can be done to them. */
export class FaultDesk {
  constructor(private readonly faults: FaultInjector) {}

  /** The rules that stand, each with how many calls it has hit. */
  list(): readonly StandingFault[] {
    return this.faults.list();
  }

  /** What `POST faults/<name>` does; it answers with what stands then. `undefined` when there is no such name. */
  change(name: string): ((body: unknown) => readonly StandingFault[]) | undefined {
    if (name === 'inject') {
      return (body) => {
        this.faults.add(added.parse(body).rules);
        return this.list();
      };
    }
    if (name !== 'clear') return undefined;
    return () => {
      this.faults.inject([]);
      return this.list();
    };
  }
}
