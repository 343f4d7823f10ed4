import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { parameter, tagsParameter } from '../../../protocol/parameters';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { readTags, tagList } from '../../tags';
import { type Vpc, vpcs } from '../../vpc/model';
import { isoSecond } from '../../times';
import { detach } from '../attachments';
import { cenErrors } from '../errors';
import { checkEnterprise, requireCen, requireRegion, requireRouter, requireVpcAttachment, routerOf } from '../find';
import { type TransitRouter, type VpcAttachment, vpcAttachments } from '../model';
import { plugIn, unplug } from '../network-interfaces';
import { cenTagLimits } from '../tag-limits';
import { checkTexts } from '../texts';
import { checkMappings, requireMappedVSwitch, zoneMappingParameter } from '../zone-mappings';
import { addRouter } from './transit-routers';

/** Ends `Attaching` and `Modifying`. */
export const vpcAttached = effect('cen/vpcAttached', ({ store }, attachmentId) => {
  if (store.get(vpcAttachments, attachmentId)) store.update(vpcAttachments, attachmentId, { status: 'Attached' });
});

const vpcAttachmentGone = effect('cen/vpcAttachmentGone', ({ store }, attachmentId) => {
  for (const mapping of store.get(vpcAttachments, attachmentId)?.zoneMappings ?? []) unplug(store, mapping);
  store.remove(vpcAttachments, attachmentId);
});

const onOff = parameter.optional(parameter.oneOf(['enable', 'disable']));
const orderType = parameter.optional(parameter.oneOf(['PayByCenOwner', 'PayByResourceOwner']));

/** The same option travels under two names; `Options` is the younger. */
const optionParameters = {
  Options: parameter.optional(parameter.jsonObject({ ApplianceModeSupport: onOff, Ipv6Support: onOff })),
  TransitRouterVPCAttachmentOptions: parameter.optional(parameter.jsonObject({ ipv6Support: onOff })),
};

interface RequestedOptions {
  readonly Options?:
    { readonly ApplianceModeSupport?: string | undefined; readonly Ipv6Support?: string | undefined } | undefined;
  readonly TransitRouterVPCAttachmentOptions?: { readonly ipv6Support?: string | undefined } | undefined;
}

const createTransitRouterVpcAttachment = operation({
  action: 'CreateTransitRouterVpcAttachment',
  kind: 'write',
  parameters: {
    CenId: parameter.optional(parameter.text()),
    TransitRouterId: parameter.optional(parameter.text()),
    VpcId: parameter.text(),
    ZoneMappings: parameter.list(zoneMappingParameter),
    AutoPublishRouteEnabled: parameter.optional(parameter.boolean()),
    ChargeType: parameter.optional(parameter.oneOf(['POSTPAY'])),
    TransitRouterAttachmentName: parameter.optional(parameter.text()),
    TransitRouterAttachmentDescription: parameter.optional(parameter.text()),
    ...optionParameters,
    Tag: parameter.optional(tagsParameter()),
  },
  invalid: { ChargeType: cenErrors.attachmentChargeType, ZoneMappings: cenErrors.zoneMappings },
  handle: (call, request) => {
    const { TransitRouterAttachmentName: name, TransitRouterAttachmentDescription: description } = request;
    checkTexts(name, description);
    checkMappings(request.ZoneMappings);
    const tags = readTags(request.Tag, cenTagLimits);
    const regionId = requireRegion(call);
    const router = routerForAttachment(call, regionId, request);
    checkEnterprise(router);
    const vpc = call.store.get(vpcs, request.VpcId);
    if (vpc?.regionId !== regionId || vpc.status !== 'Available') refuse(cenErrors.vpcUnusable);
    const vSwitches = request.ZoneMappings.map((mapping) => requireMappedVSwitch(call, vpc, mapping));
    const siblings = call.store.where(vpcAttachments, 'vpc', vpc.vpcId);
    if (siblings.some((sibling) => sibling.transitRouterId === router.transitRouterId)) {
      refuse(cenErrors.attachmentExists);
    }
    const autoPublishRouteEnabled = request.AutoPublishRouteEnabled ?? false;
    if (autoPublishRouteEnabled) checkAutoPublish(call, vpc, router.cenId);
    const attachmentId = call.newId('tr-attach');
    call.store.put(vpcAttachments, {
      attachmentId,
      cenId: router.cenId,
      transitRouterId: router.transitRouterId,
      regionId,
      vpcId: vpc.vpcId,
      zoneMappings: vSwitches.map((vSwitch) => plugIn(call, attachmentId, vSwitch)),
      autoPublishRouteEnabled,
      orderType: 'PayByCenOwner',
      name: name ?? '',
      description: description ?? '',
      options: mergeOptions({ ipv6Support: 'disable', applianceModeSupport: 'disable' }, request),
      status: 'Attaching',
      createdAt: isoSecond(call.now),
      tags,
    });
    call.settle(vpcAttached, attachmentId);
    return { TransitRouterAttachmentId: attachmentId };
  },
});

