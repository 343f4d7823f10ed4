import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect as connectTcp, createServer as createTcpServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  addServer,
  BACK_TO_ORIGIN,
  makeBalancer,
  makeGroup,
  makeListener,
  removeVpcRoute,
  type Seed,
  send,
  SERVER,
  startSeed,
} from './seed';

let seed: Seed;
const open: { close(): unknown }[] = [];
afterEach(async () => {
  await seed.cloud.close();
  for (const server of open.splice(0)) server.close();
});

/** A process on this machine; answers its address. */
async function processOf(handle: RequestListener): Promise<string> {
  const server: Server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** The topology with a process in the server's place. */
async function seedWith(handle: RequestListener): Promise<Seed> {
  return startSeed({ servers: { [`${SERVER}:80`]: await processOf(handle) } });
}

describe('a request to the DNS name of an ALB', () => {
  test('is answered by the server in the other region', async () => {
    seed = await startSeed();

    const { status, text } = await send(seed.cloud, { host: seed.dnsName, path: '/a?b=c' });

    expect(status).toBe(200);
    expect(text).toContain(`ecs1 (${seed.instanceId}) at 192.168.7.20:80 in cn-hangzhou`);
    expect(text).toContain('GET /a?b=c from 172.16.0.0/24');
  });

  test('enters at one node after the other', async () => {
    seed = await startSeed({ albGeneration: 'non-upgraded' });

    const ranges: (string | undefined)[] = [];
    for (let at = 0; at < 7; at++) {
      const { text } = await send(seed.cloud, { host: seed.dnsName });
      ranges.push(/from (\S+)/.exec(text)?.[1]);
    }

    expect(ranges).toEqual([...BACK_TO_ORIGIN, BACK_TO_ORIGIN[0]]);
  });

  test('may spell the name in capitals, with a dot and with the port of the cloud', async () => {
    seed = await startSeed();
    const { cloud, dnsName } = seed;

    for (const host of [dnsName.toUpperCase(), `${dnsName}.`, `${dnsName}:80`, `${dnsName}:${String(cloud.port)}`]) {
      expect((await send(cloud, { host })).status).toBe(200);
    }
  });

  test('has no body in the answer to HEAD', async () => {
    seed = await startSeed();

    const { status, text, headers } = await send(seed.cloud, { host: seed.dnsName, method: 'HEAD' });

    expect([status, text]).toEqual([200, '']);
    expect(Number(headers['content-length'])).toBeGreaterThan(0);
  });

  test('leaves the API to itself under every other name', async () => {
    seed = await startSeed();

    for (const host of ['alb-unknown.cn-chengdu.alb.aliyuncs.com', 'alb.cn-chengdu.aliyuncs.com', 'localhost']) {
      const { status, text } = await send(seed.cloud, { host });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).toContain('RequestId');
    }
  });

  test('reaches the right one of several ALBs, also in another region', async () => {
    seed = await startSeed();
    const { hangzhou, vpc2, instanceId } = seed;
    const other = await makeBalancer(hangzhou, vpc2, [SERVER]);
    await seed.hangzhou.ecs('AuthorizeSecurityGroup', {
      SecurityGroupId: seed.securityGroupId,
      IpProtocol: 'tcp',
      PortRange: '80/80',
      SourceCidrIp: '192.168.0.0/16',
    });

    const local = await send(seed.cloud, { host: other.dnsName });

    expect(local.status).toBe(200);
    expect(local.text).toContain(instanceId);
    expect(local.text).toContain('from 192.168.8.0/24');
    expect((await send(seed.cloud, { host: seed.dnsName })).text).toContain('from 172.16.');
  });

  test('goes to a server in the VPC of a non-upgraded ALB, and back by the route to cloud services', async () => {
    seed = await startSeed({ albGeneration: 'non-upgraded' });
    const { hangzhou, vpc2 } = seed;
    const ranges = ['100.0.0.0/8'];
    for (const source of ranges) {
      await hangzhou.ecs('AuthorizeSecurityGroup', {
        SecurityGroupId: seed.securityGroupId,
        IpProtocol: 'tcp',
        PortRange: '80/80',
        SourceCidrIp: source,
      });
    }
    const other = await makeBalancer(hangzhou, vpc2, [SERVER]);

    const report = await seed.cloud.probe(other.loadBalancerId);

    expect(report.reached).toBe(report.total);
  });
});

