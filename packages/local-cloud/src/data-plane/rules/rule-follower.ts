import type { Listener } from '../../services/alb/model';
import type { RuleAction } from '../../services/alb/rule-actions';
import type { Rule } from '../../services/alb/rule-model';
import type { Answered, Refused } from '../balancer/decision';
import { fixedResponse, redirect } from './answers';
import { capturesOf } from './conditions';
import { preflightAnswer } from './cross-origin';
import type { RequestFacts } from './facts';
import { GroupChooser } from './group-choice';
import { TrafficLimits } from './traffic-limit';
import { asAscii, fill, type Variables, variablesOf } from './variables';

/** How a request goes on to a group. */
export interface Forward {
  readonly serverGroupId: string;
  /** A `Set-Cookie` line that keeps the client with the group. */
  readonly cookie?: string;
  /** Path and query after a rewrite. */
  readonly url?: string;
  /** The `Host` header after a rewrite. */
  readonly host?: string;
  /** A group that gets a copy. */
  readonly mirrorGroupId?: string;
}

/** The settings of the actions of a rule, by kind; no kind but those on headers is there twice. */
type Settings = Partial<Omit<RuleAction, 'Order' | 'Type'>>;

/** Does what rules on requests say. */
export class RuleFollower {
  private readonly groups: GroupChooser;
  private readonly limits: TrafficLimits;

  constructor(clock: () => number) {
    this.groups = new GroupChooser(clock);
    this.limits = new TrafficLimits(clock);
  }

  /**
   * Follows a rule. Beyond its limit, a rule that also redirects or answers does that, any other refuses with 503 (ALB
   * release notes, July 2024).
   *
   * @param client - The address that limits go by.
   */
  follow(
    rule: Rule,
    facts: RequestFacts,
    listener: Listener,
    client: string,
  ): { readonly forward: Forward } | Answered | Refused {
    const settings = settingsOf(rule);
    const { CorsConfig, TrafficLimitConfig, ForwardGroupConfig } = settings;
    const preflight = CorsConfig && preflightAnswer(CorsConfig, facts.method, facts.headers);
    if (preflight) return { answer: preflight, rule };
    const variables = variablesOf(facts, listener, capturesOf(rule, facts.path));
    const isBeyond = TrafficLimitConfig && !this.limits.admit(rule.ruleId, TrafficLimitConfig, client);
    if (isBeyond || !ForwardGroupConfig) {
      const { RedirectConfig, FixedResponseConfig } = settings;
      if (RedirectConfig) return { answer: redirect(RedirectConfig, variables), rule };
      if (FixedResponseConfig) return { answer: fixedResponse(FixedResponseConfig), rule };
      const reason = `${rule.ruleId} takes no more requests in this second`;
      return { status: 503, reason, headers: { 'ALB-QPS-Limited': 'Limited' } };
    }
    const group = this.groups.choose(rule.ruleId, ForwardGroupConfig, facts.headers.cookie ?? '');
    if (!group) return { status: 503, reason: `no server group of ${rule.ruleId} has a weight above 0` };
    const mirrorGroupId = settings.TrafficMirrorConfig?.MirrorGroupConfig.ServerGroupTuples[0]?.ServerGroupId;
    const rewritten = settings.RewriteConfig && rewrite(settings.RewriteConfig, variables);
    return { forward: { ...group, ...rewritten, ...(mirrorGroupId !== undefined && { mirrorGroupId }) } };
  }
}

function settingsOf({ actions }: Rule): Settings {
  return Object.assign({}, ...actions) as Settings;
}

/** `Rewrite`: what is not named stays as it came. */
function rewrite(
  { Host, Path, Query }: NonNullable<RuleAction['RewriteConfig']>,
  variables: Variables,
): Pick<Forward, 'url' | 'host'> {
  const query = fill(Query ?? '${query}', variables);
  const url = `${fill(Path ?? '${path}', variables)}${query === '' ? '' : `?${query}`}`;
  return { url: asAscii(url), ...(Host !== undefined && Host !== '${host}' && { host: fill(Host, variables) }) };
}
