import type { NetworkModel, VpcAttachmentModel, VpcRouteTableModel } from '../../model';
import type { Inventory } from '../source/instance';
import { withBackToOrigin, type BackToOriginCidrs } from './back-to-origin';
import { Draft } from './draft';
import { buildLoadBalancers } from './load-balancers';
import { buildNetwork } from './network';
import { buildServers } from './servers';
import { buildTransitRouters } from './transit-routers';
import { noteUnmodelled } from './unmodelled';

/** What a reader knows beside the instances. */
export interface BuildOptions {
  readonly backToOriginCidrs?: BackToOriginCidrs;
  /** What the reader could not tell, of the configuration as a whole. */
  readonly gaps?: readonly string[];
}

/** Makes the model of what a JSON shows. */
export function buildModel(inventory: Inventory, { backToOriginCidrs, gaps = [] }: BuildOptions): NetworkModel {
  const draft = new Draft(inventory);
  for (const gap of gaps) draft.addGap(undefined, gap);
  // VPCs and routers that others refer to by id only are known when all others have been looked at: these come last.
  const servers = buildServers(draft);
  const routers = buildTransitRouters(draft);
  const groups = draft.things.ofType('alicloud_alb_server_group');
  for (const { id, instance } of groups) draft.id(instance, 'vpc', 'vpc_id', id);
  for (const { id, instance } of draft.things.ofType('alicloud_alb_load_balancer'))
    draft.id(instance, 'vpc', 'vpc_id', id);
  const network = buildNetwork(draft);
  const albs = buildLoadBalancers(draft, network.vSwitches, servers.instances);
  const loadBalancers = withBackToOrigin(draft, albs.loadBalancers, { ...routers, ...network }, backToOriginCidrs);
  noteUnmodelled(draft);
  const withGaps = <T extends { readonly id: string }>(things: readonly T[]) =>
    things.map((thing) => ({ ...thing, gaps: draft.gapsOf(thing.id) }));
  return {
    vpcs: network.vpcs,
    vSwitches: network.vSwitches,
    vpcRouteTables: withGaps(network.vpcRouteTables).map((table) => published(table, routers.vpcAttachments)),
    transitRouters: routers.transitRouters,
    transitRouterRouteTables: withGaps(routers.transitRouterRouteTables),
    vpcAttachments: routers.vpcAttachments,
    connections: routers.connections,
    associations: routers.associations,
    propagations: routers.propagations,
    securityGroups: withGaps(servers.securityGroups),
    instances: withGaps(servers.instances.map(({ secondaryIps: _, hasUnknownIp: __, ...instance }) => instance)),
    loadBalancers: withGaps(loadBalancers),
    listeners: withGaps(albs.listeners),
    serverGroups: withGaps(albs.serverGroups),
    gaps: draft.gapsOf(),
  };
}

/** A table into which a transit router writes what it knows is not shown whole. */
function published(table: VpcRouteTableModel, attachments: readonly VpcAttachmentModel[]): VpcRouteTableModel {
  const publishing = attachments.filter(
    ({ vpcId, autoPublishRouteEnabled }) => autoPublishRouteEnabled && vpcId === table.vpcId,
  );
  return publishing.length === 0 ? table : { ...table, publishedBy: publishing.map(({ id }) => id) };
}
