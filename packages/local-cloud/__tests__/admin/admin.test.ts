import { request as httpRequest } from 'node:http';
import { BACK_TO_ORIGIN, type Seed, SERVER, startSeed } from '../data-plane/seed';

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

let seed: Seed;
beforeAll(async () => {
  seed = await startSeed({ albGeneration: 'non-upgraded' });
});
afterAll(() => seed.cloud.close());

/** Asks as the command line does, except for what a test changes; `undefined` leaves a header out. */
function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const { port } = seed.cloud;
  const all = {
    Host: `127.0.0.1:${String(port)}`,
    'X-Local-Cloud': '1',
    'Content-Type': 'application/json',
    ...headers,
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  return new Promise<{ status: number; body: unknown; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers: given, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown, headers: response.headers });
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
}

const post = (path: string, body: unknown, headers: Asked['headers'] = {}) =>
  ask(path, { method: 'POST', body, headers });
const failure = (code: string, message: unknown = expect.any(String)) => ({ error: { code, message } });

describe('reading', () => {
  test('lists objects, and shows one by id or name', async () => {
    const { status, body } = await ask('/_local/objects');
    expect([status, body]).toEqual([200, seed.cloud.outOfBand.list()]);
    expect((await ask('/_local/objects/ecs1')).body).toMatchObject({
      id: seed.instanceId,
      fields: { status: 'Running' },
    });
    const key = encodeURIComponent(`${seed.serverGroupId}/${SERVER}/${SERVER}/80`);
    expect((await ask(`/_local/objects/${key}`)).body).toMatchObject({ fields: { weight: 100 } });
  });

  test("shows a load balancer's origins", async () => {
    expect((await ask('/_local/origins/front')).body).toEqual(BACK_TO_ORIGIN);
  });

  test.each(['objects/nothing', 'origins/nothing'])('says of %s that there is none', async (path) => {
    expect(await ask(`/_local/${path}`)).toMatchObject({ status: 404, body: failure('NotFound') });
  });

  test.each(['', 'nope', 'journal/x', 'objects/a/b', 'changes/__proto__', 'objects/%E0'])(
    'has nothing at %j',
    async (path) => {
      expect(await ask(`/_local/${path}`)).toMatchObject({ status: 404, body: failure('UnknownPath') });
    },
  );
});

describe('changing', () => {
  test('makes a change, which the journal keeps', async () => {
    const route = { vpcId: seed.vpc2.vpcId, destinationCidrBlock: BACK_TO_ORIGIN[5] };
    const { status, body } = await post('/_local/changes/deleteRoute', route);
    expect([status, body]).toEqual([200, seed.cloud.outOfBand.journal()[0]]);
    expect((await ask('/_local/journal')).body).toEqual([body]);
    const probed = await post('/_local/probe', { loadBalancer: 'front' });
    expect(probed.body).toMatchObject({ reached: 5, total: 6, loadBalancerId: seed.loadBalancerId });
    await post('/_local/changes/addRoute', { ...route, nextHopId: seed.router2.attachmentId });
    expect((await post('/_local/probe', { loadBalancer: seed.dnsName })).body).toMatchObject({ reached: 6 });
  });

  test('probes no load balancer that is not there', async () => {
    const answer = await post('/_local/probe', { loadBalancer: 'ecs1' });
    expect(answer).toMatchObject({ status: 404, body: failure('NotFound') });
  });

  test("answers the cloud's own refusal", async () => {
    const answer = await post('/_local/changes/startServer', { server: 'ecs1' });
    expect(answer).toMatchObject({ status: 403, body: failure('IncorrectInstanceStatus') });
  });

  test.each([
    ['deleteRoute', {}],
    ['stopServer', { server: '' }],
    ['stopServer', { server: 'ecs1', force: true }],
    ['setServerWeight', { serverGroup: 'web', server: SERVER, weight: '5' }],
    ['editRule', []],
  ])('refuses %s with %j', async (change, body) => {
    expect(await post(`/_local/changes/${change}`, body)).toMatchObject({
      status: 400,
      body: failure('InvalidRequest'),
    });
  });

  test('refuses what is no JSON, and what is too long', async () => {
    expect(await post('/_local/changes/stopServer', '{')).toMatchObject({
      status: 400,
      body: failure('InvalidRequest'),
    });
    const long = await post('/_local/changes/stopServer', { server: 'x'.repeat(17 * 1024 * 1024) });
    expect(long).toMatchObject({ status: 413, body: failure('TooLarge') });
  });

  test('takes each thing by its own method only', async () => {
    const reading = await ask('/_local/changes/stopServer');
    expect(reading).toMatchObject({ status: 405, body: failure('WrongMethod') });
    expect(await post('/_local/journal', {})).toMatchObject({ status: 405, body: failure('WrongMethod') });
  });
});

