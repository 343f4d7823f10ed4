import { AlicloudProvider } from '@cdktf/provider-alicloud/lib/provider';
import { SecurityGroupRule } from '@cdktf/provider-alicloud/lib/security-group-rule';
import { Vpc as VpcResource } from '@cdktf/provider-alicloud/lib/vpc';
import { Instance } from '@cdktf/provider-alicloud/lib/instance';
import { Aspects, Token } from 'cdktf';
import { addRegionProvider, CommonTags, MachineImage, regionProvider, requireExplicitProviders } from '../../../lib';
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

describe('a region', () => {
  it.each([
    ['a zone', 'cn-chengdu-a', 'got "cn-chengdu-a"; did you mean cn-chengdu?'],
    ['a zone without hyphen', 'ap-southeast-1a', 'got "ap-southeast-1a"'],
    ['a name', 'Chengdu', 'got "Chengdu"'],
    ['nothing', '', 'got ""'],
    ['a reference', Token.asString({ resolve: () => 'cn-chengdu' }), 'got a reference'],
  ])('rejects %s in place of its id', (_, region, message) => {
    const rejection = `a region is an id such as cn-chengdu that is known when the program runs, ${message}`;
    expect(() => synth((stack) => void regionProvider(stack, region))).toThrow(rejection);
    expect(() => synth((stack) => void addRegionProvider(stack, region))).toThrow(rejection);
  });

  it('may be one that is newer than the table', () => {
    const json = synth((stack) => void regionProvider(stack, 'eu-south-2'));
    expect(json.provider.alicloud).toEqual([{ alias: 'eu-south-2', region: 'eu-south-2' }]);
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

  it('tags the disks of instances too, also when the tags change later', () => {
    const json = synth((stack) => {
      Aspects.of(stack).add(new CommonTags({ project: 'causeway', owner: 'net' }));
      const provider = regionProvider(stack, 'cn-chengdu');
      new Instance(stack, 'instance', { provider, volumeTags: { owner: 'me' } });
    });
    expect(only(json, 'alicloud_instance')).toMatchObject({
      tags: { project: 'causeway', owner: 'net' },
      volume_tags: { project: 'causeway', owner: 'me' },
    });
  });
});
