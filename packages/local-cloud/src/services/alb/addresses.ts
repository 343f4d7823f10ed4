import type { Call } from '../../protocol/call';
import type { Store } from '../../store/store';
import { refuse } from '../../protocol/api-error';
import { networkInterfaces } from '../ecs/model';
import { freePublicAddress } from '../public-addresses';
import { type AddressErrors, holdAddress, releaseAddresses } from '../vpc/addresses';
import { isoSecond } from '../times';
import { albErrors, illegalParam } from './errors';
import type { AlbZone, LoadBalancer } from './model';
import type { CheckedZone } from './zone-mappings';

/** An upgraded balancer starts with this many addresses to send from in each vSwitch (ALB user guide). */
const LOCAL_ADDRESSES_PER_ZONE = 2;

/** Whom addresses are taken for. */
export type AddressOwner = Pick<
  LoadBalancer,
  'loadBalancerId' | 'vpcId' | 'addressType' | 'generation' | 'managedSecurityGroupId'
>;

/**
 * Takes the addresses of one zone: the virtual IP, the local addresses of an upgraded balancer, an EIP for `Internet`.
 *
 * @param siblings - The balancer's other zones, so far.
 */
export function takeZone(
  call: Call,
  owner: AddressOwner,
  { mapping, vSwitch }: CheckedZone,
  siblings: readonly AlbZone[],
): AlbZone {
  // There is no EIP product here, so an EIP that the caller names cannot exist.
  if (mapping.AllocationId !== undefined) refuse(albErrors.eipNotFound, mapping.AllocationId);
  const virtual = takeAddress(call, owner, vSwitch, mapping.IntranetAddress);
  const locals = owner.generation === 'upgraded' ? Array.from({ length: LOCAL_ADDRESSES_PER_ZONE }) : [];
  return {
    zoneId: vSwitch.zoneId,
    vSwitchId: vSwitch.vSwitchId,
    privateAddress: virtual.address,
    networkInterfaceId: virtual.networkInterfaceId,
    localAddresses: locals.map(() => takeAddress(call, owner, vSwitch).address),
    ...(owner.addressType === 'Internet' && {
      eip: takeEip(call, siblings),
    }),
  };
}

/** Takes an EIP for one zone; `siblings` are the balancer's other zones, so far. */
export function takeEip(call: Call, siblings: readonly AlbZone[]): NonNullable<AlbZone['eip']> {
  const promised = siblings.map(({ eip }) => eip?.address);
  return { allocationId: call.newId('eip'), address: freePublicAddress(call.store, promised) };
}

/** Gives the virtual IP of a zone another address of its vSwitch. */
export function moveVirtualAddress(call: Call, owner: AddressOwner, zone: AlbZone, checked: CheckedZone): AlbZone {
  release(call.store, zone.networkInterfaceId);
  const virtual = takeAddress(call, owner, checked.vSwitch, checked.mapping.IntranetAddress);
  return { ...zone, privateAddress: virtual.address, networkInterfaceId: virtual.networkInterfaceId };
}

/** Frees what a balancer holds in one vSwitch. */
export function releaseZone(store: Store, loadBalancerId: string, { vSwitchId }: AlbZone): void {
  for (const card of store.where(networkInterfaces, 'owner', loadBalancerId)) {
    if (card.vSwitchId === vSwitchId) release(store, card.networkInterfaceId);
  }
}

/** Each address has a network interface of its own, so that it can be freed by itself. */
function takeAddress(call: Call, owner: AddressOwner, vSwitch: CheckedZone['vSwitch'], wanted?: string) {
  const networkInterfaceId = call.newId('eni');
  const holder = { holderId: networkInterfaceId, holder: 'cloudService' } as const;
  const address = holdAddress(call.store, vSwitch, holder, errorsFor(vSwitch.vSwitchId, wanted ?? ''), wanted);
  call.store.put(networkInterfaces, {
    networkInterfaceId,
    regionId: vSwitch.regionId,
    vpcId: vSwitch.vpcId,
    vSwitchId: vSwitch.vSwitchId,
    zoneId: vSwitch.zoneId,
    type: 'Secondary',
    privateIpAddress: address,
    securityGroupIds: owner.managedSecurityGroupId === '' ? [] : [owner.managedSecurityGroupId],
    status: 'InUse',
    ownerId: owner.loadBalancerId,
    serviceManaged: true,
    createdAt: isoSecond(call.now),
  });
  return { networkInterfaceId, address };
}

function release(store: Store, networkInterfaceId: string): void {
  releaseAddresses(store, networkInterfaceId);
  store.remove(networkInterfaces, networkInterfaceId);
}

function errorsFor(vSwitchId: string, wanted: string): AddressErrors {
  const filled = (definition: AddressErrors['taken'], value: string) => ({
    ...definition,
    message: definition.message.replace('%s', value),
  });
  return {
    outside: illegalParam('IntranetAddress'),
    taken: filled(albErrors.ipInUse, wanted),
    exhausted: filled(albErrors.vSwitchIpNotEnough, vSwitchId),
  };
}
