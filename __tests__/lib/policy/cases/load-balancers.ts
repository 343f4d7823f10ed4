import { add, at, block, forwardTo, type Arguments } from '../../../support/plain-stack';
import { ALB, all, cases, GROUP, inBlock, LISTENER, provider, set, standing, without } from './changes';

const RULE = 'alicloud_security_group_rule.web';
const server = (change: Arguments) => inBlock(GROUP, 'servers', change);
const check = (change: Arguments) => inBlock(GROUP, 'health_check_config', change);

/** What is wrong with ALBs, server groups, and servers. */
export const BALANCER_CASES = cases([
  [
    'ALB_REGION_UNSUPPORTED',
    'an ALB where there is none',
    ALB,
    'got cn-huhehaote',
    (json) => {
      provider('hohhot', 'cn-huhehaote')(json);
      at(json, ALB).provider = 'alicloud.hohhot';
    },
  ],
  [
    'ALB_EDITION_UNKNOWN',
    'an edition that is none',
    ALB,
    'got standard',
    set(ALB, { load_balancer_edition: 'standard' }),
  ],
  [
    'ALB_IP_MODE_UNSET',
    'an ALB without address_allocated_mode',
    ALB,
    'would replace the ALB',
    without(ALB, 'address_allocated_mode'),
  ],
  [
    'ALB_ZONE_COUNT',
    'an ALB in one zone',
    ALB,
    'got 1: cn-chengdu-a',
    (json) => void (at(json, ALB).zone_mappings as unknown[]).pop(),
  ],
  [
    'ALB_ZONE_COUNT',
    'two vSwitches in one zone',
    ALB,
    'got two in cn-chengdu-b',
    inBlock(ALB, 'zone_mappings', { zone_id: 'cn-chengdu-b' }),
  ],
  [
    'ALB_ZONE_UNSUPPORTED',
    'a zone without ALB',
    ALB,
    'not listed in cn-chengdu-z',
    inBlock(ALB, 'zone_mappings', { zone_id: 'cn-chengdu-z' }),
  ],
  [
    'ALB_VSWITCH_NOT_IN_VPC',
    'a vSwitch of another VPC',
    ALB,
    'got alicloud_vswitch.far1 of alicloud_vpc.far',
    inBlock(ALB, 'zone_mappings', { vswitch_id: '${alicloud_vswitch.far1.id}' }),
  ],
  [
    'ALB_VSWITCH_TOO_SMALL',
    'a vSwitch without room',
    ALB,
    'leaves 2 addresses',
    (json) => {
      at(json, 'alicloud_vswitch.near1').cidr_block = '172.16.0.0/29';
      add(
        json,
        'alicloud_instance.near',
        { provider: 'alicloud', vswitch_id: '${alicloud_vswitch.near1.id}', private_ip: '172.16.0.2' },
        'alicloud_instance.web1',
      );
    },
  ],
  [
    'ALB_VSWITCH_TIGHT',
    'a vSwitch with little room',
    ALB,
    'leaves 3 addresses',
    set('alicloud_vswitch.near1', { cidr_block: '172.16.0.0/29' }),
  ],

  ['LISTENER_PORT_RANGE', 'port 0', LISTENER, 'got 0', set(LISTENER, { listener_port: 0 })],
  [
    'LISTENER_PORT_DUPLICATE',
    'two listeners at a port',
    'alicloud_alb_listener.again',
    `here and in ${LISTENER}`,
    (json) => add(json, 'alicloud_alb_listener.again', {}, LISTENER),
  ],
  [
    'LISTENER_NEEDS_CERTIFICATE',
    'HTTPS without a certificate',
    LISTENER,
    'of HTTPS has a certificate, got none',
    set(LISTENER, { listener_protocol: 'HTTPS' }),
  ],
  [
    'LISTENER_PROTOCOL_MISMATCH',
    'HTTP in front of gRPC',
    LISTENER,
    'forwards to server groups of HTTP, got alicloud_alb_server_group.web of GRPC',
    set(GROUP, { protocol: 'GRPC' }),
  ],
  [
    'BASIC_EDITION_HTTPS_BACKEND',
    'HTTPS servers of a Basic ALB',
    GROUP,
    'use HTTP',
    all(
      set(ALB, { load_balancer_edition: 'Basic' }),
      set(GROUP, { protocol: 'HTTPS' }),
      set(LISTENER, { listener_protocol: 'HTTPS', certificates: [{ certificate_id: 'c' }] }),
    ),
  ],
  [
    'RULE_PRIORITY_DUPLICATE',
    'two rules of one priority',
    'alicloud_alb_rule.b',
    'got 10 here and in alicloud_alb_rule.a',
    (json) => {
      for (const name of ['a', 'b'])
        add(json, `alicloud_alb_rule.${name}`, {
          rule_name: name.repeat(2),
          listener_id: '${alicloud_alb_listener.http.id}',
          priority: 10,
          rule_actions: [forwardTo('web')],
        });
    },
  ],
  [
    'FORWARD_GROUP_COUNT',
    'a rule with six groups',
    'alicloud_alb_rule.a',
    'got 6',
    (json) => {
      add(json, 'alicloud_alb_rule.a', {
        listener_id: '${alicloud_alb_listener.http.id}',
        priority: 10,
        rule_actions: [forwardTo(...Array<string>(6).fill('web'))],
      });
    },
  ],

  [
    'HEALTH_CHECK_OFF_ACROSS_REGIONS',
    'no health checks',
    GROUP,
    'turn them on',
    check({ health_check_enabled: false }),
  ],
  [
    'HEALTH_CHECK_TIMEOUT_TOO_SHORT',
    'a second to the other side of the world',
    GROUP,
    'between cn-chengdu and us-east-1',
    all(check({ health_check_timeout: 1, health_check_interval: 1 }), (json) => {
      provider('virginia', 'us-east-1')(json);
      at(json, 'alicloud_vswitch.far2').provider = 'alicloud.virginia';
      at(json, 'alicloud_vswitch.far2').zone_id = 'us-east-1a';
      at(json, 'alicloud_instance.web1').provider = 'alicloud.virginia';
    }),
  ],
  [
    'HEALTH_CHECK_RANGE',
    'an interval of a minute',
    GROUP,
    'health_check_interval is a whole number from 1 to 50, got 60',
    check({ health_check_interval: 60 }),
  ],
  ['HEALTH_CHECK_PATH', 'a path with a space', GROUP, 'got "/a b"', check({ health_check_path: '/a b' })],
  ['UCH_HASH', 'nothing to hash', GROUP, 'got no uch_config', set(GROUP, { scheduler: 'Uch' })],
  [
    'SLOW_START_SCHEDULER',
    'slow start by connections',
    GROUP,
    'got Wlc',
    set(GROUP, { scheduler: 'Wlc', slow_start_config: [{ slow_start_enabled: true, slow_start_duration: 30 }] }),
  ],
  [
    'STICKY_SESSION_COOKIE',
    'no cookie to look for',
    GROUP,
    'got none',
    set(GROUP, { sticky_session_config: [{ sticky_session_enabled: true, sticky_session_type: 'Server' }] }),
  ],
  [
    'CROSS_ZONE_OFF_WITH_REMOTE_IP',
    'zones that balance by themselves',
    GROUP,
    'got cross_zone_enabled false',
    set(GROUP, { cross_zone_enabled: false }),
  ],
  [
    'CROSS_ZONE_OFF_WITH_STICKY',
    'sticky sessions in one zone',
    GROUP,
    'got cross_zone_enabled false',
    all(
      server({ remote_ip_enabled: false, server_ip: '172.16.0.20', server_id: '172.16.0.20' }),
      set(GROUP, {
        cross_zone_enabled: false,
        sticky_session_config: [{ sticky_session_enabled: true, sticky_session_type: 'Insert' }],
      }),
    ),
  ],
  ['IPV6_REMOTE_BACKEND', 'a dual-stack group', GROUP, 'got ipv6_enabled true', set(GROUP, { ipv6_enabled: true })],
  [
    'BASIC_EDITION_FEATURE',
    'slow start of a Basic ALB',
    GROUP,
    'edition Basic has no slow start',
    all(
      set(ALB, { load_balancer_edition: 'Basic' }),
      set(GROUP, { slow_start_config: [{ slow_start_enabled: true, slow_start_duration: 30 }] }),
    ),
  ],

  [
    'SERVER_GROUP_NOT_IP_TYPE',
    'the type that is the default',
    GROUP,
    'got Instance with 192.168.7.20',
    without(GROUP, 'server_group_type'),
  ],
  [
    'REMOTE_IP_OFF',
    'a server of the other VPC',
    GROUP,
    'got 192.168.7.20 in alicloud_vswitch.far2',
    server({ remote_ip_enabled: false }),
  ],
  [
    'LOCAL_IP_OUTSIDE_VPC',
    'a server of no VPC',
    GROUP,
    'in the VPC of the group 172.16.0.0/16, got 10.9.9.9',
    server({ remote_ip_enabled: false, server_ip: '10.9.9.9', server_id: '10.9.9.9' }),
  ],
  [
    'REMOTE_IP_OUTSIDE_ALLOWED_RANGES',
    'a VPC with a block of the Internet',
    GROUP,
    'got 11.0.7.20',
    all(
      set('alicloud_vpc.far', { cidr_block: '11.0.0.0/16' }),
      set('alicloud_vswitch.far1', { cidr_block: '11.0.8.0/24' }),
      set('alicloud_vswitch.far2', { cidr_block: '11.0.7.0/24' }),
      set('alicloud_instance.web1', { private_ip: '11.0.7.20' }),
      server({ server_ip: '11.0.7.20', server_id: '11.0.7.20' }),
    ),
  ],
  [
    'BACKEND_IS_PUBLIC',
    'a server on the Internet',
    GROUP,
    'got 47.1.2.3',
    server({ server_ip: '47.1.2.3', server_id: '47.1.2.3' }),
  ],
  [
    'REMOTE_IP_IN_OWN_VPC',
    'remote IP at home',
    GROUP,
    'got 172.16.0.20',
    server({ server_ip: '172.16.0.20', server_id: '172.16.0.20' }),
  ],
  [
    'BACKEND_ADDRESS_RESERVED',
    'an address that the vSwitch keeps',
    GROUP,
    'got 192.168.7.254 in 192.168.7.0/24',
    server({ server_ip: '192.168.7.254', server_id: '192.168.7.254' }),
  ],
  ['BACKEND_ID_NOT_IP', 'the id of an instance', GROUP, 'got i-1', server({ server_id: 'i-1' })],
  [
    'BACKEND_ID_NOT_IP',
    'a reference to the id of an instance',
    GROUP,
    'got alicloud_instance.web1.id',
    server({ server_id: '${alicloud_instance.web1.id}' }),
  ],
  [
    'BACKEND_DUPLICATE',
    'a server twice',
    GROUP,
    'got 192.168.7.20:80 twice',
    (json) => void (at(json, GROUP).servers as unknown[]).push(structuredClone(block(json, GROUP, 'servers'))),
  ],
  ['BACKEND_WEIGHT_MISSING', 'no weight', GROUP, 'got none for 192.168.7.20', server({ weight: null })],
  ['BACKEND_WEIGHT_RANGE', 'a weight of 101', GROUP, 'got 101 for 192.168.7.20', server({ weight: 101 })],
  ['BACKEND_PORT_MISMATCH', 'port 70000', GROUP, 'got 70000', server({ port: 70_000 })],
  [
    'FORWARDING_LOOP',
    'the ALB as its own server',
    GROUP,
    'answered with 463',
    all(
      standing('172.16.0.9', '172.16.0.10'),
      server({ remote_ip_enabled: false, server_ip: '172.16.0.9', server_id: '172.16.0.9' }),
    ),
  ],
  [
    'BACKEND_IS_LOAD_BALANCER',
    'another ALB as the server of a non-upgraded one',
    GROUP,
    'an address of alicloud_alb_load_balancer.second',
    all(
      (json) => {
        const zone_mappings = [
          {
            zone_id: 'cn-chengdu-a',
            vswitch_id: '${alicloud_vswitch.near1.id}',
            load_balancer_addresses: [{ intranet_address: '172.16.0.30', ipv4_local_addresses: [] }],
          },
          ...(at(json, ALB).zone_mappings as unknown[]).slice(1),
        ];
        add(json, 'alicloud_alb_load_balancer.second', { zone_mappings }, ALB);
      },
      standing('172.16.0.9'),
      server({ remote_ip_enabled: false, server_ip: '172.16.0.30', server_id: '172.16.0.30' }),
    ),
  ],

  [
    'SG_OPEN_TO_WORLD',
    'the port of a server for all',
    RULE,
    'got port 80 open to 0.0.0.0/0',
    set(RULE, { cidr_ip: '0.0.0.0/0' }),
  ],
  [
    'SG_OPEN_TO_WORLD',
    'all ports for all',
    RULE,
    'got port 80, 8080 open',
    all(
      set(RULE, { cidr_ip: '0.0.0.0/0', port_range: '-1/-1', ip_protocol: 'all' }),
      check({ health_check_connect_port: 8080 }),
    ),
  ],
  ['SG_NIC_TYPE', 'a rule for the classic network', RULE, 'got internet', set(RULE, { nic_type: 'internet' })],
  [
    'SG_ADVANCED_ISOLATION',
    'an advanced group that names another',
    RULE,
    'source_security_group_id',
    all(
      set('alicloud_security_group.far', { security_group_type: 'enterprise' }),
      set(RULE, { cidr_ip: null, source_security_group_id: 'sg-1' }),
    ),
  ],
  [
    'PRIVATE_IP_DUPLICATE',
    'two instances with one address',
    'alicloud_instance.web2',
    'got 192.168.7.20 here and in alicloud_instance.web1',
    (json) => add(json, 'alicloud_instance.web2', {}, 'alicloud_instance.web1'),
  ],

  [
    'FORMAT_INVALID',
    'a web address as a name',
    'alicloud_vpc.near',
    'got "http://near"',
    set('alicloud_vpc.near', { vpc_name: 'http://near' }),
  ],
  ['NAME_TOO_LONG', 'a name of 129 characters', ALB, 'got 129', set(ALB, { load_balancer_name: 'a'.repeat(129) })],
  [
    'TAGS_TOO_MANY',
    '21 tags',
    'alicloud_vpc.near',
    'got 21',
    set('alicloud_vpc.near', {
      tags: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`t${index}`, 'x'])),
    }),
  ],
  [
    'TAG_KEY_INVALID',
    'a key that is reserved',
    'alicloud_vpc.near',
    'got "acs:x"',
    set('alicloud_vpc.near', { tags: { 'acs:x': 'x' } }),
  ],
  [
    'TAG_VALUE_INVALID',
    'a value that is too long',
    'alicloud_vpc.near',
    'for team',
    set('alicloud_vpc.near', { tags: { team: 'x'.repeat(129) } }),
  ],
]);
