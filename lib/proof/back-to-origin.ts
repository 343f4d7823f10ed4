import { CLOUD_SERVICES_CIDR, contains, equals, parseCidr, type Cidr } from '../core';
import type { NetworkModel, Route } from './model';

/** What routes there are, and where they lead. */
export interface RoutesToInferFrom extends Pick<NetworkModel, 'vpcAttachments' | 'transitRouters'> {
  readonly transitRouterRouteTables: readonly Omit<NetworkModel['transitRouterRouteTables'][number], 'gaps'>[];
  readonly vpcRouteTables: readonly Omit<NetworkModel['vpcRouteTables'][number], 'gaps'>[];
}

type Attachment = RoutesToInferFrom['vpcAttachments'][number];

const CLOUD_SERVICES = parseCidr(CLOUD_SERVICES_CIDR);

/**
 * The back-to-origin CIDRs of the ALBs of a VPC, as the routes show that somebody wrote for them: those inside 100.64.0.0/10
 * that lead towards the VPC. In ascending order.
 *
 * A route in another VPC says only that its router knows the way. Where a router of the CEN instance sends the block to a third VPC,
 * it is that of the ALBs there: several ALBs of a CEN instance may have servers in one VPC.
 */
export function inferBackToOrigin(vpcId: string, network: RoutesToInferFrom): readonly Cidr[] {
  const own = network.vpcAttachments.filter((attachment) => attachment.vpcId === vpcId);
  const cens = new Set(
    network.transitRouters
      .filter(({ id }) => own.some((each) => each.transitRouterId === id))
      .map(({ cenId }) => cenId),
  );
  const routers = new Set(network.transitRouters.filter(({ cenId }) => cens.has(cenId)).map(({ id }) => id));
  const others = network.vpcAttachments.filter(
    (attachment) => attachment.vpcId !== vpcId && routers.has(attachment.transitRouterId),
  );
  const ofRouters = network.transitRouterRouteTables
    .filter(({ transitRouterId }) => routers.has(transitRouterId))
    .flatMap(({ routes }) => routes);
  const towardsVpc = backToOriginTo(own, ofRouters);
  const fromOthers = network.vpcRouteTables.flatMap(({ vpcId: otherVpc, routes }) => {
    const here = others.filter((attachment) => attachment.vpcId === otherVpc);
    const elsewhere = others.filter((attachment) => attachment.vpcId !== otherVpc);
    const claimed = backToOriginTo(elsewhere, ofRouters);
    return backToOriginTo(here, routes).filter((block) => !claimed.some((other) => equals(other, block)));
  });
  return [...new Map([...towardsVpc, ...fromOthers].map((block) => [block.text, block])).values()].sort(
    (a, b) => a.first - b.first || a.last - b.last,
  );
}

/** The back-to-origin CIDRs that routes send to one of some attachments. */
function backToOriginTo(attachments: readonly Attachment[], routes: readonly Route[]): readonly Cidr[] {
  const ids = new Set(attachments.map(({ id }) => id));
  return routes
    .filter(({ nextHop }) => nextHop.kind === 'attachment' && ids.has(nextHop.attachmentId))
    .map(({ destination }) => destination)
    .filter(isBackToOrigin);
}

function isBackToOrigin(block: Cidr): boolean {
  return contains(CLOUD_SERVICES, block) && !equals(CLOUD_SERVICES, block);
}
