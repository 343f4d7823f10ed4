import { prove, type NetworkModel, type Proof } from '../proof';
import { codeChanges, type CodeChange } from './code-changes';
import { driftedIn, type DriftedResource, type Ignored } from './drifted';
import { effectOf, hasEffect, type Effect } from './effect';
import { Models, type BesidePlan } from './models';
import { nextApply, type NextApply } from './next-apply';
import type { Difference } from './differences';
import { readDriftPlan, type Plan } from './plan';
import { silentServers } from './silent-servers';
import { Things } from './things';

/** One resource that was changed or removed outside Terraform. */
export interface DriftedThing {
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
  /** What the proof says of this change alone; undefined where there is nothing to prove. */
  readonly effect: Effect | undefined;
  /** What kept the proof from telling all of the effect; empty where it could. */
  readonly untold: readonly string[];
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
  readonly proof: { readonly left: Proof; readonly stands: Proof } | undefined;
  /** What is lost only by several changes together. */
  readonly together: Effect | undefined;
}

/** How drift is told. */
export interface DriftOptions extends BesidePlan {
  /** As for a proof: what stands only in the cloud is taken to hold nothing but what the plan shows. @default false */
  readonly assumeComplete?: boolean;
}

/**
 * Tells from a plan what was changed outside Terraform, and what the proof says of it.
 *
 * Each change is proven alone, against the network as Terraform left it, and then all of them together.
 *
 * @param json - A plan as `terraform show -json FILE` prints it; made by `plan`, or by `plan -refresh-only`.
 * @throws ValidationError `DRIFT_NEEDS_PLAN`, `PLAN_ERRORED`, `NOTHING_APPLIED`, or for CIDR blocks that are none.
 */
export function driftOf(json: unknown, options: DriftOptions = {}): Drift {
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
    wentWith: judge.models.goneWith(resource).map((other) => ({
      address: other.change.address,
      thing: words.describe(other.change.type, other.change.address, other.before),
    })),
    nextApply: nextApply(plan, resource),
    ...judge.judge(resource),
  };
}

/** A part of an attribute that must not be shown makes all of it so. */
function isSensitive({ sensitive }: Plan['drifted'][number], path: string): boolean {
  const attribute = path.split(/[.[]/, 1)[0] ?? path;
  return sensitive.some((marks) => isMarked(marks[attribute]));
}

function isMarked(mark: unknown): boolean {
  if (typeof mark !== 'object' || mark === null) return mark === true;
  return Object.values(mark).some(isMarked);
}

/** Asks the proof. */
class Judge {
  readonly models: Models;
  readonly proof: Drift['proof'];

  constructor(
    plan: Plan,
    resources: readonly DriftedResource[],
    private readonly options: DriftOptions,
  ) {
    this.models = new Models(plan, resources, options);
    const left = this.prove(this.models.left);
    const stands = resources.length === 0 ? left : this.prove(this.models.standing());
    this.proof = left.flows.length + stands.flows.length === 0 ? undefined : { left, stands };
  }

  /** What the proof says of one change alone. */
  judge(resource: DriftedResource): Pick<DriftedThing, 'effect' | 'untold'> {
    if (this.proof === undefined) return { effect: undefined, untold: [] };
    const { left } = this.proof;
    const silent = silentServers(resource, left.flows);
    const model = this.models.withOnly(resource);
    if (JSON.stringify(model) === JSON.stringify(this.models.left)) {
      return { effect: { servers: silent, problems: [] }, untold: [] };
    }
    const proof = this.prove(model);
    const { servers, problems } = effectOf(left, proof);
    const unknown = proof.flows.filter(({ status }) => status === 'unknown');
    const untold = unknown.flatMap(({ gaps }) => gaps.map(({ message }) => message));
    return { effect: { servers: [...servers, ...silent], problems }, untold: [...new Set(untold)] };
  }

  /** What no change does alone, and several do together. */
  together(things: readonly DriftedThing[]): Effect | undefined {
    if (this.proof === undefined || things.length < 2) return undefined;
    const alone = things.flatMap(({ effect }) => effect ?? []);
    const only = effectOf(this.proof.left, this.proof.stands, alone);
    return hasEffect(only) ? only : undefined;
  }

  private prove(model: NetworkModel): Proof {
    return prove(model, { assumeComplete: this.options.assumeComplete === true });
  }
}
