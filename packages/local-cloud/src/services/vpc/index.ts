import type { Service } from '../../protocol/operation';
import { routeEntryEffects, routeEntryOperations } from './actions/route-entries';
import { routeTableOperations } from './actions/route-tables';
import { tagOperations } from './actions/tags';
import { vpcEffects, vpcOperations } from './actions/vpcs';
import { vSwitchEffects, vSwitchOperations } from './actions/vswitches';
import { routeEntries, routeTables, vpcs, vSwitches } from './model';

/** Virtual Private Cloud: VPCs, vSwitches and the routes of their system tables. */
export const vpc: Service = {
  product: 'Vpc',
  version: '2016-04-28',
  scope: 'regional',
  tokenIdentity: 'token',
  operations: [
    ...vpcOperations,
    ...vSwitchOperations,
    ...routeTableOperations,
    ...routeEntryOperations,
    ...tagOperations,
  ],
  effects: [...vpcEffects, ...vSwitchEffects, ...routeEntryEffects],
  inventory: (store) => [
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
  ],
};
