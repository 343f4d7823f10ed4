import { createBalancer, createGroup, createListener, type Fixture, outcome, startFixture } from './fixture';

let fixture: Fixture;
let balancerId: string;
let listenerId: string;

beforeEach(async () => {
  fixture = await startFixture();
  balancerId = await createBalancer(fixture);
  listenerId = await createListener(fixture, balancerId, await createGroup(fixture));
});

afterEach(async () => {
  await fixture.cloud.close();
});

const balancer = async () => (await fixture.alb('GetLoadBalancerAttribute', { LoadBalancerId: balancerId })).body;
const enable = () =>
  fixture.alb('EnableLoadBalancerAccessLog', { LoadBalancerId: balancerId, LogProject: 'project', LogStore: 'store' });
const disable = () => fixture.alb('DisableLoadBalancerAccessLog', { LoadBalancerId: balancerId });

describe('the access log', () => {
  it('is switched on and off, each once', async () => {
    expect((await balancer()).AccessLogConfig).toEqual({});
    expect(await outcome(enable())).toBe('200');
    expect(await outcome(enable())).toBe('400 OperationDenied.AccessLogEnabled');
    expect((await balancer()).AccessLogConfig).toEqual({ LogProject: 'project', LogStore: 'store' });
    expect(await outcome(disable())).toBe('200');
    expect(await outcome(disable())).toBe('400 OperationDenied.AccessLogDisabled');
    expect((await balancer()).AccessLogConfig).toEqual({});
  });

  it('takes headers and traces of a listener while it is on', async () => {
    const record = (parameters: Record<string, string | boolean>) =>
      fixture.alb('UpdateListenerLogConfig', { ListenerId: listenerId, ...parameters });
    const headers = { AccessLogRecordCustomizedHeadersEnabled: true };
    expect(await outcome(record(headers))).toBe('400 OperationDenied.AccessLogDisabled');
    await enable();
    expect(await outcome(record(headers))).toBe('200');
    await record({ 'AccessLogTracingConfig.TracingEnabled': true, 'AccessLogTracingConfig.TracingType': 'Zipkin' });
    expect((await fixture.alb('GetListenerAttribute', { ListenerId: listenerId })).body.LogConfig).toEqual({
      AccessLogRecordCustomizedHeadersEnabled: true,
      AccessLogTracingConfig: { TracingEnabled: true, TracingType: 'Zipkin' },
    });
  });
});

describe('the address type', () => {
  it('gives each zone an EIP, and takes it back', async () => {
    const change = (AddressType: string) =>
      fixture.alb('UpdateLoadBalancerAddressTypeConfig', { LoadBalancerId: balancerId, AddressType });
    expect(await outcome(change('Intranet'))).toBe('400 OperationDenied.AddressTypeNotChanged');
    await change('Internet');
    const addresses = async () =>
      ((await balancer()).ZoneMappings as { LoadBalancerAddresses: { Address: string; IntranetAddress: string }[] }[])
        .flatMap((zone) => zone.LoadBalancerAddresses)
        .map(({ Address, IntranetAddress }) => Address === IntranetAddress);
    expect((await balancer()).AddressType).toBe('Internet');
    expect(await addresses()).toEqual([false, false]);
    await change('Intranet');
    expect(await addresses()).toEqual([true, true]);
  });
});

describe('the lists that data sources read', () => {
  it('filter balancers and listeners', async () => {
    const count = async (action: string, parameters: Record<string, string>) =>
      (await fixture.alb(action, parameters)).body.TotalCount;
    expect(await count('ListLoadBalancers', { 'VpcIds.1': fixture.vpcId, ZoneId: 'cn-chengdu-b' })).toBe(1);
    expect(await count('ListLoadBalancers', { 'LoadBalancerNames.1': 'other' })).toBe(0);
    expect(await count('ListLoadBalancers', { ZoneId: 'cn-chengdu-c' })).toBe(0);
    expect(await count('ListListeners', { 'LoadBalancerIds.1': balancerId, ListenerProtocol: 'HTTP' })).toBe(1);
    expect(await count('ListListeners', { ListenerProtocol: 'HTTPS' })).toBe(0);
    const { body } = await fixture.alb('ListLoadBalancers', {});
    expect((body.LoadBalancers as object[])[0]).not.toHaveProperty('ZoneMappings');
  });

  it('move things into resource groups of the right form', async () => {
    const move = (NewResourceGroupId: string) =>
      fixture.alb('MoveResourceGroup', { ResourceType: 'loadbalancer', ResourceId: balancerId, NewResourceGroupId });
    expect(await outcome(move('two'))).toBe('400 NotExist.ResourceGroup');
    expect(await outcome(move('rg-two'))).toBe('200');
    expect((await balancer()).ResourceGroupId).toBe('rg-two');
  });
});
