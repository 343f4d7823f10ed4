import { addEntry, type Body, type CenFixture, makeRegion, makeRouter, startCen } from './topology';

describe('CEN instances', () => {
  let fixture: CenFixture;
  let now = Date.now();

  const setUp = async (delays = {}): Promise<void> => {
    now = Date.now();
    fixture = await startCen({ clock: () => now, delays });
  };

  const create = async (parameters = {}): Promise<string> =>
    (await fixture.ok('CreateCen', parameters)).CenId as string;

  const find = async (key: string, ...values: string[]): Promise<Body[]> => {
    const filter = Object.fromEntries(values.map((value, at) => [`Filter.1.Value.${String(at + 1)}`, value]));
    return (await fixture.ok('DescribeCens', { 'Filter.1.Key': key, ...filter })).Cens.Cen as Body[];
  };

  afterEach(() => fixture.cloud.close());

  it('are made, found, changed and deleted', async () => {
    await setUp();
    const id = await create({ Name: 'one', Description: 'first', 'Tag.1.Key': 'k', 'Tag.1.Value': 'v' });
    await create({ Name: 'two' });
    expect(await find('CenId', id)).toEqual([
      expect.objectContaining({
        CenId: id,
        Name: 'one',
        Description: 'first',
        ProtectionLevel: 'REDUCED',
        Status: 'Active',
        Tags: { Tag: [{ Key: 'k', Value: 'v' }] },
      }),
    ]);
    await fixture.ok('ModifyCenAttribute', { CenId: id, Name: 'uno', Description: '' });
    expect(await find('Name', 'uno', 'two')).toHaveLength(2);
    expect(await find('CenId', id)).toEqual([expect.objectContaining({ Name: 'uno', Description: '' })]);
    await fixture.ok('DeleteCen', { CenId: id });
    expect(await find('CenId', id)).toEqual([]);
  });

  it('are found by nothing that they are not', async () => {
    await setUp();
    await create({ Name: 'one' });
    expect(await find('CenId', 'cen-none')).toEqual([]);
    expect(await find('Name', 'on')).toEqual([]);
  });

  it('are paged', async () => {
    await setUp();
    for (let count = 0; count < 12; count++) await create({ Name: `cen-${String(count)}` });
    const page = await fixture.ok('DescribeCens', { PageNumber: 2 });
    expect(page).toMatchObject({ TotalCount: 12, PageNumber: 2, PageSize: 10 });
    expect((page.Cens.Cen as Body[]).map(({ Name }) => Name as string)).toEqual(['cen-10', 'cen-11']);
  });

  it('move to another resource group', async () => {
    await setUp();
    const id = await create();
    await fixture.ok('MoveResourceGroup', { ResourceId: id, ResourceType: 'cen', NewResourceGroupId: 'rg-abc123' });
    expect(await find('CenId', id)).toEqual([expect.objectContaining({ ResourceGroupId: 'rg-abc123' })]);
  });

  it.each([
    ['CreateCen', { Name: 'http://x' }, '400 InvalidName'],
    ['CreateCen', { Description: 'x'.repeat(257) }, '400 InvalidDescription'],
    ['CreateCen', { ProtectionLevel: 'FULL' }, '400 InvalidParameter'],
    ['CreateCen', { 'Tag.1.Key': 'acs:x', 'Tag.1.Value': 'v' }, '400 InvalidTagKey'],
    ['CreateCen', { 'Tag.1.Key': 'x'.repeat(65), 'Tag.1.Value': 'v' }, '400 InvalidTagKey'],
    ['CreateCen', { 'Tag.1.Key': 'x', 'Tag.1.Value': 'http://v' }, '400 InvalidTagValue'],
    ['ModifyCenAttribute', { CenId: 'cen-none' }, '400 ParameterCenInstanceId'],
    ['ModifyCenAttribute', {}, '400 MissingCenId'],
    ['DeleteCen', { CenId: 'cen-none' }, '400 ParameterCenInstanceId'],
    ['DescribeCens', { PageSize: 51 }, '400 InvalidPageSize'],
  ])('%s rejects %j', async (action, parameters, expected) => {
    await setUp();
    expect(await fixture.refusal(action, parameters)).toBe(expected);
  });

  it('take their idle routers along', async () => {
    await setUp();
    const id = await create();
    await makeRouter(fixture, id, 'cn-chengdu');
    await fixture.ok('DeleteCen', { CenId: id });
    expect(fixture.cloud.inventory()).toEqual([]);
  });

  it('rejects deletion while something in it is in use', async () => {
    await setUp();
    const id = await create();
    const refusal = (): Promise<string> => fixture.refusal('DeleteCen', { CenId: id });
    const region = await makeRegion(fixture, id, 'cn-chengdu', '172.16', ['cn-chengdu-a']);
    expect(await refusal()).toBe('409 InvalidOperation.CenInstanceStatus');
    await fixture.ok('DeleteTransitRouterVpcAttachment', { TransitRouterAttachmentId: region.attachmentId });
    const entryId = await addEntry(fixture, region.tableId, '10.0.0.0/8');
    expect(await refusal()).toBe('400 OperationFailed.DeleteCenWithRouteEntry');
    await fixture.ok('DeleteTransitRouterRouteEntry', { TransitRouterRouteEntryId: entryId });
    await fixture.ok('CreateTransitRouterRouteTable', { TransitRouterId: region.transitRouterId });
    expect(await refusal()).toBe('400 OperationFailed.DeleteCenWithCustomRouteTable');
  });

  it('are busy while they are made and deleted', async () => {
    await setUp({ default: 1000 });
    const id = await create();
    expect(await find('CenId', id)).toEqual([expect.objectContaining({ Status: 'Creating' })]);
    expect(await fixture.refusal('DeleteCen', { CenId: id })).toBe('400 Operation.Blocking');
    expect(await fixture.refusal('CreateTransitRouter', { CenId: id, RegionId: 'cn-chengdu' })).toBe(
      '400 IncorrectStatus.Status',
    );
    now += 1000;
    await fixture.ok('DeleteCen', { CenId: id });
    expect(await find('CenId', id)).toEqual([expect.objectContaining({ Status: 'Deleting' })]);
    now += 1000;
    expect(await find('CenId', id)).toEqual([]);
  });

  it('a token with other parameters is another call, as the provider cuts its tokens short', async () => {
    await setUp();
    const first = await create({ Name: 'a', ClientToken: 'same' });
    expect(await create({ Name: 'a', ClientToken: 'same' })).toBe(first);
    expect(await create({ Name: 'b', ClientToken: 'same' })).not.toBe(first);
  });
});

