import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { missingParameter } from '../../../protocol/gateway-errors';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter, tagsParameter } from '../../../protocol/parameters';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../../resource-groups';
import { hasTags, readTags } from '../../tags';
import { isoSecond } from '../../times';
import { albErrors, illegalParam } from '../errors';
import { requireServerGroup, requireUsableVpc } from '../find';
import { healthCheckParameter, healthCheckUpdateParameter, readHealthCheck } from '../health-check';
import { startJob } from '../jobs';
import { backendServerKey, backendServers, type ServerGroup, serverGroups } from '../model';
import { checkName } from '../texts';
import { readSettings, serverGroupSettings } from '../server-group-settings';
import { albTagLimits } from '../tag-limits';
import { countUses } from '../uses';
import { serverGroupView } from '../views/server-group';

const SERVER_GROUPS_PER_REGION = 3000;

/** Ends `Creating` and `Configuring`, of the group and of its servers. */
export const serverGroupAvailable = effect('alb/serverGroupAvailable', ({ store }, serverGroupId) => {
  if (!store.get(serverGroups, serverGroupId)) return;
  store.update(serverGroups, serverGroupId, { status: 'Available' });
  for (const server of store.where(backendServers, 'group', serverGroupId)) {
    if (server.status === 'Removing') store.remove(backendServers, backendServerKey(server));
    else if (server.status !== 'Available') store.put(backendServers, { ...server, status: 'Available' });
  }
});

const serverGroupGone = effect('alb/serverGroupGone', ({ store }, serverGroupId) => {
  for (const server of store.where(backendServers, 'group', serverGroupId)) {
    store.remove(backendServers, backendServerKey(server));
  }
  store.remove(serverGroups, serverGroupId);
});

const createServerGroup = operation({
  action: 'CreateServerGroup',
  kind: 'write',
  parameters: {
    ServerGroupName: parameter.text(),
    ServerGroupType: parameter.optional(parameter.oneOf(['Instance', 'Ip', 'Fc'])),
    VpcId: parameter.optional(parameter.text()),
    Protocol: parameter.optional(parameter.oneOf(['HTTP', 'HTTPS', 'gRPC', 'GRPC'])),
    HealthCheckConfig: healthCheckParameter,
    ...serverGroupSettings,
    Ipv6Enabled: parameter.optional(parameter.boolean()),
    ServiceName: parameter.optional(parameter.text()),
    ResourceGroupId: parameter.withDefault(resourceGroupId(), DEFAULT_RESOURCE_GROUP),
    // The provider says `Tags`, the SDK `Tag`.
    Tag: parameter.optional(tagsParameter()),
    Tags: parameter.optional(tagsParameter()),
  },
  handle: (call, request) => {
    checkName('ServerGroupName', request.ServerGroupName);
    const type = request.ServerGroupType ?? 'Instance';
    const protocol = request.Protocol ?? 'HTTP';
    if (type === 'Fc' && protocol !== 'HTTP') refuse(illegalParam('Protocol'));
    const healthCheck = readHealthCheck(request.HealthCheckConfig);
    const settings = readSettings(request);
    const tags = readTags(request.Tag ?? request.Tags, albTagLimits);
    const vpcId = type === 'Fc' ? '' : requireUsableVpc(call, request.VpcId ?? refuse(missingParameter('VpcId'))).vpcId;
    // VPCs of the local cloud have no IPv6 addresses.
    if (request.Ipv6Enabled) refuse(albErrors.vpcWithoutIpv6, vpcId);
    checkQuota(call);
    const serverGroupId = call.newId('sgp');
    call.store.put<ServerGroup, string>(serverGroups, {
      serverGroupId,
      regionId: call.region,
      vpcId,
      name: request.ServerGroupName,
      type,
      protocol,
      status: 'Creating',
      healthCheck,
      ...settings,
      serviceName: request.ServiceName ?? '',
      resourceGroupId: request.ResourceGroupId,
      createdAt: isoSecond(call.now),
      tags,
    });
    call.settle(serverGroupAvailable, serverGroupId);
    return { ServerGroupId: serverGroupId, ...groupJob(call, 'CreateServerGroup', 'Create', serverGroupId) };
  },
});

