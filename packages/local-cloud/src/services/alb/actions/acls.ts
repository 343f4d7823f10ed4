import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter, tagsParameter } from '../../../protocol/parameters';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../../resource-groups';
import { hasTags, readTags, tagList } from '../../tags';
import { isoSecond } from '../../times';
import { type Acl, aclEntries, aclEntryKey, aclRelations, acls } from '../acl-model';
import { albErrors } from '../errors';
import { requireAcl } from '../find';
import { startJob } from '../jobs';
import { albTagLimits } from '../tag-limits';
import { checkName } from '../texts';

const ACLS_PER_REGION = 1000;

/** Ends `Creating` and `Configuring`, of the list and of its entries. */
export const aclAvailable = effect('alb/aclAvailable', ({ store }, aclId) => {
  const acl = store.get(acls, aclId);
  if (!acl || acl.status === 'Deleting') return;
  store.update(acls, aclId, { status: 'Available' });
  for (const entry of store.where(aclEntries, 'acl', aclId)) {
    if (entry.status === 'Removing') store.remove(aclEntries, aclEntryKey(entry));
    else if (entry.status !== 'Available') store.put(aclEntries, { ...entry, status: 'Available' });
  }
});

const aclGone = effect('alb/aclGone', ({ store }, aclId) => {
  for (const entry of store.where(aclEntries, 'acl', aclId)) store.remove(aclEntries, aclEntryKey(entry));
  store.remove(acls, aclId);
});

const createAcl = operation({
  action: 'CreateAcl',
  kind: 'write',
  parameters: {
    AclName: parameter.optional(parameter.text()),
    ResourceGroupId: parameter.withDefault(resourceGroupId(), DEFAULT_RESOURCE_GROUP),
    Tag: parameter.optional(tagsParameter()),
  },
  handle: (call, request) => {
    checkName('AclName', request.AclName);
    const tags = readTags(request.Tag, albTagLimits);
    const usage = call.store.count(acls, 'region', call.region);
    if (usage >= ACLS_PER_REGION) refuse(albErrors.aclQuota, 'AclsNum', String(usage), String(ACLS_PER_REGION));
    const aclId = call.newId('acl');
    call.store.put<Acl, string>(acls, {
      aclId,
      regionId: call.region,
      name: request.AclName ?? '',
      status: 'Creating',
      resourceGroupId: request.ResourceGroupId,
      createdAt: isoSecond(call.now),
      tags,
    });
    call.settle(aclAvailable, aclId);
    return { AclId: aclId, ...aclJob(call, 'CreateAcl', 'Create', aclId) };
  },
});

const listAcls = operation({
  action: 'ListAcls',
  kind: 'read',
  parameters: {
    ...tokenParameters(20, 100),
    AclIds: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    AclNames: parameter.optional(parameter.list(parameter.text(), { max: 10 })),
    ResourceGroupId: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagFilterParameter()),
  },
  handle: ({ store, region }, request) => {
    const matching = store
      .where(acls, 'region', region)
      .filter((acl) => request.AclIds?.includes(acl.aclId) ?? true)
      .filter((acl) => request.AclNames?.includes(acl.name) ?? true)
      .filter((acl) => acl.resourceGroupId === (request.ResourceGroupId ?? acl.resourceGroupId))
      .filter((acl) => hasTags(acl.tags, request.Tag));
    const { items, fields } = tokenPage(matching, request, (acl) => acl.aclId, albErrors.nextToken);
    return { ...fields, Acls: items.map(aclView) };
  },
});

const updateAclAttribute = operation({
  action: 'UpdateAclAttribute',
  kind: 'write',
  parameters: { AclId: parameter.text(), AclName: parameter.text() },
  handle: (call, request) => {
    checkName('AclName', request.AclName);
    const { aclId } = requireAvailableAcl(call, request.AclId);
    call.store.update(acls, aclId, { name: request.AclName, status: 'Configuring' });
    call.settle(aclAvailable, aclId);
    return {};
  },
});

const deleteAcl = operation({
  action: 'DeleteAcl',
  kind: 'write',
  parameters: { AclId: parameter.text() },
  handle: (call, request) => {
    const { aclId } = requireAvailableAcl(call, request.AclId);
    if (call.store.count(aclRelations, 'acl', aclId) > 0) refuse(albErrors.aclInUse, aclId);
    call.store.update(acls, aclId, { status: 'Deleting' });
    call.settle(aclGone, aclId);
    return aclJob(call, 'DeleteAcl', 'Delete', aclId);
  },
});

/** The list with this id, when it is in no transient state; the code is retried by the provider. */
export function requireAvailableAcl(call: Call, aclId: string): Acl {
  const acl = requireAcl(call, aclId);
  return acl.status === 'Available' ? acl : refuse(albErrors.aclStatus, aclId, acl.status);
}

/** Starts the job of a write on a list. */
export function aclJob(call: Call, apiName: string, operateType: 'Create' | 'Update' | 'Delete', resourceId: string) {
  return startJob(call, { apiName, operateType, resourceType: 'acl', resourceId });
}

function aclView(acl: Acl) {
  return {
    AclId: acl.aclId,
    AclName: acl.name,
    AclStatus: acl.status,
    AddressIPVersion: 'IPv4',
    ResourceGroupId: acl.resourceGroupId,
    CreateTime: acl.createdAt,
    ConfigManagedEnabled: false,
    Tags: tagList(acl.tags),
  };
}

/** The actions on access control lists as a whole. */
export const aclOperations = [createAcl, listAcls, updateAclAttribute, deleteAcl];
/** What happens to access control lists later. */
export const aclEffects = [aclAvailable, aclGone];
