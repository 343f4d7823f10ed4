import { CLOUD_SERVICES_CIDR, contains, equals, parseCidr, type Cidr } from '../../../core';
import type { LoadBalancerModel, NetworkModel, Route } from '../../model';
import type { Draft } from './draft';

/** Back-to-origin CIDRs by load balancer (address, name or id), or `*` for all. */
export type BackToOriginCidrs = Readonly<Record<string, readonly string[]>>;

/** What routes there are, and where they lead. */
interface Routes extends Pick<NetworkModel, 'vpcAttachments' | 'transitRouters'> {
  readonly transitRouterRouteTables: readonly Omit<NetworkModel['transitRouterRouteTables'][number], 'gaps'>[];
  readonly vpcRouteTables: readonly Omit<NetworkModel['vpcRouteTables'][number], 'gaps'>[];
}

const CLOUD_SERVICES = parseCidr(CLOUD_SERVICES_CIDR);

/**
 * Puts the back-to-origin CIDRs of ALBs into their source ranges.
 *
 * Terraform shows them nowhere. Where they are not given they follow from the routes that somebody wrote for them: those
 * inside 100.64.0.0/10 that lead towards the VPC of the ALB. An upgraded ALB has none.
 *
 * @throws ValidationError `CIDR_INVALID` or `CIDR_HOST_BITS` for a block that is given
 */
export function withBackToOrigin<T extends Omit<LoadBalancerModel, 'gaps'>>(
  draft: Draft,
  loadBalancers: readonly T[],
  network: Routes,
  given: BackToOriginCidrs | undefined,
): readonly T[] {
  return loadBalancers.map((loadBalancer) => {
    if (loadBalancer.generation === 'upgraded') return loadBalancer;
    const cidrs = givenFor(draft, loadBalancer, given) ?? inferred(loadBalancer.vpcId, network);
    if (cidrs.length === 0 && loadBalancer.generation === 'non-upgraded') {
      const message = `${loadBalancer.label}: it is not upgraded, and no route shows its back-to-origin CIDRs; the ALB console does`;
      draft.addGap(loadBalancer.id, message, 'existing');
    }
    const ranges = cidrs.map((cidr) => ({ cidr, kind: 'backToOrigin' as const }));
    return { ...loadBalancer, sourceRanges: [...loadBalancer.sourceRanges, ...ranges] };
  });
}

function givenFor(
  draft: Draft,
  { id, label }: Pick<LoadBalancerModel, 'id' | 'label'>,
  given: BackToOriginCidrs = {},
): readonly Cidr[] | undefined {
  const values = draft.inventory.find(id)?.values;
  const names = [id, label, values?.load_balancer_name, values?.id, '*'];
  const key = names.find((name) => typeof name === 'string' && Object.hasOwn(given, name));
  return typeof key === 'string' ? (given[key] ?? []).map(parseCidr) : undefined;
}

function inferred(vpcId: string, network: Routes): readonly Cidr[] {
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
