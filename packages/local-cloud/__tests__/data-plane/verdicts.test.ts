import type { NodeReport, ProbeReport } from '../../src';
import {
  addRouterRoute,
  ALB_VSWITCHES,
  BACK_TO_ORIGIN,
  removeRouterRoute,
  removeVpcRoute,
  ruleFrom,
  type Seed,
  SERVER,
  startSeed,
} from './seed';

type Generation = 'upgraded' | 'non-upgraded';

const rangesOf: Readonly<Record<Generation, readonly string[]>> = {
  upgraded: ALB_VSWITCHES,
  'non-upgraded': BACK_TO_ORIGIN,
};

/** One row: what is changed, which ranges break, on which way, where and why. */
interface Row {
  readonly change: (seed: Seed) => Promise<unknown>;
  readonly generations: readonly Generation[];
  /** @default - all of them */
  readonly broken?: (range: string) => boolean;
  readonly direction: 'out' | 'back';
  readonly place: (seed: Seed) => string;
  readonly reason: RegExp;
}

const both: readonly Generation[] = ['upgraded', 'non-upgraded'];

const joinOf = ({ peerId, router1, router2 }: Seed, end: 'near' | 'far') => ({
  TransitRouterAttachmentId: peerId,
  TransitRouterRouteTableId: (end === 'near' ? router1 : router2).tableId,
});

