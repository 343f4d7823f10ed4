import { closest } from '../../core';
import { formatPath, type Path } from '../path';
import type { Deployment } from '../deployment';
import { membersOf, repeats, serversOf } from './facts';
import { forwardTargets, listenerReferences, listenersOf } from './listener-facts';
import type { Finding, Rule } from './rule';
import { OF_THE_FILE, inferred } from './sources';

/** Maps that must not be empty, by pattern of use. */
function requiredMaps({ frontend, serverGroups, backends }: Deployment): readonly (readonly [Path, object])[] {
  return [
    [['frontend', 'vpc', 'vSwitches'], frontend.vpc.vSwitches],
    [['frontend', 'listeners'], frontend.listeners],
    [['serverGroups'], serverGroups],
    [['backends'], backends],
    ...Object.entries(backends).flatMap(([key, { vpc, servers }]): [Path, object][] => [
      [['backends', key, 'vpc', 'vSwitches'], vpc.vSwitches],
      [['backends', key, 'servers'], servers],
    ]),
  ];
}

/** Keys that lead to other parts of the file, and parts that nothing leads to. */
export const referenceRules: readonly Rule[] = [
  {
    code: 'MAP_EMPTY',
    severity: 'error',
    summary:
      'there is at least one vSwitch in each VPC, one listener, server group, backend, and server in each backend',
    source: OF_THE_FILE,
    needsWhole: true,
    *check(deployment) {
      for (const [path, map] of requiredMaps(deployment)) {
        if (Object.keys(map).length > 0) continue;
        yield { path, message: `${String(path.at(-1))} needs at least one entry, got none` };
      }
    },
  },
  {
    code: 'REFERENCE_UNKNOWN',
    severity: 'error',
    summary: 'every name that is referred to is there',
    source: OF_THE_FILE,
    needsWhole: true,
    *check(deployment) {
      const { frontend, serverGroups, probe } = deployment;
      for (const { key, path, map, mapPath } of listenerReferences(deployment)) yield* lookUp(map, mapPath)(key, path);
      const serverGroup = lookUp(serverGroups, ['serverGroups']);
      for (const placed of serversOf(deployment)) {
        const { network, path, server } = placed;
        const vSwitch = lookUp(network.vpc.vSwitches, [...network.path, 'vpc', 'vSwitches']);
        yield* vSwitch(server.vSwitch, [...path, 'vSwitch']);
        for (const member of membersOf(placed)) yield* serverGroup(member.serverGroup, [...member.path, 'serverGroup']);
      }
      if (probe === undefined) return;
      yield* lookUp(frontend.vpc.vSwitches, ['frontend', 'vpc', 'vSwitches'])(probe.vSwitch, ['probe', 'vSwitch']);
    },
  },
  {
    code: 'ALB_VSWITCH_NOT_IN_VPC',
    severity: 'error',
    summary: 'the vSwitches of the ALB are those of its VPC',
    source: inferred('ALB_SDK'),
    needsWhole: true,
    *check({ frontend }) {
      const vSwitch = lookUp(frontend.vpc.vSwitches, ['frontend', 'vpc', 'vSwitches']);
      for (const [index, key] of (frontend.alb.vSwitches ?? []).entries()) {
        yield* vSwitch(key, ['frontend', 'alb', 'vSwitches', index]);
      }
    },
  },
  {
    code: 'ALB_VSWITCH_DUPLICATE',
    severity: 'error',
    summary: 'each vSwitch of the ALB is named once',
    source: OF_THE_FILE,
    *check({ frontend }) {
      const entries = [...(frontend.alb.vSwitches ?? []).entries()];
      for (const [, [index, key]] of repeats(entries, ([, name]) => name)) {
        yield {
          path: ['frontend', 'alb', 'vSwitches', index],
          message: `each vSwitch is named once, got ${key} twice; remove one`,
        };
      }
    },
  },
  {
    code: 'SERVER_GROUP_UNUSED',
    severity: 'warning',
    summary: 'a listener forwards to every server group',
    source: OF_THE_FILE,
    needsWhole: true,
    *check({ frontend, serverGroups }) {
      const used = new Set(
        listenersOf(frontend)
          .flatMap(forwardTargets)
          .map(({ serverGroup }) => serverGroup),
      );
      for (const key of Object.keys(serverGroups)) {
        if (used.has(key)) continue;
        yield {
          path: ['serverGroups', key],
          message: `no listener and no rule forwards to server group ${key}, so it gets no requests and no health checks`,
        };
      }
    },
  },
];

/** Objects to keys that a map does not have. */
function lookUp(map: object, mapPath: Path): (key: string, path: Path) => Iterable<Finding> {
  const keys = Object.keys(map);
  return function* (key, path) {
    if (keys.includes(key)) return;
    const suggestion = closest(key, keys);
    const hint = suggestion === undefined ? `there are ${keys.join(', ') || 'none'}` : `did you mean ${suggestion}?`;
    yield { path, message: `there is no ${JSON.stringify(key)} in ${formatPath(mapPath)}; ${hint}`, suggestion };
  };
}
