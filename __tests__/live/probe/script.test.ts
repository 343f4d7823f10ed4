import { spawn, spawnSync } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readOutput } from '../../../live/probe/output';
import { probeScript, type ProbeTarget } from '../../../live/probe/script';
import { localhostCertificate } from '../../e2e/support/tls';

const hasCurl = spawnSync('curl', ['--version']).status === 0;

const base: ProbeTarget = {
  scheme: 'http',
  host: 'alb.invalid',
  port: 0,
  path: '/a?b={1}',
  addresses: ['127.0.0.1'],
  requests: 2,
  byName: true,
};

/** What a client does: a shell, whose errors go where its output goes. */
function runByShell(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', text], { env: { PATH: process.env.PATH, no_proxy: '*' } });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function probed(target: ProbeTarget) {
  const script = probeScript(target, 'nonce');
  return readOutput(await runByShell(script.text), script);
}

(hasCurl ? describe : describe.skip)('the script, run by a real shell and a real curl', () => {
  const seen: string[] = [];
  const answer: RequestListener = ({ url, headers }, response) => {
    seen.push(`${headers.host ?? ''}${url ?? ''}`);
    response.statusCode = seen.length === 1 ? 504 : 200;
    response.end(`page of ${'é'.repeat(4000)}`);
  };
  beforeEach(() => seen.splice(0));

  test('is read as it is printed: statuses, a name that leads nowhere, and the beginning of the page', async () => {
    // GIVEN a name that no resolver would be asked for, as a label of it is too long
    const host = `${'a'.repeat(64)}.invalid`;
    const server = createServer(answer);
    const port = await listen(server);
    // WHEN
    const { results, page } = await probed({ ...base, host, port });
    server.close();
    // THEN
    expect(results).toEqual([
      { address: '127.0.0.1', status: 504, bytes: 8008 },
      { address: '127.0.0.1', status: 200, bytes: 8008 },
      { bytes: 0, error: { code: 6, message: expect.stringContaining(host) as string } },
    ]);
    expect(seen).toEqual(Array.from({ length: 3 }, () => `${host}:${String(port)}/a?b={1}`));
    expect(page).toMatch(/^page of é+\ufffd?$/);
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(2002);
  });

  test('asks over TLS by the name, whoever has signed the certificate', async () => {
    const names: string[] = [];
    const { key, cert } = await localhostCertificate();
    const server = createTlsServer({ key, cert }, answer);
    server.on('secureConnection', ({ servername }: { servername?: string }) => names.push(servername ?? ''));
    const { results } = await probed({ ...base, scheme: 'https', port: await listen(server), byName: false });
    server.close();
    expect(results.map(({ status }) => status)).toEqual([504, 200]);
    expect(new Set(names)).toEqual(new Set(['alb.invalid']));
  });

  test('says what curl says of a closed port', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const { results } = await probed({ ...base, port, byName: false });
    expect(results.map(({ error }) => error?.code)).toEqual([7, 7]);
  });
});
