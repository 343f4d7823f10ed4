import type { LocalCloud } from '@causeway/local-cloud';
import { makeGroup, makeListener, SERVER } from '../../packages/local-cloud/__tests__/data-plane/seed';
import { letIn, makePrerequisites, makeRoutes, makeTransit, type Prerequisites } from './hand-made';

/** The whole topology of the seed, every step of it, made by hand; without the client, which nothing is left of. */
export async function makeByHand(cloud: LocalCloud): Promise<Prerequisites> {
  const made = await makePrerequisites(cloud);
  await made.chengdu.ecs('DeleteInstance', { InstanceId: made.clientId, Force: true });
  await made.chengdu.ecs('DeleteSecurityGroup', { SecurityGroupId: made.clientGroupId });
  const transit = await makeTransit(made);
  await letIn(made);
  await makeRoutes(made, transit);
  const group = await makeGroup(made.chengdu, made.vpc1, [SERVER], { 'HealthCheckConfig.HealthCheckPath': '/' });
  await makeListener(made.chengdu, made.loadBalancerId, group);
  return made;
}

/** The default deployment as it describes that topology: with the system route tables of the routers, and no client. */
export function asMadeByHand({ router1, router2 }: Prerequisites, yaml: string): string {
  return yaml
    .replace(/^ {2}region: cn-chengdu$/m, `$&\n  transitRouter: { routeTable: ${router1.tableId} }`)
    .replace(/^ {4}region: cn-hangzhou$/m, `$&\n    transitRouter: { routeTable: ${router2.tableId} }`)
    .replace(/^probe: .*$/m, '');
}
