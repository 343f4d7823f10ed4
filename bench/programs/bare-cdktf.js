'use strict';

// The yardstick: plain JavaScript with the same resources as the deployment, written down one by one and nothing else. No
// deployment file, no rules, no constructs of ours, nothing to compile. BENCH_STACK names the synthesized stack to imitate.

const { readFileSync } = require('node:fs');
const { App, TerraformStack } = require('cdktf');
const { AlicloudProvider } = require('@cdktf/provider-alicloud/lib/provider');

const { resource } = JSON.parse(readFileSync(process.env.BENCH_STACK, 'utf8'));
const app = new App();
const stack = new TerraformStack(app, 'bare');
const provider = new AlicloudProvider(stack, 'provider', { region: 'cn-chengdu' });

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

for (const [type, named] of Object.entries(resource)) {
  const folder = type.replace('alicloud_', '').replaceAll('_', '-');
  const bindings = require(`@cdktf/provider-alicloud/lib/${folder}`);
  const Resource = Object.values(bindings).find((exported) => exported.tfResourceType === type);
  for (const [name, block] of Object.entries(named)) {
    const flat = Object.entries(block).filter(([key, value]) => key !== 'provider' && typeof value !== 'object');
    new Resource(stack, name, {
      ...Object.fromEntries(flat.map(([key, value]) => [camel(key), value])),
      provider,
      tags: block.tags,
    });
  }
}
app.synth();
