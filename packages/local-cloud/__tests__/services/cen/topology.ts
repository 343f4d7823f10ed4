import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../../src';
import { type Answer, caller, successfulCaller } from '../../client';

type Parameters = Readonly<Record<string, string | number | boolean>>;

/** A started cloud with callers of CEN and VPC. */
export interface CenFixture {
  readonly cloud: LocalCloud;
  /** Calls CEN; the answer may be a refusal. */
  readonly cen: (action: string, parameters?: Parameters) => Promise<Answer>;
  /** Calls CEN; the call must succeed. */
  readonly ok: (action: string, parameters?: Parameters) => Promise<Body>;
  /** Calls VPC in a region; the call must succeed. */
  readonly vpc: (regionId: string, action: string, parameters?: Parameters) => Promise<Body>;
  /** How CEN refused a call, for example `400 InvalidParameter`, or `200` when it did not. */
  readonly refusal: (action: string, parameters?: Parameters) => Promise<string>;
}

/** An answer's body; tests know what they asked for. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- reading nested answers in tests
export type Body = Record<string, any>;

export async function startCen(options: LocalCloudOptions = {}): Promise<CenFixture> {
  const cloud = await startLocalCloud({ port: 0, ...options });
  const cenOptions = { endpoint: cloud.endpoint, credentials: cloud.credentials, version: '2017-09-12' };
  const cen = caller(cenOptions);
  return {
    cloud,
    cen,
    ok: successfulCaller(cenOptions),
    vpc: (regionId, action, parameters = {}) =>
      successfulCaller({ ...cenOptions, version: '2016-04-28' })(action, { RegionId: regionId, ...parameters }),
    refusal: async (action, parameters) => {
      const { status, body } = await cen(action, parameters);
      return body.Code === undefined ? String(status) : `${String(status)} ${body.Code}`;
    },
  };
}

/** A VPC with one vSwitch per given zone, each a /24 of its block: `block` 172.16 gives 172.16.0.0/24, 172.16.1.0/24. */
export async function makeVpc(fixture: CenFixture, regionId: string, block: string, zoneIds: readonly string[]) {
  const vpc = await fixture.vpc(regionId, 'CreateVpc', { CidrBlock: `${block}.0.0/16` });
  const vSwitchIds: string[] = [];
  for (const [at, zoneId] of zoneIds.entries()) {
    const vSwitch = await fixture.vpc(regionId, 'CreateVSwitch', {
      VpcId: vpc.VpcId as string,
      ZoneId: zoneId,
      CidrBlock: `${block}.${String(at)}.0/24`,
    });
    vSwitchIds.push(vSwitch.VSwitchId as string);
  }
  return { vpcId: vpc.VpcId as string, routeTableId: vpc.RouteTableId as string, zoneIds, vSwitchIds };
}

/** A CEN with one router in a region, and the router's system table. */
export async function makeRouter(fixture: CenFixture, cenId: string, regionId: string) {
  const { ok } = fixture;
  const { TransitRouterId } = await ok('CreateTransitRouter', { CenId: cenId, RegionId: regionId });
  const tables = await ok('ListTransitRouterRouteTables', { TransitRouterId });
  return {
    transitRouterId: TransitRouterId as string,
    tableId: tables.TransitRouterRouteTables[0].TransitRouterRouteTableId as string,
  };
}

/** One region of the topology: a VPC, a router, the VPC attached to it. */
export async function makeRegion(
  fixture: CenFixture,
  cenId: string,
  regionId: string,
  block: string,
  zoneIds: readonly string[],
) {
  const vpc = await makeVpc(fixture, regionId, block, zoneIds);
  const router = await makeRouter(fixture, cenId, regionId);
  const attachment = await fixture.ok('CreateTransitRouterVpcAttachment', {
    RegionId: regionId,
    CenId: cenId,
    TransitRouterId: router.transitRouterId,
    VpcId: vpc.vpcId,
    ...mappings('ZoneMappings', zoneIds, vpc.vSwitchIds),
  });
  return { ...vpc, ...router, regionId, attachmentId: attachment.TransitRouterAttachmentId as string };
}

