import { CLOUD_SERVICES_CIDR } from '../../lib/core';
import type { Gap, NetworkModel, NextHop, Route, VpcModel, VpcRouteTableModel, VSwitchModel } from '../../lib/proof';
import type { RouteEntryAnswer, RouteTableAnswer, VSwitchAnswer } from '../api/calls/vpc';
import type { NetworkAnswers } from '../read/network';
import { blockOf, gap, isIpv6 } from './blocks';
import { named } from './labels';

/** What `buildNetwork` makes. */
export type NetworkParts = Pick<NetworkModel, 'vpcs' | 'vSwitches' | 'vpcRouteTables'>;

/** VPCs, their vSwitches and their route tables of one region. */
export function buildNetwork({ region, vpcs, vSwitches, routeTables }: NetworkAnswers): NetworkParts {
  const models = vpcs.map(({ VpcId, VpcName, CidrBlock, SecondaryCidrBlocks }): VpcModel => {
    const blocks = [CidrBlock ?? '', ...(SecondaryCidrBlocks?.SecondaryCidrBlock ?? [])];
    const cidrs = blocks.flatMap((text) => blockOf(text) ?? []);
    return { id: VpcId, label: named(VpcName, VpcId), region, cidrs };
  });
  const labels = new Map(models.map(({ id, label }) => [id, label]));
  return {
    vpcs: models,
    vSwitches: vSwitches.flatMap(vSwitchOf),
    vpcRouteTables: routeTables.map(({ table, entries }) => {
      const own = vSwitches.filter(({ VpcId }) => VpcId === table.VpcId);
      return tableOf(table, entries, own, labels.get(table.VpcId ?? '') ?? table.VpcId ?? '');
    }),
  };
}

function vSwitchOf({ VSwitchId, VSwitchName, VpcId, ZoneId, CidrBlock, RouteTable }: VSwitchAnswer): VSwitchModel[] {
  const cidr = blockOf(CidrBlock);
  if (cidr === undefined) return [];
  const custom = RouteTable?.RouteTableType === 'Custom' ? RouteTable.RouteTableId : undefined;
  const vSwitch = { id: VSwitchId, label: named(VSwitchName, VSwitchId), vpcId: VpcId, zone: ZoneId, cidr };
  return [{ ...vSwitch, ...(custom !== undefined && { customRouteTableId: custom }) }];
}

function tableOf(
  table: RouteTableAnswer,
  entries: readonly RouteEntryAnswer[],
  vSwitches: readonly VSwitchAnswer[],
  vpc: string,
): VpcRouteTableModel {
  const { RouteTableId: id, RouteTableName, RouteTableType, AssociateType } = table;
  const isSystem = RouteTableType === 'System';
  const label = isSystem ? `system route table of ${vpc}` : named(RouteTableName, id);
  const ipv4 = entries.filter(({ DestinationCidrBlock }) => !isIpv6(DestinationCidrBlock));
  const read = ipv4.filter(({ Type }) => Type !== 'System').map((entry) => routeOf(entry, label));
  return {
    id,
    label,
    vpcId: table.VpcId ?? '',
    isSystem,
    routes: read.flatMap((each) => ('route' in each ? [each.route] : [])),
    gaps: [
      ...read.flatMap((each) => ('gap' in each ? [each.gap] : [])),
      ...systemGaps(ipv4, vSwitches, label),
      ...(isSystem ? aclGaps(vSwitches) : []),
      ...(AssociateType === 'Gateway' ? [gap(`${label}: route tables of gateways are not followed`)] : []),
    ],
  };
}

/** A route that somebody wrote, or that another service put there; a gap where it cannot be told what becomes of packets. */
function routeOf(entry: RouteEntryAnswer, table: string): { readonly route: Route } | { readonly gap: Gap } {
  const { DestinationCidrBlock: text, RouteEntryName, Type, Status, NextHops } = entry;
  const destination = blockOf(text);
  const hops = NextHops?.NextHop ?? [];
  const [hop] = hops;
  if (destination === undefined || hop === undefined)
    return { gap: gap(`${table}: the entry ${text} leads to nothing that is shown`) };
  if (hops.length > 1) return { gap: gap(`${table}: the entry ${text} has several next hops, which is not followed`) };
  if (Status !== undefined && Status !== 'Available') {
    return { gap: gap(`${table}: the entry ${text} is ${Status}; run it again when it has settled`) };
  }
  const nextHop = nextHopOf(hop.NextHopType ?? '', hop.NextHopId ?? '');
  // A custom entry leads where it says. What a service puts there may lead on in ways that its next hop does not show.
  if (Type !== 'Custom' && nextHop.kind === 'other') {
    return { gap: gap(`${table}: where the ${Type} entry ${text} -> ${nextHop.text} leads is not followed`) };
  }
  const goal = nextHop.kind === 'attachment' ? nextHop.attachmentId : nextHop.kind === 'other' ? nextHop.text : '';
  return { route: { destination, nextHop, label: RouteEntryName || `${destination.text} -> ${goal}` } };
}

function nextHopOf(type: string, id: string): NextHop {
  return type === 'Attachment'
    ? { kind: 'attachment', attachmentId: id }
    : { kind: 'other', text: `${type} ${id}`.trim() };
}

/** System entries follow from the VPC: what is there has to be what the proof takes for granted. */
function systemGaps(
  entries: readonly RouteEntryAnswer[],
  vSwitches: readonly VSwitchAnswer[],
  table: string,
): readonly Gap[] {
  const found = new Set(
    entries.filter(({ Type }) => Type === 'System').map(({ DestinationCidrBlock }) => DestinationCidrBlock),
  );
  const blocks = vSwitches.map(({ CidrBlock }) => CidrBlock);
  const known = new Set([...blocks, CLOUD_SERVICES_CIDR]);
  return [
    ...[...found]
      .filter((text) => !known.has(text))
      .map((text) => gap(`${table}: the system entry ${text} is not followed`)),
    ...blocks
      .filter((text) => !found.has(text))
      .map((text) => gap(`${table}: there is no system entry for the vSwitch ${text}`)),
  ];
}

/** What a network ACL drops is looked at where the VPC is entered or left: at its system table. */
function aclGaps(vSwitches: readonly VSwitchAnswer[]): readonly Gap[] {
  return vSwitches.flatMap(({ VSwitchId, VSwitchName, NetworkAclId }) =>
    NetworkAclId === undefined || NetworkAclId === ''
      ? []
      : [
          gap(
            `vSwitch ${named(VSwitchName, VSwitchId)}: the network ACL ${NetworkAclId} may drop packets, which is not followed`,
          ),
        ],
  );
}
