import { repeats } from './facts';
import { listenersOf, rulesOf, type PlacedRule } from './listener-facts';
import type { Finding, Rule } from './rule';
import { documented, inferred } from './sources';
import type { Deployment } from '../deployment';

const ACTIONS = ['forward', 'redirect', 'fixedResponse'] as const;
/** Server groups that a rule forwards to (ALB API, CreateRule). */
const MOST_GROUPS = 5;
/** The priority of the rule that redirectTo stands for. */
const LAST_PRIORITY = 10000;

/** What requests of a listener meet before its server group. */
export const forwardingRuleRules: readonly Rule[] = [
  {
    code: 'RULE_ACTION_COUNT',
    severity: 'error',
    summary: 'a forwarding rule does one thing',
    source: documented('ALB_SDK'),
    needsWhole: true,
    check: eachRule(function* ({ path, rule }) {
      const given = ACTIONS.filter((action) => rule[action] !== undefined);
      if (given.length === 1) return;
      yield {
        path,
        message: `a rule does one thing: forward, redirect or fixedResponse, got ${given.join(' and ') || 'none'}`,
      };
    }),
  },
  {
    code: 'RULE_CONDITIONS_EMPTY',
    severity: 'error',
    summary: 'a forwarding rule has a condition',
    source: documented('ALB_SDK'),
    needsWhole: true,
    check: eachRule(function* ({ path, rule }) {
      if (conditionValues(rule).length > 0) return;
      yield {
        path: [...path, 'conditions'],
        message: 'a rule has at least one condition, got none; for all requests write paths: ["/*"]',
      };
    }),
  },
  {
    code: 'RULE_PRIORITY_DUPLICATE',
    severity: 'error',
    summary: 'each forwarding rule of a listener has a priority of its own',
    source: documented('ALB_SDK'),
    *check({ frontend }) {
      for (const placed of listenersOf(frontend)) {
        const own = rulesOf(placed).map(({ path, key, rule }) => ({ path, key, priority: rule.priority }));
        const last = { path: placed.path, key: 'redirectTo', priority: LAST_PRIORITY };
        const all = placed.listener.redirectTo === undefined ? own : [last, ...own];
        for (const [first, again] of repeats(all, ({ priority }) => String(priority))) {
          yield {
            path: [...again.path, 'priority'],
            message: `each rule of a listener has a priority of its own, got ${again.priority} in ${first.key} and ${again.key}; change one of them`,
          };
        }
      }
    },
  },
  {
    code: 'FORWARD_GROUP_COUNT',
    severity: 'error',
    summary: 'a rule forwards to 1 to 5 server groups',
    source: documented('ALB_SDK'),
    needsWhole: true,
    check: eachRule(function* ({ path, rule }) {
      const count = Object.keys(rule.forward?.serverGroups ?? {}).length;
      if (rule.forward === undefined || (count >= 1 && count <= MOST_GROUPS)) return;
      yield {
        path: [...path, 'forward', 'serverGroups'],
        message: `a rule forwards to 1 to ${MOST_GROUPS} server groups, got ${count}`,
      };
    }),
  },
  {
    code: 'FORWARD_WEIGHTS_ZERO',
    severity: 'warning',
    summary: 'a group that a rule forwards to has a weight above 0',
    source: documented('CODE'),
    needsWhole: true,
    check: eachRule(function* ({ path, rule }) {
      const weights = Object.values(rule.forward?.serverGroups ?? {});
      if (weights.length === 0 || weights.some((weight) => weight > 0)) return;
      yield {
        path: [...path, 'forward', 'serverGroups'],
        message: 'all server groups have weight 0, so the ALB answers 503; give at least one a weight of 1 to 100',
      };
    }),
  },
  {
    code: 'REDIRECT_UNCHANGED',
    severity: 'error',
    summary: 'a redirect changes something of the URL',
    source: documented('ALB_SDK'),
    needsWhole: true,
    check: eachRule(function* ({ path, rule: { redirect } }) {
      if (redirect === undefined) return;
      const { httpCode: _, ...parts } = redirect;
      if (Object.values(parts).some((part) => part !== undefined)) return;
      yield {
        path: [...path, 'redirect'],
        message: 'a redirect changes something of the URL, got nothing; give protocol, host, port, path or query',
      };
    }),
  },
  {
    code: 'REDIRECT_TO_HTTP',
    severity: 'error',
    summary: 'HTTPS listeners redirect to HTTPS only',
    source: inferred('ALB_SDK'),
    *check({ frontend }) {
      for (const placed of listenersOf(frontend)) {
        if (placed.listener.protocol !== 'HTTPS') continue;
        for (const { path, rule } of rulesOf(placed)) {
          if (rule.redirect?.protocol !== 'HTTP') continue;
          yield {
            path: [...path, 'redirect', 'protocol'],
            message: 'an HTTPS listener redirects to HTTPS only, got HTTP; remove it',
          };
        }
      }
    },
  },
];

/** The values of all conditions of a rule; an edition limits how many there are. */
export function conditionValues({ conditions }: PlacedRule['rule']): readonly string[] {
  const { hosts = [], paths = [], methods = [], sourceIps = [], headers, queryStrings, cookies } = conditions;
  const byName = [headers, queryStrings, cookies].flatMap((map) => Object.values(map ?? {}).flat());
  return [...hosts, ...paths, ...methods, ...sourceIps, ...byName];
}

function eachRule(
  objections: (placed: PlacedRule) => Iterable<Finding>,
): (deployment: Deployment) => Iterable<Finding> {
  return ({ frontend }) =>
    listenersOf(frontend)
      .flatMap(rulesOf)
      .flatMap((placed) => [...objections(placed)]);
}
