import { rawCall } from '../../client';
import { createBalancer, createGroup, createListener, type Fixture, forwardTo, outcome, startFixture } from './fixture';

const SECOND = 1000;
let now: number;
let fixture: Fixture;

beforeEach(async () => {
  now = Date.now();
  const alb = ['CreateLoadBalancer', 'UpdateLoadBalancerAttribute', 'DeleteLoadBalancer', 'CreateServerGroup'];
  const more = ['AddServersToServerGroup', 'RemoveServersFromServerGroup', 'DeleteServerGroup', 'CreateListener'];
  const delays = Object.fromEntries(
    [...alb, ...more, 'StopListener', 'DeleteListener'].map((action) => [action, 10 * SECOND]),
  );
  fixture = await startFixture({ clock: () => now, delays });
});

afterEach(async () => {
  await fixture.cloud.close();
});

function later(): void {
  now += 11 * SECOND;
}

type Values = Record<string, string | number | boolean>;
const call = (action: string, parameters: Values) => outcome(fixture.alb(action, parameters));

async function job(id: unknown): Promise<unknown> {
  const { body } = await fixture.alb('ListAsynJobs', { 'JobIds.1': String(id) });
  return (body.Jobs as { Status: string }[]).map(({ Status }) => Status);
}

describe('a balancer in a transient state', () => {
  const status = async (id: string) =>
    (await fixture.alb('GetLoadBalancerAttribute', { LoadBalancerId: id })).body.LoadBalancerStatus;

  it('is refused with codes that the provider retries, until it is Active', async () => {
    // GIVEN
    const id = await createBalancer(fixture);
    const group = await createGroup(fixture);
    const listener = { LoadBalancerId: id, ListenerProtocol: 'HTTP', ListenerPort: 80, ...forwardTo(group) };

    // THEN
    expect(await status(id)).toBe('Provisioning');
    expect(await call('CreateListener', listener)).toBe('400 IncorrectBusinessStatus.LoadBalancer');
    expect(await call('DeleteLoadBalancer', { LoadBalancerId: id })).toBe('400 SystemBusy');
    expect(await call('EnableDeletionProtection', { ResourceId: id })).toBe('400 IncorrectStatus.LoadBalancer');
    later();
    expect(await status(id)).toBe('Active');
    expect(await call('CreateListener', listener)).toBe('200');
  });

  it('holds its addresses until it is gone', async () => {
    // GIVEN
    const id = await createBalancer(fixture);
    later();

    // WHEN
    const { body } = await fixture.alb('DeleteLoadBalancer', { LoadBalancerId: id });

    // THEN
    expect(await status(id)).toBe('Deleting');
    expect(await job(body.JobId)).toEqual(['Processing']);
    const deleteVSwitch = () => outcome(fixture.vpc('DeleteVSwitch', { VSwitchId: fixture.vSwitchIds.a }));
    expect(await deleteVSwitch()).toBe('400 DependencyViolation.CloudService');
    later();
    expect(await job(body.JobId)).toEqual(['Succeeded']);
    expect(await call('GetLoadBalancerAttribute', { LoadBalancerId: id })).toBe('404 ResourceNotFound.LoadBalancer');
    expect(await deleteVSwitch()).toBe('200');
  });

  it('shows Configuring while it is changed', async () => {
    const id = await createBalancer(fixture);
    later();
    await fixture.alb('UpdateLoadBalancerAttribute', { LoadBalancerId: id, LoadBalancerName: 'renamed' });
    expect(await status(id)).toBe('Configuring');
    later();
    expect(await status(id)).toBe('Active');
  });
});

