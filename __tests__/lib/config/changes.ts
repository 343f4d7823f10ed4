import { backendIn, type seed } from './fixtures';

/** What makes another deployment of the seed's. */
export type Change = (deployment: ReturnType<typeof seed>) => void;

/** As many servers, each address on as many ports. */
export function many(deployment: ReturnType<typeof seed>, count: number, ports = 50): void {
  deployment.backends.hangzhou!.servers = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `s${index}`,
      {
        vSwitch: 'vsw4',
        serverGroup: 'web',
        ip: `192.168.7.${20 + Math.floor(index / ports)}`,
        port: (index % ports) + 1,
      },
    ]),
  );
}

/** As many instances, each on a port of its own. */
export function made(deployment: ReturnType<typeof seed>, count: number): void {
  deployment.backends.hangzhou!.vpc.vSwitches.vsw4!.cidr = '192.168.16.0/20';
  deployment.backends.hangzhou!.servers = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `s${index}`,
      { vSwitch: 'vsw4', serverGroup: 'web', port: index + 1, instance: { type: 'ecs.g7.large' } },
    ]),
  );
}

/** As many servers in a /29. */
export function small(count: number, zone: string): Change {
  return (deployment) => {
    deployment.backends.hangzhou!.vpc.vSwitches.small = { zone, cidr: '192.168.5.0/29' };
    for (let index = 1; index <= count; index += 1) {
      deployment.backends.hangzhou!.servers[`s${index}`] = {
        vSwitch: 'small',
        serverGroup: 'web',
        instance: { type: 'ecs.g7.large' },
      };
    }
  };
}

/** Adds vSwitches to Hangzhou until there are as many. */
export function vSwitches(deployment: ReturnType<typeof seed>, count: number): void {
  for (let index = 3; index <= count; index += 1) {
    deployment.backends.hangzhou!.vpc.vSwitches[`more${index}`] = {
      zone: 'cn-hangzhou-h',
      cidr: `192.168.${30 + index}.0/24`,
    };
  }
}

/** As many listeners, spread over as many server groups. */
export function listeners(deployment: ReturnType<typeof seed>, count: number, groupCount: number): void {
  for (let index = 1; index < groupCount; index += 1) deployment.serverGroups[`web${index}`] = {};
  deployment.frontend.listeners = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `l${index}`,
      { port: index + 1, serverGroup: index % groupCount === 0 ? 'web' : `web${index % groupCount}` },
    ]),
  );
}

/** Adds server groups until there are as many. */
export function groups(deployment: ReturnType<typeof seed>, count: number): void {
  for (let index = 2; index <= count; index += 1) deployment.serverGroups[`web${index}`] = {};
}

/** Adds a second backend, and sets bandwidths. */
export function two(deployment: ReturnType<typeof seed>, bandwidthMbps: number, packageBandwidthMbps?: number): void {
  deployment.backends.far = backendIn('cn-beijing', '10.1.0.0/16', ['cn-beijing-f', 'cn-beijing-g']);
  Object.assign(deployment.cen.interRegion, { bandwidthMbps, packageBandwidthMbps });
}

/** As many blocks of 100.64.0.0/10, apart from each other. */
export function cidrs(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `100.${117 + (index >> 8)}.${index & 255}.192/26`);
}

/** As many tags. */
export function tags(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));
}
