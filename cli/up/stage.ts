import type { LocalCloud } from '@causeway/local-cloud';
import type { Deployment } from '../../lib/config';
import type { Issue } from '../../lib/core';
import type { Reporter } from '../output/reporter';
import { count } from '../output/style';
import type { ResourceProgress } from '../terraform/resource-progress';

/** The values of a stack's outputs, by name. */
export type Outputs = Readonly<Record<string, unknown>>;

/** What happened to a plan. */
export interface PlanResult {
  readonly isEmpty: boolean;
  readonly changes: { readonly add: number; readonly change: number; readonly remove: number };
  /** `<action> <address>` of every planned change. */
  readonly planned: readonly string[];
}

/** What an apply left. */
export interface Applied {
  readonly outputs: Outputs;
  /** What `check` blocks complain about. */
  readonly warnings: readonly Issue[];
}

/** What plans a stack, makes it and unmakes it: Terraform, or a rehearsal of it. */
export interface Builder {
  plan(): Promise<PlanResult>;
  /** Makes what the last plan said. */
  apply(): Promise<Applied>;
  /** Unmakes everything; answers how many resources that were. */
  destroy(): Promise<number>;
}

/** What the steps of a run work with, from the moment when the builder is ready. */
export interface Stage {
  readonly deployment: Deployment;
  readonly cloud: Pick<LocalCloud, 'probe' | 'outOfBand'>;
  readonly builder: Builder;
  readonly progress: ResourceProgress;
  readonly reporter: Pick<Reporter, 'done' | 'say'>;
  /** Begins a step, unless the user has stopped the run. */
  readonly begin: (step: string) => void;
}

/** Applies the last plan, of so many changes; answers the outputs. */
export async function apply({ builder, progress, reporter, begin }: Stage, expected: number): Promise<Outputs> {
  begin('apply');
  progress.begin(expected);
  const { outputs, warnings } = await builder.apply();
  const made = progress.count === 0 ? 'nothing to do' : `${count(progress.count, 'change')} made, as planned`;
  reporter.done(made, warnings);
  return outputs;
}
