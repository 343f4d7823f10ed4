import { collection } from '../../store/collection';
import type { Tags } from '../tags';

/** An access control list; its entries are records of their own. */
export interface Acl {
  readonly aclId: string;
  readonly regionId: string;
  /** Empty when it was made without one. */
  readonly name: string;
  readonly status: 'Creating' | 'Available' | 'Configuring' | 'Deleting';
  readonly resourceGroupId: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly tags: Tags;
}

/** Access control lists. */
export const acls = collection<Acl, 'region'>('alb/acls', (acl) => acl.aclId, { region: (acl) => acl.regionId });

/** One block of addresses in an access control list. */
export interface AclEntry {
  readonly aclId: string;
  /** An IPv4 CIDR block, as it was given. */
  readonly entry: string;
  readonly description: string;
  readonly status: 'Adding' | 'Available' | 'Removing';
}

/** The key of an entry among all lists. */
export function aclEntryKey({ aclId, entry }: Pick<AclEntry, 'aclId' | 'entry'>): string {
  return `${aclId}/${entry}`;
}

/** The entries of access control lists. */
export const aclEntries = collection<AclEntry, 'acl'>('alb/aclEntries', aclEntryKey, { acl: (entry) => entry.aclId });

/** That a listener asks an access control list. All lists of one listener are of one type. */
export interface AclRelation {
  readonly listenerId: string;
  readonly aclId: string;
  /** `White` lets in only what is listed, `Black` all but what is listed. */
  readonly type: 'White' | 'Black';
  readonly status: 'Associating' | 'Associated' | 'Dissociating';
}

/** The key of a relation. */
export function aclRelationKey({ listenerId, aclId }: Pick<AclRelation, 'listenerId' | 'aclId'>): string {
  return `${listenerId}/${aclId}`;
}

/** Which listeners ask which access control lists. */
export const aclRelations = collection<AclRelation, 'listener' | 'acl'>('alb/aclRelations', aclRelationKey, {
  listener: (relation) => relation.listenerId,
  acl: (relation) => relation.aclId,
});
