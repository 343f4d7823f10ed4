import { count } from '../output/style';
import { describeChanges, mustBeEmpty } from '../terraform/plan-text';
import { apply, type Outputs, type Stage } from './stage';
import { breakAndRepair, probeAll } from './story';

/** Makes a deployment, asks it, breaks and repairs it, and destroys it; answers its outputs. */
export async function liveThrough(stage: Stage): Promise<Outputs> {
  const outputs = await make(stage);
  const report = await probeAll(stage, outputs);
  await breakAndRepair(stage, outputs, report);
  await unmake(stage);
  return outputs;
}

async function make(stage: Stage): Promise<Outputs> {
  const { builder, reporter, begin } = stage;
  begin('plan');
  const plan = await builder.plan();
  reporter.done(describeChanges(plan.changes));
  const outputs = await apply(stage, plan.changes.add + plan.changes.change + plan.changes.remove);

  begin('plan');
  const again = await builder.plan();
  const unwanted = again.planned.length > 0 ? again.planned : ['to change outputs'];
  mustBeEmpty('a second plan must be empty, but it wants', again.isEmpty ? [] : unwanted);
  reporter.done('no changes: what stands is what was asked for');
  return outputs;
}

async function unmake({ builder, progress, reporter, begin }: Stage): Promise<void> {
  begin('destroy');
  progress.begin();
  const destroyed = await builder.destroy();
  reporter.done(`${count(destroyed, 'resource')} destroyed in one run`);
}