describe('what comes from pages of other sites', () => {
  const own = () => String(seed.cloud.port);
  const stop = (headers: Asked['headers']) => post('/_local/changes/stopServer', { server: 'ecs1' }, headers);

  afterEach(async () => {
    expect((await ask('/_local/objects/ecs1')).body).toMatchObject({ status: 'Running' });
  });

  test.each([
    ['a name that resolves to 127.0.0.1', () => `evil.example:${own()}`],
    ['a name without port', () => '127.0.0.1'],
    ['another port', () => '127.0.0.1:1'],
    ['a name that only begins so', () => `127.0.0.1.evil.example:${own()}`],
  ])('is refused for the Host of %s', async (_, host) => {
    expect(await stop({ Host: host() })).toMatchObject({ status: 403, body: failure('ForeignHost') });
    expect(await ask('/_local/objects', { headers: { Host: host() } })).toMatchObject({ status: 403 });
  });

  test.each([['http://evil.example'], ['null'], ['http://127.0.0.1:1'], ['http://localhost'], ['file://'], ['']])(
    'is refused for the Origin %j',
    async (Origin) => {
      expect(await stop({ Origin })).toMatchObject({ status: 403, body: failure('ForeignOrigin') });
    },
  );

  test.each([undefined, '', '0', 'true'])('is refused for the header X-Local-Cloud %j', async (value) => {
    expect(await stop({ 'X-Local-Cloud': value })).toMatchObject({ status: 403, body: failure('MissingHeader') });
    expect(await ask('/_local/objects', { headers: { 'X-Local-Cloud': value } })).toMatchObject({ status: 403 });
  });

  test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])(
    'is refused for the Content-Type %j',
    async (type) => {
      expect(await stop({ 'Content-Type': type })).toMatchObject({ status: 415, body: failure('NotJson') });
    },
  );

  test('is never told that it may ask', async () => {
    const preflight = await ask('/_local/objects', {
      method: 'OPTIONS',
      headers: {
        Origin: 'http://evil.example',
        'Access-Control-Request-Headers': 'x-local-cloud',
        'X-Local-Cloud': undefined,
      },
    });
    expect(preflight.status).toBe(403);
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('leaves our own pages and names alone', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST']) {
      const headers = { Host: `${name}:${own()}`, Origin: `http://${name}:${own()}` };
      expect((await ask('/_local/objects', { headers })).status).toBe(200);
    }
  });
});

test('a load balancer keeps its own /_local/', async () => {
  const { port } = seed.cloud;
  const text = await new Promise<string>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path: '/_local/objects', headers: { Host: seed.dnsName } }, (response) => {
      let page = '';
      response.on('data', (chunk: Buffer) => (page += chunk.toString()));
      response.on('end', () => {
        resolve(page);
      });
    })
      .on('error', reject)
      .end();
  });
  expect(text).toContain('/_local/objects');
  expect(text).toContain(SERVER);
});

describe('faults', () => {
  const throttled = { actions: 'CreateVpc', fault: 'throttling', rate: 1, times: 1 };
  afterEach(() => {
    seed.cloud.clearFaults();
  });

  test('are added to those that stand, hit calls, and are cleared', async () => {
    seed.cloud.injectFaults([{ actions: 'DeleteVpc', fault: 'internalError', rate: 1 }]);
    const added = await post('/_local/faults/inject', { rules: [throttled] });
    await expect(seed.chengdu.vpc('CreateVpc', { CidrBlock: '10.0.0.0/8' })).rejects.toThrow(/Throttling/);

    expect(added.body).toMatchObject([{ fault: 'internalError' }, { ...throttled, hits: 0 }]);
    expect((await ask('/_local/faults')).body).toMatchObject([{ hits: 0 }, { hits: 1 }]);
    expect((await post('/_local/faults/clear', {})).body).toEqual([]);
  });

  test.each([[{}], [{ rules: [] }], [{ rules: [{ fault: 'throttling' }] }], [{ rules: [{ ...throttled, rate: 2 }] }]])(
    'are refused in %j, and those that stand stay',
    async (body) => {
      const { status } = await post('/_local/faults/inject', body);

      expect(status).toBe(400);
      expect((await ask('/_local/faults')).body).toEqual([]);
    },
  );

  test('are closed to pages of other sites', async () => {
    const answer = await post('/_local/faults/clear', {}, { Origin: 'https://example.com' });

    expect(answer).toMatchObject({ status: 403, body: failure('ForeignOrigin') });
  });
});
