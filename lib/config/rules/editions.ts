import type { AlbConfig, Deployment } from '../deployment';
import type { Path } from '../path';
import { conditionValues } from './forwarding-rules';
import { listenersOf, rulesOf } from './listener-facts';
import type { Rule } from './rule';
import { documented } from './sources';

/** Values of the conditions of a rule (ALB quotas and limits). */
const MOST_CONDITION_VALUES: Readonly<Record<AlbConfig['edition'], number>> = {
  Basic: 5,
  Standard: 10,
  StandardWithWaf: 10,
};

/** What the edition of the ALB can do, and how much of it. */
export const editionRules: readonly Rule[] = [
  {
    code: 'BASIC_EDITION_HTTPS_BACKEND',
    severity: 'error',
    summary: 'the Basic edition does not speak HTTPS to servers',
    source: documented('ED', 'A25'),
    *check({ frontend, serverGroups }) {
      if (frontend.alb.edition !== 'Basic') return;
      for (const [key, { protocol }] of Object.entries(serverGroups)) {
        if (protocol !== 'HTTPS') continue;
        yield {
          path: ['serverGroups', key, 'protocol'],
          message: 'edition Basic speaks no HTTPS with servers; use HTTP, or edition Standard',
        };
      }
    },
  },
  {
    code: 'BASIC_EDITION_FEATURE',
    severity: 'error',
    summary: 'the Basic edition is not asked for what it does not have',
    source: documented('ED', 'ALB_SDK'),
    *check(deployment) {
      if (deployment.frontend.alb.edition !== 'Basic') return;
      for (const [path, what] of [...groupFeatures(deployment), ...ruleFeatures(deployment)]) {
        yield { path, message: `edition Basic has no ${what}; remove it, or use edition Standard` };
      }
    },
  },
  {
    code: 'RULE_CONDITIONS_TOO_MANY',
    severity: 'error',
    summary: 'the conditions of a forwarding rule have at most 10 values (Basic: 5)',
    source: documented('QUO'),
    *check({ frontend }) {
      const { edition } = frontend.alb;
      const most = MOST_CONDITION_VALUES[edition];
      for (const { path, rule } of listenersOf(frontend).flatMap(rulesOf)) {
        const count = conditionValues(rule).length;
        if (count <= most) continue;
        yield {
          path: [...path, 'conditions'],
          message: `with edition ${edition} the conditions of a rule have ${most} values, got ${count}; use several rules`,
        };
      }
    },
  },
];

type Feature = readonly [Path, string];

function* groupFeatures({ serverGroups }: Deployment): Iterable<Feature> {
  for (const [key, { slowStart, connectionDrain, healthCheck }] of Object.entries(serverGroups)) {
    const path = ['serverGroups', key];
    if (slowStart !== undefined) yield [[...path, 'slowStart'], 'slow start'];
    if (connectionDrain !== undefined) yield [[...path, 'connectionDrain'], 'connection draining'];
    if (healthCheck.protocol === 'HTTPS') yield [[...path, 'healthCheck', 'protocol'], 'health checks over HTTPS'];
  }
}

function* ruleFeatures({ frontend }: Deployment): Iterable<Feature> {
  for (const { path, rule } of listenersOf(frontend).flatMap(rulesOf)) {
    for (const field of ['queryStrings', 'cookies', 'methods', 'sourceIps'] as const) {
      if (rule.conditions[field] !== undefined) yield [[...path, 'conditions', field], `conditions on ${field}`];
    }
    if (rule.fixedResponse !== undefined) yield [[...path, 'fixedResponse'], 'fixed responses'];
  }
}
