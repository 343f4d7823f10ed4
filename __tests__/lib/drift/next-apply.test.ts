import { driftedIn } from '../../../lib/drift/drifted';
import { nextApply } from '../../../lib/drift/next-apply';
import { readDriftPlan } from '../../../lib/drift/plan';
import { change, type ChangeJson, planOf } from './support/plans';

const vpc = { id: 'vpc-1', vpc_name: 'one', tags: { project: 'a' } };
const byHand = { ...vpc, tags: { project: 'b' } };

/** What is told of the only thing that drifted. */
function told(drift: ChangeJson, planned: readonly ChangeJson[] | 'refreshOnly') {
  const plan = readDriftPlan(planOf([drift], planned));
  return driftedIn(plan).resources.map((resource) => nextApply(plan, resource));
}

const changed = change('alicloud_vpc.a', ['update'], vpc, byHand);
const removed = change('alicloud_vpc.a', ['delete'], vpc, null);
const planned = (actions: readonly string[], after: ChangeJson['change']['after'], unknown = {}) =>
  change('alicloud_vpc.a', actions, byHand, after, unknown);

describe('what the next apply does about', () => {
  it.each<[string, ChangeJson, readonly ChangeJson[] | 'refreshOnly', string]>([
    ['a change that it takes back', changed, [planned(['update'], vpc)], 'putBack'],
    ['a change that makes it replace', changed, [planned(['delete', 'create'], vpc, { id: true })], 'replaced'],
    ['a change that the code says nothing of', changed, [planned(['no-op'], byHand)], 'left'],
    [
      'a change of what the code changes too',
      changed,
      [planned(['update'], { ...vpc, tags: { project: 'c' } })],
      'changed',
    ],
    ['a change of what the code does not have any more', changed, [planned(['delete'], null)], 'dropped'],
    ['a change of what is not known before the apply', changed, [planned(['update'], {}, { tags: true })], 'putBack'],
    ['a thing that is gone', removed, [change('alicloud_vpc.a', ['create'], null, vpc, { id: true })], 'putBack'],
    ['a thing that is gone from the code, too', removed, [], 'dropped'],
    ['anything, in a plan that only refreshes', removed, 'refreshOnly', 'untold'],
  ])('%s', (_, drift, changes, expected) => {
    expect(told(drift, changes)).toEqual([expected]);
  });
});
