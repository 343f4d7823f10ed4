import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { tokenPage } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import { ecsErrors } from '../errors';
import { requireOwnSecurityGroup, requireSecurityGroup } from '../find';
import {
  type Direction,
  type SecurityGroup,
  type SecurityGroupRule,
  securityGroupRules,
  securityGroups,
} from '../model';
import {
  checkPorts,
  isSameRule,
  readDescription,
  readPeer,
  readPolicy,
  readPriority,
  readProtocol,
  readRule,
  type RuleContent,
  type RuleRequest,
  ruleShape,
} from '../rules';
import { isoSecond } from '../../times';

/** Default quotas (ECS API reference, `AuthorizeSecurityGroup`); both directions count together. */
const RULES_PER_GROUP = 200;
const GROUP_RULES_PER_GROUP = 20;

const permissions = parameter.optional(parameter.list(parameter.object(ruleShape), { max: 100 }));

const authorize = (action: string, direction: Direction) =>
  operation({
    action,
    kind: 'write',
    parameters: { SecurityGroupId: parameter.text(), Permissions: permissions, ...ruleShape },
    invalid: { Permissions: ecsErrors.rulePermissions },
    handle: (call, request) => {
      const contents = readRules(request, direction);
      const group = requireOwnSecurityGroup(call, request.SecurityGroupId);
      for (const content of contents) add(call, group, content);
      return {};
    },
  });

/** By value, a rule that is not there is no error; by id it is. */
const revoke = (action: string, direction: Direction) =>
  operation({
    action,
    kind: 'write',
    parameters: {
      SecurityGroupId: parameter.text(),
      SecurityGroupRuleId: parameter.optional(parameter.list(parameter.text(), { max: 100 })),
      Permissions: permissions,
      ...ruleShape,
    },
    invalid: { Permissions: ecsErrors.rulePermissions },
    handle: (call, request) => {
      const { store } = call;
      const contents = request.SecurityGroupRuleId ? [] : readRules(request, direction);
      const group = requireOwnSecurityGroup(call, request.SecurityGroupId);
      for (const ruleId of request.SecurityGroupRuleId ?? []) {
        store.remove(securityGroupRules, requireRule(call, group, ruleId, direction).securityGroupRuleId);
      }
      for (const content of contents) {
        const rule = findRule(call, group, content);
        if (rule) store.remove(securityGroupRules, rule.securityGroupRuleId);
      }
      return {};
    },
  });

/** Without an id the rule is found by what it says, and only its description can change: the provider's form. */
const modify = (action: string, direction: Direction) =>
  operation({
    action,
    kind: 'write',
    parameters: {
      SecurityGroupId: parameter.text(),
      SecurityGroupRuleId: parameter.optional(parameter.text()),
      ...ruleShape,
    },
    handle: (call, request) => {
      const { store } = call;
      if (request.SecurityGroupRuleId === undefined) {
        const content = readRule(request, direction);
        const group = requireOwnSecurityGroup(call, request.SecurityGroupId);
        const rule = findRule(call, group, content) ?? refuse(ecsErrors.ruleNotFound);
        store.update(securityGroupRules, rule.securityGroupRuleId, { description: content.description });
        return {};
      }
      const group = requireOwnSecurityGroup(call, request.SecurityGroupId);
      const rule = requireRule(call, group, request.SecurityGroupRuleId, direction);
      const next = changed(rule, request);
      checkPeer(call, group, next);
      const twin = findRule(call, group, next);
      if (twin && twin.securityGroupRuleId !== rule.securityGroupRuleId) refuse(ecsErrors.ruleDuplicate);
      store.put(securityGroupRules, next);
      return {};
    },
  });

const describeSecurityGroupAttribute = operation({
  action: 'DescribeSecurityGroupAttribute',
  kind: 'read',
  parameters: {
    SecurityGroupId: parameter.text(),
    Direction: parameter.withDefault(parameter.oneOf(['all', 'ingress', 'egress']), 'all'),
    MaxResults: parameter.withDefault(parameter.integer({ min: 1, max: 1000 }), 500),
    NextToken: parameter.optional(parameter.text()),
  },
  handle: (call, request) => {
    const { store, region } = call;
    const group = requireSecurityGroup(call, request.SecurityGroupId);
    const rules = store
      .where(securityGroupRules, 'group', group.securityGroupId)
      .filter((rule) => request.Direction === 'all' || rule.direction === request.Direction);
    const { items, fields } = tokenPage(rules, request, (rule) => rule.securityGroupRuleId, ecsErrors.pageToken);
    return {
      RegionId: region,
      SecurityGroupId: group.securityGroupId,
      SecurityGroupName: group.name,
      Description: group.description,
      VpcId: group.vpcId,
      InnerAccessPolicy: group.innerAccessPolicy,
      NextToken: fields.NextToken,
      Permissions: { Permission: items.map((rule) => describeRule(call, rule)) },
    };
  },
});

function readRules(
  request: RuleRequest & { readonly Permissions?: readonly RuleRequest[] | undefined },
  direction: Direction,
): RuleContent[] {
  const { Permissions, ...flat } = request;
  if (!Permissions) return [readRule(flat, direction)];
  if (flat.IpProtocol !== undefined || Permissions.length === 0) refuse(ecsErrors.rulePermissions);
  const contents = Permissions.map((permission) => readRule(permission, direction));
  const isRepeated = contents.some((a, at) => contents.slice(at + 1).some((b) => isSameRule(a, b)));
  return isRepeated ? refuse(ecsErrors.ruleDuplicate) : contents;
}

