import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { effect } from '../../../protocol/effect';
import { operation } from '../../../protocol/operation';
import { parameter, tagsParameter } from '../../../protocol/parameters';
import { type Image, findImage } from '../../../catalogue/images';
import { type InstanceType, instanceTypes } from '../../../catalogue/instance-types';
import { regionOf } from '../../../catalogue/regions';
import { freePublicAddress } from '../../public-addresses';
import { DEFAULT_RESOURCE_GROUP, resourceGroupId } from '../../resource-groups';
import { readTags, type Tags } from '../../tags';
import { holdAddress } from '../../vpc/addresses';
import { type VSwitch, vSwitches } from '../../vpc/model';
import { isoMinute, isoSecond } from '../../times';
import { diskParameters, readSystemDisk, type SystemDisk } from '../disks';
import { ecsErrors } from '../errors';
import { membersOf, requireOwnSecurityGroup } from '../find';
import { checkInstanceTexts } from '../texts';
import { disks, type Instance, instances, networkInterfaces, type SecurityGroup } from '../model';
import { ecsTagLimits } from '../tag-limits';

/** Default quotas (ECS API reference, `JoinSecurityGroup`). */
export const GROUPS_PER_INSTANCE = 5;
/** How many network interfaces a `normal` security group takes. */
export const MEMBERS_PER_NORMAL_GROUP = 2000;

const addressErrors = {
  outside: ecsErrors.addressOutside,
  taken: ecsErrors.addressTaken,
  exhausted: ecsErrors.addressesExhausted,
};

const instanceStarting = effect('ecs/instanceStarting', ({ store }, instanceId) => {
  if (store.get(instances, instanceId)?.status === 'Pending') {
    store.update(instances, instanceId, { status: 'Starting' });
  }
});

/** Ends `Starting`. */
export const instanceRunning = effect('ecs/instanceRunning', ({ store }, instanceId) => {
  const instance = store.get(instances, instanceId);
  if (instance && instance.status !== 'Deleting') store.update(instances, instanceId, { status: 'Running' });
});

const runInstances = operation({
  action: 'RunInstances',
  kind: 'write',
  parameters: {
    ImageId: parameter.text(),
    InstanceType: parameter.text(),
    VSwitchId: parameter.optional(parameter.text()),
    ZoneId: parameter.optional(parameter.text()),
    SecurityGroupId: parameter.optional(parameter.text()),
    SecurityGroupIds: parameter.optional(parameter.list(parameter.text(), { max: 16 })),
    PrivateIpAddress: parameter.optional(parameter.text()),
    Amount: parameter.withDefault(parameter.integer({ min: 1, max: 100 }), 1),
    InstanceName: parameter.optional(parameter.text()),
    Description: parameter.optional(parameter.text()),
    HostName: parameter.optional(parameter.text()),
    Password: parameter.optional(parameter.text()),
    UserData: parameter.optional(parameter.text()),
    KeyPairName: parameter.optional(parameter.text()),
    RamRoleName: parameter.optional(parameter.text()),
    InstanceChargeType: parameter.withDefault(parameter.oneOf(['PostPaid']), 'PostPaid'),
    SpotStrategy: parameter.withDefault(parameter.oneOf(['NoSpot', 'SpotWithPriceLimit', 'SpotAsPriceGo']), 'NoSpot'),
    CreditSpecification: parameter.optional(parameter.oneOf(['Standard', 'Unlimited'])),
    InternetChargeType: parameter.withDefault(parameter.oneOf(['PayByTraffic', 'PayByBandwidth']), 'PayByTraffic'),
    InternetMaxBandwidthIn: parameter.optional(parameter.integer({ min: 1, max: 100 })),
    InternetMaxBandwidthOut: parameter.withDefault(parameter.integer({ min: 0, max: 100 }), 0),
    DeletionProtection: parameter.withDefault(parameter.boolean(), false),
    HttpTokens: parameter.withDefault(parameter.oneOf(['optional', 'required']), 'optional'),
    HttpEndpoint: parameter.withDefault(parameter.oneOf(['enabled', 'disabled']), 'enabled'),
    HttpPutResponseHopLimit: parameter.withDefault(parameter.integer({ min: 1, max: 64 }), 1),
    SystemDisk: parameter.optional(parameter.object(diskParameters)),
    ResourceGroupId: parameter.withDefault(resourceGroupId(), DEFAULT_RESOURCE_GROUP),
    Tag: parameter.optional(tagsParameter()),
  },
  invalid: {
    Amount: ecsErrors.amount,
    InstanceChargeType: ecsErrors.chargeType,
    InternetMaxBandwidthOut: ecsErrors.bandwidth,
  },
  handle: (call, request) => {
    checkInstanceTexts(request);
    const tags = readTags(request.Tag, ecsTagLimits);
    const type = instanceTypes.get(request.InstanceType) ?? refuse(ecsErrors.instanceType);
    const image = findImage(request.ImageId) ?? refuse(ecsErrors.imageNotFound);
    if ((image.architecture === 'arm64') !== (type.architecture === 'ARM')) refuse(ecsErrors.imageArchitecture);
    const disk = readSystemDisk(request.SystemDisk ?? {}, type, image);
    const vSwitch = readVSwitch(call, request);
    const groups = readGroups(call, request, vSwitch);
    if (request.PrivateIpAddress !== undefined && request.Amount > 1) refuse(ecsErrors.addressOfSeveral);
    const order: Order = { request, type, image, disk, vSwitch, groups, tags };
    const ids = Array.from({ length: request.Amount }, () => createInstance(call, order));
    return { InstanceIdSets: { InstanceIdSet: ids } };
  },
});

