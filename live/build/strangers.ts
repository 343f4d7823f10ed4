import type { NetworkModel, VpcAttachmentModel } from '../../lib/proof';
import { gap } from './blocks';
import type { NetworkParts } from './network';
import type { RouterParts } from './routers';

/**
 * VPCs that are attached and cannot be read, such as those of another account.
 *
 * What routers report to have learned of them says which vSwitches they have; of their own routes nothing is known.
 */
export function strangers(
  known: NetworkParts,
  { vpcAttachments, transitRouters, transitRouterRouteTables, reported }: RouterParts,
): NetworkParts {
  const vpcIds = new Set(known.vpcs.map(({ id }) => id));
  const unread = vpcAttachments.filter(({ vpcId }) => !vpcIds.has(vpcId));
  const regionOf = ({ transitRouterId }: VpcAttachmentModel): string =>
    transitRouters.find(({ id }) => id === transitRouterId)?.region ?? '';
  const byVpc = new Map(unread.map((attachment) => [attachment.vpcId, attachment]));
  const tableIds = (attachment: VpcAttachmentModel): readonly string[] =>
    transitRouterRouteTables
      .filter((table) => table.transitRouterId === attachment.transitRouterId)
      .map(({ id }) => id);
  const learned = (attachment: VpcAttachmentModel) =>
    tableIds(attachment)
      .flatMap((id) => reported.get(id) ?? [])
      .filter(({ attachmentId }) => attachmentId === attachment.id)
      .map(({ destination }) => destination);
  const vSwitches: NetworkModel['vSwitches'] = [...byVpc].flatMap(([vpcId, attachment]) =>
    [...new Map(learned(attachment).map((cidr) => [cidr.text, cidr])).values()].map((cidr) => ({
      id: `${vpcId} ${cidr.text}`,
      label: `${cidr.text} of ${vpcId}`,
      vpcId,
      zone: '',
      cidr,
    })),
  );
  return {
    vpcs: [...byVpc].map(([id, attachment]) => ({ id, label: id, region: regionOf(attachment), cidrs: [] })),
    vSwitches,
    vpcRouteTables: [...byVpc].map(([vpcId]) => ({
      id: `${vpcId}/unread`,
      label: `system route table of ${vpcId}`,
      vpcId,
      isSystem: true,
      routes: [],
      gaps: [gap(`the VPC ${vpcId} cannot be read: it belongs to another account, or the access key may not see it`)],
    })),
  };
}
