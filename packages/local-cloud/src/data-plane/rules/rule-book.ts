import { type Rule, rules } from '../../services/alb/rule-model';
import type { Store } from '../../store/store';
import { RuleIndex } from './rule-index';

/** The rules of listeners, made ready once per change. */
export class RuleBook {
  private readonly indexes = new Map<string, RuleIndex>();
  private revision = -1;

  constructor(private readonly store: Store) {}

  /** The rules of a listener in one direction. */
  of(listenerId: string, direction: Rule['direction']): RuleIndex {
    const revision = this.store.revisionOf([rules]);
    if (revision !== this.revision) this.indexes.clear();
    this.revision = revision;
    const key = `${listenerId} ${direction}`;
    const known = this.indexes.get(key);
    if (known) return known;
    const standing = this.store.where(rules, 'listener', listenerId).filter(isInForce);
    const index = new RuleIndex(standing.filter((rule) => rule.direction === direction));
    this.indexes.set(key, index);
    return index;
  }
}

/** One that is being changed counts as it will be. */
function isInForce({ status }: Rule): boolean {
  return status === 'Available' || status === 'Configuring';
}
