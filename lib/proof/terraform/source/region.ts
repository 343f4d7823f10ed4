import { findRegion } from '../../../core';
import { isObject } from './hcl';

/** The region of a resource: its own attribute, else its zone's, else its provider's; empty where none is known. */
export function regionOf(values: unknown, provider: string): string {
  if (!isObject(values)) return provider;
  if (typeof values.region_id === 'string' && values.region_id !== '') return values.region_id;
  return provider === '' ? regionOfZone(values.zone_id) : provider;
}

/** Chinese regions write their zones `cn-chengdu-a`, the others `ap-southeast-1a`. */
function regionOfZone(zone: unknown): string {
  if (typeof zone !== 'string') return '';
  const region = zone.replace(/-?[a-z]$/, '');
  return findRegion(region) === undefined ? '' : region;
}