describe('a server group in a transient state', () => {
  it('shows its servers as Adding and Removing, and is busy meanwhile', async () => {
    // GIVEN
    const id = await createGroup(fixture);
    const server = {
      ServerGroupId: id,
      'Servers.1.ServerType': 'Ip',
      'Servers.1.ServerId': '192.168.7.20',
      'Servers.1.Port': 80,
      'Servers.1.RemoteIpEnabled': true,
    };
    const servers = async () =>
      ((await fixture.alb('ListServerGroupServers', { ServerGroupId: id })).body.Servers as { Status: string }[]).map(
        ({ Status }) => Status,
      );

    // THEN
    expect(await call('AddServersToServerGroup', server)).toBe('400 IncorrectStatus.ServerGroup');
    later();
    expect(await call('AddServersToServerGroup', server)).toBe('200');
    expect(await servers()).toEqual(['Adding']);
    expect(await call('RemoveServersFromServerGroup', server)).toBe('400 IncorrectStatus.ServerGroup');
    expect(await call('DeleteServerGroup', { ServerGroupId: id })).toBe('400 IncorrectStatus.ServerGroup');
    later();
    expect(await servers()).toEqual(['Available']);
    expect(await call('RemoveServersFromServerGroup', server)).toBe('200');
    expect(await servers()).toEqual(['Removing']);
    later();
    expect(await servers()).toEqual([]);
  });
});

describe('a listener in a transient state', () => {
  it('is Provisioning, Running, Configuring, Stopped, Deleting and gone, and holds its group until then', async () => {
    // GIVEN
    const [balancer, group] = [await createBalancer(fixture), await createGroup(fixture)];
    later();
    const ListenerId = await createListener(fixture, balancer, group);
    const status = async () => (await fixture.alb('GetListenerAttribute', { ListenerId })).body.ListenerStatus;

    // THEN
    expect(await status()).toBe('Provisioning');
    expect(await call('UpdateListenerAttribute', { ListenerId, IdleTimeout: 20 })).toBe('400 IncorrectStatus.Listener');
    expect(await call('DeleteListener', { ListenerId })).toBe('400 ResourceInConfiguring.Listener');
    later();
    expect(await status()).toBe('Running');
    await fixture.alb('StopListener', { ListenerId });
    expect(await status()).toBe('Configuring');
    later();
    expect(await status()).toBe('Stopped');
    await fixture.alb('DeleteListener', { ListenerId });
    expect(await status()).toBe('Deleting');
    expect(await call('DeleteServerGroup', { ServerGroupId: group })).toBe('400 ResourceInUse.ServerGroup');
    later();
    expect(await call('GetListenerAttribute', { ListenerId })).toBe('404 ResourceNotFound.Listener');
    expect(await call('DeleteServerGroup', { ServerGroupId: group })).toBe('200');
  });
});

describe('the jobs', () => {
  it('are forgotten after a day', async () => {
    // GIVEN a group made now, and calls of tomorrow, stamped so
    await createGroup(fixture);
    now += 25 * 60 * 60 * SECOND;
    const { cloud, vpcId } = fixture;
    const target = { ...cloud, version: '2020-06-16', region: 'cn-chengdu' };
    const timestamp = new Date(now).toISOString().replace(/\.\d+Z/, 'Z');
    const tomorrow = (action: string, parameters: Values) => rawCall(target, action, parameters, { timestamp });

    // WHEN
    const group = { ServerGroupName: 'web', VpcId: vpcId, 'HealthCheckConfig.HealthCheckEnabled': true };
    const { body } = await tomorrow('CreateServerGroup', group);

    // THEN
    const jobs = await tomorrow('ListAsynJobs', {});
    expect(jobs.body.Jobs).toMatchObject([{ Id: body.JobId }]);
  });

  it('are found by each of their marks', async () => {
    // GIVEN
    const group = await createGroup(fixture);
    later();
    const balancer = await createBalancer(fixture);
    later();
    const listener = await createListener(fixture, balancer, group);
    const found = async (parameters: Values) =>
      ((await fixture.alb('ListAsynJobs', parameters)).body.Jobs as { ApiName: string }[]).map(
        ({ ApiName }) => ApiName,
      );

    // THEN
    expect(await found({})).toEqual(['CreateServerGroup', 'CreateListener']);
    expect(await found({ 'ResourceIds.1': listener })).toEqual(['CreateListener']);
    expect(await found({ ResourceType: 'servergroup' })).toEqual(['CreateServerGroup']);
    expect(await found({ ApiName: 'CreateListener' })).toEqual(['CreateListener']);
    expect(await found({ BeginTime: now })).toEqual(['CreateListener']);
    expect(await found({ EndTime: now - SECOND })).toEqual(['CreateServerGroup']);
    expect(await found({ 'JobIds.1': 'none' })).toEqual([]);
    expect(await found({ RegionId: 'cn-hangzhou' })).toEqual([]);
  });
});
