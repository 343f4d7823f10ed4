import type { Configuration } from '../../../cli/rehearse/configuration';
import { mustBeKnown } from '../../../cli/rehearse/known';
import { configurationOf, vpc, vSwitch } from './configuration';

const refusal = (configuration: Configuration): string => {
  try {
    mustBeKnown(configuration);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('what a rehearsal knows', () => {
  it('lets a configuration pass of which it knows everything', () => {
    const outputs = { output: { id: { value: '${alicloud_vswitch.a.id}' } } };
    expect(refusal(configurationOf({ 'alicloud_vpc.one': vpc, 'alicloud_vswitch.a': vSwitch }, outputs))).toBe('');
  });

  it('rejects resource types, data sources, arguments and values, all by name', () => {
    const rule = { type: 'egress', ip_protocol: 'tcp' };
    const resources = {
      'alicloud_nat_gateway.nat': { vpc_id: '${alicloud_vpc.one.id}' },
      'alicloud_vpc.one': { ...vpc, enable_ipv6: true },
      'alicloud_security_group_rule.out': rule,
    };
    const data = { data: { alicloud_zones: { all: { provider: 'alicloud.cn-chengdu' } } } };
    const text = refusal(configurationOf(resources, data));
    expect(text).toContain('the resource type alicloud_nat_gateway (alicloud_nat_gateway.nat)');
    expect(text).toContain('the data source alicloud_zones (data.alicloud_zones.all)');
    expect(text).toContain('the argument enable_ipv6 of alicloud_vpc.one');
    expect(text).toContain('type = "egress" of alicloud_security_group_rule.out, but ingress');
  });

  it('rejects references to what is not there, and to attributes that it does not know', () => {
    const resources = { 'alicloud_vpc.one': { ...vpc, vpc_name: '${alicloud_vpc.two.id}' } };
    const outputs = { output: { isp: { value: '${alicloud_vpc.one.ipv6_isp}' } } };
    const text = refusal(configurationOf(resources, outputs));
    expect(text).toContain('alicloud_vpc.two.id, which alicloud_vpc.one refers to');
    expect(text).toContain('alicloud_vpc.one.ipv6_isp, which output.isp refers to');
  });

  it('rejects functions in checks, blocks and lifecycles that it does not know', () => {
    const check = {
      c: { assert: [{ condition: '${cidrnetmask("10.0.0.0/8", 1) == ""}', error_message: 'No.' }], data: {} },
    };
    const one = { ...vpc, lifecycle: { replace_triggered_by: [] } };
    const text = refusal(configurationOf({ 'alicloud_vpc.one': one }, { check, module: {} }));
    expect(text).toContain('an expression of check.c: a rehearsal does not know the function cidrnetmask');
    expect(text).toContain('the block module');
    expect(text).toContain('alicloud_vpc.one.lifecycle.replace_triggered_by');
    expect(text).toContain('check.c.data');
  });
});