const listServerGroups = operation({
  action: 'ListServerGroups',
  kind: 'read',
  parameters: {
    ...tokenParameters(20, 100),
    ServerGroupIds: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    ServerGroupNames: parameter.optional(parameter.list(parameter.text(), { max: 10 })),
    ServerGroupType: parameter.optional(parameter.oneOf(['Instance', 'Ip', 'Fc'])),
    VpcId: parameter.optional(parameter.text()),
    ResourceGroupId: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagFilterParameter()),
  },
  handle: ({ store, region }, request) => {
    const matching = store
      .where(serverGroups, 'region', region)
      .filter((group) => request.ServerGroupIds?.includes(group.serverGroupId) ?? true)
      .filter((group) => request.ServerGroupNames?.includes(group.name) ?? true)
      .filter((group) => group.type === (request.ServerGroupType ?? group.type))
      .filter((group) => group.vpcId === (request.VpcId ?? group.vpcId))
      .filter((group) => group.resourceGroupId === (request.ResourceGroupId ?? group.resourceGroupId))
      .filter((group) => hasTags(group.tags, request.Tag));
    const { items, fields } = tokenPage(matching, request, (group) => group.serverGroupId, albErrors.nextToken);
    return { ...fields, ServerGroups: items.map((group) => serverGroupView(store, group)) };
  },
});

const updateServerGroupAttribute = operation({
  action: 'UpdateServerGroupAttribute',
  kind: 'write',
  parameters: {
    ServerGroupId: parameter.text(),
    ServerGroupName: parameter.optional(parameter.text()),
    HealthCheckConfig: parameter.optional(healthCheckUpdateParameter),
    ...serverGroupSettings,
    ServiceName: parameter.optional(parameter.text()),
  },
  handle: (call, request) => {
    checkName('ServerGroupName', request.ServerGroupName);
    const group = requireServerGroup(call, request.ServerGroupId);
    const healthCheck = readHealthCheck(request.HealthCheckConfig, group.healthCheck);
    const settings = readSettings(request, group);
    requireAvailable(group);
    if (request.UpstreamKeepaliveEnabled === group.upstreamKeepaliveEnabled) {
      const { keepaliveEnabled, keepaliveDisabled } = albErrors;
      refuse(group.upstreamKeepaliveEnabled ? keepaliveEnabled : keepaliveDisabled, 'UpstreamKeepaliveEnabled');
    }
    // Built anew, because an optional setting may have gone.
    const { stickySession: _sticky, uch: _uch, ...rest } = group;
    call.store.put<ServerGroup, string>(serverGroups, {
      ...rest,
      ...settings,
      name: request.ServerGroupName ?? group.name,
      healthCheck,
      serviceName: request.ServiceName ?? group.serviceName,
      status: 'Configuring',
    });
    call.settle(serverGroupAvailable, group.serverGroupId);
    return groupJob(call, 'UpdateServerGroupAttribute', 'Update', group.serverGroupId);
  },
});

const deleteServerGroup = operation({
  action: 'DeleteServerGroup',
  kind: 'write',
  parameters: { ServerGroupId: parameter.text() },
  handle: (call, request) => {
    const group = requireServerGroup(call, request.ServerGroupId);
    requireAvailable(group);
    const { serverGroupId } = group;
    if (countUses(call.store, serverGroupId) > 0) refuse(albErrors.serverGroupInUse, serverGroupId);
    call.store.update(serverGroups, serverGroupId, { status: 'Deleting' });
    call.settle(serverGroupGone, serverGroupId);
    return groupJob(call, 'DeleteServerGroup', 'Delete', serverGroupId);
  },
});

/** Refuses, with a code that the provider retries, while the group is in a transient state. */
export function requireAvailable(group: ServerGroup): void {
  if (group.status !== 'Available') refuse(albErrors.serverGroupStatus, group.serverGroupId, group.status);
}

/** Starts the job of a write on a group. */
export function groupJob(call: Call, apiName: string, operateType: 'Create' | 'Update' | 'Delete', resourceId: string) {
  return startJob(call, { apiName, operateType, resourceType: 'servergroup', resourceId });
}

function checkQuota({ store, region }: Call): void {
  const usage = store.count(serverGroups, 'region', region);
  if (usage < SERVER_GROUPS_PER_REGION) return;
  refuse(albErrors.serverGroupQuota, 'ServerGroupsNum', String(usage), String(SERVER_GROUPS_PER_REGION));
}

/** The group's own actions. */
export const serverGroupOperations = [
  createServerGroup,
  listServerGroups,
  updateServerGroupAttribute,
  deleteServerGroup,
];
/** What happens to groups later. */
export const serverGroupEffects = [serverGroupAvailable, serverGroupGone];
