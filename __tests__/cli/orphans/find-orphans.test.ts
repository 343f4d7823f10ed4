import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud } from '@causeway/local-cloud';
import { apiOfAccount } from '../../../cli/import/account';
import { asCommand, deletionOf } from '../../../cli/orphans/deletion';
import { findOrphans, type FindProps, type Orphans } from '../../../cli/orphans/find-orphans';
import type { Managed } from '../../../cli/orphans/state';
import { callersOf } from '../../../packages/local-cloud/__tests__/data-plane/seed';
import { configurationOf } from '../../support/configuration';
import { rehearsalOf } from '../../support/rehearsed';

const yaml = readFileSync(join(__dirname, '../../..', 'deployments', 'chengdu-hangzhou.yaml'), 'utf8');
const configuration = configurationOf(yaml);
const resources = configuration.blocks.filter(({ mode }) => mode === 'resource');

/** Ids and addresses that change from one describe to the next are none of these. */
const VPC = 'alicloud_vpc.frontend_vpc_D48759C7';
const TAGGED = { 'Tag.1.Key': 'causeway-deployment', 'Tag.1.Value': 'chengdu-hangzhou' };

const zoneOf = (ZoneId: string, VSwitchId: string): Readonly<Record<string, string>> => ({
  'ZoneMappings.1.ZoneId': ZoneId,
  'ZoneMappings.1.VSwitchId': VSwitchId,
});

