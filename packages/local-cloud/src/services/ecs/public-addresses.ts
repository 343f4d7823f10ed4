import { refuse } from '../../protocol/api-error';
import type { Store } from '../../store/store';
import { formatAddress, parsePrefix, sizeOf } from '../ipv4';
import { ecsErrors } from './errors';
import { instances } from './model';

/** The block for benchmarks (RFC 2544), which is routed nowhere: the local cloud has no public addresses of its own. */
const PUBLIC_BLOCK = '198.18.0.0/15';

/** The lowest public address that no instance has. */
export function freePublicAddress(store: Store): string {
  const block = parsePrefix(PUBLIC_BLOCK);
  if (!block) throw new Error(`${PUBLIC_BLOCK} is no block`);
  const taken = new Set(store.all(instances).map((instance) => instance.publicIpAddress));
  for (let offset = 1; offset < sizeOf(block) - 1; offset++) {
    const address = formatAddress(block.address + offset);
    if (!taken.has(address)) return address;
  }
  return refuse(ecsErrors.bandwidth);
}
