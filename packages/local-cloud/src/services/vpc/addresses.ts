import { type ApiErrorDefinition, refuse } from '../../protocol/api-error';
import type { Store } from '../../store/store';
import { formatAddress, parseAddress, prefixOf, sizeOf } from '../ipv4';
import { type HeldAddress, heldAddresses, type VSwitch } from './model';

/** The first address and the last three of a vSwitch are the cloud's own. */
const RESERVED_AT_START = 1;
const RESERVED_AT_END = 3;

/** What a caller answers when an address cannot be had; each product has codes of its own. */
export interface AddressErrors {
  /** The requested address is not a usable address of the vSwitch. */
  readonly outside: ApiErrorDefinition;
  /** The requested address is taken. */
  readonly taken: ApiErrorDefinition;
  /** No address is left. */
  readonly exhausted: ApiErrorDefinition;
}

/** How many addresses of a vSwitch are free: a /24 begins with 252. */
export function availableAddressCount(store: Store, vSwitch: VSwitch): number {
  const usable = sizeOf(prefixOf(vSwitch.cidrBlock)) - RESERVED_AT_START - RESERVED_AT_END;
  return usable - store.count(heldAddresses, 'vSwitch', vSwitch.vSwitchId);
}

/**
 * Takes an address of a vSwitch for a holder: the wanted one, else the lowest free one (the real cloud's choice is not
 * documented).
 */
export function holdAddress(
  store: Store,
  vSwitch: VSwitch,
  holder: Pick<HeldAddress, 'holderId' | 'holder'>,
  errors: AddressErrors,
  wanted?: string,
): string {
  const address =
    wanted === undefined ? lowestFree(store, vSwitch, errors) : checkWanted(store, vSwitch, wanted, errors);
  store.put(heldAddresses, { vSwitchId: vSwitch.vSwitchId, address, ...holder });
  return address;
}

/** Frees every address that a holder has. */
export function releaseAddresses(store: Store, holderId: string): void {
  for (const { vSwitchId, address } of store.where(heldAddresses, 'holder', holderId)) {
    store.remove(heldAddresses, `${vSwitchId}/${address}`);
  }
}

function lowestFree(store: Store, vSwitch: VSwitch, errors: AddressErrors): string {
  const { first, last } = usableRange(vSwitch);
  for (let address = first; address <= last; address++) {
    const text = formatAddress(address);
    if (!store.get(heldAddresses, `${vSwitch.vSwitchId}/${text}`)) return text;
  }
  return refuse(errors.exhausted);
}

function checkWanted(store: Store, vSwitch: VSwitch, wanted: string, errors: AddressErrors): string {
  const address = parseAddress(wanted);
  const { first, last } = usableRange(vSwitch);
  if (address === undefined || address < first || address > last) refuse(errors.outside);
  if (store.get(heldAddresses, `${vSwitch.vSwitchId}/${wanted}`)) refuse(errors.taken);
  return wanted;
}

function usableRange(vSwitch: VSwitch): { readonly first: number; readonly last: number } {
  const prefix = prefixOf(vSwitch.cidrBlock);
  return {
    first: prefix.address + RESERVED_AT_START,
    last: prefix.address + sizeOf(prefix) - 1 - RESERVED_AT_END,
  };
}
