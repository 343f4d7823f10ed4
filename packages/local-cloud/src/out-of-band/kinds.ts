import { commands } from '../services/ecs/commands';
import { instances, securityGroupRules, securityGroups } from '../services/ecs/model';
import {
  associations,
  bandwidthPackages,
  cens,
  peerAttachments,
  propagations,
  staticRouteEntries,
  transitRouterRouteTables,
  transitRouters,
  vpcAttachments,
} from '../services/cen/model';
import { acls } from '../services/alb/acl-model';
import { rules } from '../services/alb/rule-model';
import { backendServers, listeners, loadBalancers, serverGroups } from '../services/alb/model';
import { routeEntries, routeTables, vpcs, vSwitches } from '../services/vpc/model';
import type { Collection } from '../store/collection';
import type { Store } from '../store/store';
import type { Snapshot } from './journal';

/** One kind of object that a person can look at. */
export interface Kind {
  /** Product and kind, for example `vpc/vpcs`. */
  readonly name: string;
  readonly of: Collection<Record<string, unknown>>;
  /** Another object that says which region this one is in. */
  readonly regionFrom?: { readonly field: string; readonly of: Collection<Record<string, unknown>> };
  /** What its tags go by: the API version and the `ResourceType`. Absent where it has none. */
  readonly tagged?: { readonly version: string; readonly type: string };
}

/** The API versions by product. */
export const versions = { vpc: '2016-04-28', ecs: '2014-05-26', cen: '2017-09-12', alb: '2020-06-16' } as const;

/** Every kind, in the order in which things are listed. */
export const kinds: readonly Kind[] = [
  kind(vpcs, { tagged: { version: versions.vpc, type: 'VPC' } }),
  kind(vSwitches, { tagged: { version: versions.vpc, type: 'VSWITCH' } }),
  kind(routeTables, { tagged: { version: versions.vpc, type: 'ROUTETABLE' } }),
  kind(routeEntries, { regionFrom: from('routeTableId', routeTables) }),
  kind(securityGroups, { tagged: { version: versions.ecs, type: 'securitygroup' } }),
  kind(securityGroupRules, { regionFrom: from('securityGroupId', securityGroups) }),
  kind(instances, { tagged: { version: versions.ecs, type: 'instance' } }),
  kind(commands),
  kind(cens, { tagged: { version: versions.cen, type: 'Cen' } }),
  kind(bandwidthPackages, { tagged: { version: versions.cen, type: 'BandwidthPackage' } }),
  kind(transitRouters, { tagged: { version: versions.cen, type: 'TransitRouter' } }),
  kind(transitRouterRouteTables, {
    regionFrom: from('transitRouterId', transitRouters),
    tagged: { version: versions.cen, type: 'TransitRouterRouteTable' },
  }),
  kind(vpcAttachments, { tagged: { version: versions.cen, type: 'TransitRouterVpcAttachment' } }),
  kind(peerAttachments, { tagged: { version: versions.cen, type: 'TransitRouterPeerAttachment' } }),
  kind(associations, { regionFrom: from('transitRouterId', transitRouters) }),
  kind(propagations, { regionFrom: from('transitRouterId', transitRouters) }),
  kind(staticRouteEntries, { regionFrom: from('routeTableId', transitRouterRouteTables) }),
  kind(loadBalancers, { tagged: { version: versions.alb, type: 'loadbalancer' } }),
  kind(listeners, { tagged: { version: versions.alb, type: 'listener' } }),
  kind(serverGroups, { tagged: { version: versions.alb, type: 'servergroup' } }),
  kind(rules, { tagged: { version: versions.alb, type: 'rule' } }),
  kind(acls, { tagged: { version: versions.alb, type: 'acl' } }),
  kind(backendServers, { regionFrom: from('serverGroupId', serverGroups) }),
];

/** Which region an object is in; empty when it belongs to none. */
export function regionOf(store: Store, { regionFrom }: Kind, record: Snapshot): string {
  if (!regionFrom) return text(record.regionId);
  const owner = store.get(regionFrom.of, text(record[regionFrom.field]));
  const ownerKind = kinds.find(({ of }) => of === regionFrom.of);
  return owner && ownerKind ? regionOf(store, ownerKind, owner) : '';
}

/** A text field; empty when it is absent. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function kind<T extends object, I extends string>(of: Collection<T, I>, more: Omit<Kind, 'name' | 'of'> = {}): Kind {
  return { name: of.name, of: anyRecord(of), ...more };
}

function from<T extends object, I extends string>(field: string, of: Collection<T, I>) {
  return { field, of: anyRecord(of) };
}

/** Sound, as records are only read through it. */
function anyRecord<T extends object, I extends string>(of: Collection<T, I>): Collection<Record<string, unknown>> {
  return of as unknown as Collection<Record<string, unknown>>;
}
