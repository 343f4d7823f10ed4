import type { Store } from '../../../store/store';
import { tagList } from '../../tags';
import { type BackendServer, backendServers, type ServerGroup } from '../model';
import { usersOf } from '../uses';

/** A server group as `ListServerGroups` answers it. */
export function serverGroupView(store: Store, group: ServerGroup) {
  return {
    ServerGroupId: group.serverGroupId,
    ServerGroupName: group.name,
    ServerGroupType: group.type,
    ServerGroupStatus: group.status,
    VpcId: group.vpcId,
    Protocol: group.protocol,
    Scheduler: group.scheduler,
    HealthCheckConfig: { ...group.healthCheck, HealthCheckCodes: group.healthCheck.HealthCheckCodes ?? [] },
    // Empty when never requested: the provider plans to remove what was not, and its data source ends without the object.
    StickySessionConfig: group.stickySession ?? {},
    ConnectionDrainConfig: group.connectionDrain,
    SlowStartConfig: group.slowStart,
    ...(group.uch && { UchConfig: group.uch }),
    CrossZoneEnabled: group.crossZoneEnabled,
    UpstreamKeepaliveEnabled: group.upstreamKeepaliveEnabled,
    Ipv6Enabled: false,
    ConfigManagedEnabled: false,
    ...(group.serviceName !== '' && { ServiceName: group.serviceName }),
    ServerCount: store.count(backendServers, 'group', group.serverGroupId),
    RelatedLoadBalancerIds: [...new Set(usersOf(store, group.serverGroupId))],
    ResourceGroupId: group.resourceGroupId,
    CreateTime: group.createdAt,
    Tags: tagList(group.tags),
  };
}

/** A server as `ListServerGroupServers` answers it. */
export function backendServerView(server: BackendServer) {
  return {
    ServerGroupId: server.serverGroupId,
    ServerId: server.serverId,
    ServerIp: server.serverIp,
    ServerType: server.serverType,
    Port: server.port,
    Weight: server.weight,
    RemoteIpEnabled: server.remoteIpEnabled,
    Description: server.description,
    Status: server.status,
  };
}
