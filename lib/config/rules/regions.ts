import { closest, findRegion, openRegionIds, REGION_TABLE_DATE, REGIONS, zoneIdOf, zoneLetter } from '../../core';
import { formatPath } from '../path';
import { networks, repeats, vSwitchesOf } from './facts';
import type { Rule } from './rule';

/** Which regions and zones there are, and which of them go together. */
export const regionRules: readonly Rule[] = [
  {
    code: 'REGION_UNKNOWN',
    severity: 'error',
    *check(deployment) {
      for (const { path, region } of networks(deployment)) {
        if (REGIONS.has(region)) continue;
        const suggestion = closest(region, openRegionIds());
        const hint =
          suggestion === undefined
            ? `known on ${REGION_TABLE_DATE} are ${openRegionIds().join(', ')}`
            : `did you mean ${suggestion}?`;
        yield {
          path: [...path, 'region'],
          message: `there is no region ${JSON.stringify(region)}; ${hint}`,
          suggestion,
        };
      }
    },
  },
  {
    code: 'REGION_CLOSED',
    severity: 'error',
    *check(deployment) {
      for (const { path, region } of networks(deployment)) {
        const known = findRegion(region);
        if (known?.status !== 'closed') continue;
        yield {
          path: [...path, 'region'],
          message: `Alibaba Cloud closed ${known.name} on ${known.closedOn}, got ${region}; choose another region`,
        };
      }
    },
  },
  {
    code: 'REGION_CLOSING',
    severity: 'warning',
    *check(deployment) {
      for (const { path, region } of networks(deployment)) {
        const known = findRegion(region);
        if (known?.status !== 'closing') continue;
        yield {
          path: [...path, 'region'],
          message: `Alibaba Cloud is closing ${known.name} down, got ${region}; choose another region`,
        };
      }
    },
  },
  {
    code: 'BACKEND_IN_FRONTEND_REGION',
    severity: 'error',
    *check({ frontend, backends }) {
      for (const [key, { region }] of Object.entries(backends)) {
        if (region !== frontend.region) continue;
        const message = `servers in the region of the ALB are not offered yet, got ${region} for both; a backend lies in another region than the frontend`;
        yield { path: ['backends', key, 'region'], message };
      }
    },
  },
  {
    code: 'BACKEND_REGION_DUPLICATE',
    severity: 'error',
    *check({ backends }) {
      const entries = Object.entries(backends);
      for (const [[first], [second, { region }]] of repeats(entries, ([, backend]) => backend.region)) {
        const message = `each region appears once among the backends, got ${region} in ${first} and ${second}; move the servers of ${second} into ${first}`;
        yield { path: ['backends', second, 'region'], message };
      }
    },
  },
  {
    code: 'ZONE_NOT_IN_REGION',
    severity: 'error',
    *check(deployment) {
      for (const network of networks(deployment)) {
        for (const { path, vSwitch } of vSwitchesOf(network)) {
          if (zoneLetter(network.region, vSwitch.zone) !== undefined) continue;
          const example = zoneIdOf(network.region, 'a');
          const message = `zone ${JSON.stringify(vSwitch.zone)} is not in ${network.region} (${formatPath([...network.path, 'region'])}); its zones are written like ${example}`;
          yield { path: [...path, 'zone'], message };
        }
      }
    },
  },
];
