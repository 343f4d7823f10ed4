import { AlbRule } from '@cdktf/provider-alicloud/lib/alb-rule';
import { Construct } from 'constructs';
import { ValidationError } from '../core';
import { assertInRange, assertNamed } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import type { IListener } from './listener';
import type { RuleAction } from './rule-action';
import type { RuleCondition } from './rule-condition';

/** Properties of `ForwardingRule`. */
export interface ForwardingRuleProps {
  readonly listener: IListener;
  /** 2 to 128 characters, starting with a letter, then letters, digits, `.`, `_` and `-`. */
  readonly name: string;
  /** 1 to 10000, each once in a listener: of the rules that apply the one with the lowest number decides. */
  readonly priority: number;
  /** What a request must be like, all of it; at least one. An edition takes 10 values in a rule, the basic one 5. */
  readonly conditions: readonly RuleCondition[];
  /** What happens to such a request. */
  readonly action: RuleAction;
}

const PRIORITY = { what: 'priority of a rule', least: 1, most: 10000 };
const VALUES = { what: 'number of values in the conditions of a rule', least: 1, most: 10 };

/**
 * A forwarding rule of a listener: what happens to the requests that it applies to.
 *
 * Everything but the listener can be changed in place. Two rules that swap their priorities in one apply may meet
 * `Conflict.Priority`: change one to a free number first.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/alb_rule
 */
export class ForwardingRule extends Construct {
  readonly ruleId: string;

  constructor(scope: Construct, id: string, { listener, name, priority, conditions, action }: ForwardingRuleProps) {
    super(scope, id);
    assertNamed(this, 'rule', name);
    assertInRange(this, priority, PRIORITY);
    assertInRange(
      this,
      conditions.reduce((sum, { valueCount }) => sum + valueCount, 0),
      VALUES,
    );
    if (conditions.some(({ valueCount }) => valueCount === 0)) {
      const message = 'each condition of a rule has at least one value, got none';
      throw new ValidationError('CONDITION_EMPTY', message, { path: this.node.path });
    }
    const resource = new AlbRule(this, 'Resource', {
      provider: regionProvider(this, listener.region),
      listenerId: listener.listenerId,
      ruleName: name,
      priority,
      ruleConditions: conditions.map((condition) => condition.config()),
      ruleActions: [action.config(this)],
    });
    this.ruleId = resource.id;
  }
}
