import { Things } from '../../../lib/drift/things';
import { readDriftPlan, type Values } from '../../../lib/drift/plan';
import { change, planOf } from './support/plans';

/** Says what a thing is while these stand, by address. */
function describing(standing: Readonly<Record<string, Values>>, labels: Readonly<Record<string, string>> = {}) {
  const drift = Object.entries(standing).map(([address, values]) => change(address, ['delete'], values, null));
  const things = new Things(readDriftPlan(planOf(drift)), new Map(Object.entries(labels)));
  return (address: string, values: Values) => things.describe(address.split('.')[0] ?? '', address, values);
}

const standing = {
  'alicloud_vpc.two': { id: 'vpc-2', route_table_id: 'vtb-2' },
  'alicloud_cen_transit_router_route_table.one': { id: 'tr-1:vtb-1', transit_router_route_table_id: 'vtb-1' },
  'alicloud_cen_transit_router_vpc_attachment.two': { id: 'cen:att-2', transit_router_attachment_id: 'att-2' },
  'alicloud_security_group.web': { id: 'sg-1' },
  'alicloud_security_group.alb': { id: 'sg-2' },
  'alicloud_alb_acl.office': { id: 'acl-1' },
  'alicloud_cen_bandwidth_package.china': { id: 'cenbwp-1' },
  'alicloud_cen_bandwidth_package_attachment.china': { id: 'cenbwp-1', bandwidth_package_id: 'cenbwp-1' },
  'alicloud_cen_instance.cen': { id: 'cen-1' },
};

describe('a thing in words', () => {
  it.each<[string, Values, string]>([
    [
      'alicloud_route_entry.a',
      { destination_cidrblock: '10.0.0.0/8', route_table_id: 'vtb-2' },
      'route 10.0.0.0/8 in system route table of alicloud_vpc.two',
    ],
    [
      'alicloud_cen_transit_router_route_entry.a',
      { transit_router_route_entry_destination_cidr_block: '10.0.0.0/8', transit_router_route_table_id: 'vtb-1' },
      'route 10.0.0.0/8 in alicloud_cen_transit_router_route_table.one',
    ],
    [
      'alicloud_cen_transit_router_route_table_propagation.a',
      { transit_router_attachment_id: 'att-2', transit_router_route_table_id: 'vtb-9' },
      'propagation of alicloud_cen_transit_router_vpc_attachment.two into vtb-9',
    ],
    [
      'alicloud_security_group_rule.a',
      {
        type: 'ingress',
        policy: 'accept',
        ip_protocol: 'tcp',
        port_range: '80/80',
        cidr_ip: '10.0.0.0/8',
        security_group_id: 'sg-1',
      },
      'rule accept tcp 80/80 from 10.0.0.0/8 of alicloud_security_group.web',
    ],
    [
      'alicloud_security_group_rule.a',
      { type: 'egress', ip_protocol: 'all', source_security_group_id: 'sg-2', security_group_id: 'sg-1' },
      'rule all to alicloud_security_group.alb of alicloud_security_group.web',
    ],
    [
      'alicloud_cen_bandwidth_package_attachment.china',
      { bandwidth_package_id: 'cenbwp-1', instance_id: 'cen-1' },
      'attachment of bandwidth plan alicloud_cen_bandwidth_package.china to alicloud_cen_instance.cen',
    ],
    [
      'alicloud_alb_acl_entry_attachment.a',
      { entry: '10.0.0.0/8', acl_id: 'acl-1' },
      'entry 10.0.0.0/8 of alicloud_alb_acl.office',
    ],
    ['alicloud_vpc.two', {}, 'VPC alicloud_vpc.two'],
    ['random_id.a', {}, 'random_id.a'],
  ])('%s with %j', (address, values, text) => {
    expect(describing(standing)(address, values)).toBe(text);
  });

  it('has the label of what it is part of', () => {
    const describe = describing(standing, { 'alicloud_vpc.two': 'backends/hangzhou/vpc' });
    expect(describe('alicloud_route_entry.a', { destination_cidrblock: '10.0.0.0/8', route_table_id: 'vtb-2' })).toBe(
      'route 10.0.0.0/8 in system route table of backends/hangzhou/vpc',
    );
    expect(describe('alicloud_vpc.two', {})).toBe('VPC backends/hangzhou/vpc');
  });
});
