import type { Deployment, ServerGroupConfig } from '../deployment';
import type { Path } from '../path';
import type { Finding, Rule } from './rule';
import { documented } from './sources';

/** What of a server group goes together. */
export const serverGroupSettingRules: readonly Rule[] = [
  {
    code: 'UCH_HASH',
    severity: 'error',
    summary: 'scheduler Uch is told what to hash, and no other is',
    source: documented('ALB_SDK', 'PROV'),
    needsWhole: true,
    check: eachGroup(function* (path, { scheduler, uch }) {
      if (scheduler === 'Uch' && uch === undefined) {
        yield {
          path: [...path, 'uch'],
          message: 'scheduler Uch needs to know what to hash; give uch: { queryString: <name> }',
        };
      }
      if (scheduler !== 'Uch' && uch !== undefined) {
        yield { path: [...path, 'uch'], message: `uch is for scheduler Uch, got ${scheduler}; remove it` };
      }
    }),
  },
  {
    code: 'SLOW_START_SCHEDULER',
    severity: 'error',
    summary: 'slow start goes with weighted round-robin',
    source: documented('ALB_SDK'),
    check: eachGroup(function* (path, { scheduler, slowStart }) {
      if (slowStart === undefined || scheduler === 'Wrr') return;
      yield {
        path: [...path, 'slowStart'],
        message: `slowStart is for scheduler Wrr, got ${scheduler}; remove it or change the scheduler`,
      };
    }),
  },
  {
    code: 'STICKY_SESSION_COOKIE',
    severity: 'error',
    summary: 'a sticky session has the cookie of its kind',
    source: documented('ALB_SDK'),
    needsWhole: true,
    check: eachGroup(function* (groupPath, { stickySession }) {
      if (stickySession === undefined) return;
      const path = [...groupPath, 'stickySession'];
      const { type, cookie, timeoutSeconds } = stickySession;
      if (type === 'Server' && cookie === undefined) {
        yield {
          path: [...path, 'cookie'],
          message: 'type Server needs the name of the cookie that the servers set, got none',
        };
      }
      if (type === 'Insert' && cookie !== undefined) {
        yield { path: [...path, 'cookie'], message: 'the cookie of type Insert is SERVERID; remove it' };
      }
      if (type === 'Server' && timeoutSeconds !== undefined) {
        yield {
          path: [...path, 'timeoutSeconds'],
          message: 'with type Server the servers say how long their cookie lives; remove it',
        };
      }
    }),
  },
  {
    code: 'HEALTH_CHECK_PROTOCOL',
    severity: 'error',
    summary: 'a health check is told only what its protocol has',
    source: documented('ALB_SDK', 'HC'),
    check: eachGroup(function* (groupPath, { healthCheck }) {
      const path = [...groupPath, 'healthCheck'];
      const { protocol, codes = [], method, host } = healthCheck;
      if (protocol === 'TCP') {
        for (const [field, value] of Object.entries({ codes: healthCheck.codes, method, host })) {
          if (value === undefined) continue;
          yield { path: [...path, field], message: `a check over TCP has no ${field}; remove it` };
        }
        return;
      }
      const isGrpc = protocol === 'gRPC';
      const wrong = codes.findIndex((code) => code.startsWith('http_') === isGrpc);
      if (wrong >= 0) {
        const allowed = isGrpc ? 'statuses such as "0" or "0-15"' : 'http_2xx, http_3xx, http_4xx and http_5xx';
        yield {
          path: [...path, 'codes', wrong],
          message: `the codes of a check over ${protocol} are ${allowed}, got ${codes[wrong] ?? ''}`,
        };
      }
      if (method === undefined || (method === 'POST') === isGrpc) return;
      yield {
        path: [...path, 'method'],
        message: `the method of a check over ${protocol} is ${isGrpc ? 'POST' : 'HEAD or GET'}, got ${method}`,
      };
    }),
  },
];

function eachGroup(
  objections: (path: Path, group: ServerGroupConfig) => Iterable<Finding>,
): (deployment: Deployment) => Iterable<Finding> {
  return ({ serverGroups }) =>
    Object.entries(serverGroups).flatMap(([key, group]) => [...objections(['serverGroups', key], group)]);
}
