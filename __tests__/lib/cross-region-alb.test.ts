import { Cen, CrossRegionAlb, SecurityGroup, Server, Vpc, type AddLocalServerOptions } from '../../lib';
import { all, only, reference, synth, type Synthesized } from '../support/synth';
import { chengdu, hangzhou } from '../support/topology';

const BACK_TO_ORIGIN = ['100.117.130.0/25', '100.122.176.0/26'];

/** An ALB in Chengdu with two servers in one vSwitch in Hangzhou, and a third one that is there already. */
function topology(backToOriginCidrs?: readonly string[]): Synthesized {
  return synth((stack) => {
    const cen = new Cen(stack, 'cen', { region: 'cn-chengdu', name: 'cen' });
    const near = chengdu(stack);
    const far = hangzhou(stack);
    const securityGroup = new SecurityGroup(stack, 'servers', { vpc: far.vpc, name: 'servers' });
    const alb = new CrossRegionAlb(stack, 'alb', { name: 'demo', cen, ...near, backToOriginCidrs });
    const serverGroup = alb.addServerGroup('web');
    alb.addListener('http', { port: 80, serverGroup });
    const backend = alb.addBackend('hangzhou', {
      vpc: far.vpc,
      attachmentVSwitches: far.vSwitches,
      bandwidthMbps: 10,
    });
    const [vsw3, vSwitch] = far.vSwitches;
    for (const [name, privateIp] of [
      ['ecs1', '192.168.7.20'],
      ['ecs2', '192.168.7.21'],
    ] as const) {
      const server = new Server(stack, name, {
        vSwitch: vSwitch!,
        securityGroup,
        name,
        privateIp,
        instanceType: 'ecs.g7.large',
      });
      backend.addServer(server, { serverGroup, port: 80 });
    }
    backend.addServer(Server.fromPrivateIp({ privateIp: '192.168.8.9', vSwitch: vsw3! }), {
      serverGroup,
      port: 8080,
      weight: 50,
    });
  });
}

/** Destinations of the routes of a VPC's system route table, by the provider of its region. */
const routesIn = (json: Synthesized, region: string) =>
  all(json, 'alicloud_route_entry')
    .filter(({ provider }) => provider === `alicloud.${region}`)
    .map(({ destination_cidrblock }) => destination_cidrblock);

const letIn = (json: Synthesized) =>
  all(json, 'alicloud_security_group_rule').map(({ cidr_ip, port_range }) => `${port_range} ${cidr_ip}`);

describe('CrossRegionAlb with back-to-origin CIDRs', () => {
  const json = topology(BACK_TO_ORIGIN);

  it('leads from the VPC of the ALB to every vSwitch that holds a server, once', () => {
    expect(routesIn(json, 'cn-chengdu')).toEqual(['192.168.7.0/24', '192.168.8.0/24']);
  });

  it('leads back from the VPC of the servers to every source range', () => {
    expect([...routesIn(json, 'cn-hangzhou')].sort()).toEqual([...BACK_TO_ORIGIN, '172.16.0.0/24', '172.16.6.0/24']);
  });

  it('leads back from the transit router of the ALB to the back-to-origin CIDRs, which it cannot learn', () => {
    const entries = all(json, 'alicloud_cen_transit_router_route_entry');
    expect(entries.map((entry) => entry.transit_router_route_entry_destination_cidr_block)).toEqual(BACK_TO_ORIGIN);
    expect(new Set(entries.map(({ provider }) => provider))).toEqual(new Set(['alicloud.cn-chengdu']));
  });

  it('lets the service port in from the vSwitches of the ALB and from all of 100.64.0.0/10', () => {
    expect([...letIn(json)].sort()).toEqual(['80/80 100.64.0.0/10', '80/80 172.16.0.0/24', '80/80 172.16.6.0/24']);
  });

  it('associates and propagates both VPCs and both ends of the connection', () => {
    for (const kind of ['association', 'propagation']) {
      const all4 = all(json, `alicloud_cen_transit_router_route_table_${kind}`);
      const pairs = all4.map((end) => `${end.transit_router_attachment_id} ${end.transit_router_route_table_id}`);
      expect(new Set(pairs).size).toBe(4);
    }
  });

  it('puts every server into the group, which waits for no instance', () => {
    const { servers } = only(json, 'alicloud_alb_server_group');
    expect(servers).toMatchObject([
      { server_ip: '192.168.7.20', port: 80, weight: 100 },
      { server_ip: '192.168.7.21', port: 80, weight: 100 },
      { server_ip: '192.168.8.9', port: 8080, weight: 50 },
    ]);
  });

  it('forwards the listener to the group', () => {
    expect(JSON.stringify(only(json, 'alicloud_alb_listener').default_actions)).toContain(
      reference(json, 'alicloud_alb_server_group', 'id'),
    );
  });

  it('needs no check of the generation', () => {
    expect(json.check).toBeUndefined();
  });

  it.each(['10.0.0.0/25', '100.64.0.0/10'])('rejects the back-to-origin CIDR %s', (cidr) => {
    expect(() => topology([cidr])).toThrow(`back-to-origin CIDRs are narrower blocks of 100.64.0.0/10, got ${cidr}`);
  });

  it('rejects a back-to-origin CIDR that is given twice', () => {
    expect(() => topology(['100.117.130.0/25', '100.117.130.0/25'])).toThrow(
      'each back-to-origin CIDR is given once, got 100.117.130.0/25 twice',
    );
  });
});

