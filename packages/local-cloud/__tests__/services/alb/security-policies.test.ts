import { createBalancer, createGroup, type Fixture, forwardTo, outcome, startFixture } from './fixture';

let fixture: Fixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.cloud.close();
});

describe('a security policy', () => {
  it('is one of the system', async () => {
    const { body } = await fixture.sdk.listSystemSecurityPolicies();
    const policies = body?.securityPolicies ?? [];
    expect(policies.map(({ securityPolicyId }) => securityPolicyId)).toHaveLength(5);
    const strict = policies.find(({ securityPolicyId }) => securityPolicyId === 'tls_cipher_policy_1_2_strict');
    expect(strict?.TLSVersions).toEqual(['TLSv1.2']);
    expect(strict?.ciphers?.filter((cipher) => !cipher.startsWith('ECDHE-'))).toEqual([]);
  });

  it('must be there for an HTTPS listener', async () => {
    const balancerId = await createBalancer(fixture);
    const groupId = await createGroup(fixture);
    const create = (SecurityPolicyId: string) =>
      fixture.alb('CreateListener', {
        LoadBalancerId: balancerId,
        ListenerProtocol: 'HTTPS',
        ListenerPort: 443,
        'Certificates.1.CertificateId': '123456-cn-chengdu',
        SecurityPolicyId,
        ...forwardTo(groupId),
      });
    expect(await outcome(create('spy-none'))).toBe('404 ResourceNotFound.SecurityPolicy');
    expect(await outcome(create('tls_cipher_policy_1_2_strict_with_1_3'))).toBe('200');
  });
});
