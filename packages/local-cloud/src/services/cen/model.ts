import { collection } from '../../store/collection';
import type { Tags } from '../tags';

/** A CEN instance: the network that transit routers of several regions belong to. */
export interface Cen {
  readonly cenId: string;
  readonly name: string;
  readonly description: string;
  /** `REDUCED` is the only level: CIDRs of attached networks may overlap but not be identical. */
  readonly protectionLevel: 'REDUCED';
  readonly resourceGroupId: string;
  readonly status: 'Creating' | 'Active' | 'Deleting';
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly tags: Tags;
}

/** A bandwidth plan between two areas; it is `InUse` while it belongs to a CEN, else `Idle`. */
export interface BandwidthPackage {
  readonly bandwidthPackageId: string;
  readonly name: string;
  readonly description: string;
  readonly bandwidthMbps: number;
  /** As requested, for example `China`; answers carry it in lower case. */
  readonly areaA: string;
  readonly areaB: string;
  readonly chargeType: 'PREPAY' | 'POSTPAY';
  /** The CEN that it is associated with. */
  readonly cenId?: string | undefined;
  readonly createdAt: string;
  /** Empty for packages without a period. */
  readonly expiresAt: string;
  readonly tags: Tags;
}

/** A transit router: one per CEN and region. */
export interface TransitRouter {
  readonly transitRouterId: string;
  readonly cenId: string;
  readonly regionId: string;
  readonly name: string;
  readonly description: string;
  /** `Basic` joins VPCs by itself: it has no attachments, tables or connections of the API. @default `Enterprise` */
  readonly edition?: 'Enterprise' | 'Basic' | undefined;
  readonly supportMulticast: boolean;
  readonly status: 'Creating' | 'Active' | 'Modifying' | 'Deleting';
  readonly createdAt: string;
  readonly tags: Tags;
}

/** A route table of a transit router. */
export interface TransitRouterRouteTable {
  readonly routeTableId: string;
  readonly transitRouterId: string;
  /** The `System` table comes and goes with its router. */
  readonly type: 'System' | 'Custom';
  readonly name: string;
  readonly description: string;
  readonly multiRegionEcmp: 'enable' | 'disable';
  readonly status: 'Creating' | 'Active' | 'Deleting';
  readonly createdAt: string;
  readonly tags: Tags;
}

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
  readonly orderType: 'PayByCenOwner' | 'PayByResourceOwner';
  readonly name: string;
  readonly description: string;
  /** The attachment's options: `ipv6Support` and `applianceModeSupport`, each `enable` or `disable`. */
  readonly options: Readonly<Record<string, string>>;
  readonly status: 'Attaching' | 'Attached' | 'Modifying' | 'Detaching';
  readonly createdAt: string;
  readonly tags: Tags;
}

/** An inter-region connection: two transit routers of one CEN, one record for both ends. */
export interface PeerAttachment {
  readonly attachmentId: string;
  readonly cenId: string;
  /** The end that the connection was created at. */
  readonly transitRouterId: string;
  readonly regionId: string;
  /** The other end. */
  readonly peerTransitRouterId: string;
  readonly peerRegionId: string;
  readonly bandwidthMbps: number;
  readonly bandwidthType: 'BandwidthPackage' | 'DataTransfer';
  /** Empty for `DataTransfer`. */
  readonly bandwidthPackageId: string;
  readonly defaultLinkType: 'Gold' | 'Platinum';
  /** Whether each end teaches the other the routes of the table that it is associated with. */
  readonly autoPublishRouteEnabled: boolean;
  readonly name: string;
  readonly description: string;
  readonly status: 'Attaching' | 'Attached' | 'Modifying' | 'Detaching';
  readonly createdAt: string;
  readonly tags: Tags;
}

