import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addServer, type HttpQuestion, makeGroup, runInstance, type Seed, send, SERVER, startSeed } from '../seed';
import { type Action, addRule, everything, forwardTo, says } from './rules';

const SECOND = '192.168.7.21';

let seed: Seed;
let now = Date.now();
const open: Server[] = [];
afterEach(async () => {
  await seed.cloud.close();
  for (const server of open.splice(0)) server.close();
});

const ask = (question: Partial<HttpQuestion> = {}) => send(seed.cloud, { host: seed.dnsName, ...question });

/** A process on this machine; answers its address. */
async function processOf(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** A second group, with a second server in it. */
async function addSecondGroup(): Promise<string> {
  const { hangzhou, chengdu, vpc1, vpc2, securityGroupId } = seed;
  await runInstance(hangzhou, vpc2.vSwitchIds[1]!, securityGroupId, SECOND, 'ecs2');
  return makeGroup(chengdu, vpc1, [SECOND], { ServerGroupName: 'second' });
}

describe('a rule that forwards', () => {
  test('sends to its own group, whose health is kept as that of all others', async () => {
    seed = await startSeed();
    const second = await addSecondGroup();
    await addRule(seed, [['Path', { 'Values.1': '/second' }]], [forwardTo([second, 100])]);

    expect((await ask({ path: '/second' })).text).toContain(` at ${SECOND}:80 `);
    expect((await ask({ path: '/' })).text).toContain(` at ${SERVER}:80 `);
    const { nodes, reached } = await seed.cloud.probe(seed.loadBalancerId, { path: '/second' });
    expect(reached).toBe(2);
    expect(nodes[0]?.servers).toMatchObject([{ address: SECOND }]);
  });

  test('shares requests among several groups by weight', async () => {
    seed = await startSeed();
    const second = await addSecondGroup();
    await addRule(seed, [everything], [forwardTo([seed.serverGroupId, 20], [second, 10])]);

    const texts = await Promise.all(Array.from({ length: 9 }, () => ask()));
    expect(texts.filter(({ text }) => text.includes(` at ${SERVER}:80 `))).toHaveLength(6);
  });

  test('keeps a client with its group where it says so, until the cookie is too old', async () => {
    now = Date.now();
    seed = await startSeed({ clock: () => now });
    const second = await addSecondGroup();
    const [type, settings] = forwardTo([seed.serverGroupId, 50], [second, 50]);
    const sticky = { 'ServerGroupStickySession.Enabled': true, 'ServerGroupStickySession.Timeout': 60 };
    await addRule(seed, [everything], [[type, { ...settings, ...sticky }]]);

    const first = await ask();
    const Cookie = String(first.headers['set-cookie']?.[0]).split(';')[0]!;
    const served = async () => / at ([\d.]+):/.exec((await ask({ headers: { Cookie } })).text)?.[1];
    const again = [await served(), await served(), await served()];
    now += 61_000;
    const later = [await served(), await served()];

    expect(Cookie).toMatch(/^SERVERGROUPID=/);
    expect(again).toEqual([SERVER, SERVER, SERVER]);
    expect(new Set(later)).toEqual(new Set([SERVER, SECOND]));
  });

  test('answers 503 when every group has weight 0', async () => {
    seed = await startSeed();
    await addRule(seed, [everything], [forwardTo([seed.serverGroupId, 0])]);

    expect((await ask()).status).toBe(503);
  });

  test('is told apart from other rules in the trace, so that another rule of the same ALB is no loop', async () => {
    seed = await startSeed();
    await addRule(seed, [['Path', { 'Values.1': '/a' }]], [forwardTo([seed.serverGroupId, 100])]);
    const trace = /alicloud-alb-trace: ([0-9a-f]{16})/.exec((await ask()).text)?.[1] ?? '';
    const headers = { 'ALICLOUD-ALB-TRACE': trace };

    expect([(await ask({ headers })).status, (await ask({ headers, path: '/a' })).status]).toEqual([463, 200]);
  });
});

describe('a rewrite', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['of the path keeps the query', { Path: '/new' }, '/old?a=1', 'GET /new?a=1 from'],
    ['of the query', { Query: 'b=2&${query}' }, '/old?a=1', 'GET /old?b=2&a=1 from'],
    ['with variables', { Path: '/${host}${path}' }, '/old', 'GET /HOST/old from'],
    [
      'with what no URL can hold',
      { Path: '/中文🌏', Query: 'a=é' },
      '/old',
      'GET /%E4%B8%AD%E6%96%87%F0%9F%8C%8F?a=%C3%A9 from',
    ],
  ])('%s', async (_what, settings, path, line) => {
    seed = await startSeed();
    await addRule(seed, [everything], [['Rewrite', settings], forwardTo([seed.serverGroupId, 100])]);

    expect((await ask({ path })).text).toContain(line.replace('HOST', seed.dnsName));
  });

  test('takes up what an expression has caught, and sets the host', async () => {
    seed = await startSeed();
    const conditions: Action[] = [['Path', { 'Values.1': '~*^/api/(.+)/(.+)$' }]];
    const rewrite: Action = ['Rewrite', { Path: '/${2}/${1}', Host: 'inner.example.com' }];
    await addRule(seed, conditions, [rewrite, forwardTo([seed.serverGroupId, 100])]);

    const { text } = await ask({ path: '/API/a/b' });

    expect(text).toContain('GET /b/a from');
    expect(text).toContain('host: inner.example.com\n');
  });
});

