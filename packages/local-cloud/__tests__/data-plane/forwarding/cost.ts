import { Network } from '../../../src/data-plane/forwarding/network';
import { Forwarding } from '../../../src/data-plane/forwarding/walk';
import { formatAddress, parseAddress } from '../../../src/services/ipv4';
import { type RouteEntry, routeEntries, type Vpc, vpcs } from '../../../src/services/vpc/model';
import { Store } from '../../../src/store/store';

/** A VPC whose table has this many custom entries, all of them instances that nothing is forwarded to. */
export function vpcWith(count: number): Store {
  const store = new Store();
  store.transaction(() => {
    const vpc: Vpc = {
      vpcId: 'vpc-1',
      regionId: 'cn-chengdu',
      vRouterId: 'vrt-1',
      routeTableId: 'vtb-1',
      cidrBlock: '10.0.0.0/8',
      name: '',
      description: '',
      userCidrs: [],
      resourceGroupId: '',
      status: 'Available',
      createdAt: '',
      tags: {},
    };
    store.put(vpcs, vpc);
    for (let at = 0; at < count; at++) putEntry(store, at);
  });
  return store;
}

/** Adds the entry for 20.0.<at>.0/24. */
export function putEntry(store: Store, at: number): void {
  store.put<RouteEntry, 'table' | 'nextHop'>(routeEntries, {
    routeEntryId: `rte-${String(at)}`,
    routeTableId: 'vtb-1',
    destinationCidrBlock: `${formatAddress(parseAddress('20.0.0.0')! + at * 256)}/24`,
    type: 'Custom',
    nextHopType: 'Instance',
    nextHopId: `i-${String(at)}`,
    name: '',
    description: '',
    status: 'Available',
    createdAt: '',
  });
}

/** The best of several rounds, in nanoseconds per decision: what the machine does besides only makes rounds longer. */
export function costOf(count: number): number {
  const forwarding = new Forwarding(new Network(vpcWith(count)));
  const decide = (at: number): void => {
    const address = formatAddress(parseAddress('20.0.0.9')! + ((at * 7919) % count) * 256);
    expectLoss(forwarding.walk('vpc-1', 1, { address, port: 80 }).loss?.reason);
  };
  const rounds = Array.from({ length: 15 }, () => {
    const begin = process.hrtime.bigint();
    for (let at = 0; at < 2000; at++) decide(at);
    return Number(process.hrtime.bigint() - begin) / 2000;
  });
  return Math.min(...rounds);
}

function expectLoss(reason: string | undefined): void {
  if (!reason?.includes('-> Instance i-')) throw new Error(`the entry was not found: ${String(reason)}`);
}
