import type { Service } from '../../protocol/operation';
import { associationEffects, associationOperations } from './actions/associations';
import { bandwidthPackageOperations } from './actions/bandwidth-packages';
import { cenEffects, cenOperations } from './actions/cens';
import { peerAttachmentEffects, peerAttachmentOperations } from './actions/peer-attachments';
import { propagationEffects, propagationOperations } from './actions/propagations';
import { routeEntryEffects, routeEntryOperations } from './actions/route-entries';
import { routeEntryListOperations } from './actions/route-entry-lists';
import { routeTableEffects, routeTableOperations } from './actions/route-tables';
import { serviceOperations } from './actions/service';
import { tagOperations } from './actions/tags';
import { transitRouterEffects, transitRouterOperations } from './actions/transit-routers';
import { vpcAttachmentZoneOperations } from './actions/vpc-attachment-zones';
import { vpcAttachmentEffects, vpcAttachmentOperations } from './actions/vpc-attachments';
import { inventory } from './inventory';

/** Cloud Enterprise Network: CEN instances, bandwidth packages, transit routers and how they forward. */
export const cen: Service = {
  product: 'Cbn',
  version: '2017-09-12',
  scope: 'global',
  tokenIdentity: 'tokenAndParameters',
  operations: [
    ...cenOperations,
    ...bandwidthPackageOperations,
    ...transitRouterOperations,
    ...vpcAttachmentOperations,
    ...vpcAttachmentZoneOperations,
    ...peerAttachmentOperations,
    ...routeTableOperations,
    ...associationOperations,
    ...propagationOperations,
    ...routeEntryOperations,
    ...routeEntryListOperations,
    ...tagOperations,
    ...serviceOperations,
  ],
  effects: [
    ...cenEffects,
    ...transitRouterEffects,
    ...vpcAttachmentEffects,
    ...peerAttachmentEffects,
    ...routeTableEffects,
    ...associationEffects,
    ...propagationEffects,
    ...routeEntryEffects,
  ],
  inventory,
};
