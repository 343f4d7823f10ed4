import type { TerraformStack } from 'cdktf';
import {
  AccessControlList,
  AclType,
  ApplicationLoadBalancer,
  Listener,
  ListenerProtocol,
  RuleAction,
  RuleCondition,
  ServerGroup,
  XForwardedForProcessingMode,
  type ListenerProps,
} from '../../../lib';
import { all, only, reference, synth, type Synthesized } from '../../support/synth';

const loadBalancer = ApplicationLoadBalancer.fromLoadBalancerAttributes({
  loadBalancerId: 'alb-1',
  dnsName: 'alb-1.cn-chengdu.alb.aliyuncs.com',
  region: 'cn-chengdu',
});
const defaultServerGroup = ServerGroup.fromServerGroupId('sgp-1');
const CERTIFICATE = { certificateId: '1-cn-hangzhou' };

const make = (stack: TerraformStack, props: Partial<ListenerProps> = {}, id = 'listener'): Listener =>
  new Listener(stack, id, { loadBalancer, port: 80, defaultServerGroup, description: `shop-${id}`, ...props });
const https = (stack: TerraformStack, props: Partial<ListenerProps> = {}): Listener =>
  make(stack, { port: 443, protocol: ListenerProtocol.HTTPS, ...CERTIFICATE, ...props }, 'https');

describe('Listener', () => {
  it('is for HTTP and forwards to its server group, with the timeouts of the cloud written out', () => {
    expect(
      only(
        synth((stack) => void make(stack)),
        'alicloud_alb_listener',
      ),
    ).toMatchObject({
      provider: 'alicloud.cn-chengdu',
      load_balancer_id: 'alb-1',
      listener_port: 80,
      listener_protocol: 'HTTP',
      default_actions: [
        { type: 'ForwardGroup', forward_group_config: { server_group_tuples: [{ server_group_id: 'sgp-1' }] } },
      ],
      idle_timeout: 15,
      request_timeout: 60,
      gzip_enabled: true,
      x_forwarded_for_config: { x_forwarded_for_enabled: true, x_forwarded_for_processing_mode: 'append' },
    });
  });

  it('has nothing of TLS over HTTP', () => {
    const listener = only(
      synth((stack) => void make(stack)),
      'alicloud_alb_listener',
    );
    for (const field of ['certificates', 'security_policy_id', 'http2_enabled', 'quic_config']) {
      expect(listener).not.toHaveProperty(field);
    }
  });

  it('takes TLS 1.2 over HTTPS, and nothing older, unless told', () => {
    const listener = (props: Partial<ListenerProps>) =>
      only(
        synth((stack) => void https(stack, props)),
        'alicloud_alb_listener',
      );
    expect(listener({})).toMatchObject({
      certificates: [{ certificate_id: '1-cn-hangzhou' }],
      security_policy_id: 'tls_cipher_policy_1_2',
      http2_enabled: true,
      quic_config: { quic_upgrade_enabled: false },
    });
    expect(listener({ securityPolicyId: 'spl-1', http2Enabled: false })).toMatchObject({
      security_policy_id: 'spl-1',
      http2_enabled: false,
    });
  });

  it('tells clients about a QUIC listener on the same port', () => {
    const json = synth((stack) => {
      const quicListener = make(stack, { port: 443, protocol: ListenerProtocol.QUIC, ...CERTIFICATE }, 'http3');
      https(stack, { quicListener });
    });
    const [quic, tcp] = all(json, 'alicloud_alb_listener');
    expect(quic).toMatchObject({ listener_protocol: 'QUIC', certificates: [{ certificate_id: '1-cn-hangzhou' }] });
    expect(quic).not.toHaveProperty('security_policy_id');
    expect(tcp).toMatchObject({
      quic_config: { quic_upgrade_enabled: true, quic_listener_id: expect.stringMatching(/^\$\{.*http3.*\.id\}$/) },
    });
  });

  it('tells servers what it is asked to', () => {
    const xForwardedFor = {
      processingMode: XForwardedForProcessingMode.REMOVE,
      proto: true,
      host: true,
      slbId: true,
      slbPort: true,
      clientSrcPort: true,
    };
    const json = synth((stack) => void make(stack, { xForwardedFor, gzipEnabled: false }));
    expect(only(json, 'alicloud_alb_listener')).toMatchObject({
      gzip_enabled: false,
      x_forwarded_for_config: {
        x_forwarded_for_processing_mode: 'remove',
        x_forwarded_for_proto_enabled: true,
        x_forwarded_for_host_enabled: true,
        x_forwarded_for_slb_id_enabled: true,
        x_forwarded_for_slb_port_enabled: true,
        x_forwarded_for_client_src_port_enabled: true,
      },
    });
  });

  it('redirects to another listener what no rule decides, in terms that Terraform does not read', () => {
    const json = synth((stack) => void make(stack).redirectTo(https(stack)));
    expect(only(json, 'alicloud_alb_rule')).toMatchObject({
      listener_id: expect.stringContaining('alicloud_alb_listener.listener'),
      priority: 10000,
      rule_conditions: [{ type: 'Path', path_config: { values: ['/*'] } }],
      rule_actions: [
        {
          type: 'Redirect',
          redirect_config: {
            protocol: 'HTTPS',
            host: '$${host}',
            port: '443',
            path: '$${path}',
            query: '$${query}',
            http_code: '301',
          },
        },
      ],
    });
  });

  it('adds certificates for other hosts by themselves', () => {
    const json = synth((stack) => https(stack).addCertificate('2-cn-hangzhou', '2-cn-hangzhou'));
    expect(only(json, 'alicloud_alb_listener_additional_certificate_attachment')).toMatchObject({
      certificate_id: '2-cn-hangzhou',
      listener_id: reference(json, 'alicloud_alb_listener', 'id'),
    });
  });

  it('names its rules after itself', () => {
    const json = synth((stack) => {
      const conditions = [RuleCondition.paths(['/a'])];
      make(stack).addRule('a', { priority: 1, conditions, action: RuleAction.fixedResponse({ content: 'a' }) });
    });
    expect(only(json, 'alicloud_alb_rule')).toMatchObject({ rule_name: 'shop-listener-a' });
  });

  it.each([
    ['port is a whole number from 1 to 65535, got 65536', { port: 65536 }],
    ['idleTimeoutSeconds is a whole number from 1 to 600, got 601', { idleTimeoutSeconds: 601 }],
    ['requestTimeoutSeconds is a whole number from 1 to 600, got 0', { requestTimeoutSeconds: 0 }],
    ['a listener for QUIC needs a certificate, got none', { protocol: ListenerProtocol.QUIC }],
    ['a listener for HTTP takes no certificate', CERTIFICATE],
    ['the description of a listener is 2 to 256 letters, digits, - / . _, got "?"', { description: '?' }],
  ])('rejects: %s', (message, props) => {
    expect(() => synth((stack) => void make(stack, props))).toThrow(message);
  });
});

