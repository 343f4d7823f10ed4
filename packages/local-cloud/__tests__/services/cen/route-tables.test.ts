import { addEntry, associate, type Body, type CenFixture, makeTopology, pair, propagate, startCen } from './topology';

describe('associations, propagations and static entries', () => {
  let fixture: CenFixture;
  let at: Awaited<ReturnType<typeof makeTopology>>;
  let now = Date.now();

  const setUp = async (delays = {}): Promise<void> => {
    now = Date.now();
    fixture = await startCen({ clock: () => now, delays });
    at = await makeTopology(fixture);
  };

  afterEach(() => fixture.cloud.close());

  const associations = async (parameters: Record<string, string | number>): Promise<Body[]> =>
    (await fixture.ok('ListTransitRouterRouteTableAssociations', parameters)).TransitRouterAssociations as Body[];

  const entries = async (parameters: Record<string, string | number>): Promise<Body[]> =>
    (
      await fixture.ok('ListTransitRouterRouteEntries', {
        TransitRouterRouteTableId: at.chengdu.tableId,
        ...parameters,
      })
    ).TransitRouterRouteEntries as Body[];

  const customTable = async (): Promise<string> =>
    (await fixture.ok('CreateTransitRouterRouteTable', { TransitRouterId: at.chengdu.transitRouterId }))
      .TransitRouterRouteTableId as string;

  it('a VPC attachment is associated with one table only', async () => {
    await setUp();
    const other = await customTable();
    await associate(fixture, at.chengdu.attachmentId, at.chengdu.tableId);
    for (const tableId of [at.chengdu.tableId, other]) {
      expect(
        await fixture.refusal('AssociateTransitRouterAttachmentWithRouteTable', pair(at.chengdu.attachmentId, tableId)),
      ).toBe('400 AssociationExist.TransitRouterTable');
    }
    expect(await associations({ TransitRouterRouteTableId: at.chengdu.tableId })).toEqual([
      {
        ...pair(at.chengdu.attachmentId, at.chengdu.tableId),
        ResourceType: 'VPC',
        ResourceId: at.chengdu.vpcId,
        Status: 'Active',
      },
    ]);
    expect(await associations(pair(at.chengdu.attachmentId, other))).toEqual([]);
    expect(await fixture.refusal('ListTransitRouterRouteTableAssociations')).toBe('400 InvalidParameter');
  });

  it('an association moves to another table', async () => {
    await setUp({ ReplaceTransitRouterRouteTableAssociation: 1000 });
    const other = await customTable();
    await associate(fixture, at.chengdu.attachmentId, at.chengdu.tableId);
    await fixture.ok('ReplaceTransitRouterRouteTableAssociation', pair(at.chengdu.attachmentId, other));
    expect(await associations({ TransitRouterAttachmentId: at.chengdu.attachmentId })).toEqual([
      expect.objectContaining({ TransitRouterRouteTableId: at.chengdu.tableId, Status: 'Replacing' }),
    ]);
    expect(await fixture.refusal('DeleteTransitRouterRouteTable', { TransitRouterRouteTableId: other })).toBe(
      '400 OperationFailed.DeleteRouteTableWithAssociation',
    );
    now += 1000;
    expect(await associations({ TransitRouterAttachmentId: at.chengdu.attachmentId })).toEqual([
      expect.objectContaining({ TransitRouterRouteTableId: other, Status: 'Active' }),
    ]);
  });

  it('an attachment may teach many tables, each once', async () => {
    await setUp();
    const other = await customTable();
    await propagate(fixture, at.chengdu.attachmentId, at.chengdu.tableId);
    await propagate(fixture, at.chengdu.attachmentId, other);
    expect(
      await fixture.refusal('EnableTransitRouterRouteTablePropagation', pair(at.chengdu.attachmentId, other)),
    ).toBe('400 OperationUnsupported.EnablePropagation');
    const answer = await fixture.ok('ListTransitRouterRouteTablePropagations', { TransitRouterRouteTableId: other });
    expect(answer.TransitRouterPropagations).toEqual([
      expect.objectContaining({ ...pair(at.chengdu.attachmentId, other), Status: 'Active', ResourceType: 'VPC' }),
    ]);
  });

  it.each([
    ['AssociateTransitRouterAttachmentWithRouteTable', '404 InvalidAttachmentId.NotFound'],
    ['DissociateTransitRouterAttachmentFromRouteTable', '404 InvalidAttachmentId.NotFound'],
    ['EnableTransitRouterRouteTablePropagation', '404 InvalidAttachmentId.NotFound'],
    ['DisableTransitRouterRouteTablePropagation', '400 InvalidAttachmentId.NotFound'],
    ['ReplaceTransitRouterRouteTableAssociation', '400 InvalidAttachmentId.NotFound'],
  ])('%s rejects an unknown attachment and an unknown table', async (action, expected) => {
    await setUp();
    expect(await fixture.refusal(action, pair('tr-attach-none', at.chengdu.tableId))).toBe(expected);
    expect(await fixture.refusal(action, pair(at.chengdu.attachmentId, 'vtb-none'))).toBe(
      '404 InvalidRouteTableId.NotFound',
    );
  });

  it('rejects to join an attachment with a table of a router that it is not attached to', async () => {
    await setUp();
    const foreign = pair(at.chengdu.attachmentId, at.hangzhou.tableId);
    expect(await fixture.refusal('AssociateTransitRouterAttachmentWithRouteTable', foreign)).toBe(
      '400 OperationUnsupported.Associate',
    );
    expect(await fixture.refusal('EnableTransitRouterRouteTablePropagation', foreign)).toBe(
      '400 OperationUnsupported.EnablePropagation',
    );
  });

  it('rejects to part what is not joined', async () => {
    await setUp();
    const both = pair(at.chengdu.attachmentId, at.chengdu.tableId);
    expect(await fixture.refusal('DissociateTransitRouterAttachmentFromRouteTable', both)).toBe(
      '404 InvalidAttachmentId.NotFound',
    );
    expect(await fixture.refusal('DisableTransitRouterRouteTablePropagation', both)).toBe(
      '400 OperationUnsupported.DisablePropagation',
    );
  });

  it('an association is busy while it comes and goes', async () => {
    await setUp({
      AssociateTransitRouterAttachmentWithRouteTable: 1000,
      DissociateTransitRouterAttachmentFromRouteTable: 1000,
    });
    const both = pair(at.chengdu.attachmentId, at.chengdu.tableId);
    await associate(fixture, at.chengdu.attachmentId, at.chengdu.tableId);
    expect(await associations(both)).toEqual([expect.objectContaining({ Status: 'Associating' })]);
    expect(await fixture.refusal('DissociateTransitRouterAttachmentFromRouteTable', both)).toBe(
      '400 IncorrectStatus.Status',
    );
    now += 1000;
    await fixture.ok('DissociateTransitRouterAttachmentFromRouteTable', both);
    expect(await associations(both)).toEqual([expect.objectContaining({ Status: 'Dissociating' })]);
    expect(await fixture.refusal('AssociateTransitRouterAttachmentWithRouteTable', both)).toBe(
      '400 IncorrectStatus.Status',
    );
    now += 1000;
    expect(await associations(both)).toEqual([]);
  });

  it('a static entry is found by its id in any state, and by default only when active', async () => {
    await setUp({ CreateTransitRouterRouteEntry: 1000, DeleteTransitRouterRouteEntry: 1000 });
    const id = await addEntry(fixture, at.chengdu.tableId, '100.122.176.0/26', at.chengdu.attachmentId);
    const creating = [
      expect.objectContaining({ TransitRouterRouteEntryId: id, TransitRouterRouteEntryStatus: 'Creating' }),
    ];
    expect(await entries({})).toEqual([]);
    expect(await entries({ 'TransitRouterRouteEntryIds.1': id })).toEqual(creating);
    expect(await entries({ TransitRouterRouteEntryStatus: 'All' })).toEqual(creating);
    expect(await fixture.refusal('DeleteTransitRouterRouteEntry', { TransitRouterRouteEntryId: id })).toBe(
      '400 IncorrectStatus.Status',
    );
    now += 1000;
    expect(await entries({})).toHaveLength(1);
    await fixture.ok('DeleteTransitRouterRouteEntry', {
      TransitRouterRouteEntryId: id,
      TransitRouterRouteEntryNextHopType: 'Attachment',
      TransitRouterRouteEntryNextHopId: at.chengdu.attachmentId,
    });
    await expect(addEntry(fixture, at.chengdu.tableId, '100.122.176.0/26', at.peerId)).rejects.toThrow(
      'IncorrectStatus.Status',
    );
    now += 1000;
    expect(await entries({ 'TransitRouterRouteEntryIds.1': id })).toEqual([]);
  });

  it('a static entry is renamed, and deleted by its route', async () => {
    await setUp();
    const id = await addEntry(fixture, at.chengdu.tableId, '10.0.0.0/8', at.peerId);
    await fixture.ok('UpdateTransitRouterRouteEntry', {
      TransitRouterRouteEntryId: id,
      TransitRouterRouteEntryName: 'n',
      TransitRouterRouteEntryDescription: 'd',
    });
    expect(await entries({ 'TransitRouterRouteEntryNames.1': 'n' })).toEqual([
      expect.objectContaining({ TransitRouterRouteEntryDescription: 'd', TransitRouterRouteEntryType: 'Static' }),
    ]);
    await fixture.ok('DeleteTransitRouterRouteEntry', {
      TransitRouterRouteTableId: at.chengdu.tableId,
      TransitRouterRouteEntryDestinationCidrBlock: '10.0.0.0/8',
      TransitRouterRouteEntryNextHopId: at.peerId,
    });
    expect(await entries({})).toEqual([]);
  });

  const entry = (changes: Record<string, string> = {}): Record<string, string> => ({
    TransitRouterRouteTableId: at.chengdu.tableId,
    TransitRouterRouteEntryDestinationCidrBlock: '10.0.0.0/8',
    TransitRouterRouteEntryNextHopType: 'Attachment',
    TransitRouterRouteEntryNextHopId: at.peerId,
    ...changes,
  });

  it.each([
    [
      { TransitRouterRouteEntryDestinationCidrBlock: '10.0.0.1/8' },
      '400 IllegalParam.TransitRouterDestinationCidrBlock',
    ],
    [{ TransitRouterRouteEntryDestinationCidrBlock: 'x' }, '400 IllegalParam.TransitRouterDestinationCidrBlock'],
    [{ TransitRouterRouteEntryNextHopType: 'Instance' }, '400 IllegalParam.NextHopType'],
    [{ TransitRouterRouteEntryNextHopId: '' }, '400 MissingParam.TransitRouterRouteEntryNextHopId'],
    [{ TransitRouterRouteEntryNextHopType: 'BlackHole' }, '400 ParamExclusive.NextHopTypeBlackHoleAndNextHopId'],
    [{ TransitRouterRouteEntryNextHopId: 'tr-attach-none' }, '400 InvalidTransitRouterRouteEntryNextHopId.NotFound'],
    [{ TransitRouterRouteTableId: 'vtb-none' }, '400 InvalidTransitRouterRouteTableId.NotFound'],
    [{ TransitRouterRouteTableId: '' }, '400 MissingTransitRouterRouteTableId'],
    [{ TransitRouterRouteEntryName: 'http://x' }, '400 InvalidName'],
  ])('rejects a static entry with %j', async (changes, expected) => {
    await setUp();
    expect(await fixture.refusal('CreateTransitRouterRouteEntry', entry(changes))).toBe(expected);
  });

  it('rejects a next hop that is attached to another router', async () => {
    await setUp();
    const changes = { TransitRouterRouteEntryNextHopId: at.hangzhou.attachmentId };
    expect(await fixture.refusal('CreateTransitRouterRouteEntry', entry(changes))).toBe(
      '400 InvalidTransitRouterRouteEntryNextHopId.NotFound',
    );
  });

  it('rejects a destination twice, with a code of its own for another next hop', async () => {
    await setUp();
    await fixture.ok('CreateTransitRouterRouteEntry', entry());
    expect(await fixture.refusal('CreateTransitRouterRouteEntry', entry())).toBe(
      '400 InstanceExist.TransitRouterRouteEntry',
    );
    const elsewhere = entry({ TransitRouterRouteEntryNextHopId: at.chengdu.attachmentId });
    expect(await fixture.refusal('CreateTransitRouterRouteEntry', elsewhere)).toBe(
      '400 OperationFailed.CreateRouteEntryWithSameDestinationCidrBlock',
    );
  });

  it('rejects deleting what is learned, or not there', async () => {
    await setUp();
    await propagate(fixture, at.chengdu.attachmentId, at.chengdu.tableId);
    const remove = (cidrBlock: string): Promise<string> =>
      fixture.refusal('DeleteTransitRouterRouteEntry', {
        TransitRouterRouteTableId: at.chengdu.tableId,
        TransitRouterRouteEntryDestinationCidrBlock: cidrBlock,
      });
    expect(await remove('172.16.0.0/24')).toBe('400 OperationFailed.DeleteTransitRouterRouteEntry');
    expect(await remove('10.0.0.0/8')).toBe('400 IllegalParam.TransitRouterRouteEntryId');
    expect(await fixture.refusal('DeleteTransitRouterRouteEntry', { TransitRouterRouteEntryId: 'rte-none' })).toBe(
      '400 IllegalParam.TransitRouterRouteEntryId',
    );
    expect(await fixture.refusal('UpdateTransitRouterRouteEntry', { TransitRouterRouteEntryId: 'rte-none' })).toBe(
      '400 IllegalParam.TransitRouterRouteEntryId',
    );
  });

  it('route filters choose by containment', async () => {
    await setUp();
    for (const cidrBlock of ['10.0.0.0/8', '10.1.0.0/16', '10.1.1.0/24', '192.168.0.0/16']) {
      await addEntry(fixture, at.chengdu.tableId, cidrBlock);
    }
    const matched = async (key: string, value: string): Promise<string[]> =>
      (await entries({ 'RouteFilter.1.Key': key, 'RouteFilter.1.Value.1': value })).map(
        (found) => found.TransitRouterRouteEntryDestinationCidrBlock as string,
      );
    expect(await matched('PrefixExactMatchCidrs', '10.1.0.0/16')).toEqual(['10.1.0.0/16']);
    expect(await matched('SubnetOfMatchCidrs', '10.1.0.0/16')).toEqual(['10.1.0.0/16', '10.1.1.0/24']);
    expect(await matched('SupernetOfMatchCidrs', '10.1.0.0/16')).toEqual(['10.0.0.0/8', '10.1.0.0/16']);
    expect(await matched('LongestPrefixMatchCidrs', '10.1.9.9')).toEqual(['10.1.0.0/16']);
  });

  it('pages through entries, and rejects ids together with a status', async () => {
    await setUp();
    for (const block of ['10.0.0.0/8', '10.1.0.0/16', '10.1.1.0/24'])
      await addEntry(fixture, at.chengdu.tableId, block);
    const table = { TransitRouterRouteTableId: at.chengdu.tableId };
    const first = await fixture.ok('ListTransitRouterRouteEntries', { ...table, MaxResults: 2 });
    const second = await fixture.ok('ListTransitRouterRouteEntries', {
      ...table,
      MaxResults: 2,
      NextToken: first.NextToken as string,
    });
    expect(first).toMatchObject({ TotalCount: 3 });
    expect(second.TransitRouterRouteEntries).toHaveLength(1);
    expect(second.NextToken).toBe('');
    expect(
      await fixture.refusal('ListTransitRouterRouteEntries', {
        ...table,
        'TransitRouterRouteEntryIds.1': 'rte-none',
        TransitRouterRouteEntryStatus: 'All',
      }),
    ).toBe('400 ParamExclusive.RouteEntryIdsAndStatus');
    expect(await fixture.refusal('ListTransitRouterRouteEntries', { TransitRouterRouteTableId: 'vtb-none' })).toBe(
      '400 InvalidTransitRouterRouteTableId.NotFound',
    );
  });
});

