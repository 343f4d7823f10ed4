import type { AlbConfig, Deployment } from '../deployment';
import type { Path } from '../path';
import { conditionValues } from './forwarding-rules';
import { listenersOf, rulesOf } from './listener-facts';
import type { Rule } from './rule';

interface Limits {
  /** Values of the conditions of a rule; fixed. */
  readonly conditionValues: number;
  /** Rules of an ALB, until the quota is raised. */
  readonly rules: number;
  /** Certificates of an ALB beside the default ones of its listeners, until the quota is raised. */
  readonly certificates: number;
}

/** What the editions allow (ALB quotas and limits, 2026). */
const LIMITS: Readonly<Record<AlbConfig['edition'], Limits>> = {
  Basic: { conditionValues: 5, rules: 40, certificates: 10 },
  Standard: { conditionValues: 10, rules: 100, certificates: 25 },
  StandardWithWaf: { conditionValues: 10, rules: 100, certificates: 25 },
};

/** What the edition of the ALB can do, and how much of it. */
export const editionRules: readonly Rule[] = [
  {
    code: 'BASIC_EDITION_HTTPS_BACKEND',
    severity: 'error',
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
    *check({ frontend }) {
      const { edition } = frontend.alb;
      const { conditionValues: most } = LIMITS[edition];
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
  {
    code: 'RULES_ABOVE_QUOTA',
    severity: 'warning',
    *check({ frontend }) {
      const most = LIMITS[frontend.alb.edition].rules;
      const count = listenersOf(frontend).reduce(
        (sum, { listener }) => sum + Object.keys(listener.rules).length + (listener.redirectTo === undefined ? 0 : 1),
        0,
      );
      if (count <= most) return;
      yield {
        path: ['frontend', 'listeners'],
        message: `an ALB takes ${most} forwarding rules until its quota is raised, got ${count}`,
      };
    },
  },
  {
    code: 'CERTIFICATES_ABOVE_QUOTA',
    severity: 'warning',
    *check({ frontend }) {
      const most = LIMITS[frontend.alb.edition].certificates;
      const count = listenersOf(frontend).reduce(
        (sum, { listener }) => sum + listener.additionalCertificates.length,
        0,
      );
      if (count <= most) return;
      yield {
        path: ['frontend', 'listeners'],
        message: `an ALB takes ${most} additional certificates until its quota is raised, got ${count}`,
      };
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