const rows: Readonly<Record<string, Row>> = {
  "100.122.176.0/26 is removed from VPC2's table": {
    change: ({ hangzhou, vpc2, router2 }) =>
      removeVpcRoute(hangzhou, vpc2.tableId, '100.122.176.0/26', router2.attachmentId),
    generations: ['non-upgraded'],
    broken: (range) => range === '100.122.176.0/26',
    direction: 'back',
    place: ({ vpc2 }) => vpc2.vpcId,
    reason: /^100\.64\.0\.0\/10 -> cloud services$/,
  },
  "a vSwitch of the ALB is removed from VPC2's table": {
    change: ({ hangzhou, vpc2, router2 }) =>
      removeVpcRoute(hangzhou, vpc2.tableId, '172.16.6.0/24', router2.attachmentId),
    generations: ['upgraded'],
    broken: (range) => range === '172.16.6.0/24',
    direction: 'back',
    place: ({ vpc2 }) => vpc2.vpcId,
    reason: /^no route to 172\.16\.6\./,
  },
  "100.122.176.0/26 is removed from TR Chengdu's table": {
    change: ({ chengdu, router1 }) =>
      removeRouterRoute(chengdu, router1.tableId, '100.122.176.0/26', router1.attachmentId),
    generations: ['non-upgraded'],
    broken: (range) => range === '100.122.176.0/26',
    direction: 'back',
    place: ({ router2 }) => router2.routerId,
    reason: /^no route to 100\.122\.176\.0$/,
  },
  "192.168.7.0/24 is removed from VPC1's table": {
    change: ({ chengdu, vpc1, router1 }) =>
      removeVpcRoute(chengdu, vpc1.tableId, '192.168.7.0/24', router1.attachmentId),
    generations: both,
    direction: 'out',
    place: ({ vpc1 }) => vpc1.vpcId,
    reason: /^no route to 192\.168\.7\.20$/,
  },
  'the association of the connection at TR Chengdu is removed': {
    change: (seed) => seed.chengdu.cen('DissociateTransitRouterAttachmentFromRouteTable', joinOf(seed, 'near')),
    generations: both,
    direction: 'back',
    place: ({ router2 }) => router2.routerId,
    reason: /^no route to /,
  },
  'the association of the connection at TR Hangzhou is removed': {
    change: (seed) => seed.chengdu.cen('DissociateTransitRouterAttachmentFromRouteTable', joinOf(seed, 'far')),
    generations: both,
    direction: 'out',
    // TR Chengdu then learns nothing from Hangzhou.
    place: ({ router1 }) => router1.routerId,
    reason: /^no route to 192\.168\.7\.20$/,
  },
  "the association of VPC1's attachment is removed": {
    change: ({ chengdu, router1 }) =>
      chengdu.cen('DissociateTransitRouterAttachmentFromRouteTable', {
        TransitRouterAttachmentId: router1.attachmentId,
        TransitRouterRouteTableId: router1.tableId,
      }),
    generations: both,
    direction: 'out',
    place: ({ router1 }) => router1.routerId,
    reason: /is associated with no route table$/,
  },
  "the association of VPC2's attachment is removed": {
    change: ({ chengdu, router2 }) =>
      chengdu.cen('DissociateTransitRouterAttachmentFromRouteTable', {
        TransitRouterAttachmentId: router2.attachmentId,
        TransitRouterRouteTableId: router2.tableId,
      }),
    generations: both,
    direction: 'back',
    place: ({ router2 }) => router2.routerId,
    reason: /is associated with no route table$/,
  },
  "the propagation of VPC1's attachment at TR Chengdu is removed": {
    change: ({ chengdu, router1 }) =>
      chengdu.cen('DisableTransitRouterRouteTablePropagation', {
        TransitRouterAttachmentId: router1.attachmentId,
        TransitRouterRouteTableId: router1.tableId,
      }),
    generations: both,
    // The back-to-origin ranges are static entries there, so only vSwitch ranges suffer.
    broken: (range) => ALB_VSWITCHES.includes(range),
    direction: 'back',
    place: ({ router2 }) => router2.routerId,
    reason: /^no route to 172\.16\./,
  },
  'the propagation of the connection at TR Chengdu is removed': {
    change: (seed) => seed.chengdu.cen('DisableTransitRouterRouteTablePropagation', joinOf(seed, 'near')),
    generations: both,
    direction: 'out',
    place: ({ router1 }) => router1.routerId,
    reason: /^no route to 192\.168\.7\.20$/,
  },
  'the propagation of the connection at TR Hangzhou is removed': {
    change: (seed) => seed.chengdu.cen('DisableTransitRouterRouteTablePropagation', joinOf(seed, 'far')),
    generations: both,
    direction: 'back',
    place: ({ router2 }) => router2.routerId,
    reason: /^no route to /,
  },
  "the connection's route publishing is switched off": {
    change: ({ chengdu, peerId }) =>
      chengdu.cen('UpdateTransitRouterPeerAttachmentAttribute', {
        TransitRouterAttachmentId: peerId,
        AutoPublishRouteEnabled: false,
      }),
    generations: both,
    direction: 'out',
    place: ({ router1 }) => router1.routerId,
    reason: /^no route to 192\.168\.7\.20$/,
  },
  'the rule for 100.64.0.0/10 becomes one for 100.64.0.0/11': {
    change: async ({ hangzhou, securityGroupId }) => {
      await hangzhou.ecs('RevokeSecurityGroup', ruleFrom(securityGroupId, '100.64.0.0/10'));
      await hangzhou.ecs('AuthorizeSecurityGroup', ruleFrom(securityGroupId, '100.64.0.0/11'));
    },
    generations: both,
    broken: (range) => BACK_TO_ORIGIN.includes(range),
    direction: 'out',
    place: ({ securityGroupId }) => securityGroupId,
    reason: /^no rule accepts TCP 80 from 100\.1/,
  },
  'a rule denies what another of the same priority accepts': {
    change: ({ hangzhou, securityGroupId }) =>
      hangzhou.ecs('AuthorizeSecurityGroup', ruleFrom(securityGroupId, '100.122.0.0/16', { Policy: 'drop' })),
    generations: ['non-upgraded'],
    broken: (range) => range.startsWith('100.122.'),
    direction: 'out',
    place: ({ securityGroupId }) => securityGroupId,
    reason: /^TCP 80 from 100\.122\.0\.0\/16: Drop \(priority 1\)$/,
  },
  'the server is stopped': {
    change: ({ hangzhou, instanceId }) => hangzhou.ecs('StopInstance', { InstanceId: instanceId }),
    generations: both,
    direction: 'out',
    place: ({ instanceId }) => instanceId,
    reason: /^the server is Stopped$/,
  },
  'the server is deleted': {
    change: ({ hangzhou, instanceId }) => hangzhou.ecs('DeleteInstance', { InstanceId: instanceId, Force: true }),
    generations: both,
    direction: 'out',
    place: ({ vpc2 }) => vpc2.vpcId,
    reason: /^nobody has 192\.168\.7\.20$/,
  },
  'TR Hangzhou sends the packets back to where they come from': {
    change: ({ hangzhou, router2, peerId }) => addRouterRoute(hangzhou, router2.tableId, '192.168.7.0/24', peerId),
    generations: both,
    direction: 'out',
    place: ({ router1 }) => router1.routerId,
    reason: /^a routing loop/,
  },
  'TR Hangzhou delivers the answers in its own VPC': {
    change: ({ hangzhou, router2 }) => addRouterRoute(hangzhou, router2.tableId, '172.16.6.0/24', router2.attachmentId),
    generations: ['upgraded'],
    broken: (range) => range === '172.16.6.0/24',
    direction: 'back',
    place: ({ vpc2 }) => vpc2.vpcId,
    reason: /^172\.16\.6\.\d+ is in no vSwitch of this VPC$/,
  },
  'a black hole takes a whole range': {
    change: ({ chengdu, router2 }) => addRouterRoute(chengdu, router2.tableId, '100.122.175.64/26'),
    generations: ['non-upgraded'],
    broken: (range) => range === '100.122.175.64/26',
    direction: 'back',
    place: ({ router2 }) => router2.routerId,
    reason: /^100\.122\.175\.64\/26 -> black hole$/,
  },
};

const cases = Object.entries(rows).flatMap(([name, row]) =>
  row.generations.map((generation) => [name, generation, row] as const),
);

