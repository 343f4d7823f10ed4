import { regionOf } from '../../catalogue/regions';
import { refuse } from '../../protocol/api-error';
import type { Call } from '../../protocol/call';
import type { Store } from '../../store/store';
import { cenErrors } from './errors';
import { type BandwidthPackage, bandwidthPackages, type PeerAttachment, peerAttachments } from './model';

/** What a connection asks for. */
export interface BandwidthRequest {
  readonly bandwidthMbps: number;
  readonly bandwidthType: PeerAttachment['bandwidthType'];
  /** Empty when none is named. */
  readonly bandwidthPackageId: string;
  readonly defaultLinkType: PeerAttachment['defaultLinkType'];
}

/** How much of a package its connections hold, in Mbps; `except` leaves one out. */
export function allottedMbps(store: Store, bandwidthPackageId: string, except?: string): number {
  return store
    .where(peerAttachments, 'bandwidthPackage', bandwidthPackageId)
    .filter(({ attachmentId }) => attachmentId !== except)
    .reduce((sum, { bandwidthMbps }) => sum + bandwidthMbps, 0);
}

/** Whether a package joins these two areas, in either order. */
export function spansSameAreas({ areaA, areaB }: BandwidthPackage, a: string, b: string): boolean {
  return (areaA === a && areaB === b) || (areaA === b && areaB === a);
}

/**
 * Checks that a connection may have the bandwidth that it asks for: pay-by-traffic takes no package, and a package must
 * belong to the CEN, join the two areas and have enough left.
 *
 * @param connection - The connection as it is, or is going to be; its own share does not count against it.
 */
export function checkBandwidth(
  { store }: Pick<Call, 'store'>,
  connection: Pick<PeerAttachment, 'cenId' | 'regionId' | 'peerRegionId'> & { readonly attachmentId?: string },
  wanted: BandwidthRequest,
): void {
  if (wanted.bandwidthType === 'DataTransfer') {
    if (wanted.bandwidthPackageId !== '') refuse(cenErrors.bandwidthPackage);
    return;
  }
  if (wanted.defaultLinkType !== 'Gold') refuse(cenErrors.linkType);
  const from = store.get(bandwidthPackages, wanted.bandwidthPackageId) ?? refuse(cenErrors.bandwidthPackage);
  const areas = [regionOf(connection.regionId).area ?? '', regionOf(connection.peerRegionId).area ?? ''] as const;
  if (from.cenId !== connection.cenId || !spansSameAreas(from, ...areas)) refuse(cenErrors.packageNotAssociated);
  const held = allottedMbps(store, from.bandwidthPackageId, connection.attachmentId);
  if (held + wanted.bandwidthMbps > from.bandwidthMbps) refuse(cenErrors.packageExceeded);
}
