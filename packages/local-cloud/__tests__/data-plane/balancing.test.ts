import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addServer, makeBalancer, runInstance, type Seed, send, SERVER, startSeed } from './seed';

/** A second server beside the first. */
const SECOND = '192.168.7.21';

let seed: Seed;
let now = Date.now();
const clock = () => now;
const open: Server[] = [];
afterEach(async () => {
  await seed.cloud.close();
  for (const server of open.splice(0)) server.close();
});

/** Which server answered, by address. */
async function served(headers: Readonly<Record<string, string>> = {}, path = '/'): Promise<string> {
  const { text } = await send(seed.cloud, { host: seed.dnsName, headers, path });
  return / at ([\d.]+):/.exec(text)?.[1] ?? text;
}

async function servedBy(count: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let at = 0; at < count; at++) {
    const server = await served();
    counts[server] = (counts[server] ?? 0) + 1;
  }
  return counts;
}

/** The topology with a second server in the group. */
async function startWithTwo(weight = 100, group: Readonly<Record<string, string | number | boolean>> = {}) {
  seed = await startSeed({ clock });
  const { chengdu, hangzhou, vpc2, securityGroupId, serverGroupId } = seed;
  await runInstance(hangzhou, vpc2.vSwitchIds[1]!, securityGroupId, SECOND, 'ecs2');
  await addServer(chengdu, serverGroupId, SECOND, { 'Servers.1.Weight': weight });
  if (Object.keys(group).length > 0) {
    await chengdu.alb('UpdateServerGroupAttribute', { ServerGroupId: serverGroupId, ...group });
  }
}

