import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { parameter } from '../../../protocol/parameters';
import { vpcAttachments } from '../../cen/model';
import { instances } from '../../ecs/model';
import { contains, parsePrefix, type Prefix, prefixOf } from '../../ipv4';
import { isoSecond } from '../../times';
import { vpcErrors } from '../errors';
import { requireRouteTable, requireVpc } from '../find';
import { type RouteEntry, routeEntries, type RouteTable, vSwitches } from '../model';
import { SERVICE_CIDR } from '../routes';
import { checkTexts } from '../texts';
import { refuseWhileChanging } from '../under-way';

const CUSTOM_ENTRIES_PER_TABLE = 200;

const routeEntryAvailable = effect('vpc/routeEntryAvailable', ({ store }, routeEntryId) => {
  if (store.get(routeEntries, routeEntryId)) store.update(routeEntries, routeEntryId, { status: 'Available' });
});

const routeEntryGone = effect('vpc/routeEntryGone', ({ store }, routeEntryId) => {
  store.remove(routeEntries, routeEntryId);
});

const textErrors = { name: vpcErrors.routeEntryName, description: vpcErrors.routeEntryDescription };

const createRouteEntry = operation({
  action: 'CreateRouteEntry',
  kind: 'write',
  parameters: {
    RouteTableId: parameter.text(),
    DestinationCidrBlock: parameter.text(),
    NextHopType: parameter.withDefault(parameter.text(), 'Instance'),
    NextHopId: parameter.text(),
    RouteEntryName: parameter.optional(parameter.text()),
    Description: parameter.optional(parameter.text()),
  },
  handle: (call, request) => {
    const cidrBlock = withMask(request.DestinationCidrBlock);
    const destination = parsePrefix(cidrBlock) ?? refuse(vpcErrors.destinationMalformed);
    checkTexts({ name: request.RouteEntryName, description: request.Description }, textErrors);
    const table = requireRouteTable(call, request.RouteTableId);
    refuseWhileChanging(call, requireVpc(call, table.vpcId));
    checkDestination(call, table, destination, request.NextHopType);
    checkNextHop(call, table, request.NextHopType, request.NextHopId);
    checkTable(call, table, cidrBlock);
    const entry: RouteEntry = {
      routeEntryId: call.newId('rte'),
      routeTableId: table.routeTableId,
      destinationCidrBlock: cidrBlock,
      type: 'Custom',
      nextHopType: request.NextHopType,
      nextHopId: request.NextHopId,
      name: request.RouteEntryName ?? '',
      description: request.Description ?? '',
      status: 'Pending',
      createdAt: isoSecond(call.now),
    };
    call.store.put(routeEntries, entry);
    call.settle(routeEntryAvailable, entry.routeEntryId);
    return { RouteEntryId: entry.routeEntryId };
  },
});

const deleteRouteEntry = operation({
  action: 'DeleteRouteEntry',
  kind: 'write',
  parameters: {
    RouteEntryId: parameter.optional(parameter.text()),
    RouteTableId: parameter.optional(parameter.text()),
    DestinationCidrBlock: parameter.optional(parameter.text()),
    NextHopId: parameter.optional(parameter.text()),
  },
  handle: (call, request) => {
    const entry = findEntry(call, request);
    if (entry.type === 'System') refuse(vpcErrors.routeEntryOfSystem);
    if (entry.status !== 'Available') refuse(vpcErrors.routeEntryStatus);
    refuseWhileChanging(call, requireVpc(call, requireRouteTable(call, entry.routeTableId).vpcId));
    call.store.update(routeEntries, entry.routeEntryId, { status: 'Deleting' });
    call.settle(routeEntryGone, entry.routeEntryId);
    return {};
  },
});

/**
 * The cloud-services block itself is refused always. Blocks inside it are accepted towards a transit router, as the
 * cross-region ALB tutorial needs, and refused towards anything else.
 */
function checkDestination(call: Call, table: RouteTable, destination: Prefix, nextHopType: string): void {
  const services = prefixOf(SERVICE_CIDR);
  if (contains(services, destination)) {
    if (destination.length === services.length || nextHopType !== 'Attachment') refuse(vpcErrors.destinationInvalid);
  }
  for (const vSwitch of call.store.where(vSwitches, 'vpc', table.vpcId)) {
    if (contains(prefixOf(vSwitch.cidrBlock), destination)) refuse(vpcErrors.destinationInvalid);
  }
}

/** A destination without a mask is one address. */
function withMask(destination: string): string {
  return destination.includes('/') ? destination : `${destination}/32`;
}

function checkNextHop(call: Call, table: RouteTable, nextHopType: string, nextHopId: string): void {
  switch (nextHopType) {
    case 'Attachment': {
      const attachment = call.store.get(vpcAttachments, nextHopId) ?? refuse(vpcErrors.attachmentNotFound);
      if (attachment.vpcId !== table.vpcId) refuse(vpcErrors.attachmentOfOtherVpc);
      if (attachment.status !== 'Attached') refuse(vpcErrors.attachmentUnstable);
      return;
    }
    case 'Instance': {
      const instance = call.store.get(instances, nextHopId);
      if (!instance || instance.status === 'Deleting') refuse(vpcErrors.nextHopNotFound);
      if (instance.vpcId !== table.vpcId) refuse(vpcErrors.instanceOfOtherVpc);
      return;
    }
    default:
      refuse(vpcErrors.nextHopType);
  }
}

function checkTable(call: Call, table: RouteTable, cidrBlock: string): void {
  const entries = call.store.where(routeEntries, 'table', table.routeTableId);
  if (entries.some((entry) => entry.destinationCidrBlock === cidrBlock)) refuse(vpcErrors.routeDuplicate);
  if (entries.filter((entry) => entry.type === 'Custom').length >= CUSTOM_ENTRIES_PER_TABLE)
    refuse(vpcErrors.routeQuota);
}

function findEntry(
  call: Call,
  by: {
    readonly RouteEntryId?: string | undefined;
    readonly RouteTableId?: string | undefined;
    readonly DestinationCidrBlock?: string | undefined;
    readonly NextHopId?: string | undefined;
  },
): RouteEntry {
  if (by.RouteEntryId !== undefined) {
    if (by.DestinationCidrBlock !== undefined) refuse(vpcErrors.routeEntrySelectorExclusive);
    const entry = call.store.get(routeEntries, by.RouteEntryId) ?? refuse(vpcErrors.routeEntryNotFound);
    requireRouteTable(call, entry.routeTableId);
    return entry;
  }
  if (by.RouteTableId === undefined || by.DestinationCidrBlock === undefined) {
    refuse(vpcErrors.routeEntrySelectorMissing);
  }
  const table = requireRouteTable(call, by.RouteTableId);
  const cidrBlock = withMask(by.DestinationCidrBlock);
  const entry = call.store
    .where(routeEntries, 'table', table.routeTableId)
    .find(
      (candidate) =>
        candidate.destinationCidrBlock === cidrBlock &&
        (by.NextHopId === undefined || candidate.type === 'System' || candidate.nextHopId === by.NextHopId),
    );
  return entry ?? refuse(vpcErrors.routeEntryNotFound);
}

/** The route entries' own actions. */
export const routeEntryOperations = [createRouteEntry, deleteRouteEntry];
/** What happens to route entries later. */
export const routeEntryEffects = [routeEntryAvailable, routeEntryGone];
