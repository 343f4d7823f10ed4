import { readPlan, readSynthesized } from '../../../../lib/proof/terraform';
import { gapsOf } from './support/fixtures';

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** Two VPCs, each with a vSwitch, on one transit router, and a security group. */
const BASE: Blocks = {
  alicloud_vpc: { a: { cidr_block: '10.0.0.0/16' }, b: { cidr_block: '10.1.0.0/16' } },
  alicloud_vswitch: {
    a: { vpc_id: '${alicloud_vpc.a.id}', cidr_block: '10.0.0.0/24', zone_id: 'cn-chengdu-a' },
    b: { vpc_id: '${alicloud_vpc.b.id}', cidr_block: '10.1.0.0/24', zone_id: 'cn-chengdu-a' },
  },
  alicloud_cen_instance: { c: {} },
  alicloud_cen_transit_router: { r: { cen_id: '${alicloud_cen_instance.c.id}' } },
  alicloud_cen_transit_router_vpc_attachment: {
    a: attachment('a'),
    b: attachment('b'),
  },
  alicloud_security_group: { g: { vpc_id: '${alicloud_vpc.b.id}' } },
};

function attachment(name: string): Record<string, unknown> {
  return {
    cen_id: '${alicloud_cen_instance.c.id}',
    transit_router_id: '${alicloud_cen_transit_router.r.transit_router_id}',
    vpc_id: `\${alicloud_vpc.${name}.id}`,
    zone_mappings: [{ zone_id: 'cn-chengdu-a', vswitch_id: `\${alicloud_vswitch.${name}.id}` }],
  };
}

const ATTACHMENT_A = '${alicloud_cen_transit_router_vpc_attachment.a.transit_router_attachment_id}';
const route = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  route_table_id: '${alicloud_vpc.a.route_table_id}',
  destination_cidrblock: '10.1.0.0/24',
  nexthop_type: 'Attachment',
  nexthop_id: ATTACHMENT_A,
  ...over,
});
const rule = (over: Record<string, unknown>): Blocks => ({
  alicloud_security_group_rule: {
    x: {
      security_group_id: '${alicloud_security_group.g.id}',
      type: 'ingress',
      ip_protocol: 'tcp',
      port_range: '80/80',
      cidr_ip: '10.0.0.0/24',
      ...over,
    },
  },
});

const read = (more: Blocks, rest: Record<string, unknown> = {}) => {
  const resource = { ...BASE };
  for (const [type, blocks] of Object.entries(more)) resource[type] = { ...BASE[type], ...blocks };
  return readSynthesized({ provider: { alicloud: [{ region: 'cn-chengdu' }] }, resource, ...rest });
};

describe('what is known', () => {
  it('leaves no gap', () => {
    const model = read({ alicloud_route_entry: { x: route() } });
    expect(gapsOf(model)).toEqual([]);
    expect(model.vpcRouteTables[0]!.routes).toMatchObject([
      {
        destination: { text: '10.1.0.0/24' },
        nextHop: { kind: 'attachment', attachmentId: 'alicloud_cen_transit_router_vpc_attachment.a' },
      },
    ]);
  });

  it.each([
    ['a local', '${local.table}', { locals: { table: '${alicloud_vpc.a.route_table_id}' } }],
    [
      'a variable with a default',
      '${var.table}',
      { variable: { table: { default: '${alicloud_vpc.a.route_table_id}' } } },
    ],
    ['a condition that is known', '${true ? alicloud_vpc.a.route_table_id : alicloud_vpc.b.route_table_id}', {}],
    ['an element of a list', '${[alicloud_vpc.b.route_table_id, alicloud_vpc.a.route_table_id][1]}', {}],
    ['a map', '${{ x = alicloud_vpc.a.route_table_id }["x"]}', {}],
    ['a splat', '${([alicloud_vpc.a][*].route_table_id)[0]}', {}],
    ['a for', '${one([for k, v in { x = alicloud_vpc.a } : v.route_table_id if k != "y"])}', {}],
  ])('follows %s', (_, table, rest) => {
    const model = read({ alicloud_route_entry: { x: route({ route_table_id: table }) } }, rest);
    expect(gapsOf(model)).toEqual([]);
    expect(model.vpcRouteTables.map(({ routes }) => routes.length)).toEqual([1, 0]);
  });

  it('joins VPC attachments with the tables that routers have from the start, by deprecated arguments that connections only seem to have', () => {
    const flags = { route_table_association_enabled: true, route_table_propagation_enabled: true };
    const model = read({
      alicloud_cen_transit_router: { s: { cen_id: '${alicloud_cen_instance.c.id}' } },
      alicloud_cen_transit_router_vpc_attachment: { a: { ...attachment('a'), ...flags } },
      alicloud_cen_transit_router_peer_attachment: {
        p: {
          transit_router_id: '${alicloud_cen_transit_router.r.transit_router_id}',
          peer_transit_router_id: '${alicloud_cen_transit_router.s.transit_router_id}',
          ...flags,
        },
      },
    });
    const pairs = [['alicloud_cen_transit_router_vpc_attachment.a', 'alicloud_cen_transit_router.r/system']];
    for (const joins of [model.associations, model.propagations]) {
      expect(joins.map(({ attachmentId, routeTableId }) => [attachmentId, routeTableId])).toEqual(pairs);
    }
  });
});

