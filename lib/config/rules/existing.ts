import { findRegion } from '../../core';
import type { Deployment, FrontendConfig } from '../deployment';
import { albVSwitches, bandwidthPackages } from '../derive';
import { entryOf, formatPath, type Path } from '../path';
import { repeats } from './facts';
import type { Finding, Rule } from './rule';
import { OF_THE_FILE } from './sources';

/** Something that is there already, and what therefore has to be there already too. */
interface Existing {
  /** The field `existing`. */
  readonly path: Path;
  readonly id: string;
  /** What it is, such as `a vSwitch`. */
  readonly what: string;
  /** What it cannot do without, by the field that names it: `undefined` where the file makes it. */
  readonly needs: readonly (readonly [what: string, path: Path, existing: string | undefined])[];
}

/** Named things that are there already. */
export const existingRules: readonly Rule[] = [
  {
    code: 'EXISTING_NEEDS_EXISTING',
    severity: 'error',
    summary: 'what is there already lies in, or joins, what is there already',
    source: OF_THE_FILE,
    *check(deployment) {
      for (const { path, what, id, needs } of existingThings(deployment)) {
        for (const [other, otherPath, existing] of needs) {
          if (existing !== undefined) continue;
          yield {
            path,
            message: `${what} that is there already belongs to ${other} that is there already, got ${id} with one that would be made; name it in ${formatPath(otherPath)}`,
          };
        }
      }
    },
  },
  {
    code: 'EXISTING_REPEATED',
    severity: 'error',
    summary: 'nothing that is there already is named as two things',
    source: OF_THE_FILE,
    *check(deployment) {
      for (const [first, second] of repeats(existingThings(deployment), ({ id }) => id)) {
        const message = `one thing is named once, got ${second.id} here and at ${formatPath(first.path)}`;
        yield { path: second.path, message };
      }
    },
  },
  {
    code: 'EXISTING_PLAN_UNUSED',
    severity: 'error',
    summary: 'a bandwidth plan that is there already is drawn from',
    source: OF_THE_FILE,
    *check(deployment) {
      yield* unusedPlans(deployment);
    },
  },
];

function existingThings({ cen, frontend, backends, probe }: Deployment): readonly Existing[] {
  const cenNeed = ['a CEN instance', ['cen', 'existing'], cen.existing] as const;
  const plans = Object.entries(cen.interRegion.bandwidthPlans).flatMap(([area, plan]) =>
    thing(['cen', 'interRegion', 'bandwidthPlans', area], 'a bandwidth plan', plan?.existing, [cenNeed]),
  );
  const regions = [
    { at: ['frontend'], config: frontend },
    ...Object.entries(backends).map(([key, config]) => ({ at: ['backends', key], config })),
  ];
  const routerNeed = (at: Path, { transitRouter }: Pick<FrontendConfig, 'transitRouter'>) =>
    ['a transit router', [...at, 'transitRouter', 'existing'], transitRouter?.existing] as const;
  return [
    ...thing(['cen'], 'a CEN instance', cen.existing, []),
    ...plans,
    ...regions.flatMap(({ at, config: { vpc, transitRouter, attachment, ...config } }) => {
      const vpcNeed = ['a VPC', [...at, 'vpc', 'existing'], vpc.existing] as const;
      return [
        ...thing([...at, 'vpc'], 'a VPC', vpc.existing, []),
        ...Object.entries(vpc.vSwitches).flatMap(([key, { existing }]) =>
          thing([...at, 'vpc', 'vSwitches', key], 'a vSwitch', existing, [vpcNeed]),
        ),
        ...thing([...at, 'transitRouter'], 'a transit router', transitRouter?.existing, [cenNeed]),
        ...thing([...at, 'attachment'], 'an attachment', attachment?.existing, [
          vpcNeed,
          routerNeed(at, { transitRouter }),
        ]),
        ...thing([...at, 'securityGroup'], 'a security group', config.securityGroup?.existing, [vpcNeed]),
        ...Object.entries(config.servers).flatMap(([key, { existing, vSwitch }]) =>
          thing([...at, 'servers', key], 'an instance', existing, [vSwitchNeed({ vpc }, at)(vSwitch)]),
        ),
      ];
    }),
    ...Object.entries(backends).flatMap(([key, { connection, transitRouter }]) =>
      thing(['backends', key, 'connection'], 'a connection', connection?.existing, [
        routerNeed(['frontend'], frontend),
        routerNeed(['backends', key], { transitRouter }),
      ]),
    ),
    ...thing(['frontend', 'alb'], 'an ALB', frontend.alb.existing, albVSwitches(frontend).map(vSwitchNeed(frontend))),
    ...(probe === undefined
      ? []
      : thing(['probe'], 'an instance', probe.existing, [vSwitchNeed(frontend)(probe.vSwitch)])),
  ];
}

function thing(at: Path, what: string, id: string | undefined, needs: Existing['needs']): readonly Existing[] {
  return id === undefined ? [] : [{ path: [...at, 'existing'], id, what, needs }];
}

/** A reference that leads nowhere is told of by itself. */
function vSwitchNeed({ vpc }: Pick<FrontendConfig, 'vpc'>, at: Path = ['frontend']) {
  return (key: string) => {
    const vSwitch = entryOf(vpc.vSwitches, key);
    const path = [...at, 'vpc', 'vSwitches', key, 'existing'];
    return ['a vSwitch', path, vSwitch === undefined ? '' : vSwitch.existing] as const;
  };
}

function* unusedPlans(deployment: Deployment): Iterable<Finding> {
  const { billing, bandwidthPlans } = deployment.cen.interRegion;
  const used = new Set(bandwidthPackages(deployment).map(({ backendArea }) => String(backendArea)));
  for (const [area, plan] of Object.entries(bandwidthPlans)) {
    if (plan === undefined || used.has(area)) continue;
    const path = ['cen', 'interRegion', 'bandwidthPlans', area];
    const regions = Object.values(deployment.backends).map(({ region }) => findRegion(region)?.name ?? region);
    const reason =
      billing === 'bandwidthPackage'
        ? `no connection to be made ends there (backends: ${regions.join(', ')})`
        : `connections are billed by ${billing}`;
    yield { path, message: `nothing draws from ${plan.existing}: ${reason}; remove it` };
  }
}
