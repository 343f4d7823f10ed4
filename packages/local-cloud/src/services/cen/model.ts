import { collection } from '../../store/collection';
import type { Tags } from '../tags';

/** One vSwitch through which a transit router reaches into a VPC. */
export interface ZoneMapping {
  readonly zoneId: string;
  readonly vSwitchId: string;
  readonly networkInterfaceId: string;
}

/** A VPC that is attached to a transit router. */
export interface VpcAttachment {
  readonly attachmentId: string;
  readonly cenId: string;
  readonly transitRouterId: string;
  /** The region of the router and of the VPC. */
  readonly regionId: string;
  readonly vpcId: string;
  readonly zoneMappings: readonly ZoneMapping[];
  /** Whether the associated table's routes are written into the VPC's route tables. */
  readonly autoPublishRouteEnabled: boolean;
  readonly name: string;
  readonly description: string;
  /** The attachment's options as requested, for example `ipv6Support: disable`. */
  readonly options: Readonly<Record<string, string>>;
  readonly status: 'Attaching' | 'Attached' | 'Modifying' | 'Detaching';
  readonly createdAt: string;
  readonly tags: Tags;
}

export const vpcAttachments = collection<VpcAttachment, 'vpc' | 'transitRouter' | 'cen'>(
  'cen/vpcAttachments',
  (attachment) => attachment.attachmentId,
  {
    vpc: (attachment) => attachment.vpcId,
    transitRouter: (attachment) => attachment.transitRouterId,
    cen: (attachment) => attachment.cenId,
  },
);
