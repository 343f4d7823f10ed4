import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter, tagsParameter } from '../../../protocol/parameters';
import { readTags, tagList } from '../../tags';
import { isoSecond } from '../../times';
import { detach } from '../attachments';
import { checkBandwidth } from '../bandwidth';
import { cenErrors } from '../errors';
import { checkEnterprise, requirePeerAttachment, requireRegion, requireRouter, routerOf } from '../find';
import { type PeerAttachment, peerAttachments, type TransitRouter } from '../model';
import { cenTagLimits } from '../tag-limits';
import { checkTexts } from '../texts';

const peerAttached = effect('cen/peerAttached', ({ store }, attachmentId) => {
  if (store.get(peerAttachments, attachmentId)) store.update(peerAttachments, attachmentId, { status: 'Attached' });
});

const peerAttachmentGone = effect('cen/peerAttachmentGone', ({ store }, attachmentId) => {
  store.remove(peerAttachments, attachmentId);
});

/** Mbps; the upper bound is the largest bandwidth package's, as none is documented for pay-by-traffic. */
const bandwidth = parameter.integer({ min: 1, max: 10_000 });

const bandwidthParameters = {
  Bandwidth: parameter.optional(bandwidth),
  BandwidthType: parameter.optional(parameter.oneOf(['BandwidthPackage', 'DataTransfer'])),
  DefaultLinkType: parameter.optional(parameter.oneOf(['Gold', 'Platinum'])),
  AutoPublishRouteEnabled: parameter.optional(parameter.boolean()),
};

const bandwidthErrors = { Bandwidth: cenErrors.bandwidth, BandwidthType: cenErrors.bandwidthType };

const createTransitRouterPeerAttachment = operation({
  action: 'CreateTransitRouterPeerAttachment',
  kind: 'write',
  dryRun: 'answer',
  parameters: {
    CenId: parameter.optional(parameter.text()),
    TransitRouterId: parameter.optional(parameter.text()),
    PeerTransitRouterId: parameter.text(),
    PeerTransitRouterRegionId: parameter.optional(parameter.text()),
    CenBandwidthPackageId: parameter.optional(parameter.text()),
    ...bandwidthParameters,
    TransitRouterAttachmentName: parameter.optional(parameter.text()),
    TransitRouterAttachmentDescription: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagsParameter()),
  },
  invalid: bandwidthErrors,
  handle: (call, request) => {
    const { TransitRouterAttachmentName: name, TransitRouterAttachmentDescription: description } = request;
    checkTexts(name, description);
    const tags = readTags(request.Tag, cenTagLimits);
    const bandwidthMbps = request.Bandwidth ?? refuse(cenErrors.bandwidthMissing);
    const [near, far] = requireEnds(call, request);
    checkEnterprise(near);
    checkEnterprise(far);
    checkUnconnected(call, near, far);
    const bandwidthPackageId = request.CenBandwidthPackageId ?? '';
    const wanted = {
      bandwidthMbps,
      bandwidthType: request.BandwidthType ?? (bandwidthPackageId === '' ? 'DataTransfer' : 'BandwidthPackage'),
      bandwidthPackageId,
      defaultLinkType: request.DefaultLinkType ?? 'Gold',
    } as const;
    const ends = { cenId: near.cenId, regionId: near.regionId, peerRegionId: far.regionId };
    checkBandwidth(call, ends, wanted);
    const attachment: PeerAttachment = {
      attachmentId: call.newId('tr-attach'),
      transitRouterId: near.transitRouterId,
      peerTransitRouterId: far.transitRouterId,
      ...ends,
      ...wanted,
      autoPublishRouteEnabled: request.AutoPublishRouteEnabled ?? false,
      name: name ?? '',
      description: description ?? '',
      status: 'Attaching',
      createdAt: isoSecond(call.now),
      tags,
    };
    call.store.put(peerAttachments, attachment);
    call.settle(peerAttached, attachment.attachmentId);
    return { TransitRouterAttachmentId: attachment.attachmentId };
  },
});

/** Answers from either region; what is asked for at the far end is shown as seen from there. */
const listTransitRouterPeerAttachments = operation({
  action: 'ListTransitRouterPeerAttachments',
  kind: 'read',
  parameters: {
    CenId: parameter.optional(parameter.text()),
    RegionId: parameter.optional(parameter.text()),
    TransitRouterId: parameter.optional(parameter.text()),
    TransitRouterAttachmentId: parameter.optional(parameter.text()),
    ...tokenParameters(20, 100),
  },
  invalid: { MaxResults: cenErrors.maxResults },
  handle: ({ store, accountId }, request) => {
    const { CenId, RegionId, TransitRouterId, TransitRouterAttachmentId } = request;
    const found = store
      .all(peerAttachments)
      .filter((attachment) => (CenId ?? attachment.cenId) === attachment.cenId)
      .filter((attachment) => (TransitRouterAttachmentId ?? attachment.attachmentId) === attachment.attachmentId)
      .flatMap((attachment) => {
        const views = [attachment, fromTheFarEnd(attachment)];
        const view = views.find(
          (end) =>
            (RegionId ?? end.regionId) === end.regionId &&
            (TransitRouterId ?? end.transitRouterId) === end.transitRouterId,
        );
        return view ? [view] : [];
      });
    const { items, fields } = tokenPage(found, request, ({ attachmentId }) => attachmentId, cenErrors.nextToken);
    return { ...fields, TransitRouterAttachments: items.map((attachment) => describe(attachment, accountId)) };
  },
});

