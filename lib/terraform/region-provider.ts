import { AlicloudProvider, type AlicloudProviderConfig } from '@cdktf/provider-alicloud/lib/provider';
import { TerraformStack, type TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

/** What a region's provider can be told beside its region and alias; credentials are never part of it. */
export type RegionProviderOptions = Pick<
  AlicloudProviderConfig,
  'accountType' | 'endpoints' | 'protocol' | 'skipRegionValidation'
>;

/**
 * The provider of a region in the stack of a construct.
 *
 * That is the first aliased alicloud provider of that region which the stack itself holds: a program may add its own, with
 * a role to assume for example, before it adds constructs. Where there is none, one is added with the region as its alias.
 */
export function regionProvider(scope: Construct, region: string): TerraformProvider {
  const stack = TerraformStack.of(scope);
  const existing = stack.node.children.find((child) => isProviderOf(child, region)) as AlicloudProvider | undefined;
  return existing ?? addRegionProvider(stack, region);
}

/** Adds the provider of a region to a stack, with the region as its alias. */
export function addRegionProvider(
  stack: TerraformStack,
  region: string,
  options: RegionProviderOptions = {},
): TerraformProvider {
  return new AlicloudProvider(stack, `alicloud-${region}`, { ...options, alias: region, region });
}

function isProviderOf(child: unknown, region: string): boolean {
  return child instanceof AlicloudProvider && child.region === region && child.alias !== undefined;
}
