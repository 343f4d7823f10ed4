import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { vpcErrors } from './errors';
import { routeEntries, type Vpc, vSwitches } from './model';

/**
 * Refuses a change of a VPC's vSwitches or routes while another one is under way: the cloud makes them one at a time.
 *
 * The code is one that the Terraform provider waits on in all four actions (`resource_alicloud_vswitch.go`,
 * `resource_alicloud_route_entry.go`).
 *
 * @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createvswitch
 */
export function refuseWhileChanging({ store }: Pick<Call, 'store'>, vpc: Vpc): void {
  if (vpc.status !== 'Available') refuse(vpcErrors.vpcStatus);
  const parts = [...store.where(vSwitches, 'vpc', vpc.vpcId), ...store.where(routeEntries, 'table', vpc.routeTableId)];
  if (parts.some(({ status }) => status !== 'Available')) refuse(vpcErrors.taskConflict);
}
