import type { Network } from './network';
import type { NextHop, Thing } from './model';
import type { Followed, Place, PlaceKind } from './verdict';

/** What kinds of places are called. */
export const PLACE_NAMES: Readonly<Record<PlaceKind, string>> = {
  loadBalancer: 'ALB',
  vpc: 'VPC',
  transitRouter: 'transit router',
  securityGroup: 'security group',
  server: 'server',
};

/** A place in words, such as `VPC vpc2 (cn-hangzhou)`. */
export function describePlace({ kind, label, region }: Place): string {
  return `${PLACE_NAMES[kind]} ${label}${region === '' ? '' : ` (${region})`}`;
}

/** A next hop in words: the attachment's label, `cloud services`, `black hole`. */
export function describeNextHop(network: Network, nextHop: NextHop): string {
  switch (nextHop.kind) {
    case 'local':
      return 'local';
    case 'cloudServices':
      return 'cloud services';
    case 'blackHole':
      return 'black hole';
    case 'other':
      return nextHop.text;
    case 'attachment':
      return attachmentLabel(network, nextHop.attachmentId);
  }
}

/** An entry in words, such as `100.64.0.0/10 -> cloud services`. */
export function describeEntry(
  network: Network,
  { destination, nextHop }: Pick<Followed, 'destination' | 'nextHop'>,
): string {
  return `${destination.text} -> ${describeNextHop(network, nextHop)}`;
}

/** What people call an attachment; its id where the model does not have it. */
export function attachmentLabel(network: Network, id: string): string {
  return (network.vpcAttachments.get(id) ?? network.connections.get(id))?.label ?? id;
}

/** The place that a VPC is. */
export function vpcPlace(network: Network, id: string): Place {
  const vpc = network.vpcs.get(id);
  return { kind: 'vpc', id, label: vpc?.label ?? id, region: vpc?.region ?? '' };
}

/** The place that a transit router is. */
export function routerPlace(network: Network, id: string): Place {
  const router = network.routers.get(id);
  return { kind: 'transitRouter', id, label: router?.label ?? id, region: router?.region ?? '' };
}

/** The place that a thing of a region is. */
export function placeOf(kind: PlaceKind, { id, label }: Thing, region: string): Place {
  return { kind, id, label, region };
}
