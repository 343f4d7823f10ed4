import { AlicloudProvider } from '@cdktf/provider-alicloud/lib/provider';
import { SecurityGroupRule } from '@cdktf/provider-alicloud/lib/security-group-rule';
import { Vpc as VpcResource } from '@cdktf/provider-alicloud/lib/vpc';
import { Aspects } from 'cdktf';
import { CommonTags, MachineImage, regionProvider, requireExplicitProviders } from '../../../lib';
import { only, synth } from '../../support/synth';
import { chengdu } from '../../support/topology';

describe('regionProvider', () => {
  it('adds one aliased provider per region, on first use', () => {
    const json = synth((stack) => {
      for (const region of ['cn-chengdu', 'cn-hangzhou', 'cn-chengdu']) regionProvider(stack, region);
    });
    expect(json.provider.alicloud.map(({ alias }) => alias)).toEqual(['cn-chengdu', 'cn-hangzhou']);
  });

  it('takes the provider of the region that the program has added itself', () => {
    const json = synth((stack) => {
      new AlicloudProvider(stack, 'default', { region: 'cn-chengdu' });
      new AlicloudProvider(stack, 'mine', { region: 'cn-chengdu', alias: 'mine', profile: 'network' });
      chengdu(stack);
    });
    expect(only(json, 'alicloud_vpc')).toMatchObject({ provider: 'alicloud.mine' });
  });
});

describe('requireExplicitProviders', () => {
  it('rejects resources and data sources without a provider, and those on a default one', () => {
    const make = () =>
      synth((stack) => {
        requireExplicitProviders(stack);
        const provider = new AlicloudProvider(stack, 'default', { region: 'cn-chengdu' });
        new VpcResource(stack, 'no-provider', {});
        new SecurityGroupRule(stack, 'default-provider', {
          provider,
          securityGroupId: 'sg',
          type: 'ingress',
          ipProtocol: 'tcp',
        });
        MachineImage.newestAlibabaCloudLinux3(stack, 'cn-chengdu');
      });
    expect(make).toThrow(
      /test\/no-provider \(alicloud_vpc\) has no provider[\s\S]*test\/default-provider \(alicloud_security_group_rule\)/,
    );
    expect(make).not.toThrow(/alicloud_images/);
  });
});

describe('CommonTags', () => {
  it('tags resources, not filters of data sources, and lets an explicit tag win', () => {
    const json = synth((stack) => {
      Aspects.of(stack).add(new CommonTags({ project: 'causeway', owner: 'net' }));
      const { vpc } = chengdu(stack);
      (vpc.node.defaultChild as VpcResource).tags = { owner: 'me' };
      MachineImage.newestAlibabaCloudLinux3(stack, 'cn-chengdu');
    });
    expect(only(json, 'alicloud_vpc').tags).toEqual({ project: 'causeway', owner: 'me' });
    expect(Object.values(json.data.alicloud_images!)[0]).not.toHaveProperty('tags');
  });
});
