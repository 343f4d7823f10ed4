import type { ListenerModel, LoadBalancerModel, MemberModel, ServerGroupModel, VSwitchModel } from '../../model';
import type { Instance } from '../source/instance';
import { isKnown, isMap, items, Unresolved, type Value, type ValueMap } from '../value';
import { unknownMessage, type Draft } from './draft';
import { ServerLookUp } from './server-look-up';
import type { Servers } from './servers';

/** What `buildLoadBalancers` makes, without gaps, which are put in at the end; source ranges hold no back-to-origin CIDRs yet. */
export interface LoadBalancers {
  readonly loadBalancers: readonly Omit<LoadBalancerModel, 'gaps'>[];
  readonly listeners: readonly Omit<ListenerModel, 'gaps'>[];
  readonly serverGroups: readonly Omit<ServerGroupModel, 'gaps'>[];
}

/** ALBs, their listeners with their rules, and server groups. */
export function buildLoadBalancers(
  draft: Draft,
  vSwitches: readonly VSwitchModel[],
  instances: Servers['instances'],
): LoadBalancers {
  const byId = new Map(vSwitches.map((vSwitch) => [vSwitch.id, vSwitch]));
  const loadBalancers = draft.things
    .ofType('alicloud_alb_load_balancer')
    .map(({ id, instance }) => loadBalancerOf(draft, id, instance, byId));
  const forwarded = groupsOfRules(draft);
  const listeners = draft.things
    .ofType('alicloud_alb_listener')
    .flatMap(({ id, instance }) => listenerOf(draft, id, instance, forwarded.get(id) ?? []));
  const servers = new ServerLookUp(draft, instances);
  const serverGroups = draft.things.ofType('alicloud_alb_server_group').map(({ id, instance, isExisting }) => {
    if (isExisting) draft.addGap(id, `${instance.address}: its servers are not all shown by a data source`, 'existing');
    return serverGroupOf(draft, id, instance, servers);
  });
  return {
    loadBalancers: [...loadBalancers, ...strangers(draft, listeners, serverGroups)],
    listeners,
    serverGroups: [...serverGroups, ...strangeGroups(draft)],
  };
}

function loadBalancerOf(
  draft: Draft,
  id: string,
  instance: Instance,
  vSwitches: ReadonlyMap<string, VSwitchModel>,
): Omit<LoadBalancerModel, 'gaps'> {
  const vpcId = draft.id(instance, 'vpc', 'vpc_id', id) ?? '';
  if (vpcId === '') draft.addGap(id, `${instance.address}.vpc_id is not known`);
  const mappings = items(draft.inventory.resolve(instance.values.zone_mappings));
  if (mappings.length === 0) draft.addGap(id, `${instance.address}.zone_mappings: its vSwitches are not known`);
  const vSwitchIds = mappings.flatMap((mapping) => {
    const value = isMap(mapping) ? mapping.vswitch_id : mapping;
    const vSwitchId = draft.idOf(instance, 'vSwitch', 'zone_mappings.vswitch_id', value, id);
    if (vSwitchId !== undefined && !vSwitches.has(vSwitchId)) {
      draft.addStranger(instance, 'zone_mappings.vswitch_id', vSwitchId, id);
    }
    return vSwitchId === undefined ? [] : [vSwitchId];
  });
  const sourceRanges = vSwitchIds.flatMap((vSwitchId) => {
    const cidr = vSwitches.get(vSwitchId)?.cidr;
    return cidr === undefined ? [] : [{ cidr, kind: 'vSwitch' as const }];
  });
  const generation = generationOf(draft, mappings);
  return { id, label: instance.label, region: instance.region, vpcId, vSwitchIds, generation, sourceRanges };
}

/** An upgraded ALB shows its local addresses; one that is there and shows none is not upgraded. */
function generationOf(draft: Draft, mappings: readonly Value[]): LoadBalancerModel['generation'] {
  const addresses = mappings.flatMap((mapping) => {
    const listed = draft.inventory.resolveDeep(isMap(mapping) ? mapping.load_balancer_addresses : undefined);
    return items(listed).map((address) => (isMap(address) ? address.ipv4_local_addresses : new Unresolved('')));
  });
  if (addresses.some((local) => isKnown(local) && items(local).length > 0)) return 'upgraded';
  return addresses.length > 0 && addresses.every((local) => local !== undefined && isKnown(local))
    ? 'non-upgraded'
    : 'unknown';
}

/** Groups in forwarding actions, of a listener's default or of its rules. */
function groupsOf(draft: Draft, instance: Instance, attribute: string, on: string | undefined): readonly string[] {
  const actions = draft.inventory.resolve(instance.values[attribute]);
  const found = items(actions).flatMap((action) => {
    if (!isMap(action)) return [action];
    const configs = items(action.forward_group_config);
    if (configs.length === 0 && action.type === 'ForwardGroup') return [new Unresolved('forward_group_config')];
    return configs.flatMap((config) => {
      if (!isMap(config)) return [config];
      return items(config.server_group_tuples).map((tuple) => (isMap(tuple) ? tuple.server_group_id : tuple));
    });
  });
  return found.flatMap((value) => {
    const id = draft.idOf(instance, 'serverGroup', attribute, value, on);
    return id === undefined ? [] : [id];
  });
}

