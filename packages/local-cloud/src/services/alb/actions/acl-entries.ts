import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import { parsePrefix } from '../../ipv4';
import { aclEntries, aclEntryKey, acls } from '../acl-model';
import { checkAddedEntries } from '../acl-quotas';
import { albErrors, illegalParam } from '../errors';
import { requireAcl } from '../find';
import { checkAclEntryDescription } from '../texts';
import { aclAvailable, aclJob, requireAvailableAcl } from './acls';

const ENTRIES_PER_CALL = 20;

const addEntriesToAcl = operation({
  action: 'AddEntriesToAcl',
  kind: 'write',
  parameters: {
    AclId: parameter.text(),
    AclEntries: parameter.list(
      parameter.object({ Entry: parameter.text(), Description: parameter.optional(parameter.text()) }),
      { max: ENTRIES_PER_CALL },
    ),
  },
  handle: (call, request) => {
    const { store } = call;
    for (const { Entry, Description } of request.AclEntries) {
      if (!parsePrefix(Entry)) refuse(illegalParam('Entry'));
      checkAclEntryDescription(Description);
    }
    const { aclId } = requireAvailableAcl(call, request.AclId);
    checkAddedEntries(store, aclId, request.AclEntries.length);
    for (const { Entry: entry, Description = '' } of request.AclEntries) {
      if (store.get(aclEntries, aclEntryKey({ aclId, entry }))) refuse(albErrors.aclEntryExists, entry);
      store.put(aclEntries, { aclId, entry, description: Description, status: 'Adding' });
    }
    store.update(acls, aclId, { status: 'Configuring' });
    call.settle(aclAvailable, aclId);
    return aclJob(call, 'AddEntriesToAcl', 'Update', aclId);
  },
});

const removeEntriesFromAcl = operation({
  action: 'RemoveEntriesFromAcl',
  kind: 'write',
  parameters: { AclId: parameter.text(), Entries: parameter.list(parameter.text(), { max: ENTRIES_PER_CALL }) },
  handle: (call, request) => {
    const { store } = call;
    const { aclId } = requireAvailableAcl(call, request.AclId);
    for (const entry of request.Entries) {
      const found = store.get(aclEntries, aclEntryKey({ aclId, entry }));
      if (!found) refuse(albErrors.aclEntryNotFound, entry);
      store.put(aclEntries, { ...found, status: 'Removing' });
    }
    store.update(acls, aclId, { status: 'Configuring' });
    call.settle(aclAvailable, aclId);
    return aclJob(call, 'RemoveEntriesFromAcl', 'Update', aclId);
  },
});

const listAclEntries = operation({
  action: 'ListAclEntries',
  kind: 'read',
  parameters: { AclId: parameter.text(), ...tokenParameters(20, 100) },
  handle: (call, request) => {
    const { aclId } = requireAcl(call, request.AclId);
    const entries = call.store.where(aclEntries, 'acl', aclId);
    const { items, fields } = tokenPage(entries, request, ({ entry }) => entry, albErrors.nextToken);
    return {
      ...fields,
      AclEntries: items.map(({ entry, description, status }) => ({
        Entry: entry,
        Description: description,
        Status: status,
      })),
    };
  },
});

/** The actions on the entries of access control lists. */
export const aclEntryOperations = [addEntriesToAcl, removeEntriesFromAcl, listAclEntries];
