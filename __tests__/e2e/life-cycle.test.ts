import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud } from '@causeway/local-cloud';
import { readConfiguration } from '../../cli/rehearse/configuration';
import { driftJson } from '../../lib/drift';
import { type Rehearsed, rehearsalOf } from '../support/rehearsed';
import { notCalled, terraformCalls } from '../../scripts/docs/terraform-calls';
import { run, openWorkspace, type Workspace } from './support/workspace';
import { withoutHash } from '../support/logical-id';
import { describeWithTerraform } from './support/describe-with-terraform';
import { drawerOf, portrait, verdicts } from './support/portrait';
import { terraformCommand } from './support/requirements';

const MINUTE = 60_000;

describeWithTerraform('the default deployment, with plain terraform on the local cloud', () => {
  let workspace: Workspace;
  let made: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    workspace = await openWorkspace();
  }, 3 * MINUTE);
  afterAll(() => workspace.close());

  /** Plans after an edit, expects exactly these changes, applies, and expects nothing to be left to do. */
  async function expectExactly(planned: readonly string[]): Promise<void> {
    expect((await workspace.plan()).planned.map(withoutHash).sort()).toEqual([...planned].sort());
    await workspace.apply();
    expect((await workspace.plan()).planned).toEqual([]);
  }

  test('the synthesized JSON is valid', async () => {
    const { exitCode, output } = await run(terraformCommand, ['validate', '-no-color'], {
      cwd: workspace.stackFolder,
      env: workspace.environment,
    });
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: expect.stringContaining('The configuration is valid'),
    });
  });

  test('is not planned where a zone has no transit router', async () => {
    const file = join(workspace.stackFolder, 'cdk.tf.json');
    const json = readFileSync(file, 'utf8');
    writeFileSync(file, json.replaceAll('cn-hangzhou-h', 'cn-hangzhou-g'));
    const { exitCode, output } = await run(terraformCommand, ['plan', '-no-color', '-input=false'], {
      cwd: workspace.stackFolder,
      env: workspace.environment,
    });
    writeFileSync(file, json);
    expect({ exitCode, output: output.replace(/[\s│]+/g, ' ') }).toEqual({
      exitCode: 1,
      output: expect.stringContaining(
        'no Enterprise Edition transit routers in cn-hangzhou-g. In cn-hangzhou they are in cn-hangzhou-b, cn-hangzhou-h,',
      ),
    });
  });

  test(
    'applies, and a second plan is empty',
    async () => {
      const first = await workspace.plan();
      expect(first.changes).toMatchObject({ change: 0, remove: 0 });
      made = await workspace.apply();
      expect(made.alb_dns_name).toMatch(/^alb-[a-z0-9]+\.cn-chengdu\.alb\.aliyuncs(sl?b?)?\.com$/);
      const again = await workspace.plan();
      expect({ isEmpty: again.isEmpty, planned: again.planned }).toEqual({ isEmpty: true, planned: [] });
      const { things, ignored } = await workspace.drift();
      expect({ things, isNothing: ignored.length === 0 }).toEqual({ things: [], isNothing: false });
    },
    3 * MINUTE,
  );

  describe('and a rehearsal of it', () => {
    const range = '100.122.176.0/26';
    let rehearsed: Rehearsed;
    let outputs: Readonly<Record<string, unknown>>;

    beforeAll(async () => {
      rehearsed = await rehearsalOf(readConfiguration(workspace.stackFolder), { albGeneration: 'non-upgraded' });
      await rehearsed.rehearsal.plan();
      outputs = (await rehearsed.rehearsal.apply()).outputs;
    });
    afterAll(() => rehearsed.cloud.close());

    const clouds = () => [rehearsed.cloud, workspace.cloud] as const;
    const probes = () => Promise.all(clouds().map(async (cloud) => verdicts(cloud, await cloud.probe(albOf(cloud)))));

    test('make the same things, and the same routes', async () => {
      expect(await portrait(rehearsed.cloud)).toEqual(await portrait(workspace.cloud));
    });

    test('answer the same outputs', () => {
      expect(drawerOf(rehearsed.cloud)(outputs)).toEqual(drawerOf(workspace.cloud)(made));
    });

    test('carry requests the same way', async () => {
      const [here, there] = await probes();
      expect(here).toHaveLength(6);
      expect(here).toEqual(there);
    });

    test(
      'lose the same when a route is deleted, plan the same repair, and are the same again',
      async () => {
        for (const cloud of clouds()) cloud.outOfBand.deleteRoute(routeTo(range, cloud));
        const [here, there] = await probes();
        expect(here?.filter((verdict) => verdict.includes('"reached":false'))).toHaveLength(1);
        expect(here).toEqual(there);
        const plans = [await rehearsed.rehearsal.plan(), await workspace.plan()];
        await rehearsed.rehearsal.apply();
        await workspace.apply();
        const [planned, byTerraform] = plans.map((plan) => plan.planned);
        expect(planned).toEqual([expect.stringMatching(/^create alicloud_route_entry\..*back-to-100-122-176-0-26/)]);
        expect(planned).toEqual(byTerraform);
        expect(await portrait(rehearsed.cloud)).toEqual(await portrait(workspace.cloud));
      },
      MINUTE,
    );

    test('leave nothing', async () => {
      await rehearsed.rehearsal.destroy();
      expect(rehearsed.cloud.inventory()).toEqual([]);
    });
  });

  test(
    'what somebody changes by hand is told with its effect alone, and nothing after it is put right',
    async () => {
      const { outOfBand } = workspace.cloud;
      const { vpcId } = routeTo('', workspace.cloud);
      const find = (kind: string, detail = ''): string =>
        outOfBand.list().find((item) => item.kind === kind && outOfBand.show(item.id).detail.includes(detail))!.id;
      outOfBand.deleteRoute({ vpcId, destinationCidrBlock: '100.117.130.128/25' });
      outOfBand.deleteRoute({ routeEntryId: find('cen/staticRouteEntries', '100.117.130.0/25') });
      outOfBand.deleteRule(find('ecs/securityGroupRules', '172.16.6.0/24'));
      outOfBand.setServerWeight({ serverGroup: find('alb/serverGroups'), server: '192.168.7.20', weight: 0 });
      outOfBand.setTag(vpcId, 'owner', 'by hand');
      await workspace.plan();
      const { drifted, code } = driftJson(await workspace.drift());
      const told = drifted.map(({ thing, attributes, effect }) => {
        return [thing, ...attributes.map(({ path }) => path), ...(effect?.messages ?? [])];
      });
      expect(told.sort()).toMatchInlineSnapshot(`
       [
         [
           "VPC backends/hangzhou/vpc",
           "tags.owner",
         ],
         [
           "route 100.117.130.0/25 in cross-region-alb/frontend/transit-router/route-table",
           "1 of 8 source ranges of web/ecs1 broken",
         ],
         [
           "route 100.117.130.128/25 in system route table of backends/hangzhou/vpc",
           "1 of 8 source ranges of web/ecs1 broken",
         ],
         [
           "rule accept tcp 80/80 from 172.16.6.0/24 of backends/hangzhou/security-group",
           "1 of 8 source ranges of web/ecs1 broken",
         ],
         [
           "server group cross-region-alb/server-groups/web",
           "servers[192.168.7.20:80].weight",
           "nothing is sent to web/ecs1 any more: its weight is 0",
           "cross-region-alb/load-balancer (cn-chengdu): all servers of server group cross-region-alb/server-groups/web of listener cross-region-alb/listeners/http have weight 0: the ALB answers 503 [ALL_WEIGHTS_ZERO]",
         ],
       ]
      `);
      expect(code).toEqual([]);
      await workspace.apply();
      await workspace.plan();
      expect((await workspace.drift()).things).toEqual([]);
    },
    2 * MINUTE,
  );

  test('makes what the seed describes', () => {
    const kinds = new Map<string, number>();
    for (const { kind, region } of workspace.cloud.inventory()) {
      const key = `${kind} ${region}`.trim();
      kinds.set(key, (kinds.get(key) ?? 0) + 1);
    }
    expect(Object.fromEntries([...kinds].sort())).toMatchSnapshot();
  });

  test(
    'a changed weight changes the server group alone',
    async () => {
      await workspace.edit((yaml) => yaml.replace('weight: 100', 'weight: 60'));
      await expectExactly(['update alicloud_alb_server_group.cross-region-alb_server-groups_web']);
    },
    MINUTE,
  );

  test(
    'a replaced back-to-origin CIDR replaces its two routes alone',
    async () => {
      await workspace.edit((yaml) => yaml.replace('- 100.122.176.0/26', '- 100.122.176.64/26'));
      await expectExactly([
        'delete alicloud_cen_transit_router_route_entry.cross-region-alb_back-to-origin-100-122-176-0-26',
        'create alicloud_cen_transit_router_route_entry.cross-region-alb_back-to-origin-100-122-176-64-26',
        'delete alicloud_route_entry.cross-region-alb_backends_hangzhou_back-to-100-122-176-0-26',
        'create alicloud_route_entry.cross-region-alb_backends_hangzhou_back-to-100-122-176-64-26',
      ]);
    },
    2 * MINUTE,
  );

  test(
    'a changed bandwidth changes the connection alone, in place',
    async () => {
      await workspace.edit((yaml) => yaml.replace('bandwidthMbps: 10', 'bandwidthMbps: 20'));
      await expectExactly([
        'update alicloud_cen_transit_router_peer_attachment.cross-region-alb_backends_hangzhou_link_connection',
      ]);
    },
    2 * MINUTE,
  );

  test(
    'a changed tag changes things in place, and interrupts no traffic',
    async () => {
      await workspace.edit((yaml) => yaml.replace('project: causeway', 'project: other'));
      const { planned } = await workspace.plan();
      expect(planned.length).toBeGreaterThan(10);
      expect(planned.filter((change) => !change.startsWith('update '))).toEqual([]);
      await workspace.apply();
      expect((await workspace.plan()).planned).toEqual([]);
    },
    2 * MINUTE,
  );

  test(
    'a larger bandwidth plan arrives, though the provider waits in vain for an associated plan to be Idle',
    async () => {
      await workspace.edit((yaml) => yaml.replace('packageBandwidthMbps: 20', 'packageBandwidthMbps: 50'));
      const { planned } = await workspace.plan();
      expect(planned.map(withoutHash)).toEqual(['update alicloud_cen_bandwidth_package.bandwidth-plans_china-china']);
      await expect(workspace.apply()).rejects.toThrow('Got: InUse Expected: Idle');
      expect((await workspace.plan()).planned).toEqual([]);
    },
    2 * MINUTE,
  );

  test(
    'is destroyed in one run, and nothing is left',
    async () => {
      await workspace.destroy();
      expect(workspace.cloud.inventory()).toEqual([]);
    },
    3 * MINUTE,
  );

  test('asked the local cloud for nothing that it does not know', () => {
    const unknown = workspace.log.filter(({ code }) => code === 'InvalidAction.NotFound' || code === 'InvalidVersion');
    expect(unknown).toEqual([]);
    expect(workspace.log.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test('asked it for everything that the coverage page says Terraform asks for', () => {
    expect(notCalled(terraformCalls, workspace.log)).toEqual([]);
  });
});

function albOf(cloud: LocalCloud): string {
  return cloud.inventory().find(({ kind }) => kind === 'alb/loadBalancers')!.id;
}

function routeTo(destinationCidrBlock: string, cloud: LocalCloud) {
  const vpc = cloud.inventory().find(({ kind, region }) => kind === 'vpc/vpcs' && region === 'cn-hangzhou')!;
  return { vpcId: vpc.id, destinationCidrBlock };
}
