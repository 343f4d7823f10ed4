import { type Cidr, containsAddress, readAddress } from '../../../core';
import type {
  InterRegionConnectionModel,
  LoadBalancerModel,
  MemberModel,
  NetworkModel,
  Route,
  Thing,
  TransitRouterModel,
  VpcAttachmentModel,
  VpcModel,
  VSwitchModel,
} from '../../model';
import { describeNextHop, lastPart } from '../wording';

/** Routes of a table that lead the same way. */
export interface RouteGroup {
  readonly nextHop: string;
  readonly destinations: readonly string[];
}

/** A route table with its routes by next hop, and what else there is to say of it. */
export interface TableView extends Thing {
  readonly groups: readonly RouteGroup[];
  readonly notes: readonly string[];
}

/** A server in a picture: once, however many groups it belongs to. */
export interface ServerView extends Thing {
  readonly address: string;
  /** `web: port 80, weight 100`, one for each group. */
  readonly memberships: readonly string[];
}

/** A load balancer, and what people ask about it. */
export interface LoadBalancerView extends Thing {
  readonly notes: readonly string[];
}

/** A VPC and what is in it. */
export interface VpcView extends Thing {
  readonly cidrs: readonly string[];
  readonly loadBalancers: readonly LoadBalancerView[];
  readonly vSwitches: readonly { readonly vSwitch: VSwitchModel; readonly servers: readonly ServerView[] }[];
  readonly tables: readonly TableView[];
}

/** A region and what is in it. */
export interface RegionView {
  readonly region: string;
  /** Whether a load balancer is here. */
  readonly isFrontend: boolean;
  readonly routers: readonly { readonly router: TransitRouterModel; readonly tables: readonly TableView[] }[];
  readonly vpcs: readonly VpcView[];
}

/** A model in the order in which a picture shows it. */
export interface Topology {
  /** Those with a load balancer first, else in the order of the model. */
  readonly regions: readonly RegionView[];
  /** Servers whose address is in no vSwitch of the model. */
  readonly elsewhere: readonly ServerView[];
  readonly attachments: readonly VpcAttachmentModel[];
  readonly connections: readonly ConnectionView[];
}

/** A connection, from the region that a load balancer is in where there is one. */
export interface ConnectionView extends Thing {
  readonly from: string;
  readonly to: string;
  /** `10 Mbit/s`. */
  readonly text: string;
}

/** Puts a model in order for a picture. */
export function topology(model: NetworkModel): Topology {
  const frontends = new Set(model.loadBalancers.map(({ region }) => region));
  const all = [...model.vpcs, ...model.transitRouters].map(({ region }) => region);
  const regions = [...new Set([...frontends, ...all])];
  const servers = serversOf(model);
  return {
    regions: regions.map((region) => ({
      region,
      isFrontend: frontends.has(region),
      routers: model.transitRouters
        .filter((router) => router.region === region)
        .map((router) => ({ router, tables: routerTables(model, router) })),
      vpcs: model.vpcs.filter((vpc) => vpc.region === region).map((vpc) => vpcView(model, vpc, servers)),
    })),
    elsewhere: servers.filter(({ vSwitchId }) => vSwitchId === undefined).map(({ view }) => view),
    attachments: model.vpcAttachments,
    connections: model.connections.map((connection) => connectionView(model, connection, frontends)),
  };
}

function connectionView(
  { transitRouters }: NetworkModel,
  { id, label, transitRouterIds, bandwidthMbps, autoPublishRouteEnabled }: InterRegionConnectionModel,
  frontends: ReadonlySet<string>,
): ConnectionView {
  const isFrontend = (routerId: string): boolean =>
    transitRouters.some((router) => router.id === routerId && frontends.has(router.region));
  const [from, to] = isFrontend(transitRouterIds[0]) ? transitRouterIds : [...transitRouterIds].reverse();
  const bandwidth = bandwidthMbps === undefined ? 'connection' : `${bandwidthMbps} Mbit/s`;
  const text = autoPublishRouteEnabled ? bandwidth : `${bandwidth}, tells no routes`;
  return { id, label, from: from ?? '', to: to ?? '', text };
}

function vpcView(model: NetworkModel, vpc: VpcModel, servers: readonly PlacedServer[]): VpcView {
  const vSwitches = model.vSwitches.filter(({ vpcId }) => vpcId === vpc.id);
  return {
    id: vpc.id,
    label: vpc.label,
    cidrs: vpc.cidrs.map(({ text }) => text),
    loadBalancers: model.loadBalancers
      .filter(({ vpcId }) => vpcId === vpc.id)
      .map((loadBalancer) => ({
        id: loadBalancer.id,
        label: loadBalancer.label,
        notes: loadBalancerNotes(model, loadBalancer),
      })),
    vSwitches: vSwitches.map((vSwitch) => ({
      vSwitch,
      servers: servers.filter(({ vSwitchId }) => vSwitchId === vSwitch.id).map(({ view }) => view),
    })),
    tables: model.vpcRouteTables
      .filter(({ vpcId }) => vpcId === vpc.id)
      .map(({ id, label, routes, gaps, isSystem }) => ({
        id,
        label,
        groups: [
          ...routeGroups(routes, (attachmentId) => nameOf(model, attachmentId, 'transit router')),
          ...(isSystem ? [{ nextHop: 'cloud services', destinations: ['100.64.0.0/10'] }] : []),
        ],
        notes: gaps.length === 0 ? [] : ['and routes that cannot be told'],
      })),
  };
}

