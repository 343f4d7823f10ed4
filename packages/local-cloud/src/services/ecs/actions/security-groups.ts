import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { parameter, tagFilterParameter, tagsParameter } from '../../../protocol/parameters';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../../resource-groups';
import { vpcs } from '../../vpc/model';
import { isDescription } from '../../texts';
import { isoMinute } from '../../times';
import { hasTags, readTags } from '../../tags';
import { ecsErrors } from '../errors';
import { areWanted } from '../filters';
import { membersOf, requireOwnSecurityGroup } from '../find';
import { type SecurityGroup, securityGroupRules, securityGroups } from '../model';
import { eitherPage, eitherPageParameters, pagesByToken } from '../paging';
import { isSecurityGroupName } from '../texts';
import { ecsTagList } from '../tag-list';
import { ecsTagLimits } from '../tag-limits';

/** Default quotas (ECS API reference, `CreateSecurityGroup`). */
const GROUPS_PER_REGION = 100;
const INSTANCES_PER_NORMAL_GROUP = 2000;
const INSTANCES_PER_ENTERPRISE_GROUP = 65536;

const createSecurityGroup = operation({
  action: 'CreateSecurityGroup',
  kind: 'write',
  parameters: {
    VpcId: parameter.optional(parameter.text()),
    SecurityGroupName: parameter.optional(parameter.text()),
    Description: parameter.optional(parameter.text()),
    SecurityGroupType: parameter.withDefault(parameter.oneOf(['normal', 'enterprise']), 'normal'),
    ResourceGroupId: parameter.withDefault(resourceGroupId(), DEFAULT_RESOURCE_GROUP),
    Tag: parameter.optional(tagsParameter()),
  },
  invalid: { SecurityGroupType: ecsErrors.groupType },
  handle: (call, request) => {
    const { store, region } = call;
    checkTexts(request);
    const tags = readTags(request.Tag, ecsTagLimits);
    const vpcId = request.VpcId ?? refuse(ecsErrors.vpcMissing);
    const vpc = store.get(vpcs, vpcId);
    if (vpc?.regionId !== region) refuse(ecsErrors.vpcNotFound);
    if (vpc.status !== 'Available') refuse(ecsErrors.vpcStatus);
    if (store.count(securityGroups, 'region', region) >= GROUPS_PER_REGION) refuse(ecsErrors.groupQuota);
    const group: SecurityGroup = {
      securityGroupId: call.newId('sg'),
      regionId: region,
      vpcId,
      name: request.SecurityGroupName ?? '',
      description: request.Description ?? '',
      type: request.SecurityGroupType,
      innerAccessPolicy: request.SecurityGroupType === 'normal' ? 'Accept' : 'Drop',
      resourceGroupId: request.ResourceGroupId,
      serviceManaged: false,
      createdAt: isoMinute(call.now),
      tags,
    };
    store.put(securityGroups, group);
    return { SecurityGroupId: group.securityGroupId };
  },
});

const describeSecurityGroups = operation({
  action: 'DescribeSecurityGroups',
  kind: 'read',
  parameters: {
    SecurityGroupId: parameter.optional(parameter.text()),
    SecurityGroupIds: parameter.optional(parameter.jsonTexts({ max: 100 })),
    SecurityGroupName: parameter.optional(parameter.text()),
    SecurityGroupType: parameter.optional(parameter.oneOf(['normal', 'enterprise'])),
    NetworkType: parameter.optional(parameter.oneOf(['vpc', 'classic'])),
    VpcId: parameter.optional(parameter.text()),
    ResourceGroupId: parameter.optional(parameter.text()),
    ServiceManaged: parameter.optional(parameter.boolean()),
    Tag: parameter.optional(tagFilterParameter()),
    ...eitherPageParameters(50, 100),
  },
  invalid: { SecurityGroupIds: ecsErrors.jsonIds },
  handle: (call, request) => {
    const isNumbered = request.PageNumber !== undefined || request.PageSize !== undefined;
    if (isNumbered && pagesByToken(request)) refuse(ecsErrors.pagingMixed);
    const ids = request.SecurityGroupIds;
    const found = call.store
      .where(securityGroups, 'region', call.region)
      .filter(
        (group) =>
          request.NetworkType !== 'classic' &&
          (ids === undefined || ids.includes(group.securityGroupId)) &&
          areWanted([
            [request.SecurityGroupId, group.securityGroupId],
            [request.SecurityGroupName, group.name],
            [request.SecurityGroupType, group.type],
            [request.VpcId, group.vpcId],
            [request.ResourceGroupId, group.resourceGroupId],
            [request.ServiceManaged, group.serviceManaged],
          ]) &&
          hasTags(group.tags, request.Tag),
      )
      .sort((a, b) => (a.securityGroupId < b.securityGroupId ? 1 : -1));
    const { items, fields } = eitherPage(found, request, (group) => group.securityGroupId);
    return {
      ...fields,
      RegionId: call.region,
      SecurityGroups: { SecurityGroup: items.map((group) => describe(call, group)) },
    };
  },
});

