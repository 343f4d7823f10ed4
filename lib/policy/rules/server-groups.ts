import { findRegion } from '../../core';
import { SHORTEST_TIMEOUT_BETWEEN_AREAS } from '../../config/rules/server-groups';
import type { Facts } from '../facts';
import { like } from '../like';
import type { Objection, Policy } from '../policy';
import type { Block, Resource } from '../resource';
import { balancerOf, forwards } from './load-balancer-facts';
import { regionsOf } from './servers';

const GROUP = 'alicloud_alb_server_group';

/** Numbers of a health check: the argument, what is said of it, and what it may be (ALB API, CreateServerGroup). */
const NUMBERS = [
  ['health_check_interval', 1, 50],
  ['health_check_timeout', 1, 300],
  ['healthy_threshold', 2, 10],
  ['unhealthy_threshold', 2, 10],
  // 0 stands for the server's own port.
  ['health_check_connect_port', 0, 65535],
] as const;

const PATH = /^\/[A-Za-z0-9\-/.%?#&=_;~!()*[\]@$^:',+]{0,79}$/;

/** What the cloud waits for unless told otherwise. */
const DEFAULTS = { timeout: 5, interval: 2 };

/** Server groups: how servers are checked and picked. */
export const serverGroupPolicies: readonly Policy[] = [
  {
    ...like('HEALTH_CHECK_OFF_ACROSS_REGIONS'),
    *check(facts) {
      for (const { resource, check } of healthChecks(facts)) {
        if (check.flag('health_check_enabled', true) !== false || !hasRemoteServer(facts, resource)) continue;
        const message =
          'without health checks a broken way to or from servers of other regions shows only when users get 502 or 504, got health_check_enabled false; turn them on';
        yield { resource, message };
      }
    },
  },
  {
    ...like('HEALTH_CHECK_TIMEOUT_TOO_SHORT'),
    *check(facts) {
      for (const { resource, check } of enabledHealthChecks(facts)) {
        if (['health_check_timeout', 'health_check_interval'].some((name) => isHidden(check, name))) continue;
        const timeout = check.number('health_check_timeout') ?? DEFAULTS.timeout;
        const waits = Math.max(timeout, check.number('health_check_interval') ?? DEFAULTS.interval);
        const far = waits >= SHORTEST_TIMEOUT_BETWEEN_AREAS ? undefined : farRegion(facts, resource);
        if (far === undefined) continue;
        const message = `a timeout of ${timeout} s is tight between ${resource.region} and ${far}; use at least ${SHORTEST_TIMEOUT_BETWEEN_AREAS}`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('HEALTH_CHECK_RANGE'),
    *check(facts) {
      for (const { resource, check } of enabledHealthChecks(facts)) {
        for (const [name, least, most] of NUMBERS) {
          const value = check.number(name);
          if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) continue;
          yield { resource, message: `${name} is a whole number from ${least} to ${most}, got ${value}` };
        }
      }
    },
  },
  {
    ...like('HEALTH_CHECK_PATH'),
    *check(facts) {
      for (const { resource, check } of enabledHealthChecks(facts)) {
        const path = check.text('health_check_path');
        if (path === undefined || PATH.test(path)) continue;
        const message = `health_check_path starts with / and has at most 80 characters without spaces, got ${JSON.stringify(path)}`;
        yield { resource, message };
      }
    },
  },
  {
    ...like('UCH_HASH', { summary: 'scheduler Uch is told what to hash' }),
    *check(facts) {
      for (const resource of facts.resources(GROUP)) {
        if (resource.text('scheduler') !== 'Uch' || !isAbsent(resource, 'uch_config')) continue;
        yield { resource, message: 'scheduler Uch needs to know what to hash, got no uch_config; add it' };
      }
    },
  },
  {
    ...like('SLOW_START_SCHEDULER'),
    *check(facts) {
      for (const resource of facts.resources(GROUP)) {
        const scheduler = resource.text('scheduler');
        const isOn = resource.block('slow_start_config')?.flag('slow_start_enabled', false) === true;
        if (!isOn || scheduler === undefined || scheduler === 'Wrr') continue;
        yield { resource, message: `slow start is for scheduler Wrr, got ${scheduler}; change one of them` };
      }
    },
  },
  {
    ...like('STICKY_SESSION_COOKIE', { summary: 'a sticky session of type Server has a cookie' }),
    *check(facts) {
      for (const { resource, sticky } of stickySessions(facts)) {
        if (sticky.text('sticky_session_type') !== 'Server' || sticky.isGiven('cookie')) continue;
        yield {
          resource,
          message: 'sticky_session_type Server needs the name of the cookie that the servers set, got none',
        };
      }
    },
  },
  {
    ...like('CROSS_ZONE_OFF_WITH_REMOTE_IP'),
    *check(facts) {
      for (const resource of groupsInZones(facts)) {
        if (!hasRemoteServer(facts, resource)) continue;
        yield {
          resource,
          message: 'cross-zone forwarding stays on with remote IP, got cross_zone_enabled false; remove it',
        };
      }
    },
  },
  {
    ...like('CROSS_ZONE_OFF_WITH_STICKY'),
    *check(facts) {
      const sticky = new Set(stickySessions(facts).map(({ resource }) => resource));
      for (const resource of groupsInZones(facts)) {
        if (!sticky.has(resource)) continue;
        yield {
          resource,
          message: 'session persistence needs cross-zone forwarding, got cross_zone_enabled false; remove it',
        };
      }
    },
  },
  {
    ...like('IPV6_REMOTE_BACKEND'),
    *check(facts) {
      for (const resource of facts.resources(GROUP)) {
        if (resource.flag('ipv6_enabled', false) !== true || !hasRemoteServer(facts, resource)) continue;
        yield {
          resource,
          message:
            'a dual-stack server group has no servers with remote IP, got ipv6_enabled true; make a group of its own for them',
        };
      }
    },
  },
  {
    ...like('BASIC_EDITION_FEATURE', {
      summary: 'a server group of an ALB of Basic edition has no feature that edition lacks',
    }),
    check: basicEditionFeatures,
  },
];

/** Groups whose zones are balanced each by itself. */
function groupsInZones(facts: Facts): readonly Resource[] {
  return facts.resources(GROUP).filter((group) => group.flag('cross_zone_enabled', true) === false);
}

function healthChecks(facts: Facts) {
  return facts.resources(GROUP).flatMap((resource) => {
    const check = resource.block('health_check_config');
    return check === undefined ? [] : [{ resource, check }];
  });
}

function enabledHealthChecks(facts: Facts) {
  return healthChecks(facts).filter(({ check }) => check.flag('health_check_enabled', true) === true);
}

/** Groups that keep the requests of a client at one server. */
function stickySessions(facts: Facts) {
  return facts.resources(GROUP).flatMap((resource) => {
    const sticky = resource.block('sticky_session_config');
    return sticky?.flag('sticky_session_enabled', false) === true ? [{ resource, sticky }] : [];
  });
}

function hasRemoteServer(facts: Facts, group: Resource): boolean {
  const members = facts.membersOfGroup.get(group.address) ?? [];
  return members.some(({ server }) => server.flag('remote_ip_enabled', false) === true);
}

/** A region of a server that is in another area of the world than its group. */
function farRegion(facts: Facts, group: Resource): string | undefined {
  const near = findRegion(group.region)?.area;
  const regions = (facts.membersOfGroup.get(group.address) ?? []).flatMap((member) => regionsOf(facts, member));
  return regions.find((region) => {
    const area = findRegion(region)?.area;
    return near !== undefined && area !== undefined && area !== near;
  });
}

function isHidden(block: Block, name: string): boolean {
  return block.isGiven(name) && block.number(name) === undefined;
}

function isAbsent(block: Block, name: string): boolean {
  return block.isCountable(name) && block.blocks(name).length === 0;
}

function* basicEditionFeatures(facts: Facts): Iterable<Objection> {
  const ofBasic = forwards(facts).flatMap(({ listener, groupId }) =>
    balancerOf(facts, listener)?.text('load_balancer_edition') === 'Basic' ? [groupId] : [],
  );
  for (const groupId of new Set(ofBasic)) {
    const resource = facts.find(GROUP, groupId);
    if (resource === undefined) continue;
    for (const what of featuresOf(resource)) {
      yield { resource, message: `edition Basic has no ${what}; remove it, or use edition Standard for the ALB` };
    }
  }
}

function featuresOf(group: Resource): readonly string[] {
  const isOn = (block: string, flag: string): boolean => group.block(block)?.flag(flag, false) === true;
  return [
    ...(isOn('slow_start_config', 'slow_start_enabled') ? ['slow start'] : []),
    ...(isOn('connection_drain_config', 'connection_drain_enabled') ? ['connection draining'] : []),
    ...(group.block('health_check_config')?.text('health_check_protocol') === 'HTTPS'
      ? ['health checks over HTTPS']
      : []),
  ];
}
