import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { loadDeployment } from '../../lib';
import { CrossRegionAlbStack } from '../../stacks/cross-region-alb-stack';
import { only, synthStack, type Block, type Synthesized } from '../support/synth';

const yaml = readFileSync(join(__dirname, '..', '..', 'examples', 'listeners', 'shop.yaml'), 'utf8');

const synthOf = (edit: (text: string) => string = (text) => text): Synthesized => {
  const { deployment } = loadDeployment(edit(yaml));
  return synthStack(new CrossRegionAlbStack(Testing.stubVersion(new App({ stackTraces: false })), { deployment }));
};

/** The resource of a type whose address holds a key. */
function named(json: Synthesized, type: string, key: string): Block {
  const found = Object.entries(json.resource[type] ?? {}).filter(([name]) => name.includes(key));
  if (found.length !== 1) throw new Error(`expected one ${type} with ${key}, got ${found.length}`);
  return found[0]![1];
}

describe('a deployment that uses every kind of listener', () => {
  const json = synthOf();

  it('has no warnings', () => {
    expect(loadDeployment(yaml).notices.filter(({ severity }) => severity === 'warning')).toEqual([]);
  });

  it('passes on what a listener is told', () => {
    expect(named(json, 'alicloud_alb_listener', 'listeners_https')).toMatchObject({
      listener_port: 443,
      listener_protocol: 'HTTPS',
      certificates: [{ certificate_id: '12345678-cn-hangzhou' }],
      security_policy_id: 'tls_cipher_policy_1_2_strict_with_1_3',
      idle_timeout: 60,
      request_timeout: 120,
      quic_config: { quic_upgrade_enabled: true },
      x_forwarded_for_config: { x_forwarded_for_proto_enabled: true, x_forwarded_for_host_enabled: false },
    });
  });

  it('redirects from port 80 to the listener that is named', () => {
    expect(named(json, 'alicloud_alb_rule', 'listeners_http_rules_redirect')).toMatchObject({
      rule_actions: [{ redirect_config: { protocol: 'HTTPS', port: '443' } }],
    });
  });

  it('splits the requests of a rule by weight', () => {
    expect(named(json, 'alicloud_alb_rule', 'rules_canary')).toMatchObject({
      priority: 30,
      rule_actions: [
        {
          forward_group_config: {
            server_group_tuples: [
              { server_group_id: expect.stringContaining('server-groups_web'), weight: 90 },
              { server_group_id: expect.stringContaining('server-groups_canary'), weight: 10 },
            ],
          },
        },
      ],
    });
  });

  it('lets the office alone reach the administration', () => {
    expect(only(json, 'alicloud_alb_listener_acl_attachment')).toMatchObject({
      acl_type: 'White',
      listener_id: expect.stringContaining('listeners_administration'),
      acl_id: expect.stringContaining('acls_office'),
    });
  });

  it('passes on what a server group is told', () => {
    expect(named(json, 'alicloud_alb_server_group', 'web')).toMatchObject({
      sticky_session_config: { sticky_session_type: 'Insert', cookie_timeout: 1800 },
      slow_start_config: { slow_start_enabled: true, slow_start_duration: 60 },
      connection_drain_config: { connection_drain_enabled: true, connection_drain_timeout: 120 },
      health_check_config: { health_check_host: 'shop.example.com', health_check_method: 'GET' },
    });
    expect(named(json, 'alicloud_alb_server_group', 'canary')).toMatchObject({
      scheduler: 'Uch',
      uch_config: { type: 'QueryString', value: 'user' },
      sticky_session_config: { sticky_session_type: 'Server', cookie: 'session' },
      health_check_config: { health_check_protocol: 'TCP' },
    });
    expect(named(json, 'alicloud_alb_server_group', 'administration')).toMatchObject({
      protocol: 'GRPC',
      health_check_config: { health_check_protocol: 'GRPC', health_check_codes: ['0'] },
    });
  });

  it('tells where the CNAME record has to point', () => {
    expect(json.output.alb_domain?.value).toBe('shop.example.com');
    expect(json.output.alb_cname_target?.value).toBe(json.output.alb_dns_name?.value);
  });

  it('is protected from deletion in production alone', () => {
    const production = synthOf((text) => text.replace('environment: staging', 'environment: production'));
    const protection = { deletion_protection_enabled: true, lifecycle: { prevent_destroy: true } };
    expect(only(production, 'alicloud_alb_load_balancer')).toMatchObject(protection);
    expect(only(json, 'alicloud_alb_load_balancer')).toMatchObject({ deletion_protection_enabled: false });
  });

  it('keeps its addresses when listeners and rules change places', () => {
    const { listeners, ...rest } = loadDeployment(yaml).deployment.frontend;
    const reversed = Object.fromEntries(Object.entries(listeners).reverse());
    const deployment = { ...loadDeployment(yaml).deployment, frontend: { ...rest, listeners: reversed } };
    const again = synthStack(
      new CrossRegionAlbStack(Testing.stubVersion(new App({ stackTraces: false })), { deployment }),
    );
    expect(again.resource).toEqual(json.resource);
  });
});
