import { findRegion } from '../../core';
import type { Deployment } from '../deployment';
import { membersByGroup } from './facts';
import type { Rule } from './rule';
import { documented, inferred } from './sources';

/** Seconds that a health check needs when its way leads to another area of the world; the round trip alone takes 0.1 to 0.3. */
export const SHORTEST_TIMEOUT_BETWEEN_AREAS = 2;

/** Server groups and their servers. */
export const serverGroupRules: readonly Rule[] = [
  {
    code: 'SERVER_GROUP_EMPTY',
    severity: 'warning',
    summary: 'every server group has a server',
    source: documented('CODE'),
    needsWhole: true,
    *check(deployment) {
      const groups = membersByGroup(deployment);
      for (const key of Object.keys(deployment.serverGroups)) {
        if (groups.has(key)) continue;
        yield {
          path: ['serverGroups', key],
          message: `no server joins server group ${key}, so the ALB answers 503; name it in serverGroup of a server`,
        };
      }
    },
  },
  {
    code: 'ALL_WEIGHTS_ZERO',
    severity: 'warning',
    summary: 'a server of each group has a weight above 0',
    source: documented('CODE'),
    needsWhole: true,
    *check(deployment) {
      for (const [key, members] of membersByGroup(deployment)) {
        if (members.some(({ weight }) => weight > 0)) continue;
        yield {
          path: ['serverGroups', key],
          message: `all servers of ${key} have weight 0, so the ALB answers 503; give at least one a weight of 1 to 100`,
        };
      }
    },
  },
  {
    code: 'HEALTH_CHECK_OFF_ACROSS_REGIONS',
    severity: 'warning',
    summary: 'servers of other regions are health-checked',
    source: inferred('MOD1', 'MOD2'),
    *check(deployment) {
      const members = membersByGroup(deployment);
      for (const [key, { healthCheck }] of Object.entries(deployment.serverGroups)) {
        const isLocal = members.get(key)?.every(({ placed }) => placed.isLocal) ?? false;
        if (healthCheck.enabled || isLocal) continue;
        yield {
          path: ['serverGroups', key, 'healthCheck', 'enabled'],
          message: `without health checks a broken way to or from the servers of ${key} shows only when users get 502 or 504; remove enabled: false`,
        };
      }
    },
  },
  {
    code: 'HEALTH_CHECK_TIMEOUT_TOO_SHORT',
    severity: 'warning',
    summary: 'a health check waits long enough for the way between areas of the world',
    source: inferred('HC'),
    *check(deployment) {
      const members = membersByGroup(deployment);
      for (const [key, { healthCheck }] of Object.entries(deployment.serverGroups)) {
        // The cloud waits for the interval where that is longer than the timeout.
        const waits = Math.max(healthCheck.timeoutSeconds, healthCheck.intervalSeconds);
        if (!healthCheck.enabled || waits >= SHORTEST_TIMEOUT_BETWEEN_AREAS) continue;
        const far = (members.get(key) ?? [])
          .map(({ placed }) => placed.network.region)
          .find((region) => isFar(deployment, region));
        if (far === undefined) continue;
        yield {
          path: ['serverGroups', key, 'healthCheck', 'timeoutSeconds'],
          message: `a timeout of ${healthCheck.timeoutSeconds} s is tight between ${deployment.frontend.region} and ${far}; use at least ${SHORTEST_TIMEOUT_BETWEEN_AREAS}`,
        };
      }
    },
  },
];

function isFar({ frontend }: Deployment, region: string): boolean {
  return findRegion(region)?.area !== findRegion(frontend.region)?.area;
}
