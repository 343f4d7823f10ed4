import { parseCidr, type Cidr } from '../../../core';
import { inferBackToOrigin, type RoutesToInferFrom } from '../../back-to-origin';
import type { LoadBalancerModel } from '../../model';
import type { Draft } from './draft';

/** Back-to-origin CIDRs by load balancer (address, name or id), or `*` for all. */
export type BackToOriginCidrs = Readonly<Record<string, readonly string[]>>;

/**
 * Puts the back-to-origin CIDRs of ALBs into their source ranges.
 *
 * Terraform shows them nowhere. Where they are not given they follow from the routes. An upgraded ALB has none.
 *
 * @throws ValidationError `CIDR_INVALID` or `CIDR_HOST_BITS` for a block that is given
 */
export function withBackToOrigin<T extends Omit<LoadBalancerModel, 'gaps'>>(
  draft: Draft,
  loadBalancers: readonly T[],
  network: RoutesToInferFrom,
  given: BackToOriginCidrs | undefined,
): readonly T[] {
  return loadBalancers.map((loadBalancer) => {
    if (loadBalancer.generation === 'upgraded') return loadBalancer;
    const cidrs = givenFor(draft, loadBalancer, given) ?? inferBackToOrigin(loadBalancer.vpcId, network);
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