interface Order {
  readonly request: {
    readonly PrivateIpAddress?: string | undefined;
    readonly InstanceName?: string | undefined;
    readonly Description?: string | undefined;
    readonly HostName?: string | undefined;
    readonly UserData?: string | undefined;
    readonly KeyPairName?: string | undefined;
    readonly RamRoleName?: string | undefined;
    readonly SpotStrategy: string;
    readonly CreditSpecification?: string | undefined;
    readonly InternetChargeType: string;
    readonly InternetMaxBandwidthIn?: number | undefined;
    readonly InternetMaxBandwidthOut: number;
    readonly DeletionProtection: boolean;
    readonly HttpTokens: string;
    readonly HttpEndpoint: string;
    readonly HttpPutResponseHopLimit: number;
    readonly ResourceGroupId: string;
  };
  readonly type: InstanceType;
  readonly image: Image;
  readonly disk: SystemDisk;
  readonly vSwitch: VSwitch;
  readonly groups: readonly SecurityGroup[];
  readonly tags: Tags;
}

/** Makes one instance with its primary network interface, its address and its system disk. */
function createInstance(call: Call, order: Order): string {
  const { store, newId } = call;
  const { request, vSwitch, tags } = order;
  const instanceId = newId('i');
  const instance: Instance = {
    instanceId,
    regionId: call.region,
    zoneId: vSwitch.zoneId,
    vpcId: vSwitch.vpcId,
    vSwitchId: vSwitch.vSwitchId,
    networkInterfaceId: newId('eni'),
    name: request.InstanceName ?? instanceId,
    description: request.Description ?? '',
    hostName: request.HostName ?? `iZ${instanceId.slice('i-'.length)}Z`,
    imageId: order.image.imageId,
    instanceType: order.type.instanceTypeId,
    status: 'Pending',
    stoppedMode: 'KeepCharging',
    spotStrategy: request.SpotStrategy,
    creditSpecification: creditsOf(order.type, request.CreditSpecification),
    internetChargeType: request.InternetChargeType,
    internetMaxBandwidthIn: request.InternetMaxBandwidthIn ?? Math.max(10, request.InternetMaxBandwidthOut),
    internetMaxBandwidthOut: request.InternetMaxBandwidthOut,
    publicIpAddress: request.InternetMaxBandwidthOut > 0 ? freePublicAddress(store) : '',
    keyPairName: request.KeyPairName ?? '',
    ramRoleName: request.RamRoleName ?? '',
    deletionProtection: request.DeletionProtection,
    userData: request.UserData ?? '',
    httpTokens: request.HttpTokens,
    httpEndpoint: request.HttpEndpoint,
    httpPutResponseHopLimit: request.HttpPutResponseHopLimit,
    resourceGroupId: request.ResourceGroupId,
    createdAt: isoMinute(call.now),
    startedAt: isoMinute(call.now),
    tags,
  };
  store.put(instances, instance);
  createInterface(call, order, instance);
  store.put(disks, {
    diskId: newId('d'),
    regionId: call.region,
    zoneId: vSwitch.zoneId,
    instanceId,
    imageId: instance.imageId,
    ...order.disk,
    resourceGroupId: instance.resourceGroupId,
    createdAt: isoSecond(call.now),
    tags: {},
  });
  // What is made is started too; the API names both states and not how long each lasts.
  call.settle(instanceStarting, instanceId, 0.5);
  call.settle(instanceRunning, instanceId);
  return instanceId;
}

