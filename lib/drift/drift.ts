import { codeChanges, type CodeChange } from './code-changes';
import { driftedIn, type DriftedResource, type Ignored } from './drifted';
import { attributeOf, type Difference } from './differences';
import type { Effect } from './effect';
import { Judge, type Judgement, type JudgeOptions, type LeftAndStanding } from './judge';
import { nextApply, type NextApply } from './next-apply';
import { readDriftPlan, type Plan } from './plan';
import { Things } from './things';

/** One resource that was changed or removed outside Terraform. */
export interface DriftedThing extends Judgement {
  readonly address: string;
  readonly type: string;
  /** In words: `route 100.122.176.0/26 in system route table of vpc2`. */
  readonly thing: string;
  readonly kind: DriftedResource['kind'];
  /** What is another now; empty where it is removed. */
  readonly differences: readonly (Difference & { readonly isSensitive: boolean })[];
  /** What belonged to it and was removed with it; each is a drifted thing of its own as well. */
  readonly wentWith: readonly Pick<DriftedThing, 'address' | 'thing'>[];
  readonly nextApply: NextApply;
}

/** What was changed outside Terraform, apart from what the configuration changes. */
export interface Drift {
  readonly things: readonly DriftedThing[];
  /** Where the state says something else than the cloud and nobody changed anything. */
  readonly ignored: readonly Ignored[];
  /** What the configuration changes; undefined where the plan only refreshes. */
  readonly code: readonly CodeChange[] | undefined;
  /** How many resources Terraform has a state of. */
  readonly resourceCount: number;
  /** What was proven as Terraform left it, and as it stands; undefined where there is nothing to prove. */
  readonly proof: LeftAndStanding | undefined;
  /** What is lost only by several changes together. */
  readonly together: Effect | undefined;
}

/**
 * Tells from a plan what was changed outside Terraform, and what the proof says of it.
 *
 * Each change is proven alone, against the network as Terraform left it, and then all of them together.
 *
 * @param json - A plan as `terraform show -json FILE` prints it; made by `plan`, or by `plan -refresh-only`.
 * @throws ValidationError `DRIFT_NEEDS_PLAN`, `PLAN_ERRORED`, `NOTHING_APPLIED`, or for CIDR blocks that are none.
 */
export function driftOf(json: unknown, options: JudgeOptions = {}): Drift {
  const plan = readDriftPlan(json);
  const { resources, ignored } = driftedIn(plan);
  const judge = new Judge(plan, resources, options);
  const words = new Things(plan, options.labels);
  const things = resources.map((resource) => thingOf(plan, resource, words, judge));
  return {
    things,
    ignored,
    code: plan.planned === undefined ? undefined : codeChanges(plan, resources),
    resourceCount: plan.standing.filter(({ resource }) => resource.mode === 'managed').length + removedIn(resources),
    proof: judge.proof,
    together: judge.together(things),
  };
}

function removedIn(resources: readonly DriftedResource[]): number {
  return resources.filter(({ kind }) => kind === 'removed').length;
}

function thingOf(plan: Plan, resource: DriftedResource, words: Things, judge: Judge): DriftedThing {
  const { change, kind, before, differences } = resource;
  const { address, type } = change;
  return {
    address,
    type,
    thing: words.describe(type, address, before),
    kind,
    differences: differences.map((each) => ({ ...each, isSensitive: isSensitive(change, each.path) })),
    wentWith: judge.goneWith(resource).map((other) => ({
      address: other.change.address,
      thing: words.describe(other.change.type, other.change.address, other.before),
    })),
    nextApply: nextApply(plan, resource),
    ...judge.judge(resource),
  };
}

/** A part of an attribute that must not be shown makes all of it so. */
function isSensitive({ sensitive }: Plan['drifted'][number], path: string): boolean {
  return sensitive.some((marks) => isMarked(marks[attributeOf(path)]));
}

function isMarked(mark: unknown): boolean {
  if (typeof mark !== 'object' || mark === null) return mark === true;
  return Object.values(mark).some(isMarked);
}
