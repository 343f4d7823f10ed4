import { isValidationError } from '../../../../lib';
import { prove, type NetworkModel } from '../../../../lib/proof';
import { readPlan, readState, readSynthesized, readTerraformJson } from '../../../../lib/proof/terraform';
import { canonical, fixture, gapsOf, modulesConfiguration, synthesized } from './support/fixtures';

const destinations = (model: NetworkModel, tableId: string): readonly string[] =>
  (model.vpcRouteTables.find(({ id }) => id === tableId)?.routes ?? [])
    .map(({ destination }) => destination.text)
    .sort();

describe('the default deployment', () => {
  const synth = readSynthesized(synthesized());
  const plan = readPlan(fixture('chengdu-hangzhou.plan'));
  const state = readState(fixture('chengdu-hangzhou.state'));

  it('is the same model as it is synthesized, planned and applied', () => {
    expect(canonical(plan)).toEqual(canonical(synth));
    expect(canonical(state)).toEqual(canonical(synth));
  });

  it('leaves nothing open, and is proven for the vSwitches and the six back-to-origin CIDRs', () => {
    for (const model of [synth, plan, state]) {
      expect(gapsOf(model)).toEqual([]);
      const { status, flows } = prove(model);
      expect(status).toBe('proven');
      expect(flows.map(({ source }) => source.cidr.text)).toEqual([
        ...['172.16.0.0/24', '172.16.6.0/24', '100.117.130.0/25', '100.117.130.128/25'],
        ...['100.122.175.64/26', '100.122.175.128/26', '100.122.175.192/26', '100.122.176.0/26'],
      ]);
    }
  });

  it('is called by Terraform addresses, and by construct paths where the JSON has them', () => {
    expect(plan.vpcs.map(({ label }) => label)).toContain('alicloud_vpc.frontend_vpc_D48759C7');
    const block = { cidr_block: '10.0.0.0/16', '//': { metadata: { path: 'stack/frontend/vpc/Resource' } } };
    const { vpcs } = readSynthesized({ resource: { alicloud_vpc: { a: block } } });
    expect(vpcs.map(({ label }) => label)).toEqual(['frontend/vpc']);
  });

  it('shows what generation the ALB is of once it is there', () => {
    expect([synth, plan, state].map(({ loadBalancers }) => loadBalancers[0]!.generation)).toEqual([
      'unknown',
      'unknown',
      'non-upgraded',
    ]);
  });

  it('is told from a plan and a state by what is in it', () => {
    expect(readTerraformJson(synthesized())).toEqual(synth);
    expect(readTerraformJson(fixture('chengdu-hangzhou.plan'))).toEqual(plan);
    expect(readTerraformJson(fixture('chengdu-hangzhou.state'))).toEqual(state);
  });

  it('has no back-to-origin range when none is routed', () => {
    const withoutRanges = readSynthesized(
      synthesized((yaml) => yaml.replace(/ {4}backToOriginCidrs:\n( {6}- .*\n)+/, '')),
    );
    expect(withoutRanges.loadBalancers[0]!.sourceRanges.map(({ kind }) => kind)).toEqual(['vSwitch', 'vSwitch']);
  });

  it('takes back-to-origin CIDRs that are given for those of its ALB', () => {
    const given = (name: string) =>
      readState(fixture('chengdu-hangzhou.state'), { backToOriginCidrs: { [name]: ['100.121.0.0/26'] } })
        .loadBalancers[0]!.sourceRanges.filter(({ kind }) => kind === 'backToOrigin')
        .map(({ cidr }) => cidr.text);
    expect(given('*')).toEqual(['100.121.0.0/26']);
    expect(given('chengdu-hangzhou')).toEqual(['100.121.0.0/26']);
    expect(given('alicloud_alb_load_balancer.cross-region-alb_load-balancer_FFB86C38')).toEqual(['100.121.0.0/26']);
    expect(given('another')).toHaveLength(6);
  });
});

