import { tagList } from '../../tags';
import type { Rule } from '../rule-model';

/** A rule as `ListRules` answers it: nothing that was not requested, as the provider compares the whole actions. */
export function ruleView(rule: Rule) {
  return {
    RuleId: rule.ruleId,
    RuleName: rule.name,
    RuleStatus: rule.status,
    ListenerId: rule.listenerId,
    LoadBalancerId: rule.loadBalancerId,
    Direction: rule.direction,
    Priority: rule.priority,
    RuleActions: rule.actions,
    RuleConditions: rule.conditions,
    Tags: tagList(rule.tags),
  };
}