describe('CrossRegionAlb without back-to-origin CIDRs', () => {
  const json = topology();

  it('leads back to the vSwitches of the ALB only', () => {
    expect(routesIn(json, 'cn-hangzhou')).toEqual(['172.16.0.0/24', '172.16.6.0/24']);
    expect(all(json, 'alicloud_cen_transit_router_route_entry')).toEqual([]);
    expect([...letIn(json)].sort()).toEqual(['80/80 172.16.0.0/24', '80/80 172.16.6.0/24']);
  });

  it('has a check that looks for local addresses of the ALB', () => {
    const [check] = Object.values(json.check!);
    const [name] = Object.keys(json.resource.alicloud_alb_load_balancer!);
    expect(check).toMatchObject({
      assert: [{ condition: expect.stringContaining(`alicloud_alb_load_balancer.${name}.zone_mappings`) }],
    });
  });
});

describe('CrossRegionAlb with a server in its own VPC', () => {
  const topologyWith = (backToOriginCidrs?: readonly string[], more: Partial<AddLocalServerOptions> = {}) =>
    synth((stack) => {
      const cen = new Cen(stack, 'cen', { region: 'cn-chengdu', name: 'cen' });
      const { vpc, vSwitches } = chengdu(stack);
      const alb = new CrossRegionAlb(stack, 'alb', { name: 'demo', cen, vpc, vSwitches, backToOriginCidrs });
      const serverGroup = alb.addServerGroup('web', { healthCheck: { port: 9090 } });
      const securityGroup = new SecurityGroup(stack, 'servers', { vpc, name: 'servers' });
      const server = Server.fromPrivateIp({ privateIp: '172.16.0.20', vSwitch: vSwitches[0]!, securityGroup });
      alb.addServer(server, { serverGroup, port: 80, ...more });
      alb.addServer(server, { serverGroup, port: 81, weight: 5, ...more });
    });

  it('adds it without remote IP and without routes', () => {
    const json = topologyWith(BACK_TO_ORIGIN);
    expect(only(json, 'alicloud_alb_server_group').servers).toMatchObject([
      { server_ip: '172.16.0.20', port: 80, weight: 100, remote_ip_enabled: false },
      { server_ip: '172.16.0.20', port: 81, weight: 5, remote_ip_enabled: false },
    ]);
    expect(all(json, 'alicloud_route_entry')).toEqual([]);
  });

  it('lets its ports and that of the health check in, from wherever the ALB sends', () => {
    const sources = ['172.16.0.0/24', '172.16.6.0/24'];
    const rules = (from: readonly string[]) =>
      from.flatMap((source) => [80, 81, 9090].map((port) => `${port}/${port} ${source}`)).sort();
    expect([...letIn(topologyWith())].sort()).toEqual(rules(sources));
    expect([...letIn(topologyWith(BACK_TO_ORIGIN))].sort()).toEqual(rules([...sources, '100.64.0.0/10']));
  });

  it('may tell the ALB that it lies elsewhere', () => {
    const { servers } = only(topologyWith(undefined, { remoteIpEnabled: true }), 'alicloud_alb_server_group');
    expect(servers).toMatchObject([{ remote_ip_enabled: true }, { remote_ip_enabled: true }]);
  });

  it.each([
    ['another region', 'cn-hangzhou', '192.168.7.0/24'],
    ['another VPC', 'cn-chengdu', '192.168.7.0/24'],
  ])('rejects a server of %s', (_, region, cidr) => {
    const build = () =>
      synth((stack) => {
        const cen = new Cen(stack, 'cen', { region: 'cn-chengdu', name: 'cen' });
        const alb = new CrossRegionAlb(stack, 'alb', { name: 'demo', cen, ...chengdu(stack) });
        const vSwitch = new Vpc(stack, 'other', { region, name: 'other', cidr: '192.168.0.0/16' }).addVSwitch('vsw4', {
          name: 'vsw4',
          zone: `${region}-a`,
          cidr,
        });
        const server = Server.fromPrivateIp({ privateIp: '192.168.7.20', vSwitch });
        alb.addServer(server, { serverGroup: alb.addServerGroup('web'), port: 80 });
      });
    expect(build).toThrow(
      `a server that is added to the ALB stands in its VPC in cn-chengdu, got 192.168.7.20 in 192.168.7.0/24 of ${region}`,
    );
  });
});
