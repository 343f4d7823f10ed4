import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { loadDeployment, parseDeployment } from '../../lib';
import { CrossRegionAlbStack } from '../../stacks';
import { all, only, synthStack, type Synthesized } from '../support/synth';

const yaml = readFileSync(join(__dirname, '..', '..', 'examples', 'existing', 'shop.yaml'), 'utf8');

const synthOf = (edit: (text: string) => string = (text) => text): Synthesized =>
  synthStack(
    new CrossRegionAlbStack(Testing.stubVersion(new App({ stackTraces: false })), {
      deployment: parseDeployment(edit(yaml)),
    }),
  );

/** Data sources of a type, with their arguments. */
const lookups = (json: Synthesized, type: string) => Object.values(json.data[`alicloud_${type}`] ?? {});

/** Attachments and the connection are there too. */
const joined = (text: string): string =>
  text
    .replace(/^ {2}alb:$/m, '  attachment: { existing: tr-attach-1 }\n  alb:')
    .replace(
      /^ {4}servers:$/m,
      '    attachment: { existing: tr-attach-2 }\n    connection: { existing: tr-attach-3 }\n    servers:',
    )
    .replace(/^ {4}bandwidthPlans:\n.*\n/m, '');

describe('a deployment with everything that the seed has as prerequisites', () => {
  const json = synthOf();

  it('makes nothing that is there already', () => {
    expect(Object.keys(json.resource).sort()).toEqual([
      'alicloud_alb_listener',
      'alicloud_alb_server_group',
      'alicloud_cen_transit_router_peer_attachment',
      'alicloud_cen_transit_router_route_entry',
      'alicloud_cen_transit_router_route_table_association',
      'alicloud_cen_transit_router_route_table_propagation',
      'alicloud_cen_transit_router_vpc_attachment',
      'alicloud_route_entry',
      'alicloud_security_group_rule',
    ]);
  });

  it('has no notices of what only concerns things that are made', () => {
    expect(loadDeployment(yaml).notices).toEqual([]);
  });

  it('looks everything up by ids that are written out, so that nothing is put off and then replaced', () => {
    const managed = Object.keys(json.resource).join('|');
    expect(Object.keys(json.data)).toHaveLength(11);
    expect(JSON.stringify(json.data)).not.toMatch(new RegExp(`\\$\\{[^}]*\\b(${managed})\\.`));
    expect(JSON.stringify(json.data)).not.toContain('depends_on');
  });

  it('checks each of them once it is found, in sentences', () => {
    const checked = Object.entries(json.data).flatMap(([type, named]) =>
      Object.values(named).flatMap(({ lifecycle }) => {
        const { postcondition = [] } = (lifecycle ?? {}) as { postcondition?: { error_message: string }[] };
        return postcondition.map(({ error_message: message }) => [type, message] as const);
      }),
    );
    expect(new Set(checked.map(([type]) => type)).size).toBe(9);
    expect(checked.filter(([, message]) => !/^[A-Z].*\.$/.test(message) && !/^vSwitch .*\.$/.test(message))).toEqual(
      [],
    );
  });

  it('uses the system route tables of the transit routers', () => {
    const tables = lookups(json, 'cen_transit_router_route_tables');
    expect(tables.map((table) => table.transit_router_route_table_type)).toEqual(['System', 'System']);
    const joins = all(json, 'alicloud_cen_transit_router_route_table_association');
    expect(joins).toHaveLength(4);
    expect(String(joins[0]?.transit_router_route_table_id)).toMatch(
      /^\$\{data\.alicloud_cen_transit_router_route_tables\..*\.tables\[0\]\.transit_router_route_table_id\}$/,
    );
  });

  it('adds rules to the security group, and the server by its address', () => {
    const rules = all(json, 'alicloud_security_group_rule');
    expect(rules.map(({ security_group_id }) => security_group_id)).toEqual(Array(3).fill('sg-prerequisite'));
    expect(only(json, 'alicloud_alb_server_group').servers).toEqual([
      expect.objectContaining({ server_ip: '192.168.7.20' }),
    ]);
  });

  it('warns when the ALB turns out to be upgraded, and when a vSwitch with servers has another route table', () => {
    const messages = Object.values(json.check ?? {}).flatMap(({ assert }) =>
      (assert as { error_message: string }[]).map((one) => one.error_message),
    );
    expect(messages).toEqual([
      expect.stringContaining('vSwitch vsw-prerequisite4 holds servers'),
      expect.stringContaining('The ALB is upgraded'),
    ]);
  });

  it('takes the address of a server from the look-up where the file does not say it', () => {
    const [server] = only(
      synthOf((text) => text.replace(' ip: 192.168.7.20,', '')),
      'alicloud_alb_server_group',
    ).servers as { server_ip: string }[];
    expect(server?.server_ip).toMatch(/^\$\{data\.alicloud_instances\..*\.instances\[0\]\.private_ip\}$/);
  });

  it('takes servers that stand beside the ALB, and their security group', () => {
    const json = synthOf((text) =>
      text.replace(
        /^ {2}alb:$/m,
        '  securityGroup: { existing: sg-1 }\n  servers:\n    near: { existing: i-1, vSwitch: vsw1, serverGroup: web }\n  alb:',
      ),
    );
    expect(only(json, 'alicloud_alb_server_group').servers).toHaveLength(2);
    expect(all(json, 'alicloud_security_group_rule').map(({ security_group_id }) => security_group_id)).toContain(
      'sg-1',
    );
    expect(all(json, 'alicloud_instance')).toEqual([]);
  });

  it('takes another route table of a router where the file names one', () => {
    const json = synthOf((text) => text.replace('existing: tr-prerequisite1', '$&, routeTable: vtb-1'));
    const tables = all(json, 'alicloud_cen_transit_router_route_entry').map(
      (entry) => entry.transit_router_route_table_id,
    );
    expect(new Set(tables)).toEqual(new Set(['vtb-1']));
    expect(lookups(json, 'cen_transit_router_route_tables')).toContainEqual(
      expect.objectContaining({ transit_router_route_table_ids: ['vtb-1'] }),
    );
  });
});

