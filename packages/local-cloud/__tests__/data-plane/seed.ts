import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../src';
import { successfulCaller } from '../client';

type Parameters = Readonly<Record<string, string | number | boolean>>;

/** An answer's body; tests know what they asked for. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- reading nested answers in tests
type Body = Record<string, any>;

/** Calls one product in a region; the call must succeed. */
type Caller = (action: string, parameters?: Parameters) => Promise<Body>;

/** The callers of one region. */
export interface RegionCallers {
  readonly vpc: Caller;
  readonly ecs: Caller;
  readonly alb: Caller;
  readonly cen: Caller;
}

/** Chengdu's back-to-origin CIDRs, as the catalogue has them. */
export const BACK_TO_ORIGIN = [
  '100.117.130.0/25',
  '100.117.130.128/25',
  '100.122.175.64/26',
  '100.122.175.128/26',
  '100.122.175.192/26',
  '100.122.176.0/26',
];

/** The CIDRs of the ALB's vSwitches. */
export const ALB_VSWITCHES = ['172.16.0.0/24', '172.16.6.0/24'];

/** The server of the topology. */
export const SERVER = '192.168.7.20';

/** The whole topology of two regions, standing. */
export type Seed = Awaited<ReturnType<typeof startSeed>>;

/**
 * Starts a cloud and builds the topology in it: an ALB in Chengdu (vSwitches in zones a and b), one server in Hangzhou,
 * transit routers in both, and for every source range the way back.
 */
export async function startSeed(options: LocalCloudOptions = {}) {
  const cloud = await startLocalCloud({ port: 0, ...options });
  const { chengdu, hangzhou, vpc1, vpc2 } = await makeNetworks(cloud);
  const { CenId: cenId } = await chengdu.cen('CreateCen');
  const router1 = await makeRouter(chengdu, String(cenId), 'cn-chengdu', vpc1);
  const router2 = await makeRouter(hangzhou, String(cenId), 'cn-hangzhou', vpc2);
  const peerId = await makeConnection(chengdu, router1, router2);
  for (const [attachmentId, tableId] of [
    [router1.attachmentId, router1.tableId],
    [router2.attachmentId, router2.tableId],
    [peerId, router1.tableId],
    [peerId, router2.tableId],
  ] as const) {
    const join = { TransitRouterAttachmentId: attachmentId, TransitRouterRouteTableId: tableId };
    await chengdu.cen('AssociateTransitRouterAttachmentWithRouteTable', join);
    await chengdu.cen('EnableTransitRouterRouteTablePropagation', join);
  }
  await addVpcRoute(chengdu, vpc1.tableId, '192.168.7.0/24', router1.attachmentId);
  for (const range of [...BACK_TO_ORIGIN, ...ALB_VSWITCHES]) {
    await addVpcRoute(hangzhou, vpc2.tableId, range, router2.attachmentId);
  }
  for (const range of BACK_TO_ORIGIN) await addRouterRoute(chengdu, router1.tableId, range, router1.attachmentId);
  const { SecurityGroupId: securityGroupId } = await hangzhou.ecs('CreateSecurityGroup', { VpcId: vpc2.vpcId });
  for (const source of ['100.64.0.0/10', ...ALB_VSWITCHES]) await accept(hangzhou, String(securityGroupId), source);
  const instanceId = await runInstance(hangzhou, vpc2.vSwitchIds[1]!, String(securityGroupId), SERVER, 'ecs1');
  const balancer = await makeBalancer(chengdu, vpc1, [SERVER]);
  const ids = { cenId: String(cenId), peerId, securityGroupId: String(securityGroupId), instanceId };
  return { cloud, chengdu, hangzhou, vpc1, vpc2, router1, router2, ...ids, ...balancer };
}

/** The two VPCs of the topology with their vSwitches. */
export async function makeNetworks(cloud: LocalCloud) {
  const chengdu = callersOf(cloud, 'cn-chengdu');
  const hangzhou = callersOf(cloud, 'cn-hangzhou');
  const vpc1 = await makeVpc(chengdu, '172.16.0.0/12', [
    ['cn-chengdu-a', '172.16.0.0/24'],
    ['cn-chengdu-b', '172.16.6.0/24'],
  ]);
  const vpc2 = await makeVpc(hangzhou, '192.168.0.0/16', [
    ['cn-hangzhou-h', '192.168.8.0/24'],
    ['cn-hangzhou-i', '192.168.7.0/24'],
  ]);
  return { cloud, chengdu, hangzhou, vpc1, vpc2 };
}

