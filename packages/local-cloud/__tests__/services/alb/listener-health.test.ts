import Alb, { GetListenerHealthStatusRequest } from '@alicloud/alb20200616';
import { Config } from '@alicloud/openapi-core/dist/utils';
import { addRule, everything, forwardTo } from '../../data-plane/rules/rules';
import { addServer, BACK_TO_ORIGIN, makeGroup, removeVpcRoute, type Seed, startSeed } from '../../data-plane/seed';

let seed: Seed;
let now = Date.now();
afterEach(async () => {
  await seed.cloud.close();
});

/** The official SDK; answers the servers that are not well, of the listener and of its first rule. */
async function unwell(includeRule = false) {
  const { endpoint, credentials } = seed.cloud;
  const config = { ...credentials, endpoint: `${endpoint}/cn-chengdu`, protocol: 'HTTP', regionId: 'cn-chengdu' };
  const sdk = new Alb(new Config(config as never) as never);
  const request = new GetListenerHealthStatusRequest({ listenerId: seed.listenerId, includeRule });
  const { body } = await sdk.getListenerHealthStatus(request);
  return {
    listener: body?.listenerHealthStatus?.[0]?.serverGroupInfos?.[0],
    rule: body?.ruleHealthStatus?.[0]?.serverGroupInfos?.[0],
  };
}

describe('GetListenerHealthStatus', () => {
  test('names nobody when all servers are well', async () => {
    now = Date.now();
    seed = await startSeed({ clock: () => now });
    now += 60_000;

    const { listener } = await unwell();

    expect(listener).toMatchObject({ serverGroupId: seed.serverGroupId, healthCheckEnabled: 'on' });
    expect(listener?.nonNormalServers).toEqual([]);
  });

  test('names a server that one node of all cannot reach, with the reason, as soon as the checks say so', async () => {
    now = Date.now();
    seed = await startSeed({ clock: () => now, albGeneration: 'non-upgraded' });
    now += 60_000;
    await removeVpcRoute(seed.hangzhou, seed.vpc2.tableId, BACK_TO_ORIGIN[5]!, seed.router2.attachmentId);

    const before = await unwell();
    now += 60_000;
    const after = await unwell();

    expect(before.listener?.nonNormalServers).toEqual([]);
    expect(after.listener?.nonNormalServers).toMatchObject([
      { serverIp: '192.168.7.20', port: 80, status: 'Unhealthy', reason: { reasonCode: 'CONNECT_TIMEOUT' } },
    ]);
  });

  test('tells what an answer should have been', async () => {
    now = Date.now();
    seed = await startSeed({ clock: () => now });
    await seed.chengdu.alb('UpdateServerGroupAttribute', {
      ServerGroupId: seed.serverGroupId,
      'HealthCheckConfig.HealthCheckCodes.1': 'http_3xx',
    });
    now += 60_000;

    const { listener } = await unwell();

    expect(listener?.nonNormalServers?.[0]?.reason).toMatchObject({
      reasonCode: 'RESPONSE_MISMATCH',
      expectedResponse: 'HTTP_3xx',
    });
  });

  test('tells new, unused and unchecked servers apart', async () => {
    now = Date.now();
    seed = await startSeed({ clock: () => now });
    await addServer(seed.chengdu, seed.serverGroupId, '192.168.7.30', { 'Servers.1.Weight': 0 });
    const unchecked = { 'HealthCheckConfig.HealthCheckEnabled': false, ServerGroupName: 'unchecked' };
    const group = await makeGroup(seed.chengdu, seed.vpc1, ['192.168.7.20'], unchecked);
    await addRule(seed, [everything], [forwardTo([group, 100])]);

    const { listener, rule } = await unwell(true);

    expect(listener?.nonNormalServers?.map(({ status }) => status)).toEqual(['Initial', 'Unused']);
    expect(rule).toMatchObject({ healthCheckEnabled: 'off', nonNormalServers: [{ status: 'Unavailable' }] });
    expect((await unwell()).rule).toBeUndefined();
  });
});