/** Zone mappings as they travel. */
export function mappings(name: string, zoneIds: readonly string[], vSwitchIds: readonly string[]) {
  const parameters: Record<string, string> = {};
  for (const [at, zoneId] of zoneIds.entries()) {
    parameters[`${name}.${String(at + 1)}.ZoneId`] = zoneId;
    parameters[`${name}.${String(at + 1)}.VSwitchId`] = vSwitchIds[at] as string;
  }
  return parameters;
}

/** Chengdu and Hangzhou, joined by a pay-by-traffic connection; no association and no propagation yet. */
export async function makeTopology(fixture: CenFixture) {
  const { CenId } = await fixture.ok('CreateCen');
  const cenId = CenId as string;
  const chengdu = await makeRegion(fixture, cenId, 'cn-chengdu', '172.16', ['cn-chengdu-a', 'cn-chengdu-b']);
  const hangzhou = await makeRegion(fixture, cenId, 'cn-hangzhou', '192.168', ['cn-hangzhou-h']);
  const peer = await fixture.ok('CreateTransitRouterPeerAttachment', {
    RegionId: 'cn-chengdu',
    CenId: cenId,
    TransitRouterId: chengdu.transitRouterId,
    PeerTransitRouterId: hangzhou.transitRouterId,
    Bandwidth: 10,
    BandwidthType: 'DataTransfer',
    AutoPublishRouteEnabled: true,
  });
  return { cenId, chengdu, hangzhou, peerId: peer.TransitRouterAttachmentId as string };
}

/** Associates and propagates an attachment with a table. */
export async function joinTable(fixture: CenFixture, attachmentId: string, tableId: string): Promise<void> {
  await associate(fixture, attachmentId, tableId);
  await propagate(fixture, attachmentId, tableId);
}

export async function associate({ ok }: CenFixture, attachmentId: string, tableId: string): Promise<void> {
  await ok('AssociateTransitRouterAttachmentWithRouteTable', pair(attachmentId, tableId));
}

export async function propagate({ ok }: CenFixture, attachmentId: string, tableId: string): Promise<void> {
  await ok('EnableTransitRouterRouteTablePropagation', pair(attachmentId, tableId));
}

export function pair(attachmentId: string, tableId: string) {
  return { TransitRouterAttachmentId: attachmentId, TransitRouterRouteTableId: tableId };
}

/** A static entry; without a next hop it is a black hole. */
export async function addEntry({ ok }: CenFixture, tableId: string, cidrBlock: string, nextHopId?: string) {
  const entry = await ok('CreateTransitRouterRouteEntry', {
    TransitRouterRouteTableId: tableId,
    TransitRouterRouteEntryDestinationCidrBlock: cidrBlock,
    TransitRouterRouteEntryNextHopType: nextHopId === undefined ? 'BlackHole' : 'Attachment',
    ...(nextHopId !== undefined && { TransitRouterRouteEntryNextHopId: nextHopId }),
  });
  return entry.TransitRouterRouteEntryId as string;
}

/** A table's routes in short: `172.16.0.0/24 Propagated Active`, sorted. */
export async function routes({ ok }: CenFixture, tableId: string, status = 'All'): Promise<string[]> {
  const answer = await ok('ListTransitRouterRouteEntries', {
    TransitRouterRouteTableId: tableId,
    TransitRouterRouteEntryStatus: status,
    MaxResults: 100,
  });
  return (answer.TransitRouterRouteEntries as Body[])
    .map((entry) =>
      [
        entry.TransitRouterRouteEntryDestinationCidrBlock,
        entry.TransitRouterRouteEntryType,
        entry.TransitRouterRouteEntryStatus,
      ].join(' '),
    )
    .sort();
}
