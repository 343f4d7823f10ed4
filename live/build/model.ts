import { parseCidr } from '../../lib/core';
import type { NetworkModel } from '../../lib/proof';
import { compareLearned, rivalRoutes } from '../../lib/proof/reported-routes';
import type { Inventory } from '../../lib/proof/terraform/source/instance';
import type { AlbAnswers } from '../read/load-balancers';
import type { NetworkAnswers } from '../read/network';
import type { CenAnswers } from '../read/routers';
import type { ServerAnswers } from '../read/servers';
import { listenersOf, loadBalancerOf, serverGroupsOf, stoppedListeners } from './load-balancers';
import { buildNetwork, type NetworkParts } from './network';
import { resourcesOf } from './resources';
import { buildRouters, type RouterParts } from './routers';
import { securityGroupsOf, ServerLookUp } from './servers';
import { strangers } from './strangers';

/** Everything that was read of an account. */
export interface Answers {
  readonly networks: readonly NetworkAnswers[];
  readonly cen: CenAnswers;
  readonly albs: readonly AlbAnswers[];
  readonly servers: readonly ServerAnswers[];
}

/** A network that stands, and what people should know of how it was read. */
export interface LiveNetwork {
  readonly model: NetworkModel;
  /** The same as resources of Terraform, for the rules. */
  readonly resources: Inventory;
  /** Lower case, no full stop. */
  readonly notices: readonly string[];
}

/**
 * Makes the model of what the APIs show.
 *
 * @param backToOriginCidrs - Of every ALB. @default - those that the routes show
 * @throws ValidationError `CIDR_INVALID` or `CIDR_HOST_BITS` for one of them
 */
export function buildModel(answers: Answers, backToOriginCidrs?: readonly string[]): LiveNetwork {
  const routers = buildRouters(answers.cen);
  const read = together(answers.networks.map(buildNetwork));
  const network = together([read, strangers(read, routers)]);
  const lookUp = new ServerLookUp(answers.servers, network.vSwitches);
  const routes = { ...network, ...routers };
  const facts = { vSwitches: network.vSwitches, routes, backToOriginCidrs: backToOriginCidrs?.map(parseCidr) };
  const balancers = answers.albs.flatMap(({ region, loadBalancers }) =>
    loadBalancers.map((answer) => loadBalancerOf(region, answer, facts)),
  );
  const serverGroups = answers.albs.flatMap((alb) => serverGroupsOf(alb, lookUp));
  const model: NetworkModel = {
    ...network,
    ...withoutReports(routers),
    securityGroups: securityGroupsOf(answers.servers),
    instances: lookUp.instances,
    loadBalancers: balancers.map(({ loadBalancer }) => loadBalancer),
    listeners: answers.albs.flatMap(listenersOf),
    serverGroups,
    gaps: [],
  };
  return {
    model: withLearned(model, routers),
    resources: resourcesOf(answers),
    notices: [
      ...new Set([
        ...balancers.flatMap(({ notices }) => notices),
        ...answers.albs.flatMap(stoppedListeners),
        ...lookUp.notices,
        ...routers.notices,
        ...strange(model, routers),
        ...unreadRegions(routers),
      ]),
    ],
  };
}

function together(parts: readonly NetworkParts[]): NetworkParts {
  return {
    vpcs: parts.flatMap(({ vpcs }) => vpcs),
    vSwitches: parts.flatMap(({ vSwitches }) => vSwitches),
    vpcRouteTables: parts.flatMap(({ vpcRouteTables }) => vpcRouteTables),
  };
}

function withoutReports(routers: RouterParts) {
  const { transitRouters, transitRouterRouteTables, vpcAttachments, connections, associations, propagations } = routers;
  return { transitRouters, transitRouterRouteTables, vpcAttachments, connections, associations, propagations };
}

/** What tables report to have learned is what packets follow, and what they might have kept to as well. */
function withLearned(model: NetworkModel, { learned, reported }: RouterParts): NetworkModel {
  const rivals = rivalRoutes(model, reported);
  const transitRouterRouteTables = model.transitRouterRouteTables.map((table) => {
    const routes = learned.get(table.id);
    return routes === undefined ? table : { ...table, learned: [...routes, ...(rivals.get(table.id) ?? [])] };
  });
  return { ...model, transitRouterRouteTables };
}

/** Where what tables report is not what follows from the rest, with the route maps that may be why. */
function strange(model: NetworkModel, { reported, routeMaps }: RouterParts): readonly string[] {
  return [...compareLearned(model, reported)].flatMap(([tableId, differences]) =>
    differences.length === 0 ? [] : [...differences, ...(routeMaps.get(tableId) ?? [])],
  );
}

function unreadRegions({ unreadRegions: regions }: RouterParts): readonly string[] {
  if (regions.length === 0) return [];
  const options = regions.map((region) => `--region ${region}`).join(' ');
  return [`transit routers are connected to regions that were not read; what goes there is unknown: name ${options}`];
}
