'use strict';

// The yardstick: plain JavaScript that makes the same Terraform as the deployment (resources with their blocks, data sources,
// outputs), written down one by one. No deployment file, no rules, no constructs of ours, nothing to compile. BENCH_STACK
// names the synthesized stack to imitate.

const { readFileSync } = require('node:fs');
const { App, TerraformOutput, TerraformStack } = require('cdktf');
const { AlicloudProvider } = require('@cdktf/provider-alicloud/lib/provider');

const { provider: providers, resource, data, output } = JSON.parse(readFileSync(process.env.BENCH_STACK, 'utf8'));
const app = new App();
const stack = new TerraformStack(app, 'bare');
const byAlias = Object.fromEntries(
  providers.alicloud.map(({ alias, region }) => [
    `alicloud.${alias}`,
    new AlicloudProvider(stack, alias, { alias, region }),
  ]),
);

/** Maps keep their keys, which are the user's. */
const maps = ['tags', 'volume_tags'];
const meta = ['provider', '//', 'lifecycle'];
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

function toProps(block) {
  if (Array.isArray(block)) return block.map(toProps);
  if (block === null || typeof block !== 'object') return block;
  const kept = Object.entries(block).filter(([key]) => !meta.includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [camel(key), maps.includes(key) ? value : toProps(value)]));
}

function make(prefix, blocks) {
  for (const [type, named] of Object.entries(blocks)) {
    const folder = prefix + type.replace('alicloud_', '').replaceAll('_', '-');
    const bindings = require(`@cdktf/provider-alicloud/lib/${folder}`);
    const Element = Object.values(bindings).find((exported) => exported.tfResourceType === type);
    for (const [name, block] of Object.entries(named)) {
      new Element(stack, `${prefix}${name}`, { ...toProps(block), provider: byAlias[block.provider] });
    }
  }
}

make('', resource);
make('data-alicloud-', data);
for (const [name, { value }] of Object.entries(output)) new TerraformOutput(stack, name, { value, staticId: true });
app.synth();