describe('listeners', () => {
  test('are told apart by the port in the Host header', async () => {
    seed = await startSeed();
    const { chengdu, vpc1, loadBalancerId, dnsName, cloud } = seed;
    const empty = await makeGroup(chengdu, vpc1, []);
    await makeListener(chengdu, loadBalancerId, empty, { ListenerPort: 8080 });

    expect((await send(cloud, { host: dnsName })).status).toBe(200);
    expect((await send(cloud, { host: `${dnsName}:8080` })).status).toBe(503);
    await expect(send(cloud, { host: `${dnsName}:8081` })).rejects.toThrow(/hang up|ECONNRESET/);
  });

  test('need no port when there is only one', async () => {
    seed = await startSeed();
    const { chengdu, vpc1, cloud } = seed;
    const other = await makeBalancer(chengdu, vpc1, [SERVER], {}, { ListenerPort: 8443 });

    expect((await send(cloud, { host: other.dnsName })).status).toBe(200);
  });

  test('that are stopped refuse the connection until they are started', async () => {
    seed = await startSeed();
    const { chengdu, listenerId, cloud, dnsName } = seed;

    await chengdu.alb('StopListener', { ListenerId: listenerId });
    await expect(send(cloud, { host: dnsName })).rejects.toThrow(/hang up|ECONNRESET/);
    const stopped = await cloud.probe(dnsName);
    await chengdu.alb('StartListener', { ListenerId: listenerId });

    expect(stopped.reached).toBe(0);
    expect(stopped.nodes[0]?.failure).toMatchObject({
      place: { kind: 'loadBalancer' },
      reason: 'no listener is running',
    });
    expect((await send(cloud, { host: dnsName })).status).toBe(200);
  });

  test('of HTTPS answer over TLS, and 400 to plain HTTP', async () => {
    seed = await startSeed();
    const { chengdu, vpc1, cloud } = seed;
    const secure = { ListenerPort: 443, ListenerProtocol: 'HTTPS', 'Certificates.1.CertificateId': '1-cn-hangzhou' };
    const { dnsName } = await makeBalancer(chengdu, vpc1, [SERVER], {}, secure);

    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connectTls({ port: cloud.port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
        socket.write(`GET / HTTP/1.1\r\nHost: ${dnsName}\r\nConnection: close\r\n\r\n`);
      });
      let text = '';
      socket.on('data', (chunk) => (text += String(chunk)));
      socket.on('end', () => {
        resolve(text);
      });
      socket.on('error', reject);
    });

    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    expect((await send(cloud, { host: dnsName })).status).toBe(400);
  });
});

