import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import type { Effect } from '../../protocol/effect';
import type { Store } from '../../store/store';
import { routeEntries } from '../vpc/model';
import { cenErrors } from './errors';
import { associations, joinKey, peerAttachments, propagations, staticRouteEntries, vpcAttachments } from './model';

/** One end of an attachment: the router, and what it reaches from there. */
export interface AttachmentEnd {
  readonly transitRouterId: string;
  readonly resourceType: 'VPC' | 'TR';
  /** The VPC, or the transit router at the far end. */
  readonly resourceId: string;
}

/** What VPC attachments and inter-region connections have in common. */
export interface Attachment {
  readonly attachmentId: string;
  readonly status: 'Attaching' | 'Attached' | 'Modifying' | 'Detaching';
  /** One for a VPC, two for an inter-region connection. */
  readonly ends: readonly AttachmentEnd[];
}

/** The attachment with this id, of either kind. */
export function findAttachment(store: Store, attachmentId: string): Attachment | undefined {
  const vpc = store.get(vpcAttachments, attachmentId);
  if (vpc) {
    const { transitRouterId, status, vpcId } = vpc;
    return { attachmentId, status, ends: [{ transitRouterId, resourceType: 'VPC', resourceId: vpcId }] };
  }
  const peer = store.get(peerAttachments, attachmentId);
  if (!peer) return undefined;
  const { transitRouterId: near, peerTransitRouterId: far, status } = peer;
  return {
    attachmentId,
    status,
    ends: [
      { transitRouterId: near, resourceType: 'TR', resourceId: far },
      { transitRouterId: far, resourceType: 'TR', resourceId: near },
    ],
  };
}

/** The end of an attachment at a router, if it has one there. */
export function endAt(attachment: Attachment, transitRouterId: string): AttachmentEnd | undefined {
  return attachment.ends.find((end) => end.transitRouterId === transitRouterId);
}

/** How many attachments of any kind a router has. */
export function attachmentCount(store: Store, transitRouterId: string): number {
  return (
    store.count(vpcAttachments, 'transitRouter', transitRouterId) +
    store.count(peerAttachments, 'transitRouter', transitRouterId) +
    store.count(peerAttachments, 'peerTransitRouter', transitRouterId)
  );
}

/** Refuses while anything refers to an attachment, at either end. */
function checkUnreferenced(store: Store, attachmentId: string): void {
  if (store.count(associations, 'attachment', attachmentId) > 0) refuse(cenErrors.attachmentAssociated);
  if (store.count(propagations, 'attachment', attachmentId) > 0) refuse(cenErrors.attachmentPropagated);
  if (store.count(staticRouteEntries, 'nextHop', attachmentId) > 0) refuse(cenErrors.attachmentRouted);
  if (store.count(routeEntries, 'nextHop', attachmentId) > 0) refuse(cenErrors.attachmentRoutedByVpc);
}

/**
 * Begins to delete an attachment that is at rest: refused while anything refers to it; a forced delete takes that with it.
 *
 * @param gone - What happens once it is detached.
 */
export function detach(
  { store, settle }: Call,
  { attachmentId, status }: Pick<Attachment, 'attachmentId' | 'status'>,
  isForced: boolean | undefined,
  gone: Effect,
): void {
  if (status !== 'Attached') refuse(cenErrors.busy);
  if (isForced) removeReferences(store, attachmentId);
  else checkUnreferenced(store, attachmentId);
  const detaching = { status: 'Detaching' } as const;
  if (store.get(vpcAttachments, attachmentId)) store.update(vpcAttachments, attachmentId, detaching);
  else store.update(peerAttachments, attachmentId, detaching);
  settle(gone, attachmentId);
}

/** Removes everything that refers to an attachment, as a forced delete does. */
function removeReferences(store: Store, attachmentId: string): void {
  for (const { transitRouterId } of store.where(associations, 'attachment', attachmentId)) {
    store.remove(associations, joinKey(attachmentId, transitRouterId));
  }
  for (const { routeTableId } of store.where(propagations, 'attachment', attachmentId)) {
    store.remove(propagations, joinKey(attachmentId, routeTableId));
  }
  for (const { routeEntryId } of store.where(staticRouteEntries, 'nextHop', attachmentId)) {
    store.remove(staticRouteEntries, routeEntryId);
  }
  for (const { routeEntryId } of store.where(routeEntries, 'nextHop', attachmentId)) {
    store.remove(routeEntries, routeEntryId);
  }
}
