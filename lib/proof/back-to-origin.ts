import { CLOUD_SERVICES_CIDR, contains, equals, parseCidr, type Cidr } from '../core';
import type { NetworkModel, Route } from './model';

/** What routes there are, and where they lead. */
export interface RoutesToInferFrom extends Pick<NetworkModel, 'vpcAttachments' | 'transitRouters'> {
  readonly transitRouterRouteTables: readonly Omit<NetworkModel['transitRouterRouteTables'][number], 'gaps'>[];
  readonly vpcRouteTables: readonly Omit<NetworkModel['vpcRouteTables'][number], 'gaps'>[];
}

const CLOUD_SERVICES = parseCidr(CLOUD_SERVICES_CIDR);

/**
 * The back-to-origin CIDRs of the ALBs of a VPC, as the routes show that somebody wrote for them: those inside 100.64.0.0/10
 * that lead towards the VPC. In ascending order.
 */
export function inferBackToOrigin(vpcId: string, network: RoutesToInferFrom): readonly Cidr[] {
  const own = network.vpcAttachments.filter((attachment) => attachment.vpcId === vpcId);
  const ownIds = new Set(own.map(({ id }) => id));
  const routerIds = new Set(own.map(({ transitRouterId }) => transitRouterId));
  const towardsVpc = network.transitRouterRouteTables
    .filter(({ transitRouterId }) => routerIds.has(transitRouterId))
    .flatMap(({ routes }) => routes.filter((route) => leadsTo(route, ownIds)));
  const cens = new Set(network.transitRouters.filter(({ id }) => routerIds.has(id)).map(({ cenId }) => cenId));
  const routers = new Set(network.transitRouters.filter(({ cenId }) => cens.has(cenId)).map(({ id }) => id));
  const others = network.vpcAttachments.filter(
    (attachment) => attachment.vpcId !== vpcId && routers.has(attachment.transitRouterId),
  );
  const otherIds = new Set(others.map(({ id }) => id));
  const otherVpcs = new Set(others.map((attachment) => attachment.vpcId));
  const fromOtherVpcs = network.vpcRouteTables
    .filter((table) => otherVpcs.has(table.vpcId))
    .flatMap(({ routes }) => routes.filter((route) => leadsTo(route, otherIds)));
  const blocks = [...towardsVpc, ...fromOtherVpcs].map(({ destination }) => destination).filter(isBackToOrigin);
  return [...new Map(blocks.map((block) => [block.text, block])).values()].sort(
    (a, b) => a.first - b.first || a.last - b.last,
  );
}

function leadsTo({ nextHop }: Route, attachmentIds: ReadonlySet<string>): boolean {
  return nextHop.kind === 'attachment' && attachmentIds.has(nextHop.attachmentId);
}

function isBackToOrigin(block: Cidr): boolean {
  return contains(CLOUD_SERVICES, block) && !equals(CLOUD_SERVICES, block);
}
