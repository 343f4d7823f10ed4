import {
  HealthCheckCode,
  HealthCheckMethod,
  HealthCheckProtocol,
  Scheduler,
  ServerGroup,
  ServerGroupProtocol,
  StickySession,
  type ServerGroupProps,
} from '../../../lib';
import { only, synth } from '../../support/synth';
import { chengdu } from '../../support/topology';

const groupOf = (props: Partial<ServerGroupProps> = {}, fill: (group: ServerGroup) => void = () => undefined) =>
  only(
    synth((stack) => fill(new ServerGroup(stack, 'web', { vpc: chengdu(stack).vpc, name: 'web', ...props }))),
    'alicloud_alb_server_group',
  );

describe('ServerGroup', () => {
  it('is of type IP over HTTP, weighted round-robin, checked, without sticky sessions', () => {
    expect(groupOf()).toMatchObject({
      server_group_type: 'Ip',
      protocol: 'HTTP',
      scheduler: 'Wrr',
      sticky_session_config: { sticky_session_enabled: false },
      health_check_config: {
        health_check_enabled: true,
        health_check_method: 'HEAD',
        health_check_path: '/',
        health_check_interval: 2,
        health_check_timeout: 5,
        healthy_threshold: 3,
        unhealthy_threshold: 3,
        health_check_codes: ['http_2xx'],
        health_check_connect_port: 0,
      },
    });
  });

  it('writes out what is off, so that it can be turned off', () => {
    expect(groupOf()).toMatchObject({
      slow_start_config: { slow_start_enabled: false, slow_start_duration: 30 },
      connection_drain_config: { connection_drain_enabled: false, connection_drain_timeout: 300 },
      health_check_config: { health_check_host: '$SERVER_IP', health_check_http_version: 'HTTP1.1' },
    });
  });

  it('is made before the one that it replaces is deleted, which a listener still names', () => {
    expect(groupOf().lifecycle).toEqual({ create_before_destroy: true });
  });

  it('speaks what it is told to, hashes, and drains', () => {
    const props = {
      protocol: ServerGroupProtocol.GRPC,
      scheduler: Scheduler.URL_HASH,
      hashedQueryString: 'user',
      connectionDrainSeconds: 0,
    };
    expect(groupOf(props)).toMatchObject({
      protocol: 'GRPC',
      scheduler: 'Uch',
      uch_config: { type: 'QueryString', value: 'user' },
      connection_drain_config: { connection_drain_enabled: true, connection_drain_timeout: 0 },
    });
    expect(groupOf({ slowStartSeconds: 900 })).toMatchObject({
      slow_start_config: { slow_start_enabled: true, slow_start_duration: 900 },
    });
  });

  it('keeps clients at a server by its own cookie or by theirs', () => {
    expect(groupOf({ stickySession: StickySession.insert() }).sticky_session_config).toEqual({
      sticky_session_enabled: true,
      sticky_session_type: 'Insert',
      cookie_timeout: 1000,
    });
    expect(groupOf({ stickySession: StickySession.server('session') }).sticky_session_config).toEqual({
      sticky_session_enabled: true,
      sticky_session_type: 'Server',
      cookie: 'session',
    });
  });

  it('checks over TCP without asking for anything, and over gRPC for a status', () => {
    const check = (protocol: HealthCheckProtocol) => groupOf({ healthCheck: { protocol } }).health_check_config;
    expect(check(HealthCheckProtocol.TCP)).toEqual({
      health_check_enabled: true,
      health_check_protocol: 'TCP',
      health_check_connect_port: 0,
      health_check_interval: 2,
      health_check_timeout: 5,
      healthy_threshold: 3,
      unhealthy_threshold: 3,
    });
    expect(check(HealthCheckProtocol.GRPC)).toMatchObject({
      health_check_protocol: 'GRPC',
      health_check_method: 'POST',
      health_check_codes: ['0'],
    });
    expect(check(HealthCheckProtocol.GRPC)).not.toHaveProperty('health_check_http_version');
  });

  it.each<[string, Partial<ServerGroupProps>]>([
    ['slowStartSeconds is a whole number from 30 to 900, got 29', { slowStartSeconds: 29 }],
    ['connectionDrainSeconds is a whole number from 0 to 900, got 901', { connectionDrainSeconds: 901 }],
    ['Scheduler.URL_HASH and hashedQueryString go together', { scheduler: Scheduler.URL_HASH }],
    ['Scheduler.URL_HASH and hashedQueryString go together', { hashedQueryString: 'user' }],
    ['timeout of a sticky session in seconds is', { stickySession: StickySession.insert(0) }],
    ['the cookie of a sticky session is', { stickySession: StickySession.server('$a') }],
    ['the host of a health check is', { healthCheck: { host: 'localhost' } }],
  ])('rejects: %s', (message, props) => {
    expect(() => groupOf(props)).toThrow(message);
  });

  it('takes servers of other networks by their address, with an explicit weight', () => {
    const { servers } = groupOf({}, (group) => {
      group.addServer({ ip: '192.168.7.20', port: 80 });
      group.addServer({ ip: '192.168.7.21', port: 8080, weight: 0 });
    });
    const common = { server_type: 'Ip', remote_ip_enabled: true };
    expect(servers).toEqual([
      { ...common, server_id: '192.168.7.20', server_ip: '192.168.7.20', port: 80, weight: 100 },
      { ...common, server_id: '192.168.7.21', server_ip: '192.168.7.21', port: 8080, weight: 0 },
    ]);
  });

  it('checks as it is told', () => {
    const healthCheck = {
      path: '/healthz',
      method: HealthCheckMethod.GET,
      codes: [HealthCheckCode.HTTP_2XX, HealthCheckCode.HTTP_3XX],
      port: 8081,
    };
    expect(groupOf({ healthCheck, scheduler: Scheduler.SOURCE_HASH })).toMatchObject({
      scheduler: 'Sch',
      health_check_config: {
        health_check_path: '/healthz',
        health_check_method: 'GET',
        health_check_codes: ['http_2xx', 'http_3xx'],
        health_check_connect_port: 8081,
      },
    });
    expect(groupOf({ healthCheck: { enabled: false } }).health_check_config).toEqual({ health_check_enabled: false });
  });

  it.each([
    ['interval of a health check in seconds is a whole number from 1 to 50, got 51', { intervalSeconds: 51 }],
    ['timeout of a health check in seconds is a whole number from 1 to 300, got 0', { timeoutSeconds: 0 }],
    ['healthyThreshold is a whole number from 2 to 10, got 1', { healthyThreshold: 1 }],
    ['unhealthyThreshold is a whole number from 2 to 10, got 11', { unhealthyThreshold: 11 }],
    ['port is a whole number from 1 to 65535, got 65536', { port: 65536 }],
    [
      'the path of a health check is a / and at most 79 more letters, digits and - / . % ? # & = _ ; ~ ! ( ) * [ ] @ $ ^ : \' , +, got "healthz"',
      { path: 'healthz' },
    ],
  ])('rejects a health check: %s', (message, healthCheck) => {
    expect(() => groupOf({ healthCheck })).toThrow(message);
  });

  it('rejects an address that no ALB takes for a server of another network', () => {
    expect(() => groupOf({}, (group) => group.addServer({ ip: '47.1.2.3', port: 80 }))).toThrow(
      'the address of a server lies in 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16, got 47.1.2.3',
    );
  });

  it('rejects an address and port that it has already', () => {
    const twice = (group: ServerGroup) => {
      for (const weight of [1, 2]) group.addServer({ ip: '10.0.0.1', port: 80, weight });
    };
    expect(() => groupOf({}, twice)).toThrow('a server group takes an address and port once, got 10.0.0.1:80 twice');
  });

  it('rejects a weight above 100', () => {
    expect(() => groupOf({}, (group) => group.addServer({ ip: '10.0.0.1', port: 80, weight: 101 }))).toThrow(
      'weight is a whole number from 0 to 100, got 101',
    );
  });
});