describe('a configuration by hand, with modules, count, for_each and data sources', () => {
  it('is the same model planned, with its configuration, and applied', async () => {
    const plan = readPlan(fixture('modules.plan'), { configuration: await modulesConfiguration() });
    const state = readState(fixture('modules.state'));
    expect(gapsOf(plan)).toEqual([]);
    expect(gapsOf(state)).toEqual([]);
    expect(canonical(plan)).toEqual(canonical(state));
    expect(prove(plan).status).toBe('proven');
    expect(prove(state).status).toBe('proven');
  });

  it('takes no target for another where a plan does not say which', () => {
    const plan = readPlan(fixture('modules.plan'));
    expect(gapsOf(plan)).toEqual([
      expect.stringContaining('route_table_association.link["chengdu"].transit_router_route_table_id: each.value'),
      expect.stringContaining('route_table_association.link["hangzhou"].transit_router_route_table_id: each.value'),
      expect.stringContaining('alicloud_instance.servers[0].vswitch_id: module.hangzhou.vswitch_ids, count.index'),
      expect.stringContaining('alicloud_instance.servers[0]: its vSwitch is not known'),
      expect.stringContaining('alicloud_instance.servers[1].vswitch_id: module.hangzhou.vswitch_ids, count.index'),
      expect.stringContaining('alicloud_instance.servers[1]: its vSwitch is not known'),
      expect.stringContaining('alicloud_alb_load_balancer.this.zone_mappings.vswitch_id'),
      expect.stringContaining(
        'alicloud_alb_server_group.web["blue"].servers.server_id: alicloud_instance.servers, each.key',
      ),
      expect.stringContaining(
        'alicloud_alb_server_group.web["green"].servers.server_id: alicloud_instance.servers, each.key',
      ),
    ]);
    expect(plan.serverGroups.flatMap(({ members }) => members)).toEqual([]);
    expect(prove(plan).status).toBe('unknown');
  });

  it('follows module variables and outputs, single instances and data sources in a plan alone', async () => {
    const alone = readPlan(fixture('modules.plan'));
    const whole = readPlan(fixture('modules.plan'), { configuration: await modulesConfiguration() });
    for (const part of [
      'vpcs',
      'vSwitches',
      'vpcRouteTables',
      'vpcAttachments',
      'connections',
      'propagations',
    ] as const) {
      expect(alone[part]).toEqual(whole[part]);
    }
    expect(alone.transitRouterRouteTables).toEqual(whole.transitRouterRouteTables);
  });

  it('reads what is there after a plan that deletes routes and replaces a vSwitch', async () => {
    const before = readState(fixture('modules.state'));
    const after = readPlan(fixture('modules.change-plan'), { configuration: await modulesConfiguration() });
    const table = 'module.hangzhou.alicloud_vpc.this/system';
    expect(destinations(before, table)).toContain('100.122.176.0/26');
    expect(destinations(after, table)).toEqual(['100.117.130.0/25', '172.16.0.0/24', '172.16.6.0/24']);
    expect(after.vpcAttachments).toEqual(before.vpcAttachments);
    expect(gapsOf(after)).toEqual([]);
  });

  it('reads the rules of a listener and of a security group', () => {
    const state = readState(fixture('modules.state'));
    expect(state.listeners[0]!.serverGroupIds).toEqual([
      'alicloud_alb_server_group.web["blue"]',
      'alicloud_alb_server_group.web["green"]',
    ]);
    expect(state.securityGroups[0]!.rules.map(({ label }) => label).sort()).toEqual([
      'health checks from vsw1',
      'health checks from vsw2',
      'health checks, back to origin',
    ]);
  });
});

describe('rejects what is none of the three', () => {
  it.each([[[]], [null], ['text'], [{}], [{ hello: 1 }], [{ format_version: '1.0', resource_changes: [] }]])(
    '%j',
    (json) => {
      expect(() => readTerraformJson(json)).toThrow(expect.objectContaining({ code: 'TERRAFORM_JSON_UNKNOWN' }));
    },
  );

  it.each<[unknown, RegExp]>([
    [{ version: 4, serial: 3, resources: [] }, /state as Terraform keeps it; .*terraform show -json/],
    [
      { format_version: '2.0', planned_values: {} },
      /plans and states of format 1 can be read, got format_version "2\.0"/,
    ],
    [{ format_version: '2.0', values: {} }, /format_version "2\.0"/],
  ])('%j, and says what to do', (json, message) => {
    expect(() => readTerraformJson(json)).toThrow(message);
  });

  it('a plan where a state is wanted, with what it got', () => {
    try {
      readState(fixture('modules.plan'));
    } catch (error) {
      expect(isValidationError(error) && error.message).toMatch(/not a state.*got format_version/);
      return;
    }
    throw new Error('a plan was taken for a state');
  });
});
