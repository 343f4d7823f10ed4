import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { parameter, tagsParameter } from '../../../protocol/parameters';
import { vpcAttachments } from '../../cen/model';
import { securityGroups } from '../../ecs/model';
import { contains, overlaps, parsePrefix, type Prefix, prefixOf } from '../../ipv4';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../../resource-groups';
import { readTags } from '../../tags';
import { isoSecond } from '../../times';
import { vpcErrors } from '../errors';
import { requireVpc } from '../find';
import { routeEntries, routeTables, type Vpc, vpcs, vSwitches } from '../model';
import { SERVICE_CIDR } from '../routes';
import { vpcTagLimits } from '../tag-limits';
import { checkTexts } from '../texts';
import { vpcView } from '../views';

/** Blocks that no VPC may use, nor any block inside them (VPC user guide, "Create a VPC"). */
const forbiddenBlocks = [SERVICE_CIDR, '224.0.0.0/4', '127.0.0.0/8', '169.254.0.0/16'];
const MAX_USER_CIDRS = 3;

const vpcAvailable = effect('vpc/vpcAvailable', ({ store }, vpcId) => {
  if (store.get(vpcs, vpcId)) store.update(vpcs, vpcId, { status: 'Available' });
});

const vpcGone = effect('vpc/vpcGone', ({ store }, vpcId) => {
  for (const table of store.where(routeTables, 'vpc', vpcId)) {
    for (const entry of store.where(routeEntries, 'table', table.routeTableId)) {
      store.remove(routeEntries, entry.routeEntryId);
    }
    store.remove(routeTables, table.routeTableId);
  }
  store.remove(vpcs, vpcId);
});

const textErrors = { name: vpcErrors.vpcName, description: vpcErrors.vpcDescription };

const createVpc = operation({
  action: 'CreateVpc',
  kind: 'write',
  parameters: {
    RegionId: parameter.text(),
    CidrBlock: parameter.withDefault(parameter.text(), '172.16.0.0/12'),
    VpcName: parameter.optional(parameter.text()),
    Description: parameter.optional(parameter.text()),
    UserCidr: parameter.optional(parameter.text()),
    ResourceGroupId: parameter.withDefault(resourceGroupId(), DEFAULT_RESOURCE_GROUP),
    Tag: parameter.optional(tagsParameter()),
  },
  handle: (call, request) => {
    const { store, region, newId } = call;
    checkCidr(request.CidrBlock);
    checkTexts({ name: request.VpcName, description: request.Description }, textErrors);
    const tags = readTags(request.Tag, vpcTagLimits);
    const userCidrs = readUserCidrs(request.UserCidr);
    if (store.count(vpcs, 'region', region) >= call.settings.quotas.vpcsPerRegion) refuse(vpcErrors.vpcQuota);
    const createdAt = isoSecond(call.now);
    const vpc: Vpc = {
      vpcId: newId('vpc'),
      regionId: region,
      vRouterId: newId('vrt'),
      routeTableId: newId('vtb'),
      cidrBlock: request.CidrBlock,
      name: request.VpcName ?? '',
      description: request.Description ?? '',
      userCidrs,
      resourceGroupId: request.ResourceGroupId,
      status: 'Pending',
      createdAt,
      tags,
    };
    store.put(vpcs, vpc);
    createSystemRouteTable(call, vpc);
    call.settle(vpcAvailable, vpc.vpcId);
    return {
      VpcId: vpc.vpcId,
      VRouterId: vpc.vRouterId,
      RouteTableId: vpc.routeTableId,
      ResourceGroupId: vpc.resourceGroupId,
    };
  },
});

const describeVpcAttribute = operation({
  action: 'DescribeVpcAttribute',
  kind: 'read',
  parameters: { VpcId: parameter.text() },
  handle: (call, request) => {
    return { ...vpcView(call, requireVpc(call, request.VpcId)), ClassicLinkEnabled: false };
  },
});