describe('bandwidth packages', () => {
  let fixture: CenFixture;

  beforeEach(async () => {
    fixture = await startCen();
  });

  afterEach(() => fixture.cloud.close());

  const request = (changes: Record<string, string | number> = {}) => ({
    Bandwidth: 100,
    GeographicRegionAId: 'China',
    GeographicRegionBId: 'China',
    BandwidthPackageChargeType: 'POSTPAY',
    ...changes,
  });

  const buy = async (changes: Record<string, string | number> = {}): Promise<string> =>
    (await fixture.ok('CreateCenBandwidthPackage', request(changes))).CenBandwidthPackageId as string;

  const find = async (key: string, value: string): Promise<Body[]> =>
    (await fixture.ok('DescribeCenBandwidthPackages', { 'Filter.1.Key': key, 'Filter.1.Value.1': value }))
      .CenBandwidthPackages.CenBandwidthPackage as Body[];

  it('are idle until they belong to a CEN', async () => {
    const id = await buy({ Name: 'plan' });
    const { CenId } = await fixture.ok('CreateCen');
    expect(await find('CenBandwidthPackageId', id)).toEqual([
      expect.objectContaining({
        Name: 'plan',
        Bandwidth: 100,
        GeographicRegionAId: 'china',
        GeographicRegionBId: 'china',
        BandwidthPackageChargeType: 'POSTPAY',
        Status: 'Idle',
        CenIds: { CenId: [] },
      }),
    ]);
    await fixture.ok('AssociateCenBandwidthPackage', { CenId, CenBandwidthPackageId: id });
    expect(await find('CenId', CenId as string)).toEqual([
      expect.objectContaining({ Status: 'InUse', CenIds: { CenId: [CenId] } }),
    ]);
    expect(await find('Status', 'Idle')).toEqual([]);
    expect(await fixture.refusal('DeleteCenBandwidthPackage', { CenBandwidthPackageId: id })).toBe(
      '403 InvalidOperation.BwpInstanceStatus',
    );
    expect(await fixture.refusal('DeleteCen', { CenId: CenId as string })).toBe(
      '409 InvalidOperation.CenInstanceStatus',
    );
    expect(await fixture.refusal('AssociateCenBandwidthPackage', { CenId, CenBandwidthPackageId: id })).toBe(
      '403 InvalidOperation.BwpInstanceStatus',
    );
    await fixture.ok('UnassociateCenBandwidthPackage', { CenId, CenBandwidthPackageId: id });
    await fixture.ok('DeleteCenBandwidthPackage', { CenBandwidthPackageId: id });
    expect(await find('CenBandwidthPackageId', id)).toEqual([]);
  });

  it('filters combine with AND, or with OR when asked', async () => {
    const first = await buy({ Name: 'a' });
    const second = await buy({ Name: 'b' });
    const filters = {
      'Filter.1.Key': 'CenBandwidthPackageId',
      'Filter.1.Value.1': first,
      'Filter.2.Key': 'Name',
      'Filter.2.Value.1': 'b',
    };
    const ids = async (isOrKey: boolean): Promise<string[]> =>
      (
        (await fixture.ok('DescribeCenBandwidthPackages', { ...filters, IsOrKey: isOrKey })).CenBandwidthPackages
          .CenBandwidthPackage as Body[]
      ).map(({ CenBandwidthPackageId }) => CenBandwidthPackageId as string);
    expect(await ids(false)).toEqual([]);
    expect(await ids(true)).toEqual([first, second]);
  });

  it('rejects a second package for the same pair of areas, in either order', async () => {
    const { CenId } = await fixture.ok('CreateCen');
    const here = { GeographicRegionAId: 'China', GeographicRegionBId: 'Europe' };
    const there = { GeographicRegionAId: 'Europe', GeographicRegionBId: 'China' };
    const associate = { CenId: CenId as string };
    await fixture.ok('AssociateCenBandwidthPackage', { ...associate, CenBandwidthPackageId: await buy(here) });
    expect(
      await fixture.refusal('AssociateCenBandwidthPackage', {
        ...associate,
        CenBandwidthPackageId: await buy(there),
      }),
    ).toBe('400 ParameterIllegal.BandwidthPackage');
    await fixture.ok('AssociateCenBandwidthPackage', { ...associate, CenBandwidthPackageId: await buy() });
  });

  it('change in bandwidth, name and description', async () => {
    const CenBandwidthPackageId = await buy();
    await fixture.ok('ModifyCenBandwidthPackageSpec', { CenBandwidthPackageId, Bandwidth: 50 });
    await fixture.ok('ModifyCenBandwidthPackageAttribute', { CenBandwidthPackageId, Name: 'n', Description: 'd' });
    expect(await find('CenBandwidthPackageId', CenBandwidthPackageId)).toEqual([
      expect.objectContaining({ Bandwidth: 50, Name: 'n', Description: 'd' }),
    ]);
    expect(await fixture.refusal('ModifyCenBandwidthPackageSpec', { CenBandwidthPackageId, Bandwidth: 50 })).toBe(
      '400 OperationFailed.UpDownRadeConfigNoChange',
    );
  });

  it('rejects less bandwidth than is allotted', async () => {
    const CenBandwidthPackageId = await buy();
    const { CenId } = await fixture.ok('CreateCen');
    await fixture.ok('AssociateCenBandwidthPackage', { CenId, CenBandwidthPackageId });
    const near = await makeRouter(fixture, CenId as string, 'cn-chengdu');
    const far = await makeRouter(fixture, CenId as string, 'cn-hangzhou');
    await fixture.ok('CreateTransitRouterPeerAttachment', {
      RegionId: 'cn-chengdu',
      TransitRouterId: near.transitRouterId,
      PeerTransitRouterId: far.transitRouterId,
      Bandwidth: 40,
      CenBandwidthPackageId,
    });
    expect(await fixture.refusal('ModifyCenBandwidthPackageSpec', { CenBandwidthPackageId, Bandwidth: 39 })).toBe(
      '400 Operation.Failed',
    );
    await fixture.ok('ModifyCenBandwidthPackageSpec', { CenBandwidthPackageId, Bandwidth: 40 });
  });

  it('rejects deletion of a prepaid package', async () => {
    const CenBandwidthPackageId = await buy({ BandwidthPackageChargeType: 'PREPAY', Period: 1 });
    expect(await fixture.refusal('DeleteCenBandwidthPackage', { CenBandwidthPackageId })).toBe('403 Forbidden.Release');
  });

  it.each([
    [{ Bandwidth: 1 }, '400 ParameterIllegal.BandwidthPackage'],
    [{ Bandwidth: 10_001 }, '400 ParameterIllegal.BandwidthPackage'],
    [{ GeographicRegionAId: 'Moon' }, '400 ParameterIllegal.BandwidthPackage'],
    [{ BandwidthPackageChargeType: 'FREE' }, '400 UnSupported.ChargeType'],
    [{ GeographicRegionBId: '' }, '400 MissingGeographicRegionBId'],
    [{ Name: 'http://x' }, '400 InvalidName'],
  ])('rejects %j', async (changes, expected) => {
    expect(await fixture.refusal('CreateCenBandwidthPackage', request(changes))).toBe(expected);
  });

  it.each(['ModifyCenBandwidthPackageSpec', 'ModifyCenBandwidthPackageAttribute', 'DeleteCenBandwidthPackage'])(
    '%s rejects an unknown package',
    async (action) => {
      expect(await fixture.refusal(action, { CenBandwidthPackageId: 'cenbwp-none', Bandwidth: 10 })).toBe(
        '400 ParameterBwpInstanceId',
      );
    },
  );
});
