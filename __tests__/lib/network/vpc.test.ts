import { TerraformResource } from 'cdktf';
import { isValidationError, Vpc, VSwitch } from '../../../lib';
import { all, only, reference, synth } from '../../support/synth';
import { chengdu } from '../../support/topology';

describe('Vpc and VSwitch', () => {
  it('makes a VPC in its region, with vSwitches that belong to it', () => {
    const json = synth((stack) => void chengdu(stack));
    expect(only(json, 'alicloud_vpc')).toEqual(
      expect.objectContaining({ provider: 'alicloud.cn-chengdu', vpc_name: 'vpc1', cidr_block: '172.16.0.0/12' }),
    );
    const vpcId = reference(json, 'alicloud_vpc', 'id');
    expect(all(json, 'alicloud_vswitch')).toEqual([
      expect.objectContaining({ vpc_id: vpcId, zone_id: 'cn-chengdu-a', cidr_block: '172.16.0.0/24' }),
      expect.objectContaining({ vpc_id: vpcId, zone_id: 'cn-chengdu-b', cidr_block: '172.16.6.0/24' }),
    ]);
  });

  it('puts a vSwitch into a VPC that is there already', () => {
    const json = synth((stack) => {
      const vpc = Vpc.fromVpcAttributes({ region: 'cn-beijing', vpcId: 'vpc-1', routeTableId: 'vtb-1' });
      new VSwitch(stack, 'vsw', { vpc, name: 'vsw', zone: 'cn-beijing-f', cidr: '10.0.0.0/24' });
    });
    expect(only(json, 'alicloud_vswitch')).toMatchObject({ vpc_id: 'vpc-1', provider: 'alicloud.cn-beijing' });
  });

  it('lets everything else be set on its resource', () => {
    const json = synth((stack) => {
      const resource = chengdu(stack).vpc.node.defaultChild as TerraformResource;
      resource.addOverride('description', 'changed');
    });
    expect(only(json, 'alicloud_vpc')).toMatchObject({ description: 'changed' });
  });

  it.each([
    ['a block outside that of the VPC', '10.0.0.0/24', 'lies in that of its VPC 172.16.0.0/12, got 10.0.0.0/24'],
    ['a block that is too small', '172.16.9.0/30', 'the block of a vSwitch is /16 to /29, got 172.16.9.0/30'],
    ['a block that is none', '172.16.9.1/24', 'did you mean 172.16.9.0/24?'],
  ])('rejects a vSwitch with %s', (_, cidr, message) => {
    const make = () =>
      synth((stack) => void chengdu(stack).vpc.addVSwitch('x', { name: 'x', zone: 'cn-chengdu-a', cidr }));
    expect(make).toThrow(message);
  });

  it('rejects a VPC that is larger than /8', () => {
    const make = () =>
      synth((stack) => void new Vpc(stack, 'x', { region: 'cn-chengdu', name: 'x', cidr: '8.0.0.0/7' }));
    expect(make).toThrow('the block of a VPC is /8 to /28, got 8.0.0.0/7');
  });

  it('rejects a name that the API does not take, with the path of the construct', () => {
    const make = () =>
      synth((stack) => void new Vpc(stack, 'vpc', { region: 'cn-chengdu', name: 'http://vpc', cidr: '10.0.0.0/8' }));
    expect(make).toThrow('the name of a vpc is');
    try {
      make();
    } catch (error) {
      expect(isValidationError(error) && [error.code, error.path]).toEqual(['NAME_INVALID', 'test/vpc']);
    }
  });
});
