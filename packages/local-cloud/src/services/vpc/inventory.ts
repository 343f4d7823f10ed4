import type { InventoryItem } from '../../protocol/operation';
import type { Store } from '../../store/store';
import { routeEntries, routeTables, vpcs, vSwitches } from './model';

/** What users made in VPC; system tables and routes follow from them. */
export function inventory(store: Store): readonly InventoryItem[] {
  return [
    ...store.all(vpcs).map((vpc) => ({ kind: 'vpc/vpcs', id: vpc.vpcId, region: vpc.regionId })),
    ...store
      .all(vSwitches)
      .map((vSwitch) => ({ kind: 'vpc/vSwitches', id: vSwitch.vSwitchId, region: vSwitch.regionId })),
    ...store
      .all(routeEntries)
      .filter((entry) => entry.type === 'Custom')
      .map((entry) => ({
        kind: 'vpc/routeEntries',
        id: entry.routeEntryId,
        region: store.get(routeTables, entry.routeTableId)?.regionId ?? '',
      })),
  ];
}
