import { AlbListener } from '@cdktf/provider-alicloud/lib/alb-listener';
import { AlbListenerAclAttachment } from '@cdktf/provider-alicloud/lib/alb-listener-acl-attachment';
import { AlbListenerAdditionalCertificateAttachment } from '@cdktf/provider-alicloud/lib/alb-listener-additional-certificate-attachment';
import { Construct } from 'constructs';
import { resourceName, ValidationError } from '../core';
import { assertInRange, assertWorded, PORT } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import { AccessControlList, AclType, type IAccessControlList } from './access-control-list';
import type { IApplicationLoadBalancer } from './application-load-balancer';
import { ForwardingRule, type ForwardingRuleProps } from './forwarding-rule';
import { ListenerProtocol } from './protocol';
import { RuleAction } from './rule-action';
import { RuleCondition } from './rule-condition';
import type { IServerGroup } from './server-group';
import { xForwardedForConfig, type XForwardedFor } from './x-forwarded-for';

/** A listener, ours or one that is there already. */
export interface IListener {
  readonly listenerId: string;
  readonly region: string;
}

/** Properties of `Listener`. */
export interface ListenerProps {
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Port that clients connect to, 1 to 65535. An HTTPS and a QUIC listener may share one. */
  readonly port: number;
  /** What clients speak. @default ListenerProtocol.HTTP */
  readonly protocol?: ListenerProtocol;
  /** Who answers what no rule decides. */
  readonly defaultServerGroup: IServerGroup;
  /** 2 to 256 letters, digits, `-`, `/`, `.` and `_`. */
  readonly description: string;
  /** Id of the certificate for clients that name no other host; needed for HTTPS and QUIC, and only there. @default - none */
  readonly certificateId?: string;
  /** TLS versions and ciphers, for HTTPS: the id of a policy of the cloud or of your own. @default tls_cipher_policy_1_2 */
  readonly securityPolicyId?: string;
  /** Whether clients may speak HTTP/2, for HTTPS. @default true */
  readonly http2Enabled?: boolean;
  /** A QUIC listener of the same ALB that clients are told about, for HTTPS. @default - none */
  readonly quicListener?: IListener;
  /** How long a connection without a request stays open, 1 to 600 seconds. @default 15 */
  readonly idleTimeoutSeconds?: number;
  /** How long a server may take to answer, 1 to 600 seconds; after it the client gets 504. @default 60 */
  readonly requestTimeoutSeconds?: number;
  /** Whether answers of some kinds are compressed for clients that take that. @default true */
  readonly gzipEnabled?: boolean;
  /** Which headers about the client servers get. @default - X-Forwarded-For alone */
  readonly xForwardedFor?: XForwardedFor;
  /** What the lists of `addAcl` decide. @default AclType.WHITE */
  readonly aclType?: AclType;
}

/** What a rule of a listener needs. */
export type AddRuleOptions = Pick<ForwardingRuleProps, 'priority' | 'conditions' | 'action'>;

const DESCRIPTION = {
  what: 'the description of a listener',
  pattern: /^[\p{L}\p{N}\-/._]{2,256}$/u,
  allowed: '2 to 256 letters, digits, - / . _',
};
const IDLE = { what: 'idleTimeoutSeconds', least: 1, most: 600 };
const REQUEST = { what: 'requestTimeoutSeconds', least: 1, most: 600 };
/** The one that is looked at after all others. */
const LAST_PRIORITY = 10000;

/**
 * A listener of an ALB.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/alb_listener
 */
export class Listener extends Construct implements IListener {
  readonly listenerId: string;
  readonly region: string;
  readonly port: number;
  readonly protocol: ListenerProtocol;
  private readonly props: ListenerProps;
  private readonly rules = new Construct(this, 'rules');
  private readonly acls = new Construct(this, 'acls');
  private readonly certificates = new Construct(this, 'certificates');