describe('a deployment whose attachments and connection are there already', () => {
  const json = synthOf(joined);

  it('joins nothing, and looks at every association and propagation', () => {
    const made = Object.keys(json.resource).filter((type) => /attachment|association|propagation|bandwidth/.test(type));
    expect(made).toEqual([]);
    expect(lookups(json, 'cen_transit_router_route_table_associations')).toHaveLength(4);
    expect(lookups(json, 'cen_transit_router_route_table_propagations')).toHaveLength(4);
  });

  it('leads the routes to the attachments that are there', () => {
    const hops = all(json, 'alicloud_route_entry').map(({ nexthop_id }) => nexthop_id);
    expect(new Set(hops)).toEqual(new Set(['tr-attach-1', 'tr-attach-2']));
  });
});

describe('a CEN instance that is there already, without its transit routers', () => {
  const json = synthOf((text) => text.replace(/^.*transitRouter: .*\n/gm, ''));

  it('gets routers that refuse to be second ones', () => {
    const routers = all(json, 'alicloud_cen_transit_router');
    expect(routers).toHaveLength(2);
    const [condition] = (routers[0]?.lifecycle as { precondition: { error_message: string }[] }).precondition;
    expect(condition?.error_message).toMatch(
      /CEN instance cen-prerequisite has a transit router in cn-(chengdu|hangzhou) already/,
    );
  });
});

describe('a transit router that is made by hand and imported', () => {
  it('keeps the route table that it has', () => {
    const json = synthOf((text) =>
      text.replace('transitRouter: { existing: tr-prerequisite1 }', 'transitRouter: { routeTable: vtb-1 }'),
    );
    expect(all(json, 'alicloud_cen_transit_router')).toHaveLength(1);
    expect(all(json, 'alicloud_cen_transit_router_route_table')).toEqual([]);
  });
});

describe('secondary blocks of a VPC', () => {
  it('are held against the blocks of the other VPCs', () => {
    const conditions = lookups(synthOf(), 'vpcs').map(
      ({ lifecycle }) =>
        (lifecycle as { postcondition: { error_message: string }[] }).postcondition.at(-1)?.error_message,
    );
    expect(conditions.sort()).toEqual([
      expect.stringMatching(/vpc-prerequisite1 .* overlaps a VPC that it is joined with: 192.168.0.0\/16\.$/),
      expect.stringMatching(/vpc-prerequisite2 .* overlaps a VPC that it is joined with: 172.16.0.0\/12\.$/),
    ]);
  });
});
