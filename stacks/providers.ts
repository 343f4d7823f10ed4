import type { TerraformStack } from 'cdktf';
import { addRegionProvider, REGIONS, type RegionProviderOptions } from '../lib';

/** Products whose calls a deployment makes; STS is asked who the account is. */
const PRODUCTS = ['alb', 'cbn', 'ecs', 'sts', 'vpc'] as const;

/**
 * Adds one provider per region, with the region as its alias: those of the deployment first, then those of all others.
 *
 * A region that leaves the deployment still has resources in the state, and Terraform deletes them with the provider of that
 * region or not at all. It starts no provider that nothing needs, so the others cost nothing.
 *
 * Credentials are never among its arguments: the provider takes them from the environment, and what is synthesized can be
 * shown to anyone.
 *
 * @param regions regions of the deployment
 * @param localEndpoint `host:port` of a local cloud; undefined for the real one
 * @param options For the real one; a local cloud has one access key and no roles
 */
export function addProviders(
  stack: TerraformStack,
  regions: readonly string[],
  localEndpoint?: string,
  options: Pick<RegionProviderOptions, 'oidc'> = {},
): void {
  for (const region of new Set([...regions, ...REGIONS.keys()])) {
    addRegionProvider(stack, region, localEndpoint === undefined ? options : localOptions(localEndpoint, region));
  }
}

function localOptions(localEndpoint: string, region: string): RegionProviderOptions {
  // Most calls do not say which region they are for: the path does. A scheme in front would be doubled by the provider.
  const endpoint = `${localEndpoint}/${region}`;
  return {
    endpoints: Object.fromEntries(PRODUCTS.map((product) => [product, endpoint])),
    protocol: 'HTTP',
    // Left out, the provider asks the billing service which kind of account it is, and that has no local endpoint.
    accountType: 'Domestic',
    skipRegionValidation: true,
  };
}
