import { connect as connectHttp2 } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import { connect, type PeerCertificate } from 'node:tls';
import { makeListener, type Seed, startSeed } from './seed';

const certificates = {
  'cert-shop': ['*.example.com'],
  'cert-pay': ['pay.example.com'],
  'cert-named': ['a.example.org'],
};

let seed: Seed;
let listenerId: string;
beforeAll(async () => {
  seed = await startSeed({ certificates });
  listenerId = await makeListener(seed.chengdu, seed.loadBalancerId, seed.serverGroupId, {
    ListenerProtocol: 'HTTPS',
    ListenerPort: 443,
    'Certificates.1.CertificateId': 'cert-default',
  });
  await seed.chengdu.alb('AssociateAdditionalCertificatesWithListener', {
    ListenerId: listenerId,
    'Certificates.1.CertificateId': 'cert-shop',
    'Certificates.2.CertificateId': 'cert-pay',
  });
});
afterAll(async () => {
  await seed.cloud.close();
});

/** The certificate that a client gets who asks for a name, which must be signed by the authority of load balancers. */
function certificateFor(servername: string): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const { port, loadBalancerCa } = seed.cloud;
    // Whether the name fits is what the tests look at.
    const options = { host: '127.0.0.1', port, servername, ca: loadBalancerCa, checkServerIdentity: () => undefined };
    const socket = connect(options, () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

function get(host: string, ca = seed.cloud.loadBalancerCa): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { port } = seed.cloud;
    const options = { host: '127.0.0.1', port, servername: host, ca, headers: { Host: host }, agent: false };
    httpsRequest(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('an HTTPS listener', () => {
  test('answers with its default certificate, made for the name that is asked for', async () => {
    const { subject, subjectaltname } = await certificateFor(seed.dnsName);

    expect([subject.CN, subjectaltname]).toEqual(['cert-default', `DNS:${seed.dnsName}`]);
  });

  test.each([
    ['pay.example.com', 'cert-pay'],
    ['PAY.example.com', 'cert-pay'],
    ['www.example.com', 'cert-shop'],
    // A wildcard in a certificate stands for one label.
    ['a.b.example.com', 'cert-default'],
  ])('answers a client who asks for %s with %s', async (name, certificateId) => {
    expect((await certificateFor(name)).subject.CN).toBe(certificateId);
  });

  test('leaves a client who asks for any other name to the API', async () => {
    await expect(certificateFor('example.org')).rejects.toThrow(/certificate/);
  });

  test('serves requests under its own name and those of its certificates', async () => {
    expect(await get(seed.dnsName)).toMatchObject({ status: 200, text: expect.stringContaining('192.168.7.20:80') });
    expect(await get('pay.example.com')).toMatchObject({ status: 200 });
  });

  test('shows the names of a default certificate that somebody has told, whatever is asked', async () => {
    const change = (id: string) =>
      seed.chengdu.alb('UpdateListenerAttribute', { ListenerId: listenerId, 'Certificates.1.CertificateId': id });
    await change('cert-named');
    const { subjectaltname } = await certificateFor(seed.dnsName);
    await change('cert-default');

    expect(subjectaltname).toBe('DNS:a.example.org');
  });

  test('is trusted by the bundle for SSL_CERT_FILE', async () => {
    const { readFileSync } = await import('node:fs');

    expect(await get(seed.dnsName, readFileSync(seed.cloud.caFile, 'utf8'))).toMatchObject({ status: 200 });
  });
});

describe('HTTP/2', () => {
  /** The answer over HTTP/2; fails where it is not offered. */
  function getHttp2(host: string): Promise<{ status: unknown; text: string }> {
    return new Promise((resolve, reject) => {
      const { port, loadBalancerCa: ca } = seed.cloud;
      const session = connectHttp2(`https://127.0.0.1:${String(port)}`, { servername: host, ca });
      session.once('error', reject);
      const stream = session.request({ ':path': '/two?a=1', ':authority': host, 'x-kind': 'k' });
      let status: unknown;
      let text = '';
      stream.setEncoding('utf8');
      stream.once('response', (headers) => (status = headers[':status']));
      stream.on('data', (chunk: string) => (text += chunk));
      stream.once('error', reject);
      stream.once('end', () => {
        session.close();
        resolve({ status, text });
      });
    });
  }

  test('is spoken while the listener has it on', async () => {
    const { status, text } = await getHttp2(seed.dnsName);

    expect(status).toBe(200);
    expect(text).toContain('GET /two?a=1 from');
    expect(text).toContain(`host: ${seed.dnsName}\n`);
    expect(text).not.toContain(':authority');
  });

  test('is refused when it is off, and for the API', async () => {
    const set = (Http2Enabled: boolean) =>
      seed.chengdu.alb('UpdateListenerAttribute', { ListenerId: listenerId, Http2Enabled });
    await set(false);
    const off = getHttp2(seed.dnsName);

    await expect(off).rejects.toThrow();
    await set(true);
    await expect(getHttp2('localhost')).rejects.toThrow();
  });
});
