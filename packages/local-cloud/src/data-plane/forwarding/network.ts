import { type Prefix, prefixOf } from '../../services/ipv4';
import { loadBalancers } from '../../services/alb/model';
import {
  associations,
  peerAttachments,
  propagations,
  staticRouteEntries,
  vpcAttachments,
} from '../../services/cen/model';
import { effectiveRoutes } from '../../services/cen/routing';
import { securityGroupRules } from '../../services/ecs/model';
import { routeEntries, routeTables, vpcs, vSwitches } from '../../services/vpc/model';
import type { Store } from '../../store/store';
import type { RouteTaken } from './hop';
import { LongestPrefix } from './longest-prefix';
import { type IngressRule, ingressRules } from './security-groups';

/** What holds an address of a VPC: one of its vSwitches, or the source range of an ALB that is in it. */
export type Destination =
  { readonly kind: 'vSwitch'; readonly vSwitchId: string } | { readonly kind: 'balancers'; readonly cidrBlock: string };

/** Everything that the indexes are made of. */
const routingState = [
  routeEntries,
  routeTables,
  vpcs,
  vSwitches,
  vpcAttachments,
  peerAttachments,
  associations,
  propagations,
  staticRouteEntries,
  loadBalancers,
];

/**
 * The stored state as packets meet it: one index per table, made when it is first needed and kept until the state changes.
 */
export class Network {
  private routingRevision = -1;
  private rulesRevision = -1;
  private readonly vpcTables = new Map<string, LongestPrefix<RouteTaken>>();
  private readonly routerTables = new Map<string, LongestPrefix<RouteTaken>>();
  private readonly destinations = new Map<string, LongestPrefix<Destination>>();
  private readonly rules = new Map<string, readonly IngressRule[]>();

  constructor(readonly store: Store) {}

  /** Drops what the state has left behind; to be called before a packet sets out. */
  refresh(): void {
    const routing = this.store.revisionOf(routingState);
    if (routing !== this.routingRevision) {
      for (const indexes of [this.vpcTables, this.routerTables, this.destinations]) indexes.clear();
      this.routingRevision = routing;
    }
    const rules = this.store.revisionOf([securityGroupRules]);
    if (rules !== this.rulesRevision) this.rules.clear();
    this.rulesRevision = rules;
  }

  /** A VPC's route table. */
  vpcTable(routeTableId: string): LongestPrefix<RouteTaken> {
    return kept(this.vpcTables, routeTableId, () => {
      const entries = this.store.where(routeEntries, 'table', routeTableId);
      return indexOf(entries.filter(({ status }) => status === 'Available').map(routeOfVpc));
    });
  }

  /** A transit router's route table, with what it learns. */
  routerTable(routeTableId: string): LongestPrefix<RouteTaken> {
    return kept(this.routerTables, routeTableId, () =>
      indexOf(effectiveRoutes(this.store, routeTableId).filter(({ status }) => status === 'Active')),
    );
  }

  /** The addresses of a VPC that packets can be delivered to. */
  destinationsIn(vpcId: string): LongestPrefix<Destination> {
    return kept(this.destinations, vpcId, () => new LongestPrefix(this.listDestinations(vpcId)));
  }

  /** The rules of several security groups for what comes in, the strongest first. */
  ingressRulesOf(securityGroupIds: readonly string[]): readonly IngressRule[] {
    return kept(this.rules, securityGroupIds.join(), () => ingressRules(this.store, securityGroupIds));
  }

  private *listDestinations(vpcId: string): Generator<readonly [Prefix, Destination]> {
    for (const { vSwitchId, cidrBlock, status } of this.store.where(vSwitches, 'vpc', vpcId)) {
      if (status !== 'Deleting') yield [prefixOf(cidrBlock), { kind: 'vSwitch', vSwitchId }];
    }
    for (const { backToOriginCidrs } of this.store.where(loadBalancers, 'vpc', vpcId)) {
      for (const cidrBlock of backToOriginCidrs) yield [prefixOf(cidrBlock), { kind: 'balancers', cidrBlock }];
    }
  }
}

/** System entries name what they stand for in their type, custom ones name their next hop. */
function routeOfVpc(entry: { readonly type: 'System' | 'Custom' } & RouteTaken): RouteTaken {
  const { destinationCidrBlock, nextHopType, nextHopId, type } = entry;
  return { destinationCidrBlock, nextHopType, nextHopId: type === 'System' ? '' : nextHopId };
}

function indexOf(routes: readonly RouteTaken[]): LongestPrefix<RouteTaken> {
  return new LongestPrefix(routes.map((route) => [prefixOf(route.destinationCidrBlock), route]));
}

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const made = make();
  map.set(key, made);
  return made;
}
