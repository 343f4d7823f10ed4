import { join } from 'node:path';
import { blocks } from './configuration-files';
import type { ProviderBlock } from './provider-blocks';

/** What an override points at. */
export interface OverrideTarget {
  /** `127.0.0.1:<port>` of the local cloud. */
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly accessKeySecret: string };
  /** The region of blocks that name none. */
  readonly region: string;
  /** Where Terraform's state for the local cloud is kept, apart from that of the real one. */
  readonly stateFolder: string;
}

/** Products of the local cloud, by the provider's names; `location` tells where all others would be. */
const PRODUCTS = ['alb', 'cbn', 'ecs', 'location', 'sts', 'vpc'] as const;

/** Arguments by which a block would get other credentials, or other addresses, than the local ones. */
const CLEARED = [
  'account_id',
  'credentials_uri',
  'ecs_role_name',
  'fc',
  'log_endpoint',
  'mns_endpoint',
  'profile',
  'security_token',
  'shared_credentials_file',
] as const;

/** Nested blocks by which it would change into another role. */
const ROLES = ['assume_role', 'assume_role_with_oidc'] as const;

/**
 * What an override file must say so that a module reaches a local cloud and keeps its state beside it.
 *
 * An argument of an override replaces the block's own, and a nested block replaces all of its kind; an empty `dynamic`
 * block is how one is taken away. Only what a block has is taken away: older providers do not know all of it.
 *
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export function providerOverride(providers: readonly ProviderBlock[], target: OverrideTarget): Record<string, unknown> {
  const names = [...new Set(providers.map(({ localName }) => localName))];
  const state = {
    path: join(target.stateFolder, 'terraform.tfstate'),
    workspace_dir: join(target.stateFolder, 'workspaces'),
  };
  return {
    terraform: { backend: { local: escaped(state) } },
    provider: Object.fromEntries(
      names.map((name) => [
        name,
        providers.filter(({ localName }) => localName === name).map((block) => override(block, target)),
      ]),
    ),
  };
}

/** The roles that a block wants to change into; on a local cloud it does not. */
export function rolesOf({ body }: ProviderBlock): string[] {
  return ROLES.filter((role) => has(body, role));
}

function override(block: ProviderBlock, { endpoint, credentials, region }: OverrideTarget): Record<string, unknown> {
  const own = typeof block.body.region === 'string' && block.body.region !== '' ? block.body.region : undefined;
  // Most calls do not say which region they are for: the path does. The block's own expression is repeated as it stands.
  const address = `${endpoint}/${own ?? region}`;
  const roles = rolesOf(block);
  return {
    ...(block.alias !== undefined && { alias: block.alias }),
    ...(own === undefined && { region }),
    access_key: credentials.accessKeyId,
    secret_key: credentials.accessKeySecret,
    protocol: 'HTTP',
    skip_region_validation: true,
    endpoints: Object.fromEntries(PRODUCTS.map((product) => [product, address])),
    ...Object.fromEntries(CLEARED.filter((name) => name in block.body).map((name) => [name, null])),
    ...(roles.length > 0 && {
      dynamic: Object.fromEntries(roles.map((role) => [role, { for_each: [], content: {} }])),
    }),
  };
}

function has(body: Readonly<Record<string, unknown>>, block: string): boolean {
  return block in body || blocks(body.dynamic).some((dynamic) => block in dynamic);
}

/** Folders are texts, not templates. */
function escaped<T extends Readonly<Record<string, string>>>(texts: T): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.replace(/[$%](?=\{)/g, '$&$&')]));
}
