import type { Call } from '../../protocol/call';
import type { Store } from '../../store/store';
import { networkInterfaces } from '../ecs/model';
import { holdAddress, releaseAddresses } from '../vpc/addresses';
import type { VSwitch } from '../vpc/model';
import { isoSecond } from '../times';
import { cenErrors } from './errors';
import type { ZoneMapping } from './model';

/** Puts a router's network interface, with one address, into a vSwitch. */
export function plugIn(call: Call, attachmentId: string, vSwitch: VSwitch): ZoneMapping {
  const networkInterfaceId = call.newId('eni');
  const { vSwitchId, zoneId, regionId, vpcId } = vSwitch;
  const exhausted = cenErrors.noFreeAddress;
  const privateIpAddress = holdAddress(
    call.store,
    vSwitch,
    { holderId: networkInterfaceId, holder: 'cloudService' },
    { outside: exhausted, taken: exhausted, exhausted },
  );
  call.store.put(networkInterfaces, {
    networkInterfaceId,
    regionId,
    vpcId,
    vSwitchId,
    zoneId,
    type: 'Secondary',
    privateIpAddress,
    securityGroupIds: [],
    status: 'InUse',
    ownerId: attachmentId,
    serviceManaged: true,
    createdAt: isoSecond(call.now),
  });
  return { zoneId, vSwitchId, networkInterfaceId };
}

/** Takes a router's network interface out of its vSwitch and frees its address. */
export function unplug(store: Store, { networkInterfaceId }: Pick<ZoneMapping, 'networkInterfaceId'>): void {
  releaseAddresses(store, networkInterfaceId);
  store.remove(networkInterfaces, networkInterfaceId);
}
