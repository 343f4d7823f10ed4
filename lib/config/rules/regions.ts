import {
  albZoneIds,
  closest,
  findRegion,
  openRegionIds,
  REGION_TABLE_DATE,
  REGIONS,
  transitRouterZoneIds,
  zoneIdOf,
  zoneLetter,
} from '../../core';
import { formatPath } from '../path';
import { networks, repeats, vSwitchesOf } from './facts';
import type { Rule } from './rule';
import { OF_THE_FILE, documented, inferred } from './sources';

/** Which regions and zones there are, and which of them go together. */
export const regionRules: readonly Rule[] = [
  {
    code: 'REGION_UNKNOWN',
    severity: 'error',
    summary: 'every region is one that is known',
    source: documented('WCEN', 'REGA'),
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
    summary: 'no region is one that Alibaba Cloud has closed',
    source: documented('CLOSE'),
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
    summary: 'no region is one that is being closed down',
    source: documented('REGA', 'REGT'),
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
    summary: 'servers are in other regions than the ALB',
    source: OF_THE_FILE,
    *check({ frontend, backends }) {
      for (const [key, { region }] of Object.entries(backends)) {
        if (region !== frontend.region) continue;
        const message = `a backend lies in another region than the frontend, got ${region} for both; list servers in the VPC of the ALB under frontend.servers`;
        yield { path: ['backends', key, 'region'], message };
      }
    },
  },
  {
    code: 'BACKEND_REGION_DUPLICATE',
    severity: 'error',
    summary: 'each region is that of one backend: a CEN instance has one transit router in it',
    source: documented('CTR', 'WCEN'),
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
    summary: 'a zone id is one of the region that it is used in',
    source: inferred('ALB_SDK', 'LTAR'),
    *check(deployment) {
      for (const network of networks(deployment)) {
        for (const { path, vSwitch } of vSwitchesOf(network)) {
          if (zoneLetter(network.region, vSwitch.zone) !== undefined) continue;
          const example = zoneIdOf(network.region, 'a');
          const message = `zone ${JSON.stringify(vSwitch.zone)} is not in ${network.region} (${formatPath([...network.path, 'region'])}); its zones are written like ${example}`;
          const zones = [...albZoneIds(network.region), ...transitRouterZoneIds(network.region)];
          yield { path: [...path, 'zone'], message, suggestion: closest(vSwitch.zone, zones) };
        }
      }
    },
  },
];
