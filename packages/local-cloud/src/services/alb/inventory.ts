import type { InventoryItem } from '../../protocol/operation';
import type { Store } from '../../store/store';
import { listeners, loadBalancers, serverGroups } from './model';

/** What users made in ALB. */
export function inventory(store: Store): readonly InventoryItem[] {
  return [
    ...store
      .all(loadBalancers)
      .map(({ loadBalancerId, regionId }) => ({ kind: 'alb/loadBalancers', id: loadBalancerId, region: regionId })),
    ...store
      .all(serverGroups)
      .map(({ serverGroupId, regionId }) => ({ kind: 'alb/serverGroups', id: serverGroupId, region: regionId })),
    ...store
      .all(listeners)
      .map(({ listenerId, regionId }) => ({ kind: 'alb/listeners', id: listenerId, region: regionId })),
  ];
}
