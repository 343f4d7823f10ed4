import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '@causeway/local-cloud';
import { apiOfAccount } from '../../../cli/import/account';
import { Matching } from '../../../cli/import/matching';
import { callersOf, makeGroup, makeNetworks } from '../../../packages/local-cloud/__tests__/data-plane/seed';
import { configurationOf } from '../../support/configuration';
import { withIds } from '../../support/existing-deployments';
import { makePrerequisites, makeTransit } from '../../support/hand-made';
import { asMadeByHand, makeByHand } from '../../support/whole-by-hand';

const yaml = readFileSync(join(__dirname, '../../..', 'deployments', 'chengdu-hangzhou.yaml'), 'utf8');

describe('looking for what was made by hand', () => {
  let cloud: LocalCloud;
  beforeEach(async () => {
    cloud = await startLocalCloud({ albGeneration: 'non-upgraded' });
  });
  afterEach(() => cloud.close());
  const api = () => apiOfAccount({ ...cloud.credentials, localEndpoint: cloud.endpoint });

  it('finds all of it, by parents, blocks and addresses', async () => {
    const configuration = configurationOf(asMadeByHand(await makeByHand(cloud), yaml));
    const findings = await new Matching(configuration, api()).run();
    expect(findings).toMatchObject({ missing: [], ambiguous: [] });
    expect(findings.matches).toHaveLength(configuration.blocks.filter(({ mode }) => mode === 'resource').length);
  });

  it('tells that the routers work with their system route tables, and how to go on with those', async () => {
    const made = await makeByHand(cloud);
    const { missing } = await new Matching(configurationOf(yaml.replace(/^probe: .*$/m, '')), api()).run();
    const tables = missing.filter(({ address }) => address.startsWith('alicloud_cen_transit_router_route_table.'));
    expect(tables.map(({ reason }) => reason).sort()).toEqual([
      expect.stringMatching(`cn-chengdu .* transitRouter: { routeTable: ${made.router1.tableId} }`),
      expect.stringMatching(`cn-hangzhou .* transitRouter: { routeTable: ${made.router2.tableId} }`),
    ]);
    expect(missing).toContainEqual({
      address: expect.stringContaining('alicloud_cen_transit_router_route_table_association.'),
      reason: expect.stringMatching(/^it belongs to alicloud_cen_transit_router_route_table\./),
      belongsTo: expect.stringContaining('alicloud_cen_transit_router_route_table.'),
    });
  });

  describe('where several things fit', () => {
    const VPC = 'alicloud_vpc.frontend_vpc_D48759C7';
    const twins = async () => {
      const { vpc } = callersOf(cloud, 'cn-chengdu');
      const make = async (VpcName: string) =>
        String((await vpc('CreateVpc', { CidrBlock: '172.16.0.0/12', VpcName })).VpcId);
      return [await make('one'), await make('two')] as const;
    };

    it('lists them, guesses nothing, and takes what somebody chooses', async () => {
      const [one, two] = await twins();
      const configuration = configurationOf(yaml);
      const { ambiguous, matches } = await new Matching(configuration, api()).run();
      expect(matches).toEqual([]);
      expect(ambiguous).toEqual([
        {
          address: VPC,
          candidates: [
            { id: one, name: 'one' },
            { id: two, name: 'two' },
          ],
        },
      ]);
      const chosen = await new Matching(configuration, api(), new Map([[VPC, two]])).run();
      expect(chosen.matches).toEqual([{ address: VPC, id: two, name: 'two' }]);
      expect(chosen.ambiguous).toEqual([]);
    });

    it('rejects a choice about something that the stack does not have', async () => {
      const choices = new Map([[VPC.slice(0, -1), 'vpc-1']]);
      await expect(new Matching(configurationOf(yaml), api(), choices).run()).rejects.toThrow(`did you mean ${VPC}?`);
    });

    it('takes the one that has the name of the stack', async () => {
      const [, two] = await twins();
      await callersOf(cloud, 'cn-chengdu').vpc('ModifyVpcAttribute', {
        VpcId: two,
        VpcName: 'chengdu-hangzhou-frontend',
      });
      const { matches } = await new Matching(configurationOf(yaml), api()).run();
      expect(matches).toEqual([{ address: VPC, id: two, name: 'chengdu-hangzhou-frontend' }]);
    });
  });

  it('takes no mere look-alikes: a CEN instance, a security group and a server group that nothing ties to the stack', async () => {
    const networks = await makeNetworks(cloud);
    await networks.chengdu.cen('CreateCen', { Name: 'unrelated' });
    await networks.hangzhou.ecs('CreateSecurityGroup', { VpcId: networks.vpc2.vpcId, SecurityGroupName: 'unrelated' });
    await makeGroup(networks.chengdu, networks.vpc1, ['192.168.7.99']);
    const { matches } = await new Matching(configurationOf(yaml), api()).run();
    expect(new Set(matches.map(({ address }) => address.split('.')[0]))).toEqual(
      new Set(['alicloud_vpc', 'alicloud_vswitch']),
    );
  });

  it('looks up what is there already, and imports what is not', async () => {
    const made = await makePrerequisites(cloud);
    await makeTransit(made);
    const shop = readFileSync(join(__dirname, '../../..', 'examples', 'existing', 'shop.yaml'), 'utf8');
    const { matches } = await new Matching(configurationOf(withIds(made, shop)), api()).run();
    const kinds = matches.map(({ address }) => address.split('.')[0]?.replace('alicloud_cen_transit_router_', ''));
    expect(kinds.filter((kind) => kind === 'vpc_attachment')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'route_table_association')).toHaveLength(4);
    expect(kinds.filter((kind) => kind === 'peer_attachment')).toHaveLength(1);
    expect(kinds).not.toContain('alicloud_route_entry');
  });

  it('tells that a router in a CEN instance that is named has to have the name of the stack', async () => {
    const made = await makePrerequisites(cloud);
    const { routerId, tableId } = made.router2;
    const shop = readFileSync(join(__dirname, '../../..', 'examples', 'existing', 'shop.yaml'), 'utf8');
    const taken = shop.replace('{ existing: tr-prerequisite2 }', `{ routeTable: ${tableId} }`);
    const find = () => new Matching(configurationOf(withIds(made, taken)), api()).run();
    expect((await find()).misnamed).toEqual([
      {
        address: expect.stringMatching(/^alicloud_cen_transit_router\..*hangzhou/),
        id: `${made.cenId}:${routerId}`,
        name: expect.any(String),
        wanted: 'shop-hangzhou',
      },
    ]);
    const { cen } = callersOf(cloud, 'cn-hangzhou');
    await cen('UpdateTransitRouter', { TransitRouterId: routerId, TransitRouterName: 'shop-hangzhou' });
    expect((await find()).misnamed).toEqual([]);
  });

  it('reads, and refuses to do anything else', async () => {
    await expect(api()('Vpc', 'cn-chengdu')('DeleteVpc', { VpcId: 'vpc-1' })).rejects.toThrow('DeleteVpc is no read');
  });
});
