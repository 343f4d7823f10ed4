import { attributeOf, differences, type Difference } from './differences';
import { OLD_NAMES, withoutMirrored } from './ignored';
import { meansSame } from './meaning';
import type { Plan, PlannedChange, Values } from './plan';
import { blockIn, isReportOnly, schemaOf } from './provider-schema';

/** An attribute that is another in the state than in the cloud, and why that is no drift. */
export interface Ignored {
  readonly address: string;
  readonly attribute: string;
  readonly reason: 'reported' | 'oldName' | 'mirror' | 'same';
}

/** A resource that was changed or removed outside Terraform. */
export interface DriftedResource {
  readonly change: PlannedChange;
  readonly kind: 'removed' | 'changed';
  /** The values that Terraform left. */
  readonly before: Values;
  /** What is another now; empty where it is removed. */
  readonly differences: readonly Difference[];
}

/** What a plan says of changes outside Terraform. */
export interface Drifted {
  readonly resources: readonly DriftedResource[];
  readonly ignored: readonly Ignored[];
}

/** Tells what was changed outside Terraform from what only looks like it. */
export function driftedIn(plan: Plan): Drifted {
  const all = everything(plan);
  const looked = plan.drifted.flatMap((change): readonly Looked[] => {
    const { before, after } = change;
    // Without `before`, something came to the state that Terraform did not know: there is no such refresh.
    if (before === undefined) return [];
    if (after === undefined) return [{ change, kind: 'removed', before, differences: [], ignored: [] }];
    return [{ change, kind: 'changed', before, ...compare(change, before, after, all) }];
  });
  return {
    resources: looked.filter(({ kind, differences: found }) => kind === 'removed' || found.length > 0),
    ignored: looked.flatMap(({ ignored }) => ignored),
  };
}

/** The attributes of a resource that drifted. */
export function attributesOf({ differences: found }: Pick<DriftedResource, 'differences'>): readonly string[] {
  return [...new Set(found.map(({ path }) => attributeOf(path)))];
}

interface Looked extends DriftedResource {
  readonly ignored: readonly Ignored[];
}

interface Typed {
  readonly type: string;
  readonly values: Values;
}

/** Every resource that Terraform left or has found. */
function everything({ standing, drifted }: Plan): Typed[] {
  const found = standing.map(({ resource }) => ({ type: String(resource.type), values: resource.values as Values }));
  const left = drifted.map(({ type, before = {} }) => ({ type, values: before }));
  return [...found, ...left];
}

function compare({ type, address }: PlannedChange, before: Values, after: Values, all: Typed[]) {
  const [was, is] = [withoutMirrored(type, before, all), withoutMirrored(type, after, all)];
  const found: Difference[] = [];
  const ignored: Ignored[] = [];
  for (const attribute of Object.keys({ ...before, ...after })) {
    if (JSON.stringify(before[attribute]) === JSON.stringify(after[attribute])) continue;
    const block = blockIn(schemaOf(type), attribute);
    const reason = whyNotCounted(type, attribute, after);
    const own = reason !== undefined ? [] : differences(attribute, was[attribute], is[attribute], block);
    found.push(...own);
    if (own.length > 0) continue;
    const isSame = meansSame(before[attribute], after[attribute], block);
    ignored.push({ address, attribute, reason: reason ?? (isSame ? 'same' : 'mirror') });
  }
  return { differences: found, ignored };
}

/** Why an attribute does not count, whatever it is; undefined where it does. */
function whyNotCounted(type: string, attribute: string, values: Values): 'reported' | 'oldName' | undefined {
  if (isReportOnly(schemaOf(type), attribute)) return 'reported';
  const newName = OLD_NAMES[type]?.[attribute];
  return newName !== undefined && newName in values ? 'oldName' : undefined;
}