describe('a redirect', () => {
  test.each<[string, Record<string, string>, string]>([
    ['to HTTPS', { Protocol: 'HTTPS', Port: '443' }, 'https://HOST/a?b=1'],
    ['with what no header can hold', { Path: '/中🌏' }, 'http://HOST/%E4%B8%AD%F0%9F%8C%8F?b=1'],
    ['to another port', { Port: '8080' }, 'http://HOST:8080/a?b=1'],
    ['to another host and path', { Host: 'www.example.com', Path: '/x${path}' }, 'http://www.example.com/x/a?b=1'],
    ['with another query', { Query: 'from=${host}' }, 'http://HOST/a?from=HOST'],
  ])('%s', async (_what, settings, location) => {
    seed = await startSeed();
    await addRule(seed, [everything], [['Redirect', { HttpCode: '308', ...settings }]]);

    const { status, headers } = await ask({ path: '/a?b=1' });

    expect([status, headers.location]).toEqual([308, location.replaceAll('HOST', seed.dnsName)]);
  });

  test('is no server that a probe reaches', async () => {
    seed = await startSeed();
    await addRule(seed, [everything], [['Redirect', { HttpCode: '301', Protocol: 'HTTPS', Port: '443' }]]);

    const { reached, nodes } = await seed.cloud.probe(seed.loadBalancerId);

    expect([reached, nodes[0]?.status]).toEqual([0, 301]);
    expect(nodes[0]?.failure?.reason).toMatch(/the rule rule \(rule-.*\) answers 301 to https:/);
  });
});

test('a fixed response has its code, type and content, and no content for HEAD', async () => {
  seed = await startSeed();
  const settings = { Content: '{}', ContentType: 'application/json', HttpCode: 'HTTP_404' };
  await addRule(seed, [everything], [['FixedResponse', settings]]);

  const { status, headers, text } = await ask();

  expect([status, headers['content-type'], text]).toEqual([404, 'application/json', '{}']);
  expect((await ask({ method: 'HEAD' })).text).toBe('');
});

describe('headers', () => {
  test('of requests are inserted and removed, in order', async () => {
    seed = await startSeed();
    await addRule(
      seed,
      [everything],
      [
        ['InsertHeader', { Key: 'X-Own', Value: 'mine', ValueType: 'UserDefined' }],
        ['InsertHeader', { Key: 'X-Copy', Value: 'x-kind', ValueType: 'ReferenceHeader' }],
        ['InsertHeader', { Key: 'X-Balancer', Value: 'SLBId', ValueType: 'SystemDefined' }],
        ['RemoveHeader', { Key: 'X-Secret' }],
        forwardTo([seed.serverGroupId, 100]),
      ],
    );

    const { text } = await ask({ headers: { 'X-Own': 'theirs', 'X-Kind': 'k', 'X-Secret': 's' } });

    expect(text).toContain('x-own: mine\n');
    expect(text).toContain('x-copy: k\n');
    expect(text).toContain(`x-balancer: ${seed.loadBalancerId}\n`);
    expect(text).not.toContain('x-secret');
  });

  test('of answers are changed by rules on responses, which see the request and the answer', async () => {
    const process = await processOf((request, response) => {
      response.writeHead(request.url === '/gone' ? 404 : 200, { 'X-Kind': 'k', 'X-Secret': 's' }).end();
    });
    seed = await startSeed({ servers: { [`${SERVER}:80`]: process } });
    const response = { Direction: 'Response' };
    const insert = (Value: string): Action => ['InsertHeader', { Key: 'X-Seen', Value, ValueType: 'UserDefined' }];
    await addRule(seed, [['ResponseStatusCode', { 'Values.1': '404' }]], [insert('gone')], response);
    await addRule(
      seed,
      [
        ['ResponseHeader', { Key: 'x-kind', 'Values.1': 'k*' }],
        ['Path', { 'Values.1': '/a' }],
      ],
      [insert('a'), ['RemoveHeader', { Key: 'X-Secret' }]],
      response,
    );

    const seen = async (path: string) => {
      const { headers } = await ask({ path });
      return [headers['x-seen'], headers['x-secret']];
    };
    expect(await seen('/gone')).toEqual(['gone', 's']);
    expect(await seen('/a')).toEqual(['a', undefined]);
    expect(await seen('/b')).toEqual([undefined, 's']);
  });
});