describe('requests to a group', () => {
  test('are shared by weight with Wrr', async () => {
    await startWithTwo(50);

    expect(await servedBy(9)).toEqual({ [SERVER]: 6, [SECOND]: 3 });
  });

  test('do not go to a server of weight 0', async () => {
    await startWithTwo(0);

    expect(await servedBy(4)).toEqual({ [SERVER]: 4 });
  });

  test('go to the server with the fewest under way with Wlc', async () => {
    const waiting: (() => void)[] = [];
    const target = async (name: string, handle: (answer: () => void) => void) => {
      const server = createServer((request, response) => {
        const answer = () => response.end(name);
        if (request.method === 'HEAD') answer();
        else handle(answer);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      open.push(server);
      return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    };
    seed = await startSeed({
      servers: {
        '192.168.7.31:80': await target('slow', (answer) => waiting.push(answer)),
        '192.168.7.32:80': await target('fast', (answer) => {
          answer();
        }),
      },
    });
    const { chengdu, vpc1 } = seed;
    const wlc = await makeBalancer(chengdu, vpc1, ['192.168.7.31', '192.168.7.32'], { Scheduler: 'Wlc' });
    const ask = () => send(seed.cloud, { host: wlc.dnsName });

    const first = ask();
    while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const others = [await ask(), await ask(), await ask()].map(({ text }) => text);
    waiting[0]?.();

    expect(others).toEqual(['fast', 'fast', 'fast']);
    expect((await first).text).toBe('slow');
  });

  test('of one client go to one server with Sch', async () => {
    await startWithTwo(100, { Scheduler: 'Sch' });

    expect(Object.values(await servedBy(6))).toEqual([6]);
  });

  test('with one value of a query parameter go to one server with Uch', async () => {
    const uch = { Scheduler: 'Sch', 'UchConfig.Type': 'QueryString', 'UchConfig.Value': 'user' };
    await startWithTwo(100, uch);

    const all: string[] = [];
    for (let user = 0; user < 12; user++) {
      const server = await served({}, `/?user=${String(user)}`);
      expect(await served({}, `/other?x=1&user=${String(user)}`)).toBe(server);
      all.push(server);
    }

    expect(new Set(all).size).toBe(2);
  });

  test('come slowly to a server that has just become healthy, with slow start', async () => {
    await startWithTwo(100, {
      'SlowStartConfig.SlowStartEnabled': true,
      'SlowStartConfig.SlowStartDuration': 100,
    });
    const { chengdu, hangzhou, vpc2, securityGroupId, serverGroupId } = seed;
    // Two servers that have been in rotation for long, and a third that comes into it now.
    now += 600_000;
    await served();
    await runInstance(hangzhou, vpc2.vSwitchIds[1]!, securityGroupId, '192.168.7.22', 'ecs3');
    await addServer(chengdu, serverGroupId, '192.168.7.22');
    now += 4_000 + 25_000;

    expect(await servedBy(9)).toEqual({ [SERVER]: 4, [SECOND]: 4, '192.168.7.22': 1 });
  });
});

describe('a sticky session', () => {
  const insert = {
    'StickySessionConfig.StickySessionEnabled': true,
    'StickySessionConfig.StickySessionType': 'Insert',
    'StickySessionConfig.CookieTimeout': 60,
  };

  /** The cookie of an answer, as a client sends it back. */
  async function cookieOf(): Promise<string> {
    const { headers } = await send(seed.cloud, { host: seed.dnsName });
    return (headers['set-cookie'] ?? []).join().split(';')[0]!;
  }

  test('keeps a client at the server that it came to', async () => {
    await startWithTwo(100, insert);
    const cookie = await cookieOf();
    expect(cookie).toMatch(/^SERVERID=/);

    const servers = [await served({ Cookie: cookie }), await served({ Cookie: `a=1; ${cookie}` })];
    await served();
    servers.push(await served({ Cookie: cookie }));

    expect(new Set(servers).size).toBe(1);
  });

  test('ends after the timeout of its cookie', async () => {
    await startWithTwo(100, insert);
    const cookie = await cookieOf();
    now += 61_000;

    const servers = [await served({ Cookie: cookie }), await served({ Cookie: cookie })];

    expect(new Set(servers).size).toBe(2);
  });

  test('ends when its server has left', async () => {
    await startWithTwo(100, insert);
    const cookie = await cookieOf();
    const bound = await served({ Cookie: cookie });
    await seed.chengdu.alb('RemoveServersFromServerGroup', {
      ServerGroupId: seed.serverGroupId,
      'Servers.1.ServerType': 'Ip',
      'Servers.1.ServerId': bound,
      'Servers.1.Port': 80,
    });

    expect(await served({ Cookie: cookie })).toBe(bound === SERVER ? SECOND : SERVER);
  });

  test('rewrites the cookie of the server, which gets its own value back', async () => {
    const got: (string | undefined)[] = [];
    const servers = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const server = createServer((request, response) => {
          if (request.method === 'GET') got.push(request.headers.cookie);
          response.setHeader('Set-Cookie', [`session=${name};Path=/`, 'other=1']);
          response.end(name);
        });
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        open.push(server);
        return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
      }),
    );
    seed = await startSeed({ servers: { '192.168.7.31:80': servers[0]!, '192.168.7.32:80': servers[1]! } });
    const { chengdu, vpc1, cloud } = seed;
    const { dnsName: host } = await makeBalancer(chengdu, vpc1, ['192.168.7.31', '192.168.7.32'], {
      'StickySessionConfig.StickySessionEnabled': true,
      'StickySessionConfig.StickySessionType': 'Server',
      'StickySessionConfig.Cookie': 'session',
    });

    const first = await send(cloud, { host });
    const [session = '', other = ''] = first.headers['set-cookie'] ?? [];
    const cookie = `x=y; ${session.split(';')[0]!}`;
    const again = [await send(cloud, { host, headers: { Cookie: cookie } })];
    again.push(await send(cloud, { host, headers: { Cookie: cookie } }));

    expect(session).toMatch(new RegExp(`^session=[0-9a-f]{32}\\|${first.text};Path=/$`));
    expect(other).toBe('other=1');
    expect(again.map(({ text }) => text)).toEqual([first.text, first.text]);
    expect(got.slice(1)).toEqual([`x=y; session=${first.text}`, `x=y; session=${first.text}`]);
  });
});