/** Signed calls to every product, in one region. */
export function callersOf(cloud: LocalCloud, region: string): RegionCallers {
  const product =
    (version: string): Caller =>
    (action, parameters = {}) =>
      successfulCaller({ endpoint: cloud.endpoint, credentials: cloud.credentials, region, version })(action, {
        RegionId: region,
        ...parameters,
      });
  return {
    vpc: product('2016-04-28'),
    ecs: product('2014-05-26'),
    alb: product('2020-06-16'),
    cen: product('2017-09-12'),
  };
}

export async function makeVpc(
  { vpc }: RegionCallers,
  cidrBlock: string,
  zones: readonly (readonly [zoneId: string, cidrBlock: string])[],
) {
  const { VpcId, RouteTableId } = await vpc('CreateVpc', { CidrBlock: cidrBlock });
  const vSwitchIds: string[] = [];
  for (const [ZoneId, CidrBlock] of zones) {
    vSwitchIds.push(String((await vpc('CreateVSwitch', { VpcId, ZoneId, CidrBlock })).VSwitchId));
  }
  const zoneIds = zones.map(([zoneId]) => zoneId);
  return { vpcId: String(VpcId), tableId: String(RouteTableId), vSwitchIds, zoneIds };
}

type MadeVpc = Awaited<ReturnType<typeof makeVpc>>;

/** A transit router with the VPC attached. */
export async function makeRouter({ cen }: RegionCallers, CenId: string, RegionId: string, vpc: MadeVpc) {
  const { TransitRouterId } = await cen('CreateTransitRouter', { CenId, RegionId });
  const tables = await cen('ListTransitRouterRouteTables', { TransitRouterId });
  const attachment = await cen('CreateTransitRouterVpcAttachment', {
    RegionId,
    CenId,
    TransitRouterId,
    VpcId: vpc.vpcId,
    ...zoneMappings(vpc),
  });
  return {
    routerId: String(TransitRouterId),
    tableId: String(tables.TransitRouterRouteTables[0].TransitRouterRouteTableId),
    attachmentId: String(attachment.TransitRouterAttachmentId),
    cenId: CenId,
  };
}

type MadeRouter = Awaited<ReturnType<typeof makeRouter>>;

export async function makeConnection({ cen }: RegionCallers, near: MadeRouter, far: MadeRouter): Promise<string> {
  const peer = await cen('CreateTransitRouterPeerAttachment', {
    CenId: near.cenId,
    TransitRouterId: near.routerId,
    PeerTransitRouterId: far.routerId,
    Bandwidth: 10,
    BandwidthType: 'DataTransfer',
    AutoPublishRouteEnabled: true,
  });
  return String(peer.TransitRouterAttachmentId);
}

export function addVpcRoute({ vpc }: RegionCallers, tableId: string, destination: string, attachmentId: string) {
  return vpc('CreateRouteEntry', {
    RouteTableId: tableId,
    DestinationCidrBlock: destination,
    NextHopType: 'Attachment',
    NextHopId: attachmentId,
  });
}

export function removeVpcRoute({ vpc }: RegionCallers, tableId: string, destination: string, attachmentId: string) {
  return vpc('DeleteRouteEntry', {
    RouteTableId: tableId,
    DestinationCidrBlock: destination,
    NextHopId: attachmentId,
  });
}

/** A static entry; without a next hop it is a black hole. */
export function addRouterRoute({ cen }: RegionCallers, tableId: string, destination: string, nextHopId?: string) {
  return cen('CreateTransitRouterRouteEntry', {
    TransitRouterRouteTableId: tableId,
    TransitRouterRouteEntryDestinationCidrBlock: destination,
    TransitRouterRouteEntryNextHopType: nextHopId === undefined ? 'BlackHole' : 'Attachment',
    ...(nextHopId !== undefined && { TransitRouterRouteEntryNextHopId: nextHopId }),
  });
}

export function removeRouterRoute({ cen }: RegionCallers, tableId: string, destination: string, nextHopId: string) {
  return cen('DeleteTransitRouterRouteEntry', {
    TransitRouterRouteTableId: tableId,
    TransitRouterRouteEntryDestinationCidrBlock: destination,
    TransitRouterRouteEntryNextHopType: 'Attachment',
    TransitRouterRouteEntryNextHopId: nextHopId,
  });
}

