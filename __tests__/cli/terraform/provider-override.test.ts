import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dialect, readModule } from '../../../cli/terraform/configuration-files';
import { configuresProvider, localNames, providerBlocks } from '../../../cli/terraform/provider-blocks';
import { providerOverride, rolesOf } from '../../../cli/terraform/provider-override';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-override-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const target = {
  endpoint: '127.0.0.1:4566',
  credentials: { accessKeyId: 'local-key', accessKeySecret: 'local-secret' },
  region: 'cn-shanghai',
  stateFolder: '/work/.causeway/local',
};

interface Override {
  readonly terraform: unknown;
  readonly provider: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

async function files(sources: Readonly<Record<string, string>>, dialect: Dialect = 'terraform') {
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
  return readModule(folder, dialect);
}

async function overrideOf(sources: Readonly<Record<string, string>>, dialect?: Dialect): Promise<Override> {
  return providerOverride(providerBlocks(await files(sources, dialect)), target) as unknown as Override;
}

/** The address that each block of a provider is given, by alias. */
async function addressesOf(hcl: string, name = 'main.tf'): Promise<Record<string, unknown>> {
  const { provider } = await overrideOf({ [name]: hcl });
  return Object.fromEntries(
    provider.alicloud!.map(({ alias, endpoints }) => [alias ?? '', (endpoints as { vpc: string }).vpc]),
  );
}

describe('the override of a module', () => {
  test('has every alias of it, each with its own region as it is written', async () => {
    const addresses = await addressesOf(`
      provider "alicloud" {
        region = "cn-chengdu"
      }
      provider "alicloud" {
        alias  = "variable"
        region = var.region
      }
      provider "alicloud" {
        alias  = "template"
        region = "cn-\${var.city}"
      }
      provider "alicloud" {
        alias  = "function"
        region = lookup(local.regions, "home", "cn-\${var.city}")
      }
    `);
    expect(addresses).toEqual({
      '': '127.0.0.1:4566/cn-chengdu',
      variable: '127.0.0.1:4566/${var.region}',
      template: '127.0.0.1:4566/cn-${var.city}',
      function: '127.0.0.1:4566/${lookup(local.regions, "home", "cn-${var.city}")}',
    });
  });

  test('gives a block without a region, and the default one that nobody wrote, the region of the environment', async () => {
    const { provider } = await overrideOf({ 'main.tf': 'provider "alicloud" {\n  alias = "a"\n}\n' });
    const endpoints = expect.objectContaining({ alb: '127.0.0.1:4566/cn-shanghai', ecs: '127.0.0.1:4566/cn-shanghai' });
    expect(provider.alicloud).toEqual([
      expect.objectContaining({ region: 'cn-shanghai', endpoints }),
      expect.objectContaining({ alias: 'a', region: 'cn-shanghai', endpoints }),
    ]);
  });

  test('does not touch a region', async () => {
    const { provider } = await overrideOf({ 'main.tf': 'provider "alicloud" {\n  region = "cn-chengdu"\n}\n' });
    expect(provider.alicloud![0]).not.toHaveProperty('region');
  });

  test('reads the JSON syntax, providers in a list or alone', async () => {
    const listed = JSON.stringify({ provider: { alicloud: [{ region: 'cn-a' }, { alias: 'b', region: '${var.b}' }] } });
    const alone = JSON.stringify({ provider: [{ alicloud: { region: 'cn-c' } }] });
    expect(await addressesOf(listed, 'main.tf.json')).toEqual({
      '': '127.0.0.1:4566/cn-a',
      b: '127.0.0.1:4566/${var.b}',
    });
    expect(await addressesOf(alone, 'main.tf.json')).toEqual({ '': '127.0.0.1:4566/cn-c' });
  });

  test('takes the region of an override file of theirs before that of the block', async () => {
    const { provider } = await overrideOf({
      'main.tf': 'provider "alicloud" {\n  region = "cn-chengdu"\n}\n',
      'a_override.tf': 'provider "alicloud" {\n  region = "cn-hangzhou"\n}\n',
    });
    expect(provider.alicloud).toEqual([
      expect.objectContaining({ endpoints: expect.objectContaining({ vpc: '127.0.0.1:4566/cn-hangzhou' }) as unknown }),
    ]);
  });

  test('replaces credentials and takes away every other way to get some, and only what is there', async () => {
    const { provider } = await overrideOf({
      'main.tf': `
        provider "alicloud" {
          region                  = "cn-chengdu"
          access_key              = var.key
          secret_key              = var.secret
          security_token          = var.token
          profile                 = "prod"
          shared_credentials_file = "~/.aliyun/config.json"
          assume_role {
            role_arn = "acs:ram::1:role/admin"
          }
          dynamic "assume_role_with_oidc" {
            for_each = [1]
            content {
              role_arn = "acs:ram::1:role/admin"
            }
          }
        }
      `,
    });
    const block = provider.alicloud![0]!;
    expect(block).toMatchObject({ access_key: 'local-key', secret_key: 'local-secret' });
    expect(block).toMatchObject({ security_token: null, profile: null, shared_credentials_file: null });
    expect(block).not.toHaveProperty('credentials_uri');
    const none = { for_each: [], content: {} };
    expect(block.dynamic).toEqual({ assume_role: none, assume_role_with_oidc: none });
  });

  test('finds the roles of a block', async () => {
    const roles = 'provider "alicloud" {\n  assume_role {\n    role_arn = "a"\n  }\n}\n';
    expect(providerBlocks(await files({ 'main.tf': roles })).map(rolesOf)).toEqual([['assume_role']]);
  });

  test('keeps the state beside the local cloud, whatever backend they have; a folder is no template', async () => {
    const sources = { 'main.tf': 'terraform {\n  backend "oss" {\n    bucket = "b"\n  }\n}\n' };
    const blocks = providerBlocks(await files(sources));
    expect(providerOverride(blocks, { ...target, stateFolder: '/a/${b}' }).terraform).toEqual({
      backend: { local: { path: '/a/$${b}/terraform.tfstate', workspace_dir: '/a/$${b}/workspaces' } },
    });
  });

  test('calls the provider by the name that the module gives it, and leaves others alone', async () => {
    const { provider } = await overrideOf({
      'versions.tf': `
        terraform {
          required_providers {
            ali = {
              source = "registry.terraform.io/aliyun/alicloud"
            }
            alicloud = {
              source = "example.com/else/alicloud"
            }
          }
        }
        provider "ali" {
          region = "cn-chengdu"
        }
        provider "aws" {
          region = "us-east-1"
        }
        provider "alicloud" {
          region = "elsewhere"
        }
      `,
    });
    expect(Object.keys(provider)).toEqual(['ali']);
  });
});

describe('the files of a module', () => {
  test('are those that Terraform reads, override files last', async () => {
    const names = ['z.tf', 'override.tf', 'a_override.tf.json', 'b.tf.json', '.hidden.tf', 'c.tf~', 'd.tofu', 'e.txt'];
    const read = await files(Object.fromEntries(names.map((name) => [name, name.includes('json') ? '{}' : ''])));
    expect(read.map(({ name }) => name)).toEqual(['b.tf.json', 'z.tf', 'a_override.tf.json', 'override.tf']);
  });

  test('are for OpenTofu its own in place of those of the same name', async () => {
    const read = await files({ 'a.tf': '', 'a.tofu': '', 'b.tf': '' }, 'opentofu');
    expect(read.map(({ name }) => name)).toEqual(['a.tofu', 'b.tf']);
  });

  test('rejects what is no HCL, with its place', async () => {
    const reading = files({ 'main.tf': 'provider "alicloud" {' });
    await expect(reading).rejects.toThrow(/main\.tf cannot be read: .*main\.tf:1,\d+/);
  });
});

describe('a child module', () => {
  test('configures the provider when it says more than an alias', async () => {
    const placeholder = await files({ 'main.tf': 'provider "alicloud" {\n  alias = "a"\n}\n' });
    expect(configuresProvider(placeholder)).toBe(false);
    const configured = await files({ 'main.tf': 'provider "alicloud" {\n  region = "cn-chengdu"\n}\n' });
    expect(configuresProvider(configured)).toBe(true);
  });

  test('uses the provider by its old source too', async () => {
    const source =
      'terraform {\n  required_providers {\n    ali = {\n      source = "hashicorp/alicloud"\n    }\n  }\n}\n';
    expect(localNames(await files({ 'main.tf': source }))).toEqual(['ali']);
  });

  test('uses it by the name that a type of resource implies, unless the resource names another', async () => {
    const body = 'cidr_block = "10.0.0.0/8"';
    expect(localNames(await files({ 'main.tf': `resource "alicloud_vpc" "a" {\n  ${body}\n}\n` }))).toEqual([
      'alicloud',
    ]);
    const other = await files({ 'main.tf': `resource "alicloud_vpc" "a" {\n  provider = ali.x\n  ${body}\n}\n` });
    expect(localNames(other)).toEqual([]);
  });
});
