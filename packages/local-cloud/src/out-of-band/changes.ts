import { associations, joinKey, propagations } from '../services/cen/model';
import { type BackendServer, backendServerKey, backendServers } from '../services/alb/model';
import { instances, securityGroupRules } from '../services/ecs/model';
import type { WireParameters } from '../protocol/wire';
import { act, type OutOfBandParts } from './act';
import { findItem, type ShownItem } from './find';
import type { ChangeName, JournalEntry } from './journal';
import { kinds, versions } from './kinds';
import { OutOfBandError } from './refusal';

/** What to change of a security group's rule; what is absent stays. */
export interface RuleChanges {
  /** Such as `80/80`. */
  readonly portRange?: string;
  readonly policy?: 'Accept' | 'Drop';
  /** 1 to 100. */
  readonly priority?: number;
  /** The other side: where ingress comes from, where egress goes to. */
  readonly cidr?: string;
  readonly description?: string;
}

/** Which server of a group, and its new weight. */
export interface ServerWeight {
  /** The server group: id or name. */
  readonly serverGroup: string;
  /** The server's id or its address. */
  readonly server: string;
  /** @default - the only port that it serves on */
  readonly port?: number;
  /** 0 to 100; 0 takes no traffic. */
  readonly weight: number;
}

/** An attachment and a transit router's table that it is joined with. */
export interface Join {
  readonly attachmentId: string;
  readonly routeTableId: string;
}

/** Starts or stops a server. @throws OutOfBandError | ApiError */
export function switchServer(parts: OutOfBandParts, server: string, change: 'startServer' | 'stopServer') {
  const { kind, id, region } = findItem(parts.store, server, [instances.name]);
  const action = change === 'startServer' ? 'StartInstance' : 'StopInstance';
  return act(parts, { change, kind, id, region, version: versions.ecs, action, parameters: { InstanceId: id } });
}

/** Changes a rule of a security group. @throws OutOfBandError | ApiError */
export function editRule(parts: OutOfBandParts, ruleId: string, changes: RuleChanges): JournalEntry {
  const { portRange, policy, priority, cidr, description } = changes;
  return onRule(parts, ruleId, 'editRule', (isIngress) => ({
    action: isIngress ? 'ModifySecurityGroupRule' : 'ModifySecurityGroupEgressRule',
    parameters: {
      SecurityGroupRuleId: ruleId,
      ...(portRange !== undefined && { PortRange: portRange }),
      ...(policy !== undefined && { Policy: policy }),
      ...(priority !== undefined && { Priority: String(priority) }),
      ...(cidr !== undefined && { [isIngress ? 'SourceCidrIp' : 'DestCidrIp']: cidr }),
      ...(description !== undefined && { Description: description }),
    },
  }));
}

/** Deletes a rule of a security group. @throws OutOfBandError | ApiError */
export function deleteRule(parts: OutOfBandParts, ruleId: string): JournalEntry {
  return onRule(parts, ruleId, 'deleteRule', (isIngress) => ({
    action: isIngress ? 'RevokeSecurityGroup' : 'RevokeSecurityGroupEgress',
    parameters: { SecurityGroupRuleId: [ruleId] },
  }));
}

/** Sets the weight of a server in a group. @throws OutOfBandError | ApiError */
export function setServerWeight(parts: OutOfBandParts, to: ServerWeight): JournalEntry {
  const group = findItem(parts.store, to.serverGroup, ['alb/serverGroups']);
  const server = serverOf(parts, group, to);
  return act(parts, {
    change: 'setServerWeight',
    kind: backendServers.name,
    id: backendServerKey(server),
    region: group.region,
    version: versions.alb,
    action: 'UpdateServerGroupServersAttribute',
    parameters: {
      ServerGroupId: group.id,
      Servers: [
        {
          ServerId: server.serverId,
          ServerType: server.serverType,
          ServerIp: server.serverIp,
          Port: String(server.port),
          Weight: String(to.weight),
        },
      ],
    },
  });
}

/** Takes an attachment's association with its table away, or stops a table learning from it. @throws OutOfBandError | ApiError */
export function unjoin(parts: OutOfBandParts, join: Join, change: 'dissociate' | 'disablePropagation'): JournalEntry {
  const { attachmentId, routeTableId } = join;
  const { region, fields } = findItem(parts.store, routeTableId, ['cen/routeTables']);
  const parameters = { TransitRouterAttachmentId: attachmentId, TransitRouterRouteTableId: routeTableId };
  const ofCen = { change, region, version: versions.cen, parameters };
  if (change === 'dissociate') {
    const id = joinKey(attachmentId, String(fields.transitRouterId));
    const action = 'DissociateTransitRouterAttachmentFromRouteTable';
    return act(parts, { ...ofCen, kind: associations.name, id, action });
  }
  const id = joinKey(attachmentId, routeTableId);
  return act(parts, { ...ofCen, kind: propagations.name, id, action: 'DisableTransitRouterRouteTablePropagation' });
}

/** Sets one tag, or with no value removes it. @throws OutOfBandError | ApiError */
export function changeTag(parts: OutOfBandParts, idOrName: string, key: string, value?: string): JournalEntry {
  const { kind, id, region } = findItem(parts.store, idOrName);
  const tagged = kinds.find(({ name }) => name === kind)?.tagged;
  if (!tagged) throw new OutOfBandError(`${id} (${kind}) has no tags`);
  const { version, type } = tagged;
  const object: WireParameters = { ResourceType: type, ResourceId: [id] };
  const at = { kind, id, region, version };
  if (value !== undefined) {
    const parameters = { ...object, Tag: [{ Key: key, Value: value }] };
    return act(parts, { ...at, change: 'setTag', action: 'TagResources', parameters });
  }
  // The products do not agree on its spelling.
  const action = version === versions.vpc || version === versions.alb ? 'UnTagResources' : 'UntagResources';
  return act(parts, { ...at, change: 'removeTag', action, parameters: { ...object, TagKey: [key] } });
}

function onRule(
  parts: OutOfBandParts,
  ruleId: string,
  change: ChangeName,
  write: (isIngress: boolean) => { readonly action: string; readonly parameters: WireParameters },
): JournalEntry {
  const { kind, id, region } = findItem(parts.store, ruleId, [securityGroupRules.name]);
  const rule = parts.store.get(securityGroupRules, id);
  const { action, parameters } = write(rule?.direction === 'ingress');
  const ofGroup = { ...parameters, SecurityGroupId: rule?.securityGroupId ?? '' };
  return act(parts, { change, kind, id, region, version: versions.ecs, action, parameters: ofGroup });
}

function serverOf({ store }: OutOfBandParts, group: ShownItem, { server, port }: ServerWeight): BackendServer {
  const found = store
    .where(backendServers, 'group', group.id)
    .filter(({ serverId, serverIp }) => serverId === server || serverIp === server)
    .filter((candidate) => (port ?? candidate.port) === candidate.port);
  const [only, another] = found;
  const where = `server group ${group.name || group.id}`;
  if (!only) {
    throw new OutOfBandError(`${where} has no server ${server}${port === undefined ? '' : ` on port ${String(port)}`}`);
  }
  if (another) {
    const ports = found.map((one) => String(one.port)).join(', ');
    throw new OutOfBandError(`${server} serves on several ports of ${where}: ${ports}; say which`);
  }
  return only;
}
