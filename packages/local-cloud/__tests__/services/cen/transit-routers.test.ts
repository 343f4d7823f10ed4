import {
  addEntry,
  associate,
  type Body,
  type CenFixture,
  makeRegion,
  makeRouter,
  propagate,
  pair,
  startCen,
} from './topology';

describe('transit routers and their tables', () => {
  let fixture: CenFixture;
  let cenId: string;
  let now = Date.now();

  const setUp = async (delays = {}): Promise<void> => {
    now = Date.now();
    fixture = await startCen({ clock: () => now, delays });
    cenId = (await fixture.ok('CreateCen')).CenId as string;
  };

  const list = async (parameters: Record<string, string>): Promise<Body[]> =>
    (await fixture.ok('ListTransitRouters', parameters)).TransitRouters as Body[];

  const tables = async (parameters: Record<string, string | number>): Promise<Body[]> =>
    (await fixture.ok('ListTransitRouterRouteTables', parameters)).TransitRouterRouteTables as Body[];

  afterEach(() => fixture.cloud.close());

  it('are of Basic Edition when the cloud is told so, and then have no tables and attachments of the API', async () => {
    fixture = await startCen({ transitRouterEdition: 'Basic' });
    cenId = (await fixture.ok('CreateCen')).CenId as string;
    const { transitRouterId } = await makeRouter(fixture, cenId, 'cn-chengdu');
    expect(await list({ TransitRouterId: transitRouterId })).toEqual([expect.objectContaining({ Type: 'Basic' })]);
    expect(await list({ TransitRouterId: transitRouterId, Type: 'Enterprise' })).toEqual([]);
    expect(await fixture.refusal('CreateTransitRouterRouteTable', { TransitRouterId: transitRouterId })).toBe(
      '400 OperationUnsupported.TransitRouterType',
    );
  });

  it('have their system table at once, even while they are made', async () => {
    await setUp({ CreateTransitRouter: 1000 });
    const { transitRouterId } = await makeRouter(fixture, cenId, 'cn-chengdu');
    expect(await list({ TransitRouterId: transitRouterId })).toEqual([
      expect.objectContaining({ Status: 'Creating', Type: 'Enterprise', SupportMulticast: false, CenId: cenId }),
    ]);
    expect(await tables({ TransitRouterId: transitRouterId })).toEqual([
      expect.objectContaining({ TransitRouterRouteTableType: 'System', TransitRouterRouteTableStatus: 'Active' }),
    ]);
    expect(await fixture.refusal('DeleteTransitRouter', { TransitRouterId: transitRouterId })).toBe(
      '400 IncorrectStatus.Status',
    );
    expect(await fixture.refusal('CreateTransitRouterRouteTable', { TransitRouterId: transitRouterId })).toBe(
      '400 IncorrectStatus.Status',
    );
    now += 1000;
    expect(await list({ TransitRouterId: transitRouterId })).toEqual([expect.objectContaining({ Status: 'Active' })]);
  });

  it('are listed by CEN, region, id, name and state', async () => {
    await setUp();
    const chengdu = await makeRouter(fixture, cenId, 'cn-chengdu');
    await makeRouter(fixture, cenId, 'cn-hangzhou');
    await fixture.ok('UpdateTransitRouter', { TransitRouterId: chengdu.transitRouterId, TransitRouterName: 'n' });
    const ids = async (parameters: Record<string, string>): Promise<string[]> =>
      (await list(parameters)).map(({ TransitRouterId }) => TransitRouterId as string);
    expect(await ids({ CenId: cenId })).toHaveLength(2);
    expect(await ids({ RegionId: 'cn-chengdu' })).toEqual([chengdu.transitRouterId]);
    expect(await ids({ CenId: cenId, TransitRouterName: 'n' })).toEqual([chengdu.transitRouterId]);
    expect(await ids({ TransitRouterId: chengdu.transitRouterId, RegionId: 'cn-hangzhou' })).toEqual([]);
    expect(await ids({ CenId: cenId, Status: 'Deleting' })).toEqual([]);
    expect(await ids({ CenId: cenId, Type: 'Basic' })).toEqual([]);
    expect(await ids({ TransitRouterId: 'tr-none' })).toEqual([]);
    expect(await fixture.refusal('ListTransitRouters')).toBe('400 InvalidParameterCombination.TransitRouter');
  });

  it.each([
    ['an unknown CEN', { CenId: 'cen-none' }, '400 InvalidCenId.NotFound'],
    ['no region', { RegionId: '' }, '400 MissingRegionId'],
    ['an unknown region', { RegionId: 'cn-atlantis' }, '404 InvalidRegionId.NotFound'],
    ['a bad name', { TransitRouterName: 'x'.repeat(129) }, '400 InvalidName'],
    ['a bad flag', { SupportMulticast: 'maybe' }, '400 InvalidSupportMulticast'],
  ])('rejects %s', async (_, changes, expected) => {
    await setUp();
    expect(await fixture.refusal('CreateTransitRouter', { CenId: cenId, RegionId: 'cn-chengdu', ...changes })).toBe(
      expected,
    );
  });

  it('rejects a second router of a CEN in a region', async () => {
    await setUp();
    await makeRouter(fixture, cenId, 'cn-chengdu');
    expect(await fixture.refusal('CreateTransitRouter', { CenId: cenId, RegionId: 'cn-chengdu' })).toBe(
      '400 InstanceExist.TransitRouterInstance',
    );
    const other = (await fixture.ok('CreateCen')).CenId as string;
    await makeRouter(fixture, other, 'cn-chengdu');
  });

  it('rejects deletion while a router has attachments, custom tables or static entries', async () => {
    await setUp();
    const region = await makeRegion(fixture, cenId, 'cn-chengdu', '172.16', ['cn-chengdu-a']);
    const refusal = (): Promise<string> =>
      fixture.refusal('DeleteTransitRouter', { TransitRouterId: region.transitRouterId });
    expect(await refusal()).toBe('400 InvalidOperation.AttachedChildInstanceExist');
    await fixture.ok('DeleteTransitRouterVpcAttachment', { TransitRouterAttachmentId: region.attachmentId });
    const entryId = await addEntry(fixture, region.tableId, '10.0.0.0/8');
    expect(await refusal()).toBe('400 OperationFailed.DeleteTransitRouter');
    await fixture.ok('DeleteTransitRouterRouteEntry', { TransitRouterRouteEntryId: entryId });
    const created = await fixture.ok('CreateTransitRouterRouteTable', { TransitRouterId: region.transitRouterId });
    expect(await refusal()).toBe('400 OperationFailed.DeleteTransitRouter');
    await fixture.ok('DeleteTransitRouterRouteTable', {
      TransitRouterRouteTableId: created.TransitRouterRouteTableId as string,
    });
    expect(await refusal()).toBe('200');
    expect(await refusal()).toBe('400 InvalidTransitRouterInstance.NotFound');
    expect(await fixture.refusal('ListTransitRouterRouteTables', { TransitRouterId: region.transitRouterId })).toBe(
      '400 InvalidTransitRouterId.NotFound',
    );
  });

  it('rejects changes in a router that goes, by itself or with its CEN', async () => {
    await setUp({ DeleteTransitRouter: 1000, DeleteCen: 1000 });
    const first = await makeRouter(fixture, cenId, 'cn-chengdu');
    await fixture.ok('DeleteTransitRouter', { TransitRouterId: first.transitRouterId });
    await expect(addEntry(fixture, first.tableId, '10.0.0.0/8')).rejects.toThrow('IncorrectStatus.Status');
    now += 1000;
    const second = await makeRouter(fixture, cenId, 'cn-chengdu');
    await fixture.ok('DeleteCen', { CenId: cenId });
    await expect(addEntry(fixture, second.tableId, '10.0.0.0/8')).rejects.toThrow('IncorrectStatus.Status');
    expect(await fixture.refusal('CreateTransitRouterRouteTable', { TransitRouterId: second.transitRouterId })).toBe(
      '400 IncorrectStatus.Status',
    );
    now += 1000;
    expect(fixture.cloud.inventory()).toEqual([]);
  });

  it('custom tables are made, listed, changed and deleted', async () => {
    await setUp();
    const { transitRouterId, tableId } = await makeRouter(fixture, cenId, 'cn-chengdu');
    const created = await fixture.ok('CreateTransitRouterRouteTable', {
      TransitRouterId: transitRouterId,
      TransitRouterRouteTableName: 'extra',
    });
    const id = created.TransitRouterRouteTableId as string;
    expect(await tables({ TransitRouterId: transitRouterId, TransitRouterRouteTableType: 'System' })).toEqual([
      expect.objectContaining({ TransitRouterRouteTableId: tableId }),
    ]);
    expect(await tables({ 'TransitRouterRouteTableIds.1': id })).toHaveLength(1);
    expect(await tables({ TransitRouterId: transitRouterId, 'TransitRouterRouteTableNames.1': 'extra' })).toHaveLength(
      1,
    );
    await fixture.ok('UpdateTransitRouterRouteTable', {
      TransitRouterRouteTableId: id,
      TransitRouterRouteTableDescription: 'd',
      'RouteTableOptions.MultiRegionECMP': 'enable',
    });
    expect(await tables({ 'TransitRouterRouteTableIds.1': id })).toEqual([
      expect.objectContaining({
        TransitRouterRouteTableName: 'extra',
        TransitRouterRouteTableDescription: 'd',
        RouteTableOptions: { MultiRegionECMP: 'enable' },
      }),
    ]);
    const page = await fixture.ok('ListTransitRouterRouteTables', { TransitRouterId: transitRouterId, MaxResults: 1 });
    const rest = await fixture.ok('ListTransitRouterRouteTables', {
      TransitRouterId: transitRouterId,
      MaxResults: 1,
      NextToken: page.NextToken as string,
    });
    expect(rest).toMatchObject({ NextToken: '', TransitRouterRouteTables: [{ TransitRouterRouteTableId: id }] });
    expect(await fixture.refusal('ListTransitRouterRouteTables')).toBe(
      '400 MissingParam.TransitRouterIdOrTransitRouterRouteTables',
    );
  });

  it('rejects deletion of a table in use, and of the system table', async () => {
    await setUp();
    const region = await makeRegion(fixture, cenId, 'cn-chengdu', '172.16', ['cn-chengdu-a']);
    const created = await fixture.ok('CreateTransitRouterRouteTable', { TransitRouterId: region.transitRouterId });
    const id = created.TransitRouterRouteTableId as string;
    const refusal = (tableId = id): Promise<string> =>
      fixture.refusal('DeleteTransitRouterRouteTable', { TransitRouterRouteTableId: tableId });
    expect(await refusal(region.tableId)).toBe('400 OperationFailed.DeleteSystemRouteTable');
    await associate(fixture, region.attachmentId, id);
    await propagate(fixture, region.attachmentId, id);
    const entryId = await addEntry(fixture, id, '10.0.0.0/8');
    expect(await refusal()).toBe('400 OperationFailed.DeleteRouteTableWithAssociation');
    await fixture.ok('DissociateTransitRouterAttachmentFromRouteTable', pair(region.attachmentId, id));
    expect(await refusal()).toBe('400 OperationFailed.DeleteRouteTableWithPropagation');
    await fixture.ok('DisableTransitRouterRouteTablePropagation', pair(region.attachmentId, id));
    expect(await refusal()).toBe('400 OperationFailed.DeleteRouteTableWithRouteEntry');
    await fixture.ok('DeleteTransitRouterRouteEntry', { TransitRouterRouteEntryId: entryId });
    expect(await refusal()).toBe('200');
    expect(await refusal()).toBe('400 InvalidTransitRouterRouteTableId.NotFound');
  });

  it('the service is open, and its zones are known', async () => {
    await setUp();
    expect(await fixture.ok('CheckTransitRouterService')).toMatchObject({ Enabled: true });
    expect(await fixture.refusal('OpenTransitRouterService')).toBe('400 Order.Opened');
    expect(await fixture.ok('ListTransitRouterAvailableResource', { RegionId: 'cn-chengdu' })).toMatchObject({
      AvailableZones: ['cn-chengdu-a', 'cn-chengdu-b'],
    });
    expect(await fixture.refusal('ListTransitRouterAvailableResource')).toBe('400 MissingRegionId');
  });
});
