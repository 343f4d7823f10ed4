import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { connect, createServer, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as tlsConnect } from 'node:tls';
import { type LocalCloud, startLocalCloud } from '../../src';
import { loadCertificate } from '../../src/server/certificate';
import { listen, type Server } from '../../src/server/server';
import { signedParameters } from '../client';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterAll(() => cloud.close());

/** The form of a signed call that changes nothing and succeeds. */
function form(of: LocalCloud = cloud): string {
  const options = { ...of, version: '2016-04-28' };
  return signedParameters('POST', options, 'DescribeRouteTableList', { RegionId: 'cn-chengdu' }).toString();
}

/** The same call as bytes on the wire, with the header lines given. */
function message(headers: readonly string[], body = form()): string {
  const type = 'Content-Type: application/x-www-form-urlencoded';
  return ['POST / HTTP/1.1', ...headers, type, `Content-Length: ${String(body.length)}`, '', body].join('\r\n');
}

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly localPort: number;
}

function post(scheme: 'http' | 'https', agent: HttpAgent | HttpsAgent, body: string): Promise<Reply> {
  const request = scheme === 'http' ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const options = { host: '127.0.0.1', port: cloud.port, method: 'POST', path: '/cn-chengdu', headers, agent };
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      const localPort = sent.socket?.localPort ?? 0;
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
        resolve({ status: response.statusCode ?? 0, body, localPort });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Everything that the server says on a connection until it ends it, or until `enough` is said. */
function listenTo(socket: Socket, enough?: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const done = (): void => {
      resolve(text);
    };
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (enough?.test(text)) done();
    });
    socket.on('close', done);
    socket.on('error', done);
  });
}

async function expectAlive(): Promise<void> {
  const agent = new HttpAgent();
  expect((await post('http', agent, form())).status).toBe(200);
  agent.destroy();
}

describe('one port', () => {
  test.each(['http', 'https'] as const)('answers many requests over one %s connection', async (scheme) => {
    const options = { keepAlive: true, maxSockets: 1 };
    const agent = scheme === 'http' ? new HttpAgent(options) : new HttpsAgent({ ...options, ca: cloud.ca });
    const ports = new Set<number>();
    for (let i = 0; i < 300; i++) {
      const reply = await post(scheme, agent, form());
      expect(reply.status).toBe(200);
      ports.add(reply.localPort);
    }
    expect(ports.size).toBe(1);
    agent.destroy();
  });

  test('answers plain and TLS requests that arrive mixed and all at once', async () => {
    const http = new HttpAgent({ keepAlive: true });
    const https = new HttpsAgent({ keepAlive: true, ca: cloud.ca });
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, i) => (i % 2 ? post('http', http, form()) : post('https', https, form()))),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(60).fill(200));
    expect(new Set(replies.map(({ body }) => body.RequestId)).size).toBe(60);
    http.destroy();
    https.destroy();
  });

  test('answers pipelined requests in order', async () => {
    const socket = connect(cloud.port, '127.0.0.1');
    socket.write(message(['Host: x']) + message(['Host: x', 'Connection: close']));
    expect((await listenTo(socket)).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });

  test('is certified for 127.0.0.1 and localhost, by an authority that nobody else trusts', async () => {
    await expect(post('https', new HttpsAgent(), form())).rejects.toThrow(/self-signed|unable to (verify|get)/);
    const socket = tlsConnect({ port: cloud.port, host: '127.0.0.1', servername: 'localhost', ca: cloud.ca });
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    expect(socket.authorized).toBe(true);
    expect(socket.getPeerCertificate().subjectaltname).toContain('IP Address:127.0.0.1');
    socket.destroy();
  });

  test('is certified by the real time, whatever the clock of the cloud says', async () => {
    const past = await startLocalCloud({ clock: () => 0 });
    const socket = tlsConnect({ port: past.port, host: '127.0.0.1', servername: 'localhost', ca: past.ca });
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
    socket.destroy();
    await past.close();
  });

  test.each([
    ['an empty Host header', ['Host: ', 'Connection: close']],
    ['no Host header', ['Connection: close']],
    ['a Host header of the real cloud', ['Host: vpc.cn-chengdu.aliyuncs.com', 'Connection: close']],
  ])('accepts %s', async (_, headers) => {
    const socket = connect(cloud.port, '127.0.0.1');
    socket.write(message(headers));
    expect(await listenTo(socket)).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  test('listens on the loopback address alone', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, address, internal }) => family === 'IPv4' && !internal && address !== '127.0.0.1');
    for (const { address } of others) {
      const socket = connect(cloud.port, address);
      const outcome = await new Promise((resolve) => {
        socket.once('connect', () => {
          resolve('connected');
        });
        socket.once('error', (error: NodeJS.ErrnoException) => {
          resolve(error.code);
        });
      });
      socket.destroy();
      expect([address, outcome]).toEqual([address, 'ECONNREFUSED']);
    }
  });
});

