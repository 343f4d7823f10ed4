import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { findImage } from '../../../catalogue/images';
import { instanceTypeOf, instanceTypes } from '../../../catalogue/instance-types';
import { ecsErrors } from '../errors';
import { membersOf, primaryInterfaceOf, requireInstance, requireOwnSecurityGroup } from '../find';
import { checkInstanceTexts } from '../texts';
import { disks, type Instance, instances, networkInterfaces, type SecurityGroup, securityGroups } from '../model';
import { GROUPS_PER_INSTANCE, MEMBERS_PER_NORMAL_GROUP } from './run-instances';

/** A password and user data take effect at the next start; the local cloud has nobody who would log in. */
const modifyInstanceAttribute = operation({
  action: 'ModifyInstanceAttribute',
  kind: 'write',
  parameters: {
    InstanceId: parameter.text(),
    InstanceName: parameter.optional(parameter.text()),
    Description: parameter.changedText(),
    HostName: parameter.optional(parameter.text()),
    Password: parameter.optional(parameter.text()),
    UserData: parameter.changedText(),
    DeletionProtection: parameter.optional(parameter.boolean()),
    CreditSpecification: parameter.optional(parameter.oneOf(['Standard', 'Unlimited'])),
    SecurityGroupIds: parameter.optional(parameter.list(parameter.text(), { max: 16 })),
  },
  handle: (call, request) => {
    const { InstanceName, Description, HostName, Password, UserData, SecurityGroupIds } = request;
    checkInstanceTexts({ InstanceName, HostName, Password, UserData, ...(Description && { Description }) });
    const instance = requireInstance(call, request.InstanceId);
    if (!isSettled(instance)) refuse(ecsErrors.instanceStatus);
    const isBurstable = instanceTypeOf(instance.instanceType).category === 'Burstable';
    call.store.update(instances, instance.instanceId, {
      name: InstanceName ?? instance.name,
      description: Description ?? instance.description,
      hostName: HostName ?? instance.hostName,
      userData: UserData ?? instance.userData,
      deletionProtection: request.DeletionProtection ?? instance.deletionProtection,
      creditSpecification: (isBurstable ? request.CreditSpecification : undefined) ?? instance.creditSpecification,
    });
    if (SecurityGroupIds) replaceGroups(call, instance, [...new Set(SecurityGroupIds)]);
    return {};
  },
});

const modifyInstanceSpec = operation({
  action: 'ModifyInstanceSpec',
  kind: 'write',
  parameters: { InstanceId: parameter.text(), InstanceType: parameter.text() },
  handle: (call, request) => {
    const instance = requireInstance(call, request.InstanceId);
    const type = instanceTypes.get(request.InstanceType) ?? refuse(ecsErrors.instanceType);
    const image = findImage(instance.imageId);
    if ((image?.architecture === 'arm64') !== (type.architecture === 'ARM')) refuse(ecsErrors.imageArchitecture);
    const disk = call.store.where(disks, 'instance', instance.instanceId)[0];
    if (disk && !type.systemDiskCategories.includes(disk.category)) refuse(ecsErrors.instanceType);
    if (instance.status !== 'Stopped') refuse(ecsErrors.instanceStatus);
    if (type.instanceTypeId === instance.instanceType) refuse(ecsErrors.sameInstanceType);
    const creditSpecification = type.category === 'Burstable' ? instance.creditSpecification || 'Standard' : '';
    call.store.update(instances, instance.instanceId, { instanceType: type.instanceTypeId, creditSpecification });
    return {};
  },
});

const membership = { InstanceId: parameter.text(), SecurityGroupId: parameter.text() };

const joinSecurityGroup = operation({
  action: 'JoinSecurityGroup',
  kind: 'write',
  parameters: membership,
  handle: (call, request) => {
    const instance = requireInstance(call, request.InstanceId);
    const group = requireOwnSecurityGroup(call, request.SecurityGroupId);
    if (group.vpcId !== instance.vpcId) refuse(ecsErrors.joinMismatch);
    if (!isSettled(instance)) refuse(ecsErrors.instanceStatus);
    const ids = primaryInterfaceOf(call, instance).securityGroupIds;
    if (ids.includes(group.securityGroupId)) refuse(ecsErrors.alreadyInGroup);
    if (ids.some((id) => call.store.get(securityGroups, id)?.type !== group.type)) refuse(ecsErrors.groupTypesMixed);
    checkRoom(call, group);
    if (ids.length >= GROUPS_PER_INSTANCE) refuse(ecsErrors.groupsOfInstance);
    setGroups(call, instance, [...ids, group.securityGroupId]);
    return {};
  },
});

const leaveSecurityGroup = operation({
  action: 'LeaveSecurityGroup',
  kind: 'write',
  parameters: membership,
  handle: (call, request) => {
    const instance = requireInstance(call, request.InstanceId);
    const group = requireOwnSecurityGroup(call, request.SecurityGroupId);
    if (!isSettled(instance)) refuse(ecsErrors.instanceStatus);
    const ids = primaryInterfaceOf(call, instance).securityGroupIds;
    if (!ids.includes(group.securityGroupId)) refuse(ecsErrors.notInGroup);
    if (ids.length === 1) refuse(ecsErrors.lastGroup);
    setGroups(
      call,
      instance,
      ids.filter((id) => id !== group.securityGroupId),
    );
    return {};
  },
});

function replaceGroups(call: Call, instance: Instance, ids: readonly string[]): void {
  if (ids.length === 0) refuse(ecsErrors.groupMissing);
  const groups = ids.map((id) => requireOwnSecurityGroup(call, id));
  if (groups.some((group) => group.vpcId !== instance.vpcId)) refuse(ecsErrors.groupsOfSeveralVpcs);
  if (new Set(groups.map((group) => group.type)).size > 1) refuse(ecsErrors.groupTypesMixed);
  if (ids.length > GROUPS_PER_INSTANCE) refuse(ecsErrors.groupsOfInstance);
  const before = primaryInterfaceOf(call, instance).securityGroupIds;
  for (const group of groups) if (!before.includes(group.securityGroupId)) checkRoom(call, group);
  setGroups(call, instance, ids);
}

function checkRoom(call: Call, group: SecurityGroup): void {
  const isFull = group.type === 'normal' && membersOf(call, group).length >= MEMBERS_PER_NORMAL_GROUP;
  if (isFull) refuse(ecsErrors.instancesOfGroup);
}

function setGroups({ store }: Call, { networkInterfaceId }: Instance, securityGroupIds: readonly string[]): void {
  store.update(networkInterfaces, networkInterfaceId, { securityGroupIds });
}

function isSettled(instance: Instance): boolean {
  return instance.status === 'Running' || instance.status === 'Stopped';
}

/** The in-place changes of instances. */
export const instanceChangeOperations = [
  modifyInstanceAttribute,
  modifyInstanceSpec,
  joinSecurityGroup,
  leaveSecurityGroup,
];
