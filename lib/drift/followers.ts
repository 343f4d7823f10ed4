import { referencesOf } from './configuration';
import type { Plan, PlannedChange } from './plan';

/** A change of which nothing is known but that it refers to what is made in the same apply. */
interface Candidate {
  readonly planned: PlannedChange;
  readonly unknown: readonly string[];
}

/**
 * The addresses of changes that only follow from others being made anew: each of their attributes gets a new value
 * because it refers to one of those, directly or by way of another follower.
 */
export function followers(
  plan: Plan,
  anew: readonly PlannedChange[],
  candidates: readonly Candidate[],
): ReadonlySet<string> {
  const made = new Set(anew.map(placeOf));
  const found = new Set<string>();
  let isGrowing = made.size > 0;
  while (isGrowing) {
    const next = candidates.filter(
      ({ planned, unknown }) =>
        !found.has(planned.address) && unknown.every((attribute) => refersTo(plan, planned, attribute, made)),
    );
    for (const { planned } of next) {
      found.add(planned.address);
      if (planned.actions.includes('create')) made.add(placeOf(planned));
    }
    isGrowing = next.length > 0;
  }
  return found;
}

const placeOf = ({ module, name }: Pick<PlannedChange, 'module' | 'name'>): string => `${module} ${name}`;

/** What comes by a variable, a local or a module could be anything that is made: a plan does not say what of it. */
function refersTo(plan: Plan, planned: PlannedChange, attribute: string, made: ReadonlySet<string>): boolean {
  return referencesOf(plan, planned, attribute).some((reference) => {
    if (/^(var|local|module)\./.test(reference)) return true;
    const [type = '', label = ''] = reference.split('.');
    return made.has(placeOf({ module: planned.module, name: `${type}.${label.replace(/\[.*$/, '')}` }));
  });
}
