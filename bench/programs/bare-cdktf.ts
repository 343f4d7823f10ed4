import { AlicloudProvider } from '@cdktf/provider-alicloud/lib/provider';
import { Vswitch } from '@cdktf/provider-alicloud/lib/vswitch';
import { App, TerraformStack } from 'cdktf';

// The yardstick: as many resources of one kind as the deployment has, and nothing else.

const app = new App();
const stack = new TerraformStack(app, 'bare');
const provider = new AlicloudProvider(stack, 'provider', { region: 'cn-chengdu' });
for (let made = 0; made < Number(process.env.BENCH_RESOURCES); made++) {
  new Vswitch(stack, `vswitch-${String(made)}`, {
    provider,
    vpcId: 'vpc-1',
    zoneId: 'cn-chengdu-a',
    cidrBlock: `172.16.${String(made)}.0/24`,
    tags: { project: 'bench' },
  });
}
app.synth();
