import type { InventoryItem } from '../../protocol/operation';
import type { Collection } from '../../store/collection';
import type { Store } from '../../store/store';
import { acls } from './acl-model';
import { healthCheckTemplates } from './health-check-template-model';
import { listeners, loadBalancers, serverGroups } from './model';
import { rules } from './rule-model';

/** What users made in ALB. */
export function inventory(store: Store): readonly InventoryItem[] {
  return [
    ...items(store, loadBalancers),
    ...items(store, serverGroups),
    ...items(store, listeners),
    ...items(store, rules),
    ...items(store, acls),
    ...items(store, healthCheckTemplates),
  ];
}

function items<T extends { readonly regionId: string }, I extends string>(
  store: Store,
  of: Collection<T, I>,
): readonly InventoryItem[] {
  return store.all(of).map((record) => ({ kind: of.name, id: of.id(record), region: record.regionId }));
}
