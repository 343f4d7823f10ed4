import type { Call } from '../../protocol/call';
import type { Store } from '../../store/store';
import { type SecurityGroupRule, securityGroupRules, securityGroups } from '../ecs/model';
import { DEFAULT_RESOURCE_GROUP } from '../resource-groups';
import { isoSecond } from '../times';
import type { AlbZone } from './model';

/**
 * Makes the security group that an upgraded balancer keeps in its VPC; users cannot change it, and it goes with the balancer.
 *
 * It guards the balancer's own addresses and says nothing about servers (ALB user guide, "Add an ALB instance to a security
 * group").
 *
 * @returns Its id.
 */
export function createManagedSecurityGroup(call: Call, vpcId: string, loadBalancerId: string): string {
  const securityGroupId = call.newId('sg');
  call.store.put(securityGroups, {
    securityGroupId,
    regionId: call.region,
    vpcId,
    name: `managed-by-${loadBalancerId}`,
    description: `Created and managed by ALB ${loadBalancerId}.`,
    type: 'normal',
    innerAccessPolicy: 'Accept',
    resourceGroupId: DEFAULT_RESOURCE_GROUP,
    serviceManaged: true,
    createdAt: isoSecond(call.now),
    tags: {},
  });
  return securityGroupId;
}

/** Writes the group's rules for the zones that the balancer has now: its local addresses first, then everybody. */
export function writeManagedRules(call: Call, securityGroupId: string, zones: readonly AlbZone[]): void {
  if (securityGroupId === '') return;
  removeRules(call.store, securityGroupId);
  const add = (direction: SecurityGroupRule['direction'], priority: number, cidr: string): void => {
    call.store.put<SecurityGroupRule, string>(securityGroupRules, {
      securityGroupRuleId: call.newId('sgr'),
      securityGroupId,
      direction,
      ipProtocol: 'ALL',
      portRange: '-1/-1',
      peer: { kind: 'cidr', value: cidr },
      policy: 'Accept',
      priority,
      description: '',
      createdAt: isoSecond(call.now),
    });
  };
  for (const address of zones.flatMap((zone) => zone.localAddresses)) add('ingress', 1, address);
  add('ingress', 100, '0.0.0.0/0');
  add('egress', 100, '0.0.0.0/0');
}

/** Removes the group with its rules. */
export function removeManagedSecurityGroup(store: Store, securityGroupId: string): void {
  removeRules(store, securityGroupId);
  store.remove(securityGroups, securityGroupId);
}

function removeRules(store: Store, securityGroupId: string): void {
  for (const rule of store.where(securityGroupRules, 'group', securityGroupId)) {
    store.remove(securityGroupRules, rule.securityGroupRuleId);
  }
}
