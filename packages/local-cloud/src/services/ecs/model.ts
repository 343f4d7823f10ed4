import { collection } from '../../store/collection';
import type { Tags } from '../tags';

/** A security group of a VPC. */
export interface SecurityGroup {
  readonly securityGroupId: string;
  readonly regionId: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'normal' | 'enterprise';
  /** Whether members of a `normal` group reach each other whatever its rules say. */
  readonly innerAccessPolicy: 'Accept' | 'Drop';
  readonly resourceGroupId: string;
  /** Made and kept by a cloud service (an ALB), not by the user. */
  readonly serviceManaged: boolean;
  readonly createdAt: string;
  readonly tags: Tags;
}

export const securityGroups = collection<SecurityGroup, 'vpc' | 'region'>(
  'ecs/securityGroups',
  (group) => group.securityGroupId,
  { vpc: (group) => group.vpcId, region: (group) => group.regionId },
);

/** A network interface: of an instance, or of a cloud service that reaches into a vSwitch. */
export interface NetworkInterface {
  readonly networkInterfaceId: string;
  readonly regionId: string;
  readonly vpcId: string;
  readonly vSwitchId: string;
  readonly zoneId: string;
  readonly type: 'Primary' | 'Secondary';
  readonly privateIpAddress: string;
  readonly securityGroupIds: readonly string[];
  readonly status: 'Available' | 'Attaching' | 'InUse' | 'Detaching' | 'Deleting';
  /** The instance, transit-router attachment or load balancer that it belongs to. */
  readonly ownerId: string;
  /** Made and kept by a cloud service, not by the user. */
  readonly serviceManaged: boolean;
  readonly createdAt: string;
}

export const networkInterfaces = collection<NetworkInterface, 'owner' | 'vSwitch' | 'region'>(
  'ecs/networkInterfaces',
  (networkInterface) => networkInterface.networkInterfaceId,
  {
    owner: (networkInterface) => networkInterface.ownerId,
    vSwitch: (networkInterface) => networkInterface.vSwitchId,
    region: (networkInterface) => networkInterface.regionId,
  },
);
