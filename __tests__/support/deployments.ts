import fc from 'fast-check';
import type { DeploymentInput } from '../../lib/config';
import {
  findRegion,
  OBSERVED_BACK_TO_ORIGIN_CIDRS,
  openRegionIds,
  transitRouterZoneIds,
  albZoneIds,
} from '../../lib/core';

type Backend = DeploymentInput['backends'][string];
type Server = Backend['servers'][string];

/** Open regions in which an ALB and an attachment can share two zones, and for which bandwidth plans are sold. */
const REGIONS = openRegionIds().filter((id) => sharedZones(id).length >= 2 && findRegion(id)?.area !== undefined);
/** Blocks for VPCs, apart from each other: one is taken for each region of a deployment. */
const BLOCKS = ['172.16.0.0/12', '192.168.0.0/16', '10.0.0.0/16', '10.1.0.0/16', '10.128.0.0/9'];
const OBSERVED = OBSERVED_BACK_TO_ORIGIN_CIDRS['cn-chengdu'] ?? [];

/** Zones that have both. */
function sharedZones(region: string): readonly string[] {
  return albZoneIds(region).filter((zone) => transitRouterZoneIds(region).includes(zone));
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}

/** A block of a VPC: the one with this number, /24. */
function vSwitchCidr(vpcCidr: string, index: number): string {
  const [a = '', b = ''] = vpcCidr.split('.');
  return `${a}.${b}.${String(index)}.0/24`;
}

const keys = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1)}`);

const healthCheck = fc.record(
  {
    enabled: fc.boolean(),
    path: fc.constantFrom('/', '/health', '/a?b=c'),
    method: fc.constantFrom('HEAD' as const, 'GET' as const),
    intervalSeconds: fc.integer({ min: 1, max: 50 }),
    timeoutSeconds: fc.integer({ min: 1, max: 300 }),
    port: fc.integer({ min: 1, max: 65535 }),
  },
  { requiredKeys: [] },
);

const serverGroup = fc.record(
  { scheduler: fc.constantFrom('Wrr' as const, 'Wlc' as const, 'Sch' as const), healthCheck },
  { requiredKeys: [] },
);

interface ServerDraft {
  readonly vSwitch: number;
  readonly group: number;
  readonly port: number | undefined;
  readonly weight: number | undefined;
  readonly kind: 'instance' | 'fixed' | 'ip';
}

const serverDraft: fc.Arbitrary<ServerDraft> = fc.record({
  vSwitch: fc.nat(8),
  group: fc.nat(8),
  port: fc.option(fc.integer({ min: 1, max: 65535 }), { nil: undefined }),
  weight: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  kind: fc.constantFrom('instance' as const, 'fixed' as const, 'ip' as const),
});

interface RegionDraft {
  readonly vSwitches: number;
  readonly servers: readonly ServerDraft[];
}

const regionDraft: fc.Arbitrary<RegionDraft> = fc.record({
  vSwitches: fc.integer({ min: 1, max: 4 }),
  servers: fc.array(serverDraft, { minLength: 1, maxLength: 4 }),
});

/** vSwitches spread over the zones of a region that suit both the ALB and the transit router. */
function network(region: string, cidr: string, prefix: string, count: number): Backend['vpc'] {
  const zones = sharedZones(region);
  const vSwitches = keys(prefix, count).map((key, index) => {
    return [key, { zone: pick(zones, index), cidr: vSwitchCidr(cidr, index) }] as const;
  });
  return { cidr, vSwitches: Object.fromEntries(vSwitches) };
}

function server(draft: ServerDraft, index: number, vpc: Backend['vpc'], groups: readonly string[]): Server {
  const vSwitch = pick(Object.keys(vpc.vSwitches), draft.vSwitch);
  const address = (vpc.vSwitches[vSwitch]?.cidr ?? '').replace('.0/24', `.${String(20 + index)}`);
  const type = 'ecs.g7.large';
  return {
    vSwitch,
    serverGroup: pick(groups, draft.group),
    ...(draft.port === undefined ? {} : { port: draft.port }),
    ...(draft.weight === undefined ? {} : { weight: draft.weight }),
    ...(draft.kind === 'ip' ? { ip: address } : {}),
    ...(draft.kind === 'instance' ? { instance: { type } } : {}),
    ...(draft.kind === 'fixed' ? { instance: { type, privateIp: address } } : {}),
  };
}

/**
 * Deployments that every rule accepts: 1 to 4 backend regions, up to 3 server groups and listeners, with and without
 * back-to-origin CIDRs, both billings. Some carry warnings.
 */
export const acceptedDeployments: fc.Arbitrary<DeploymentInput> = fc
  .record({
    regions: fc.shuffledSubarray([...REGIONS], { minLength: 2, maxLength: 5 }),
    albVSwitches: fc.integer({ min: 2, max: 3 }),
    backends: fc.array(regionDraft, { minLength: 4, maxLength: 4 }),
    groups: fc.array(serverGroup, { minLength: 1, maxLength: 3 }),
    cidrs: fc.option(fc.subarray([...OBSERVED], { minLength: 1 }), { nil: undefined }),
    edition: fc.constantFrom('Basic' as const, 'Standard' as const, 'StandardWithWaf' as const),
    billing: fc.constantFrom('bandwidthPackage' as const, 'dataTransfer' as const),
    bandwidthMbps: fc.integer({ min: 1, max: 100 }),
    port: fc.integer({ min: 1, max: 60_000 }),
    hasProbe: fc.boolean(),
    tags: fc.constantFrom<Record<string, string>>({}, { project: 'causeway' }, { owner: 'ops', 'cost centre': '17' }),
  })
  .map((draft) => {
    const [first = '', ...others] = draft.cidrs === undefined ? draft.regions : inChengdu(draft.regions);
    const groupKeys = keys('group', draft.groups.length);
    const frontend = network(first, pick(BLOCKS, 0), 'vsw', Math.min(draft.albVSwitches, sharedZones(first).length));
    const backends = others.map((region, index) => {
      const { vSwitches, servers } = pick(draft.backends, index);
      const vpc = network(region, pick(BLOCKS, index + 1), 'vsw', vSwitches);
      const entries = servers.map((item, at) => [`server${String(at + 1)}`, server(item, at, vpc, groupKeys)] as const);
      return [`backend${String(index + 1)}`, { region, vpc, servers: Object.fromEntries(entries) }] as const;
    });
    return {
      name: 'any',
      cen: { interRegion: { billing: draft.billing, bandwidthMbps: draft.bandwidthMbps } },
      frontend: {
        region: first,
        vpc: frontend,
        alb: {
          edition: draft.edition,
          ...(draft.cidrs === undefined ? {} : { backToOriginCidrs: draft.cidrs }),
        },
        listeners: Object.fromEntries(
          groupKeys.map((key, index) => [
            `listener${String(index + 1)}`,
            { port: draft.port + index, serverGroup: key },
          ]),
        ),
      },
      serverGroups: Object.fromEntries(groupKeys.map((key, index) => [key, pick(draft.groups, index)])),
      backends: Object.fromEntries(backends),
      ...(draft.hasProbe ? { probe: { vSwitch: 'vsw1' } } : {}),
      tags: draft.tags,
    };
  });

/** The CIDRs that are known were seen in Chengdu: an ALB that has them stands there. */
function inChengdu(regions: readonly string[]): readonly string[] {
  return ['cn-chengdu', ...regions.filter((region) => region !== 'cn-chengdu')].slice(0, Math.max(2, regions.length));
}
