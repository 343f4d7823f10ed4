import { parseAddress, prefixOf } from '../../services/ipv4';
import type { LoadBalancer } from '../../services/alb/model';
import { vSwitches } from '../../services/vpc/model';
import type { Store } from '../../store/store';
import type { Origin } from '../forwarding/walk';
import { present } from '../present';

/** The part of an ALB that sits at one source range; it checks servers and sends requests by itself. */
export interface Node extends Origin {
  /** The range as people know it: a back-to-origin CIDR, or the CIDR of a vSwitch. */
  readonly range: string;
}

/**
 * The nodes of an ALB: one per back-to-origin CIDR of a non-upgraded one, else one per vSwitch.
 *
 * A node of a back-to-origin CIDR may send from any address of it, so all of them have to find their way. A node in a vSwitch
 * sends from its local addresses, which is what counts here.
 */
export function nodesOf(store: Store, balancer: LoadBalancer): readonly Node[] {
  const { vpcId, backToOriginCidrs, zones, generation } = balancer;
  if (generation === 'non-upgraded') {
    return backToOriginCidrs.map((range) => ({ range, vpcId, sources: [prefixOf(range)] }));
  }
  return zones.map(({ vSwitchId, localAddresses }) => ({
    range: store.get(vSwitches, vSwitchId)?.cidrBlock ?? '',
    vpcId,
    sources: localAddresses
      .map(parseAddress)
      .filter(present)
      .map((address) => ({ address, length: 32 })),
  }));
}