const updateTransitRouterPeerAttachmentAttribute = operation({
  action: 'UpdateTransitRouterPeerAttachmentAttribute',
  kind: 'write',
  parameters: {
    TransitRouterAttachmentId: parameter.text(),
    TransitRouterAttachmentName: parameter.changedText(),
    TransitRouterAttachmentDescription: parameter.changedText(),
    // Sent empty by the provider when a connection changes over to pay-by-traffic.
    CenBandwidthPackageId: parameter.changedText(),
    ...bandwidthParameters,
  },
  invalid: bandwidthErrors,
  handle: (call, request) => {
    checkTexts(request.TransitRouterAttachmentName, request.TransitRouterAttachmentDescription);
    const attachment = requirePeerAttachment(call, request.TransitRouterAttachmentId);
    if (attachment.status !== 'Attached') refuse(cenErrors.busy);
    const wanted = {
      bandwidthMbps: request.Bandwidth ?? attachment.bandwidthMbps,
      bandwidthType: request.BandwidthType ?? attachment.bandwidthType,
      bandwidthPackageId: request.CenBandwidthPackageId ?? attachment.bandwidthPackageId,
      defaultLinkType: request.DefaultLinkType ?? attachment.defaultLinkType,
    };
    checkBandwidth(call, attachment, wanted);
    call.store.update(peerAttachments, attachment.attachmentId, {
      ...wanted,
      autoPublishRouteEnabled: request.AutoPublishRouteEnabled ?? attachment.autoPublishRouteEnabled,
      name: request.TransitRouterAttachmentName ?? attachment.name,
      description: request.TransitRouterAttachmentDescription ?? attachment.description,
      status: 'Modifying',
    });
    call.settle(peerAttached, attachment.attachmentId);
    return {};
  },
});

/** References at either end block; the bandwidth returns to its package when the connection is gone. */
const deleteTransitRouterPeerAttachment = operation({
  action: 'DeleteTransitRouterPeerAttachment',
  kind: 'write',
  dryRun: 'answer',
  parameters: { TransitRouterAttachmentId: parameter.text(), Force: parameter.optional(parameter.boolean()) },
  handle: (call, request) => {
    const attachment = requirePeerAttachment(call, request.TransitRouterAttachmentId);
    detach(call, attachment, request.Force, peerAttachmentGone);
    return {};
  },
});

/** Both routers: of one CEN, in different regions, and at rest. */
function requireEnds(
  call: Call,
  by: {
    readonly CenId?: string | undefined;
    readonly TransitRouterId?: string | undefined;
    readonly PeerTransitRouterId: string;
    readonly PeerTransitRouterRegionId?: string | undefined;
  },
): readonly [TransitRouter, TransitRouter] {
  const near =
    by.TransitRouterId === undefined
      ? routerOf(call.store, by.CenId ?? refuse(cenErrors.cenOrRegionMissing), requireRegion(call))
      : requireRouter(call, by.TransitRouterId);
  if (!near || near.cenId !== (by.CenId ?? near.cenId)) refuse(cenErrors.routerNotFound);
  if (call.region !== '' && near.regionId !== call.region) refuse(cenErrors.routerNotFound);
  const far = requireRouter(call, by.PeerTransitRouterId, cenErrors.peerRouterNotFound);
  if (far.regionId !== (by.PeerTransitRouterRegionId ?? far.regionId)) refuse(cenErrors.peerRegion);
  if (far.cenId !== near.cenId || far.regionId === near.regionId) refuse(cenErrors.peerRouter);
  if (near.status !== 'Active' || far.status !== 'Active') refuse(cenErrors.busy);
  return [near, far];
}

function checkUnconnected({ store }: Call, near: TransitRouter, far: TransitRouter): void {
  const connected = [near, far].some((from) =>
    store
      .where(peerAttachments, 'transitRouter', from.transitRouterId)
      .some(({ peerTransitRouterId }) => [near, far].some((to) => to.transitRouterId === peerTransitRouterId)),
  );
  if (connected) refuse(cenErrors.attachmentExists);
}

function fromTheFarEnd(attachment: PeerAttachment): PeerAttachment {
  return {
    ...attachment,
    transitRouterId: attachment.peerTransitRouterId,
    regionId: attachment.peerRegionId,
    peerTransitRouterId: attachment.transitRouterId,
    peerRegionId: attachment.regionId,
  };
}

function describe(attachment: PeerAttachment, accountId: string) {
  return {
    TransitRouterAttachmentId: attachment.attachmentId,
    CenId: attachment.cenId,
    TransitRouterId: attachment.transitRouterId,
    RegionId: attachment.regionId,
    PeerTransitRouterId: attachment.peerTransitRouterId,
    PeerTransitRouterRegionId: attachment.peerRegionId,
    PeerTransitRouterOwnerId: Number(accountId),
    ResourceType: 'TR',
    Bandwidth: attachment.bandwidthMbps,
    BandwidthType: attachment.bandwidthType,
    CenBandwidthPackageId: attachment.bandwidthPackageId,
    DefaultLinkType: attachment.defaultLinkType,
    Status: attachment.status,
    AutoPublishRouteEnabled: attachment.autoPublishRouteEnabled,
    TransitRouterAttachmentName: attachment.name,
    TransitRouterAttachmentDescription: attachment.description,
    CreationTime: attachment.createdAt,
    Tags: tagList(attachment.tags),
  };
}

/** The inter-region connections' own actions. */
export const peerAttachmentOperations = [
  createTransitRouterPeerAttachment,
  listTransitRouterPeerAttachments,
  updateTransitRouterPeerAttachmentAttribute,
  deleteTransitRouterPeerAttachment,
];
/** What happens to inter-region connections later. */
export const peerAttachmentEffects = [peerAttached, peerAttachmentGone];
