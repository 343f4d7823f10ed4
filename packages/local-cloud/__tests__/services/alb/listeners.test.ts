import {
  balancerParameters,
  createBalancer,
  createGroup,
  createListener,
  type Fixture,
  forwardTo,
  outcome,
  startFixture,
} from './fixture';

let fixture: Fixture;
let balancerId: string;
let groupId: string;

beforeEach(async () => {
  fixture = await startFixture();
  balancerId = await createBalancer(fixture);
  groupId = await createGroup(fixture);
});

afterEach(async () => {
  await fixture.cloud.close();
});

type Values = Record<string, string | number | boolean>;

const create = (parameters: Values = {}) =>
  fixture.alb('CreateListener', {
    LoadBalancerId: balancerId,
    ListenerProtocol: 'HTTP',
    ListenerPort: 80,
    ...forwardTo(groupId),
    ...parameters,
  });

async function get(ListenerId: string): Promise<Record<string, unknown>> {
  return (await fixture.alb('GetListenerAttribute', { ListenerId })).body;
}

describe('a listener', () => {
  it('runs with the documented defaults and forwards to its group', async () => {
    const found = await get(await createListener(fixture, balancerId, groupId));
    expect(found).toMatchObject({
      LoadBalancerId: balancerId,
      ListenerStatus: 'Running',
      ListenerProtocol: 'HTTP',
      ListenerPort: 80,
      IdleTimeout: 15,
      RequestTimeout: 60,
      GzipEnabled: true,
      DefaultActions: [
        { Type: 'ForwardGroup', ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId: groupId }] } },
      ],
      XForwardedForConfig: { XForwardedForEnabled: true, XForwardedForProtoEnabled: false },
    });
    expect(found).not.toHaveProperty('Certificates');
    const groups = await fixture.alb('ListServerGroups', { 'ServerGroupIds.1': groupId });
    expect(groups.body.ServerGroups).toMatchObject([{ RelatedLoadBalancerIds: [balancerId] }]);
  });

  it('keeps what an update does not name', async () => {
    // GIVEN
    const listenerId = await createListener(fixture, balancerId, groupId);
    const otherGroupId = await createGroup(fixture);

    // WHEN
    await fixture.alb('UpdateListenerAttribute', {
      ListenerId: listenerId,
      IdleTimeout: 30,
      ListenerDescription: 'second',
      'XForwardedForConfig.XForwardedForProtoEnabled': true,
      ...forwardTo(otherGroupId),
    });

    // THEN
    expect(await get(listenerId)).toMatchObject({
      IdleTimeout: 30,
      RequestTimeout: 60,
      ListenerDescription: 'second',
      ListenerStatus: 'Running',
      XForwardedForConfig: { XForwardedForEnabled: true, XForwardedForProtoEnabled: true },
      DefaultActions: [{ ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId: otherGroupId }] } }],
    });
    expect(await outcome(fixture.alb('DeleteServerGroup', { ServerGroupId: groupId }))).toBe('200');
  });

  it('stops and starts, and stays stopped when it is changed', async () => {
    const listenerId = await createListener(fixture, balancerId, groupId);
    const call = (action: string, more: Values = {}) =>
      outcome(fixture.alb(action, { ListenerId: listenerId, ...more }));
    expect(await call('StartListener')).toBe('400 IncorrectStatus.Listener');
    expect(await call('StopListener')).toBe('200');
    expect(await call('StopListener')).toBe('400 IncorrectStatus.Listener');
    expect(await call('UpdateListenerAttribute', { IdleTimeout: 20 })).toBe('200');
    expect(await get(listenerId)).toMatchObject({ ListenerStatus: 'Stopped', IdleTimeout: 20 });
    expect(await call('StartListener')).toBe('200');
    expect(await get(listenerId)).toMatchObject({ ListenerStatus: 'Running' });
  });

  it('answers 404 when it is gone', async () => {
    const listenerId = await createListener(fixture, balancerId, groupId);
    await fixture.alb('DeleteListener', { ListenerId: listenerId });
    for (const action of ['GetListenerAttribute', 'UpdateListenerAttribute', 'StopListener', 'DeleteListener']) {
      expect(await outcome(fixture.alb(action, { ListenerId: listenerId }))).toBe('404 ResourceNotFound.Listener');
    }
  });

  it.each([
    ['an unknown balancer', { LoadBalancerId: 'alb-none' }, '404 ResourceNotFound.LoadBalancer'],
    ['an unknown group', forwardTo('sgp-none'), '404 ResourceNotFound.ServerGroup'],
    ['no default action', { 'DefaultActions.1.Type': '' }, '400 MissingDefaultActions.1.Type'],
    ['a default action that redirects', { 'DefaultActions.1.Type': 'Redirect' }, '400 InvalidDefaultActions.1.Type'],
    ['port 0', { ListenerPort: 0 }, '400 InvalidListenerPort'],
    ['port 65536', { ListenerPort: 65536 }, '400 InvalidListenerPort'],
    ['TCP', { ListenerProtocol: 'TCP' }, '400 InvalidListenerProtocol'],
    ['an idle timeout above ten minutes', { IdleTimeout: 601 }, '400 InvalidIdleTimeout'],
    ['a request timeout of 0', { RequestTimeout: 0 }, '400 InvalidRequestTimeout'],
    ['a description with a blank', { ListenerDescription: 'two words' }, '400 IllegalParam.ListenerDescription'],
    ['HTTPS without a certificate', { ListenerProtocol: 'HTTPS' }, '400 MissingCertificates'],
    ['QUIC without a certificate', { ListenerProtocol: 'QUIC' }, '400 MissingCertificates'],
    ['a certificate on HTTP', { 'Certificates.1.CertificateId': 'c' }, '400 IllegalParam.Certificates'],
    [
      'mutual TLS without a CA',
      { ListenerProtocol: 'HTTPS', 'Certificates.1.CertificateId': 'c', CaEnabled: true },
      '400 MissingCaCertificates',
    ],
    [
      'an upgrade to an unknown QUIC listener',
      { ListenerProtocol: 'HTTPS', 'Certificates.1.CertificateId': 'c', 'QuicConfig.QuicListenerId': 'lsn-none' },
      '404 ResourceNotFound.Listener',
    ],
  ])('rejects %s', async (_, change, expected) => {
    expect(await outcome(create(change as Values))).toBe(expected);
  });

  it('rejects a port that is taken; HTTP and HTTPS share ports, QUIC does not', async () => {
    const tls = { 'Certificates.1.CertificateId': 'c' };
    expect(await outcome(create({ ListenerPort: 443 }))).toBe('200');
    expect(await outcome(create({ ListenerPort: 443 }))).toBe('400 ResourceAlreadyExist.Listener');
    expect(await outcome(create({ ListenerPort: 443, ListenerProtocol: 'HTTPS', ...tls }))).toBe(
      '400 ResourceAlreadyExist.Listener',
    );
    expect(await outcome(create({ ListenerPort: 443, ListenerProtocol: 'QUIC', ...tls }))).toBe('200');
  });

  it('rejects a group of another VPC', async () => {
    groupId = await createGroup(fixture, { vpcId: fixture.otherVpcId });
    expect(await outcome(create())).toBe('400 Mismatch.VpcId');
  });

  it('rejects deleting a QUIC listener that an HTTPS listener hands over to', async () => {
    // GIVEN
    const tls = { ListenerPort: 443, 'Certificates.1.CertificateId': 'c' };
    const quic = String((await create({ ListenerProtocol: 'QUIC', ...tls })).body.ListenerId);
    const https = await create({
      ListenerProtocol: 'HTTPS',
      ...tls,
      'QuicConfig.QuicUpgradeEnabled': true,
      'QuicConfig.QuicListenerId': quic,
    });
    expect(await get(String(https.body.ListenerId))).toMatchObject({
      Certificates: [{ CertificateId: 'c' }],
      QuicConfig: { QuicUpgradeEnabled: true, QuicListenerId: quic },
    });

    // THEN
    expect(await outcome(fixture.alb('DeleteListener', { ListenerId: quic }))).toBe('400 ResourceInUse.Listener');
  });

  it('rejects the fifty-first listener of a balancer', async () => {
    // GIVEN two groups, as one group serves 50 listeners at most
    for (let port = 1; port <= 50; port++) expect(await outcome(create({ ListenerPort: port }))).toBe('200');
    groupId = await createGroup(fixture);
    expect(await outcome(create({ ListenerPort: 51 }))).toBe('400 ResourceQuotaExceeded.LoadBalancerListenersNum');
  });

  it('rejects the fifty-first use of a group', async () => {
    for (let port = 1; port <= 50; port++) await create({ ListenerPort: port });
    balancerId = await createBalancer(fixture);
    expect(await outcome(create())).toBe('400 ResourceQuotaExceeded.ServerGroupAttachedNum');
  });
});

