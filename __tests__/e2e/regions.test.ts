import { manyRegions } from '../support/many-regions';
import { withoutHash } from '../support/logical-id';
import { describeWithTerraform } from './support/describe-with-terraform';
import { provenIn } from './support/proven';
import { openWorkspace, type Workspace } from './support/workspace';

const MINUTE = 60_000;
const GROUP = 'update alicloud_alb_server_group.cross-region-alb_server-groups_web';

/** Beijing in the way of examples/many-regions. */
const BEIJING = `backends:
  beijing:
    region: cn-beijing
    vpc:
      cidr: 10.3.0.0/16
      vSwitches:
        one: { zone: cn-beijing-f, cidr: 10.3.1.0/24 }
        two: { zone: cn-beijing-g, cidr: 10.3.2.0/24 }
    servers:
      beijing1: { vSwitch: one, serverGroup: web, instance: { type: ecs.g7.large, privateIp: 10.3.1.20 } }
`;

// Both live side by side: what takes time is the provider's waits.
describeWithTerraform(
  'the examples of many regions and of mixed groups, with plain terraform on the local cloud',
  () => {
    let many: Workspace;
    let mixed: Workspace;

    beforeAll(async () => {
      [many, mixed] = await Promise.all([
        openWorkspace('many-regions', { albGeneration: 'upgraded' }, 'examples/many-regions'),
        openWorkspace('mixed-groups', MIXED_CLOUD, 'examples/mixed-groups'),
      ]);
    }, 3 * MINUTE);
    afterAll(() => Promise.all([many.close(), mixed.close()]));

    const both = <T>(work: (workspace: Workspace) => Promise<T>) => Promise.all([many, mixed].map(work));

    test(
      'both apply, a second plan is empty, and every server is proven and reached',
      async () => {
        await both((workspace) => workspace.plan());
        await both((workspace) => workspace.apply());
        expect((await both((workspace) => workspace.plan())).map(({ planned }) => planned)).toEqual([[], []]);
        expect((await both((workspace) => workspace.drift())).map(({ things }) => things)).toEqual([[], []]);
        expect(await both(provenIn)).toEqual(['proven 6', 'proven 20']);
        // Three servers from two vSwitches, four from two back-to-origin CIDRs.
        expect(await both(reachedIn)).toEqual(['2 of 2 nodes, 6 ways to servers', '2 of 2 nodes, 8 ways to servers']);
      },
      4 * MINUTE,
    );

    test(
      'another region is planned without a change of what stands, and one less takes only its own along',
      async () => {
        await many.edit((yaml) => yaml.replace('backends:\n', BEIJING));
        const added = (await many.plan()).planned.map(withoutHash);
        expect(added.filter((change) => change !== GROUP && !isOf('beijing', 'create', change))).toEqual([]);
        expect(added).toContain(GROUP);
        expect(added.length).toBeGreaterThan(15);

        await many.edit((yaml) =>
          yaml.replace(BEIJING, 'backends:\n').replace(/ {2}singapore:\n[\s\S]*\n\ntags/, '\ntags'),
        );
        const removed = (await many.plan()).planned.map(withoutHash);
        const plan = [
          'delete alicloud_cen_bandwidth_package.bandwidth-plans_china-asia-pacific',
          'delete alicloud_cen_bandwidth_package_attachment.bandwidth-plans_china-asia-pacific_attachment',
        ];
        const others = removed.filter((change) => change !== GROUP && !isOf('singapore', 'delete', change));
        expect(others.sort()).toEqual(plan);
        expect(removed).toContain(GROUP);
      },
      2 * MINUTE,
    );

    test(
      'a canary moves by weight alone, and a region leaves in one apply without a trace',
      async () => {
        await mixed.edit((yaml) => yaml.replace('weight: 5', 'weight: 50'));
        expect((await mixed.plan()).planned.map(withoutHash)).toEqual([GROUP]);
        await both((workspace) => workspace.apply());
        expect((await both((workspace) => workspace.plan())).map(({ planned }) => planned)).toEqual([[], []]);
        expect(await both(reachedIn)).toEqual(['2 of 2 nodes, 4 ways to servers', '2 of 2 nodes, 8 ways to servers']);
        expect(many.cloud.inventory().filter(({ region }) => region === 'ap-southeast-1')).toEqual([]);
      },
      3 * MINUTE,
    );

    test(
      'both are destroyed in one run, and nothing is left',
      async () => {
        await both((workspace) => workspace.destroy());
        expect([...many.cloud.inventory(), ...mixed.cloud.inventory()]).toEqual([]);
      },
      3 * MINUTE,
    );

    test(
      'twenty regions are planned',
      async () => {
        await many.edit(() => JSON.stringify(manyRegions(20)));
        const { changes } = await many.plan();
        expect(changes).toMatchObject({ change: 0, remove: 0 });
        expect(changes.add).toBeGreaterThan(400);
      },
      4 * MINUTE,
    );
  },
);

/** Its ALB is non-upgraded, and sends from what the file says. */
const MIXED_CLOUD = {
  albGeneration: 'non-upgraded',
  backToOriginCidrs: { 'cn-chengdu': ['100.117.130.0/25', '100.122.176.0/26'] },
} as const;

/** What the local cloud says of the servers of port 80: how many nodes get an answer, and how many ways are whole. */
async function reachedIn({ cloud }: Workspace): Promise<string> {
  const alb = cloud.inventory().find(({ kind }) => kind === 'alb/loadBalancers')!;
  const { reached, total, nodes } = await cloud.probe(alb.id, { port: 80 });
  const ways = nodes.flatMap(({ servers }) => servers).filter(({ loss }) => loss === undefined);
  return `${reached} of ${total} nodes, ${ways.length} ways to servers`;
}

/** Whether a planned change is one of a backend's own. */
function isOf(backend: string, action: string, change: string): boolean {
  return new RegExp(`^${action} \\S+\\.(cross-region-alb_)?backends_${backend}_`).test(change);
}
