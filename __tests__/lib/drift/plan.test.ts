import { readDriftPlan } from '../../../lib/drift/plan';
import { change, planOf } from './support/plans';

const gone = change('alicloud_vpc.a', ['delete'], { id: 'vpc-1' }, null);

describe('the plan that drift is told from', () => {
  it('tells what drifted from what is planned', () => {
    const planned = change('alicloud_vpc.a', ['create'], null, {}, { id: true });
    const plan = readDriftPlan(planOf([gone], [planned]));
    expect(plan.drifted).toMatchObject([{ address: 'alicloud_vpc.a', before: { id: 'vpc-1' }, after: undefined }]);
    expect(plan.planned).toMatchObject([{ name: 'alicloud_vpc.a', actions: ['create'], unknown: { id: true } }]);
  });

  it('leaves out what an interrupted replacement left behind, and data sources', () => {
    const deposed = { ...gone, deposed: '12345678' };
    const data = { ...gone, mode: 'data' };
    expect(readDriftPlan(planOf([deposed, data])).drifted).toEqual([]);
  });

  it('may only refresh', () => {
    expect(readDriftPlan(planOf([gone], 'refreshOnly')).planned).toBeUndefined();
  });

  it('may find that all is gone', () => {
    const { prior_state: _, ...plan } = planOf([gone]);
    expect(readDriftPlan(plan).drifted).toHaveLength(1);
  });

  it.each([
    ['a state', { format_version: '1.0', values: {} }, 'DRIFT_NEEDS_PLAN'],
    ['a synthesized stack', { resource: {} }, 'DRIFT_NEEDS_PLAN'],
    ['no object', [1], 'DRIFT_NEEDS_PLAN'],
    ['a plan that ended with an error', { ...planOf([gone]), errored: true }, 'PLAN_ERRORED'],
    ['a plan of what was never applied', { ...planOf([]), prior_state: undefined }, 'NOTHING_APPLIED'],
  ])('rejects %s', (_, json, code) => {
    expect(() => readDriftPlan(json)).toThrow(expect.objectContaining({ code }));
  });
});
