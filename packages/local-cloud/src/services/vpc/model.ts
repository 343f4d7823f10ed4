import { collection } from '../../store/collection';
import type { Tags } from '../tags';

/** A VPC with its one vRouter. */
export interface Vpc {
  readonly vpcId: string;
  readonly regionId: string;
  readonly vRouterId: string;
  /** The id of its system route table. */
  readonly routeTableId: string;
  readonly cidrBlock: string;
  readonly name: string;
  readonly description: string;
  readonly userCidrs: readonly string[];
  readonly resourceGroupId: string;
  readonly status: 'Pending' | 'Available' | 'Deleting';
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly tags: Tags;
}

/** A vSwitch: a subnet in one zone. */
export interface VSwitch {
  readonly vSwitchId: string;
  readonly vpcId: string;
  readonly regionId: string;
  readonly zoneId: string;
  readonly cidrBlock: string;
  readonly name: string;
  readonly description: string;
  /** `Deleting` is shown as `Pending`, as the cloud does. */
  readonly status: 'Pending' | 'Available' | 'Deleting';
  readonly createdAt: string;
  readonly tags: Tags;
}

/** A route table of a VPC. */
export interface RouteTable {
  readonly routeTableId: string;
  readonly vpcId: string;
  readonly regionId: string;
  readonly vRouterId: string;
  readonly type: 'System' | 'Custom';
  readonly createdAt: string;
  readonly tags: Tags;
}

/** One entry of a VPC's route table. */
export interface RouteEntry {
  readonly routeEntryId: string;
  readonly routeTableId: string;
  readonly destinationCidrBlock: string;
  /** `System` entries come with the VPC and its vSwitches and cannot be deleted. */
  readonly type: 'System' | 'Custom';
  /** `local` for vSwitches, `service` for cloud services, else as requested (`Attachment`, `Instance`). */
  readonly nextHopType: string;
  /** The id of the next hop; empty for system entries. */
  readonly nextHopId: string;
  readonly name: string;
  readonly description: string;
  readonly status: 'Pending' | 'Available' | 'Deleting';
  readonly createdAt: string;
}

/** An address of a vSwitch that something holds. */
export interface HeldAddress {
  readonly vSwitchId: string;
  readonly address: string;
  /** The id of what holds it: a network interface, or a load balancer. */
  readonly holderId: string;
  /** What a holder is to the rules on deleting a vSwitch: cloud services have an answer of their own. */
  readonly holder: 'instance' | 'cloudService';
}

/** All VPCs, of every region. */
export const vpcs = collection<Vpc, 'region'>('vpc/vpcs', (vpc) => vpc.vpcId, { region: (vpc) => vpc.regionId });

/** The vSwitches of all VPCs. */
export const vSwitches = collection<VSwitch, 'vpc'>('vpc/vSwitches', (vSwitch) => vSwitch.vSwitchId, {
  vpc: (vSwitch) => vSwitch.vpcId,
});

/** The route tables of all VPCs. */
export const routeTables = collection<RouteTable, 'vpc' | 'vRouter'>('vpc/routeTables', (table) => table.routeTableId, {
  vpc: (table) => table.vpcId,
  vRouter: (table) => table.vRouterId,
});

/** The entries of all route tables; `nextHop` also finds the system route of a vSwitch. */
export const routeEntries = collection<RouteEntry, 'table' | 'nextHop'>(
  'vpc/routeEntries',
  (entry) => entry.routeEntryId,
  { table: (entry) => entry.routeTableId, nextHop: (entry) => entry.nextHopId || undefined },
);

/** The addresses of all vSwitches that something holds. */
export const heldAddresses = collection<HeldAddress, 'vSwitch' | 'holder'>(
  'vpc/heldAddresses',
  (held) => `${held.vSwitchId}/${held.address}`,
  { vSwitch: (held) => held.vSwitchId, holder: (held) => held.holderId },
);