function loadBalancerNotes(model: NetworkModel, { id, vSwitchIds, sourceRanges }: LoadBalancerModel): string[] {
  const groupLabel = (groupId: string): string =>
    lastPart(model.serverGroups.find((each) => each.id === groupId)?.label ?? groupId);
  const listeners = model.listeners
    .filter(({ loadBalancerId }) => loadBalancerId === id)
    .map(({ protocol, port, serverGroupIds }) => `${protocol} ${port} to ${serverGroupIds.map(groupLabel).join(', ')}`);
  const zones = model.vSwitches
    .filter((vSwitch) => vSwitchIds.includes(vSwitch.id))
    .map(({ label }) => lastPart(label));
  const backToOrigin = sourceRanges.filter(({ kind }) => kind === 'backToOrigin').map(({ cidr }) => cidr.text);
  return [
    ...listeners,
    ...(zones.length === 0 ? [] : [`sends from ${zones.join(', ')}`]),
    ...(backToOrigin.length === 0 ? [] : [`and from ${abridged(backToOrigin).join(', ')}`]),
  ];
}

function routerTables(model: NetworkModel, router: TransitRouterModel): TableView[] {
  const labelOf = (attachmentId: string): string => nameOf(model, attachmentId, undefined, router.id);
  return model.transitRouterRouteTables
    .filter(({ transitRouterId }) => transitRouterId === router.id)
    .flatMap(({ id, label, routes, gaps }) => {
      const joined = (joins: NetworkModel['associations']): string[] =>
        joins.filter(({ routeTableId }) => routeTableId === id).map(({ attachmentId }) => labelOf(attachmentId));
      const [learns, serves] = [joined(model.propagations), joined(model.associations)];
      // A router's own table, which nothing is joined with, is no part of any way.
      if ([...routes, ...learns, ...serves, ...gaps].length === 0) return [];
      const table: TableView = {
        id,
        label,
        groups: routeGroups(routes, labelOf),
        notes: [
          `learns from ${abridged(learns).join(', ') || 'nothing'}`,
          `serves ${abridged(serves).join(', ') || 'nothing'}`,
          ...(gaps.length === 0 ? [] : ['and routes that cannot be told']),
        ],
      };
      return [table];
    });
}

/** What is at the far end of an attachment, seen from a VPC or from a router. */
function nameOf(model: NetworkModel, attachmentId: string, fromVpc?: string, routerId?: string): string {
  const attachment = model.vpcAttachments.find(({ id }) => id === attachmentId);
  if (attachment !== undefined) {
    return fromVpc ?? model.vpcs.find(({ id }) => id === attachment.vpcId)?.label ?? attachment.label;
  }
  const connection = model.connections.find(({ id }) => id === attachmentId);
  const farId = connection?.transitRouterIds.find((id) => id !== routerId);
  return model.transitRouters.find(({ id }) => id === farId)?.region ?? connection?.label ?? attachmentId;
}

function routeGroups(routes: readonly Route[], labelOf: (attachmentId: string) => string): RouteGroup[] {
  const groups = new Map<string, string[]>();
  for (const { destination, nextHop } of routes) {
    const name = describeNextHop(nextHop, labelOf);
    groups.set(name, [...(groups.get(name) ?? []), destination.text]);
  }
  return [...groups].map(([nextHop, destinations]) => ({ nextHop, destinations: abridged(destinations) }));
}

/** Entries that a picture shows of a long list. */
const SHOWN = 8;

function abridged(texts: readonly string[]): readonly string[] {
  if (texts.length <= SHOWN) return texts;
  return [...texts.slice(0, SHOWN - 1), `${texts.length - SHOWN + 1} more`];
}

interface PlacedServer {
  readonly view: ServerView;
  readonly vSwitchId?: string;
}

function serversOf(model: NetworkModel): PlacedServer[] {
  const members = model.serverGroups.flatMap((group) => group.members.map((member) => ({ group, member })));
  const byServer = new Map<string, typeof members>();
  for (const each of members) {
    const key = each.member.instanceId ?? each.member.address ?? each.member.label;
    byServer.set(key, [...(byServer.get(key) ?? []), each]);
  }
  return [...byServer].map(([id, memberships]) => {
    const member = memberships[0]?.member;
    const address = member && addressOf(model, member);
    return {
      vSwitchId: member && vSwitchOf(model, member, address),
      view: {
        id,
        label: member?.label ?? id,
        address: address ?? 'address not known yet',
        memberships: memberships.map(
          ({ group, member: { port, weight } }) => `${lastPart(group.label)}: port ${port}, weight ${weight}`,
        ),
      },
    };
  });
}

function addressOf(model: NetworkModel, { address, instanceId }: MemberModel): string | undefined {
  return address ?? model.instances.find(({ id }) => id === instanceId)?.privateIp;
}

function vSwitchOf(model: NetworkModel, { instanceId }: MemberModel, address: string | undefined): string | undefined {
  const instance = model.instances.find(({ id }) => id === instanceId);
  if (instance !== undefined) return instance.vSwitchId;
  const value = address === undefined ? undefined : readAddress(address);
  if (typeof value !== 'number') return undefined;
  const holds = ({ cidr }: { readonly cidr: Cidr }): boolean => containsAddress(cidr, value);
  return model.vSwitches.find(holds)?.id;
}
