import { prove } from '../../../../lib/proof';
import { readState, readSynthesized } from '../../../../lib/proof/terraform';
import { add, stack } from '../../../support/plain-stack';
import { gapsOf } from './support/fixtures';

const state = (...resources: readonly object[]) =>
  readState({ format_version: '1.0', values: { root_module: { resources } } });

const data = (type: string, values: object): object => ({
  ...{ address: `data.${type}.x`, mode: 'data', type, name: 'x', values },
});
const managed = (type: string, name: string, values: object): object => ({
  ...{ address: `${type}.${name}`, mode: 'managed', type, name, values },
});

describe('things that are there already', () => {
  const vpcs = data('alicloud_vpcs', {
    vpcs: [
      { id: 'vpc-1', vpc_id: 'vpc-1', cidr_block: '10.0.0.0/16', route_table_id: 'vtb-1', region_id: 'cn-chengdu' },
    ],
  });
  const vSwitches = data('alicloud_vswitches', {
    vswitches: [{ id: 'vsw-1', vpc_id: 'vpc-1', cidr_block: '10.0.0.0/24', zone_id: 'cn-chengdu-a' }],
  });

  it('come from data sources, with a gap for what they do not show', () => {
    const model = state(vpcs, vSwitches);
    expect(model.vpcs).toMatchObject([{ region: 'cn-chengdu', cidrs: [{ text: '10.0.0.0/16' }] }]);
    expect(model.vSwitches).toMatchObject([{ vpcId: model.vpcs[0]!.id, cidr: { text: '10.0.0.0/24' } }]);
    expect(model.vpcRouteTables[0]!.gaps).toMatchObject([{ kind: 'existing' }]);
  });

  it('are the same things when a resource and a data source show them', () => {
    const vpc = managed('alicloud_vpc', 'a', { id: 'vpc-1', cidr_block: '10.0.0.0/16', route_table_id: 'vtb-1' });
    const model = state(vpcs, vSwitches, vpc);
    expect(model.vpcs.map(({ id }) => id)).toEqual(['alicloud_vpc.a']);
    expect(model.vSwitches[0]!.vpcId).toBe('alicloud_vpc.a');
    expect(gapsOf(model)).toEqual([]);
  });

  it('take routes by the id of their table', () => {
    const route = managed('alicloud_route_entry', 'r', {
      ...{ route_table_id: 'vtb-1', destination_cidrblock: '10.9.0.0/16', nexthop_type: 'Instance', nexthop_id: 'i-1' },
    });
    const [table] = state(vpcs, route).vpcRouteTables;
    expect(table!.routes).toMatchObject([{ destination: { text: '10.9.0.0/16' }, nextHop: { kind: 'other' } }]);
  });

  it('have their system table found by a data source before it is read', () => {
    const block = {
      route_table_id: '${data.alicloud_route_tables.t.tables[0].id}',
      ...{ destination_cidrblock: '10.9.0.0/16', nexthop_type: 'Instance', nexthop_id: 'i-1' },
    };
    const read = (filter: object) =>
      readSynthesized({
        data: { alicloud_route_tables: { t: { vpc_id: 'vpc-1', ...filter } } },
        resource: { alicloud_route_entry: { r: block } },
      });
    const [table] = read({ route_table_type: 'System' }).vpcRouteTables;
    expect([table!.vpcId, table!.routes.length]).toEqual(['vpc-1', 1]);
    const unfiltered = read({});
    expect(unfiltered.vpcRouteTables.flatMap(({ routes }) => routes)).toEqual([]);
    expect(unfiltered.gaps).toMatchObject([{ message: expect.stringContaining('r.route_table_id') as string }]);
  });

  it('leave an upgraded ALB without back-to-origin CIDRs, whatever is routed', () => {
    const addresses = { load_balancer_addresses: [{ ipv4_local_addresses: ['10.0.0.2'] }] };
    const alb = managed('alicloud_alb_load_balancer', 'a', {
      ...{ id: 'alb-1', vpc_id: 'vpc-1', zone_mappings: [{ vswitch_id: 'vsw-1', ...addresses }] },
    });
    const [loadBalancer] = state(vpcs, vSwitches, alb).loadBalancers;
    expect(loadBalancer!.generation).toBe('upgraded');
    expect(loadBalancer!.sourceRanges).toMatchObject([{ kind: 'vSwitch', cidr: { text: '10.0.0.0/24' } }]);
  });
});

describe('a VPC that a data source will find', () => {
  it('has its system route table', () => {
    const json = stack();
    const route = { route_table_id: '${data.alicloud_vpcs.found.vpcs[0].route_table_id}' };
    add(json, 'alicloud_route_entry.there', route, 'alicloud_route_entry.out');
    const model = readSynthesized({ ...json, data: { alicloud_vpcs: { found: { name_regex: 'others' } } } });
    expect(model.gaps).toEqual([]);
    const table = model.vpcRouteTables.find(({ vpcId }) => vpcId === 'data.alicloud_vpcs.found.vpcs[0]');
    expect(table).toMatchObject({ isSystem: true, routes: [{ destination: { text: '192.168.7.0/24' } }] });
  });
});

describe('a data source that asks for what the configuration makes', () => {
  it.each([
    ['${[alicloud_vpc.far.id]}', 'unknown'],
    ['${[data.alicloud_vpcs.others.ids[0]]}', 'proven'],
  ])('may find it under another name: %s', (ids, status) => {
    const json = stack();
    add(json, 'alicloud_vswitch.found', {
      vpc_id: '${data.alicloud_vpcs.found.vpcs[0].id}',
      cidr_block: '172.16.0.0/25',
    });
    const data = { alicloud_vpcs: { others: { name_regex: 'others' }, found: { ids } } };
    expect(prove(readSynthesized({ ...json, data })).status).toBe(status);
  });
});
