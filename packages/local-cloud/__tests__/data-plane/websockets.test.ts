import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { makeListener, type Seed, send, SERVER, startSeed } from './seed';

/** Greets, echoes until it hears `bye`, and refuses at one path; without an upgrade it says what it was asked for. */
const server: Server = createServer((request, response) => response.end(`plain ${String(request.headers.upgrade)}`));
let gone: Promise<void>;
server.on('upgrade', (request, socket: Socket) => {
  if (request.url === '/refused') {
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno');
    return;
  }
  const { upgrade = '', 'sec-websocket-key': key = '' } = request.headers;
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${upgrade}\r\n`);
  socket.write(`Sec-WebSocket-Accept: for ${key}\r\n\r\nhello`);
  socket.on('data', (chunk) => (String(chunk) === 'bye' ? socket.end('bye') : socket.write(`echo ${String(chunk)} `)));
  gone = new Promise((resolve) => {
    socket.on('end', () => {
      socket.end();
      resolve();
    });
  });
});

let seed: Seed;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  seed = await startSeed({ servers: { [`${SERVER}:80`]: `127.0.0.1:${String(port)}` } });
  const secure = { ListenerPort: 443, ListenerProtocol: 'HTTPS', 'Certificates.1.CertificateId': '1-cn-hangzhou' };
  await makeListener(seed.chengdu, seed.loadBalancerId, seed.serverGroupId, secure);
});
afterAll(async () => {
  await seed.cloud.close();
  server.close();
  server.closeAllConnections();
});

const wish = (path: string, { protocol = 'websocket', host = seed.dnsName } = {}): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\nSec-WebSocket-Key: k\r\n\r\n`;

/** Says something, then more whenever an expected text has come; answers all that came until the end. */
function talk(socket: Socket, first: string, replies: readonly (readonly [string, string])[] = []): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    let turn = 0;
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const [expected, reply] = replies[turn] ?? [];
      if (expected === undefined || !received.endsWith(expected)) return;
      turn += 1;
      if (reply === '') socket.destroy();
      else socket.write(reply ?? '');
    });
    socket.on('close', () => {
      resolve(received);
    });
    socket.on('error', reject);
    socket.write(first);
  });
}

const plain = () => connect(seed.cloud.port, '127.0.0.1');
const overTls = () =>
  connectTls({ port: seed.cloud.port, host: '127.0.0.1', servername: seed.dnsName, rejectUnauthorized: false });

describe('a WebSocket', () => {
  test.each([
    ['HTTP', plain],
    ['HTTPS', overTls],
  ])('goes through an %s listener to the process behind it, in both directions', async (_, open) => {
    const received = await talk(open(), wish('/'), [
      ['hello', 'one'],
      ['echo one ', 'bye'],
    ]);

    expect(received).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    expect(received).toContain('sec-websocket-accept: for k\r\n');
    expect(received).toMatch(/\r\n\r\nhelloecho one bye$/);
  });

  test('may have been spoken before the server has agreed', async () => {
    expect(await talk(plain(), `${wish('/')}early`, [['echo early ', 'bye']])).toContain('helloecho early bye');
  });

  test('ends for the server when the client has gone', async () => {
    await talk(plain(), wish('/'), [['hello', '']]);
    await gone;
  });

  test('that the server refuses is refused in its words', async () => {
    expect(await talk(plain(), wish('/refused'))).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n[^]*\r\n\r\nno$/);
  });

  test('of the API is none', async () => {
    expect(await talk(plain(), wish('/', { host: 'x' }))).toMatch(/^HTTP\/1\.1 400 [^]*MissingAccessKeyId/);
  });

  test('is nothing that a header alone asks for', async () => {
    const ask = `GET / HTTP/1.1\r\nHost: ${seed.dnsName}\r\nUpgrade: websocket\r\nConnection: close, x-upgrade\r\n\r\n`;
    expect(await talk(plain(), ask)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*plain undefined$/);
  });

  test('behind a request without an answer ends the connection, and nothing else', async () => {
    await talk(plain(), `GET /1 HTTP/1.1\r\nHost: ${seed.dnsName}\r\n\r\n${wish('/')}`);
    expect((await send(seed.cloud, { host: seed.dnsName })).status).toBe(200);
  });
});

test.each([
  ['HTTP', plain],
  ['HTTPS', overTls],
])('another protocol is not offered through %s: the request is answered as if it had not asked', async (_, open) => {
  const next = `GET / HTTP/1.1\r\nHost: ${seed.dnsName}\r\nConnection: close\r\n\r\n`;

  const received = await talk(open(), wish('/', { protocol: 'h2c' }), [['plain undefined', next]]);

  expect(received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
});
