import { hasTransitRouter, isMainland, transitRouterZoneIds } from '../../core';
import { attachmentVSwitches } from '../derive';
import { networks, vSwitchesOf } from './facts';
import type { Rule } from './rule';
import { documented } from './sources';

/** Transit routers and what crosses a border. */
export const cenRules: readonly Rule[] = [
  {
    code: 'ATTACHMENT_ZONE_UNSUPPORTED',
    severity: 'warning',
    summary: 'each vSwitch is in a zone that lists transit routers',
    source: documented('A24', 'WCEN', 'REGT'),
    *check(deployment) {
      for (const network of networks(deployment).filter(({ isAttached }) => !isAttached)) {
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
      for (const { path, region, vpc, isAttached } of networks(deployment)) {
        if (isAttached) continue;
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
];
