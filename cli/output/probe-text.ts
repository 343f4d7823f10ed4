import type { NodeReport, ProbeReport } from '@causeway/local-cloud';

const placeNames: Readonly<Record<NonNullable<NodeReport['failure']>['place']['kind'], string>> = {
  loadBalancer: 'load balancer',
  vpc: 'VPC',
  transitRouter: 'transit router',
  securityGroup: 'security group',
  server: 'server',
};

/**
 * What a probe found: `6 of 6 back-to-origin nodes reach a server and come back`, and a line for each node that does not, with the
 * hop at which the packet is lost and why.
 */
export function describeProbe({ reached, total, nodes, generation }: ProbeReport): string {
  const what = generation === 'non-upgraded' ? 'back-to-origin nodes' : 'nodes';
  const count = `${String(reached)} of ${String(total)} ${what} reach a server and come back`;
  return [count, ...nodes.filter((node) => !node.reached).map(describeLoss)].join('\n');
}

/** `100.122.176.0/26: lost on the way back at VPC chengdu-hangzhou-hangzhou (cn-hangzhou): 100.64.0.0/10 -> cloud services` */
function describeLoss({ range, status, failure }: NodeReport): string {
  if (!failure) return `${range}: answered ${String(status)}`;
  const { direction, place, reason } = failure;
  const way = direction === undefined ? 'no answer' : `lost on the way ${direction}`;
  return `${range}: ${way} at ${placeNames[place.kind]} ${place.name || place.id} (${place.regionId}): ${reason}`;
}
