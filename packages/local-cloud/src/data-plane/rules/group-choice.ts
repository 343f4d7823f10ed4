import type { RuleAction } from '../../services/alb/rule-actions';
import { WeightedRoundRobin } from '../balancer/schedulers/weighted-round-robin';
import { type OwnCookie, ownCookieLine, ownTag, stickyTag } from '../balancer/sticky-session';

/** The cookie that keeps a client with one of several groups; its real name is not documented. */
const COOKIE = 'SERVERGROUPID';

/** Which group a request goes to. */
export interface GroupChoice {
  readonly serverGroupId: string;
  /** The line of `Set-Cookie` that keeps the client there. */
  readonly cookie?: string;
}

/** Chooses among the groups that a rule forwards to, by weight, and keeps clients where the rule says so. */
export class GroupChooser {
  private readonly turns = new Map<string, WeightedRoundRobin>();

  constructor(private readonly clock: () => number) {}

  /** Chooses a group; `undefined` when every weight is 0. @param cookies - The request's `Cookie` header. */
  choose(
    ruleId: string,
    { ServerGroupTuples: tuples, ServerGroupStickySession: sticky }: NonNullable<RuleAction['ForwardGroupConfig']>,
    cookies: string,
  ): GroupChoice | undefined {
    const groups = tuples
      .map(({ ServerGroupId: key, Weight: weight = 100 }) => ({ key, weight, connections: 0 }))
      .filter(({ weight }) => weight > 0);
    if (groups.length === 0) return undefined;
    if (!sticky?.Enabled) return { serverGroupId: this.turnsOf(ruleId).pick(groups).key };
    const own: OwnCookie = { name: COOKIE, timeoutSeconds: sticky.Timeout ?? 0 };
    const now = this.clock();
    const bound = ownTag(cookies, own, now);
    const kept = groups.find(({ key }) => stickyTag(key) === bound);
    const { key: serverGroupId } = kept ?? this.turnsOf(ruleId).pick(groups);
    return { serverGroupId, cookie: ownCookieLine(own, stickyTag(serverGroupId), now) };
  }

  private turnsOf(ruleId: string): WeightedRoundRobin {
    const known = this.turns.get(ruleId) ?? new WeightedRoundRobin();
    this.turns.set(ruleId, known);
    return known;
  }
}
