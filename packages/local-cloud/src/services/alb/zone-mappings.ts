import type { z } from 'zod';
import { regionOf } from '../../catalogue/regions';
import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { parameter } from '../../protocol/parameters';
import { type Vpc, type VSwitch, vSwitches } from '../vpc/model';
import { albErrors, illegalParam } from './errors';

/** `ZoneMappings.n`: where a balancer is to have addresses. */
export const zoneMappingParameter = parameter.object({
  ZoneId: parameter.text(),
  VSwitchId: parameter.text(),
  IntranetAddress: parameter.optional(parameter.text()),
  AllocationId: parameter.optional(parameter.text()),
  EipType: parameter.optional(parameter.oneOf(['Common', 'Anycast'])),
});

/** A zone as it was requested. */
export type ZoneMapping = z.infer<typeof zoneMappingParameter>;

/** A requested zone with the vSwitch it names. */
export interface CheckedZone {
  readonly mapping: ZoneMapping;
  readonly vSwitch: VSwitch;
}

/** The least number of zones, where the region has as many. */
const MIN_ZONES = 2;

/**
 * Checks requested zones: two at least where the region has two, each once, with a vSwitch of that zone and of the VPC.
 *
 * That the vSwitch must be the VPC's, and what is answered for a zone without ALB, is not documented.
 */
export function checkZones(call: Call, vpc: Pick<Vpc, 'vpcId'>, mappings: readonly ZoneMapping[]): CheckedZone[] {
  const { albZones } = regionOf(call.region);
  for (const { ZoneId } of mappings) if (!albZones.includes(ZoneId)) refuse(illegalParam('ZoneId'));
  if (new Set(mappings.map(({ ZoneId }) => ZoneId)).size !== mappings.length) {
    refuse(albErrors.zoneDuplicated, 'ZoneId');
  }
  if (mappings.length < Math.min(MIN_ZONES, albZones.length)) refuse(illegalParam('ZoneMappings'));
  return mappings.map((mapping) => ({ mapping, vSwitch: requireVSwitchOf(call, vpc, mapping) }));
}

function requireVSwitchOf({ store }: Call, vpc: Pick<Vpc, 'vpcId'>, { VSwitchId, ZoneId }: ZoneMapping): VSwitch {
  const vSwitch = store.get(vSwitches, VSwitchId);
  if (vSwitch?.vpcId !== vpc.vpcId || vSwitch.status === 'Deleting') refuse(albErrors.vSwitchNotFound, VSwitchId);
  if (vSwitch.status !== 'Available') refuse(albErrors.systemBusy);
  if (vSwitch.zoneId !== ZoneId) refuse(albErrors.zoneMismatch, ZoneId, VSwitchId);
  return vSwitch;
}
