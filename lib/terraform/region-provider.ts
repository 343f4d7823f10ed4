import { AlicloudProvider } from '@cdktf/provider-alicloud/lib/provider';
import { TerraformStack, Token, type TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';
import { closest, findRegion, openRegionIds, ValidationError } from '../core';

/** What a region's provider can be told beside its region and alias; credentials are never part of it. */
export interface RegionProviderOptions {
  /** `Domestic` or `International`. @default - the provider asks the billing service */
  readonly accountType?: string;
  /** `host[:port][/path]` by product (`vpc`, `ecs`, `cbn`, ...), without a scheme. @default - the region's own */
  readonly endpoints?: Readonly<Record<string, string>>;
  /**
   * Whether it takes a RAM role with an OIDC token. Role, token and identity provider come from its environment
   * (`ALIBABA_CLOUD_ROLE_ARN`, `ALIBABA_CLOUD_OIDC_PROVIDER_ARN`, `ALIBABA_CLOUD_OIDC_TOKEN` or `_TOKEN_FILE`), which it
   * reads only where the block is there.
   *
   * @default false
   */
  readonly oidc?: boolean;
  /** `HTTP` or `HTTPS`. @default "HTTPS" */
  readonly protocol?: string;
  /** Whether any region id passes. @default false */
  readonly skipRegionValidation?: boolean;
}

/**
 * The provider of a region in the stack of a construct.
 *
 * That is the first aliased alicloud provider of that region which the stack itself holds: a program may add its own, with
 * a role to assume for example, before it adds constructs. Where there is none, one is added with the region as its alias.
 *
 * @throws ValidationError `REGION_INVALID` for what is no region id: a zone, or a reference that only Terraform can resolve
 */
export function regionProvider(scope: Construct, region: string): TerraformProvider {
  assertRegion(scope, region);
  const stack = TerraformStack.of(scope);
  const existing = stack.node.children.find((child) => isProviderOf(child, region)) as AlicloudProvider | undefined;
  return existing ?? addRegionProvider(stack, region);
}

/** Adds the provider of a region to a stack, with the region as its alias. */
export function addRegionProvider(
  stack: TerraformStack,
  region: string,
  { endpoints, oidc, ...options }: RegionProviderOptions = {},
): TerraformProvider {
  assertRegion(stack, region);
  return new AlicloudProvider(stack, `alicloud-${region}`, {
    ...options,
    endpoints: endpoints && [endpoints],
    assumeRoleWithOidc: oidc ? {} : undefined,
    alias: region,
    region,
  });
}

/** Regions that are not in the table pass, as there are new ones; what cannot be one does not. */
function assertRegion(scope: Construct, region: string): void {
  const known = typeof region === 'string' && !Token.isUnresolved(region);
  if (known && (findRegion(region) !== undefined || /^[a-z]{2}(-[a-z][a-z0-9]+|-\d+)+$/.test(region))) return;
  const suggestion = known ? closest(region, openRegionIds()) : undefined;
  const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  const got = known ? JSON.stringify(region) : 'a reference or nothing';
  const message = `a region is an id such as cn-chengdu that is known when the program runs, got ${got}${hint}`;
  throw new ValidationError('REGION_INVALID', message, { path: scope.node.path });
}

function isProviderOf(child: unknown, region: string): boolean {
  return child instanceof AlicloudProvider && child.region === region && child.alias !== undefined;
}
