import { REGIONS, type Region } from './region-table';

/** The region of an id, or undefined where none is known. */
export function findRegion(regionId: string): Region | undefined {
  return REGIONS.get(regionId);
}

/** Ids of the regions that take new resources, in the order of the documentation. */
export function openRegionIds(): readonly string[] {
  return [...REGIONS.values()].filter(({ status }) => status === 'open').map(({ id }) => id);
}

/**
 * The letter of a zone of a region, or undefined where the zone is not of that region.
 *
 * Chinese regions write `cn-chengdu-a`, the others `ap-southeast-1a`.
 */
export function zoneLetter(regionId: string, zoneId: string): string | undefined {
  if (!zoneId.startsWith(regionId)) return undefined;
  const letter = /^-?([a-z])$/.exec(zoneId.slice(regionId.length))?.[1];
  return letter !== undefined && zoneId === zoneIdOf(regionId, letter) ? letter : undefined;
}

/** The id of a zone of a region. */
export function zoneIdOf(regionId: string, letter: string): string {
  return regionId.startsWith('cn-') ? `${regionId}-${letter}` : `${regionId}${letter}`;
}

/** Tells whether a zone has ALB; undefined where the region or its ALB zones are not known. */
export function hasAlb(regionId: string, zoneId: string): boolean | undefined {
  return listed(regionId, zoneId, findRegion(regionId)?.albZones);
}

/** Tells whether a zone takes upgraded ALBs only. */
export function takesUpgradedAlbsOnly(regionId: string, zoneId: string): boolean {
  return listed(regionId, zoneId, findRegion(regionId)?.albUpgradedOnlyZones) ?? false;
}

/** Tells whether a zone has Enterprise transit routers; undefined where that is not documented. */
export function hasTransitRouter(regionId: string, zoneId: string): boolean | undefined {
  return listed(regionId, zoneId, findRegion(regionId)?.transitRouterZones);
}

/** Ids of the zones of a region that have Enterprise transit routers; empty where that is not documented. */
export function transitRouterZoneIds(regionId: string): readonly string[] {
  return [...(findRegion(regionId)?.transitRouterZones ?? '')].map((letter) => zoneIdOf(regionId, letter));
}

/** Ids of the zones of a region that have ALB; empty where there is none. */
export function albZoneIds(regionId: string): readonly string[] {
  return [...(findRegion(regionId)?.albZones ?? '')].map((letter) => zoneIdOf(regionId, letter));
}

/** Tells whether a region is on the Chinese mainland; Hong Kong is not. */
export function isMainland(regionId: string): boolean {
  return regionId.startsWith('cn-') && regionId !== 'cn-hongkong';
}

function listed(regionId: string, zoneId: string, letters: string | undefined): boolean | undefined {
  if (!letters) return letters === undefined ? undefined : false;
  const letter = zoneLetter(regionId, zoneId);
  return letter !== undefined && letters.includes(letter);
}
