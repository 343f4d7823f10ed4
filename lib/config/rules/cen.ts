import { findRegion, hasTransitRouter, isMainland, transitRouterZoneIds } from '../../core';
import { attachmentVSwitches, bandwidthPackages } from '../derive';
import { networks, vSwitchesOf } from './facts';
import type { Rule } from './rule';
import { OF_THE_FILE, documented } from './sources';

/** Bandwidth plans that are sold, in Mbit/s (CEN API, CreateCenBandwidthPackage). */
const LARGEST_PACKAGE_MBPS = 10000;

const INTER_REGION = ['cen', 'interRegion'];

/** Transit routers and the connections between them. */
export const cenRules: readonly Rule[] = [
  {
    code: 'ATTACHMENT_ZONE_UNSUPPORTED',
    severity: 'warning',
    summary: 'each vSwitch is in a zone that lists transit routers',
    source: documented('A24', 'WCEN', 'REGT'),
    *check(deployment) {
      for (const network of networks(deployment)) {
        const zones = transitRouterZoneIds(network.region);
        for (const { path, vSwitch, key } of vSwitchesOf(network)) {
          if (zones.length === 0 || hasTransitRouter(network.region, vSwitch.zone) !== false) continue;
          yield {
            path: [...path, 'zone'],
            message: `transit routers are not listed in ${vSwitch.zone}, only in ${zones.join(', ')}, so the VPC is not attached through ${key}; its addresses can be reached through the other vSwitches`,
          };
        }
      }
    },
  },
  {
    code: 'ATTACHMENT_ZONE_COUNT',
    severity: 'warning',
    summary: 'a VPC is attached through two zones where the region has two',
    source: documented('TRW', 'A24'),
    needsWhole: true,
    *check(deployment) {
      for (const { path, region, vpc } of networks(deployment)) {
        const zones = transitRouterZoneIds(region);
        const attached = attachmentVSwitches(region, vpc).filter((key) =>
          hasTransitRouter(region, vpc.vSwitches[key]?.zone ?? ''),
        );
        if (attached.length >= Math.min(2, zones.length)) continue;
        const effect =
          attached.length === 0
            ? 'the attachment will probably be refused'
            : 'a failure of that zone cuts the region off';
        yield {
          path: [...path, 'vpc', 'vSwitches'],
          message: `a VPC is attached to its transit router in two zones, got ${attached.length} of ${zones.join(', ')}, so ${effect}; add a vSwitch in another of them`,
        };
      }
    },
  },
  {
    code: 'CROSS_BORDER_LINK',
    severity: 'warning',
    summary: 'no connection crosses the border of the Chinese mainland unawares',
    source: documented('BWP', 'WCEN', 'CTPA'),
    *check({ frontend, backends }) {
      for (const [key, { region }] of Object.entries(backends)) {
        if (isMainland(region) === isMainland(frontend.region)) continue;
        yield {
          path: ['backends', key, 'region'],
          message: `a connection between ${frontend.region} and ${region} crosses the border of the Chinese mainland: the account needs enterprise real-name registration, and the cloud may refuse it`,
        };
      }
    },
  },
  {
    code: 'BANDWIDTH_PLAN_AREAS',
    severity: 'error',
    summary: 'the areas of the bandwidth plans are documented',
    source: documented('CBN_GO', 'BWP'),
    *check({ cen, frontend, backends }) {
      if (cen.interRegion.billing !== 'bandwidthPackage') return;
      const regions = [frontend.region, ...Object.values(backends).map(({ region }) => region)];
      for (const id of new Set(regions)) {
        const region = findRegion(id);
        if (region === undefined || region.status === 'closed' || region.area !== undefined) continue;
        yield {
          path: [...INTER_REGION, 'billing'],
          message: `it is not documented which bandwidth plan serves ${region.name}, got ${id} with bandwidthPackage; use dataTransfer`,
        };
      }
    },
  },
  {
    code: 'BANDWIDTH_EXCEEDS_PLAN',
    severity: 'error',
    summary: 'the connections of a bandwidth plan fit into it',
    source: documented('SETBW'),
    *check(deployment) {
      const { bandwidthMbps, packageBandwidthMbps } = deployment.cen.interRegion;
      for (const { backends, bandwidthMbps: plan } of bandwidthPackages(deployment)) {
        const sum = bandwidthMbps * backends.length;
        if (packageBandwidthMbps === undefined || sum <= plan) continue;
        const terms = `${backends.map(() => bandwidthMbps).join(' + ')} Mbit/s (${backends.join(', ')})`;
        yield {
          path: [...INTER_REGION, 'packageBandwidthMbps'],
          message: `the connections of a bandwidth plan must fit into it, got ${terms} in ${plan}; raise packageBandwidthMbps to ${sum} or remove it`,
        };
      }
    },
  },
  {
    code: 'BANDWIDTH_RANGE',
    severity: 'error',
    summary: 'a bandwidth plan has 2 to 10000 Mbit/s, a connection 1 to 10000',
    source: documented('CBN_SDK'),
    *check(deployment) {
      for (const { backends, bandwidthMbps } of bandwidthPackages(deployment)) {
        if (bandwidthMbps <= LARGEST_PACKAGE_MBPS) continue;
        yield {
          path: [...INTER_REGION, 'bandwidthMbps'],
          message: `a bandwidth plan has 2 to ${LARGEST_PACKAGE_MBPS} Mbit/s, got ${bandwidthMbps} for the connections to ${backends.join(', ')}; lower bandwidthMbps or use dataTransfer`,
        };
      }
    },
  },
  {
    code: 'PACKAGE_BANDWIDTH_UNUSED',
    severity: 'warning',
    summary: 'a bandwidth for plans is only given where there are plans',
    source: OF_THE_FILE,
    *check({ cen }) {
      const { billing, packageBandwidthMbps } = cen.interRegion;
      if (billing === 'bandwidthPackage' || packageBandwidthMbps === undefined) return;
      yield {
        path: [...INTER_REGION, 'packageBandwidthMbps'],
        message: `there is no bandwidth plan with billing ${billing}, so packageBandwidthMbps ${packageBandwidthMbps} does nothing; remove it`,
      };
    },
  },
  {
    code: 'BANDWIDTH_POSTPAID_UNSURE',
    severity: 'notice',
    summary: 'the account may buy PostPaid bandwidth plans',
    source: documented('CCBP'),
    *check({ cen }) {
      if (cen.interRegion.billing !== 'bandwidthPackage') return;
      yield {
        path: [...INTER_REGION, 'billing'],
        message:
          'bandwidth plans are made PostPaid, which not every account may buy; if yours is refused (Order.AccountStatusIllegal), use dataTransfer',
      };
    },
  },
];
