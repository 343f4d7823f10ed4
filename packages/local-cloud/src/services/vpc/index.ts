import type { Service } from '../../protocol/operation';
import { listOperations } from './actions/lists';
import { routeEntryEffects, routeEntryOperations } from './actions/route-entries';
import { routeTableOperations } from './actions/route-tables';
import { tagOperations } from './actions/tags';
import { vpcEffects, vpcOperations } from './actions/vpcs';
import { vSwitchEffects, vSwitchOperations } from './actions/vswitches';
import { inventory } from './inventory';

/** Virtual Private Cloud: VPCs, vSwitches and the routes of their system tables. */
export const vpc: Service = {
  product: 'Vpc',
  version: '2016-04-28',
  scope: 'regional',
  tokenIdentity: 'token',
  operations: [
    ...vpcOperations,
    ...vSwitchOperations,
    ...listOperations,
    ...routeTableOperations,
    ...routeEntryOperations,
    ...tagOperations,
  ],
  effects: [...vpcEffects, ...vSwitchEffects, ...routeEntryEffects],
  inventory,
};