function groupsOfRules(draft: Draft): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const instance of draft.inventory.ofType('alicloud_alb_rule')) {
    const listenerId = draft.id(instance, 'listener', 'listener_id');
    if (listenerId === undefined) continue;
    const own = groupsOf(draft, instance, 'rule_actions', listenerId);
    groups.set(listenerId, [...(groups.get(listenerId) ?? []), ...own]);
  }
  return groups;
}

function listenerOf(
  draft: Draft,
  id: string,
  instance: Instance,
  ofRules: readonly string[],
): Omit<ListenerModel, 'gaps'>[] {
  const loadBalancerId = draft.id(instance, 'loadBalancer', 'load_balancer_id');
  if (loadBalancerId === undefined) return [];
  const port = Number(draft.text(instance, 'listener_port', id));
  if (!(port > 0)) draft.addGap(id, `${instance.address}.listener_port is not known`);
  const serverGroupIds = [...new Set([...groupsOf(draft, instance, 'default_actions', id), ...ofRules])];
  const protocol = draft.text(instance, 'listener_protocol', id) ?? 'HTTP';
  return [{ id, label: instance.label, loadBalancerId, protocol, port: port > 0 ? port : 0, serverGroupIds }];
}

function serverGroupOf(
  draft: Draft,
  id: string,
  instance: Instance,
  servers: ServerLookUp,
): Omit<ServerGroupModel, 'gaps'> {
  const [check] = items(draft.value(instance, 'health_check_config'));
  if (check !== undefined && !isMap(check)) draft.addGap(id, unknownMessage(instance, 'health_check_config', check));
  const config: ValueMap = isMap(check) ? check : {};
  const text = (name: string): string | undefined =>
    draft.textOf(instance, `health_check_config.${name}`, config[name], id);
  const port = Number(text('health_check_connect_port') ?? 0);
  return {
    id,
    label: instance.label,
    vpcId: draft.id(instance, 'vpc', 'vpc_id', id) ?? '',
    type: draft.text(instance, 'server_group_type', id) ?? 'Instance',
    healthCheck: { enabled: text('health_check_enabled') !== 'false', ...(port > 0 && { port }) },
    members: isKnown(draft.value(instance, 'server_group_type'))
      ? items(draft.inventory.resolve(instance.values.servers)).flatMap((server) =>
          memberOf(draft, id, instance, server, servers),
        )
      : [],
  };
}

function memberOf(
  draft: Draft,
  groupId: string,
  group: Instance,
  server: Value,
  servers: ServerLookUp,
): readonly MemberModel[] {
  if (!isMap(server)) {
    draft.addGap(groupId, unknownMessage(group, 'servers', server));
    return [];
  }
  const text = (name: string): string | undefined =>
    draft.textOf(group, `servers.${name}`, draft.inventory.resolveDeep(server[name]), groupId);
  const found = servers.find(group, server);
  if ('gap' in found) {
    draft.addGap(groupId, found.gap);
    return [];
  }
  const [port, weight, remoteIp] = DECIDING.map(text);
  // What stands for one that is not known would be judged as if it were given.
  if (!DECIDING.every((name) => isKnown(draft.inventory.resolveDeep(server[name])))) return [];
  return [{ ...found, port: Number(port ?? 0), weight: Number(weight ?? 0), remoteIpEnabled: remoteIp === 'true' }];
}

/** What of a server decides about its packets, beside its address. */
const DECIDING = ['port', 'weight', 'remote_ip_enabled'];

/** ALBs that stand in the JSON by their id only: they are in the VPC of the groups that they forward to. */
function strangers(
  draft: Draft,
  listeners: LoadBalancers['listeners'],
  groups: LoadBalancers['serverGroups'],
): LoadBalancers['loadBalancers'] {
  const vpcs = new Map(groups.map(({ id, vpcId }) => [id, vpcId]));
  return draft.things.strangers('loadBalancer').map(({ id, label, region, by }) => {
    draft.addGap(id, `${by}: the vSwitches of ${label} are not part of this configuration`, 'existing');
    const groupIds = listeners
      .filter(({ loadBalancerId }) => loadBalancerId === id)
      .flatMap(({ serverGroupIds }) => serverGroupIds);
    const vpcId = groupIds.map((groupId) => vpcs.get(groupId)).find((vpc) => vpc !== undefined) ?? '';
    return { id, label, region, vpcId, vSwitchIds: [], generation: 'unknown', sourceRanges: [] };
  });
}

function strangeGroups(draft: Draft): LoadBalancers['serverGroups'] {
  return draft.things.strangers('serverGroup').map(({ id, label, by }) => {
    draft.addGap(id, `${by}: the servers of ${label} are not part of this configuration`, 'existing');
    return { id, label, vpcId: '', type: 'Ip', healthCheck: { enabled: true }, members: [] };
  });
}
