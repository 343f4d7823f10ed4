import { operation } from '../../../protocol/operation';
import { numberedPage, pageParameters } from '../../../protocol/pagination';
import { parameter, tagFilterParameter } from '../../../protocol/parameters';
import { hasTags } from '../../tags';
import { vpcs, vSwitches } from '../model';
import { vpcView, vSwitchView } from '../views';

/** Filters that both lists have. Nothing is a default VPC or vSwitch, and nothing has IPv6. */
const commonFilters = {
  IsDefault: parameter.optional(parameter.boolean()),
  EnableIpv6: parameter.optional(parameter.boolean()),
  ResourceGroupId: parameter.optional(parameter.text()),
  Tag: parameter.optional(tagFilterParameter()),
  ...pageParameters(10, 50),
};

const describeVpcs = operation({
  action: 'DescribeVpcs',
  kind: 'read',
  parameters: {
    // Up to twenty, joined with commas.
    VpcId: parameter.optional(parameter.text()),
    VpcName: parameter.optional(parameter.text()),
    VpcOwnerId: parameter.optional(parameter.text()),
    DhcpOptionsSetId: parameter.optional(parameter.text()),
    ...commonFilters,
  },
  handle: (call, request) => {
    const asked = request.VpcId?.split(',').map((id) => id.trim());
    const found = call.store.where(vpcs, 'region', call.region).filter(
      (vpc) =>
        (asked?.includes(vpc.vpcId) ?? true) &&
        agrees([
          [request.VpcName, vpc.name],
          [request.VpcOwnerId, call.accountId],
          [request.DhcpOptionsSetId, ''],
          [request.IsDefault, false],
          [request.EnableIpv6, false],
          [request.ResourceGroupId, vpc.resourceGroupId],
        ]) &&
        hasTags(vpc.tags, request.Tag),
    );
    const { items, fields } = numberedPage(found, request);
    const list = items.map((vpc) => ({
      ...vpcView(call, vpc),
      RouterTableIds: { RouterTableIds: [vpc.routeTableId] },
      NatGatewayIds: { NatGatewayIds: [] },
    }));
    return { ...fields, Vpcs: { Vpc: list } };
  },
});

const describeVSwitches = operation({
  action: 'DescribeVSwitches',
  kind: 'read',
  parameters: {
    VSwitchId: parameter.optional(parameter.text()),
    VSwitchName: parameter.optional(parameter.text()),
    VSwitchOwnerId: parameter.optional(parameter.text()),
    VpcId: parameter.optional(parameter.text()),
    ZoneId: parameter.optional(parameter.text()),
    RouteTableId: parameter.optional(parameter.text()),
    ...commonFilters,
  },
  handle: (call, request) => {
    const { store, region } = call;
    const candidates =
      request.VpcId === undefined ? store.all(vSwitches) : store.where(vSwitches, 'vpc', request.VpcId);
    const found = candidates.flatMap((vSwitch) => {
      const vpc = store.get(vpcs, vSwitch.vpcId);
      const isAsked =
        vpc?.regionId === region &&
        agrees([
          [request.VSwitchId, vSwitch.vSwitchId],
          [request.VSwitchName, vSwitch.name],
          [request.VSwitchOwnerId, call.accountId],
          [request.ZoneId, vSwitch.zoneId],
          [request.RouteTableId, vpc.routeTableId],
          [request.IsDefault, false],
          [request.EnableIpv6, false],
          [request.ResourceGroupId, vpc.resourceGroupId],
        ]) &&
        hasTags(vSwitch.tags, request.Tag);
      return isAsked ? [{ vSwitch, vpc }] : [];
    });
    const { items, fields } = numberedPage(found, request);
    const list = items.map(({ vSwitch, vpc }) => ({ ...vSwitchView(call, vSwitch, vpc), ShareType: '' }));
    return { ...fields, VSwitches: { VSwitch: list } };
  },
});

/** Whether every filter that is given equals what it is held against. */
function agrees(filters: readonly (readonly [wanted: unknown, actual: unknown])[]): boolean {
  return filters.every(([wanted, actual]) => wanted === undefined || wanted === actual);
}

/** The lists of VPCs and vSwitches. */
export const listOperations = [describeVpcs, describeVSwitches];
