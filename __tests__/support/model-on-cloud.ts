import type { LocalCloud } from '@causeway/local-cloud';
import { callersOf, type RegionCallers } from '../../packages/local-cloud/__tests__/data-plane/seed';
import type { IngressRuleModel, NetworkModel, Route, RouteTableJoin, Thing } from '../../lib/proof';

/** A network model that stands on a local cloud. */
export interface Standing {
  /** Ids of the cloud by ids of the model. */
  readonly ids: ReadonlyMap<string, string>;
  /** The model without what the cloud refused. */
  readonly model: NetworkModel;
  /** What the cloud refused, and its words. */
  readonly refused: readonly string[];
}

/** Builds a network model on a local cloud, call by call, as somebody would in the console; what is refused is left out. */
export async function build(cloud: LocalCloud, model: NetworkModel): Promise<Standing> {
  return new Builder(cloud, model).build();
}

/** Calls of a region, by the name of the region. */
export function callersByRegion(cloud: LocalCloud): (region: string) => RegionCallers {
  const callers = new Map<string, RegionCallers>();
  return (region) => {
    const existing = callers.get(region) ?? callersOf(cloud, region);
    callers.set(region, existing);
    return existing;
  };
}

class Builder {
  private readonly ids = new Map<string, string>();
  private readonly refused: string[] = [];
  private readonly callers: (region: string) => RegionCallers;

  constructor(
    cloud: LocalCloud,
    private readonly model: NetworkModel,
  ) {
    this.callers = callersByRegion(cloud);
  }

  async build(): Promise<Standing> {
    await this.buildVpcs();
    await this.buildRouters();
    const vpcAttachments = await this.each(this.model.vpcAttachments, (attachment) => this.attach(attachment));
    const connections = await this.each(this.model.connections, (connection) => this.connect(connection));
    const associations = await this.eachJoin(this.model.associations, 'AssociateTransitRouterAttachmentWithRouteTable');
    const propagations = await this.eachJoin(this.model.propagations, 'EnableTransitRouterRouteTablePropagation');
    const vpcRouteTables = await this.buildVpcRoutes();
    const transitRouterRouteTables = await this.buildRouterRoutes();
    const securityGroups = await this.buildSecurityGroups();
    const instances = await this.each(this.model.instances, (instance) => this.runInstance(instance));
    const serverGroups = await this.each(this.model.serverGroups, (group) => this.makeServerGroup(group));
    await this.each(this.model.loadBalancers, (balancer) => this.makeBalancer(balancer));
    await this.each(this.model.listeners, (listener) => this.makeListener(listener));
    const model: NetworkModel = {
      ...this.model,
      vpcAttachments,
      connections,
      associations,
      propagations,
      vpcRouteTables,
      transitRouterRouteTables,
      securityGroups,
      instances,
      serverGroups,
    };
    return { ids: this.ids, model, refused: this.refused };
  }

  private id(modelId: string): string {
    const id = this.ids.get(modelId);
    if (id === undefined) throw new Error(`${modelId} does not stand`);
    return id;
  }

