import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as bindings from '@cdktf/provider-alicloud';
import { AlbListener } from '@cdktf/provider-alicloud/lib/alb-listener';
import { TerraformDataSource, TerraformResource, TerraformStack, Testing } from 'cdktf';
import keep from '../../packages/provider-alicloud/keep.json';
import manifest from '../../packages/provider-alicloud/package.json';
import schema from '../../packages/provider-alicloud/schema.json';

const { cutSchema, renderSchema } = createRequire(__filename)('../../packages/provider-alicloud/cut-schema.js') as {
  cutSchema(full: unknown, keep: unknown): unknown;
  renderSchema(cut: unknown): string;
};

type BindingClass = (new (scope: TerraformStack, id: string, config: object) => TerraformResource) & {
  tfResourceType: string;
};

const described = schema.provider_schemas['registry.terraform.io/aliyun/alicloud'];

/** Every class that creates something, by its Terraform type; data sources are `data.<type>`. */
const classes = new Map(
  Object.values(bindings)
    .flatMap((namespace) => Object.values(namespace) as unknown[])
    .filter((value): value is BindingClass => typeof value === 'function' && 'tfResourceType' in value)
    .map((type) => [addressOf(type), type]),
);

function addressOf(type: BindingClass): string {
  return type.prototype instanceof TerraformDataSource ? `data.${type.tfResourceType}` : type.tfResourceType;
}

const kept = [...keep.resources, ...keep.dataSources.map((name) => `data.${name}`)];

describe('the list of what is kept', () => {
  test('names exactly the resources and data sources of schema.json', () => {
    expect(Object.keys(described.resource_schemas)).toEqual(keep.resources);
    expect(Object.keys(described.data_source_schemas)).toEqual(keep.dataSources);
  });

  test('is sorted and names nothing twice', () => {
    expect(keep.resources).toEqual([...new Set(keep.resources)].sort());
    expect(keep.dataSources).toEqual([...new Set(keep.dataSources)].sort());
  });

  test('has the version of the package and of schema.json', () => {
    expect(manifest.version).toBe(keep.version);
    expect(schema.provider_versions).toEqual({ [keep.source]: keep.version });
  });

  test('leaves schema.json as it is when it is cut again', () => {
    expect(cutSchema(schema, keep)).toEqual(schema);
    expect(JSON.parse(renderSchema(schema))).toEqual(schema);
  });

  test('rejects a name that the provider does not have', () => {
    const misspelt = { ...keep, resources: ['alicloud_vcp'] };

    expect(() => cutSchema(schema, misspelt)).toThrow('resources must exist in the provider, got alicloud_vcp');
  });
});

describe('the bindings', () => {
  test('have a class for each kept name and for nothing else', () => {
    expect([...classes.keys()].sort()).toEqual([...kept, 'alicloud'].sort());
  });

  test.each(kept)('construct %s', (address) => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    const type = classes.get(address)!;

    const element = new type(stack, 'Resource', requiredArguments(address));

    expect(element.terraformResourceType).toBe(type.tfResourceType);
    expect(element.terraformGeneratorMetadata?.providerVersionConstraint).toBe(keep.version);
  });

  test('pin the provider by its full source and exact version', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new bindings.provider.AlicloudProvider(stack, 'Provider', { region: 'cn-hangzhou' });

    const { terraform } = JSON.parse(Testing.synth(stack, true)) as { terraform: { required_providers: unknown } };

    expect(terraform.required_providers).toEqual({
      alicloud: { source: 'registry.terraform.io/aliyun/alicloud', version: '1.289.0' },
    });
  });

  test('are the same classes through the index and through a path', () => {
    expect(bindings.albListener.AlbListener).toBe(AlbListener);
  });

  test('load a resource when it is first read, not with the index', () => {
    const script = `
      const loaded = () => Object.keys(require.cache).map((file) => /provider-alicloud.lib.(.+).index.js$/.exec(file)?.[1]).filter(Boolean);
      const bindings = require('@cdktf/provider-alicloud');
      const atFirst = loaded();
      bindings.vpc.Vpc;
      console.log(JSON.stringify([atFirst, loaded()]));`;
    const output = execFileSync(process.execPath, ['-e', script], {
      cwd: path.resolve(__dirname, '../..'),
      encoding: 'utf8',
    });

    expect(JSON.parse(output)).toEqual([[], ['vpc']]);
  });
});

interface Block {
  attributes?: Record<string, { type: unknown; required?: boolean }>;
  block_types?: Record<string, { min_items?: number }>;
}

/** The least configuration that a constructor takes: a token-free value for each required argument, in the bindings' names. */
function requiredArguments(address: string): object {
  const name = address.replace(/^data\./, '');
  const schemas = address.startsWith('data.') ? described.data_source_schemas : described.resource_schemas;
  const { attributes = {}, block_types: blocks = {} } = (schemas as unknown as Record<string, { block: Block }>)[name]!
    .block;

  const values = Object.entries(attributes)
    .filter(([, attribute]) => attribute.required)
    .map(([key, attribute]) => [camelCase(key), exampleOf(attribute.type)]);
  const nested = Object.entries(blocks)
    .filter(([, block]) => (block.min_items ?? 0) > 0)
    .map(([key]) => [camelCase(key), []]);
  return Object.fromEntries([...values, ...nested]);
}

function exampleOf(type: unknown): unknown {
  if (Array.isArray(type)) return type[0] === 'map' ? {} : [];
  return { string: 'text', number: 1, bool: true }[String(type)];
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