const listTransitRouterVpcAttachments = operation({
  action: 'ListTransitRouterVpcAttachments',
  kind: 'read',
  parameters: {
    CenId: parameter.optional(parameter.text()),
    RegionId: parameter.optional(parameter.text()),
    TransitRouterId: parameter.optional(parameter.text()),
    TransitRouterAttachmentId: parameter.optional(parameter.text()),
    VpcId: parameter.optional(parameter.text()),
    Status: parameter.optional(parameter.text()),
    ...tokenParameters(20, 100),
  },
  invalid: { MaxResults: cenErrors.maxResults },
  handle: ({ store, accountId }, request) => {
    const { CenId, RegionId, TransitRouterId, TransitRouterAttachmentId, VpcId, Status } = request;
    const found = store
      .all(vpcAttachments)
      .filter((attachment) => (CenId ?? attachment.cenId) === attachment.cenId)
      .filter((attachment) => (RegionId ?? attachment.regionId) === attachment.regionId)
      .filter((attachment) => (TransitRouterId ?? attachment.transitRouterId) === attachment.transitRouterId)
      .filter((attachment) => (TransitRouterAttachmentId ?? attachment.attachmentId) === attachment.attachmentId)
      .filter((attachment) => (VpcId ?? attachment.vpcId) === attachment.vpcId)
      .filter((attachment) => (Status ?? attachment.status) === attachment.status);
    const { items, fields } = tokenPage(found, request, ({ attachmentId }) => attachmentId, cenErrors.nextToken);
    return { ...fields, TransitRouterAttachments: items.map((attachment) => describe(attachment, accountId)) };
  },
});

const updateTransitRouterVpcAttachmentAttribute = operation({
  action: 'UpdateTransitRouterVpcAttachmentAttribute',
  kind: 'write',
  parameters: {
    TransitRouterAttachmentId: parameter.text(),
    TransitRouterAttachmentName: parameter.changedText(),
    TransitRouterAttachmentDescription: parameter.changedText(),
    AutoPublishRouteEnabled: parameter.optional(parameter.boolean()),
    OrderType: orderType,
    ...optionParameters,
  },
  handle: (call, request) => {
    checkTexts(request.TransitRouterAttachmentName, request.TransitRouterAttachmentDescription);
    const attachment = requireVpcAttachment(call, request.TransitRouterAttachmentId);
    if (attachment.status !== 'Attached') refuse(cenErrors.busy);
    if (request.AutoPublishRouteEnabled) checkAutoPublish(call, attachment, attachment.cenId);
    call.store.update(vpcAttachments, attachment.attachmentId, {
      name: request.TransitRouterAttachmentName ?? attachment.name,
      description: request.TransitRouterAttachmentDescription ?? attachment.description,
      autoPublishRouteEnabled: request.AutoPublishRouteEnabled ?? attachment.autoPublishRouteEnabled,
      orderType: request.OrderType ?? attachment.orderType,
      options: mergeOptions(attachment.options, request),
      status: 'Modifying',
    });
    call.settle(vpcAttached, attachment.attachmentId);
    return {};
  },
});

