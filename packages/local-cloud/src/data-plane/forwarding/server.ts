import { formatAddress } from '../../services/ipv4';
import { type Instance, instances, networkInterfaces, securityGroups } from '../../services/ecs/model';
import { heldAddresses } from '../../services/vpc/model';
import { present } from '../present';
import type { Arrived } from './carry';
import type { Loss, Place, ReachedServer } from './hop';
import type { Network } from './network';
import { admit } from './security-groups';
import type { Trace } from './trace';

/** A packet that has come to the VPC of a server. */
export interface Knock {
  /** The sender. */
  readonly source: number;
  /** The VPC that it sent from. */
  readonly sourceVpcId: string;
  /** The server's address. */
  readonly address: number;
  readonly port: number;
}

/** Says whether a process on this machine stands in for an address, which then needs no instance. */
export type IsBacked = (address: string) => boolean;

/** Lets a packet in at a server, or not: somebody has the address, its security groups accept, its instance runs. */
export function enterServer(
  network: Network,
  trace: Trace,
  { vpcId, at }: Arrived,
  knock: Knock,
  isBacked: IsBacked,
): { readonly server: ReachedServer } | { readonly loss: Loss } {
  const address = formatAddress(knock.address);
  const { regionId, ...vpc } = trace.vpc(vpcId);
  const card = at.kind === 'vSwitch' ? cardAt(network, at.vSwitchId, address) : undefined;
  const instance = card && network.store.get(instances, card.ownerId);
  if (!instance || !card) {
    if (!card && at.kind === 'vSwitch' && isBacked(address)) {
      return { server: { address, port: knock.port, regionId, vpcId, instanceId: '', name: '' } };
    }
    const reason = card ? `${address} belongs to ${card.ownerId}, which is no server` : `nobody has ${address}`;
    return { loss: trace.lose('out', { ...vpc, regionId }, reason) };
  }
  const refused = checkSecurityGroups(network, trace, card.securityGroupIds, vpcId, knock);
  if (refused) return { loss: refused };
  const place: Place = { kind: 'server', id: instance.instanceId, name: instance.name, regionId };
  if (instance.status !== 'Running') return { loss: trace.lose('out', place, `the server is ${shown(instance)}`) };
  trace.step({ direction: 'out', place, text: `${address}:${String(knock.port)}` });
  const { instanceId, name } = instance;
  return { server: { address, port: knock.port, regionId, vpcId, instanceId, name } };
}

function checkSecurityGroups(
  network: Network,
  trace: Trace,
  groupIds: readonly string[],
  vpcId: string,
  { source, sourceVpcId, port }: Knock,
): Loss | undefined {
  const { store } = network;
  const groups = groupIds.map((id) => store.get(securityGroups, id)).filter(present);
  const sourceGroupIds = sourceVpcId === vpcId ? groupsOf(network, vpcId, source) : [];
  const admission = admit(groups, network.ingressRulesOf(groupIds), { source, port, sourceGroupIds });
  trace.narrow({ value: undefined, last: admission.last });
  const place = trace.securityGroup(admission.securityGroupId ?? groupIds[0] ?? '');
  if (!admission.accepted) return trace.lose('out', place, admission.reason);
  trace.step({ direction: 'out', place, text: admission.reason });
  return undefined;
}

/** The security groups of whoever has an address of the VPC. */
function groupsOf(network: Network, vpcId: string, address: number): readonly string[] {
  const at = network.destinationsIn(vpcId).lookUp(address).value;
  if (at?.kind !== 'vSwitch') return [];
  return cardAt(network, at.vSwitchId, formatAddress(address))?.securityGroupIds ?? [];
}

function cardAt({ store }: Network, vSwitchId: string, address: string) {
  const held = store.get(heldAddresses, `${vSwitchId}/${address}`);
  return held && store.get(networkInterfaces, held.holderId);
}

function shown({ status }: Instance): string {
  return status === 'Deleting' ? 'Stopping' : status;
}
