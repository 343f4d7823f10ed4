import { albZoneIds, findRegion, hasAlb, parseCidr, takesUpgradedAlbsOnly, usableAddressCount } from '../../core';
import type { Deployment, FrontendConfig } from '../deployment';
import { albVSwitches, attachmentVSwitches } from '../derive';
import { entryOf, type Path } from '../path';
import { addressesTaken, networks, repeats } from './facts';
import type { Finding, Rule } from './rule';
import { documented } from './sources';

/** Zones that an ALB stands in (ALB API, CreateLoadBalancer). */
export const ALB_ZONES = { least: 2, most: 10 };
/** Free addresses of a vSwitch that an ALB takes (one for clients; an upgraded one, two more towards servers), and that are recommended. */
export const ALB_ADDRESSES = { upgraded: 3, nonUpgraded: 1, recommended: 8 };

interface AlbVSwitch {
  readonly key: string;
  readonly path: Path;
  readonly zone: string;
  readonly cidr: string;
}

/** The vSwitches of the ALB that are there. */
function placed(frontend: FrontendConfig): readonly AlbVSwitch[] {
  return albVSwitches(frontend).flatMap((key) => {
    const vSwitch = entryOf(frontend.vpc.vSwitches, key);
    return vSwitch === undefined ? [] : [{ key, path: ['frontend', 'vpc', 'vSwitches', key], ...vSwitch }];
  });
}

const isNonUpgraded = ({ alb }: FrontendConfig): boolean => alb.backToOriginCidrs !== undefined;

const takenByAlb = (frontend: FrontendConfig): number =>
  isNonUpgraded(frontend) ? ALB_ADDRESSES.nonUpgraded : ALB_ADDRESSES.upgraded;

/** Addresses that other parts of the deployment take from a vSwitch of the frontend. */
function takenByOthers(deployment: Deployment): (key: string) => number {
  const { frontend, probe } = deployment;
  const [network] = networks(deployment);
  const servers = network === undefined ? new Map<string, number>() : addressesTaken(deployment, network);
  const attached = attachmentVSwitches(frontend.region, frontend.vpc);
  return (key) => (attached.includes(key) ? 1 : 0) + (probe?.vSwitch === key ? 1 : 0) + (servers.get(key) ?? 0);
}

