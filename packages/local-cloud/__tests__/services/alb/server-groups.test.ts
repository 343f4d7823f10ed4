import { createBalancer, createGroup, createListener, type Fixture, outcome, startFixture } from './fixture';

let fixture: Fixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.cloud.close();
});

type Values = Record<string, string | number | boolean>;

async function group(id: string): Promise<Record<string, unknown>> {
  const { body } = await fixture.alb('ListServerGroups', { 'ServerGroupIds.1': id });
  const [found] = body.ServerGroups as Record<string, unknown>[];
  return found ?? {};
}

async function servers(id: string): Promise<Record<string, unknown>[]> {
  return (await fixture.alb('ListServerGroupServers', { ServerGroupId: id })).body.Servers as Record<string, unknown>[];
}

/** `Servers.1` with an address that may be anywhere. */
function remote(ip: string, more: Values = {}): Values {
  const server = { ServerType: 'Ip', ServerId: ip, Port: 80, RemoteIpEnabled: true, ...more };
  return Object.fromEntries(Object.entries(server).map(([name, value]) => [`Servers.1.${name}`, value]));
}

const add = (id: string, parameters: Values) =>
  fixture.alb('AddServersToServerGroup', { ServerGroupId: id, ...parameters });
const remove = (id: string, parameters: Values) =>
  fixture.alb('RemoveServersFromServerGroup', { ServerGroupId: id, ...parameters });

