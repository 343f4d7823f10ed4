import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import { albErrors } from '../errors';
import { requireListener } from '../find';
import { type BackendServer, backendServers, type ServerGroup, serverGroups } from '../model';
import { type Rule, rules } from '../rule-model';
import { neverChecked, type ServerHealth } from '../server-health';

/** Lists the servers that are not well; those that are do not show. */
const getListenerHealthStatus = operation({
  action: 'GetListenerHealthStatus',
  kind: 'read',
  parameters: {
    ListenerId: parameter.text(),
    IncludeRule: parameter.optional(parameter.boolean()),
    ...tokenParameters(20, 30),
  },
  handle: (call, request) => {
    const { listenerId, loadBalancerId, port, protocol, serverGroupId } = requireListener(call, request.ListenerId);
    const infoOf = (use: GroupUse) => groupInfo(call, loadBalancerId, use);
    const all = request.IncludeRule ? call.store.where(rules, 'listener', listenerId) : [];
    const { items, fields } = tokenPage(all, request, ({ ruleId }) => ruleId, albErrors.nextToken);
    return {
      NextToken: fields.NextToken,
      ListenerHealthStatus: [
        {
          ListenerId: listenerId,
          ListenerPort: port,
          ListenerProtocol: protocol,
          ServerGroupInfos: [infoOf({ serverGroupId, actionType: 'ForwardGroup' })],
        },
      ],
      RuleHealthStatus: items.map((rule) => ({ RuleId: rule.ruleId, ServerGroupInfos: usesOf(rule).map(infoOf) })),
    };
  },
});

/** What a group is used for. */
interface GroupUse {
  readonly serverGroupId: string;
  readonly actionType: 'ForwardGroup' | 'TrafficMirror';
}

function usesOf({ actions }: Rule): readonly GroupUse[] {
  return actions.flatMap(({ ForwardGroupConfig, TrafficMirrorConfig }) => [
    ...(ForwardGroupConfig?.ServerGroupTuples ?? []).map(({ ServerGroupId }) => use(ServerGroupId, 'ForwardGroup')),
    ...(TrafficMirrorConfig?.MirrorGroupConfig.ServerGroupTuples ?? []).map(({ ServerGroupId }) =>
      use(ServerGroupId, 'TrafficMirror'),
    ),
  ]);
}

function use(serverGroupId: string, actionType: GroupUse['actionType']): GroupUse {
  return { serverGroupId, actionType };
}

function groupInfo({ store, settings }: Call, loadBalancerId: string, { serverGroupId, actionType }: GroupUse) {
  const healthOf = settings.healthOf ?? neverChecked;
  const group = store.get(serverGroups, serverGroupId);
  const isChecked = group?.healthCheck.HealthCheckEnabled === true;
  const servers = store.where(backendServers, 'group', serverGroupId);
  return {
    ServerGroupId: serverGroupId,
    ActionType: actionType,
    HealthCheckEnabled: isChecked ? 'on' : 'off',
    NonNormalServers: servers.flatMap((server) => {
      const status = statusOf(server, isChecked, healthOf(loadBalancerId, server));
      if (status.state === 'Healthy') return [];
      const { serverId: ServerId, serverIp: ServerIp, port: Port } = server;
      return [{ ServerId, ServerIp, Port, Status: status.state, ...(group && reasonOf(status.reason, group)) }];
    }),
  };
}

function statusOf(
  { weight }: BackendServer,
  isChecked: boolean,
  health: ServerHealth,
): { readonly state: string; readonly reason?: string } {
  if (weight === 0) return { state: 'Unused' };
  return isChecked ? health : { state: 'Unavailable' };
}

/** The answer that a mismatched one came with is not kept, so `ActualResponse` is absent. */
function reasonOf(reason: string | undefined, { healthCheck }: ServerGroup) {
  if (reason === undefined) return {};
  const expected = (healthCheck.HealthCheckCodes ?? []).map((code) => code.replace('http_', 'HTTP_')).join(',');
  return {
    Reason: { ReasonCode: reason, ...(reason === 'RESPONSE_MISMATCH' && { ExpectedResponse: expected }) },
  };
}

/** The health of the servers of listeners. */
export const listenerHealthOperations = [getListenerHealthStatus];
