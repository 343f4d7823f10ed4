import type { z } from 'zod';
import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import { missingParameter } from '../../protocol/gateway-errors';
import { parameter } from '../../protocol/parameters';
import { networkInterfaces } from '../ecs/model';
import { containsAddress, parseAddress, parsePrefix, prefixOf } from '../ipv4';
import { vpcs } from '../vpc/model';
import { albErrors, illegalParam } from './errors';
import { type BackendServer, backendServers, type ServerGroup } from './model';
import { checkServerDescription } from './texts';

/** What says which server is meant. */
const identity = {
  ServerId: parameter.text(),
  ServerType: parameter.oneOf(['Ecs', 'Eni', 'Eci', 'Ip', 'Fc']),
  ServerIp: parameter.optional(parameter.text()),
  Port: parameter.optional(parameter.integer({ min: 1, max: 65535 })),
};

/** `Servers.n` of `RemoveServersFromServerGroup`. */
export const serverIdentityParameter = parameter.object(identity);
/** `Servers.n` of `UpdateServerGroupServersAttribute`. */
export const serverUpdateParameter = parameter.object({
  ...identity,
  Weight: parameter.optional(parameter.integer({ min: 0, max: 100 })),
  Description: parameter.optional(parameter.text()),
});
/** `Servers.n` of `AddServersToServerGroup`. */
export const serverParameter = parameter.object({
  ...identity,
  Weight: parameter.optional(parameter.integer({ min: 0, max: 100 })),
  Description: parameter.optional(parameter.text()),
  RemoteIpEnabled: parameter.optional(parameter.boolean()),
});

/** Where a server of `RemoteIpEnabled` may be (ALB user guide, servers in another region). */
const remoteRanges = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'].map(prefixOf);

/**
 * Turns a requested server into a record: checks that its type fits the group and that it can be reached.
 *
 * @param index - Its place in the request, from 0.
 */
export function readServer(
  call: Call,
  group: ServerGroup,
  given: z.infer<typeof serverParameter>,
  index: number,
): BackendServer {
  checkServerDescription(given.Description);
  const { serverIp, serverType } = locate(call, group, given);
  return {
    serverGroupId: group.serverGroupId,
    serverId: given.ServerId,
    serverIp,
    serverType,
    port: given.Port ?? refuse(missingParameter(`Servers.${String(index + 1)}.Port`)),
    weight: given.Weight ?? 100,
    remoteIpEnabled: group.type === 'Ip' && (given.RemoteIpEnabled ?? false),
    description: given.Description ?? '',
    status: 'Adding',
  };
}

/** The server of a group that a request means; without an address, the one with that id and port. */
export function requireServer(
  { store }: Call,
  group: ServerGroup,
  given: z.infer<typeof serverIdentityParameter>,
): BackendServer {
  const found = store
    .where(backendServers, 'group', group.serverGroupId)
    .find(
      (server) =>
        server.serverId === given.ServerId &&
        server.serverType === given.ServerType &&
        server.port === given.Port &&
        server.serverIp === (given.ServerIp ?? server.serverIp),
    );
  return found ?? refuse(albErrors.backendServerNotFound, given.ServerId);
}

function locate(call: Call, group: ServerGroup, given: z.infer<typeof serverParameter>) {
  const { ServerType, ServerId } = given;
  const fits = group.type === 'Instance' ? ServerType !== 'Ip' && ServerType !== 'Fc' : ServerType === group.type;
  if (!fits) refuse(albErrors.serverTypeMismatch, 'ServerType', ServerId, group.serverGroupId);
  if (ServerType === 'Ip') return { serverType: ServerType, serverIp: checkAddress(call, group, given) };
  // The local cloud has neither container instances nor functions.
  if (ServerType === 'Eci') refuse(albErrors.eciNotFound, ServerId);
  if (ServerType === 'Fc') refuse(albErrors.functionNotFound, ServerId);
  return { serverType: ServerType, serverIp: addressOf(call, group, ServerType, given) };
}

/** For type `Ip` the id is the address; without `RemoteIpEnabled` it must lie in the group's VPC. */
function checkAddress({ store }: Call, group: ServerGroup, given: z.infer<typeof serverParameter>): string {
  const address = parseAddress(given.ServerId);
  if (address === undefined || (given.ServerIp ?? given.ServerId) !== given.ServerId) refuse(illegalParam('ServerIp'));
  const vpcCidr = parsePrefix(store.get(vpcs, group.vpcId)?.cidrBlock ?? '');
  const ranges = given.RemoteIpEnabled ? remoteRanges : vpcCidr ? [vpcCidr] : [];
  if (!ranges.some((range) => containsAddress(range, address))) refuse(illegalParam('ServerIp'));
  return given.ServerId;
}

/** The address of an instance is that of its primary interface. */
function addressOf(
  { store, region }: Call,
  group: ServerGroup,
  type: 'Ecs' | 'Eni',
  { ServerId, ServerIp }: z.infer<typeof serverParameter>,
): string {
  const card =
    type === 'Eni'
      ? store.get(networkInterfaces, ServerId)
      : store.where(networkInterfaces, 'owner', ServerId).find((candidate) => candidate.type === 'Primary');
  const missing = type === 'Eni' ? albErrors.eniNotFound : albErrors.ecsNotFound;
  if (card?.regionId !== region || (type === 'Eni' && card.serviceManaged)) refuse(missing, ServerId);
  if (card.vpcId !== group.vpcId) refuse(albErrors.vpcMismatch, 'VpcId', ServerId, group.serverGroupId);
  if ((ServerIp ?? card.privateIpAddress) !== card.privateIpAddress) refuse(illegalParam('ServerIp'));
  return card.privateIpAddress;
}
