import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter, tagsParameter } from '../../../protocol/parameters';
import { hasTags, readTags } from '../../tags';
import { requireBindableGroup, requireNewBinding } from '../bindings';
import { albErrors } from '../errors';
import { requireListener, requireLoadBalancer, requireRule } from '../find';
import { jobFailed, jobSucceeded, startJob } from '../jobs';
import type { Listener, LoadBalancer } from '../model';
import { checkRuleQuota } from '../quotas';
import { type RuleAction, ruleActionParameter, serverGroupsOf } from '../rule-actions';
import { readActions, readConditions } from '../rule-checks';
import { ruleConditionParameter } from '../rule-conditions';
import { type Rule, rules, ruleTargets } from '../rule-model';
import { albTagLimits } from '../tag-limits';
import { removeRule } from '../uses';
import { checkName } from '../texts';
import { ruleView } from '../views/rule';

/** Ends `Provisioning` and `Configuring`. */
const ruleAvailable = effect('alb/ruleAvailable', ({ store }, ruleId) => {
  const rule = store.get(rules, ruleId);
  if (rule && rule.status !== 'Deleting') store.update(rules, ruleId, { status: 'Available' });
});

/** Ends `Provisioning` when the creation is made to fail; the provider looks for this state. */
const ruleFailed = effect('alb/ruleFailed', ({ store }, ruleId) => {
  if (store.get(rules, ruleId)) store.update(rules, ruleId, { status: 'CreateFailed' });
});

const ruleGone = effect('alb/ruleGone', ({ store }, ruleId) => {
  removeRule(store, ruleId);
});

const createRule = operation({
  action: 'CreateRule',
  kind: 'write',
  failures: { [ruleAvailable.name]: ruleFailed, [jobSucceeded.name]: jobFailed },
  parameters: {
    ListenerId: parameter.text(),
    RuleName: parameter.text(),
    Priority: parameter.integer({ min: 1, max: 10_000 }),
    Direction: parameter.withDefault(parameter.oneOf(['Request', 'Response']), 'Request'),
    RuleActions: parameter.list(ruleActionParameter),
    RuleConditions: parameter.list(ruleConditionParameter),
    Tag: parameter.optional(tagsParameter()),
  },
  handle: (call, request) => {
    checkName('RuleName', request.RuleName);
    const tags = readTags(request.Tag, albTagLimits);
    const { listener, balancer } = requirePlace(call, request.ListenerId);
    const direction = request.Direction;
    const place = { direction, protocol: listener.protocol, edition: balancer.edition };
    const actions = readActions(request.RuleActions, place);
    const conditions = readConditions(request.RuleConditions, place);
    checkPriority(call, listener.listenerId, direction, request.Priority);
    checkRuleQuota(call.store, balancer);
    const ruleId = call.newId('rule');
    bind(call, balancer, listener, ruleId, actions);
    call.store.put<Rule, string>(rules, {
      ruleId,
      regionId: call.region,
      listenerId: listener.listenerId,
      loadBalancerId: balancer.loadBalancerId,
      name: request.RuleName,
      direction,
      priority: request.Priority,
      actions,
      conditions,
      status: 'Provisioning',
      tags,
    });
    call.settle(ruleAvailable, ruleId);
    return { RuleId: ruleId, ...ruleJob(call, 'CreateRule', 'Create', ruleId) };
  },
});

const listRules = operation({
  action: 'ListRules',
  kind: 'read',
  parameters: {
    ...tokenParameters(20, 100),
    RuleIds: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    ListenerIds: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    LoadBalancerIds: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    Direction: parameter.withDefault(parameter.oneOf(['Request', 'Response']), 'Request'),
    Tag: parameter.optional(tagFilterParameter()),
  },
  handle: ({ store, region }, request) => {
    const matching = store
      .where(rules, 'region', region)
      .filter((rule) => rule.direction === request.Direction)
      .filter((rule) => request.RuleIds?.includes(rule.ruleId) ?? true)
      .filter((rule) => request.ListenerIds?.includes(rule.listenerId) ?? true)
      .filter((rule) => request.LoadBalancerIds?.includes(rule.loadBalancerId) ?? true)
      .filter((rule) => hasTags(rule.tags, request.Tag));
    const { items, fields } = tokenPage(matching, request, (rule) => rule.ruleId, albErrors.nextToken);
    return { ...fields, Rules: items.map(ruleView) };
  },
});

