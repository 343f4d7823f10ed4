import { regions } from '../../src/catalogue/regions';
import { Authenticator } from '../../src/protocol/authenticate';
import { Lifecycle } from '../../src/protocol/lifecycle';
import { type LogEntry, Pipeline, type Reply } from '../../src/protocol/pipeline';
import { services } from '../../src/services';
import * as albAcls from '../../src/services/alb/acl-model';
import * as albTemplates from '../../src/services/alb/health-check-template-model';
import * as alb from '../../src/services/alb/model';
import * as albRules from '../../src/services/alb/rule-model';
import * as cen from '../../src/services/cen/model';
import * as ecsCommands from '../../src/services/ecs/commands';
import * as ecs from '../../src/services/ecs/model';
import * as vpc from '../../src/services/vpc/model';
import { defaultQuotas } from '../../src/settings';
import type { Collection } from '../../src/store/collection';
import type { Change, Disk } from '../../src/store/disk';
import { IdSource, requestIds } from '../../src/store/ids';
import { Store } from '../../src/store/store';
import { signedParameters } from '../client';

export const credentials = { accessKeyId: 'key', accessKeySecret: 'secret' };

/** Remembers what was committed, as a disk would, and how often. */
export class RecordingDisk implements Disk {
  readonly records = new Map<string, Change>();
  commits = 0;

  load = () => [];
  commit(changes: readonly Change[]): void {
    if (changes.length > 0) this.commits += 1;
    for (const change of changes) {
      const key = `${change.collection} ${change.id}`;
      if (change.value) this.records.set(key, change);
      else this.records.delete(key);
    }
  }
  close = () => Promise.resolve();
}

/** A local cloud without sockets, whose every commit can be seen. */
export function openCloud() {
  const disk = new RecordingDisk();
  const store = new Store(disk);
  let last: LogEntry | undefined;
  const pipeline = new Pipeline({
    store,
    ids: new IdSource(store, 'fuzz'),
    nextRequestId: requestIds('fuzz', 1),
    clock: Date.now,
    accountId: '1234567890123456',
    settings: { delays: {}, quotas: defaultQuotas, albGeneration: 'upgraded', backToOriginCidrs: {} },
    services,
    regions: new Set(regions.keys()),
    authenticator: new Authenticator(credentials),
    lifecycle: new Lifecycle(services.flatMap((service) => service.effects)),
    log: (entry) => {
      last = entry;
    },
  });
  return { disk, store, pipeline, last: () => last };
}

/** A call signed with the right key. */
export function call(pipeline: Pipeline, version: string, region: string, action: string, given: object): Reply {
  const parameters = given as Record<string, string | number>;
  const form = signedParameters('POST', { endpoint: '', credentials, version }, action, parameters);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return pipeline.answer({ method: 'POST', url: `/${region}`, headers, body: Buffer.from(form.toString()) });
}

/** Every collection of the products. */
const collections = [vpc, ecs, ecsCommands, cen, alb, albRules, albAcls, albTemplates].flatMap((model) =>
  Object.values(model as Record<string, unknown>).filter(
    (value): value is Collection<object> => typeof value === 'object' && value !== null && 'indexes' in value,
  ),
);

/** What the products hold in memory, under the keys that a disk would have. */
export function inMemory(store: Store): Map<string, object> {
  return new Map(
    collections.flatMap((of) => store.all(of).map((record) => [`${of.name} ${of.id(record)}`, record] as const)),
  );
}

