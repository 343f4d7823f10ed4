import { addEntry, associate, type Body, type CenFixture, makeRouter, pair, propagate, startCen } from './topology';

describe('inter-region connections', () => {
  let fixture: CenFixture;
  let cenId: string;
  let chengdu: Awaited<ReturnType<typeof makeRouter>>;
  let hangzhou: Awaited<ReturnType<typeof makeRouter>>;
  let now = Date.now();

  const setUp = async (delays = {}): Promise<void> => {
    now = Date.now();
    fixture = await startCen({ clock: () => now, delays });
    cenId = (await fixture.ok('CreateCen')).CenId as string;
    chengdu = await makeRouter(fixture, cenId, 'cn-chengdu');
    hangzhou = await makeRouter(fixture, cenId, 'cn-hangzhou');
  };

  const request = (changes: Record<string, string | number | boolean> = {}) => ({
    RegionId: 'cn-chengdu',
    CenId: cenId,
    TransitRouterId: chengdu.transitRouterId,
    PeerTransitRouterId: hangzhou.transitRouterId,
    PeerTransitRouterRegionId: 'cn-hangzhou',
    Bandwidth: 20,
    ...changes,
  });

  const connect = async (changes: Record<string, string | number | boolean> = {}): Promise<string> =>
    (await fixture.ok('CreateTransitRouterPeerAttachment', request(changes))).TransitRouterAttachmentId as string;

  const list = async (parameters: Record<string, string> = {}): Promise<Body[]> =>
    (await fixture.ok('ListTransitRouterPeerAttachments', parameters)).TransitRouterAttachments as Body[];

  const buyPackage = async (areas = ['China', 'China'], bandwidth = 50, associated = true): Promise<string> => {
    const { CenBandwidthPackageId } = await fixture.ok('CreateCenBandwidthPackage', {
      Bandwidth: bandwidth,
      GeographicRegionAId: areas[0] as string,
      GeographicRegionBId: areas[1] as string,
      BandwidthPackageChargeType: 'POSTPAY',
    });
    if (associated) await fixture.ok('AssociateCenBandwidthPackage', { CenId: cenId, CenBandwidthPackageId });
    return CenBandwidthPackageId as string;
  };

  afterEach(() => fixture.cloud.close());

  it('one id is listed from both ends, each seeing itself as local', async () => {
    await setUp();
    const id = await connect();
    expect(await list({ TransitRouterAttachmentId: id, RegionId: 'cn-chengdu' })).toEqual([
      expect.objectContaining({
        TransitRouterAttachmentId: id,
        TransitRouterId: chengdu.transitRouterId,
        RegionId: 'cn-chengdu',
        PeerTransitRouterId: hangzhou.transitRouterId,
        PeerTransitRouterRegionId: 'cn-hangzhou',
        Bandwidth: 20,
        BandwidthType: 'DataTransfer',
        CenBandwidthPackageId: '',
        DefaultLinkType: 'Gold',
        AutoPublishRouteEnabled: false,
        Status: 'Attached',
      }),
    ]);
    const seenFromHangzhou = [
      expect.objectContaining({
        TransitRouterAttachmentId: id,
        TransitRouterId: hangzhou.transitRouterId,
        RegionId: 'cn-hangzhou',
        PeerTransitRouterId: chengdu.transitRouterId,
        PeerTransitRouterRegionId: 'cn-chengdu',
      }),
    ];
    expect(await list({ RegionId: 'cn-hangzhou' })).toEqual(seenFromHangzhou);
    expect(await list({ TransitRouterId: hangzhou.transitRouterId })).toEqual(seenFromHangzhou);
    expect(await list({ RegionId: 'cn-beijing' })).toEqual([]);
    expect(await list({ RegionId: 'cn-chengdu', TransitRouterId: hangzhou.transitRouterId })).toEqual([]);
    expect(await list()).toHaveLength(1);
  });

  it.each([
    ['an unknown router', { TransitRouterId: 'tr-none' }, '400 InvalidTransitRouterId.NotFound'],
    ['a local router of another region', { RegionId: 'cn-beijing' }, '400 InvalidTransitRouterId.NotFound'],
    ['an unknown far router', { PeerTransitRouterId: 'tr-none' }, '400 InvalidPeerTransitRouterId.NotFound'],
    ['the wrong far region', { PeerTransitRouterRegionId: 'cn-beijing' }, '400 IllegalParam.PeerRegionId'],
    ['no bandwidth', { Bandwidth: '' }, '400 MissingParam.Bandwidth'],
    ['a bandwidth of 0', { Bandwidth: 0 }, '400 IllegalParam.Bandwidth'],
    ['an absurd bandwidth', { Bandwidth: 10_001 }, '400 IllegalParam.Bandwidth'],
    ['an unknown bandwidth type', { BandwidthType: 'Free' }, '400 IllegalParam.BandwidthType'],
    ['a package type without package', { BandwidthType: 'BandwidthPackage' }, '400 IllegalParam.CenBandwidthPackageId'],
    ['an unknown package', { CenBandwidthPackageId: 'cenbwp-none' }, '400 IllegalParam.CenBandwidthPackageId'],
    ['a web address as name', { TransitRouterAttachmentName: 'https://x' }, '400 InvalidName'],
  ])('rejects %s', async (_, changes, expected) => {
    await setUp();
    expect(await fixture.refusal('CreateTransitRouterPeerAttachment', request(changes))).toBe(expected);
    expect(await list()).toEqual([]);
  });

  it('rejects a connection of a router with itself, and with one of another CEN', async () => {
    await setUp();
    const refusal = (PeerTransitRouterId: string): Promise<string> =>
      fixture.refusal(
        'CreateTransitRouterPeerAttachment',
        request({ PeerTransitRouterId, PeerTransitRouterRegionId: '' }),
      );
    expect(await refusal(chengdu.transitRouterId)).toBe('400 IllegalParam.PeerTransitRouterId');
    const otherCen = (await fixture.ok('CreateCen')).CenId as string;
    const foreign = await makeRouter(fixture, otherCen, 'cn-hangzhou');
    expect(await refusal(foreign.transitRouterId)).toBe('400 IllegalParam.PeerTransitRouterId');
  });

  it('rejects a second connection of the same pair, from either end', async () => {
    await setUp();
    await connect();
    const back = request({
      RegionId: 'cn-hangzhou',
      TransitRouterId: hangzhou.transitRouterId,
      PeerTransitRouterId: chengdu.transitRouterId,
      PeerTransitRouterRegionId: 'cn-chengdu',
    });
    expect(await fixture.refusal('CreateTransitRouterPeerAttachment', request())).toBe(
      '400 InstanceExist.TransitRouterInstance',
    );
    expect(await fixture.refusal('CreateTransitRouterPeerAttachment', back)).toBe(
      '400 InstanceExist.TransitRouterInstance',
    );
  });

  it('takes its bandwidth from a package that fits, and gives it back', async () => {
    await setUp();
    const packageId = await buyPackage();
    const beijing = await makeRouter(fixture, cenId, 'cn-beijing');
    const id = await connect({ CenBandwidthPackageId: packageId, Bandwidth: 30 });
    expect(await list()).toEqual([expect.objectContaining({ BandwidthType: 'BandwidthPackage', Bandwidth: 30 })]);
    const second = request({
      PeerTransitRouterId: beijing.transitRouterId,
      PeerTransitRouterRegionId: 'cn-beijing',
      CenBandwidthPackageId: packageId,
      Bandwidth: 21,
    });
    expect(await fixture.refusal('CreateTransitRouterPeerAttachment', second)).toBe(
      '400 InvalidOperation.BwpBandwidthExceeded',
    );
    const change = { TransitRouterAttachmentId: id, Bandwidth: 51 };
    expect(await fixture.refusal('UpdateTransitRouterPeerAttachmentAttribute', change)).toBe(
      '400 InvalidOperation.BwpBandwidthExceeded',
    );
    await fixture.ok('UpdateTransitRouterPeerAttachmentAttribute', { ...change, Bandwidth: 50 });
    const unassociate = { CenId: cenId, CenBandwidthPackageId: packageId };
    expect(await fixture.refusal('UnassociateCenBandwidthPackage', unassociate)).toBe(
      '403 InvalidOperation.CenBandwidthLimitsNotZero',
    );
    await fixture.ok('DeleteTransitRouterPeerAttachment', { TransitRouterAttachmentId: id });
    await fixture.ok('CreateTransitRouterPeerAttachment', second);
  });

  it('rejects a package that is not associated, or joins other areas', async () => {
    await setUp();
    const refusal = (CenBandwidthPackageId: string): Promise<string> =>
      fixture.refusal('CreateTransitRouterPeerAttachment', request({ CenBandwidthPackageId }));
    expect(await refusal(await buyPackage(['China', 'China'], 50, false))).toBe(
      '400 InvalidOperation.BwpNotAssociated',
    );
    expect(await refusal(await buyPackage(['China', 'Europe']))).toBe('400 InvalidOperation.BwpNotAssociated');
  });

  it('rejects the better link with a package', async () => {
    await setUp();
    const wanted = request({ CenBandwidthPackageId: await buyPackage(), DefaultLinkType: 'Platinum' });
    expect(await fixture.refusal('CreateTransitRouterPeerAttachment', wanted)).toBe(
      '400 ParameterIllegal.BandwidthPackageDefaultLinkTypeOnlySupportGold',
    );
  });

  it('changes over to pay-by-traffic when the package is cleared', async () => {
    await setUp();
    const id = await connect({ CenBandwidthPackageId: await buyPackage() });
    await fixture.ok('UpdateTransitRouterPeerAttachmentAttribute', {
      TransitRouterAttachmentId: id,
      CenBandwidthPackageId: '',
      BandwidthType: 'DataTransfer',
      DefaultLinkType: 'Platinum',
      AutoPublishRouteEnabled: true,
      TransitRouterAttachmentName: 'n',
    });
    expect(await list()).toEqual([
      expect.objectContaining({
        CenBandwidthPackageId: '',
        BandwidthType: 'DataTransfer',
        DefaultLinkType: 'Platinum',
        AutoPublishRouteEnabled: true,
        TransitRouterAttachmentName: 'n',
        Bandwidth: 20,
      }),
    ]);
  });

  it('is associated once per end', async () => {
    await setUp();
    const id = await connect();
    await associate(fixture, id, chengdu.tableId);
    await associate(fixture, id, hangzhou.tableId);
    const answer = await fixture.ok('ListTransitRouterRouteTableAssociations', { TransitRouterAttachmentId: id });
    expect(answer.TransitRouterAssociations).toEqual([
      {
        ...pair(id, chengdu.tableId),
        ResourceType: 'TR',
        ResourceId: hangzhou.transitRouterId,
        Status: 'Active',
      },
      {
        ...pair(id, hangzhou.tableId),
        ResourceType: 'TR',
        ResourceId: chengdu.transitRouterId,
        Status: 'Active',
      },
    ]);
  });

  it.each(['chengdu', 'hangzhou'] as const)('rejects deletion while %s refers to it', async (end) => {
    await setUp();
    const id = await connect();
    const { tableId } = { chengdu, hangzhou }[end];
    const refusal = (): Promise<string> =>
      fixture.refusal('DeleteTransitRouterPeerAttachment', { TransitRouterAttachmentId: id });
    await associate(fixture, id, tableId);
    await propagate(fixture, id, tableId);
    const entryId = await addEntry(fixture, tableId, '10.0.0.0/8', id);
    expect(await refusal()).toBe('400 OperationFailed.RouteTableAssociationExist');
    await fixture.ok('DissociateTransitRouterAttachmentFromRouteTable', pair(id, tableId));
    expect(await refusal()).toBe('400 OperationFailed.RouteTablePropagationExist');
    await fixture.ok('DisableTransitRouterRouteTablePropagation', pair(id, tableId));
    expect(await refusal()).toBe('400 OperationFailed.RouteEntryExist');
    await fixture.ok('DeleteTransitRouterRouteEntry', { TransitRouterRouteEntryId: entryId });
    expect(await refusal()).toBe('200');
    expect(await refusal()).toBe('400 InvalidTransitRouterAttachmentId.NotFound');
  });

  it('a forced deletion clears both ends', async () => {
    await setUp();
    const id = await connect();
    for (const { tableId } of [chengdu, hangzhou]) {
      await associate(fixture, id, tableId);
      await propagate(fixture, id, tableId);
    }
    await fixture.ok('DeleteTransitRouterPeerAttachment', { TransitRouterAttachmentId: id, Force: true });
    const kinds = new Set(fixture.cloud.inventory().map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['cen/cens', 'cen/transitRouters']));
  });

  it('is busy while it attaches and detaches', async () => {
    await setUp({ CreateTransitRouterPeerAttachment: 1000, DeleteTransitRouterPeerAttachment: 1000 });
    const id = await connect();
    const remove = { TransitRouterAttachmentId: id };
    expect(await list()).toEqual([expect.objectContaining({ Status: 'Attaching' })]);
    expect(await fixture.refusal('UpdateTransitRouterPeerAttachmentAttribute', remove)).toBe(
      '400 IncorrectStatus.Status',
    );
    expect(await fixture.refusal('DeleteTransitRouterPeerAttachment', remove)).toBe('400 IncorrectStatus.Status');
    now += 1000;
    await fixture.ok('DeleteTransitRouterPeerAttachment', remove);
    expect(await list()).toEqual([expect.objectContaining({ Status: 'Detaching' })]);
    expect(await fixture.refusal('DeleteTransitRouter', { TransitRouterId: hangzhou.transitRouterId })).toBe(
      '400 InvalidOperation.AttachedChildInstanceExist',
    );
    now += 1000;
    expect(await list()).toEqual([]);
  });
});
