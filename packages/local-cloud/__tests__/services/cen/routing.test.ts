import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addEntry,
  associate,
  type CenFixture,
  joinTable,
  makeTopology,
  makeVpc,
  mappings,
  pair,
  propagate,
  routes,
  startCen,
} from './topology';

describe('what transit-router tables learn', () => {
  let fixture: CenFixture;
  let at: Awaited<ReturnType<typeof makeTopology>>;
  let now = Date.now();

  beforeEach(async () => {
    now = Date.now();
    fixture = await startCen({ clock: () => now });
    at = await makeTopology(fixture);
  });

  afterEach(() => fixture.cloud.close());

  const joinAll = async (): Promise<void> => {
    await joinTable(fixture, at.chengdu.attachmentId, at.chengdu.tableId);
    await joinTable(fixture, at.peerId, at.chengdu.tableId);
    await joinTable(fixture, at.hangzhou.attachmentId, at.hangzhou.tableId);
    await joinTable(fixture, at.peerId, at.hangzhou.tableId);
  };

  it('a table learns nothing from an attachment without a propagation', async () => {
    await associate(fixture, at.chengdu.attachmentId, at.chengdu.tableId);
    expect(await routes(fixture, at.chengdu.tableId)).toEqual([]);
  });

  it('a table learns one route per vSwitch of an attached VPC, and nothing else of it', async () => {
    await fixture.vpc('cn-chengdu', 'CreateRouteEntry', {
      RouteTableId: at.chengdu.routeTableId,
      DestinationCidrBlock: '192.168.0.0/24',
      NextHopType: 'Attachment',
      NextHopId: at.chengdu.attachmentId,
    });
    await propagate(fixture, at.chengdu.attachmentId, at.chengdu.tableId);
    expect(await routes(fixture, at.chengdu.tableId)).toEqual([
      '172.16.0.0/24 Propagated Active',
      '172.16.1.0/24 Propagated Active',
    ]);
  });

  it('a vSwitch made later is learned, a deleted one is forgotten', async () => {
    await propagate(fixture, at.hangzhou.attachmentId, at.hangzhou.tableId);
    const created = await fixture.vpc('cn-hangzhou', 'CreateVSwitch', {
      VpcId: at.hangzhou.vpcId,
      ZoneId: 'cn-hangzhou-i',
      CidrBlock: '192.168.9.0/24',
    });
    expect(await routes(fixture, at.hangzhou.tableId)).toContain('192.168.9.0/24 Propagated Active');
    await fixture.vpc('cn-hangzhou', 'DeleteVSwitch', { VSwitchId: created.VSwitchId as string });
    expect(await routes(fixture, at.hangzhou.tableId)).toEqual(['192.168.0.0/24 Propagated Active']);
  });

  it('a connection teaches each end the VPC routes and static entries of the far table', async () => {
    await joinAll();
    await addEntry(fixture, at.chengdu.tableId, '100.122.175.64/26', at.chengdu.attachmentId);
    expect(await routes(fixture, at.hangzhou.tableId)).toEqual([
      '100.122.175.64/26 Propagated Active',
      '172.16.0.0/24 Propagated Active',
      '172.16.1.0/24 Propagated Active',
      '192.168.0.0/24 Propagated Active',
    ]);
    expect(await routes(fixture, at.chengdu.tableId)).toContain('192.168.0.0/24 Propagated Active');
  });

  it('black holes are not passed on', async () => {
    await joinAll();
    await addEntry(fixture, at.chengdu.tableId, '10.9.0.0/16');
    await addEntry(fixture, at.chengdu.tableId, '172.16.1.0/24');
    const learned = await routes(fixture, at.hangzhou.tableId);
    expect(learned).toEqual(['172.16.0.0/24 Propagated Active', '192.168.0.0/24 Propagated Active']);
  });

  it('nothing is taught while the connection is not associated at the far end', async () => {
    await joinAll();
    await fixture.ok('DissociateTransitRouterAttachmentFromRouteTable', pair(at.peerId, at.chengdu.tableId));
    expect(await routes(fixture, at.hangzhou.tableId)).toEqual(['192.168.0.0/24 Propagated Active']);
    expect(await routes(fixture, at.chengdu.tableId)).toContain('192.168.0.0/24 Propagated Active');
  });

  it('nothing is taught in either direction while auto-publishing is off', async () => {
    await joinAll();
    await fixture.ok('UpdateTransitRouterPeerAttachmentAttribute', {
      TransitRouterAttachmentId: at.peerId,
      AutoPublishRouteEnabled: false,
    });
    expect(await routes(fixture, at.hangzhou.tableId)).toEqual(['192.168.0.0/24 Propagated Active']);
    expect(await routes(fixture, at.chengdu.tableId)).not.toContain('192.168.0.0/24 Propagated Active');
  });

  it('a connection teaches the table that it is associated with there, not another one', async () => {
    await joinAll();
    const created = await fixture.ok('CreateTransitRouterRouteTable', { TransitRouterId: at.chengdu.transitRouterId });
    const other = created.TransitRouterRouteTableId as string;
    await addEntry(fixture, other, '10.77.0.0/16', at.chengdu.attachmentId);
    await fixture.ok('ReplaceTransitRouterRouteTableAssociation', pair(at.peerId, other));
    expect(await routes(fixture, at.hangzhou.tableId)).toEqual([
      '10.77.0.0/16 Propagated Active',
      '192.168.0.0/24 Propagated Active',
    ]);
  });

  it('there is no transit between regions', async () => {
    await joinAll();
    const router = await fixture.ok('CreateTransitRouter', { CenId: at.cenId, RegionId: 'cn-beijing' });
    const tables = await fixture.ok('ListTransitRouterRouteTables', {
      TransitRouterId: router.TransitRouterId as string,
    });
    const beijing = tables.TransitRouterRouteTables[0].TransitRouterRouteTableId as string;
    const second = await fixture.ok('CreateTransitRouterPeerAttachment', {
      RegionId: 'cn-hangzhou',
      TransitRouterId: at.hangzhou.transitRouterId,
      PeerTransitRouterId: router.TransitRouterId as string,
      Bandwidth: 10,
      AutoPublishRouteEnabled: true,
    });
    await joinTable(fixture, second.TransitRouterAttachmentId as string, at.hangzhou.tableId);
    await joinTable(fixture, second.TransitRouterAttachmentId as string, beijing);
    expect(await routes(fixture, beijing)).toEqual(['192.168.0.0/24 Propagated Active']);
  });

  it('a static entry beats a learned one, which stands by and is not shown by default', async () => {
    await joinAll();
    await addEntry(fixture, at.chengdu.tableId, '192.168.0.0/24');
    expect(await routes(fixture, at.chengdu.tableId)).toContain('192.168.0.0/24 Propagated Standby');
    expect(await routes(fixture, at.chengdu.tableId, 'Active')).toContain('192.168.0.0/24 Static Active');
    expect(await routes(fixture, at.chengdu.tableId, 'Active')).not.toContain('192.168.0.0/24 Propagated Standby');
  });

  it('of two learned routes the older one wins and the other is rejected, until the older one goes', async () => {
    const twin = await makeVpc(fixture, 'cn-hangzhou', '172.16', ['cn-hangzhou-i']);
    const attached = await fixture.ok('CreateTransitRouterVpcAttachment', {
      RegionId: 'cn-hangzhou',
      TransitRouterId: at.hangzhou.transitRouterId,
      VpcId: twin.vpcId,
      ...mappings('ZoneMappings', twin.zoneIds, twin.vSwitchIds),
    });
    await joinAll();
    now += 5000;
    await propagate(fixture, attached.TransitRouterAttachmentId as string, at.hangzhou.tableId);
    const conflict = await fixture.ok('ListTransitRouterRouteEntries', {
      TransitRouterRouteTableId: at.hangzhou.tableId,
      TransitRouterRouteEntryStatus: 'Rejected',
    });
    expect(conflict.TransitRouterRouteEntries).toEqual([
      expect.objectContaining({
        TransitRouterRouteEntryDestinationCidrBlock: '172.16.0.0/24',
        TransitRouterRouteEntryNextHopId: attached.TransitRouterAttachmentId,
      }),
    ]);
    await fixture.ok('DisableTransitRouterRouteTablePropagation', pair(at.peerId, at.hangzhou.tableId));
    expect(await routes(fixture, at.hangzhou.tableId)).toEqual([
      '172.16.0.0/24 Propagated Active',
      '192.168.0.0/24 Propagated Active',
    ]);
  });

  it('a learned entry has no id, and tells its next hop and its origin', async () => {
    await joinAll();
    const answer = await fixture.ok('ListTransitRouterRouteEntries', {
      TransitRouterRouteTableId: at.chengdu.tableId,
      TransitRouterRouteEntryDestinationCidrBlock: '192.168.0.0/24',
    });
    expect(answer.TransitRouterRouteEntries).toEqual([
      {
        TransitRouterRouteEntryDestinationCidrBlock: '192.168.0.0/24',
        TransitRouterRouteEntryType: 'Propagated',
        TransitRouterRouteEntryStatus: 'Active',
        TransitRouterRouteEntryNextHopType: 'Attachment',
        TransitRouterRouteEntryNextHopId: at.peerId,
        TransitRouterRouteEntryNextHopResourceId: at.hangzhou.transitRouterId,
        TransitRouterRouteEntryNextHopResourceType: 'TR',
        TransitRouterRouteEntryOriginResourceId: at.hangzhou.vpcId,
        TransitRouterRouteEntryOriginResourceType: 'VPC',
        OperationalMode: false,
      },
    ]);
  });

  it('a propagation that is still being enabled or disabled teaches nothing', async () => {
    const slow = await startCen({
      clock: () => now,
      delays: { EnableTransitRouterRouteTablePropagation: 5000, DisableTransitRouterRouteTablePropagation: 5000 },
    });
    try {
      const there = await makeTopology(slow);
      await propagate(slow, there.hangzhou.attachmentId, there.hangzhou.tableId);
      expect(await routes(slow, there.hangzhou.tableId)).toEqual([]);
      now += 5000;
      expect(await routes(slow, there.hangzhou.tableId)).toEqual(['192.168.0.0/24 Propagated Active']);
      const between = pair(there.hangzhou.attachmentId, there.hangzhou.tableId);
      await slow.ok('DisableTransitRouterRouteTablePropagation', between);
      expect(await routes(slow, there.hangzhou.tableId)).toEqual([]);
      expect(await slow.refusal('EnableTransitRouterRouteTablePropagation', between)).toBe(
        '400 IncorrectStatus.Status',
      );
    } finally {
      await slow.cloud.close();
    }
  });

  it('tables learn the same after a restart', async () => {
    const stateFolder = mkdtempSync(join(tmpdir(), 'cen-restart-'));
    const before = await startCen({ stateFolder });
    const there = await makeTopology(before);
    await associate(before, there.peerId, there.chengdu.tableId);
    await propagate(before, there.chengdu.attachmentId, there.chengdu.tableId);
    await propagate(before, there.peerId, there.hangzhou.tableId);
    await before.cloud.close();
    const after = await startCen({ stateFolder });
    try {
      expect(await routes(after, there.hangzhou.tableId)).toEqual([
        '172.16.0.0/24 Propagated Active',
        '172.16.1.0/24 Propagated Active',
      ]);
    } finally {
      await after.cloud.close();
      rmSync(stateFolder, { recursive: true });
    }
  });
});
