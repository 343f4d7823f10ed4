import { AlicloudProvider } from '@cdktf/provider-alicloud/lib/provider';
import {
  Cen,
  CrossRegionAlb,
  isValidationError,
  SecurityGroup,
  Server,
  TransitRouter,
  Vpc,
  VSwitch,
  type IVSwitch,
} from '../../lib';
import { all, only, synth, type Synthesized } from '../support/synth';
import { chengdu, hangzhou } from '../support/topology';

const vSwitch = (region: string, zone: string, cidr: string): IVSwitch =>
  VSwitch.fromVSwitchAttributes({ vSwitchId: `vsw-${zone}`, zone: `${region}-${zone}`, cidr, region });

/** What a platform team has already: networks, transit routers and security groups, and a provider with a role. */
const brownfield = (): Synthesized =>
  synth((stack) => {
    new AlicloudProvider(stack, 'near', { alias: 'near', region: 'cn-chengdu', profile: 'network' });
    const cen = Cen.fromCenId('cen-1');
    const router = (region: string) =>
      TransitRouter.fromTransitRouterAttributes({
        transitRouterId: `tr-${region}`,
        routeTableId: `vtb-tr-${region}`,
        cen,
        region,
      });
    const alb = new CrossRegionAlb(stack, 'alb', {
      name: 'shop',
      cen,
      vpc: Vpc.fromVpcId(stack, 'vpc1', { region: 'cn-chengdu', vpcId: 'vpc-1' }),
      vSwitches: [vSwitch('cn-chengdu', 'a', '172.16.0.0/24'), vSwitch('cn-chengdu', 'b', '172.16.6.0/24')],
      transitRouter: router('cn-chengdu'),
    });
    const serverGroup = alb.addServerGroup('web', { healthCheck: { port: 8081 } });
    alb.addListener('http', { port: 80, serverGroup });
    const regions = [
      ['cn-hangzhou', '192.168.7'],
      ['cn-shanghai', '10.0.7'],
    ] as const;
    for (const [region, net] of regions) {
      const inner = vSwitch(region, 'g', `${net}.0/24`);
      const backend = alb.addBackend(region, {
        vpc: Vpc.fromVpcAttributes({ region, vpcId: `vpc-${region}`, routeTableId: `vtb-${region}` }),
        attachmentVSwitches: [inner],
        transitRouter: router(region),
        bandwidthMbps: 10,
      });
      const securityGroup = SecurityGroup.fromSecurityGroupAttributes(stack, `group-${region}`, {
        securityGroupId: `sg-${region}`,
        region,
      });
      const server = Server.fromPrivateIp({ privateIp: `${net}.20`, vSwitch: inner, securityGroup });
      backend.addServer(server, { serverGroup, port: 8080 });
    }
  });

describe('CrossRegionAlb in networks that are there already', () => {
  const json = brownfield();

  it('makes no network of its own', () => {
    for (const type of ['vpc', 'vswitch', 'security_group', 'cen_instance', 'cen_transit_router', 'instance']) {
      expect(all(json, `alicloud_${type}`)).toEqual([]);
    }
    expect(all(json, 'alicloud_cen_transit_router_vpc_attachment')).toHaveLength(3);
    expect(all(json, 'alicloud_cen_transit_router_peer_attachment')).toHaveLength(2);
  });

  it('looks up the system route table of a VPC that is known by its id only', () => {
    expect(Object.values(json.data.alicloud_route_tables!)).toEqual([
      expect.objectContaining({ provider: 'alicloud.near', vpc_id: 'vpc-1', route_table_type: 'System' }),
    ]);
    const tables = all(json, 'alicloud_route_entry').map(({ route_table_id }) => route_table_id);
    const lookedUp = '${data.alicloud_route_tables.vpc1.tables[0].route_table_id}';
    expect(new Set(tables)).toEqual(new Set([lookedUp, 'vtb-cn-hangzhou', 'vtb-cn-shanghai']));
  });

  it('uses the route tables of the transit routers that it is given', () => {
    const tables = all(json, 'alicloud_cen_transit_router_route_table_association').map(
      ({ transit_router_route_table_id }) => transit_router_route_table_id,
    );
    expect([...tables].sort()).toEqual([
      ...['vtb-tr-cn-chengdu', 'vtb-tr-cn-chengdu', 'vtb-tr-cn-chengdu'],
      ...['vtb-tr-cn-hangzhou', 'vtb-tr-cn-hangzhou', 'vtb-tr-cn-shanghai', 'vtb-tr-cn-shanghai'],
    ]);
  });

  it("opens the service port and the health check's port in security groups that are there already", () => {
    const rules = all(json, 'alicloud_security_group_rule').map(
      ({ security_group_id, port_range, cidr_ip }) => `${security_group_id} ${port_range} ${cidr_ip}`,
    );
    const ofRegion = (region: string) =>
      ['8080/8080', '8081/8081'].flatMap((port) =>
        ['172.16.0.0/24', '172.16.6.0/24'].map((cidr) => `sg-${region} ${port} ${cidr}`),
      );
    expect(rules.sort()).toEqual([...ofRegion('cn-hangzhou'), ...ofRegion('cn-shanghai')].sort());
  });

  it('speaks through the provider of the program where there is one, else through one of its own', () => {
    expect(json.provider.alicloud.map(({ alias }) => alias)).toEqual(['near', 'cn-hangzhou', 'cn-shanghai']);
    expect(only(json, 'alicloud_alb_load_balancer')).toMatchObject({ provider: 'alicloud.near' });
  });
});

describe('a second transit router of a CEN instance in a region', () => {
  it('rejects a backend in the region of another one, with both paths', () => {
    const make = () =>
      synth((stack) => {
        const cen = new Cen(stack, 'cen', { region: 'cn-chengdu', name: 'cen' });
        const { vpc, vSwitches } = hangzhou(stack);
        const alb = new CrossRegionAlb(stack, 'alb', { name: 'demo', cen, ...chengdu(stack) });
        for (const id of ['one', 'two']) {
          alb.addBackend(id, { vpc, attachmentVSwitches: vSwitches, bandwidthMbps: 1 });
        }
      });
    expect(make).toThrow(
      'one transit router in each region, got a second one in cn-hangzhou; use test/alb/backends/one/attached/transit-router',
    );
    try {
      make();
    } catch (error) {
      expect(isValidationError(error) && [error.code, error.path]).toEqual([
        'TRANSIT_ROUTER_REPEATED',
        'test/alb/backends/two/attached/transit-router',
      ]);
    }
  });

  it('rejects one of another region than the VPC', () => {
    const make = () =>
      synth((stack) => {
        const cen = Cen.fromCenId('cen-1');
        const attributes = { transitRouterId: 'tr-1', routeTableId: 'vtb-1', cen, region: 'cn-beijing' };
        const transitRouter = TransitRouter.fromTransitRouterAttributes(attributes);
        new CrossRegionAlb(stack, 'alb', { name: 'demo', cen, ...chengdu(stack), transitRouter });
      });
    expect(make).toThrow('a VPC is attached to the transit router of its own region cn-chengdu, got one in cn-beijing');
  });
});
