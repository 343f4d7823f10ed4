import type { Gap, InstanceModel, SecurityGroupModel, VSwitchModel } from '../../lib/proof';
import { containsAddress, parseAddress } from '../../lib/core';
import type { ServerAnswer, ServerGroupAnswer } from '../api/calls/alb';
import type { InstanceAnswer, NetworkInterfaceAnswer } from '../api/calls/ecs';
import type { ServerAnswers } from '../read/servers';
import { gap } from './blocks';
import { named } from './labels';
import { securityGroupOf } from './security-groups';

/** Something with an address in a VPC that a server group may mean. */
interface Holder {
  readonly networkInterface: NetworkInterfaceAnswer;
  readonly instance?: InstanceAnswer;
}

/** Who a server of a group is. */
export interface FoundServer {
  readonly label: string;
  /** The instance behind it, by its id in the model; undefined where no VPC that is read has the address. */
  readonly instanceId?: string;
  /** Why it cannot be told. */
  readonly gap?: Gap;
}

/** Finds the network interfaces that servers of groups are, and keeps those that were found. */
export class ServerLookUp {
  private readonly byAddress = new Map<string, Holder[]>();
  private readonly found = new Map<string, InstanceModel>();
  private readonly stopped = new Map<string, string>();

  constructor(
    answers: readonly ServerAnswers[],
    private readonly vSwitches: readonly VSwitchModel[],
  ) {
    const instances = new Map(answers.flatMap((each) => each.instances.map((one) => [one.InstanceId, one] as const)));
    for (const networkInterface of answers.flatMap((each) => each.networkInterfaces)) {
      const holder = { networkInterface, instance: instances.get(networkInterface.InstanceId ?? '') };
      for (const address of addressesOf(networkInterface)) {
        this.byAddress.set(address, [...(this.byAddress.get(address) ?? []), holder]);
      }
    }
  }

  /** What was found, as instances of the model. */
  get instances(): readonly InstanceModel[] {
    return [...this.found.values()];
  }

  /** Servers that do not run, in words. */
  get notices(): readonly string[] {
    return [...this.stopped.values()];
  }

  /** Who has the address of a server: in the group's VPC where it has to be there, else in any VPC that is read. */
  find(address: string, server: ServerAnswer, { VpcId = '' }: ServerGroupAnswer): FoundServer {
    const candidates = (this.byAddress.get(address) ?? [])
      .filter(({ networkInterface }) => this.isRead(networkInterface))
      .filter(({ networkInterface }) => isMeant(networkInterface, server));
    const own = candidates.filter(({ networkInterface }) => networkInterface.VpcId === VpcId);
    const meant = server.ServerType === 'Ip' && server.RemoteIpEnabled === true ? candidates : own;
    const [holder, ...others] = meant;
    if (holder === undefined) return this.nobody(address);
    if (others.length > 0) {
      const names = meant.map(({ networkInterface }) => `${labelOf(networkInterface)} in ${networkInterface.VpcId}`);
      return {
        label: address,
        gap: gap(
          `several servers have the address ${address} (${names.join(', ')}); which one is meant cannot be told`,
        ),
      };
    }
    return this.somebody(address, holder);
  }

  private isRead({ VSwitchId }: NetworkInterfaceAnswer): boolean {
    return this.vSwitches.some(({ id }) => id === VSwitchId);
  }

  private somebody(address: string, { networkInterface, instance }: Holder): FoundServer {
    const { NetworkInterfaceId, VSwitchId, SecurityGroupIds } = networkInterface;
    const label =
      instance === undefined ? labelOf(networkInterface) : named(instance.InstanceName, instance.InstanceId);
    const isPrimary = networkInterface.Type === 'Primary' && networkInterface.PrivateIpAddress === address;
    // One interface may be several servers, by its secondary addresses.
    const id = isPrimary ? (instance?.InstanceId ?? NetworkInterfaceId) : `${NetworkInterfaceId} ${address}`;
    const message = `${label}: whether it answers at ${address} is decided inside it, as that is not its primary address`;
    this.found.set(id, {
      id,
      label,
      vSwitchId: VSwitchId,
      privateIp: address,
      securityGroupIds: SecurityGroupIds.SecurityGroupId,
      gaps: isPrimary ? [] : [gap(message)],
    });
    if (instance?.Status !== undefined && instance.Status !== 'Running')
      this.stopped.set(id, `${label} is ${instance.Status}`);
    return { label, instanceId: id };
  }

  /** An address of a vSwitch that nothing has is a server that is gone; of other addresses nothing is known. */
  private nobody(address: string): FoundServer {
    const number = parseAddress(address);
    const vSwitch = this.vSwitches.find(({ cidr }) => containsAddress(cidr, number));
    if (vSwitch === undefined) return { label: address };
    const id = `nobody at ${address}`;
    const message = `nothing in the VPCs that were read has the address ${address}: the server is gone, or is of a kind that is not shown`;
    this.found.set(id, {
      id,
      label: address,
      vSwitchId: vSwitch.id,
      privateIp: address,
      securityGroupIds: [],
      gaps: [gap(message)],
    });
    return { label: address, instanceId: id };
  }
}

/** The security groups of what was found. */
export function securityGroupsOf(answers: readonly ServerAnswers[]): readonly SecurityGroupModel[] {
  return answers.flatMap(({ securityGroups }) => securityGroups.map(securityGroupOf));
}

function addressesOf({ PrivateIpAddress, PrivateIpSets }: NetworkInterfaceAnswer): readonly string[] {
  const listed = (PrivateIpSets?.PrivateIpSet ?? []).map((each) => each.PrivateIpAddress);
  return [
    ...new Set([PrivateIpAddress, ...listed].filter((address) => address !== undefined && address !== '')),
  ] as readonly string[];
}

/** Servers that are named by the id of an instance or of an interface mean just that one. */
function isMeant(
  { NetworkInterfaceId, InstanceId }: NetworkInterfaceAnswer,
  { ServerType, ServerId }: ServerAnswer,
): boolean {
  if (ServerType === 'Ecs') return InstanceId === ServerId;
  return ServerType === 'Eni' ? NetworkInterfaceId === ServerId : true;
}

function labelOf({ InstanceId, NetworkInterfaceId }: NetworkInterfaceAnswer): string {
  return InstanceId === undefined || InstanceId === '' ? NetworkInterfaceId : InstanceId;
}