const modifyVpcAttribute = operation({
  action: 'ModifyVpcAttribute',
  kind: 'write',
  parameters: {
    VpcId: parameter.text(),
    VpcName: parameter.optional(parameter.text()),
    // Removing a description in Terraform sends it empty.
    Description: parameter.changedText(),
    CidrBlock: parameter.optional(parameter.text()),
  },
  handle: (call, request) => {
    const vpc = requireVpc(call, request.VpcId);
    checkTexts({ name: request.VpcName, description: request.Description }, textErrors);
    if (vpc.status !== 'Available') refuse(vpcErrors.vpcStatus);
    if (request.CidrBlock !== undefined) checkResize(call, vpc, request.CidrBlock);
    call.store.update(vpcs, vpc.vpcId, {
      name: request.VpcName ?? vpc.name,
      description: request.Description ?? vpc.description,
      cidrBlock: request.CidrBlock ?? vpc.cidrBlock,
    });
    return {};
  },
});

const deleteVpc = operation({
  action: 'DeleteVpc',
  kind: 'write',
  parameters: { VpcId: parameter.text() },
  handle: (call, request) => {
    const { store } = call;
    const vpc = requireVpc(call, request.VpcId);
    if (vpc.status !== 'Available') refuse(vpcErrors.vpcStatus);
    if (store.count(vSwitches, 'vpc', vpc.vpcId) > 0) refuse(vpcErrors.vpcHasVSwitch);
    if (store.count(securityGroups, 'vpc', vpc.vpcId) > 0) refuse(vpcErrors.vpcHasSecurityGroup);
    if (store.count(vpcAttachments, 'vpc', vpc.vpcId) > 0) refuse(vpcErrors.vpcHasTransitRouter);
    const entries = store.where(routeEntries, 'table', vpc.routeTableId);
    if (entries.some((entry) => entry.type === 'Custom')) refuse(vpcErrors.vpcHasRouteEntry);
    store.update(vpcs, vpc.vpcId, { status: 'Deleting' });
    call.settle(vpcGone, vpc.vpcId);
    return {};
  },
});

function createSystemRouteTable(call: Call, vpc: Vpc): void {
  call.store.put(routeTables, {
    routeTableId: vpc.routeTableId,
    vpcId: vpc.vpcId,
    regionId: vpc.regionId,
    vRouterId: vpc.vRouterId,
    type: 'System',
    createdAt: vpc.createdAt,
    tags: {},
  });
  call.store.put(routeEntries, {
    routeEntryId: call.newId('rte'),
    routeTableId: vpc.routeTableId,
    destinationCidrBlock: SERVICE_CIDR,
    type: 'System',
    nextHopType: 'service',
    nextHopId: '',
    name: '',
    description: 'Created with cloud service by system.',
    status: 'Available',
    createdAt: vpc.createdAt,
  });
}

function checkCidr(cidrBlock: string): Prefix {
  const prefix = parsePrefix(cidrBlock) ?? refuse(vpcErrors.cidrInvalid);
  if (prefix.length < 8 || prefix.length > 28) refuse(vpcErrors.cidrMask, String(prefix.length));
  for (const forbidden of forbiddenBlocks) {
    if (contains(prefixOf(forbidden), prefix)) refuse(vpcErrors.cidrInvalid);
  }
  return prefix;
}

/** A VPC's block can grow or shrink, not move. */
function checkResize(call: Call, vpc: Vpc, cidrBlock: string): void {
  const next = checkCidr(cidrBlock);
  if (!overlaps(prefixOf(vpc.cidrBlock), next)) refuse(vpcErrors.cidrInvalid);
  for (const vSwitch of call.store.where(vSwitches, 'vpc', vpc.vpcId)) {
    if (!contains(next, prefixOf(vSwitch.cidrBlock))) refuse(vpcErrors.subnetOutside);
  }
}

function readUserCidrs(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const cidrs = text.split(',').map((cidr) => cidr.trim());
  if (cidrs.length > MAX_USER_CIDRS) refuse(vpcErrors.userCidrQuota);
  for (const cidr of cidrs) {
    const prefix = parsePrefix(cidr) ?? refuse(vpcErrors.userCidr);
    if (overlaps(prefixOf(SERVICE_CIDR), prefix)) refuse(vpcErrors.userCidr);
  }
  return cidrs;
}

/** The VPC's own actions. */
export const vpcOperations = [createVpc, describeVpcAttribute, modifyVpcAttribute, deleteVpc];
/** What happens to VPCs later. */
export const vpcEffects = [vpcAvailable, vpcGone];
