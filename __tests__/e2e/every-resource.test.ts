import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rawCall } from '../../packages/local-cloud/__tests__/client';
import { notCalled, everyResourceCalls } from '../../scripts/docs/terraform-calls';
import { describeWithTerraform } from './support/describe-with-terraform';
import { type HclWorkspace, openHclWorkspace } from './support/hcl-workspace';
import { root } from './support/requirements';

const MINUTE = 60_000;

/** What has nothing that can be changed in place, or stands there for others only. */
const fixed = [
  'alicloud_route_entry.a',
  'alicloud_vpc.hangzhou',
  'alicloud_cen_transit_router.hangzhou',
  'alicloud_cen_bandwidth_package_attachment.a',
  'alicloud_cen_transit_router_route_table_association.a',
  'alicloud_cen_transit_router_route_table_propagation.a',
];

describeWithTerraform('every resource, with real Terraform on the local cloud', () => {
  let workspace: HclWorkspace;
  let addresses: readonly string[];

  beforeAll(async () => {
    workspace = await openHclWorkspace('every-resource');
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  const planned = async (): Promise<readonly string[]> => [...(await workspace.plan()).planned].sort();

  async function applyToTheEnd(): Promise<void> {
    await workspace.apply();
    expect(await planned()).toEqual([]);
    expect((await workspace.drift()).things).toEqual([]);
  }

  /** Deletes the listener and makes another on a port, as a person does in the console; the API cannot change a port. */
  async function moveListener(port: number): Promise<string> {
    const call = async (action: string, parameters: Readonly<Record<string, string | number>>) => {
      const options = { ...workspace.cloud, version: '2020-06-16', region: 'cn-chengdu' };
      const { status, body } = await rawCall(options, action, parameters);
      expect([action, status, body.Code]).toEqual([action, 200, undefined]);
      return body;
    };
    const { id, fields } = show('alb/listeners', 'listener-first', 'description');
    const ServerGroupId = show('alb/serverGroups', 'one-first').id;
    await call('DeleteListener', { ListenerId: id });
    const { ListenerId } = await call('CreateListener', {
      LoadBalancerId: String(fields.loadBalancerId),
      ListenerProtocol: 'HTTP',
      ListenerPort: port,
      'DefaultActions.1.Type': 'ForwardGroup',
      'DefaultActions.1.ForwardGroupConfig.ServerGroupTuples.1.ServerGroupId': ServerGroupId,
    });
    return String(ListenerId);
  }

  /** The object of a kind with this name, which the cloud keeps in `field`. */
  function show(kind: string, name: string, field = 'name') {
    const { outOfBand } = workspace.cloud;
    const found = outOfBand
      .list()
      .filter((item) => item.kind === kind)
      .map((item) => outOfBand.show(item.id))
      .find(({ fields }) => fields[field] === name);
    if (!found) throw new Error(`there is no ${kind} whose ${field} is ${name}`);
    return found;
  }

  test(
    'is created, and a second plan is empty',
    async () => {
      const create = await planned();
      addresses = create.map((change) => change.replace('create ', ''));
      expect(create).toEqual(addresses.map((address) => `create ${address}`));
      await applyToTheEnd();
    },
    4 * MINUTE,
  );

  test('is one of all that the bindings are made for, what other suites have aside', () => {
    const { resources } = JSON.parse(
      readFileSync(join(root, 'packages', 'provider-alicloud', 'keep.json'), 'utf8'),
    ) as { resources: readonly string[] };
    const elsewhere = [
      // commands-and-data-sources.test.ts
      'alicloud_ecs_command',
      'alicloud_ecs_invocation',
      // listeners.test.ts
      'alicloud_alb_acl_entry_attachment',
      'alicloud_alb_listener_acl_attachment',
      'alicloud_alb_listener_additional_certificate_attachment',
    ];
    const types = new Set([...addresses.map((address) => address.split('.')[0]), ...elsewhere]);
    expect([...types].sort()).toEqual([...resources].sort());
  });

  test(
    'is imported as it is: nothing is created or replaced, and changed only what the provider keeps for itself',
    async () => {
      expect(workspace.importAll()).toBe(addresses.length);
      const noticed = ['alicloud_cen_transit_router_peer_attachment.a', 'alicloud_instance.a'];
      const changes = addresses.map((address) => `${noticed.includes(address) ? 'update' : 'import'} ${address}`);
      expect(await planned()).toEqual(changes.sort());
      expect(await workspace.changedAttributes()).toEqual({
        'alicloud_cen_transit_router_peer_attachment.a': [],
        'alicloud_instance.a': ['dry_run'],
      });
      await applyToTheEnd();
    },
    3 * MINUTE,
  );

  test(
    'is put right after every kind of change behind its back, and nothing else is touched',
    async () => {
      const { outOfBand } = workspace.cloud;
      const attachmentId = show('cen/vpcAttachments', 'attachment-first').id;
      const routeTableId = show('cen/routeTables', 'one-first').id;
      const securityGroupId = show('ecs/securityGroups', 'one-first').id;
      const rules = outOfBand
        .list()
        .filter(({ kind }) => kind === 'ecs/securityGroupRules')
        .map(({ id }) => outOfBand.show(id))
        .filter(({ fields }) => fields.securityGroupId === securityGroupId);
      const rule = (direction: string) => rules.find(({ fields }) => fields.direction === direction)?.id ?? '';
      outOfBand.deleteRoute({ vpcId: 'vpc-first', destinationCidrBlock: '192.168.0.0/16' });
      outOfBand.deleteRoute({ table: routeTableId, destinationCidrBlock: '192.168.0.0/16' });
      outOfBand.dissociate({ attachmentId, routeTableId });
      outOfBand.disablePropagation({ attachmentId, routeTableId });
      outOfBand.deleteRule(rule('ingress'));
      outOfBand.editRule(rule('egress'), { description: 'by hand' });
      outOfBand.setServerWeight({ serverGroup: 'one-first', server: '192.168.7.20', weight: 1 });
      outOfBand.setTag('cen-first', 'edition', 'by hand');
      outOfBand.removeTag('vpc-first', 'gone');
      const group = show('alb/serverGroups', 'two-first');
      const health = { ServerGroupId: group.id, 'HealthCheckConfig.HealthCheckPath': '/by-hand' };
      const alb = { ...workspace.cloud, version: '2020-06-16', region: 'cn-chengdu' };
      expect(await rawCall(alb, 'UpdateServerGroupAttribute', health)).toMatchObject({ status: 200 });
      const stranger = await moveListener(8080);

      const plans = await planned();
      const changedByHand = plans.map((change) => change.replace(/^\w+ /, '')).sort();
      expect(plans).toEqual(
        [
          'create alicloud_route_entry.a',
          'create alicloud_cen_transit_router_route_entry.a',
          'create alicloud_cen_transit_router_route_table_association.a',
          'create alicloud_cen_transit_router_route_table_propagation.a',
          'create alicloud_security_group_rule.a["ingress"]',
          'update alicloud_security_group_rule.a["egress"]',
          'update alicloud_alb_server_group.a["one"]',
          'update alicloud_alb_server_group.a["two"]',
          'update alicloud_cen_instance.a',
          'update alicloud_vpc.a',
          'create alicloud_alb_listener.a',
          // A rule goes with its listener.
          'create alicloud_alb_rule.a',
        ].sort(),
      );
      expect(await workspace.changedAttributes()).toEqual({
        'alicloud_security_group_rule.a["egress"]': ['description'],
        'alicloud_alb_server_group.a["one"]': ['servers'],
        'alicloud_alb_server_group.a["two"]': ['health_check_config'],
        'alicloud_cen_instance.a': ['tags'],
        'alicloud_vpc.a': ['tags'],
      });
      const { things, code } = await workspace.drift();
      expect(things.map(({ address }) => address).sort()).toEqual(changedByHand);
      expect(new Set(things.map(({ nextApply }) => nextApply))).toEqual(new Set(['putBack']));
      expect(code).toEqual([]);
      await applyToTheEnd();
      expect(show('alb/listeners', 'listener-first', 'description').fields).toMatchObject({ port: 80 });
      // Terraform knows nothing of the one that was made by hand.
      expect(await rawCall(alb, 'DeleteListener', { ListenerId: stranger })).toMatchObject({ status: 200 });
    },
    4 * MINUTE,
  );

  test.each(['second', 'third'])(
    'is changed in place wherever the provider can (the %s edition), and a second plan is empty',
    async (edition) => {
      workspace.set({ edition });
      const changed = addresses.filter((address) => !fixed.includes(address));
      expect(await planned()).toEqual(changed.map((address) => `update ${address}`).sort());
      await applyToTheEnd();
    },
    4 * MINUTE,
  );

  test(
    'is deleted in one run, and nothing is left',
    async () => {
      expect(await workspace.destroy()).toBe(addresses.length);
      expect(workspace.cloud.inventory()).toEqual([]);
    },
    4 * MINUTE,
  );

  test('asked the local cloud for nothing that it does not know', () => {
    expect(workspace.log.filter(({ code }) => code === 'InvalidAction.NotFound')).toEqual([]);
    expect(workspace.log.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test('asked it for everything that the coverage page says Terraform asks for', () => {
    expect(notCalled(everyResourceCalls, workspace.log)).toEqual([]);
  });
});
