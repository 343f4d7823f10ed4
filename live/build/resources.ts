import { Inventory } from '../../lib/proof/terraform/source/instance';
import { balancerResources } from './balancer-resources';
import type { Answers } from './model';
import { networkResources, routerResources } from './network-resources';
import { serverResources } from './server-resources';

/** What stands as resources of Terraform, with the arguments that the rules in `ASKED_OF_WHAT_STANDS` look at. */
export function resourcesOf({ networks, cen, albs, servers }: Answers): Inventory {
  return new Inventory([
    ...networks.flatMap(networkResources),
    ...routerResources(cen),
    ...albs.flatMap(balancerResources),
    ...servers.flatMap(serverResources),
  ]);
}
