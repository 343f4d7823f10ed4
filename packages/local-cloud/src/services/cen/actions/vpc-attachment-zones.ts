import { refuse } from '../../../protocol/api-error';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { cenErrors } from '../errors';
import { requireVpcAttachment } from '../find';
import { vpcAttachments } from '../model';
import { plugIn, unplug } from '../network-interfaces';
import { checkMappings, requireMappedVSwitch, zoneMappingParameter } from '../zone-mappings';
import { vpcAttached } from './vpc-attachments';

const changes = parameter.optional(parameter.list(zoneMappingParameter, { max: 10 }));

/** Interfaces are exchanged at once; the attachment is `Modifying` for as long as the change lasts. */
const updateTransitRouterVpcAttachmentZones = operation({
  action: 'UpdateTransitRouterVpcAttachmentZones',
  kind: 'write',
  parameters: { TransitRouterAttachmentId: parameter.text(), AddZoneMappings: changes, RemoveZoneMappings: changes },
  invalid: { AddZoneMappings: cenErrors.zoneMappingChange, RemoveZoneMappings: cenErrors.zoneMappingChange },
  handle: (call, request) => {
    const added = request.AddZoneMappings ?? [];
    const removedIds = (request.RemoveZoneMappings ?? []).map(({ VSwitchId }) => VSwitchId);
    if (added.length + removedIds.length === 0) refuse(cenErrors.zoneMappingChange);
    const attachment = requireVpcAttachment(call, request.TransitRouterAttachmentId);
    if (attachment.status !== 'Attached') refuse(cenErrors.busy);
    const removed = attachment.zoneMappings.filter(({ vSwitchId }) => removedIds.includes(vSwitchId));
    if (removed.length < removedIds.length) refuse(cenErrors.zoneMappingChange);
    const kept = attachment.zoneMappings.filter((mapping) => !removed.includes(mapping));
    if (kept.length + added.length === 0) refuse(cenErrors.zoneMappingChange);
    checkMappings([...kept.map(({ zoneId, vSwitchId }) => ({ ZoneId: zoneId, VSwitchId: vSwitchId })), ...added]);
    const vSwitches = added.map((mapping) => requireMappedVSwitch(call, attachment, mapping));
    for (const mapping of removed) unplug(call.store, mapping);
    call.store.update(vpcAttachments, attachment.attachmentId, {
      zoneMappings: [...kept, ...vSwitches.map((vSwitch) => plugIn(call, attachment.attachmentId, vSwitch))],
      status: 'Modifying',
    });
    call.settle(vpcAttached, attachment.attachmentId);
    return {};
  },
});

/** What changes the zones of a VPC attachment. */
export const vpcAttachmentZoneOperations = [updateTransitRouterVpcAttachmentZones];
