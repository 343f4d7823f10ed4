import type { RuleAction } from '../../services/alb/rule-actions';

/**
 * Counts the requests of rules with `TrafficLimit`, by whole seconds of the cloud's clock.
 *
 * How the real one measures is not documented. 0 stands for no limit, as the provider sends it.
 */
export class TrafficLimits {
  /** The requests of the second that runs, by rule and by client of a rule. */
  private readonly counts = new Map<string, number>();
  private second = -1;

  constructor(private readonly clock: () => number) {}

  /** Takes one more request of a rule; answers false when it is one too many, and then it does not count. */
  admit(ruleId: string, config: NonNullable<RuleAction['TrafficLimitConfig']>, clientAddress: string): boolean {
    const second = Math.floor(this.clock() / 1000);
    if (second !== this.second) this.counts.clear();
    this.second = second;
    const limits: readonly (readonly [key: string, limit: number | undefined])[] = [
      [ruleId, config.QPS],
      [`${ruleId} ${clientAddress}`, config.PerIpQps],
    ];
    const counted = limits.filter(([, limit]) => limit !== undefined && limit > 0);
    if (counted.some(([key, limit = 0]) => this.requestsOf(key) >= limit)) return false;
    for (const [key] of counted) this.counts.set(key, this.requestsOf(key) + 1);
    return true;
  }

  private requestsOf(key: string): number {
    return this.counts.get(key) ?? 0;
  }
}