describe('a server group', () => {
  it('gets the documented defaults, and no sticky session that was not asked for', async () => {
    const found = await group(await createGroup(fixture));
    expect(found).toMatchObject({
      ServerGroupStatus: 'Available',
      Protocol: 'HTTP',
      Scheduler: 'Wrr',
      CrossZoneEnabled: true,
      UpstreamKeepaliveEnabled: false,
      ConnectionDrainConfig: { ConnectionDrainEnabled: false, ConnectionDrainTimeout: 300 },
      SlowStartConfig: { SlowStartEnabled: false, SlowStartDuration: 30 },
      HealthCheckConfig: {
        HealthCheckEnabled: true,
        HealthCheckProtocol: 'HTTP',
        HealthCheckConnectPort: 0,
        HealthCheckHost: '$SERVER_IP',
        HealthCheckPath: '/',
        HealthCheckMethod: 'HEAD',
        HealthCheckHttpVersion: 'HTTP1.1',
        HealthCheckCodes: ['http_2xx'],
        HealthCheckInterval: 2,
        HealthCheckTimeout: 5,
        HealthyThreshold: 3,
        UnhealthyThreshold: 3,
      },
    });
    expect(found.StickySessionConfig).toEqual({});
    expect(found).not.toHaveProperty('UchConfig');
  });

  it('keeps what an update does not name', async () => {
    // GIVEN
    const id = await createGroup(fixture);

    // WHEN
    await fixture.alb('UpdateServerGroupAttribute', {
      ServerGroupId: id,
      ServerGroupName: 'renamed',
      Scheduler: 'Sch',
      'UchConfig.Type': 'QueryString',
      'UchConfig.Value': 'user',
      'HealthCheckConfig.HealthCheckInterval': 7,
      'StickySessionConfig.StickySessionEnabled': true,
    });

    // THEN
    expect(await group(id)).toMatchObject({
      ServerGroupName: 'renamed',
      Scheduler: 'Sch',
      UchConfig: { Type: 'QueryString', Value: 'user' },
      HealthCheckConfig: { HealthCheckInterval: 7, HealthCheckPath: '/', HealthCheckEnabled: true },
      StickySessionConfig: { StickySessionEnabled: true, StickySessionType: 'Insert', CookieTimeout: 1000 },
      CrossZoneEnabled: true,
    });
  });

  it('drops the hash parameter with the hash', async () => {
    const id = await createGroup(fixture);
    const update = (parameters: Values) =>
      fixture.alb('UpdateServerGroupAttribute', { ServerGroupId: id, ...parameters });
    await update({ Scheduler: 'Sch', 'UchConfig.Type': 'QueryString', 'UchConfig.Value': 'user' });
    await update({ Scheduler: 'Wlc' });
    expect(await group(id)).not.toHaveProperty('UchConfig');
  });

  it('changes the health check fields with the protocol', async () => {
    const id = await createGroup(fixture);
    await fixture.alb('UpdateServerGroupAttribute', {
      ServerGroupId: id,
      'HealthCheckConfig.HealthCheckProtocol': 'TCP',
    });
    expect((await group(id)).HealthCheckConfig as object).not.toHaveProperty('HealthCheckPath');
  });

  it.each([
    ['no name', { ServerGroupName: '' }, '400 MissingServerGroupName'],
    ['a name of one letter', { ServerGroupName: 'w' }, '400 IllegalParam.ServerGroupName'],
    [
      'no switch for health checks',
      { 'HealthCheckConfig.HealthCheckEnabled': '' },
      '400 MissingHealthCheckConfig.HealthCheckEnabled',
    ],
    ['no VPC', { VpcId: '' }, '400 MissingVpcId'],
    ['an unknown VPC', { VpcId: 'vpc-none' }, '404 ResourceNotFound.Vpc'],
    [
      'a health check every minute',
      { 'HealthCheckConfig.HealthCheckInterval': 60 },
      '400 InvalidHealthCheckConfig.HealthCheckInterval',
    ],
    [
      'one success for healthy',
      { 'HealthCheckConfig.HealthyThreshold': 1 },
      '400 InvalidHealthCheckConfig.HealthyThreshold',
    ],
    ['a path without a slash', { 'HealthCheckConfig.HealthCheckPath': 'status' }, '400 IllegalParam.HealthCheckPath'],
    ['a host without a dot', { 'HealthCheckConfig.HealthCheckHost': 'localhost' }, '400 IllegalParam.HealthCheckHost'],
    ['a code of no class', { 'HealthCheckConfig.HealthCheckCodes.1': '200' }, '400 IllegalParam.HealthCheckCodes'],
    [
      'slow start with a hash',
      { Scheduler: 'Sch', 'SlowStartConfig.SlowStartEnabled': true },
      '400 Mismatch.ServerGroupSchedulerAndSlowStartEnable',
    ],
    ['a slow start of ten seconds', { 'SlowStartConfig.SlowStartDuration': 10 }, '400 IllegalParam.SlowStartDuration'],
    ['a hash parameter without a hash', { 'UchConfig.Value': 'user' }, '400 IllegalParam.UchConfig'],
    [
      'a cookie of the server without a name',
      { 'StickySessionConfig.StickySessionEnabled': true, 'StickySessionConfig.StickySessionType': 'Server' },
      '400 IllegalParam.Cookie',
    ],
    ['an unknown scheduler', { Scheduler: 'Rr' }, '400 InvalidScheduler'],
    ['IPv6 in a VPC without', { Ipv6Enabled: true }, '400 OperationDenied.VpcNotSupportIpv6'],
  ])('rejects %s', async (_, change, expected) => {
    const answer = fixture.alb('CreateServerGroup', {
      ServerGroupName: 'web',
      VpcId: fixture.vpcId,
      'HealthCheckConfig.HealthCheckEnabled': true,
      ...(change as Values),
    });
    expect(await outcome(answer)).toBe(expected);
  });

  it('rejects deleting a group that a listener forwards to', async () => {
    // GIVEN
    const id = await createGroup(fixture);
    await add(id, remote('192.168.7.20'));
    const listenerId = await createListener(fixture, await createBalancer(fixture), id);
    expect(await outcome(fixture.alb('DeleteServerGroup', { ServerGroupId: id }))).toBe(
      '400 ResourceInUse.ServerGroup',
    );

    // WHEN
    await fixture.alb('DeleteListener', { ListenerId: listenerId });

    // THEN its servers do not hold it
    expect(await outcome(fixture.alb('DeleteServerGroup', { ServerGroupId: id }))).toBe('200');
    expect(await group(id)).toEqual({});
  });

  it('is listed by name, VPC, type and tag, page by page', async () => {
    // GIVEN
    for (const name of ['one', 'two', 'three']) await createGroup(fixture, { serverGroupName: name });
    const [first] = (await fixture.alb('ListServerGroups', { 'ServerGroupNames.1': 'two' })).body.ServerGroups as {
      ServerGroupId: string;
    }[];
    await fixture.alb('TagResources', {
      ResourceType: 'servergroup',
      'ResourceId.1': first?.ServerGroupId ?? '',
      'Tag.1.Key': 'role',
      'Tag.1.Value': 'web',
    });
    const names = async (parameters: Values) =>
      ((await fixture.alb('ListServerGroups', parameters)).body.ServerGroups as { ServerGroupName: string }[]).map(
        (found) => found.ServerGroupName,
      );

    // THEN
    expect(await names({ 'Tag.1.Key': 'role' })).toEqual(['two']);
    expect(await names({ 'Tag.1.Key': 'role', 'Tag.1.Value': 'db' })).toEqual([]);
    expect(await names({ VpcId: fixture.otherVpcId })).toEqual([]);
    expect(await names({ ServerGroupType: 'Instance' })).toEqual([]);
    const page = await fixture.alb('ListServerGroups', { MaxResults: 2 });
    expect(page.body).toMatchObject({ TotalCount: 3, MaxResults: 2 });
    expect(await names({ MaxResults: 2, NextToken: String(page.body.NextToken) })).toEqual(['three']);
    expect(await outcome(fixture.alb('ListServerGroups', { NextToken: 'stale' }))).toBe('400 IllegalParam.NextToken');
  });
});

