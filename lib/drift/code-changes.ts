import { isPlanned, referencesOf } from './configuration';
import type { DriftedResource } from './drifted';
import { followers } from './followers';
import { isUnknown } from './meaning';
import { becomes, isDelete } from './next-apply';
import type { Plan, PlannedChange } from './plan';
import { blockIn, isReportOnly, schemaOf } from './provider-schema';

/** What the next apply does to a resource. */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'forget' | 'import';

/** A change that the next apply makes because the configuration asks for it, and not to put anything back. */
export interface CodeChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** The attributes that it changes; empty where all of the resource is new or goes. */
  readonly attributes: readonly string[];
}

/** A planned change, with what of it the configuration asks for. */
interface Wanted {
  readonly planned: PlannedChange;
  /** Attributes that become another, known value. */
  readonly known: readonly string[];
  /** Attributes whose value is not known before the apply. */
  readonly unknown: readonly string[];
}

/** What the next apply changes because of the configuration: everything that drift does not explain. */
export function codeChanges(plan: Plan, drifted: readonly DriftedResource[]): readonly CodeChange[] {
  const byAddress = new Map(drifted.map((resource) => [resource.change.address, resource]));
  const wanted = (plan.planned ?? [])
    .filter(({ actions, isImport }) => isImport || !actions.every((action) => action === 'no-op' || action === 'read'))
    .map((planned) => wantedOf(plan, planned, byAddress.get(planned.address)));
  const anew = wanted.filter(({ planned }) => planned.actions.includes('create') && byAddress.has(planned.address));
  const candidates = wanted.filter(({ known, unknown }) => known.length === 0 && unknown.length > 0);
  const following = followers(
    plan,
    anew.map(({ planned }) => planned),
    candidates,
  );
  return wanted
    .filter(({ planned }) => !following.has(planned.address))
    .filter(({ planned, known, unknown }) => {
      return !byAddress.has(planned.address) || isDelete(planned) || known.length + unknown.length > 0;
    })
    .map(({ planned, known, unknown }) => ({
      address: planned.address,
      type: planned.type,
      action: actionOf(planned),
      attributes: [...known, ...unknown],
    }));
}

/** Of a drifted resource, what is put back is not wanted by anybody's change of the configuration. */
function wantedOf(plan: Plan, planned: PlannedChange, drifted: DriftedResource | undefined): Wanted {
  const from = planned.before ?? drifted?.before;
  if (from === undefined || isDelete(planned)) return { planned, known: [], unknown: [] };
  const block = schemaOf(planned.type);
  const values = [from, ...(drifted === undefined ? [] : [drifted.before])];
  const settable = Object.keys({ ...from, ...planned.after }).filter(
    (name) => !isReportOnly(block, name) && isPlanned(plan, planned, name),
  );
  const known = settable.filter((name) => !values.some((each) => becomes(planned, name, each[name])));
  const unknown = settable.filter(
    (name) =>
      !known.includes(name) &&
      isUnknown(planned.unknown[name], blockIn(block, name)) &&
      referencesOf(plan, planned, name).length > 0,
  );
  return { planned, known, unknown };
}

function actionOf({ actions, isImport }: PlannedChange): Action {
  if (actions.length > 1) return 'replace';
  const [action = 'no-op'] = actions;
  return action === 'no-op' || isImport ? 'import' : (action as Action);
}