describe('what is not known leaves a gap, and no route, rule or join that may be wrong', () => {
  const table = 'alicloud_cen_transit_router_route_table_association';
  it.each<[string, Blocks, RegExp]>([
    [
      'a route of an unknown table',
      {
        alicloud_route_entry: {
          x: route({ route_table_id: '${var.x ? alicloud_vpc.a.route_table_id : alicloud_vpc.b.route_table_id}' }),
        },
      },
      /x\.route_table_id: .*var\.x/,
    ],
    [
      'a route to an unknown attachment',
      { alicloud_route_entry: { x: route({ nexthop_id: '${var.hop}' }) } },
      /x\.nexthop_id: \$\{var\.hop\}/,
    ],
    [
      'a route of an unknown destination',
      { alicloud_route_entry: { x: route({ destination_cidrblock: '${cidrsubnet(var.c, 8, 1)}' }) } },
      /destination_cidrblock: \$\{cidrsubnet/,
    ],
    [
      'an attribute that names no table',
      { alicloud_route_entry: { x: route({ route_table_id: '${alicloud_vpc.a.router_id}' }) } },
      /alicloud_vpc\.a\.router_id/,
    ],
    [
      'a table of another cloud account',
      { alicloud_route_entry: { x: route({ route_table_id: 'vtb-1' }) } },
      /vtb-1 is not part of this configuration/,
    ],
    [
      'several next hops',
      {
        alicloud_vpc_route_entry: {
          x: {
            route_table_id: '${alicloud_vpc.a.route_table_id}',
            destination_cidr_block: '10.1.0.0/24',
            next_hops: [{}, {}],
          },
        },
      },
      /several next hops/,
    ],
    [
      'an association of an unknown attachment',
      {
        [table]: {
          x: {
            transit_router_attachment_id: '${var.a}',
            transit_router_route_table_id: '${alicloud_cen_transit_router_route_table.t.id}',
          },
        },
      },
      /transit_router_attachment_id: \$\{var\.a\}/,
    ],
    [
      'count that is not known',
      { alicloud_route_entry: { x: { ...route(), count: '${var.n}' } } },
      /count or for_each is not known/,
    ],
    ['a source that is not known', rule({ cidr_ip: '${var.cidr}' }), /cidr_ip: \$\{var\.cidr\}/],
    ['a prefix list', rule({ prefix_list_id: 'pl-1' }), /prefix lists are not followed/],
    ['a policy that is not known', rule({ policy: '${var.policy}' }), /policy: \$\{var\.policy\}/],
  ])('%s', (_, blocks, message) => {
    const model = read(blocks);
    expect(gapsOf(model)).toContainEqual(expect.stringMatching(message));
    expect(model.vpcRouteTables.flatMap(({ routes }) => routes)).toEqual([]);
    expect(model.securityGroups.flatMap(({ rules }) => rules)).toEqual([]);
    expect(model.associations).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, 'vpc' | 'model']>([
    ['alicloud_network_acl', { vpc_id: '${alicloud_vpc.a.id}' }, 'vpc'],
    [
      'alicloud_vpc_network_acl_attachment',
      { resource_id: '${alicloud_vswitch.a.id}', resource_type: 'VSwitch' },
      'vpc',
    ],
    [
      'alicloud_vpc_gateway_endpoint_route_table_attachment',
      { route_table_id: '${alicloud_vpc.a.route_table_id}' },
      'vpc',
    ],
    ['alicloud_cen_route_map', { cen_id: '${alicloud_cen_instance.c.id}' }, 'model'],
    ['alicloud_cen_something_new', {}, 'model'],
  ])('%s, where it belongs', (type, block, where) => {
    const model = read({ [type]: { x: block } });
    const [a, b] = model.vpcRouteTables;
    expect((where === 'vpc' ? a!.gaps : model.gaps).map(({ message }) => message)).toEqual([
      expect.stringContaining(`${type}.x: it`),
    ]);
    expect(b!.gaps).toEqual([]);
  });

  it('but what has nothing to do with it does not', () => {
    const model = read({
      alicloud_oss_bucket: { x: {} },
      alicloud_db_instance: { x: { vswitch_id: '${alicloud_vswitch.a.id}' } },
    });
    expect(gapsOf(model)).toEqual([]);
  });

  it('things that are there already are told from those that are made', () => {
    const { vpcRouteTables } = read({ alicloud_security_group: { h: { vpc_id: 'vpc-1' } } });
    expect(vpcRouteTables.map(({ id, gaps }) => [id, gaps.map(({ kind }) => kind)])).toEqual([
      ['alicloud_vpc.a/system', []],
      ['alicloud_vpc.b/system', []],
      ['vpc-1/system', ['existing']],
    ]);
  });
});

describe('a plan says what an expression refers to, and not how', () => {
  const plan = (references: readonly string[], index: string | undefined = 'x') => {
    const resource = (key: string, name: string, values: object, address = `alicloud_vpc.${name}["${key}"]`) => ({
      ...{ address, mode: 'managed', type: 'alicloud_vpc', name, index: key, values },
    });
    const vSwitch = {
      mode: 'managed',
      type: 'alicloud_vswitch',
      name: 's',
      index,
      address: `alicloud_vswitch.s["${index}"]`,
    };
    const resources = [
      resource('x', 'v', { cidr_block: '10.0.0.0/16' }),
      resource('y', 'v', { cidr_block: '10.1.0.0/16' }),
      resource('x', 'only', { cidr_block: '10.2.0.0/16' }),
      { ...vSwitch, values: { cidr_block: '10.0.0.0/24' } },
    ];
    const written = (address: string, expressions: object) => ({ address, expressions, for_each_expression: {} });
    return readPlan({
      format_version: '1.2',
      planned_values: { root_module: { resources } },
      resource_changes: [{ address: vSwitch.address, change: { after_unknown: { vpc_id: true } } }],
      configuration: {
        root_module: {
          variables: { x: {} },
          resources: [
            written('alicloud_vpc.v', {}),
            written('alicloud_vpc.only', {}),
            written('alicloud_vswitch.s', { vpc_id: { references } }),
          ],
        },
      },
      variables: { x: { value: 'known' } },
    });
  };
  const vpcOf = (references: readonly string[]) => plan(references).vSwitches.map(({ vpcId }) => vpcId);

  it('follows the only thing that is not known', () => {
    const x = ['alicloud_vpc.v["x"].id', 'alicloud_vpc.v["x"]', 'alicloud_vpc.v'];
    expect(vpcOf(x)).toEqual(['alicloud_vpc.v["x"]']);
    expect(vpcOf(['var.x', ...x])).toEqual(['alicloud_vpc.v["x"]']);
    expect(vpcOf(['alicloud_vpc.only', 'each.key'])).toEqual(['alicloud_vpc.only["x"]']);
  });

  it.each([
    [['alicloud_vpc.v', 'each.key']],
    [['alicloud_vpc.v']],
    [
      [
        'alicloud_vpc.v["x"].id',
        'alicloud_vpc.v["x"]',
        'alicloud_vpc.v',
        'alicloud_vpc.v["y"].id',
        'alicloud_vpc.v["y"]',
        'alicloud_vpc.v',
      ],
    ],
    [['local.vpcs', 'each.key']],
    [['module.gone.vpc_id', 'module.gone']],
    [['alicloud_vpc.v["x"].router_id', 'alicloud_vpc.v["x"]', 'alicloud_vpc.v']],
  ])('leaves a gap for %j', (references) => {
    const model = plan(references);
    expect(model.vSwitches).toEqual([]);
    expect(gapsOf(model)).toContainEqual(expect.stringContaining('alicloud_vswitch.s["x"].vpc_id'));
  });
});

describe('a dynamic block of a plan', () => {
  it('that nobody can see into leaves a gap, and not a group without servers', () => {
    const address = 'alicloud_alb_server_group.g';
    const group = { address, mode: 'managed', type: 'alicloud_alb_server_group', name: 'g', values: {} };
    const model = readPlan({
      format_version: '1.2',
      planned_values: { root_module: { resources: [group] } },
      resource_changes: [{ address, change: { after_unknown: { servers: true } } }],
      configuration: { root_module: { resources: [{ address, expressions: {} }] } },
    });
    expect(gapsOf(model)).toEqual([expect.stringContaining(`${address}.servers: dynamic "servers"`)]);
  });
});