/** Where an ALB can stand and what it needs there. */
export const albRules: readonly Rule[] = [
  {
    code: 'ALB_REGION_UNSUPPORTED',
    severity: 'error',
    summary: 'the region has ALB; for one with back-to-origin CIDRs, it is in the documented list of 20',
    source: documented('A24', 'A25'),
    *check({ frontend }) {
      const region = findRegion(frontend.region);
      if (region === undefined || region.status === 'closed') return;
      const path = ['frontend', 'region'];
      if (region.albZones === '') {
        yield {
          path,
          message: `there is no ALB in ${region.name}, got ${region.id}; choose another region for the frontend`,
        };
      } else if (isNonUpgraded(frontend) && !region.crossRegionAlb) {
        yield {
          path,
          message: `${region.name} is not a region whose non-upgraded ALBs can use servers of other regions, got ${region.id} with backToOriginCidrs`,
        };
      }
    },
  },
  {
    code: 'ALB_REGION_NOT_IN_LIST',
    severity: 'notice',
    summary: 'the region is in the documented list, which binds non-upgraded ALBs only',
    source: documented('A25', 'AZH'),
    *check({ frontend }) {
      const region = findRegion(frontend.region);
      if (region?.status !== 'open' || region.crossRegionAlb || region.albZones === '' || isNonUpgraded(frontend))
        return;
      yield {
        path: ['frontend', 'region'],
        message: `${region.name} is not in the documented list of regions for servers in other regions; the list binds non-upgraded ALBs only`,
      };
    },
  },
  {
    code: 'ALB_ZONE_COUNT',
    severity: 'error',
    summary: 'an ALB stands in 2 to 10 zones, one vSwitch in each',
    source: documented('ALB_SDK', 'PROV'),
    needsWhole: true,
    *check({ frontend }) {
      const path: Path =
        frontend.alb.vSwitches === undefined ? ['frontend', 'vpc', 'vSwitches'] : ['frontend', 'alb', 'vSwitches'];
      const vSwitches = placed(frontend);
      for (const [first, second] of repeats(vSwitches, ({ zone }) => zone)) {
        yield {
          path,
          message: `an ALB takes one vSwitch per zone, got ${first.key} and ${second.key} in ${first.zone}; name one of each zone in frontend.alb.vSwitches`,
        };
      }
      const zones = new Set(vSwitches.map(({ zone }) => zone)).size;
      const least = albZoneIds(frontend.region).length === 1 ? 1 : ALB_ZONES.least;
      if (zones >= least && zones <= ALB_ZONES.most) return;
      const count = `${zones} ${zones === 1 ? 'zone' : 'zones'}`;
      yield {
        path,
        message: `an ALB stands in ${least} to ${ALB_ZONES.most} zones, got ${count}: ${[...new Set(vSwitches.map(({ zone }) => zone))].join(', ')}`,
      };
    },
  },
  {
    code: 'ALB_ZONE_UNSUPPORTED',
    severity: 'warning',
    summary: 'each vSwitch of the ALB is in a zone that lists ALB',
    source: documented('REGA'),
    *check({ frontend }) {
      if (frontend.alb.existing !== undefined) return;
      for (const { path, zone } of placed(frontend)) {
        if (hasAlb(frontend.region, zone) !== false || albZoneIds(frontend.region).length === 0) continue;
        yield {
          path: [...path, 'zone'],
          message: `ALB is not listed in ${zone}, only in ${albZoneIds(frontend.region).join(', ')}; check the purchase page before you deploy`,
        };
      }
    },
  },
  {
    code: 'ALB_ZONE_UPGRADED_ONLY',
    severity: 'error',
    summary: 'an ALB with back-to-origin CIDRs is in no zone for upgraded ALBs only',
    source: documented('REGA'),
    *check({ frontend }) {
      if (!isNonUpgraded(frontend)) return;
      for (const { path, zone } of placed(frontend)) {
        if (!takesUpgradedAlbsOnly(frontend.region, zone)) continue;
        yield {
          path: [...path, 'zone'],
          message: `${zone} takes upgraded ALBs only, and those have no back-to-origin CIDRs; remove frontend.alb.backToOriginCidrs or choose another zone`,
        };
      }
    },
  },
  {
    code: 'ALB_VSWITCH_TOO_SMALL',
    severity: 'error',
    summary: 'an upgraded ALB finds 3 free addresses in each of its vSwitches',
    source: documented('LBIP', 'UPG', 'TRW'),
    *check(deployment) {
      if (deployment.frontend.alb.existing !== undefined) return;
      yield* tooSmall(deployment, takenByAlb(deployment.frontend), () => true);
    },
  },
  {
    code: 'ALB_VSWITCH_TIGHT',
    severity: 'warning',
    summary: 'an ALB finds the 8 recommended free addresses in each of its vSwitches',
    source: documented('LBIP', 'UPG', 'TRW'),
    *check(deployment) {
      if (deployment.frontend.alb.existing !== undefined) return;
      const { recommended } = ALB_ADDRESSES;
      yield* tooSmall(deployment, recommended, (free) => free >= takenByAlb(deployment.frontend));
    },
  },
];

function* tooSmall(deployment: Deployment, wanted: number, applies: (free: number) => boolean): Iterable<Finding> {
  const { frontend } = deployment;
  const taken = takenByOthers(deployment);
  for (const { key, path, cidr } of placed(frontend)) {
    const usable = usableAddressCount(parseCidr(cidr));
    const others = taken(key);
    const free = usable - others;
    if (free >= wanted || !applies(free)) continue;
    yield {
      path: [...path, 'cidr'],
      message: `${cidr} leaves ${Math.max(0, free)} addresses to the ALB (${usable} usable, ${others} for the transit router, servers and the probe); it takes ${takenByAlb(frontend)} and ${ALB_ADDRESSES.recommended} are recommended, use a larger block`,
    };
  }
}