describe('the servers of a group', () => {
  let id: string;

  beforeEach(async () => {
    id = await createGroup(fixture);
  });

  it('are told apart by address and port, and weigh 100 unless told otherwise', async () => {
    expect(await outcome(add(id, remote('192.168.7.20')))).toBe('200');
    expect(await outcome(add(id, remote('192.168.7.20', { Port: 81, Weight: 0 })))).toBe('200');
    expect(await outcome(add(id, remote('192.168.7.20')))).toBe('400 Conflict.BackendServer');
    expect(await servers(id)).toMatchObject([
      { ServerId: '192.168.7.20', ServerIp: '192.168.7.20', Port: 80, Weight: 100, Status: 'Available' },
      { Port: 81, Weight: 0, RemoteIpEnabled: true },
    ]);
  });

  it('change weight and description, and go by their identity', async () => {
    // GIVEN
    await add(id, remote('192.168.7.20'));

    // WHEN
    const update = await fixture.alb('UpdateServerGroupServersAttribute', {
      ServerGroupId: id,
      ...remote('192.168.7.20', { Weight: 5, Description: 'ecs1' }),
    });

    // THEN
    expect(update.status).toBe(200);
    expect(await servers(id)).toMatchObject([{ Weight: 5, Description: 'ecs1' }]);
    expect(await outcome(remove(id, remote('192.168.7.20', { Port: 81 })))).toBe('404 ResourceNotFound.BackendServer');
    expect(await outcome(remove(id, remote('192.168.7.20')))).toBe('200');
    expect(await servers(id)).toEqual([]);
  });

  it('takes a server of its own VPC without the remote switch', async () => {
    expect(await outcome(add(id, remote('172.20.0.5', { RemoteIpEnabled: false })))).toBe('200');
  });

  it.each([
    ['a public address', remote('47.1.2.3'), '400 IllegalParam.ServerIp'],
    ['no address', remote('web.example.com'), '400 IllegalParam.ServerIp'],
    [
      'an address outside the VPC, not remote',
      remote('192.168.7.20', { RemoteIpEnabled: false }),
      '400 IllegalParam.ServerIp',
    ],
    ['an instance in an IP group', remote('i-1', { ServerType: 'Ecs' }), '400 Mismatch.ServerType'],
    ['no port', remote('192.168.7.20', { Port: '' }), '400 MissingServers.1.Port'],
    ['port 0', remote('192.168.7.20', { Port: 0 }), '400 InvalidServers.1.Port'],
    ['a weight of 101', remote('192.168.7.20', { Weight: 101 }), '400 InvalidServers.1.Weight'],
    [
      'a description with a web address',
      remote('192.168.7.20', { Description: 'http://x' }),
      '400 IllegalParam.Description',
    ],
  ])('rejects %s', async (_, parameters, expected) => {
    expect(await outcome(add(id, parameters))).toBe(expected);
    expect(await servers(id)).toEqual([]);
  });

  it('rejects one server twice in a call', async () => {
    const twice = { ...remote('192.168.7.20') };
    for (const [name, value] of Object.entries(remote('192.168.7.20'))) twice[name.replace('.1.', '.2.')] = value;
    expect(await outcome(add(id, twice))).toBe('400 DuplicatedParam.BackendServer');
  });

  it('takes an instance of the VPC by its id, and rejects one of another VPC or none at all', async () => {
    // GIVEN
    const run = async (VpcId: string, VSwitchId: string): Promise<string> => {
      const security = await fixture.ecs('CreateSecurityGroup', { RegionId: 'cn-chengdu', VpcId });
      const images = await fixture.ecs('DescribeImages', { RegionId: 'cn-chengdu', Architecture: 'x86_64' });
      const [image] = (images.body.Images as { Image: { ImageId: string }[] }).Image;
      const { body } = await fixture.ecs('RunInstances', {
        RegionId: 'cn-chengdu',
        ImageId: image?.ImageId ?? '',
        InstanceType: 'ecs.g7.large',
        VSwitchId,
        SecurityGroupId: String(security.body.SecurityGroupId),
      });
      return (body.InstanceIdSets as { InstanceIdSet: [string] }).InstanceIdSet[0];
    };
    const own = await run(fixture.vpcId, fixture.vSwitchIds.b);
    const foreign = await run(fixture.otherVpcId, fixture.otherVSwitchId);
    const instances = await createGroup(fixture, { serverGroupType: 'Instance' });
    const ecs = (ServerId: string) => ({
      'Servers.1.ServerType': 'Ecs',
      'Servers.1.ServerId': ServerId,
      'Servers.1.Port': 80,
    });

    // THEN
    expect(await outcome(add(instances, ecs(own)))).toBe('200');
    expect(await servers(instances)).toMatchObject([{ ServerId: own, ServerIp: '172.16.6.1', ServerType: 'Ecs' }]);
    expect(await outcome(add(instances, ecs(foreign)))).toBe('400 Mismatch.VpcId');
    expect(await outcome(add(instances, ecs('i-none')))).toBe('404 ResourceNotFound.Ecs');
    // A balancer's own network interfaces are nobody's servers.
    const balancer = await createBalancer(fixture);
    expect(await outcome(add(instances, ecs(balancer)))).toBe('404 ResourceNotFound.Ecs');
  });

  it('rejects the thousand-and-first server of a group', async () => {
    for (let block = 0; block < 5; block++) {
      const parameters: Values = {};
      for (let at = 1; at <= 200; at++) {
        const server = remote(`192.168.${block}.${at}`);
        for (const [name, value] of Object.entries(server)) parameters[name.replace('.1.', `.${at}.`)] = value;
      }
      expect(await outcome(add(id, parameters))).toBe('200');
    }
    const answer = add(id, remote('192.168.9.9'));
    expect(await outcome(answer)).toBe('400 ResourceQuotaExceeded.ServerGroupServersNum');
    const page = await fixture.alb('ListServerGroupServers', { ServerGroupId: id, MaxResults: 1000 });
    expect(page.body).toMatchObject({ TotalCount: 1000, NextToken: '' });
  });
});
