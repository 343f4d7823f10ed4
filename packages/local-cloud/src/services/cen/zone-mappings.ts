import { regionOf } from '../../catalogue/regions';
import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { parameter } from '../../protocol/parameters';
import { vSwitches, type VSwitch } from '../vpc/model';
import { cenErrors } from './errors';

/** How many zones an attachment may use (CEN quotas). */
const MAX_ZONE_MAPPINGS = 10;

/** `ZoneMappings.n.ZoneId` and `ZoneMappings.n.VSwitchId`. */
export const zoneMappingParameter = parameter.object({ ZoneId: parameter.text(), VSwitchId: parameter.text() });

/** One requested zone mapping. */
export interface RequestedZoneMapping {
  readonly ZoneId: string;
  readonly VSwitchId: string;
}

/** Refuses a list of mappings that is too long or uses a zone or a vSwitch twice. */
export function checkMappings(mappings: readonly RequestedZoneMapping[]): void {
  if (mappings.length === 0 || mappings.length > MAX_ZONE_MAPPINGS) refuse(cenErrors.zoneMappings);
  const zones = new Set(mappings.map(({ ZoneId }) => ZoneId));
  const vSwitchIds = new Set(mappings.map(({ VSwitchId }) => VSwitchId));
  if (zones.size < mappings.length || vSwitchIds.size < mappings.length) refuse(cenErrors.zoneMappingDuplicate);
}

/**
 * The vSwitch of a mapping: it must lie in the VPC and in the zone that the mapping names, and transit routers must exist
 * in that zone.
 *
 * One zone is enough, even in regions with several: the API only advises to use two.
 */
export function requireMappedVSwitch(
  { store }: Pick<Call, 'store'>,
  vpc: { readonly vpcId: string; readonly regionId: string },
  { ZoneId, VSwitchId }: RequestedZoneMapping,
): VSwitch {
  if (!regionOf(vpc.regionId).transitRouterZones.includes(ZoneId)) refuse(cenErrors.zone);
  const vSwitch = store.get(vSwitches, VSwitchId);
  if (vSwitch?.regionId !== vpc.regionId) refuse(cenErrors.vSwitchNotFound);
  if (vSwitch.vpcId !== vpc.vpcId) refuse(cenErrors.vSwitchOfOtherVpc);
  if (vSwitch.zoneId !== ZoneId) refuse(cenErrors.zone);
  if (vSwitch.status !== 'Available') refuse(cenErrors.vSwitchStatus);
  return vSwitch;
}
