import { inOrder } from '../../../cli/rehearse/order';
import { configurationOf, vpc, vSwitch } from './configuration';

const order = (...args: Parameters<typeof configurationOf>) =>
  inOrder(configurationOf(...args).blocks).map(({ address }) => address);

describe('the order of a rehearsal', () => {
  it('puts what is referred to in front, however deep the reference is', () => {
    const group = { servers: [{ server_ip: '${alicloud_vswitch.a.id}' }] };
    expect(
      order({ 'alicloud_alb_server_group.g': group, 'alicloud_vswitch.a': vSwitch, 'alicloud_vpc.one': vpc }),
    ).toEqual(['alicloud_vpc.one', 'alicloud_vswitch.a', 'alicloud_alb_server_group.g']);
  });

  it('keeps to depends_on and to the references of conditions', () => {
    const precondition = [{ condition: '${alicloud_vpc.two.id != ""}', error_message: 'No.' }];
    const resources = {
      'alicloud_vpc.one': { ...vpc, depends_on: ['alicloud_vpc.two'] },
      'alicloud_vpc.two': { ...vpc, depends_on: ['alicloud_vpc.three'] },
      'alicloud_vpc.zero': { ...vpc, lifecycle: { precondition } },
      'alicloud_vpc.three': vpc,
    };
    expect(order(resources)).toEqual(['three', 'two', 'one', 'zero'].map((name) => `alicloud_vpc.${name}`));
  });

  it('rejects a circle, with everything in it', () => {
    const one = { ...vpc, vpc_name: '${alicloud_vswitch.a.id}' };
    expect(() => order({ 'alicloud_vpc.one': one, 'alicloud_vswitch.a': vSwitch })).toThrow(
      'alicloud_vpc.one -> alicloud_vswitch.a -> alicloud_vpc.one',
    );
  });
});