  constructor(scope: Construct, id: string, props: ListenerProps) {
    super(scope, id);
    this.props = props;
    this.region = props.loadBalancer.region;
    this.port = props.port;
    this.protocol = props.protocol ?? ListenerProtocol.HTTP;
    this.assertProps();
    const { serverGroupId } = props.defaultServerGroup;
    const resource = new AlbListener(this, 'Resource', {
      provider: regionProvider(this, this.region),
      loadBalancerId: props.loadBalancer.loadBalancerId,
      listenerPort: props.port,
      listenerProtocol: this.protocol,
      listenerDescription: props.description,
      defaultActions: [{ type: 'ForwardGroup', forwardGroupConfig: { serverGroupTuples: [{ serverGroupId }] } }],
      idleTimeout: props.idleTimeoutSeconds ?? 15,
      requestTimeout: props.requestTimeoutSeconds ?? 60,
      gzipEnabled: props.gzipEnabled ?? true,
      xForwardedForConfig: xForwardedForConfig(props.xForwardedFor ?? {}),
      ...this.tls(),
    });
    this.listenerId = resource.id;
  }

  /** Adds a forwarding rule. */
  addRule(id: string, options: AddRuleOptions): ForwardingRule {
    const name = resourceName(this.props.description, id);
    return new ForwardingRule(this.rules, id, { ...options, listener: this, name });
  }

  /** Redirects everything that no other rule decides to another listener of the ALB: same host, path and query. */
  redirectTo(target: Listener): ForwardingRule {
    return this.addRule('redirect', {
      priority: LAST_PRIORITY,
      conditions: [RuleCondition.paths(['/*'])],
      action: RuleAction.redirect({ protocol: target.protocol, port: target.port }),
    });
  }

  /** Asks an access control list about clients; `aclType` says what it decides. A listener takes 3 of them. */
  addAcl(id: string, acl: IAccessControlList): void {
    new AlbListenerAclAttachment(this.acls, id, {
      provider: regionProvider(this, this.region),
      listenerId: this.listenerId,
      aclId: acl.aclId,
      aclType: this.props.aclType ?? AclType.WHITE,
      // For as long as a list of allowed clients has no entries, it keeps everybody out, or nobody.
      dependsOn: acl instanceof AccessControlList ? [...acl.entries] : undefined,
    });
  }

  /** Adds a certificate for clients that name another host. */
  addCertificate(id: string, certificateId: string): void {
    new AlbListenerAdditionalCertificateAttachment(this.certificates, id, {
      provider: regionProvider(this, this.region),
      listenerId: this.listenerId,
      certificateId,
    });
  }

  /** What only listeners with TLS have. */
  private tls() {
    const { certificateId, securityPolicyId, http2Enabled, quicListener } = this.props;
    const certificates = certificateId === undefined ? undefined : [{ certificateId }];
    if (this.protocol !== ListenerProtocol.HTTPS) return { certificates };
    return {
      certificates,
      securityPolicyId: securityPolicyId ?? 'tls_cipher_policy_1_2',
      http2Enabled: http2Enabled ?? true,
      quicConfig: { quicUpgradeEnabled: quicListener !== undefined, quicListenerId: quicListener?.listenerId },
    };
  }

  private assertProps(): void {
    const { port, description, idleTimeoutSeconds, requestTimeoutSeconds, certificateId } = this.props;
    assertInRange(this, port, PORT);
    assertWorded(this, description, DESCRIPTION);
    if (idleTimeoutSeconds !== undefined) assertInRange(this, idleTimeoutSeconds, IDLE);
    if (requestTimeoutSeconds !== undefined) assertInRange(this, requestTimeoutSeconds, REQUEST);
    const needsCertificate = this.protocol !== ListenerProtocol.HTTP;
    if (needsCertificate === (certificateId !== undefined)) return;
    const message = needsCertificate
      ? `a listener for ${this.protocol} needs a certificate, got none; give its certificateId`
      : 'a listener for HTTP takes no certificate; remove certificateId';
    throw new ValidationError('LISTENER_NEEDS_CERTIFICATE', message, { path: this.node.path });
  }
}
