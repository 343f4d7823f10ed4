import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  accept,
  addServer,
  addVpcRoute,
  makeBalancer,
  removeVpcRoute,
  runInstance,
  type Seed,
  send,
  SERVER,
  startSeed,
} from './seed';

/** A second server, in the vSwitch that VPC1 has no route to. */
const LOST = '192.168.8.20';

let seed: Seed;
let now: number;
const clock = () => now;
beforeEach(() => {
  now = Date.now();
});
afterEach(() => seed.cloud.close());

/** Adds a second server that no packet gets to. */
async function addLostServer(): Promise<void> {
  const { chengdu, hangzhou, vpc2, securityGroupId, serverGroupId } = seed;
  await runInstance(hangzhou, vpc2.vSwitchIds[0]!, securityGroupId, LOST, 'lost');
  await addServer(chengdu, serverGroupId, LOST);
}

/** The states of the servers as the first node has them, in the order in which they were added. */
async function states(): Promise<string[]> {
  const { nodes } = await seed.cloud.probe(seed.loadBalancerId);
  return nodes[0]!.servers.map(({ health }) => health);
}

/** The codes of so many requests. */
async function codes(count: number): Promise<number[]> {
  const seen: number[] = [];
  for (let at = 0; at < count; at++) seen.push((await send(seed.cloud, { host: seed.dnsName })).status);
  return seen;
}

function pass(seconds: number): void {
  now += seconds * 1000;
}

function updateGroup(changes: Readonly<Record<string, string | number | boolean>>) {
  return seed.chengdu.alb('UpdateServerGroupAttribute', { ServerGroupId: seed.serverGroupId, ...changes });
}

describe('a server', () => {
  test('is healthy after the healthy threshold, and not before', async () => {
    seed = await startSeed({ clock });

    expect(await states()).toEqual(['Initial']);
    pass(3.9);
    expect(await states()).toEqual(['Initial']);
    pass(0.1);
    expect(await states()).toEqual(['Healthy']);
  });

  test('that no packet gets to is unhealthy after three timeouts and two intervals', async () => {
    seed = await startSeed({ clock });
    await addLostServer();

    pass(18.9);
    expect(await states()).toEqual(['Healthy', 'Initial']);
    pass(0.1);
    expect(await states()).toEqual(['Healthy', 'Unhealthy']);
  });

  test('gets no requests before it is healthy, where another one is', async () => {
    seed = await startSeed({ clock });
    await addLostServer();

    expect(await codes(4)).toEqual([200, 504, 200, 504]);
    pass(5);
    expect(await codes(4)).toEqual([200, 200, 200, 200]);
  });

  test('is tried all the same when no server is healthy', async () => {
    seed = await startSeed({ clock });
    const { chengdu, vpc1, router1, cloud, dnsName } = seed;
    pass(10);
    await removeVpcRoute(chengdu, vpc1.tableId, '192.168.7.0/24', router1.attachmentId);
    pass(60);
    expect(await states()).toEqual(['Unhealthy']);
    expect(await codes(1)).toEqual([504]);

    await addVpcRoute(chengdu, vpc1.tableId, '192.168.7.0/24', router1.attachmentId);

    expect(await states()).toEqual(['Unhealthy']);
    expect((await cloud.probe(dnsName)).reached).toBe(2);
    pass(30);
    expect(await states()).toEqual(['Healthy']);
  });

  test('is judged by what the network was like while time passed', async () => {
    seed = await startSeed({ clock });
    const { chengdu, vpc1, router1 } = seed;
    pass(60);
    // The checks of this minute were before the change, though nobody has asked for their results yet.
    await removeVpcRoute(chengdu, vpc1.tableId, '192.168.7.0/24', router1.attachmentId);

    expect(await states()).toEqual(['Healthy']);
  });

  test('is judged by each node for itself', async () => {
    seed = await startSeed({ clock, albGeneration: 'non-upgraded' });
    const { hangzhou, vpc2, router2, cloud, loadBalancerId } = seed;
    await removeVpcRoute(hangzhou, vpc2.tableId, '100.122.176.0/26', router2.attachmentId);
    pass(60);

    const { nodes } = await cloud.probe(loadBalancerId);

    expect(nodes.map(({ servers }) => servers[0]?.health)).toEqual([
      ...Array.from({ length: 5 }, () => 'Healthy'),
      'Unhealthy',
    ]);
  });

  test('that comes back to its group begins anew', async () => {
    seed = await startSeed({ clock });
    const { chengdu, serverGroupId } = seed;
    pass(10);
    expect(await states()).toEqual(['Healthy']);

    const server = { 'Servers.1.ServerType': 'Ip', 'Servers.1.ServerId': SERVER, 'Servers.1.Port': 80 };
    await chengdu.alb('RemoveServersFromServerGroup', { ServerGroupId: serverGroupId, ...server });
    await addServer(chengdu, serverGroupId, SERVER);

    expect(await states()).toEqual(['Initial']);
  });
});