  private async attempt(what: string, action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      this.refused.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  /** Makes things one after the other; gives those that stand. */
  private async each<T extends Thing>(
    things: readonly T[],
    make: (thing: T) => Promise<string>,
  ): Promise<readonly T[]> {
    const standing: T[] = [];
    for (const thing of things) {
      const made = await this.attempt(thing.id, async () => this.ids.set(thing.id, await make(thing)));
      if (made) standing.push(thing);
    }
    return standing;
  }

  private region(vpcId: string): string {
    return this.model.vpcs.find(({ id }) => id === vpcId)?.region ?? '';
  }

  private router(id: string) {
    return this.model.transitRouters.find((router) => router.id === id)!;
  }

  private async buildVpcs(): Promise<void> {
    for (const { id, region, cidrs } of this.model.vpcs) {
      const made = await this.callers(region).vpc('CreateVpc', { CidrBlock: cidrs[0]!.text, VpcName: id });
      this.ids.set(id, String(made.VpcId));
      const system = this.model.vpcRouteTables.find(({ vpcId, isSystem }) => vpcId === id && isSystem);
      if (system) this.ids.set(system.id, String(made.RouteTableId));
    }
    for (const { id, vpcId, zone, cidr } of this.model.vSwitches) {
      const { vpc } = this.callers(this.region(vpcId));
      const parameters = { VpcId: this.id(vpcId), ZoneId: zone, CidrBlock: cidr.text, VSwitchName: id };
      this.ids.set(id, String((await vpc('CreateVSwitch', parameters)).VSwitchId));
    }
  }

  private async buildRouters(): Promise<void> {
    for (const { id, region, cenId } of this.model.transitRouters) {
      const { cen } = this.callers(region);
      if (!this.ids.has(cenId)) this.ids.set(cenId, String((await cen('CreateCen', { Name: cenId })).CenId));
      const made = await cen('CreateTransitRouter', { CenId: this.id(cenId), RegionId: region, TransitRouterName: id });
      this.ids.set(id, String(made.TransitRouterId));
    }
    for (const { id, transitRouterId } of this.model.transitRouterRouteTables) {
      const { cen } = this.callers(this.router(transitRouterId).region);
      const parameters = { TransitRouterId: this.id(transitRouterId), TransitRouterRouteTableName: id };
      const made = await cen('CreateTransitRouterRouteTable', parameters);
      this.ids.set(id, String(made.TransitRouterRouteTableId));
    }
  }

  private async attach({ id, transitRouterId, vpcId, vSwitchIds }: NetworkModel['vpcAttachments'][number]) {
    const { region, cenId } = this.router(transitRouterId);
    const zones = vSwitchIds.map((vSwitchId) => this.model.vSwitches.find((vSwitch) => vSwitch.id === vSwitchId)!);
    const made = await this.callers(region).cen('CreateTransitRouterVpcAttachment', {
      CenId: this.id(cenId),
      TransitRouterId: this.id(transitRouterId),
      VpcId: this.id(vpcId),
      TransitRouterAttachmentName: id,
      ...zoneMappings(zones.map(({ zone, id: vSwitchId }) => [zone, this.id(vSwitchId)])),
    });
    return String(made.TransitRouterAttachmentId);
  }

  private async connect({ id, transitRouterIds: [near, far], ...connection }: NetworkModel['connections'][number]) {
    const { region, cenId } = this.router(near);
    const made = await this.callers(region).cen('CreateTransitRouterPeerAttachment', {
      CenId: this.id(cenId),
      TransitRouterId: this.id(near),
      PeerTransitRouterId: this.id(far),
      TransitRouterAttachmentName: id,
      Bandwidth: connection.bandwidthMbps ?? 10,
      BandwidthType: 'DataTransfer',
      AutoPublishRouteEnabled: connection.autoPublishRouteEnabled,
    });
    return String(made.TransitRouterAttachmentId);
  }

  private async eachJoin(joins: readonly RouteTableJoin[], action: string): Promise<readonly RouteTableJoin[]> {
    const standing: RouteTableJoin[] = [];
    for (const join of joins) {
      const table = this.model.transitRouterRouteTables.find(({ id }) => id === join.routeTableId)!;
      const { cen } = this.callers(this.router(table.transitRouterId).region);
      const made = await this.attempt(`${action} ${join.label}`, () =>
        cen(action, {
          TransitRouterAttachmentId: this.id(join.attachmentId),
          TransitRouterRouteTableId: this.id(join.routeTableId),
        }),
      );
      if (made) standing.push(join);
    }
    return standing;
  }

  private buildVpcRoutes() {
    return this.withRoutes(this.model.vpcRouteTables, (table, { destination, nextHop }) => {
      if (nextHop.kind !== 'attachment') throw new Error(`no VPC route to ${nextHop.kind} can be made`);
      return this.callers(this.region(table.vpcId)).vpc('CreateRouteEntry', {
        RouteTableId: this.id(table.id),
        DestinationCidrBlock: destination.text,
        NextHopType: 'Attachment',
        NextHopId: this.id(nextHop.attachmentId),
      });
    });
  }

  private buildRouterRoutes() {
    return this.withRoutes(this.model.transitRouterRouteTables, (table, { destination, nextHop }) =>
      this.callers(this.router(table.transitRouterId).region).cen('CreateTransitRouterRouteEntry', {
        TransitRouterRouteTableId: this.id(table.id),
        TransitRouterRouteEntryDestinationCidrBlock: destination.text,
        TransitRouterRouteEntryNextHopType: nextHop.kind === 'attachment' ? 'Attachment' : 'BlackHole',
        ...(nextHop.kind === 'attachment' && {
          TransitRouterRouteEntryNextHopId: this.id(nextHop.attachmentId),
        }),
      }),
    );
  }

  private async withRoutes<T extends Thing & { readonly routes: readonly Route[] }>(
    tables: readonly T[],
    make: (table: T, route: Route) => Promise<unknown>,
  ): Promise<readonly T[]> {
    const standing: T[] = [];
    for (const table of tables) {
      const routes: Route[] = [];
      for (const route of table.routes) {
        if (await this.attempt(`${table.id} ${route.label}`, async () => make(table, route))) routes.push(route);
      }
      standing.push({ ...table, routes });
    }
    return standing;
  }

  private async buildSecurityGroups() {
    const standing: NetworkModel['securityGroups'][number][] = [];
    for (const group of this.model.securityGroups) {
      const { ecs } = this.callers(this.region(group.vpcId));
      const made = await ecs('CreateSecurityGroup', { VpcId: this.id(group.vpcId), SecurityGroupName: group.id });
      this.ids.set(group.id, String(made.SecurityGroupId));
      const rules: IngressRuleModel[] = [];
      for (const rule of group.rules) {
        const parameters = ruleParameters(this.id(group.id), rule);
        if (await this.attempt(`${group.id} ${rule.label}`, () => ecs('AuthorizeSecurityGroup', parameters))) {
          rules.push(rule);
        }
      }
      standing.push({ ...group, rules });
    }
    return standing;
  }

  private async runInstance({ id, vSwitchId, privateIp, securityGroupIds }: NetworkModel['instances'][number]) {
    const { vpcId } = this.model.vSwitches.find((vSwitch) => vSwitch.id === vSwitchId)!;
    const made = await this.callers(this.region(vpcId)).ecs('RunInstances', {
      ImageId: 'aliyun_3_x64_20G_alibase_20240819.vhd',
      InstanceType: 'ecs.g7.large',
      VSwitchId: this.id(vSwitchId),
      InstanceName: id.padEnd(2, '-'),
      ...Object.fromEntries(securityGroupIds.map((group, at) => [`SecurityGroupIds.${at + 1}`, this.id(group)])),
      ...(privateIp !== undefined && { PrivateIpAddress: privateIp }),
    });
    return String(made.InstanceIdSets.InstanceIdSet[0]);
  }

  private async makeServerGroup({ id, vpcId, type, healthCheck, members }: NetworkModel['serverGroups'][number]) {
    const { alb } = this.callers(this.region(vpcId));
    const made = await alb('CreateServerGroup', {
      ServerGroupName: id.padEnd(2, '-'),
      ServerGroupType: type,
      VpcId: this.id(vpcId),
      'HealthCheckConfig.HealthCheckEnabled': healthCheck.enabled,
      ...(healthCheck.port !== undefined && { 'HealthCheckConfig.HealthCheckConnectPort': healthCheck.port }),
    });
    for (const { address, port, weight, remoteIpEnabled } of members) {
      await alb('AddServersToServerGroup', {
        ServerGroupId: String(made.ServerGroupId),
        'Servers.1.ServerType': 'Ip',
        'Servers.1.ServerId': address ?? '',
        'Servers.1.Port': port,
        'Servers.1.Weight': weight,
        'Servers.1.RemoteIpEnabled': remoteIpEnabled,
      });
    }
    return String(made.ServerGroupId);
  }

  private async makeBalancer({ id, region, vpcId, vSwitchIds }: NetworkModel['loadBalancers'][number]) {
    const zones = vSwitchIds.map((vSwitchId) => this.model.vSwitches.find((vSwitch) => vSwitch.id === vSwitchId)!);
    const made = await this.callers(region).alb('CreateLoadBalancer', {
      VpcId: this.id(vpcId),
      AddressType: 'Intranet',
      LoadBalancerEdition: 'Standard',
      LoadBalancerName: id.padEnd(2, '-'),
      'LoadBalancerBillingConfig.PayType': 'PostPay',
      ...zoneMappings(zones.map(({ zone, id: vSwitchId }) => [zone, this.id(vSwitchId)])),
    });
    return String(made.LoadBalancerId);
  }

  private async makeListener({ loadBalancerId, protocol, port, serverGroupIds }: NetworkModel['listeners'][number]) {
    const { region } = this.model.loadBalancers.find(({ id }) => id === loadBalancerId)!;
    const made = await this.callers(region).alb('CreateListener', {
      LoadBalancerId: this.id(loadBalancerId),
      ListenerProtocol: protocol,
      ListenerPort: port,
      'DefaultActions.1.Type': 'ForwardGroup',
      'DefaultActions.1.ForwardGroupConfig.ServerGroupTuples.1.ServerGroupId': this.id(serverGroupIds[0]!),
    });
    return String(made.ListenerId);
  }
}

function ruleParameters(groupId: string, { policy, priority, protocol, ports, source }: IngressRuleModel) {
  return {
    SecurityGroupId: groupId,
    IpProtocol: protocol,
    PortRange: protocol === 'tcp' || protocol === 'udp' ? `${ports.first}/${ports.last}` : '-1/-1',
    Policy: policy,
    Priority: priority,
    NicType: 'intranet',
    ...(source.kind === 'cidr' ? { SourceCidrIp: source.cidr.text } : { SourceGroupId: source.groupId }),
  };
}

function zoneMappings(zones: readonly (readonly [zone: string, vSwitchId: string])[]) {
  return Object.fromEntries(
    zones.flatMap(([zone, vSwitchId], at) => [
      [`ZoneMappings.${at + 1}.ZoneId`, zone],
      [`ZoneMappings.${at + 1}.VSwitchId`, vSwitchId],
    ]),
  );
}