const modifySecurityGroupAttribute = operation({
  action: 'ModifySecurityGroupAttribute',
  kind: 'write',
  parameters: {
    SecurityGroupId: parameter.text(),
    SecurityGroupName: parameter.optional(parameter.text()),
    Description: parameter.changedText(),
  },
  handle: (call, request) => {
    checkTexts({ ...request, Description: request.Description === '' ? undefined : request.Description });
    const group = requireOwnSecurityGroup(call, request.SecurityGroupId);
    call.store.update(securityGroups, group.securityGroupId, {
      name: request.SecurityGroupName ?? group.name,
      description: request.Description ?? group.description,
    });
    return {};
  },
});

const modifySecurityGroupPolicy = operation({
  action: 'ModifySecurityGroupPolicy',
  kind: 'write',
  parameters: {
    SecurityGroupId: parameter.text(),
    InnerAccessPolicy: parameter.oneOfAnyCase(['Accept', 'Drop']),
  },
  invalid: { InnerAccessPolicy: ecsErrors.groupPolicy },
  handle: (call, request) => {
    const group = requireOwnSecurityGroup(call, request.SecurityGroupId);
    if (group.type === 'enterprise') refuse(ecsErrors.groupPolicyOfEnterprise);
    call.store.update(securityGroups, group.securityGroupId, { innerAccessPolicy: request.InnerAccessPolicy });
    return {};
  },
});

const deleteSecurityGroup = operation({
  action: 'DeleteSecurityGroup',
  kind: 'write',
  parameters: { SecurityGroupId: parameter.text() },
  handle: (call, request) => {
    const { store } = call;
    const group = requireOwnSecurityGroup(call, request.SecurityGroupId);
    const { securityGroupId } = group;
    if (membersOf(call, group).length > 0) refuse(ecsErrors.groupInUse);
    if (store.count(securityGroupRules, 'peerGroup', securityGroupId) > 0) refuse(ecsErrors.groupNamedByRule);
    for (const rule of store.where(securityGroupRules, 'group', securityGroupId)) {
      store.remove(securityGroupRules, rule.securityGroupRuleId);
    }
    store.remove(securityGroups, securityGroupId);
    return {};
  },
});

function describe(call: Call, group: SecurityGroup) {
  const rules = call.store.where(securityGroupRules, 'group', group.securityGroupId);
  const members = membersOf(call, group).length;
  const capacity = group.type === 'normal' ? INSTANCES_PER_NORMAL_GROUP : INSTANCES_PER_ENTERPRISE_GROUP;
  return {
    SecurityGroupId: group.securityGroupId,
    SecurityGroupName: group.name,
    Description: group.description,
    SecurityGroupType: group.type,
    VpcId: group.vpcId,
    CreationTime: group.createdAt,
    ResourceGroupId: group.resourceGroupId,
    ServiceManaged: group.serviceManaged,
    EcsCount: members,
    AvailableInstanceAmount: capacity - members,
    RuleCount: rules.length,
    GroupToGroupRuleCount: rules.filter((rule) => rule.peer.kind === 'group').length,
    Tags: ecsTagList(group.tags),
  };
}

function checkTexts(request: {
  readonly SecurityGroupName?: string | undefined;
  readonly Description?: string | undefined;
}): void {
  if (request.SecurityGroupName !== undefined && !isSecurityGroupName(request.SecurityGroupName)) {
    refuse(ecsErrors.groupName);
  }
  if (request.Description !== undefined && !isDescription(request.Description)) refuse(ecsErrors.groupDescription);
}

/** The security groups' own actions. */
export const securityGroupOperations = [
  createSecurityGroup,
  describeSecurityGroups,
  modifySecurityGroupAttribute,
  modifySecurityGroupPolicy,
  deleteSecurityGroup,
];
