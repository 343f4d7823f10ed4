import type { LocalCloud } from '@causeway/local-cloud';
import type { Deployment } from '../../lib/config';
import type { Reporter } from '../output/reporter';
import { count } from '../output/style';
import type { ResourceProgress } from '../terraform/resource-progress';
import type { Terraform } from '../terraform/terraform';

/** What the steps of a run work with, from the moment when Terraform is ready. */
export interface Stage {
  readonly deployment: Deployment;
  readonly cloud: LocalCloud;
  readonly terraform: Terraform;
  readonly progress: ResourceProgress;
  readonly reporter: Pick<Reporter, 'done' | 'say'>;
  /** Where a plan is kept between planning and applying. */
  readonly planFile: string;
  /** How many resources Terraform works on at the same time. */
  readonly parallelism: number;
  /** Begins a step, unless the user has stopped the run. */
  readonly begin: (step: string) => void;
}

/** The values of a stack's outputs, by name. */
export type Outputs = Readonly<Record<string, unknown>>;

/** Applies the plan that is kept, of so many changes; answers the outputs. */
export async function apply(stage: Stage, expected: number): Promise<Outputs> {
  const { terraform, progress, reporter, planFile, parallelism, begin } = stage;
  begin('apply');
  progress.begin(expected);
  const outputs = await terraform.apply(planFile, parallelism);
  reporter.done(progress.count === 0 ? 'nothing to do' : `${count(progress.count, 'change')} made, as planned`);
  return outputs;
}
