import type { Gap, NetworkModel } from './model';

/** A model in which nothing that exists already hides anything, and what was taken for granted to make it so. */
export interface ClosedModel {
  readonly complete: NetworkModel;
  /** What is missing in the model, one sentence each. */
  readonly assumptions: readonly string[];
}

/** Takes things whose contents stand only in the cloud to hold nothing but what the model shows. */
export function closed(model: NetworkModel): ClosedModel {
  const assumptions = new Set<string>();
  const open = (gaps: readonly Gap[]): readonly Gap[] =>
    gaps.filter(({ kind, message }) => kind !== 'existing' || !assumptions.add(message));
  const opened = <T extends { readonly gaps: readonly Gap[] }>(things: readonly T[]): readonly T[] =>
    things.map((thing) => ({ ...thing, gaps: open(thing.gaps) }));
  const complete: NetworkModel = {
    ...model,
    vpcs: model.vpcs.map((vpc) => {
      const blocks = model.vSwitches.filter(({ vpcId }) => vpcId === vpc.id).map(({ cidr }) => cidr);
      if (vpc.cidrs.length > 0 || blocks.length === 0) return vpc;
      assumptions.add(`${vpc.label}: its blocks are those of its vSwitches`);
      return { ...vpc, cidrs: blocks };
    }),
    transitRouters: model.transitRouters.map((router) => {
      if (router.edition !== 'unknown') return router;
      assumptions.add(`${router.label}: it is an Enterprise Edition transit router`);
      return { ...router, edition: 'Enterprise' };
    }),
    vpcRouteTables: opened(model.vpcRouteTables).map(({ publishedBy, ...table }) => {
      if (publishedBy !== undefined) assumptions.add(`${table.label}: no transit router has written a route into it`);
      return table;
    }),
    transitRouterRouteTables: opened(model.transitRouterRouteTables),
    securityGroups: opened(model.securityGroups),
    instances: opened(model.instances),
    loadBalancers: opened(model.loadBalancers),
    listeners: opened(model.listeners),
    serverGroups: opened(model.serverGroups),
    gaps: open(model.gaps),
  };
  return { complete, assumptions: [...assumptions] };
}