function createInterface(call: Call, order: Order, instance: Instance): void {
  const { networkInterfaceId, vSwitchId, vpcId, zoneId, regionId } = instance;
  const holder = { holderId: networkInterfaceId, holder: 'instance' } as const;
  const wanted = order.request.PrivateIpAddress;
  call.store.put(networkInterfaces, {
    networkInterfaceId,
    regionId,
    vpcId,
    vSwitchId,
    zoneId,
    type: 'Primary',
    privateIpAddress: holdAddress(call.store, order.vSwitch, holder, addressErrors, wanted),
    securityGroupIds: order.groups.map((group) => group.securityGroupId),
    status: 'InUse',
    ownerId: instance.instanceId,
    serviceManaged: false,
    createdAt: isoSecond(call.now),
  });
}

function readVSwitch(
  call: Call,
  request: { readonly VSwitchId?: string | undefined; readonly ZoneId?: string | undefined },
): VSwitch {
  if (request.ZoneId !== undefined && !regionOf(call.region).zones.includes(request.ZoneId)) {
    refuse(ecsErrors.zoneNotFound);
  }
  const vSwitch = call.store.get(vSwitches, request.VSwitchId ?? refuse(ecsErrors.vSwitchMissing));
  if (vSwitch?.regionId !== call.region) refuse(ecsErrors.vSwitchNotFound);
  if (request.ZoneId !== undefined && request.ZoneId !== vSwitch.zoneId) refuse(ecsErrors.zoneMismatch);
  return vSwitch.status === 'Available' ? vSwitch : refuse(ecsErrors.vSwitchStatus);
}

function readGroups(
  call: Call,
  request: {
    readonly SecurityGroupId?: string | undefined;
    readonly SecurityGroupIds?: readonly string[] | undefined;
    readonly Amount: number;
  },
  vSwitch: VSwitch,
): SecurityGroup[] {
  const { SecurityGroupId: one, SecurityGroupIds: several } = request;
  if (one !== undefined && several !== undefined) refuse(ecsErrors.groupsConflict);
  const ids = several ?? [one ?? refuse(ecsErrors.groupMissing)];
  if (ids.length > GROUPS_PER_INSTANCE) refuse(ecsErrors.groupsOfInstance);
  const groups = [...new Set(ids)].map((id) => requireOwnSecurityGroup(call, id));
  if (groups.some((group) => group.vpcId !== vSwitch.vpcId)) refuse(ecsErrors.groupOfOtherVpc);
  if (new Set(groups.map((group) => group.type)).size > 1) refuse(ecsErrors.groupTypesMixed);
  for (const group of groups) {
    const isFull = membersOf(call, group).length + request.Amount > MEMBERS_PER_NORMAL_GROUP;
    if (group.type === 'normal' && isFull) refuse(ecsErrors.instancesOfGroup);
  }
  return groups;
}

/** Only burstable types earn CPU credits; `Standard` is their default. */
function creditsOf(type: InstanceType, wanted: string | undefined): string {
  return type.category === 'Burstable' ? (wanted ?? 'Standard') : '';
}

/** The making of instances. */
export const runInstancesOperations = [runInstances];
/** What happens to new instances later. */
export const runInstancesEffects = [instanceStarting, instanceRunning];