describe('what stands of a deployment and is not in its state', () => {
  let cloud: LocalCloud;
  /** Everything, as Terraform has it in its state when nothing went wrong. */
  let whole: readonly Managed[];

  const find = (state: readonly Managed[], more: Partial<FindProps> = {}): Promise<Orphans> => {
    const api = apiOfAccount({ ...cloud.credentials, localEndpoint: cloud.endpoint });
    return findOrphans({ deployment: 'chengdu-hangzhou', configuration, state, api, ...more });
  };
  const without = (...addresses: readonly string[]): readonly Managed[] =>
    whole.filter(({ address }) => !addresses.includes(address));
  const told = ({ orphans }: Orphans) => orphans.map(({ address, id, foundBy }) => ({ address, id, foundBy }));
  const addressOf = (type: string, part = ''): string =>
    resources.find((one) => one.type === type && one.address.includes(part))?.address ?? '';
  const managedAt = (address: string): Managed => whole.find((one) => one.address === address)!;

  async function open(): Promise<void> {
    const rehearsed = await rehearsalOf(configuration, { albGeneration: 'non-upgraded' });
    cloud = rehearsed.cloud;
    await rehearsed.rehearsal.plan();
    await rehearsed.rehearsal.apply();
    const { orphans } = await find([]);
    whole = orphans.map(({ address = '', type, id, region, values }) => {
      const { arguments: given } = resources.find((one) => one.address === address)!;
      return { address, type, id, region, values: { ...given, ...values }, isTainted: false, isDeposed: false };
    });
  }

  describe('where nobody changed anything', () => {
    beforeAll(open);
    afterAll(() => cloud.close());

    it('is everything without a state, each at its address, and nothing with the whole one', async () => {
      expect(whole.map(({ address }) => address).sort()).toEqual(resources.map(({ address }) => address).sort());
      expect(await find(whole)).toEqual({ orphans: [], others: [], ambiguous: [] });
    });

    it.each([
      ['alicloud_vpc', 'tag'],
      ['alicloud_vswitch', 'tag'],
      ['alicloud_instance', 'tag'],
      ['alicloud_security_group', 'tag'],
      ['alicloud_security_group_rule', 'parent'],
      ['alicloud_cen_instance', 'tag'],
      ['alicloud_cen_bandwidth_package', 'name'],
      ['alicloud_cen_transit_router', 'tag'],
      ['alicloud_cen_transit_router_route_table', 'tag'],
      ['alicloud_cen_transit_router_vpc_attachment', 'tag'],
      ['alicloud_cen_transit_router_peer_attachment', 'tag'],
      ['alicloud_cen_transit_router_route_table_association', 'parent'],
      ['alicloud_cen_transit_router_route_table_propagation', 'parent'],
      ['alicloud_cen_transit_router_route_entry', 'parent'],
      ['alicloud_route_entry', 'parent'],
      ['alicloud_alb_load_balancer', 'tag'],
      ['alicloud_alb_server_group', 'tag'],
      ['alicloud_alb_listener', 'tag'],
    ])('finds a %s that is in no state, by its %s', async (type, foundBy) => {
      const address = addressOf(type);
      const { id } = managedAt(address);
      expect(told(await find(without(address)))).toEqual([{ address, id, foundBy }]);
    });

    it('looks below what the state has and the cloud has not, and finds nothing there', async () => {
      const gone = (one: Managed): Managed => ({ ...one, id: one.id.replace(/[0-9a-z]{6}(?=$|:)/g, '000000') });
      const { orphans } = await find([...whole, ...whole.map(gone)]);
      expect(orphans).toEqual([]);
    });
  });

  describe('where there is more, or something else', () => {
    beforeEach(open);
    afterEach(() => cloud.close());

    it('finds what had no tag yet when Terraform was killed, by its name', async () => {
      const address = addressOf('alicloud_vswitch', 'vsw1');
      const { id, region } = managedAt(address);
      const { vpc } = callersOf(cloud, region);
      await vpc('UnTagResources', { ResourceType: 'VSWITCH', 'ResourceId.1': id, All: true });
      expect(told(await find(without(address)))).toEqual([{ address, id, foundBy: 'name' }]);
    });

    it('lists a second one of what the state has, with the call that deletes it', async () => {
      const { vpc } = callersOf(cloud, 'cn-chengdu');
      const name = 'chengdu-hangzhou-frontend';
      const made = await vpc('CreateVpc', { CidrBlock: '172.16.0.0/12', VpcName: name, ...TAGGED });
      const id = String(made.VpcId);
      const { orphans } = await find(whole);
      expect(orphans).toMatchObject([{ id, foundBy: 'tag', secondOf: VPC }]);
      expect(orphans[0]).not.toHaveProperty('address');
      expect(asCommand(deletionOf(orphans[0]!)!)).toEqual([
        'aliyun vpc DeleteVpc \\',
        '  --region cn-chengdu \\',
        `  --VpcId ${id}`,
      ]);
    });

    it('guesses nothing where neither of two is in the state, and takes the one that somebody chooses', async () => {
      const { vpc } = callersOf(cloud, 'cn-chengdu');
      const name = 'chengdu-hangzhou-frontend';
      const made = await vpc('CreateVpc', { CidrBlock: '172.16.0.0/12', VpcName: name, ...TAGGED });
      const state = without(VPC);
      const { ambiguous, orphans } = await find(state);
      expect(ambiguous).toMatchObject([{ address: VPC, candidates: [{ name }, { name }] }]);
      expect(orphans.map(({ address }) => address)).toEqual([undefined, undefined]);
      const { id } = managedAt(VPC);
      const chosen = await find(state, { choices: new Map([[VPC, id]]) });
      expect(chosen.ambiguous).toEqual([]);
      expect(new Map(chosen.orphans.map((one) => [one.id, [one.address, one.secondOf]]))).toEqual(
        new Map([
          [id, [VPC, undefined]],
          [String(made.VpcId), [undefined, VPC]],
        ]),
      );
    });

    it('lists what the stack does not declare any more, children first to be deleted, and the calls delete it', async () => {
      const smaller = configurationOf(yaml.replace(/^probe: .*$/m, ''));
      const state = whole.filter(({ address }) => smaller.blocks.some((one) => one.address === address));
      const { orphans } = await find(state, { configuration: smaller });
      expect(orphans.map(({ type, address, secondOf }) => [type, address, secondOf])).toEqual([
        ['alicloud_security_group', undefined, undefined],
        ['alicloud_instance', undefined, undefined],
      ]);
      for (const orphan of [...orphans].reverse()) {
        const { region, action, parameters } = deletionOf(orphan)!;
        await callersOf(cloud, region).ecs(action, parameters as never);
      }
      expect(await find(state, { configuration: smaller })).toEqual({ orphans: [], others: [], ambiguous: [] });
    });

    it('leaves alone what has neither the tag nor a name of the stack, beside it and in its VPC', async () => {
      const { vpc, ecs } = callersOf(cloud, 'cn-chengdu');
      await vpc('CreateVpc', { CidrBlock: '172.16.0.0/12', VpcName: 'twin' });
      const VpcId = managedAt(VPC).id;
      await vpc('CreateVSwitch', { VpcId, CidrBlock: '172.16.9.0/24', ZoneId: 'cn-chengdu-a', VSwitchName: 'mine' });
      await ecs('CreateSecurityGroup', { VpcId, SecurityGroupName: 'mine' });
      expect(await find(whole)).toEqual({ orphans: [], others: [], ambiguous: [] });
      expect(told(await find(without(VPC)))).toEqual([{ address: VPC, id: VpcId, foundBy: 'tag' }]);
    });

    it.each([
      [{}, 'it has no name'],
      [{ RouteEntryName: 'to the office' }, 'its name is "to the office"'],
      [{ RouteEntryName: 'chengdu-hangzhou-shanghai-alb' }, undefined],
    ])('a route with %j, below what is in the state and what is not: %s', async (more, reason) => {
      const { id } = managedAt(addressOf('alicloud_cen_transit_router_vpc_attachment', 'frontend'));
      const NextHopId = id.split(':')[1]!;
      const RouteTableId = String(managedAt(VPC).values.route_table_id);
      const { vpc } = callersOf(cloud, 'cn-chengdu');
      const route = { RouteTableId, DestinationCidrBlock: '10.9.0.0/16', NextHopType: 'Attachment', NextHopId };
      await vpc('CreateRouteEntry', { ...route, ...more });
      for (const state of [whole, without(VPC)]) {
        const { orphans, others } = await find(state);
        const routes = [...orphans, ...others].filter(({ type }) => type === 'alicloud_route_entry');
        expect(routes).toMatchObject([{ foundBy: 'parent', identity: { DestinationCidrBlock: '10.9.0.0/16' } }]);
        expect(others.map((other) => other.reason)).toEqual(reason === undefined ? [] : [reason]);
      }
      await vpc('DeleteRouteEntry', { RouteTableId, DestinationCidrBlock: '10.9.0.0/16', NextHopId });
    });

    it('tells a rule that a person wrote from one that the stack forgot', async () => {
      const { ecs } = callersOf(cloud, 'cn-hangzhou');
      const SecurityGroupId = managedAt(addressOf('alicloud_security_group', 'hangzhou')).id;
      const rule = { SecurityGroupId, IpProtocol: 'TCP', Policy: 'Accept', Priority: 1 };
      await ecs('AuthorizeSecurityGroup', { ...rule, PortRange: '22/22', SourceCidrIp: '10.0.0.0/8' });
      const forgotten = { ...rule, PortRange: '8080/8080', SourceCidrIp: '172.16.0.0/24' };
      await ecs('AuthorizeSecurityGroup', { ...forgotten, Description: 'vSwitch of the ALB' });
      const { orphans, others } = await find(whole);
      expect(orphans).toMatchObject([{ found: { PortRange: '8080/8080' } }]);
      expect(others).toMatchObject([{ found: { PortRange: '22/22' }, reason: 'it has no description' }]);
    });

    it('leaves alone what joins a table of the deployment with an attachment of somebody else', async () => {
      const { vpc, cen } = callersOf(cloud, 'cn-chengdu');
      const table = managedAt(addressOf('alicloud_cen_transit_router_route_table', 'frontend'));
      const [TransitRouterId, TransitRouterRouteTableId] = table.id.split(':') as [string, string];
      const CenId = managedAt(addressOf('alicloud_cen_instance')).id;
      const VpcId = String((await vpc('CreateVpc', { CidrBlock: '10.7.0.0/16' })).VpcId);
      const zone = { VpcId, ZoneId: 'cn-chengdu-a', CidrBlock: '10.7.0.0/24' };
      const VSwitchId = String((await vpc('CreateVSwitch', zone)).VSwitchId);
      const attachment = { CenId, TransitRouterId, VpcId, ...zoneOf('cn-chengdu-a', VSwitchId) };
      const made = await cen('CreateTransitRouterVpcAttachment', attachment);
      const TransitRouterAttachmentId = String(made.TransitRouterAttachmentId);
      const join = { TransitRouterAttachmentId, TransitRouterRouteTableId };
      await cen('AssociateTransitRouterAttachmentWithRouteTable', join);
      const { others } = await find(whole);
      expect(others.filter(({ type }) => type.endsWith('_association'))).toMatchObject([
        { reason: `it joins ${TransitRouterAttachmentId}, which belongs to somebody else` },
      ]);
    });
  });
});
