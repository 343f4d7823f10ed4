import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import {
  readServer,
  requireServer,
  serverIdentityParameter,
  serverParameter,
  serverUpdateParameter,
} from '../backend-servers';
import { albErrors } from '../errors';
import { requireServerGroup } from '../find';
import { type BackendServer, backendServerKey, backendServers, serverGroups } from '../model';
import { checkServerDescription } from '../texts';
import { checkServerQuotas } from '../quotas';
import { backendServerView } from '../views/server-group';
import { groupJob, requireAvailable, serverGroupAvailable } from './server-groups';

const SERVERS_PER_CALL = 200;

const addServersToServerGroup = operation({
  action: 'AddServersToServerGroup',
  kind: 'write',
  parameters: {
    ServerGroupId: parameter.text(),
    Servers: parameter.list(serverParameter, { max: SERVERS_PER_CALL }),
  },
  handle: (call, request) => {
    const group = requireServerGroup(call, request.ServerGroupId);
    const added = request.Servers.map((given, index) => readServer(call, group, given, index));
    checkDistinct(added);
    requireAvailable(group);
    for (const server of added) {
      const existing = call.store.get(backendServers, backendServerKey(server));
      if (existing) refuse(albErrors.serverConflict, server.serverId, existing.serverId);
    }
    checkServerQuotas(
      call.store,
      group.serverGroupId,
      added.map((server) => server.serverIp),
    );
    return change(call, 'AddServersToServerGroup', group.serverGroupId, added);
  },
});

const removeServersFromServerGroup = operation({
  action: 'RemoveServersFromServerGroup',
  kind: 'write',
  parameters: {
    ServerGroupId: parameter.text(),
    Servers: parameter.list(serverIdentityParameter, { max: SERVERS_PER_CALL }),
  },
  handle: (call, request) => {
    const group = requireServerGroup(call, request.ServerGroupId);
    requireAvailable(group);
    const removed = request.Servers.map((given) => requireServer(call, group, given));
    checkDistinct(removed);
    const removing = removed.map((server) => ({ ...server, status: 'Removing' as const }));
    return change(call, 'RemoveServersFromServerGroup', group.serverGroupId, removing);
  },
});

const updateServerGroupServersAttribute = operation({
  action: 'UpdateServerGroupServersAttribute',
  kind: 'write',
  parameters: {
    ServerGroupId: parameter.text(),
    Servers: parameter.list(serverUpdateParameter, { max: SERVERS_PER_CALL }),
  },
  handle: (call, request) => {
    for (const { Description } of request.Servers) checkServerDescription(Description);
    const group = requireServerGroup(call, request.ServerGroupId);
    requireAvailable(group);
    const changed = request.Servers.map((given): BackendServer => {
      const server = requireServer(call, group, given);
      return {
        ...server,
        weight: given.Weight ?? server.weight,
        description: given.Description ?? server.description,
        status: 'Configuring',
      };
    });
    checkDistinct(changed);
    return change(call, 'UpdateServerGroupServersAttribute', group.serverGroupId, changed);
  },
});

const listServerGroupServers = operation({
  action: 'ListServerGroupServers',
  kind: 'read',
  parameters: {
    ServerGroupId: parameter.text(),
    ...tokenParameters(20, 1000),
    ServerIds: parameter.optional(parameter.list(parameter.text(), { max: 40 })),
  },
  handle: (call, request) => {
    const group = requireServerGroup(call, request.ServerGroupId);
    const matching = call.store
      .where(backendServers, 'group', group.serverGroupId)
      .filter((server) => request.ServerIds?.includes(server.serverId) ?? true);
    const { items, fields } = tokenPage(matching, request, backendServerKey, albErrors.nextToken);
    return { ...fields, Servers: items.map(backendServerView) };
  },
});

/** Stores changed servers in their transient state; the group is busy for as long. */
function change(call: Call, apiName: string, serverGroupId: string, servers: readonly BackendServer[]) {
  for (const server of servers) call.store.put(backendServers, server);
  call.store.update(serverGroups, serverGroupId, { status: 'Configuring' });
  call.settle(serverGroupAvailable, serverGroupId);
  return groupJob(call, apiName, 'Update', serverGroupId);
}

function checkDistinct(servers: readonly BackendServer[]): void {
  if (new Set(servers.map(backendServerKey)).size !== servers.length) refuse(albErrors.serverDuplicated, 'Servers');
}

/** The actions on the servers of a group. */
export const serverOperations = [
  addServersToServerGroup,
  removeServersFromServerGroup,
  updateServerGroupServersAttribute,
  listServerGroupServers,
];
