import { hasTransitRouter } from '../core';
import { REGIONS, type Area } from '../core/region-table';
import type { Deployment, FrontendConfig, MembershipConfig, ServerConfig, VpcConfig } from './deployment';
import { entryOf } from './path';

/** A bandwidth plan that a deployment needs: one for each pair of areas that its connections join. */
export interface BandwidthPackageConfig {
  /** The area of the frontend. */
  readonly frontendArea: Area;
  /** The area of the backends. */
  readonly backendArea: Area;
  /** Bandwidth of the plan in Mbit/s; of one that is there already, what it needs. */
  readonly bandwidthMbps: number;
  /** Id of the plan when it is there already. @default - one is made */
  readonly existing?: string;
  /** Keys of the backends whose connections draw from it, sorted. */
  readonly backends: readonly string[];
}

/**
 * The bandwidth plans of a deployment, one per pair of areas; none when it is billed by data transfer.
 *
 * A backend whose area (or the frontend's) is not known has none: the rules refuse such a deployment. One whose connection is
 * there already needs none.
 */
export function bandwidthPackages(deployment: Deployment): readonly BandwidthPackageConfig[] {
  const { billing, packageBandwidthMbps, bandwidthPlans } = deployment.cen.interRegion;
  const frontendArea = REGIONS.get(deployment.frontend.region)?.area;
  if (billing !== 'bandwidthPackage' || frontendArea === undefined) return [];
  const byArea = new Map<Area, string[]>();
  for (const key of Object.keys(deployment.backends).sort()) {
    const { region = '', connection } = deployment.backends[key] ?? {};
    const area = REGIONS.get(region)?.area;
    if (area !== undefined && connection === undefined) byArea.set(area, [...(byArea.get(area) ?? []), key]);
  }
  return [...byArea].map(([backendArea, backends]) => {
    const needed = allottedMbps(deployment, backends);
    const existing = bandwidthPlans[backendArea]?.existing;
    const size = packageBandwidthMbps ?? Math.max(SMALLEST_PACKAGE_MBPS, needed);
    const areas = { frontendArea, backendArea };
    if (existing !== undefined) return { ...areas, bandwidthMbps: needed, existing, backends };
    return { ...areas, bandwidthMbps: size, backends };
  });
}

/** What the connections of some backends add up to, in Mbit/s. */
export function allottedMbps(deployment: Deployment, backends: readonly string[]): number {
  return backends.reduce((sum, key) => sum + connectionMbps(deployment, key), 0);
}

/** The bandwidth of the connection of a backend, in Mbit/s: its own, else that of all. */
export function connectionMbps({ cen, backends }: Deployment, key: string): number {
  return entryOf(backends, key)?.bandwidthMbps ?? cen.interRegion.bandwidthMbps;
}

/** The smallest bandwidth plan that is sold. */
const SMALLEST_PACKAGE_MBPS = 2;

/**
 * Keys of the vSwitches through which a VPC is attached to its transit router, sorted.
 *
 * One in each zone that has Enterprise transit routers; where none is known to have one, one in each zone.
 * Of several in one zone it is the first by name, so that the order in the file does not matter. An attachment takes ten.
 */
export function attachmentVSwitches(regionId: string, vpc: VpcConfig): readonly string[] {
  const keys = Object.keys(vpc.vSwitches).sort();
  const zoneOf = (key: string): string => vpc.vSwitches[key]?.zone ?? '';
  const firstOfZone = keys.filter((key, index) => keys.findIndex((other) => zoneOf(other) === zoneOf(key)) === index);
  const supported = firstOfZone.filter((key) => hasTransitRouter(regionId, zoneOf(key)));
  return (supported.length > 0 ? supported : firstOfZone).slice(0, MOST_ATTACHMENT_ZONES);
}

/** Zones of an attachment (CEN API, CreateTransitRouterVpcAttachment). */
const MOST_ATTACHMENT_ZONES = 10;

/** Keys of the vSwitches that the ALB stands in: those named, else all of the frontend VPC, sorted. */
export function albVSwitches(frontend: FrontendConfig): readonly string[] {
  return [...(frontend.alb.vSwitches ?? Object.keys(frontend.vpc.vSwitches))].sort();
}

/**
 * The ranges that the ALB's packets may come from: its vSwitches, and the back-to-origin CIDRs where they are given.
 *
 * Every one of them needs a way back from the servers.
 */
export function sourceRanges(frontend: FrontendConfig): readonly string[] {
  const vSwitchCidrs = albVSwitches(frontend).flatMap((key) => frontend.vpc.vSwitches[key]?.cidr ?? []);
  return [...vSwitchCidrs, ...(frontend.alb.backToOriginCidrs ?? [])];
}

/**
 * Key of the server group that answers what no rule of a listener decides: its own, else that of the listener that it
 * redirects to, since the API wants one even where everything is redirected.
 */
export function listenerServerGroup(listeners: FrontendConfig['listeners'], key: string): string | undefined {
  const listener = entryOf(listeners, key);
  return listener?.serverGroup ?? entryOf(listeners, listener?.redirectTo ?? '')?.serverGroup;
}

/** Every server group that a server joins, each port of it there once. */
export function memberships({ serverGroup, port, weight, also = [] }: ServerConfig): readonly MembershipConfig[] {
  return [{ serverGroup, port, weight }, ...also.map((more) => ({ ...more, port: more.port ?? port }))];
}

/** The address of a server where the file gives it: `ip`, or the instance's `privateIp`. */
export function serverAddress(server: ServerConfig): string | undefined {
  return server.ip ?? server.instance?.privateIp;
}

/** Keys of the vSwitches of a backend that hold servers, sorted. */
export function serverVSwitches(servers: Readonly<Record<string, ServerConfig>>): readonly string[] {
  return [...new Set(Object.values(servers).map(({ vSwitch }) => vSwitch))].sort();
}