describe('the codes that an ALB answers itself', () => {
  test('504 where packets are lost, with the place and the reason', async () => {
    seed = await startSeed();
    const { chengdu, vpc1, router1, cloud, dnsName } = seed;
    await removeVpcRoute(chengdu, vpc1.tableId, '192.168.7.0/24', router1.attachmentId);

    const { status, headers } = await send(cloud, { host: dnsName });

    expect(status).toBe(504);
    expect(headers['x-local-cloud-reason']).toBe(`VPC ${vpc1.vpcId} in cn-chengdu: no route to 192.168.7.20`);
  });

  test('502 where the port is closed', async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    seed = await startSeed({ servers: { [`${SERVER}:80`]: `127.0.0.1:${String(port)}` } });

    expect((await send(seed.cloud, { host: seed.dnsName })).status).toBe(502);
    const { reached, nodes } = await seed.cloud.probe(seed.dnsName);
    expect(reached).toBe(0);
    expect(nodes[0]).toMatchObject({ status: 502, failure: { place: { kind: 'server', id: seed.instanceId } } });
  });

  test('502 where a process listens on other ports only', async () => {
    seed = await startSeed({ servers: { [`${SERVER}:8080`]: '127.0.0.1:9' } });

    expect((await send(seed.cloud, { host: seed.dnsName })).status).toBe(502);
  });

  test('502 where the answer is no HTTP', async () => {
    const server = createTcpServer((socket) => socket.end('hello\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(server);
    const target = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    seed = await startSeed({ servers: { [`${SERVER}:80`]: target } });

    expect((await send(seed.cloud, { host: seed.dnsName })).status).toBe(502);
  });

  test('500 where the server breaks off its answer before the first byte of the body', async () => {
    seed = await seedWith((_request, response) => {
      response.writeHead(200, { 'Content-Length': 10 });
      response.flushHeaders();
      setTimeout(() => response.destroy(), 20);
    });

    expect((await send(seed.cloud, { host: seed.dnsName })).status).toBe(500);
  });

  test('503 where the group is empty, or every weight is 0', async () => {
    seed = await startSeed();
    const { chengdu, vpc1, cloud, serverGroupId, dnsName } = seed;
    const none = await makeBalancer(chengdu, vpc1, []);
    expect((await send(cloud, { host: none.dnsName })).status).toBe(503);

    await chengdu.alb('UpdateServerGroupServersAttribute', {
      ServerGroupId: serverGroupId,
      'Servers.1.ServerType': 'Ip',
      'Servers.1.ServerId': SERVER,
      'Servers.1.Port': 80,
      'Servers.1.Weight': 0,
    });

    expect((await send(cloud, { host: dnsName })).status).toBe(503);
    const { nodes } = await cloud.probe(dnsName);
    expect(nodes[0]).toMatchObject({ reached: false, status: 503, servers: [{ health: 'Unused' }] });
  });

  test('504 where the server takes longer than the request timeout', async () => {
    seed = await seedWith(() => undefined);
    const { chengdu, listenerId, cloud, dnsName } = seed;
    await chengdu.alb('UpdateListenerAttribute', { ListenerId: listenerId, RequestTimeout: 1 });

    const { status, headers } = await send(cloud, { host: dnsName });

    expect(status).toBe(504);
    expect(headers['x-local-cloud-reason']).toBe('no answer within 1 s');
  });

  test('463 where a server sends the request to the same ALB again', async () => {
    const ports = { cloud: 0, dnsName: '' };
    seed = await seedWith((request, response) => {
      const headers = { 'alicloud-alb-trace': String(request.headers['alicloud-alb-trace']) };
      void send({ port: ports.cloud } as never, { host: ports.dnsName, headers }).then(({ status, text }) => {
        response.writeHead(status);
        response.end(text);
      });
    });
    ports.cloud = seed.cloud.port;
    ports.dnsName = seed.dnsName;

    expect((await send(seed.cloud, { host: seed.dnsName })).status).toBe(463);
  });

  test('463 where more than 16 ALBs have passed the request on', async () => {
    seed = await startSeed();
    const passed = (count: number) => Array.from({ length: count }, (_, at) => String(at).padStart(16, '0'));
    const ask = (count: number) =>
      send(seed.cloud, { host: seed.dnsName, headers: { 'ALICLOUD-ALB-TRACE': passed(count) } });

    expect((await ask(16)).status).toBe(200);
    expect((await ask(17)).status).toBe(463);
  });

  test('405 for TRACE, 414 for a long URI, 400 for a long header', async () => {
    seed = await startSeed();
    const { cloud, dnsName: host } = seed;
    const long = 'x'.repeat(33 * 1024);

    expect((await send(cloud, { host, method: 'TRACE' })).status).toBe(405);
    expect((await send(cloud, { host, path: `/${long}` })).status).toBe(414);
    expect((await send(cloud, { host, headers: { long } })).status).toBe(400);
  });

  test('none of them where the server answers with an error of its own', async () => {
    seed = await seedWith((_request, response) => {
      response.writeHead(418, { 'X-Own': 'yes' });
      response.end('teapot');
    });

    const answer = await send(seed.cloud, { host: seed.dnsName });

    expect(answer).toMatchObject({ status: 418, text: 'teapot', headers: { 'x-own': 'yes' } });
    const { reached, nodes } = await seed.cloud.probe(seed.dnsName);
    expect([reached, nodes[0]?.status, nodes[0]?.page]).toEqual([2, 418, 'teapot']);
  });
});

describe('a process in the place of a server', () => {
  test('gets method, path, headers and body, and its answer goes back whole', async () => {
    seed = await seedWith((request, response) => {
      let size = 0;
      request.on('data', (chunk: Buffer) => (size += chunk.length));
      request.on('end', () => {
        response.writeHead(201, { 'Set-Cookie': ['a=1', 'b=2'] });
        response.end(
          `${String(request.method)} ${String(request.url)} ${String(request.headers.host)} ${String(size)}`,
        );
      });
    });
    const { cloud, dnsName: host } = seed;

    const answer = await send(cloud, { host, method: 'POST', path: '/x?y', body: 'z'.repeat(3_000_000) });

    expect(answer).toMatchObject({ status: 201, text: `POST /x?y ${host} 3000000` });
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });

  test('gets a body that came in chunks, also with a method that has none as a rule', async () => {
    seed = await seedWith((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => response.end(`${String(request.method)} ${text}`));
    });
    const { cloud, dnsName: host } = seed;
    const chunked = { 'Transfer-Encoding': 'chunked' };

    for (const method of ['GET', 'POST']) {
      const { text } = await send(cloud, { host, method, headers: chunked, body: 'one body' });
      expect(text).toBe(`${method} one body`);
    }
  });

  test('is let go when the client has gone', async () => {
    let gone: () => void;
    const left = new Promise<void>((resolve) => (gone = resolve));
    let come: () => void;
    const arrived = new Promise<void>((resolve) => (come = resolve));
    seed = await seedWith((request) => {
      if (request.method === 'HEAD') return;
      come();
      request.socket.once('close', () => {
        gone();
      });
    });

    const { cloud, dnsName } = seed;
    const client = connectTcp({ host: '127.0.0.1', port: cloud.port });
    client.write(`GET / HTTP/1.1\r\nHost: ${dnsName}\r\n\r\n`);
    await arrived;
    client.destroy();

    await left;
  });

  test('needs no instance at its address', async () => {
    seed = await startSeed({ servers: { '192.168.7.99:80': await processOf((_, response) => response.end('own')) } });
    const { chengdu, serverGroupId, cloud, dnsName } = seed;
    await addServer(chengdu, serverGroupId, '192.168.7.99');

    const texts = [await send(cloud, { host: dnsName }), await send(cloud, { host: dnsName })].map(({ text }) => text);

    expect(texts).toContain('own');
  });

  test.each([
    ['somewhere else', { '192.168.7.20:80': '10.0.0.1:80' }],
    ['by a name', { '192.168.7.20:80': 'example.com:80' }],
    ['without a port', { '192.168.7.20:80': '127.0.0.1' }],
    ['that is named without a port', { '192.168.7.20': '127.0.0.1:80' }],
    ['that is named by no address', { 'ecs1:80': '127.0.0.1:80' }],
  ])('rejects one %s', async (_name, servers) => {
    seed = await startSeed();

    await expect(startSeed({ servers })).rejects.toThrow(/servers must/);
  });
});

