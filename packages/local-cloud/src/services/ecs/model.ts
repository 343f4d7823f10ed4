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

/** Which way a rule's traffic goes, as the API spells it. */
export type Direction = 'ingress' | 'egress';

/** The other side of a rule: where ingress comes from, where egress goes to. */
export interface RulePeer {
  readonly kind: 'cidr' | 'ipv6Cidr' | 'group';
  /** A CIDR block or a single address, or a security group's id. */
  readonly value: string;
}

/** One rule of a security group. */
export interface SecurityGroupRule {
  readonly securityGroupRuleId: string;
  readonly securityGroupId: string;
  readonly direction: Direction;
  readonly ipProtocol: 'TCP' | 'UDP' | 'ICMP' | 'ICMPv6' | 'GRE' | 'ALL';
  /** `a/b` for TCP and UDP, else `-1/-1`. */
  readonly portRange: string;
  readonly peer: RulePeer;
  readonly policy: 'Accept' | 'Drop';
  /** 1 to 100; the lower number wins, and at the same number `Drop` wins. */
  readonly priority: number;
  readonly description: string;
  readonly createdAt: string;
}

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

/** An ECS instance; its address and its security groups are those of its primary network interface. */
export interface Instance {
  readonly instanceId: string;
  readonly regionId: string;
  readonly zoneId: string;
  readonly vpcId: string;
  readonly vSwitchId: string;
  readonly networkInterfaceId: string;
  readonly name: string;
  readonly description: string;
  readonly hostName: string;
  readonly imageId: string;
  readonly instanceType: string;
  /** `Deleting` is shown as `Stopping`: the API has no state of its own for it. */
  readonly status: 'Pending' | 'Starting' | 'Running' | 'Stopping' | 'Stopped' | 'Deleting';
  readonly stoppedMode: 'KeepCharging' | 'StopCharging';
  readonly spotStrategy: string;
  readonly creditSpecification: string;
  readonly internetChargeType: string;
  /** Mbit/s. */
  readonly internetMaxBandwidthIn: number;
  /** Mbit/s; 0 means no public address. */
  readonly internetMaxBandwidthOut: number;
  /** Empty without a public address. */
  readonly publicIpAddress: string;
  readonly keyPairName: string;
  readonly ramRoleName: string;
  readonly deletionProtection: boolean;
  /** Base64, empty when there is none. */
  readonly userData: string;
  readonly httpTokens: string;
  readonly httpEndpoint: string;
  readonly httpPutResponseHopLimit: number;
  readonly resourceGroupId: string;
  readonly createdAt: string;
  readonly startedAt: string;
  readonly tags: Tags;
}

/** A system disk, which comes and goes with its instance. */
export interface Disk {
  readonly diskId: string;
  readonly regionId: string;
  readonly zoneId: string;
  readonly instanceId: string;
  readonly imageId: string;
  readonly category: string;
  /** GiB. */
  readonly size: number;
  /** `PL0` to `PL3` for enhanced SSDs, else empty. */
  readonly performanceLevel: string;
  readonly name: string;
  readonly description: string;
  readonly encrypted: boolean;
  readonly resourceGroupId: string;
  readonly createdAt: string;
  readonly tags: Tags;
}

/** All security groups, those of cloud services included. */
export const securityGroups = collection<SecurityGroup, 'vpc' | 'region'>(
  'ecs/securityGroups',
  (group) => group.securityGroupId,
  { vpc: (group) => group.vpcId, region: (group) => group.regionId },
);

/** The rules of all security groups; `peerGroup` finds those that name a group. */
export const securityGroupRules = collection<SecurityGroupRule, 'group' | 'peerGroup'>(
  'ecs/securityGroupRules',
  (rule) => rule.securityGroupRuleId,
  {
    group: (rule) => rule.securityGroupId,
    peerGroup: (rule) => (rule.peer.kind === 'group' ? rule.peer.value : undefined),
  },
);

/** All network interfaces, those of cloud services included. */
export const networkInterfaces = collection<NetworkInterface, 'owner' | 'vSwitch' | 'region'>(
  'ecs/networkInterfaces',
  (networkInterface) => networkInterface.networkInterfaceId,
  {
    owner: (networkInterface) => networkInterface.ownerId,
    vSwitch: (networkInterface) => networkInterface.vSwitchId,
    region: (networkInterface) => networkInterface.regionId,
  },
);

/** All instances, of every region. */
export const instances = collection<Instance, 'region' | 'vpc'>('ecs/instances', (instance) => instance.instanceId, {
  region: (instance) => instance.regionId,
  vpc: (instance) => instance.vpcId,
});

/** The system disks of all instances. */
export const disks = collection<Disk, 'region' | 'instance'>('ecs/disks', (disk) => disk.diskId, {
  region: (disk) => disk.regionId,
  instance: (disk) => disk.instanceId,
});
