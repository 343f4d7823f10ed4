import { SecurityGroup } from '../../../lib';
import { all, only, reference, synth } from '../../support/synth';
import { hangzhou } from '../../support/topology';

const groupIn = (build: (group: SecurityGroup) => void) =>
  synth((stack) => {
    build(new SecurityGroup(stack, 'group', { vpc: hangzhou(stack).vpc, name: 'servers' }));
  });

describe('SecurityGroup', () => {
  it('lets a port in from a block, on the network of VPCs', () => {
    const json = groupIn((group) =>
      group.addIngressRule({ sourceCidr: '100.64.0.0/10', port: 80, description: 'ALB' }),
    );
    expect(only(json, 'alicloud_security_group')).toMatchObject({ security_group_type: 'normal' });
    expect(only(json, 'alicloud_security_group_rule')).toEqual(
      expect.objectContaining({
        provider: 'alicloud.cn-hangzhou',
        security_group_id: reference(json, 'alicloud_security_group', 'id'),
        type: 'ingress',
        ip_protocol: 'tcp',
        port_range: '80/80',
        cidr_ip: '100.64.0.0/10',
        policy: 'accept',
        priority: 1,
        nic_type: 'intranet',
        description: 'ALB',
      }),
    );
  });

  it('has one rule for each port and block, however often it is asked for', () => {
    const json = groupIn((group) => {
      for (const port of [80, 80, 8080]) group.addIngressRule({ sourceCidr: '172.16.0.0/24', port });
    });
    expect(all(json, 'alicloud_security_group_rule').map(({ port_range }) => port_range)).toEqual([
      '80/80',
      '8080/8080',
    ]);
  });

  it.each([0, 65536, 80.5])('rejects port %d', (port) => {
    expect(() => groupIn((group) => group.addIngressRule({ sourceCidr: '10.0.0.0/8', port }))).toThrow(
      `port is a whole number from 1 to 65535, got ${port}`,
    );
  });

  it('rejects a description that the API does not take', () => {
    const rule = { sourceCidr: '10.0.0.0/8', port: 80, description: 'https://example.com' };
    expect(() => groupIn((group) => group.addIngressRule(rule))).toThrow('the description of a rule is 1 to 512');
  });

  it('rejects a block that does not start at its network address', () => {
    expect(() => groupIn((group) => group.addIngressRule({ sourceCidr: '10.0.0.1/8', port: 80 }))).toThrow(
      '10.0.0.0/8',
    );
  });
});