/** The table that traffic arriving over an attachment is looked up in; one per attachment and router. */
export interface RouteTableAssociation {
  readonly attachmentId: string;
  /** The end of the attachment: the router of the table. */
  readonly transitRouterId: string;
  readonly routeTableId: string;
  /** The table that takes over when a replacement is done. */
  readonly replacementId?: string | undefined;
  readonly status: 'Associating' | 'Active' | 'Replacing' | 'Dissociating';
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** What makes a table learn the routes of an attachment. */
export interface RouteTablePropagation {
  readonly attachmentId: string;
  readonly transitRouterId: string;
  readonly routeTableId: string;
  readonly status: 'Enabling' | 'Active' | 'Disabling';
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** A static entry of a transit router's table; learned ones are computed and not stored. */
export interface StaticRouteEntry {
  readonly routeEntryId: string;
  readonly routeTableId: string;
  readonly destinationCidrBlock: string;
  readonly nextHopType: 'Attachment' | 'BlackHole';
  /** The attachment; empty for a black hole. */
  readonly nextHopId: string;
  readonly name: string;
  readonly description: string;
  readonly status: 'Creating' | 'Active' | 'Deleting';
  readonly createdAt: string;
}

/** All CEN instances. */
export const cens = collection<Cen>('cen/cens', (cen) => cen.cenId);

/** All bandwidth packages; `cen` finds the associated ones. */
export const bandwidthPackages = collection<BandwidthPackage, 'cen'>(
  'cen/bandwidthPackages',
  (bandwidthPackage) => bandwidthPackage.bandwidthPackageId,
  { cen: (bandwidthPackage) => bandwidthPackage.cenId },
);

/** All transit routers, of every region. */
export const transitRouters = collection<TransitRouter, 'cen'>(
  'cen/transitRouters',
  (transitRouter) => transitRouter.transitRouterId,
  { cen: (transitRouter) => transitRouter.cenId },
);

/** The route tables of all transit routers. */
export const transitRouterRouteTables = collection<TransitRouterRouteTable, 'transitRouter'>(
  'cen/routeTables',
  (table) => table.routeTableId,
  { transitRouter: (table) => table.transitRouterId },
);

/** All VPC attachments. */
export const vpcAttachments = collection<VpcAttachment, 'vpc' | 'transitRouter' | 'cen'>(
  'cen/vpcAttachments',
  (attachment) => attachment.attachmentId,
  {
    vpc: (attachment) => attachment.vpcId,
    transitRouter: (attachment) => attachment.transitRouterId,
    cen: (attachment) => attachment.cenId,
  },
);

/** All inter-region connections, each stored once, from the end that it was made at. */
export const peerAttachments = collection<
  PeerAttachment,
  'transitRouter' | 'peerTransitRouter' | 'cen' | 'bandwidthPackage'
>('cen/peerAttachments', (attachment) => attachment.attachmentId, {
  transitRouter: (attachment) => attachment.transitRouterId,
  peerTransitRouter: (attachment) => attachment.peerTransitRouterId,
  cen: (attachment) => attachment.cenId,
  bandwidthPackage: (attachment) => attachment.bandwidthPackageId || undefined,
});

/** The key of an association (attachment and router) and of a propagation (attachment and table). */
export function joinKey(attachmentId: string, otherId: string): string {
  return `${attachmentId}/${otherId}`;
}

/** All associations: one per attachment and router. */
export const associations = collection<RouteTableAssociation, 'attachment' | 'table' | 'replacement'>(
  'cen/associations',
  (association) => joinKey(association.attachmentId, association.transitRouterId),
  {
    attachment: (association) => association.attachmentId,
    table: (association) => association.routeTableId,
    replacement: (association) => association.replacementId,
  },
);

/** All propagations: one per attachment and table. */
export const propagations = collection<RouteTablePropagation, 'attachment' | 'table'>(
  'cen/propagations',
  (propagation) => joinKey(propagation.attachmentId, propagation.routeTableId),
  {
    attachment: (propagation) => propagation.attachmentId,
    table: (propagation) => propagation.routeTableId,
  },
);

/** The static entries of all tables. */
export const staticRouteEntries = collection<StaticRouteEntry, 'table' | 'nextHop'>(
  'cen/staticRouteEntries',
  (entry) => entry.routeEntryId,
  { table: (entry) => entry.routeTableId, nextHop: (entry) => entry.nextHopId || undefined },
);