/** The default deployment in small, and the ids of all that it is made of. */
export function build(pipeline: Pipeline): readonly string[] {
  const ids: string[] = [];
  const ok = (version: string, region: string, action: string, given: object): Record<string, unknown> => {
    const { status, body } = call(pipeline, version, region, action, given);
    if (status !== 200) throw new Error(`${action}: ${JSON.stringify(body)}`);
    const found = JSON.stringify(body).matchAll(/"([a-z]+(?:-attach)?-[0-9a-z]{18,20})"/g);
    for (const [, id = ''] of found) if (!ids.includes(id)) ids.push(id);
    return body;
  };
  const [V, E, C, A] = ['2016-04-28', '2014-05-26', '2017-09-12', '2020-06-16'];
  const { CenId } = ok(C, '', 'CreateCen', { Name: 'cen' });
  ok(C, '', 'CreateCenBandwidthPackage', { Bandwidth: 10, GeographicRegionAId: 'China', GeographicRegionBId: 'China' });
  const ends = [
    { region: 'cn-chengdu', vpc: '172.16.0.0/12', switches: { a: '172.16.0.0/24', b: '172.16.6.0/24' } },
    { region: 'cn-hangzhou', vpc: '192.168.0.0/16', switches: { h: '192.168.8.0/24', i: '192.168.7.0/24' } },
  ].map(({ region, vpc: CidrBlock, switches }) => {
    const { VpcId, RouteTableId } = ok(V, region, 'CreateVpc', { RegionId: region, CidrBlock });
    const zones = Object.entries(switches).map(([zone, block]) => {
      const ZoneId = `${region}-${zone}`;
      const { VSwitchId } = ok(V, region, 'CreateVSwitch', { RegionId: region, VpcId, ZoneId, CidrBlock: block });
      return { ZoneId, VSwitchId };
    });
    const { TransitRouterId } = ok(C, region, 'CreateTransitRouter', { RegionId: region, CenId });
    const { TransitRouterAttachmentId } = ok(C, region, 'CreateTransitRouterVpcAttachment', {
      ...{ CenId, RegionId: region, TransitRouterId, VpcId },
      ...{ 'ZoneMappings.1.ZoneId': zones[0]!.ZoneId, 'ZoneMappings.1.VSwitchId': zones[0]!.VSwitchId },
    });
    const { TransitRouterRouteTables } = ok(C, region, 'ListTransitRouterRouteTables', { TransitRouterId });
    const [table] = TransitRouterRouteTables as { TransitRouterRouteTableId: string }[];
    const join = { TransitRouterAttachmentId, TransitRouterRouteTableId: table!.TransitRouterRouteTableId };
    ok(C, '', 'AssociateTransitRouterAttachmentWithRouteTable', join);
    ok(C, '', 'EnableTransitRouterRouteTablePropagation', join);
    const far = { DestinationCidrBlock: '100.117.130.0/25', NextHopType: 'Attachment', RouteTableId };
    ok(V, region, 'CreateRouteEntry', { RegionId: region, ...far, NextHopId: TransitRouterAttachmentId });
    const { SecurityGroupId } = ok(E, region, 'CreateSecurityGroup', { RegionId: region, VpcId });
    const rule = { IpProtocol: 'tcp', PortRange: '80/80', SourceCidrIp: '172.16.0.0/24' };
    ok(E, region, 'AuthorizeSecurityGroup', { RegionId: region, SecurityGroupId, ...rule });
    ok(E, region, 'RunInstances', {
      ...{ RegionId: region, VSwitchId: zones[1]!.VSwitchId, SecurityGroupId, InstanceType: 'ecs.g7.large' },
      ...{ ImageId: 'aliyun_3_x64_20G_alibase_20260122.vhd', 'Tag.1.Key': 'k', 'Tag.1.Value': 'v' },
    });
    return { VpcId, zones, TransitRouterId };
  });
  const [near, other] = [ends[0]!, ends[1]!];
  ok(C, 'cn-chengdu', 'CreateTransitRouterPeerAttachment', {
    ...{ CenId, TransitRouterId: near.TransitRouterId, PeerTransitRouterId: other.TransitRouterId, Bandwidth: 5 },
    BandwidthType: 'DataTransfer',
  });
  const { LoadBalancerId } = ok(A, 'cn-chengdu', 'CreateLoadBalancer', {
    ...{ VpcId: near.VpcId, AddressType: 'Intranet', LoadBalancerEdition: 'Standard' },
    'LoadBalancerBillingConfig.PayType': 'PostPay',
    ...Object.fromEntries(
      near.zones.flatMap(({ ZoneId, VSwitchId }, at) => [
        [`ZoneMappings.${String(at + 1)}.ZoneId`, ZoneId],
        [`ZoneMappings.${String(at + 1)}.VSwitchId`, VSwitchId],
      ]),
    ),
  });
  const { ServerGroupId } = ok(A, 'cn-chengdu', 'CreateServerGroup', {
    ...{ ServerGroupName: 'web', ServerGroupType: 'Ip', VpcId: near.VpcId },
    'HealthCheckConfig.HealthCheckEnabled': true,
  });
  ok(A, 'cn-chengdu', 'AddServersToServerGroup', {
    ...{ ServerGroupId, 'Servers.1.ServerId': '192.168.7.20', 'Servers.1.ServerType': 'Ip', 'Servers.1.Port': 80 },
    'Servers.1.RemoteIpEnabled': true,
  });
  ok(A, 'cn-chengdu', 'CreateListener', {
    ...{ LoadBalancerId, ListenerProtocol: 'HTTP', ListenerPort: 80, 'DefaultActions.1.Type': 'ForwardGroup' },
    'DefaultActions.1.ForwardGroupConfig.ServerGroupTuples.1.ServerGroupId': ServerGroupId,
  });
  return ids;
}