describe('the headers that a server gets', () => {
  test('are X-Forwarded-For and the trace, by default', async () => {
    seed = await startSeed();

    const { text } = await send(seed.cloud, {
      host: seed.dnsName,
      headers: { 'X-Forwarded-For': '10.0.0.9', 'X-Other': '1', Connection: 'x-hop', 'X-Hop': '2' },
    });

    expect(text).toContain(`host: ${seed.dnsName}\n`);
    expect(text).toContain('x-forwarded-for: 10.0.0.9, 127.0.0.1\n');
    expect(text).toContain('x-other: 1\n');
    expect(text).toMatch(/alicloud-alb-trace: [0-9a-f]{16}\n/);
    expect(text).not.toMatch(/x-hop|x-forwarded-proto|slb-id/);
  });

  test('are more when the listener says so', async () => {
    seed = await startSeed();
    const on = ['Proto', 'Host', 'SLBId', 'SLBPort', 'ClientSrcPort'].map(
      (name) => [`XForwardedForConfig.XForwardedFor${name}Enabled`, true] as const,
    );
    const { chengdu, listenerId, loadBalancerId, cloud, dnsName } = seed;
    await chengdu.alb('UpdateListenerAttribute', { ListenerId: listenerId, ...Object.fromEntries(on) });

    const { text } = await send(cloud, { host: dnsName, headers: { 'SLB-ID': 'forged' } });

    expect(text).toContain('x-forwarded-proto: http\n');
    expect(text).toContain('x-forwarded-port: 80\n');
    expect(text).toContain(`x-forwarded-host: ${dnsName}\n`);
    expect(text).toContain(`slb-id: ${loadBalancerId}\n`);
    expect(text).toMatch(/x-forwarded-client-srcport: \d+\n/);
  });

  test('lose X-Forwarded-For when it is to be removed', async () => {
    seed = await startSeed();
    const { chengdu, listenerId, cloud, dnsName } = seed;
    await chengdu.alb('UpdateListenerAttribute', {
      ListenerId: listenerId,
      'XForwardedForConfig.XForwardedForProcessingMode': 'remove',
    });

    expect((await send(cloud, { host: dnsName, headers: { 'X-Forwarded-For': '1' } })).text).not.toMatch(/x-forw/);
  });
});
