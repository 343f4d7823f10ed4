import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { type Seed, send, SERVER, startSeed } from './seed';

/** What the server says to the next request, byte by byte, and what it was asked. */
let answer = '';
let asked = '';
let server: Server;
let seed: Seed;
beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (chunk) => {
      asked = chunk.toString('latin1');
      socket.end(answer, 'latin1');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  seed = await startSeed({ servers: { [`${SERVER}:80`]: `127.0.0.1:${String(port)}` } });
});
afterAll(async () => {
  await seed.cloud.close();
  server.close();
});
beforeEach(() => {
  answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
  asked = '';
});

/** Sends bytes as they are; answers all that comes until the connection ends. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(seed.cloud.port, '127.0.0.1', () => socket.write(text, 'latin1'));
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    socket.on('end', () => {
      resolve(received);
    });
    socket.on('error', reject);
  });
}

describe('a server that answers oddly does not end the cloud', () => {
  test.each([
    ['a status below 100', 'HTTP/1.1 099 Low\r\nContent-Length: 2\r\n\r\nok', 502],
    ['the status 0', 'HTTP/1.1 000 None\r\nContent-Length: 2\r\n\r\nok', 502],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n', 502],
    ['a control character in a header', 'HTTP/1.1 200 OK\r\nX-A: \u0001\r\nContent-Length: 2\r\n\r\nok', 502],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok', 502],
    ['control characters behind the status', 'HTTP/1.1 200 \u0001O\u0002K\r\nContent-Length: 2\r\n\r\nok', 200],
    ['a status that nobody knows', 'HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\nok', 999],
    [
      'an answer before the answer',
      'HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
      200,
    ],
  ])('%s', async (_, bytes, status) => {
    answer = bytes;

    expect((await send(seed.cloud, { host: seed.dnsName })).status).toBe(status);
  });
});

describe('a request', () => {
  test('as to a proxy goes where it says, whatever Host says', async () => {
    const received = await sendRaw(`GET http://${seed.dnsName}?a=b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);

    expect(received).toMatch(/^HTTP\/1\.1 200 /);
    expect(asked).toMatch(/^GET \/\?a=b HTTP\/1\.1\r\n/);
    expect(asked).toContain(`host: ${seed.dnsName}\r\n`);
  });

  test('keeps Host and length, also where it names them as matters of the connection', async () => {
    const head = `POST / HTTP/1.1\r\nHost: ${seed.dnsName}\r\nContent-Length: 2\r\nX-Own: 1`;

    await sendRaw(`${head}\r\nConnection: close, host, content-length, x-own\r\n\r\nab`);

    expect(asked).toContain(`host: ${seed.dnsName}\r\n`);
    expect(asked).toContain('content-length: 2\r\n');
    expect(asked).not.toContain('x-own');
  });
});
