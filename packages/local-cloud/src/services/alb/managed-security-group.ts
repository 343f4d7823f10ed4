import type { Call } from '../../protocol/call';
import { securityGroups } from '../ecs/model';
import { isoSeconds } from './times';

/**
 * Makes the security group that an upgraded balancer keeps in its VPC; users cannot change it, and it goes with the balancer.
 *
 * What guards the balancer's own addresses; it says nothing about servers.
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
    resourceGroupId: 'rg-default',
    serviceManaged: true,
    createdAt: isoSeconds(call.now),
    tags: {},
  });
  return securityGroupId;
}
