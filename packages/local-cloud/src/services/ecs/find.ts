import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { ecsErrors } from './errors';
import {
  type Instance,
  instances,
  type NetworkInterface,
  networkInterfaces,
  type SecurityGroup,
  securityGroups,
} from './model';

type Where = Pick<Call, 'store' | 'region'>;

/** The security group with this id in the call's region; an id of another region is "not found". */
export function requireSecurityGroup({ store, region }: Where, securityGroupId: string): SecurityGroup {
  const group = store.get(securityGroups, securityGroupId);
  return group && group.regionId === region ? group : refuse(ecsErrors.groupNotFound);
}

/** The same, for a change by the user: groups of cloud services are not theirs to change. */
export function requireOwnSecurityGroup(where: Where, securityGroupId: string): SecurityGroup {
  const group = requireSecurityGroup(where, securityGroupId);
  return group.serviceManaged ? refuse(ecsErrors.groupManaged) : group;
}

/** The instance with this id in the call's region. */
export function requireInstance({ store, region }: Where, instanceId: string): Instance {
  const instance = store.get(instances, instanceId);
  return instance && instance.regionId === region ? instance : refuse(ecsErrors.instanceNotFound);
}

/** The primary network interface of an instance, which every instance has. */
export function primaryInterfaceOf({ store }: Pick<Call, 'store'>, instance: Instance): NetworkInterface {
  const found = store.get(networkInterfaces, instance.networkInterfaceId);
  if (!found) throw new Error(`instance ${instance.instanceId} has no primary network interface`);
  return found;
}

/** The network interfaces that are members of a security group, those of cloud services included. */
export function membersOf({ store }: Pick<Call, 'store'>, group: SecurityGroup): NetworkInterface[] {
  return store
    .where(networkInterfaces, 'region', group.regionId)
    .filter((candidate) => candidate.securityGroupIds.includes(group.securityGroupId));
}
