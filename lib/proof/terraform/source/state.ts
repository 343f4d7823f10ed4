import type { ValueMap } from '../value';
import { isObject } from './hcl';
import { Inventory } from './instance';
import { placedIn } from './plan';
import { regionOf } from './region';

/** The instances of a state, of which everything is known. */
export function inventoryOfState(state: Readonly<Record<string, unknown>>): Inventory {
  return new Inventory(
    placedIn(state.values).map(({ resource }) => ({
      address: String(resource.address),
      type: String(resource.type),
      mode: resource.mode === 'data' ? 'data' : 'managed',
      label: String(resource.address),
      region: regionOf(resource.values, ''),
      values: (isObject(resource.values) ? resource.values : {}) as ValueMap,
    })),
  );
}