describe('bad clients', () => {
  test.each(['http', 'https'] as const)('rejects a body that is too large with 413 (%s)', async (scheme) => {
    const agent = scheme === 'http' ? new HttpAgent() : new HttpsAgent({ ca: cloud.ca });
    const reply = await post(scheme, agent, 'x'.repeat(1024 * 1024 + 1));
    expect([reply.status, reply.body.Code]).toEqual([413, 'RequestEntityTooLarge']);
    expect(reply.body.RequestId).toBeDefined();
    expect((await post(scheme, agent, 'x'.repeat(1024 * 1024))).body.Code).not.toBe('RequestEntityTooLarge');
    agent.destroy();
  });

  test.each([
    ['text', 'hello?\r\n\r\n'],
    ['zeros', Buffer.alloc(4096)],
    ['the start of a TLS record and then noise', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, 9, 9, 9, 9, 9])],
    ['a single TLS byte', Buffer.from([0x16])],
    ['headers that never end', `GET / HTTP/1.1\r\nX: ${'y'.repeat(100_000)}`],
    ['a content length that is no number', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n'],
    ['two content lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a broken chunk', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n'],
    ['an upgrade', 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['the HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an absolute URL', 'POST http://vpc.aliyuncs.com/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n'],
    ['a URL that does not decode', 'GET /?a=%zz&%=%&b=%ff HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a form of prototype names', 'GET /?__proto__.a=1&constructor=2&toString.1=3 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('survives %s', async (_, bytes) => {
    const socket = connect(cloud.port, '127.0.0.1');
    socket.end(bytes);
    const said = await listenTo(socket, /\r\n\r\n/);
    socket.destroy();
    expect(said).not.toContain('HTTP/1.1 200');
    expect(said).not.toContain('InternalError');
    await expectAlive();
  });

  test('waits for a slow client, byte by byte, while it serves others', async () => {
    const socket = connect({ port: cloud.port, host: '127.0.0.1', noDelay: true });
    const answer = listenTo(socket);
    const text = message(['Host: x', 'Connection: close']);
    for (const part of text.match(/[^]{1,7}/g) ?? []) {
      socket.write(part);
      await new Promise(setImmediate);
    }
    await expectAlive();
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  describe('that never finish', () => {
    let impatient: Server;
    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'server-test-'));
      const certificate = await loadCertificate(folder, Date.now());
      rmSync(folder, { recursive: true });
      const reply = { status: 200, body: {} };
      const patience = { headersMs: 200, requestMs: 400, checkEveryMs: 50 };
      impatient = await listen(0, certificate, () => reply, undefined, undefined, patience);
    });
    afterAll(() => impatient.close());

    test.each([
      ['say nothing', '', ''],
      ['stop inside the head', 'POST / HTTP/1.1\r\nHos', '408'],
      ['stop inside the body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nAction=', '408'],
      ['stop inside the handshake', Buffer.from([0x16, 3, 1]), ''],
    ])('loses those that %s', async (_, bytes, said) => {
      const socket = connect(impatient.port, '127.0.0.1');
      socket.write(bytes);
      const start = performance.now();
      expect(await listenTo(socket)).toContain(said);
      expect(performance.now() - start).toBeLessThan(20_000);
    });

    test('loses a request inside TLS too', async () => {
      const socket = tlsConnect({ port: impatient.port, host: '127.0.0.1', rejectUnauthorized: false });
      await new Promise((resolve) => socket.once('secureConnect', resolve));
      socket.write('POST / HTTP/1.1\r\nHos');
      expect(await listenTo(socket)).toContain('408');
    });

    test('keeps an idle connection that has been answered', async () => {
      const agent = new HttpAgent({ keepAlive: true, maxSockets: 1 });
      const ask = (): Promise<number | undefined> =>
        new Promise((resolve, reject) => {
          const request = httpRequest({ host: '127.0.0.1', port: impatient.port, agent }, (response) => {
            response.resume().once('end', () => {
              resolve(request.socket?.localPort);
            });
          });
          request.once('error', reject).end();
        });
      const first = await ask();
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect(await ask()).toBe(first);
      agent.destroy();
    });
  });

  test('answers a client that has closed its side already', async () => {
    const socket = connect({ port: cloud.port, host: '127.0.0.1', allowHalfOpen: true });
    const answer = listenTo(socket);
    socket.end(message(['Host: x']));
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK/);
    socket.destroy();
  });

  test.each([
    ['before the first byte', ''],
    ['inside the head', 'POST / HTTP/1.1\r\nHos'],
    ['inside the body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nAction='],
    ['inside the handshake', Buffer.from([0x16, 3, 1])],
    ['before it reads the answer', undefined],
  ])('survives a client that resets the connection %s', async (_, bytes) => {
    for (let i = 0; i < 10; i++) {
      const socket = connect(cloud.port, '127.0.0.1');
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.write(bytes ?? message(['Host: x']));
      await new Promise(setImmediate);
      socket.resetAndDestroy();
    }
    await expectAlive();
  });
});

