import type { Call } from '../../protocol/call';
import { tagList } from '../tags';
import { availableAddressCount } from './addresses';
import { type Vpc, type VSwitch, vSwitches } from './model';

type Viewer = Pick<Call, 'store' | 'accountId'>;

/** A VPC as both `DescribeVpcAttribute` and `DescribeVpcs` answer it. */
export function vpcView({ store, accountId }: Viewer, vpc: Vpc) {
  const vSwitchIds = store.where(vSwitches, 'vpc', vpc.vpcId).map((vSwitch) => vSwitch.vSwitchId);
  return {
    VpcId: vpc.vpcId,
    RegionId: vpc.regionId,
    VRouterId: vpc.vRouterId,
    CidrBlock: vpc.cidrBlock,
    VpcName: vpc.name,
    Description: vpc.description,
    Status: vpc.status,
    CreationTime: vpc.createdAt,
    IsDefault: false,
    DnsHostnameStatus: 'DISABLED',
    EnabledIpv6: false,
    Ipv6CidrBlock: '',
    Ipv6CidrBlocks: { Ipv6CidrBlock: [] },
    SecondaryCidrBlocks: { SecondaryCidrBlock: [] },
    UserCidrs: { UserCidr: vpc.userCidrs },
    VSwitchIds: { VSwitchId: vSwitchIds },
    ResourceGroupId: vpc.resourceGroupId,
    OwnerId: Number(accountId),
    Tags: { Tag: tagList(vpc.tags) },
  };
}

/** A vSwitch as both `DescribeVSwitchAttributes` and `DescribeVSwitches` answer it. */
export function vSwitchView({ store, accountId }: Viewer, vSwitch: VSwitch, vpc: Vpc) {
  return {
    VSwitchId: vSwitch.vSwitchId,
    VpcId: vSwitch.vpcId,
    ZoneId: vSwitch.zoneId,
    CidrBlock: vSwitch.cidrBlock,
    // A missing key reads as "IPv6 is on" in the provider.
    Ipv6CidrBlock: '',
    EnabledIpv6: false,
    VSwitchName: vSwitch.name,
    Description: vSwitch.description,
    Status: vSwitch.status === 'Deleting' ? 'Pending' : vSwitch.status,
    CreationTime: vSwitch.createdAt,
    IsDefault: false,
    AvailableIpAddressCount: availableAddressCount(store, vSwitch),
    ResourceGroupId: vpc.resourceGroupId,
    OwnerId: Number(accountId),
    RouteTable: { RouteTableId: vpc.routeTableId, RouteTableType: 'System' },
    Tags: { Tag: tagList(vSwitch.tags) },
  };
}
