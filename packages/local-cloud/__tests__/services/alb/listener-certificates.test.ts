import { createBalancer, createGroup, createListener, type Fixture, forwardTo, outcome, startFixture } from './fixture';

let fixture: Fixture;
let balancerId: string;
let groupId: string;
let listenerId: string;

beforeEach(async () => {
  fixture = await startFixture();
  balancerId = await createBalancer(fixture);
  groupId = await createGroup(fixture);
  const { body } = await fixture.alb('CreateListener', {
    LoadBalancerId: balancerId,
    ListenerProtocol: 'HTTPS',
    ListenerPort: 443,
    'Certificates.1.CertificateId': 'default-cn-chengdu',
    ...forwardTo(groupId),
  });
  listenerId = String(body.ListenerId);
});

afterEach(async () => {
  await fixture.cloud.close();
});

const change = (action: string, ids: readonly string[], ListenerId = listenerId) =>
  fixture.alb(action, {
    ListenerId,
    ...Object.fromEntries(ids.map((id, at) => [`Certificates.${String(at + 1)}.CertificateId`, id])),
  });
const add = (ids: readonly string[], ListenerId?: string) =>
  change('AssociateAdditionalCertificatesWithListener', ids, ListenerId);
const remove = (ids: readonly string[]) => change('DissociateAdditionalCertificatesFromListener', ids);
const list = async (parameters = {}) =>
  (await fixture.alb('ListListenerCertificates', { ListenerId: listenerId, ...parameters })).body;
const several = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, at) => `${prefix}${String(at)}-cn-chengdu`);

describe('additional certificates', () => {
  it('stand beside the default one, each once', async () => {
    expect(await outcome(add(['other-cn-chengdu']))).toBe('200');
    expect(await list()).toMatchObject({
      TotalCount: 2,
      Certificates: [
        { CertificateId: 'default-cn-chengdu', CertificateType: 'Server', IsDefault: true, Status: 'Associated' },
        { CertificateId: 'other-cn-chengdu', CertificateType: 'Server', IsDefault: false, Status: 'Associated' },
      ],
    });
    expect(await list({ CertificateType: 'Ca' })).toMatchObject({ TotalCount: 0 });
    expect(await outcome(add(['other-cn-chengdu']))).toBe('400 ResourceAlreadyAssociated.Certificate');
    expect(await outcome(remove(['default-cn-chengdu']))).toBe('404 ResourceNotAssociated.Certificate');
    expect(await outcome(remove(['other-cn-chengdu']))).toBe('200');
    expect(await list()).toMatchObject({ TotalCount: 1 });
  });

  it('are 25 at most on a balancer', async () => {
    await add(several(20, 'a'));
    expect(await outcome(add(several(6, 'b')))).toBe('400 ResourceQuotaExceeded.LoadBalancerCertificatesNum');
    expect(await outcome(add(several(5, 'b')))).toBe('200');
  });

  it('are nothing for HTTP', async () => {
    const http = await createListener(fixture, balancerId, groupId);
    expect(await outcome(add(['other-cn-chengdu'], http))).toBe('400 IllegalParam.Certificates');
  });
});
