import type {
  Gap,
  ListenerModel,
  LoadBalancerModel,
  MemberModel,
  ServerGroupModel,
  VSwitchModel,
} from '../../lib/proof';
import { inferBackToOrigin, type RoutesToInferFrom } from '../../lib/proof/back-to-origin';
import type { Cidr } from '../../lib/core';
import type { LoadBalancerAnswer, ServerAnswer, ServerGroupAnswer } from '../api/calls/alb';
import { groupIdsOf, type AlbAnswers } from '../read/load-balancers';
import { gap, isAddress } from './blocks';
import { named } from './labels';
import type { ServerLookUp } from './servers';

/** What the sources of an ALB's packets follow from. */
export interface SourceFacts {
  readonly vSwitches: readonly VSwitchModel[];
  readonly routes: RoutesToInferFrom;
  /** Back-to-origin CIDRs that the user gave for every ALB. @default - those that the routes show */
  readonly backToOriginCidrs?: readonly Cidr[];
}

/** An ALB of the model, and what people should know of how it was made. */
export interface LoadBalancerWithNotices {
  readonly loadBalancer: LoadBalancerModel;
  readonly notices: readonly string[];
}

/** An ALB with the ranges that its packets come from. An upgraded one shows local addresses; only others have back-to-origin CIDRs. */
export function loadBalancerOf(
  region: string,
  answer: LoadBalancerAnswer,
  facts: SourceFacts,
): LoadBalancerWithNotices {
  const { LoadBalancerId: id, LoadBalancerName, VpcId, ZoneMappings, SecurityGroupIds = [] } = answer;
  const label = named(LoadBalancerName, id);
  const addresses = ZoneMappings.flatMap(({ LoadBalancerAddresses = [] }) => LoadBalancerAddresses);
  const isUpgraded = addresses.some(({ Ipv4LocalAddresses = [] }) => Ipv4LocalAddresses.length > 0);
  const generation = isUpgraded ? 'upgraded' : addresses.length > 0 ? 'non-upgraded' : 'unknown';
  const vSwitchIds = ZoneMappings.map(({ VSwitchId }) => VSwitchId);
  const own = vSwitchIds.flatMap((vSwitchId) => facts.vSwitches.find((vSwitch) => vSwitch.id === vSwitchId) ?? []);
  const { cidrs, notices } = backToOriginOf(label, VpcId, isUpgraded, facts);
  const hidden = !isUpgraded && cidrs.length === 0;
  return {
    loadBalancer: {
      id,
      label,
      region,
      vpcId: VpcId,
      vSwitchIds,
      generation,
      sourceRanges: [
        ...own.map(({ cidr }) => ({ cidr, kind: 'vSwitch' as const })),
        ...cidrs.map((cidr) => ({ cidr, kind: 'backToOrigin' as const })),
      ],
      gaps: [
        ...(own.length < vSwitchIds.length ? [gap(`${label}: not all of its vSwitches are shown`)] : []),
        ...(hidden
          ? [
              gap(
                `${label}: it is not upgraded, and no route shows its back-to-origin CIDRs; give those of the ALB console with --back-to-origin`,
              ),
            ]
          : []),
        ...SecurityGroupIds.map((group) =>
          gap(`${label}: the security group ${group} of the ALB itself may keep packets out, which is not followed`),
        ),
      ],
    },
    notices,
  };
}

function backToOriginOf(
  label: string,
  vpcId: string,
  isUpgraded: boolean,
  { routes, backToOriginCidrs: given }: SourceFacts,
) {
  if (isUpgraded) {
    const notices =
      given === undefined
        ? []
        : [
            `${label} is upgraded and sends from its own vSwitches; the back-to-origin CIDRs that are given do nothing for it`,
          ];
    return { cidrs: [], notices };
  }
  if (given !== undefined) return { cidrs: given, notices: [] };
  const cidrs = inferBackToOrigin(vpcId, routes);
  if (cidrs.length === 0) return { cidrs, notices: [] };
  const texts = cidrs.map(({ text }) => text).join(', ');
  const notices = [
    `${label} is not upgraded: its back-to-origin CIDRs are taken from the routes (${texts}); compare them with the ALB console, or give them with --back-to-origin`,
  ];
  return { cidrs, notices };
}

/** Listeners that run, with every group that their default actions and rules forward to. */
export function listenersOf({ listeners, rules }: AlbAnswers): readonly ListenerModel[] {
  return listeners
    .filter(({ ListenerStatus }) => ListenerStatus !== 'Stopped')
    .map((listener) => {
      const { ListenerId: id, ListenerDescription, LoadBalancerId, ListenerProtocol, ListenerPort } = listener;
      const own = rules.filter(({ ListenerId }) => ListenerId === id).flatMap(groupIdsOf);
      return {
        id,
        label: named(ListenerDescription, id),
        loadBalancerId: LoadBalancerId,
        protocol: ListenerProtocol,
        port: ListenerPort,
        serverGroupIds: [...new Set([...groupIdsOf(listener), ...own])],
        gaps: [],
      };
    });
}

/** Listeners that do not run, in words. */
export function stoppedListeners({ listeners }: AlbAnswers): readonly string[] {
  return listeners
    .filter(({ ListenerStatus }) => ListenerStatus === 'Stopped')
    .map(
      ({ ListenerId, ListenerDescription }) =>
        `listener ${named(ListenerDescription, ListenerId)} is stopped, and left out`,
    );
}

/** Server groups with their servers. */
export function serverGroupsOf({ serverGroups }: AlbAnswers, servers: ServerLookUp): readonly ServerGroupModel[] {
  return serverGroups.map(({ group, servers: members }) => {
    const { ServerGroupId: id, ServerGroupName, ServerGroupType = 'Instance', VpcId = '', HealthCheckConfig } = group;
    const label = named(ServerGroupName, id);
    const { HealthCheckEnabled = true, HealthCheckConnectPort: port = 0 } = HealthCheckConfig ?? {};
    const read = members.map((member) => memberOf(member, group, label, servers));
    return {
      id,
      label,
      vpcId: VpcId,
      type: ServerGroupType,
      healthCheck: { enabled: HealthCheckEnabled, ...(port > 0 && { port }) },
      members: read.flatMap(({ member }) => member ?? []),
      gaps: read.flatMap((each) => each.gap ?? []),
    };
  });
}

function memberOf(
  server: ServerAnswer,
  group: ServerGroupAnswer,
  label: string,
  servers: ServerLookUp,
): { readonly member?: MemberModel; readonly gap?: Gap } {
  const address = [server.ServerIp, server.ServerId].find((text) => text !== undefined && isAddress(text));
  if (address === undefined) {
    return {
      gap: gap(`${label}: the server ${server.ServerId} of type ${server.ServerType} has no address that is shown`),
    };
  }
  const found = servers.find(address, server, group);
  const member: MemberModel = {
    label: found.label,
    address,
    ...(found.instanceId !== undefined && { instanceId: found.instanceId }),
    port: server.Port ?? 0,
    weight: server.Weight ?? 0,
    remoteIpEnabled: server.RemoteIpEnabled ?? false,
  };
  return { member, ...(found.gap !== undefined && { gap: found.gap }) };
}