/** What is absent stays; the actions and the conditions that are given are the whole new lists. */
const updateRuleAttribute = operation({
  action: 'UpdateRuleAttribute',
  kind: 'write',
  parameters: {
    RuleId: parameter.text(),
    RuleName: parameter.optional(parameter.text()),
    Priority: parameter.optional(parameter.integer({ min: 1, max: 10_000 })),
    RuleActions: parameter.optional(parameter.list(ruleActionParameter)),
    RuleConditions: parameter.optional(parameter.list(ruleConditionParameter)),
  },
  handle: (call, request) => {
    checkName('RuleName', request.RuleName);
    const rule = requireRule(call, request.RuleId);
    // The documented `IncorrectStatus.Rule` would end the provider's run; this one it retries.
    if (rule.status !== 'Available') refuse(albErrors.listenerConfiguring, rule.listenerId);
    const { listener, balancer } = requirePlace(call, rule.listenerId);
    const place = { direction: rule.direction, protocol: listener.protocol, edition: balancer.edition };
    const actions = request.RuleActions ? readActions(request.RuleActions, place) : rule.actions;
    const conditions = request.RuleConditions ? readConditions(request.RuleConditions, place) : rule.conditions;
    const priority = request.Priority ?? rule.priority;
    if (priority !== rule.priority) checkPriority(call, listener.listenerId, rule.direction, priority);
    bind(call, balancer, listener, rule.ruleId, actions);
    const name = request.RuleName ?? rule.name;
    call.store.update(rules, rule.ruleId, { name, priority, actions, conditions, status: 'Configuring' });
    call.settle(ruleAvailable, rule.ruleId);
    return ruleJob(call, 'UpdateRuleAttribute', 'Update', rule.ruleId);
  },
});

const deleteRule = operation({
  action: 'DeleteRule',
  kind: 'write',
  parameters: { RuleId: parameter.text() },
  handle: (call, request) => {
    const { ruleId, status, listenerId } = requireRule(call, request.RuleId);
    if (status !== 'Available' && status !== 'CreateFailed') refuse(albErrors.ruleStatus, ruleId, status);
    requirePlace(call, listenerId);
    call.store.update(rules, ruleId, { status: 'Deleting' });
    call.settle(ruleGone, ruleId);
    return ruleJob(call, 'DeleteRule', 'Delete', ruleId);
  },
});

/** The listener that a rule is made on, and its balancer; the code for a busy one is retried by the provider. */
function requirePlace(call: Call, listenerId: string): { listener: Listener; balancer: LoadBalancer } {
  const listener = requireListener(call, listenerId);
  const balancer = requireLoadBalancer(call, listener.loadBalancerId);
  const { status } = listener;
  if (status !== 'Running' && status !== 'Stopped') refuse(albErrors.listenerConfiguring, listenerId);
  return { listener, balancer };
}

/** Priorities are counted by listener and direction. */
function checkPriority({ store }: Call, listenerId: string, direction: Rule['direction'], priority: number): void {
  const taken = store
    .where(rules, 'listener', listenerId)
    .some((rule) => rule.direction === direction && rule.priority === priority);
  if (taken) refuse(albErrors.priorityConflict, String(priority));
}

/** Makes the groups of a rule those of its new actions, of which those that are new to it must be free to be used. */
function bind(
  call: Call,
  balancer: LoadBalancer,
  { protocol }: Listener,
  ruleId: string,
  actions: readonly RuleAction[],
): void {
  const { store } = call;
  const wanted = serverGroupsOf(actions);
  const used = store.where(ruleTargets, 'rule', ruleId).map(({ serverGroupId }) => serverGroupId);
  for (const serverGroupId of used.filter((id) => !wanted.includes(id))) {
    store.remove(ruleTargets, `${ruleId}/${serverGroupId}`);
  }
  for (const serverGroupId of wanted) {
    const check = used.includes(serverGroupId) ? requireBindableGroup : requireNewBinding;
    check(call, balancer, protocol, serverGroupId);
    store.put(ruleTargets, { ruleId, loadBalancerId: balancer.loadBalancerId, serverGroupId });
  }
}

function ruleJob(call: Call, apiName: string, operateType: 'Create' | 'Update' | 'Delete', resourceId: string) {
  return startJob(call, { apiName, operateType, resourceType: 'rule', resourceId });
}

/** The actions on forwarding rules. */
export const ruleOperations = [createRule, listRules, updateRuleAttribute, deleteRule];
/** What happens to forwarding rules later. */
export const ruleEffects = [ruleAvailable, ruleFailed, ruleGone];