describe('the settings of a group', () => {
  test('decide how often a server is checked, and how many successes in a row it takes', async () => {
    seed = await startSeed({ clock });
    const { chengdu, vpc1, cloud } = seed;
    const { loadBalancerId } = await makeBalancer(chengdu, vpc1, [SERVER], {
      'HealthCheckConfig.HealthCheckInterval': 10,
      'HealthCheckConfig.HealthyThreshold': 5,
    });
    const state = async () => (await cloud.probe(loadBalancerId)).nodes[0]!.servers[0]!.health;

    pass(39.9);
    const before = await state();
    pass(0.1);

    expect([before, await state()]).toEqual(['Initial', 'Healthy']);
  });

  test('decide how long a check may hang, which is an interval at least', async () => {
    seed = await startSeed({ clock });
    const { chengdu, vpc1, cloud } = seed;
    const slow = { 'HealthCheckConfig.HealthCheckTimeout': 20, 'HealthCheckConfig.UnhealthyThreshold': 2 };
    const short = { 'HealthCheckConfig.HealthCheckTimeout': 1, 'HealthCheckConfig.HealthCheckInterval': 21 };
    const hanging = await makeBalancer(chengdu, vpc1, [LOST], slow);
    const rare = await makeBalancer(chengdu, vpc1, [LOST], { ...short, 'HealthCheckConfig.UnhealthyThreshold': 2 });
    const state = async (id: string) => (await cloud.probe(id)).nodes[0]!.servers[0]!.health;

    pass(41.9);
    expect([await state(hanging.loadBalancerId), await state(rare.loadBalancerId)]).toEqual(['Initial', 'Initial']);
    pass(0.1);
    expect([await state(hanging.loadBalancerId), await state(rare.loadBalancerId)]).toEqual(['Unhealthy', 'Initial']);
    pass(21);
    expect(await state(rare.loadBalancerId)).toBe('Unhealthy');
  });

  test('check another port, which security groups have to let in', async () => {
    seed = await startSeed({ clock });
    await updateGroup({ 'HealthCheckConfig.HealthCheckConnectPort': 8080 });
    pass(60);
    expect(await states()).toEqual(['Unhealthy']);
    // Requests go to port 80 all the same.
    expect(await codes(1)).toEqual([200]);

    for (const source of ['172.16.0.0/24', '172.16.6.0/24']) {
      await accept(seed.hangzhou, seed.securityGroupId, source, { PortRange: '8080/8080' });
    }
    pass(60);

    expect(await states()).toEqual(['Healthy']);
  });

  test.each([
    ['http_2xx', 'Healthy'],
    ['http_3xx', 'Unhealthy'],
  ])('accept the code class %s', async (code, state) => {
    seed = await startSeed({ clock });
    await updateGroup({ 'HealthCheckConfig.HealthCheckCodes.1': code });
    pass(60);

    expect(await states()).toEqual([state]);
  });

  test('switch checks off: every server is in rotation', async () => {
    seed = await startSeed({ clock });
    await addLostServer();
    await updateGroup({ 'HealthCheckConfig.HealthCheckEnabled': false });
    pass(60);

    expect(await states()).toEqual(['Unavailable', 'Unavailable']);
    expect((await codes(4)).sort()).toEqual([200, 200, 504, 504]);
  });
});

describe('a real process', () => {
  test('is checked with the method, path and host of its group, and goes out of rotation when it fails', async () => {
    const asked: string[] = [];
    let status = 204;
    const server = createServer((request, response) => {
      asked.push(`${String(request.method)} ${String(request.url)} ${String(request.headers.host)}`);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const target = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    try {
      seed = await startSeed({ clock, servers: { [`${SERVER}:80`]: target } });
      await updateGroup({ 'HealthCheckConfig.HealthCheckPath': '/up' });
      await states();
      pass(60);
      expect(await states()).toEqual(['Healthy']);
      expect(asked).toContain(`HEAD /up ${SERVER}`);

      status = 500;
      await states();
      pass(60);

      expect(await states()).toEqual(['Unhealthy']);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  test('that nobody runs is unhealthy', async () => {
    seed = await startSeed({ clock, servers: { [`${SERVER}:80`]: '127.0.0.1:1' } });
    await states();
    pass(60);

    expect(await states()).toEqual(['Unhealthy']);
  });
});

describe('two ALBs', () => {
  test('judge the same server each for itself', async () => {
    seed = await startSeed({ clock });
    const { hangzhou, vpc2, cloud } = seed;
    // From the vSwitches of Hangzhou the security group lets nobody in.
    const other = await makeBalancer(hangzhou, vpc2, [SERVER]);
    pass(60);

    expect(await states()).toEqual(['Healthy']);
    const { nodes } = await cloud.probe(other.loadBalancerId);
    expect(nodes.map(({ servers }) => servers[0]?.health)).toEqual(['Unhealthy', 'Unhealthy']);
  });
});
