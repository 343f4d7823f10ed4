import { AlbEdition, ApplicationLoadBalancer, Listener, ServerGroup } from '../../../lib';
import { only, reference, synth } from '../../support/synth';
import { chengdu } from '../../support/topology';

describe('ApplicationLoadBalancer', () => {
  it('is private, pay-as-you-go, with an explicit address mode so that no plan replaces it', () => {
    const json = synth((stack) => void new ApplicationLoadBalancer(stack, 'alb', { ...chengdu(stack), name: 'alb' }));
    expect(only(json, 'alicloud_alb_load_balancer')).toMatchObject({
      provider: 'alicloud.cn-chengdu',
      vpc_id: reference(json, 'alicloud_vpc', 'id'),
      address_type: 'Intranet',
      address_allocated_mode: 'Fixed',
      load_balancer_edition: 'Standard',
      load_balancer_billing_config: { pay_type: 'PayAsYouGo' },
      zone_mappings: [{ zone_id: 'cn-chengdu-a' }, { zone_id: 'cn-chengdu-b' }],
    });
  });

  it('has another edition when asked', () => {
    const edition = AlbEdition.BASIC;
    const json = synth(
      (stack) => void new ApplicationLoadBalancer(stack, 'alb', { ...chengdu(stack), name: 'alb', edition }),
    );
    expect(only(json, 'alicloud_alb_load_balancer')).toMatchObject({ load_balancer_edition: 'Basic' });
  });

  it('rejects two vSwitches in one zone', () => {
    const make = () =>
      synth((stack) => {
        const { vpc, vSwitches } = chengdu(stack);
        new ApplicationLoadBalancer(stack, 'alb', { vpc, vSwitches: [vSwitches[0]!, vSwitches[0]!], name: 'alb' });
      });
    expect(make).toThrow('got zones cn-chengdu-a, cn-chengdu-a');
  });
});

describe('Listener', () => {
  const listenerOn = (port: number) =>
    synth((stack) => {
      const loadBalancer = ApplicationLoadBalancer.fromLoadBalancerAttributes({
        loadBalancerId: 'alb-1',
        region: 'cn-chengdu',
      });
      const defaultServerGroup = ServerGroup.fromServerGroupId('sgp-1');
      new Listener(stack, 'http', { loadBalancer, port, defaultServerGroup, description: 'http' });
    });

  it('forwards HTTP to its server group', () => {
    expect(only(listenerOn(80), 'alicloud_alb_listener')).toMatchObject({
      load_balancer_id: 'alb-1',
      listener_port: 80,
      listener_protocol: 'HTTP',
      default_actions: [
        { type: 'ForwardGroup', forward_group_config: { server_group_tuples: [{ server_group_id: 'sgp-1' }] } },
      ],
    });
  });

  it('rejects a description with spaces, which the API does not take', () => {
    const make = () =>
      synth((stack) => {
        const loadBalancer = new ApplicationLoadBalancer(stack, 'alb', { ...chengdu(stack), name: 'alb' });
        const defaultServerGroup = ServerGroup.fromServerGroupId('sgp-1');
        new Listener(stack, 'http', { loadBalancer, port: 80, defaultServerGroup, description: 'the shop' });
      });
    expect(make).toThrow('the description of a listener is 2 to 256 letters, digits, - / . _, got "the shop"');
  });

  it('rejects port 0, which the provider would let through', () => {
    expect(() => listenerOn(0)).toThrow('port is a whole number from 1 to 65535, got 0');
  });
});