/** Adds a rule; one that is there already stays as it is, and the call succeeds (API reference, "Usage notes"). */
function add(call: Call, group: SecurityGroup, content: RuleContent): void {
  checkPeer(call, group, content);
  if (findRule(call, group, content)) return;
  const rules = call.store.where(securityGroupRules, 'group', group.securityGroupId);
  if (rules.length >= RULES_PER_GROUP) refuse(ecsErrors.ruleQuota);
  const groupRules = rules.filter((rule) => rule.peer.kind === 'group').length;
  if (content.peer.kind === 'group' && groupRules >= GROUP_RULES_PER_GROUP) refuse(ecsErrors.ruleQuota);
  call.store.put(securityGroupRules, {
    securityGroupRuleId: call.newId('sgr'),
    securityGroupId: group.securityGroupId,
    createdAt: isoSecond(call.now),
    ...content,
  });
}

function checkPeer({ store }: Call, group: SecurityGroup, { peer, direction }: RuleContent): void {
  if (peer.kind !== 'group') return;
  const isIngress = direction === 'ingress';
  if (group.type === 'enterprise') refuse(ecsErrors.rulePeerOfEnterprise);
  const other = store.get(securityGroups, peer.value);
  if (other?.regionId !== group.regionId) {
    refuse(isIngress ? ecsErrors.ruleSourceGroupNotFound : ecsErrors.ruleDestGroupNotFound);
  }
  if (other.securityGroupId === group.securityGroupId) refuse(ecsErrors.ruleOwnGroup);
  if (other.vpcId !== group.vpcId) {
    refuse(isIngress ? ecsErrors.ruleSourceGroupMismatch : ecsErrors.ruleDestGroupMismatch);
  }
}

function findRule({ store }: Call, group: SecurityGroup, content: RuleContent): SecurityGroupRule | undefined {
  return store
    .where(securityGroupRules, 'group', group.securityGroupId)
    .find((candidate) => isSameRule(candidate, content));
}

function requireRule({ store }: Call, group: SecurityGroup, ruleId: string, direction: Direction): SecurityGroupRule {
  const rule = store.get(securityGroupRules, ruleId);
  const isOurs = rule?.securityGroupId === group.securityGroupId && rule.direction === direction;
  return isOurs ? rule : refuse(ecsErrors.ruleIdNotFound);
}

function changed(rule: SecurityGroupRule, request: RuleRequest): SecurityGroupRule {
  const peer = readPeer(request, rule.direction) ?? rule.peer;
  if (peer.kind !== rule.peer.kind) refuse(ecsErrors.rulePeerKind);
  const ipProtocol = request.IpProtocol === undefined ? rule.ipProtocol : readProtocol(request.IpProtocol);
  const portRange = request.PortRange ?? rule.portRange;
  checkPorts(ipProtocol, portRange);
  return {
    ...rule,
    peer,
    ipProtocol,
    portRange,
    policy: request.Policy === undefined ? rule.policy : readPolicy(request.Policy),
    priority: request.Priority === undefined ? rule.priority : readPriority(request.Priority),
    description: request.Description === undefined ? rule.description : readDescription(request.Description),
  };
}

function describeRule({ store }: Call, rule: SecurityGroupRule) {
  const valueOf = (kind: SecurityGroupRule['peer']['kind'], direction: Direction): string =>
    rule.direction === direction && rule.peer.kind === kind ? rule.peer.value : '';
  const nameOf = (groupId: string): string => store.get(securityGroups, groupId)?.name ?? '';
  return {
    SecurityGroupRuleId: rule.securityGroupRuleId,
    Direction: rule.direction,
    IpProtocol: rule.ipProtocol,
    PortRange: rule.portRange,
    SourcePortRange: '',
    Policy: rule.policy,
    // A number in a text, as the provider reads it.
    Priority: String(rule.priority),
    NicType: 'intranet',
    Description: rule.description,
    CreateTime: rule.createdAt,
    SourceCidrIp: valueOf('cidr', 'ingress'),
    Ipv6SourceCidrIp: valueOf('ipv6Cidr', 'ingress'),
    SourceGroupId: valueOf('group', 'ingress'),
    SourceGroupName: nameOf(valueOf('group', 'ingress')),
    SourceGroupOwnerAccount: '',
    SourcePrefixListId: '',
    SourcePrefixListName: '',
    DestCidrIp: valueOf('cidr', 'egress'),
    Ipv6DestCidrIp: valueOf('ipv6Cidr', 'egress'),
    DestGroupId: valueOf('group', 'egress'),
    DestGroupName: nameOf(valueOf('group', 'egress')),
    DestGroupOwnerAccount: '',
    DestPrefixListId: '',
    DestPrefixListName: '',
  };
}

/** The actions on the rules of security groups. */
export const securityGroupRuleOperations = [
  authorize('AuthorizeSecurityGroup', 'ingress'),
  authorize('AuthorizeSecurityGroupEgress', 'egress'),
  revoke('RevokeSecurityGroup', 'ingress'),
  revoke('RevokeSecurityGroupEgress', 'egress'),
  modify('ModifySecurityGroupRule', 'ingress'),
  modify('ModifySecurityGroupEgressRule', 'egress'),
  describeSecurityGroupAttribute,
];
