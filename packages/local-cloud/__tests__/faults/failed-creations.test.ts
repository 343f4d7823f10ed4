import {
  createBalancer,
  createGroup,
  createListener,
  type Fixture,
  outcome,
  startFixture,
} from '../services/alb/fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.cloud.close());
afterEach(() => {
  fixture.cloud.clearFaults();
});

test('a load balancer whose creation fails is accepted, ends as CreateFailed, and can only be deleted', async () => {
  // GIVEN
  fixture.cloud.injectFaults([{ actions: 'CreateLoadBalancer', fault: 'failedCreation', rate: 1, times: 1 }]);
  const LoadBalancerId = await createBalancer(fixture);

  // THEN
  const { body } = await fixture.alb('GetLoadBalancerAttribute', { LoadBalancerId });
  expect(body.LoadBalancerStatus).toBe('CreateFailed');
  const rename = fixture.alb('UpdateLoadBalancerAttribute', { LoadBalancerId, LoadBalancerName: 'other' });
  expect(await outcome(rename)).toBe('400 IncorrectStatus.LoadBalancer');
  expect(await outcome(fixture.alb('DeleteLoadBalancer', { LoadBalancerId }))).toBe('200');
  expect(fixture.cloud.inventory().map(({ kind }) => kind)).not.toContain('alb/loadBalancers');
});

test('a listener whose creation fails is gone, and its job says so', async () => {
  // GIVEN
  const balancer = await createBalancer(fixture);
  const group = await createGroup(fixture);
  fixture.cloud.injectFaults([{ actions: 'CreateListener', fault: 'failedCreation', rate: 1, times: 1 }]);
  const ListenerId = await createListener(fixture, balancer, group);

  // THEN
  const jobs = (await fixture.alb('ListAsynJobs', { 'ResourceIds.1': ListenerId })).body.Jobs;
  expect(jobs).toMatchObject([{ Status: 'Failed', ErrorCode: expect.any(String) as string }]);
  expect(await outcome(fixture.alb('GetListenerAttribute', { ListenerId }))).toBe('404 ResourceNotFound.Listener');
  expect(await createListener(fixture, balancer, group)).toMatch(/^lsn-/);
});