/** A rule for TCP port 80 from a block. */
export function ruleFrom(securityGroupId: string, source: string, changes: Parameters = {}): Parameters {
  return {
    SecurityGroupId: securityGroupId,
    IpProtocol: 'tcp',
    PortRange: '80/80',
    SourceCidrIp: source,
    NicType: 'intranet',
    ...changes,
  };
}

export function accept({ ecs }: RegionCallers, securityGroupId: string, source: string, changes: Parameters = {}) {
  return ecs('AuthorizeSecurityGroup', ruleFrom(securityGroupId, source, changes));
}

export async function runInstance(
  { ecs }: RegionCallers,
  VSwitchId: string,
  SecurityGroupId: string,
  PrivateIpAddress: string,
  InstanceName: string,
): Promise<string> {
  const made = await ecs('RunInstances', {
    ImageId: 'aliyun_3_x64_20G_alibase_20240819.vhd',
    InstanceType: 'ecs.g7.large',
    VSwitchId,
    SecurityGroupId,
    PrivateIpAddress,
    InstanceName,
  });
  return String(made.InstanceIdSets.InstanceIdSet[0]);
}

/** An ALB in a VPC's first vSwitches, with one HTTP listener on port 80 and a group of servers by address. */
export async function makeBalancer(
  callers: RegionCallers,
  vpc: MadeVpc,
  addresses: readonly string[],
  group: Parameters = {},
  listener: Parameters = {},
) {
  const { alb } = callers;
  const made = await alb('CreateLoadBalancer', {
    VpcId: vpc.vpcId,
    AddressType: 'Intranet',
    LoadBalancerEdition: 'Standard',
    LoadBalancerName: 'front',
    'LoadBalancerBillingConfig.PayType': 'PostPay',
    ...zoneMappings(vpc),
  });
  const loadBalancerId = String(made.LoadBalancerId);
  const { DNSName } = await alb('GetLoadBalancerAttribute', { LoadBalancerId: loadBalancerId });
  const serverGroupId = await makeGroup(callers, vpc, addresses, group);
  const listenerId = await makeListener(callers, loadBalancerId, serverGroupId, listener);
  return { loadBalancerId, dnsName: String(DNSName), serverGroupId, listenerId };
}

export async function makeGroup(
  callers: RegionCallers,
  { vpcId }: MadeVpc,
  addresses: readonly string[],
  group: Parameters = {},
): Promise<string> {
  const { ServerGroupId } = await callers.alb('CreateServerGroup', {
    ServerGroupName: 'web',
    ServerGroupType: 'Ip',
    VpcId: vpcId,
    'HealthCheckConfig.HealthCheckEnabled': true,
    ...group,
  });
  for (const address of addresses) await addServer(callers, String(ServerGroupId), address);
  return String(ServerGroupId);
}

export function addServer({ alb }: RegionCallers, serverGroupId: string, address: string, changes: Parameters = {}) {
  return alb('AddServersToServerGroup', {
    ServerGroupId: serverGroupId,
    'Servers.1.ServerType': 'Ip',
    'Servers.1.ServerId': address,
    'Servers.1.Port': 80,
    'Servers.1.Weight': 100,
    'Servers.1.RemoteIpEnabled': true,
    ...changes,
  });
}

export async function makeListener(
  { alb }: RegionCallers,
  loadBalancerId: string,
  serverGroupId: string,
  changes: Parameters = {},
): Promise<string> {
  const { ListenerId } = await alb('CreateListener', {
    LoadBalancerId: loadBalancerId,
    ListenerProtocol: 'HTTP',
    ListenerPort: 80,
    'DefaultActions.1.Type': 'ForwardGroup',
    'DefaultActions.1.ForwardGroupConfig.ServerGroupTuples.1.ServerGroupId': serverGroupId,
    ...changes,
  });
  return String(ListenerId);
}

export function zoneMappings({ zoneIds, vSwitchIds }: MadeVpc): Parameters {
  return Object.fromEntries(
    zoneIds.flatMap((zoneId, at) => [
      [`ZoneMappings.${String(at + 1)}.ZoneId`, zoneId],
      [`ZoneMappings.${String(at + 1)}.VSwitchId`, vSwitchIds[at]!],
    ]),
  );
}

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What a test sends; `Host` is the ALB's DNS name. */
export interface HttpQuestion {
  readonly host: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

/** Sends one HTTP request to the cloud's port. */
export function send({ port }: LocalCloud, question: HttpQuestion): Promise<HttpAnswer> {
  const { host, method = 'GET', path = '/', headers = {}, body } = question;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, method, path, agent: false, headers: { ...headers, Host: host } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