describe('tags in CEN', () => {
  let fixture: CenFixture;

  beforeEach(async () => {
    fixture = await startCen();
  });

  afterEach(() => fixture.cloud.close());

  it('every kind of object can be tagged, in any spelling of its type', async () => {
    const at = await makeTopology(fixture);
    const targets = {
      cen: at.cenId,
      TransitRouter: at.chengdu.transitRouterId,
      TransitRouterRouteTable: at.chengdu.tableId,
      TRANSITROUTERVPCATTACHMENT: at.chengdu.attachmentId,
      TransitRouterPeerAttachment: at.peerId,
    };
    for (const [ResourceType, id] of Object.entries(targets)) {
      const of = { ResourceType, 'ResourceId.1': id };
      await fixture.ok('TagResources', { ...of, 'Tag.1.Key': 'a', 'Tag.1.Value': '1', 'Tag.2.Key': 'b' });
      await fixture.ok('TagResources', { ...of, 'Tag.1.Key': 'a', 'Tag.1.Value': '2' });
      await fixture.ok('UntagResources', { ...of, 'TagKey.1': 'b' });
      const listed = await fixture.ok('ListTagResources', of);
      expect(listed.TagResources.TagResource).toEqual([
        expect.objectContaining({ ResourceId: id, TagKey: 'a', TagValue: '2' }),
      ]);
      await fixture.ok('UntagResources', { ...of, All: true });
      expect((await fixture.ok('ListTagResources', of)).TagResources.TagResource).toEqual([]);
    }
  });

  it('rejects unknown objects, unknown types and too many tags', async () => {
    const { CenId } = await fixture.ok('CreateCen');
    const tag = { 'Tag.1.Key': 'a', 'Tag.1.Value': '1' };
    expect(await fixture.refusal('TagResources', { ResourceType: 'cen', 'ResourceId.1': 'cen-none', ...tag })).toBe(
      '400 InvalidInstanceIds.NotFound',
    );
    expect(await fixture.refusal('TagResources', { ResourceType: 'moon', 'ResourceId.1': 'x', ...tag })).toBe(
      '400 InvalidInstanceType.NotFound',
    );
    const of = { ResourceType: 'cen', 'ResourceId.1': CenId as string };
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`Tag.${String(at + 1)}.Key`, `k${String(at)}`]),
    );
    await fixture.ok('TagResources', { ...of, ...many });
    expect(await fixture.refusal('TagResources', { ...of, ...tag })).toBe('400 NumberExceed.Tags');
  });
});
