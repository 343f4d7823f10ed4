import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { vpcErrors } from './errors';
import { type RouteTable, routeTables, type Vpc, vpcs, type VSwitch, vSwitches } from './model';

/** The VPC with this id in the call's region; an id of another region is "not found", as on the real cloud. */
export function requireVpc(call: Pick<Call, 'store' | 'region'>, vpcId: string): Vpc {
  const vpc = call.store.get(vpcs, vpcId);
  return vpc && vpc.regionId === call.region ? vpc : refuse(vpcErrors.vpcNotFound);
}

/** The vSwitch with this id in the call's region. */
export function requireVSwitch(call: Pick<Call, 'store' | 'region'>, vSwitchId: string): VSwitch {
  const vSwitch = call.store.get(vSwitches, vSwitchId);
  return vSwitch && vSwitch.regionId === call.region ? vSwitch : refuse(vpcErrors.vSwitchNotFound);
}

/** The route table with this id in the call's region. */
export function requireRouteTable(call: Pick<Call, 'store' | 'region'>, routeTableId: string): RouteTable {
  const table = call.store.get(routeTables, routeTableId);
  return table && table.regionId === call.region ? table : refuse(vpcErrors.routeTableNotFound);
}
