import {
  addEntry,
  associate,
  type Body,
  type CenFixture,
  makeRouter,
  makeVpc,
  mappings,
  pair,
  propagate,
  startCen,
} from './topology';

describe('VPC attachments', () => {
  let fixture: CenFixture;
  let cenId: string;
  let vpc: Awaited<ReturnType<typeof makeVpc>>;
  let router: Awaited<ReturnType<typeof makeRouter>>;
  let now = Date.now();

  const zones = ['cn-chengdu-a', 'cn-chengdu-b'];

  const setUp = async (delays = {}): Promise<void> => {
    now = Date.now();
    fixture = await startCen({ clock: () => now, delays });
    cenId = (await fixture.ok('CreateCen')).CenId as string;
    vpc = await makeVpc(fixture, 'cn-chengdu', '172.16', zones);
    router = await makeRouter(fixture, cenId, 'cn-chengdu');
  };

  const request = (changes: Record<string, string | boolean> = {}) => ({
    RegionId: 'cn-chengdu',
    CenId: cenId,
    TransitRouterId: router.transitRouterId,
    VpcId: vpc.vpcId,
    ...mappings('ZoneMappings', zones, vpc.vSwitchIds),
    ...changes,
  });

  const attach = async (changes: Record<string, string | boolean> = {}): Promise<string> =>
    (await fixture.ok('CreateTransitRouterVpcAttachment', request(changes))).TransitRouterAttachmentId as string;

  const list = async (parameters: Record<string, string | number> = {}): Promise<Body[]> =>
    (await fixture.ok('ListTransitRouterVpcAttachments', parameters)).TransitRouterAttachments as Body[];

  const freeAddresses = async (vSwitchId: string): Promise<number> =>
    (await fixture.vpc('cn-chengdu', 'DescribeVSwitchAttributes', { VSwitchId: vSwitchId }))
      .AvailableIpAddressCount as number;

  afterEach(() => fixture.cloud.close());

  it('takes one address per mapped vSwitch and gives it back', async () => {
    await setUp();
    const id = await attach();
    expect(await Promise.all(vpc.vSwitchIds.map(freeAddresses))).toEqual([251, 251]);
    const [attachment] = await list();
    expect(attachment?.ZoneMappings).toEqual([
      { ZoneId: zones[0], VSwitchId: vpc.vSwitchIds[0], NetworkInterfaceId: expect.stringMatching(/^eni-/) as string },
      { ZoneId: zones[1], VSwitchId: vpc.vSwitchIds[1], NetworkInterfaceId: expect.stringMatching(/^eni-/) as string },
    ]);
    await fixture.ok('DeleteTransitRouterVpcAttachment', { TransitRouterAttachmentId: id });
    expect(await Promise.all(vpc.vSwitchIds.map(freeAddresses))).toEqual([252, 252]);
    expect(await list()).toEqual([]);
  });

  it('shows what was asked for, in the types that the provider reads', async () => {
    await setUp();
    const id = await attach({
      TransitRouterAttachmentName: 'one',
      Options: '{"Ipv6Support":"enable"}',
      'Tag.1.Key': 'k',
      'Tag.1.Value': 'v',
    });
    expect(await list({ TransitRouterAttachmentId: id, CenId: cenId, RegionId: 'cn-chengdu' })).toEqual([
      expect.objectContaining({
        TransitRouterAttachmentId: id,
        AutoPublishRouteEnabled: false,
        ChargeType: 'POSTPAY',
        OrderType: 'PayByCenOwner',
        ResourceType: 'VPC',
        Status: 'Attached',
        TransitRouterAttachmentName: 'one',
        Options: { Ipv6Support: 'enable', ApplianceModeSupport: 'disable' },
        TransitRouterVPCAttachmentOptions: { ipv6Support: 'enable' },
        Tags: [{ Key: 'k', Value: 'v' }],
      }),
    ]);
  });

  it('associates and propagates nothing by itself', async () => {
    await setUp();
    const id = await attach();
    const filter = { TransitRouterAttachmentId: id, TransitRouterRouteTableId: router.tableId };
    expect((await fixture.ok('ListTransitRouterRouteTableAssociations', filter)).TransitRouterAssociations).toEqual([]);
    expect((await fixture.ok('ListTransitRouterRouteTablePropagations', filter)).TransitRouterPropagations).toEqual([]);
  });

  it('makes the missing router when only the CEN is named', async () => {
    await setUp();
    const other = (await fixture.ok('CreateCen')).CenId as string;
    await attach({ CenId: other, TransitRouterId: '' });
    const routers = await fixture.ok('ListTransitRouters', { CenId: other });
    expect(routers.TransitRouters).toEqual([expect.objectContaining({ RegionId: 'cn-chengdu', Status: 'Active' })]);
  });

  it.each([
    ['an unknown router', { TransitRouterId: 'tr-none' }, '400 InvalidTransitRouterId.NotFound'],
    ['a router of another region', { RegionId: 'cn-hangzhou' }, '400 InvalidTransitRouterId.NotFound'],
    ['a router of another CEN', { CenId: 'cen-none' }, '400 InvalidTransitRouterId.NotFound'],
    ['an unknown CEN', { TransitRouterId: '', CenId: 'cen-none' }, '400 InvalidCenId.NotFound'],
    ['neither router nor CEN', { TransitRouterId: '', CenId: '' }, '400 MissingParam.CenIdOrRegionId'],
    ['an unknown VPC', { VpcId: 'vpc-none' }, '400 IncorrectStatus.VpcResource'],
    ['an unknown vSwitch', { 'ZoneMappings.2.VSwitchId': 'vsw-none' }, '404 InvalidVSwitchId.NotFound'],
    ['a zone without routers', { 'ZoneMappings.1.ZoneId': 'cn-chengdu-c' }, '400 IllegalParam.ZoneId'],
    ['a zone twice', { 'ZoneMappings.1.ZoneId': 'cn-chengdu-b' }, '400 Duplicated.ZoneMapping'],
    ['another charge type', { ChargeType: 'PREPAY' }, '400 IllegalParam.ChargeType'],
    ['a web address as name', { TransitRouterAttachmentName: 'http://x' }, '400 InvalidName'],
    ['a long description', { TransitRouterAttachmentDescription: 'x'.repeat(257) }, '400 InvalidDescription'],
    ['a mapping without vSwitch', { 'ZoneMappings.1.VSwitchId': '' }, '400 MissingZoneMappings.1.VSwitchId'],
  ])('rejects %s', async (_, changes, expected) => {
    await setUp();
    expect(await fixture.refusal('CreateTransitRouterVpcAttachment', request(changes))).toBe(expected);
    expect(await Promise.all(vpc.vSwitchIds.map(freeAddresses))).toEqual([252, 252]);
  });

  it('rejects a vSwitch that lies in another zone, or in another VPC', async () => {
    await setUp();
    const swapped = mappings('ZoneMappings', zones, [...vpc.vSwitchIds].reverse());
    expect(await fixture.refusal('CreateTransitRouterVpcAttachment', request(swapped))).toBe('400 IllegalParam.ZoneId');
    const other = await makeVpc(fixture, 'cn-chengdu', '10.0', zones);
    const foreign = mappings('ZoneMappings', zones, other.vSwitchIds);
    expect(await fixture.refusal('CreateTransitRouterVpcAttachment', request(foreign))).toBe(
      '400 IllegalParam.VSwitchId',
    );
  });

  it('rejects a vSwitch without a free address', async () => {
    await setUp();
    const tiny = await fixture.vpc('cn-chengdu', 'CreateVSwitch', {
      VpcId: vpc.vpcId,
      ZoneId: 'cn-chengdu-a',
      CidrBlock: '172.16.200.0/29',
    });
    const first = mappings('ZoneMappings', ['cn-chengdu-a'], [tiny.VSwitchId as string]);
    for (let count = 0; count < 4; count++) {
      const cen = (await fixture.ok('CreateCen')).CenId as string;
      const { transitRouterId } = await makeRouter(fixture, cen, 'cn-chengdu');
      const wanted = { RegionId: 'cn-chengdu', TransitRouterId: transitRouterId, VpcId: vpc.vpcId, ...first };
      await fixture.ok('CreateTransitRouterVpcAttachment', wanted);
    }
    const last = { RegionId: 'cn-chengdu', TransitRouterId: router.transitRouterId, VpcId: vpc.vpcId, ...first };
    expect(await fixture.refusal('CreateTransitRouterVpcAttachment', last)).toBe('400 InsufficientIpAddr.vsw');
  });

  it('rejects a second attachment of a VPC to the same router', async () => {
    await setUp();
    await attach();
    expect(await fixture.refusal('CreateTransitRouterVpcAttachment', request())).toBe(
      '400 InstanceExist.TransitRouterInstance',
    );
  });

  it('rejects publishing routes to one VPC from two CENs', async () => {
    await setUp();
    await attach({ AutoPublishRouteEnabled: true });
    const other = (await fixture.ok('CreateCen')).CenId as string;
    const wanted = request({ CenId: other, TransitRouterId: '', AutoPublishRouteEnabled: true });
    expect(await fixture.refusal('CreateTransitRouterVpcAttachment', wanted)).toBe(
      '400 InvalidOperation.VpcAutoRoutesPublishInOtherCEN',
    );
  });

  it('rejects deletion while anything refers to it, thing by thing', async () => {
    await setUp();
    const id = await attach();
    const refusal = (): Promise<string> =>
      fixture.refusal('DeleteTransitRouterVpcAttachment', { TransitRouterAttachmentId: id });
    const vpcEntry = await fixture.vpc('cn-chengdu', 'CreateRouteEntry', {
      RouteTableId: vpc.routeTableId,
      DestinationCidrBlock: '192.168.0.0/24',
      NextHopType: 'Attachment',
      NextHopId: id,
    });
    const entryId = await addEntry(fixture, router.tableId, '100.122.175.64/26', id);
    await propagate(fixture, id, router.tableId);
    await associate(fixture, id, router.tableId);
    expect(await refusal()).toBe('400 OperationFailed.RouteTableAssociationExist');
    await fixture.ok('DissociateTransitRouterAttachmentFromRouteTable', pair(id, router.tableId));
    expect(await refusal()).toBe('400 OperationFailed.RouteTablePropagationExist');
    await fixture.ok('DisableTransitRouterRouteTablePropagation', pair(id, router.tableId));
    expect(await refusal()).toBe('400 OperationFailed.RouteEntryExist');
    await fixture.ok('DeleteTransitRouterRouteEntry', { TransitRouterRouteEntryId: entryId });
    expect(await refusal()).toBe('400 OperationFailed.AttachmentReferencedVpcRouteEntryExisted');
    await fixture.vpc('cn-chengdu', 'DeleteRouteEntry', { RouteEntryId: vpcEntry.RouteEntryId as string });
    expect(await refusal()).toBe('200');
    expect(await refusal()).toBe('400 InvalidTransitRouterAttachmentId.NotFound');
  });

  it('a forced deletion takes everything along that refers to it', async () => {
    await setUp();
    const id = await attach();
    await associate(fixture, id, router.tableId);
    await propagate(fixture, id, router.tableId);
    await addEntry(fixture, router.tableId, '100.122.175.64/26', id);
    await fixture.ok('DeleteTransitRouterVpcAttachment', { TransitRouterAttachmentId: id, Force: true });
    const left = fixture.cloud.inventory().map(({ kind }) => kind);
    expect(left.filter((kind) => kind.startsWith('cen/'))).toEqual(['cen/cens', 'cen/transitRouters']);
  });

  it('a dry run answers a plain request id and changes nothing', async () => {
    await setUp();
    const id = await attach();
    const answer = await fixture.ok('DeleteTransitRouterVpcAttachment', {
      TransitRouterAttachmentId: id,
      DryRun: true,
    });
    expect(Object.keys(answer)).toEqual(['RequestId']);
    expect(await list()).toHaveLength(1);
    expect(await fixture.refusal('CreateTransitRouterVpcAttachment', request({ DryRun: true }))).toBe(
      '400 InstanceExist.TransitRouterInstance',
    );
  });

  it('passes through Attaching, Modifying and Detaching, and is busy in each', async () => {
    await setUp({ default: 0, CreateTransitRouterVpcAttachment: 3000 });
    const id = await attach();
    const update = { TransitRouterAttachmentId: id, TransitRouterAttachmentName: 'new' };
    expect(await list()).toEqual([expect.objectContaining({ Status: 'Attaching' })]);
    expect(await fixture.refusal('UpdateTransitRouterVpcAttachmentAttribute', update)).toBe(
      '400 IncorrectStatus.Status',
    );
    expect(await fixture.refusal('AssociateTransitRouterAttachmentWithRouteTable', pair(id, router.tableId))).toBe(
      '400 IncorrectStatus.Status',
    );
    expect(await fixture.refusal('DeleteTransitRouterVpcAttachment', { TransitRouterAttachmentId: id })).toBe(
      '400 IncorrectStatus.Status',
    );
    now += 3000;
    await fixture.ok('UpdateTransitRouterVpcAttachmentAttribute', update);
    expect(await list()).toEqual([expect.objectContaining({ Status: 'Attached', TransitRouterAttachmentName: 'new' })]);
  });

  it('holds its addresses until it is gone', async () => {
    await setUp({ DeleteTransitRouterVpcAttachment: 3000 });
    const id = await attach();
    await fixture.ok('DeleteTransitRouterVpcAttachment', { TransitRouterAttachmentId: id });
    expect(await list()).toEqual([expect.objectContaining({ Status: 'Detaching' })]);
    expect(await freeAddresses(vpc.vSwitchIds[0] as string)).toBe(251);
    now += 3000;
    expect(await list()).toEqual([]);
    expect(await freeAddresses(vpc.vSwitchIds[0] as string)).toBe(252);
  });

  it('exchanges zones: interfaces and addresses move along', async () => {
    await setUp();
    const id = await attach();
    const spare = await fixture.vpc('cn-chengdu', 'CreateVSwitch', {
      VpcId: vpc.vpcId,
      ZoneId: 'cn-chengdu-a',
      CidrBlock: '172.16.50.0/24',
    });
    await fixture.ok('UpdateTransitRouterVpcAttachmentZones', {
      TransitRouterAttachmentId: id,
      ...mappings('AddZoneMappings', ['cn-chengdu-a'], [spare.VSwitchId as string]),
      ...mappings('RemoveZoneMappings', ['cn-chengdu-a'], [vpc.vSwitchIds[0] as string]),
    });
    const [attachment] = await list();
    expect((attachment?.ZoneMappings as Body[]).map(({ VSwitchId }) => VSwitchId as string)).toEqual([
      vpc.vSwitchIds[1],
      spare.VSwitchId,
    ]);
    expect(await Promise.all([...vpc.vSwitchIds, spare.VSwitchId as string].map(freeAddresses))).toEqual([
      252, 251, 251,
    ]);
  });

  it('rejects zone changes that leave nothing, change nothing or name what is not there', async () => {
    await setUp();
    const id = await attach();
    const refusal = (parameters: Record<string, string>): Promise<string> =>
      fixture.refusal('UpdateTransitRouterVpcAttachmentZones', { TransitRouterAttachmentId: id, ...parameters });
    const illegal = '400 IllegalParam.AddOrRemoveZoneMappings';
    expect(await refusal({})).toBe(illegal);
    expect(await refusal(mappings('RemoveZoneMappings', zones, vpc.vSwitchIds))).toBe(illegal);
    expect(await refusal(mappings('RemoveZoneMappings', ['cn-chengdu-a'], ['vsw-none']))).toBe(illegal);
    expect(await refusal(mappings('AddZoneMappings', ['cn-chengdu-a'], [vpc.vSwitchIds[0] as string]))).toBe(
      '400 Duplicated.ZoneMapping',
    );
  });

  it('pages and filters', async () => {
    await setUp();
    await attach();
    const other = await makeVpc(fixture, 'cn-chengdu', '10.0', ['cn-chengdu-a']);
    const single = {
      RegionId: 'cn-chengdu',
      TransitRouterId: router.transitRouterId,
      VpcId: other.vpcId,
      ...mappings('ZoneMappings', other.zoneIds, other.vSwitchIds),
    };
    await fixture.ok('CreateTransitRouterVpcAttachment', single);
    const first = await fixture.ok('ListTransitRouterVpcAttachments', { MaxResults: 1 });
    expect(first).toMatchObject({ TotalCount: 2, MaxResults: 1 });
    const second = await fixture.ok('ListTransitRouterVpcAttachments', {
      MaxResults: 1,
      NextToken: first.NextToken as string,
    });
    expect(second).toMatchObject({ NextToken: '', TransitRouterAttachments: [{ VpcId: other.vpcId }] });
    expect(await list({ RegionId: 'cn-hangzhou' })).toEqual([]);
    expect(await list({ CenId: 'cen-none' })).toEqual([]);
    expect(await list({ VpcId: other.vpcId })).toHaveLength(1);
    expect(await fixture.refusal('ListTransitRouterVpcAttachments', { NextToken: 'stale' })).toBe(
      '400 IllegalParam.NextToken',
    );
    expect(await fixture.refusal('ListTransitRouterVpcAttachments', { MaxResults: 101 })).toBe(
      '400 IllegalParam.MaxResults',
    );
  });

  it('a repeated client token makes one attachment', async () => {
    await setUp();
    const token = 'CreateTransitRouterVpcAttachment-20251122-12';
    expect(await attach({ ClientToken: token })).toBe(await attach({ ClientToken: token }));
    expect(await list()).toHaveLength(1);
  });
});
