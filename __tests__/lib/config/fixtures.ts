import type { DeploymentInput } from '../../../lib/config';

/** A value of which everything may be changed. */
export type Mutable<T> = { -readonly [Key in keyof T]: Mutable<T[Key]> };

/** The seed's topology with an upgraded ALB: no errors, no warnings. */
export function seed(): Mutable<DeploymentInput> {
  return {
    name: 'chengdu-hangzhou',
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
      alb: { address: 'intranet', edition: 'Standard' },
      listeners: { http: { port: 80, protocol: 'HTTP', serverGroup: 'web' } },
    },
    serverGroups: { web: { protocol: 'HTTP', scheduler: 'Wrr', healthCheck: { path: '/' } } },
    backends: {
      hangzhou: {
        region: 'cn-hangzhou',
        vpc: {
          cidr: '192.168.0.0/16',
          vSwitches: {
            vsw3: { zone: 'cn-hangzhou-h', cidr: '192.168.8.0/24' },
            vsw4: { zone: 'cn-hangzhou-i', cidr: '192.168.7.0/24' },
          },
        },
        servers: {
          ecs1: {
            vSwitch: 'vsw4',
            serverGroup: 'web',
            port: 80,
            weight: 100,
            instance: { type: 'ecs.g7.large', privateIp: '192.168.7.20' },
          },
        },
      },
    },
    probe: { vSwitch: 'vsw1' },
    tags: { project: 'causeway' },
  };
}

/** The six back-to-origin CIDRs of the default deployment. */
export const SIX = [
  '100.117.130.0/25',
  '100.117.130.128/25',
  '100.122.175.64/26',
  '100.122.175.128/26',
  '100.122.175.192/26',
  '100.122.176.0/26',
];

/** A backend in a region, with one server. */
export function backendIn(
  region: string,
  vpcCidr: string,
  zones: readonly [string, string],
): ReturnType<typeof seed>['backends'][string] {
  const [a, b] = vpcCidr.split('.');
  return {
    region,
    vpc: {
      cidr: vpcCidr,
      vSwitches: {
        first: { zone: zones[0], cidr: `${a}.${b}.1.0/24` },
        second: { zone: zones[1], cidr: `${a}.${b}.2.0/24` },
      },
    },
    servers: { far: { vSwitch: 'first', serverGroup: 'web', ip: `${a}.${b}.1.10` } },
  };
}

/** The seed with a change. */
export function seedWith(change: (deployment: ReturnType<typeof seed>) => void): DeploymentInput {
  const deployment = seed();
  change(deployment);
  return deployment;
}