describe('AccessControlList', () => {
  const asked = (aclType?: AclType): Synthesized =>
    synth((stack) => {
      const entries = ['10.0.0.0/8', '203.0.113.0/24'];
      const acl = new AccessControlList(stack, 'office', { region: 'cn-chengdu', name: 'office', entries });
      make(stack, { aclType }).addAcl('office', acl);
    });

  it('has each entry as a resource of its own, named after it', () => {
    const json = asked();
    expect(only(json, 'alicloud_alb_acl')).toEqual(expect.not.objectContaining({ acl_entries: expect.anything() }));
    expect(Object.entries(json.resource.alicloud_alb_acl_entry_attachment!)).toEqual([
      [expect.stringMatching(/^office_10-0-0-0-8_/), expect.objectContaining({ entry: '10.0.0.0/8' })],
      [expect.stringMatching(/^office_203-0-113-0-24_/), expect.objectContaining({ entry: '203.0.113.0/24' })],
    ]);
  });

  it('is asked by a listener after it has its entries', () => {
    const attachment = only(asked(), 'alicloud_alb_listener_acl_attachment');
    expect(attachment).toMatchObject({ acl_type: 'White' });
    expect(attachment.depends_on).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^alicloud_alb_acl_entry_attachment\.office_10-/),
        expect.stringMatching(/^alicloud_alb_acl_entry_attachment\.office_203-/),
      ]),
    );
  });

  it('keeps clients out where the listener says so', () => {
    expect(only(asked(AclType.BLACK), 'alicloud_alb_listener_acl_attachment')).toMatchObject({ acl_type: 'Black' });
  });

  it('may be there already', () => {
    const json = synth((stack) => make(stack).addAcl('theirs', AccessControlList.fromAclId('acl-1')));
    expect(only(json, 'alicloud_alb_listener_acl_attachment')).toMatchObject({ acl_id: 'acl-1' });
  });

  it.each([
    ['an access control list has at least one entry, got none', []],
    ['10.0.0.1/8', ['10.0.0.1/8']],
  ])('rejects: %s', (message, entries) => {
    const props = { region: 'cn-chengdu', name: 'office', entries };
    expect(() => synth((stack) => void new AccessControlList(stack, 'office', props))).toThrow(message);
  });
});