/** A folder of a local cloud that nobody uses; other tests run clouds of their own at the same time. */
function isLeftover(name: string): boolean {
  const owner = join(tmpdir(), name, 'owner.pid');
  if (!name.startsWith('local-cloud-')) return false;
  return !existsSync(owner) || readFileSync(owner, 'utf8').startsWith(`${String(process.pid)}\n`);
}

describe('start and stop', () => {
  test('several clouds in one process share nothing', async () => {
    const others = await Promise.all([startLocalCloud(), startLocalCloud(), startLocalCloud()]);
    expect(new Set([cloud, ...others].map(({ port }) => port)).size).toBe(4);
    const [first] = others;
    const body = signedParameters('POST', { ...cloud, version: '2016-04-28' }, 'CreateVpc', { RegionId: 'cn-chengdu' });
    const response = await fetch(`http://${first?.endpoint ?? ''}/`, { method: 'POST', body });
    expect(response.status).toBe(200);
    expect([cloud, ...others].map((of) => of.inventory().length)).toEqual([0, 1, 0, 0]);
    await Promise.all(others.map((other) => other.close()));
    await expectAlive();
  });

  test('rejects a taken port by name, and leaves neither folder nor claim behind', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const folder = mkdtempSync(join(tmpdir(), 'server-test-'));
    const before = readdirSync(tmpdir());
    await expect(startLocalCloud({ port })).rejects.toThrow(`port ${String(port)} of 127.0.0.1 is in use`);
    expect(readdirSync(tmpdir()).filter((name) => !before.includes(name) && isLeftover(name))).toEqual([]);
    await expect(startLocalCloud({ port, stateFolder: folder })).rejects.toThrow('is in use');
    expect(readdirSync(folder)).not.toContain('owner.pid');
    await new Promise((resolve) => taken.close(resolve));

    const next = await startLocalCloud({ port, stateFolder: folder });
    expect(next.port).toBe(port);
    await next.close();
    rmSync(folder, { recursive: true });
  });

  test('rejects a port that does not exist', async () => {
    await expect(startLocalCloud({ port: 70_000 })).rejects.toThrow('port');
  });

  test('ends promptly with connections open, idle or in the middle of a request, and frees the port', async () => {
    const stopped = await startLocalCloud();
    const { port } = stopped;
    const sockets = [
      connect(port, '127.0.0.1'),
      connect(port, '127.0.0.1'),
      connect(port, '127.0.0.1'),
      tlsConnect({ port, host: '127.0.0.1', ca: stopped.ca }),
    ];
    const ends = sockets.map((socket) => listenTo(socket));
    await Promise.all(
      sockets.map((socket, i) => new Promise((resolve) => socket.once(i === 3 ? 'secureConnect' : 'connect', resolve))),
    );
    sockets[1]?.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nAction=');
    sockets[2]?.write(message(['Host: x'], form(stopped)));
    await new Promise((resolve) => sockets[2]?.once('data', resolve));
    const start = performance.now();
    await stopped.close();
    expect(performance.now() - start).toBeLessThan(20_000);
    await Promise.all(ends);

    const next = await startLocalCloud({ port });
    await stopped.close();
    expect(next.port).toBe(port);
    await next.close();
  });

  test('removes its temporary folder, certificates included, when it ends', async () => {
    const ended = await startLocalCloud();
    expect(readdirSync(join(ended.caFile, '..'))).toContain('ca-bundle.pem');
    await ended.close();
    expect(() => readdirSync(join(ended.caFile, '..'))).toThrow('ENOENT');
  });
});
