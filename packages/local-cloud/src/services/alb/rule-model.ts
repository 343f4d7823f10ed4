import { collection } from '../../store/collection';
import type { Tags } from '../tags';
import type { RuleAction } from './rule-actions';
import type { RuleCondition } from './rule-conditions';

/** A forwarding rule of a listener; the groups that it forwards to are records of their own as well. */
export interface Rule {
  readonly ruleId: string;
  readonly regionId: string;
  readonly listenerId: string;
  readonly loadBalancerId: string;
  readonly name: string;
  /** Whether it looks at what comes from the client or at what comes from the server. */
  readonly direction: 'Request' | 'Response';
  /** 1 to 10000; the lowest that matches counts. */
  readonly priority: number;
  /** As requested, in the API's words. */
  readonly actions: readonly RuleAction[];
  /** As requested, in the API's words; all of them must hold. */
  readonly conditions: readonly RuleCondition[];
  readonly status: 'Provisioning' | 'Available' | 'Configuring' | 'CreateFailed' | 'Deleting';
  readonly tags: Tags;
}

/** Forwarding rules. */
export const rules = collection<Rule, 'listener' | 'loadBalancer' | 'region'>('alb/rules', (rule) => rule.ruleId, {
  listener: (rule) => rule.listenerId,
  loadBalancer: (rule) => rule.loadBalancerId,
  region: (rule) => rule.regionId,
});

/** That a rule sends or mirrors requests to a server group. */
export interface RuleTarget {
  readonly ruleId: string;
  readonly loadBalancerId: string;
  readonly serverGroupId: string;
}

/** Which rules use which server groups. */
export const ruleTargets = collection<RuleTarget, 'rule' | 'loadBalancer' | 'serverGroup'>(
  'alb/ruleTargets',
  ({ ruleId, serverGroupId }) => `${ruleId}/${serverGroupId}`,
  {
    rule: (target) => target.ruleId,
    loadBalancer: (target) => target.loadBalancerId,
    serverGroup: (target) => target.serverGroupId,
  },
);
