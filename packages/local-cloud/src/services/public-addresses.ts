import type { Store } from '../store/store';
import { loadBalancers } from './alb/model';
import { instances } from './ecs/model';
import { formatAddress, prefixOf, sizeOf } from './ipv4';

/** The block for benchmarks (RFC 2544), which is routed nowhere: the local cloud has no public addresses of its own. */
const publicBlock = prefixOf('198.18.0.0/15');

/**
 * The lowest public address that nothing in the cloud has.
 *
 * @param promised - Addresses that are given out already and not stored yet.
 */
export function freePublicAddress(store: Store, promised: readonly (string | undefined)[] = []): string {
  const taken = new Set([
    ...promised,
    ...store.all(instances).map((instance) => instance.publicIpAddress),
    ...store.all(loadBalancers).flatMap((balancer) => balancer.zones.map(({ eip }) => eip?.address)),
  ]);
  for (let offset = 1; offset < sizeOf(publicBlock) - 1; offset++) {
    const address = formatAddress(publicBlock.address + offset);
    if (!taken.has(address)) return address;
  }
  throw new Error('every public address of the local cloud is taken');
}
