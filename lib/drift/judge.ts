import { prove, type NetworkModel, type Proof } from '../proof';
import type { DriftedResource } from './drifted';
import { effectOf, hasEffect, type Effect } from './effect';
import { Models, type BesidePlan } from './models';
import type { Plan } from './plan';
import { silentServers } from './silent-servers';

/** How the proof is asked. */
export interface JudgeOptions extends BesidePlan {
  /** As for a proof: what stands only in the cloud is taken to hold nothing but what the plan shows. @default false */
  readonly assumeComplete?: boolean;
}

/** What the proof says of one change. */
export interface Judgement {
  /** What it does to packets; undefined where there is nothing to prove. */
  readonly effect: Effect | undefined;
  /** What kept the proof from telling all of it; empty where it could. */
  readonly untold: readonly string[];
}

/** What was proven of a network as Terraform left it, and as it stands. */
export interface LeftAndStanding {
  readonly left: Proof;
  readonly stands: Proof;
}

/** Asks the proof what became of a network. */
export class Judge {
  /** Undefined where there is nothing to prove. */
  readonly proof: LeftAndStanding | undefined;
  private readonly models: Models;

  constructor(
    plan: Plan,
    resources: readonly DriftedResource[],
    private readonly options: JudgeOptions,
  ) {
    this.models = new Models(plan, resources, options);
    const left = this.prove(this.models.left);
    const stands = resources.length === 0 ? left : this.prove(this.models.standing());
    this.proof = left.flows.length + stands.flows.length === 0 ? undefined : { left, stands };
  }

  /** What was removed and belonged to something that was removed. */
  goneWith(resource: DriftedResource): readonly DriftedResource[] {
    return this.models.goneWith(resource);
  }

  /** What the proof says of one change alone. */
  judge(resource: DriftedResource): Judgement {
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

  /** What none of the changes does alone, and several do together; undefined where that is nothing. */
  together(alone: readonly Judgement[]): Effect | undefined {
    if (this.proof === undefined || alone.length < 2) return undefined;
    const { left, stands } = this.proof;
    const only = effectOf(
      left,
      stands,
      alone.flatMap(({ effect }) => effect ?? []),
    );
    return hasEffect(only) ? only : undefined;
  }

  private prove(model: NetworkModel): Proof {
    return prove(model, { assumeComplete: this.options.assumeComplete === true });
  }
}
