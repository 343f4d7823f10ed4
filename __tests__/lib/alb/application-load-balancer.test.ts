import { AlbEdition, ApplicationLoadBalancer } from '../../../lib';
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

  it('is protected from deletion by the cloud and by Terraform when asked, and only then', () => {
    const made = (deletionProtection?: boolean) =>
      only(
        synth((stack) => {
          new ApplicationLoadBalancer(stack, 'alb', { ...chengdu(stack), name: 'alb', deletionProtection });
        }),
        'alicloud_alb_load_balancer',
      );
    expect(made(true)).toMatchObject({ deletion_protection_enabled: true, lifecycle: { prevent_destroy: true } });
    expect(made()).toMatchObject({ deletion_protection_enabled: false });
    expect(made().lifecycle).toEqual({ ignore_changes: ['address_allocated_mode'] });
  });

  it('records requests where it is told to', () => {
    const accessLog = { project: 'logs', logstore: 'alb' };
    const json = synth(
      (stack) => void new ApplicationLoadBalancer(stack, 'alb', { ...chengdu(stack), name: 'alb', accessLog }),
    );
    expect(only(json, 'alicloud_alb_load_balancer')).toMatchObject({
      access_log_config: { log_project: 'logs', log_store: 'alb' },
    });
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