const deleteTransitRouterVpcAttachment = operation({
  action: 'DeleteTransitRouterVpcAttachment',
  kind: 'write',
  dryRun: 'answer',
  parameters: { TransitRouterAttachmentId: parameter.text(), Force: parameter.optional(parameter.boolean()) },
  handle: (call, request) => {
    const attachment = requireVpcAttachment(call, request.TransitRouterAttachmentId);
    detach(call, attachment, request.Force, vpcAttachmentGone);
    return {};
  },
});

/** The named router, or the CEN's router in the region, which is made when it is missing. */
function routerForAttachment(
  call: Call,
  regionId: string,
  by: { readonly TransitRouterId?: string | undefined; readonly CenId?: string | undefined },
): TransitRouter {
  if (by.TransitRouterId !== undefined) {
    const router = requireRouter(call, by.TransitRouterId);
    if (router.regionId !== regionId) refuse(cenErrors.routerNotFound);
    if (by.CenId !== undefined && by.CenId !== router.cenId) refuse(cenErrors.routerNotFound);
    if (router.status !== 'Active') refuse(cenErrors.busy);
    return router;
  }
  if (by.CenId === undefined) refuse(cenErrors.cenOrRegionMissing);
  const cen = requireCen(call, by.CenId, cenErrors.cenOfAttachmentNotFound);
  if (cen.status !== 'Active') refuse(cenErrors.busy);
  const existing = routerOf(call.store, cen.cenId, regionId);
  if (existing && existing.status !== 'Active') refuse(cenErrors.busy);
  return (
    existing ?? addRouter(call, cen.cenId, regionId, { name: '', description: '', supportMulticast: false, tags: {} })
  );
}

/** Routes may be published to a VPC from one CEN only. */
function checkAutoPublish({ store }: Call, { vpcId }: Pick<Vpc, 'vpcId'>, cenId: string): void {
  const others = store.where(vpcAttachments, 'vpc', vpcId).filter((other) => other.cenId !== cenId);
  if (others.some((other) => other.autoPublishRouteEnabled)) refuse(cenErrors.autoPublishElsewhere);
}

function mergeOptions(before: VpcAttachment['options'], requested: RequestedOptions): VpcAttachment['options'] {
  const ipv6Support = requested.Options?.Ipv6Support ?? requested.TransitRouterVPCAttachmentOptions?.ipv6Support;
  const applianceModeSupport = requested.Options?.ApplianceModeSupport;
  return { ...before, ...(ipv6Support && { ipv6Support }), ...(applianceModeSupport && { applianceModeSupport }) };
}

function describe(attachment: VpcAttachment, accountId: string) {
  const { ipv6Support, applianceModeSupport } = attachment.options;
  return {
    TransitRouterAttachmentId: attachment.attachmentId,
    CenId: attachment.cenId,
    TransitRouterId: attachment.transitRouterId,
    VpcId: attachment.vpcId,
    VpcOwnerId: Number(accountId),
    VpcRegionId: attachment.regionId,
    ResourceType: 'VPC',
    ChargeType: 'POSTPAY',
    OrderType: attachment.orderType,
    Status: attachment.status,
    AutoPublishRouteEnabled: attachment.autoPublishRouteEnabled,
    CreationTime: attachment.createdAt,
    TransitRouterAttachmentName: attachment.name,
    TransitRouterAttachmentDescription: attachment.description,
    TransitRouterVPCAttachmentOptions: { ipv6Support },
    Options: { Ipv6Support: ipv6Support, ApplianceModeSupport: applianceModeSupport },
    ZoneMappings: attachment.zoneMappings.map(({ zoneId, vSwitchId, networkInterfaceId }) => ({
      ZoneId: zoneId,
      VSwitchId: vSwitchId,
      NetworkInterfaceId: networkInterfaceId,
    })),
    Tags: tagList(attachment.tags),
  };
}

/** The VPC attachments' own actions. */
export const vpcAttachmentOperations = [
  createTransitRouterVpcAttachment,
  listTransitRouterVpcAttachments,
  updateTransitRouterVpcAttachmentAttribute,
  deleteTransitRouterVpcAttachment,
];
/** What happens to VPC attachments later. */
export const vpcAttachmentEffects = [vpcAttached, vpcAttachmentGone];