describe('what a listener can forward to', () => {
  const tls = { 'Certificates.1.CertificateId': 'c' };

  it.each([
    ['HTTP', 'HTTP', '200'],
    ['HTTP', 'HTTPS', '400 OperationDenied.ServerGroupProtocolNotSupport'],
    ['HTTP', 'gRPC', '400 OperationDenied.GRPCServerGroup'],
    ['HTTPS', 'HTTPS', '200'],
    ['HTTPS', 'GRPC', '200'],
    ['QUIC', 'HTTP', '200'],
    ['QUIC', 'HTTPS', '400 OperationDenied.ServerGroupProtocolNotSupport'],
  ])('answers an %s listener before an %s group with %s', async (listener, protocol, expected) => {
    groupId = await createGroup(fixture, { protocol });
    const answer = create({ ListenerProtocol: listener, ...(listener !== 'HTTP' && tls) });
    expect(await outcome(answer)).toBe(expected);
  });

  it.each([
    ['slow start', { 'SlowStartConfig.SlowStartEnabled': true }, '400 Mismatch.LoadBalancerEditionAndSlowStartEnable'],
    [
      'draining',
      { 'ConnectionDrainConfig.ConnectionDrainEnabled': true },
      '400 Mismatch.LoadBalancerEditionAndConnectionDrainEnable',
    ],
    ['cross-zone off', { CrossZoneEnabled: false }, '400 Mismatch.LoadBalancerEditionAndCrossZoneEnable'],
    ['HTTPS servers', { Protocol: 'HTTPS' }, '400 OperationDenied.ServerGroupProtocolNotSupport'],
  ])('rejects %s behind a Basic balancer', async (_, change, expected) => {
    const basic = await fixture.alb('CreateLoadBalancer', {
      ...balancerParameters(fixture),
      LoadBalancerEdition: 'Basic',
    });
    balancerId = String(basic.body.LoadBalancerId);
    const group = await fixture.alb('CreateServerGroup', {
      ServerGroupName: 'web',
      VpcId: fixture.vpcId,
      'HealthCheckConfig.HealthCheckEnabled': true,
      ...(change as Values),
    });
    groupId = String(group.body.ServerGroupId);
    expect(await outcome(create({ ListenerProtocol: 'HTTPS', ...tls }))).toBe(expected);
  });
});