describe('a limit', () => {
  const limit = (settings: Record<string, number>): Action => ['TrafficLimit', settings];

  test('refuses what is beyond it in one second with 503, and says why', async () => {
    now = Date.now();
    seed = await startSeed({ clock: () => now });
    await addRule(seed, [everything], [limit({ QPS: 2 }), forwardTo([seed.serverGroupId, 100])]);

    const answers = [await ask(), await ask(), await ask()];
    now += 1000;

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 503]);
    expect(answers[2]?.headers['alb-qps-limited']).toBe('Limited');
    expect((await ask()).status).toBe(200);
  });

  test('does beyond it what else the rule says', async () => {
    now = Date.now();
    seed = await startSeed({ clock: () => now });
    await addRule(seed, [everything], [limit({ PerIpQps: 1 }), forwardTo([seed.serverGroupId, 100]), says('later')]);

    expect([(await ask()).text.includes(SERVER), (await ask()).text]).toEqual([true, 'later']);
  });
});

describe('cross-origin requests', () => {
  const cors: Action = [
    'Cors',
    { 'AllowOrigin.1': 'https://*.example.com', 'AllowMethods.1': 'PUT', AllowCredentials: 'on', MaxAge: 60 },
  ];

  test('are allowed to the origins of the rule, and asked for by a preflight that no server sees', async () => {
    seed = await startSeed();
    await addRule(seed, [everything], [cors, forwardTo([seed.serverGroupId, 100])]);
    const headers = { Origin: 'https://www.example.com' };
    const preflight = { ...headers, 'Access-Control-Request-Method': 'PUT' };

    const asked = await ask({ method: 'OPTIONS', headers: preflight });
    const answer = await ask({ headers });
    const foreign = await ask({ headers: { Origin: 'https://example.org' } });

    expect([asked.status, asked.text]).toEqual([204, '']);
    expect(asked.headers).toMatchObject({
      'access-control-allow-methods': 'PUT',
      'access-control-max-age': '60',
      'access-control-allow-credentials': 'true',
    });
    expect(answer.headers['access-control-allow-origin']).toBe('https://www.example.com');
    expect(answer.text).toContain(SERVER);
    expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

test('a mirror gets a copy of the request, and its answer is not seen', async () => {
  let copied: (text: string) => void;
  const copy = new Promise<string>((resolve) => (copied = resolve));
  const answering =
    (text: string, done: (body: string) => void): RequestListener =>
    (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        response.end(text);
        if (request.method === 'POST') done(`${String(request.url)} ${body}`);
      });
    };
  const main = await processOf(answering('main', () => undefined));
  const mirror = await processOf(
    answering('mirror', (body) => {
      copied(body);
    }),
  );
  seed = await startSeed({ servers: { [`${SERVER}:80`]: main, [`${SECOND}:80`]: mirror } });
  const group = await makeGroup(seed.chengdu, seed.vpc1, [SECOND], { ServerGroupName: 'mirror' });
  const settings = { TargetType: 'ForwardGroupMirror', 'MirrorGroupConfig.ServerGroupTuples.1.ServerGroupId': group };
  await addRule(seed, [everything], [['TrafficMirror', settings], forwardTo([seed.serverGroupId, 100])]);

  const { text } = await ask({ method: 'POST', path: '/a', body: 'body' });

  expect([text, await copy]).toEqual(['main', '/a body']);
});

test('a server that is added to a group of a rule is checked', async () => {
  seed = await startSeed();
  const second = await addSecondGroup();
  await addRule(seed, [everything], [forwardTo([second, 100])]);
  await addServer(seed.chengdu, second, '192.168.7.99');

  const { nodes } = await seed.cloud.probe(seed.loadBalancerId);

  expect(nodes[0]?.servers.map(({ health }) => health)).not.toContain('Unavailable');
  expect(nodes[0]?.servers[1]).toMatchObject({ address: '192.168.7.99', loss: { direction: 'out' } });
});
