import type { DeploymentInput } from '../../lib/config';
import { findRegion, openRegionIds, transitRouterZoneIds } from '../../lib/core';

/** Regions that bandwidth plans are sold for, and that have transit routers in two zones. */
const REGIONS = openRegionIds().filter((id) => {
  return id !== 'cn-chengdu' && findRegion(id)?.area !== undefined && transitRouterZoneIds(id).length >= 2;
});

/** An ALB in Chengdu with a server in each of so many other regions, with falling weights. */
export function manyRegions(count: number, name = 'many-regions'): DeploymentInput {
  const regions = REGIONS.slice(0, count);
  if (regions.length < count) throw new Error(`there are ${String(REGIONS.length)} such regions`);
  return {
    name,
    cen: { interRegion: { billing: 'bandwidthPackage', bandwidthMbps: 10 } },
    frontend: {
      region: 'cn-chengdu',
      vpc: {
        cidr: '172.16.0.0/12',
        vSwitches: {
          vsw1: { zone: 'cn-chengdu-a', cidr: '172.16.0.0/24' },
          vsw2: { zone: 'cn-chengdu-b', cidr: '172.16.6.0/24' },
        },
      },
      listeners: { http: { port: 80, serverGroup: 'web' } },
    },
    serverGroups: { web: {} },
    backends: Object.fromEntries(regions.map((region, index) => [region, backend(region, index)])),
  };
}

function backend(region: string, index: number): DeploymentInput['backends'][string] {
  const [one = '', two = ''] = transitRouterZoneIds(region);
  const block = `10.${String(index)}`;
  return {
    region,
    bandwidthMbps: index + 1,
    vpc: {
      cidr: `${block}.0.0/16`,
      vSwitches: { one: { zone: one, cidr: `${block}.1.0/24` }, two: { zone: two, cidr: `${block}.2.0/24` } },
    },
    servers: {
      [`${region}-1`]: {
        vSwitch: 'one',
        serverGroup: 'web',
        weight: 100 - index,
        instance: { type: 'ecs.g7.large', privateIp: `${block}.1.20` },
      },
    },
  };
}
