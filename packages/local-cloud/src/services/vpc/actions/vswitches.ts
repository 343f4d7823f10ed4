import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { parameter, tagsParameter } from '../../../protocol/parameters';
import { regionOf } from '../../../catalogue/regions';
import { contains, overlaps, parsePrefix, type Prefix, prefixOf } from '../../ipv4';
import { readTags } from '../../tags';
import { isoSecond } from '../../times';
import { vpcErrors } from '../errors';
import { requireVpc, requireVSwitch } from '../find';
import { heldAddresses, routeEntries, type Vpc, type VSwitch, vSwitches } from '../model';
import { SERVICE_CIDR } from '../routes';
import { vpcTagLimits } from '../tag-limits';
import { checkTexts } from '../texts';
import { refuseWhileChanging } from '../under-way';
import { vSwitchView } from '../views';

const VSWITCHES_PER_VPC = 150;

const vSwitchAvailable = effect('vpc/vSwitchAvailable', ({ store }, vSwitchId) => {
  if (store.get(vSwitches, vSwitchId)) store.update(vSwitches, vSwitchId, { status: 'Available' });
});

const vSwitchGone = effect('vpc/vSwitchGone', ({ store }, vSwitchId) => {
  const entry = store.where(routeEntries, 'nextHop', vSwitchId)[0];
  if (entry) store.remove(routeEntries, entry.routeEntryId);
  store.remove(vSwitches, vSwitchId);
});

const textErrors = { name: vpcErrors.vSwitchName, description: vpcErrors.vSwitchDescription };

const createVSwitch = operation({
  action: 'CreateVSwitch',
  kind: 'write',
  parameters: {
    VpcId: parameter.text(),
    ZoneId: parameter.text(),
    CidrBlock: parameter.text(),
    VSwitchName: parameter.optional(parameter.text()),
    Description: parameter.optional(parameter.text()),
    Tag: parameter.optional(tagsParameter()),
  },
  handle: (call, request) => {
    const { store, region } = call;
    const prefix = parsePrefix(request.CidrBlock) ?? refuse(vpcErrors.cidrMalformed);
    if (prefix.length < 16 || prefix.length > 29) refuse(vpcErrors.vSwitchMask);
    checkTexts({ name: request.VSwitchName, description: request.Description }, textErrors);
    const tags = readTags(request.Tag, vpcTagLimits);
    if (!regionOf(region).zones.includes(request.ZoneId)) refuse(vpcErrors.zoneNotFound);
    const vpc = requireVpc(call, request.VpcId);
    refuseWhileChanging(call, vpc);
    checkRoom(call, vpc, prefix, request.CidrBlock);
    const vSwitch: VSwitch = {
      vSwitchId: call.newId('vsw'),
      vpcId: vpc.vpcId,
      regionId: region,
      zoneId: request.ZoneId,
      cidrBlock: request.CidrBlock,
      name: request.VSwitchName ?? '',
      description: request.Description ?? '',
      status: 'Pending',
      createdAt: isoSecond(call.now),
      tags,
    };
    store.put(vSwitches, vSwitch);
    store.put(routeEntries, {
      routeEntryId: call.newId('rte'),
      routeTableId: vpc.routeTableId,
      destinationCidrBlock: vSwitch.cidrBlock,
      type: 'System',
      nextHopType: 'local',
      nextHopId: vSwitch.vSwitchId,
      name: '',
      description: 'Created with VSwitch(id:' + vSwitch.vSwitchId + ') by system.',
      status: 'Available',
      createdAt: vSwitch.createdAt,
    });
    call.settle(vSwitchAvailable, vSwitch.vSwitchId);
    return { VSwitchId: vSwitch.vSwitchId };
  },
});

const describeVSwitchAttributes = operation({
  action: 'DescribeVSwitchAttributes',
  kind: 'read',
  parameters: { VSwitchId: parameter.text() },
  handle: (call, request) => {
    const vSwitch = requireVSwitch(call, request.VSwitchId);
    return vSwitchView(call, vSwitch, requireVpc(call, vSwitch.vpcId));
  },
});

const modifyVSwitchAttribute = operation({
  action: 'ModifyVSwitchAttribute',
  kind: 'write',
  parameters: {
    VSwitchId: parameter.text(),
    VSwitchName: parameter.optional(parameter.text()),
    // Removing a description in Terraform sends it empty.
    Description: parameter.changedText(),
  },
  handle: (call, request) => {
    const vSwitch = requireVSwitch(call, request.VSwitchId);
    checkTexts({ name: request.VSwitchName, description: request.Description }, textErrors);
    if (vSwitch.status !== 'Available') refuse(vpcErrors.vSwitchBeingModified);
    call.store.update(vSwitches, vSwitch.vSwitchId, {
      name: request.VSwitchName ?? vSwitch.name,
      description: request.Description ?? vSwitch.description,
      status: 'Pending',
    });
    call.settle(vSwitchAvailable, vSwitch.vSwitchId);
    return {};
  },
});

const deleteVSwitch = operation({
  action: 'DeleteVSwitch',
  kind: 'write',
  parameters: { VSwitchId: parameter.text() },
  handle: (call, request) => {
    const vSwitch = requireVSwitch(call, request.VSwitchId);
    if (vSwitch.status !== 'Available') refuse(vpcErrors.vSwitchStatus);
    refuseWhileChanging(call, requireVpc(call, vSwitch.vpcId));
    const held = call.store.where(heldAddresses, 'vSwitch', vSwitch.vSwitchId);
    if (held.some(({ holder }) => holder === 'instance')) refuse(vpcErrors.vSwitchInUse);
    if (held.length > 0) refuse(vpcErrors.vSwitchInUseByService);
    call.store.update(vSwitches, vSwitch.vSwitchId, { status: 'Deleting' });
    call.settle(vSwitchGone, vSwitch.vSwitchId);
    return {};
  },
});

function checkRoom(call: Call, vpc: Vpc, prefix: Prefix, cidrBlock: string): void {
  const { store } = call;
  if (!contains(prefixOf(vpc.cidrBlock), prefix)) refuse(vpcErrors.vSwitchOutsideVpc);
  if (contains(prefixOf(SERVICE_CIDR), prefix)) refuse(vpcErrors.vSwitchOutsideVpc);
  const siblings = store.where(vSwitches, 'vpc', vpc.vpcId);
  if (siblings.some((sibling) => overlaps(prefixOf(sibling.cidrBlock), prefix))) {
    refuse(vpcErrors.vSwitchOverlap);
  }
  const entries = store.where(routeEntries, 'table', vpc.routeTableId);
  if (entries.some((entry) => entry.destinationCidrBlock === cidrBlock)) refuse(vpcErrors.routeConflict);
  if (siblings.length >= VSWITCHES_PER_VPC) refuse(vpcErrors.vSwitchQuota);
}

/** The vSwitch's own actions. */
export const vSwitchOperations = [createVSwitch, describeVSwitchAttributes, modifyVSwitchAttribute, deleteVSwitch];
/** What happens to vSwitches later. */
export const vSwitchEffects = [vSwitchAvailable, vSwitchGone];
