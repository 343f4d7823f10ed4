import type { Configuration } from '../../../cli/rehearse/configuration';
import { type Rehearsed, rehearsalOf } from '../../support/rehearsed';
import { configurationOf, vpc, vSwitch } from './configuration';

const network = { 'alicloud_vswitch.a': vSwitch, 'alicloud_vpc.one': vpc };
const rule = {
  security_group_id: '${alicloud_security_group.g.id}',
  type: 'ingress',
  ip_protocol: 'tcp',
  port_range: '80/80',
  policy: 'accept',
  priority: 1,
  cidr_ip: '10.0.0.0/8',
};
const condition = (text: string) => [{ condition: text, error_message: 'It is not as it should be.' }];

describe('a rehearsal', () => {
  let rehearsed: Rehearsed | undefined;
  afterEach(() => rehearsed?.cloud.close());

  const begin = async (configuration: Configuration): Promise<Rehearsed> =>
    (rehearsed = await rehearsalOf(configuration));
  const made = async (configuration: Configuration): Promise<Rehearsed> => {
    const { rehearsal } = await begin(configuration);
    await rehearsal.plan();
    await rehearsal.apply();
    return rehearsed!;
  };

  it('plans, makes and destroys in the order of the references, and tells of each', async () => {
    const { rehearsal, cloud, events } = await begin(configurationOf(network));
    expect(await rehearsal.plan()).toEqual({
      isEmpty: false,
      changes: { add: 2, change: 0, remove: 0 },
      planned: ['create alicloud_vpc.one', 'create alicloud_vswitch.a'],
    });
    await rehearsal.apply();
    expect(cloud.inventory().map(({ kind }) => kind)).toEqual(['vpc/vpcs', 'vpc/vSwitches']);
    expect((await rehearsal.plan()).isEmpty).toBe(true);
    expect(await rehearsal.destroy()).toBe(2);
    expect(cloud.inventory()).toEqual([]);
    const done = events.filter(({ type }) => type === 'apply_complete');
    expect(done.map(({ hook }) => `${hook?.action ?? ''} ${hook?.resource?.addr ?? ''}`)).toEqual([
      'create alicloud_vpc.one',
      'create alicloud_vswitch.a',
      'delete alicloud_vswitch.a',
      'delete alicloud_vpc.one',
    ]);
  });

  it('destroys what is still there when somebody has deleted something', async () => {
    const group = { vpc_id: '${alicloud_vpc.one.id}', security_group_name: 'one', security_group_type: 'normal' };
    const resources = { ...network, 'alicloud_security_group.g': group, 'alicloud_security_group_rule.r': rule };
    const { rehearsal, cloud } = await made(configurationOf(resources));
    const [standing] = cloud.inventory().filter(({ kind }) => kind === 'ecs/securityGroupRules');
    cloud.outOfBand.deleteRule(standing!.id);
    expect(await rehearsal.destroy()).toBe(3);
    expect(cloud.inventory()).toEqual([]);
  });

  it('looks data sources up where they stand in the order', async () => {
    const tables = { provider: 'alicloud.cn-chengdu', vpc_id: '${alicloud_vpc.one.id}', route_table_type: 'System' };
    const data = { alicloud_route_tables: { of: tables } };
    const output = {
      found: { value: '${data.alicloud_route_tables.of.tables[0].route_table_id}' },
      own: { value: '${alicloud_vpc.one.route_table_id}' },
    };
    const { rehearsal } = await begin(configurationOf(network, { data, output }));
    await rehearsal.plan();
    const { found, own } = (await rehearsal.apply()).outputs;
    expect(found).toMatch(/^vtb-/);
    expect(found).toBe(own);
  });

  it('answers the outputs', async () => {
    const output = { ids: { value: { a: '${alicloud_vswitch.a.id}' } } };
    const { rehearsal, cloud } = await begin(configurationOf(network, { output }));
    await rehearsal.plan();
    const { outputs } = await rehearsal.apply();
    expect(outputs).toEqual({ ids: { a: cloud.inventory()[1]?.id } });
  });

  it('sees a change that somebody made, says of which argument, and does not mend it', async () => {
    const { rehearsal, cloud } = await made(configurationOf({ 'alicloud_vpc.one': { ...vpc, tags: { a: 'b' } } }));
    cloud.outOfBand.setTag('one', 'a', 'c');
    expect((await rehearsal.plan()).planned).toEqual(['update alicloud_vpc.one (tags)']);
    await expect(rehearsal.apply()).rejects.toThrow('creates and deletes, and changes nothing');
  });

  it('overlooks a change that the lifecycle tells it to', async () => {
    const one = { ...vpc, tags: { a: 'b' }, lifecycle: { ignore_changes: ['tags'] } };
    const { rehearsal, cloud } = await made(configurationOf({ 'alicloud_vpc.one': one }));
    cloud.outOfBand.setTag('one', 'a', 'c');
    expect((await rehearsal.plan()).isEmpty).toBe(true);
  });

  it('tells what a check complains about, and fails on a precondition or postcondition', async () => {
    const check = { c: { assert: condition('${alicloud_vpc.one.vpc_name == "two"}') } };
    const { rehearsal } = await begin(configurationOf({ 'alicloud_vpc.one': vpc }, { check }));
    await rehearsal.plan();
    expect((await rehearsal.apply()).warnings).toMatchObject([
      { severity: 'warning', path: 'check.c', message: 'It is not as it should be.' },
    ]);
    await rehearsed?.cloud.close();
    for (const [when, text] of [
      ['precondition', '${1 == 2}'],
      ['postcondition', '${self.vpc_name == "two"}'],
    ] as const) {
      const one = { ...vpc, lifecycle: { [when]: condition(text) } };
      await expect(made(configurationOf({ 'alicloud_vpc.one': one }))).rejects.toThrow('It is not as it should be.');
      await rehearsed?.cloud.close();
    }
  });

  it('rejects a plan whose precondition does not hold already then, in the words of its message', async () => {
    const zones = 'data.alicloud_cen_transit_router_available_resources.zones.resources[0].available_zones';
    const precondition = {
      condition: `\${length(setsubtract(toset(["cn-chengdu-z"]), toset(concat(${zones}, [])))) == 0}`,
      error_message: `None in \${join(", ", setsubtract(["cn-chengdu-z"], ${zones}))}, but in \${join(", ", ${zones})}.`,
    };
    const data = { alicloud_cen_transit_router_available_resources: { zones: { provider: 'alicloud.cn-chengdu' } } };
    const one = { ...vpc, lifecycle: { precondition: [precondition] } };
    const { rehearsal, cloud } = await begin(configurationOf({ 'alicloud_vpc.one': one }, { data }));
    await expect(rehearsal.plan()).rejects.toThrow(
      'alicloud_vpc.one: None in cn-chengdu-z, but in cn-chengdu-a, cn-chengdu-b.',
    );
    expect(cloud.inventory()).toEqual([]);
  });

  it('rejects what the cloud refuses, with the resource and the code', async () => {
    const outside = { ...vSwitch, cidr_block: '192.168.0.0/24' };
    await expect(made(configurationOf({ ...network, 'alicloud_vswitch.a': outside }))).rejects.toThrow(
      /^alicloud_vswitch\.a: CreateVSwitch in cn-chengdu: .*\[InvalidParameter/,
    );
  });

  it('rejects what it does not know before anything is made', async () => {
    await expect(begin(configurationOf({ 'alicloud_vpc.one': vpc, 'alicloud_nat_gateway.x': {} }))).rejects.toThrow(
      'alicloud_nat_gateway',
    );
  });
});