describe('what a change of the network breaks', () => {
  let seed: Seed;
  afterEach(() => seed.cloud.close());

  test.each(both)('nothing is broken as it was built, %s', async (generation) => {
    seed = await startSeed({ albGeneration: generation });

    const report = await seed.cloud.probe(seed.loadBalancerId);

    expect(report).toMatchObject({ generation, port: 80, regionId: 'cn-chengdu', dnsName: seed.dnsName });
    expect(report.nodes.map(({ range }) => range)).toEqual(rangesOf[generation]);
    expect([report.reached, report.total]).toEqual([report.nodes.length, report.nodes.length]);
    for (const node of report.nodes) {
      expect(node.server).toMatchObject({ address: SERVER, port: 80, regionId: 'cn-hangzhou', name: 'ecs1' });
      expect(node.hops.map(({ direction, place }) => `${direction} ${place.kind} ${place.id}`)).toEqual([
        `out vpc ${seed.vpc1.vpcId}`,
        `out transitRouter ${seed.router1.routerId}`,
        `out transitRouter ${seed.router2.routerId}`,
        `out vpc ${seed.vpc2.vpcId}`,
        `out securityGroup ${seed.securityGroupId}`,
        `out server ${seed.instanceId}`,
        `back vpc ${seed.vpc2.vpcId}`,
        `back transitRouter ${seed.router2.routerId}`,
        `back transitRouter ${seed.router1.routerId}`,
        `back vpc ${seed.vpc1.vpcId}`,
      ]);
    }
  });

  test.each(cases)('%s (%s)', async (_name, generation, row) => {
    seed = await startSeed({ albGeneration: generation });

    await row.change(seed);
    const report = await seed.cloud.probe(seed.dnsName);

    const isBroken = row.broken ?? (() => true);
    expect(brokenIn(report)).toEqual(rangesOf[generation].filter(isBroken));
    for (const { failure, status } of report.nodes.filter(({ reached }) => !reached)) {
      expect(status).toBe(504);
      expect(failure).toMatchObject({ direction: row.direction, parts: [] });
      expect(failure?.place.id).toBe(row.place(seed));
      expect(failure?.reason).toMatch(row.reason);
    }
  });

  test('a black hole changes nothing where longer prefixes win', async () => {
    seed = await startSeed({ albGeneration: 'non-upgraded' });

    await addRouterRoute(seed.chengdu, seed.router2.tableId, '100.122.175.0/24');

    expect(brokenIn(await seed.cloud.probe(seed.loadBalancerId))).toEqual([]);
  });

  test('a black hole inside a range breaks that part of it', async () => {
    seed = await startSeed({ albGeneration: 'non-upgraded' });

    await addRouterRoute(seed.chengdu, seed.router2.tableId, '100.122.175.128/27');
    const report = await seed.cloud.probe(seed.loadBalancerId);

    expect(brokenIn(report)).toEqual(['100.122.175.128/26']);
    expect(nodeOf(report, '100.122.175.128/26').failure).toMatchObject({
      direction: 'back',
      place: { kind: 'transitRouter', id: seed.router2.routerId },
      reason: '100.122.175.128/27 -> black hole',
      parts: ['100.122.175.128/27'],
    });
  });

  test('what was removed works again when it is put back', async () => {
    seed = await startSeed({ albGeneration: 'non-upgraded' });
    const { chengdu, router1 } = seed;
    const range = '100.117.130.0/25';

    await removeRouterRoute(chengdu, router1.tableId, range, router1.attachmentId);
    expect(brokenIn(await seed.cloud.probe(seed.loadBalancerId))).toEqual([range]);
    await addRouterRoute(chengdu, router1.tableId, range, router1.attachmentId);

    expect(brokenIn(await seed.cloud.probe(seed.loadBalancerId))).toEqual([]);
  });

  test('a priority that is lower in number goes before a denial', async () => {
    seed = await startSeed({ albGeneration: 'non-upgraded' });
    const { hangzhou, securityGroupId } = seed;

    const drop = ruleFrom(securityGroupId, '100.64.0.0/10', { Policy: 'drop', Priority: 2 });
    await hangzhou.ecs('AuthorizeSecurityGroup', drop);

    expect(brokenIn(await seed.cloud.probe(seed.loadBalancerId))).toEqual([]);
  });

  test('rejects a load balancer that does not exist', async () => {
    seed = await startSeed();

    await expect(seed.cloud.probe('alb-nowhere')).rejects.toThrow(
      /no load balancer with the id or DNS name alb-nowhere/,
    );
  });
});

function brokenIn({ nodes, reached, total }: ProbeReport): string[] {
  const broken = nodes.filter((node) => !node.reached).map(({ range }) => range);
  expect(reached).toBe(total - broken.length);
  return broken;
}

function nodeOf({ nodes }: ProbeReport, range: string): NodeReport {
  return nodes.find((node) => node.range === range)!;
}
