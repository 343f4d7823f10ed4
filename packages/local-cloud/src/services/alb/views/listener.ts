import type { Store } from '../../../store/store';
import { tagList } from '../../tags';
import { aclRelations } from '../acl-model';
import type { Listener } from '../model';

/** A listener as `GetListenerAttribute` answers it; the TLS fields only where there is TLS. */
export function listenerView(store: Store, listener: Listener) {
  return {
    ...listenerSummary(listener),
    ...(listener.protocol !== 'HTTP' && {
      CaEnabled: listener.caEnabled,
      Certificates: listener.certificateIds.map((CertificateId) => ({ CertificateId })),
      CaCertificates: listener.caCertificateIds.map((CertificateId) => ({ CertificateId })),
    }),
    AclConfig: aclView(store, listener),
  };
}

/** A listener as `ListListeners` answers it. */
export function listenerSummary(listener: Listener) {
  return {
    ListenerId: listener.listenerId,
    LoadBalancerId: listener.loadBalancerId,
    ListenerProtocol: listener.protocol,
    ListenerPort: listener.port,
    ListenerDescription: listener.description,
    ListenerStatus: listener.status,
    DefaultActions: [
      {
        Type: 'ForwardGroup',
        ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId: listener.serverGroupId }] },
      },
    ],
    IdleTimeout: listener.idleTimeout,
    RequestTimeout: listener.requestTimeout,
    GzipEnabled: listener.gzipEnabled,
    Http2Enabled: listener.http2Enabled,
    ...(listener.protocol !== 'HTTP' && {
      ...(listener.securityPolicyId !== '' && { SecurityPolicyId: listener.securityPolicyId }),
      QuicConfig: listener.quic,
    }),
    LogConfig: listener.logConfig ?? { AccessLogRecordCustomizedHeadersEnabled: false },
    XForwardedForConfig: listener.xForwardedFor,
    Tags: tagList(listener.tags),
  };
}

/** The list of relations is there without any, too: the provider looks in it for one that it has removed. */
function aclView(store: Store, { listenerId }: Listener) {
  const relations = store.where(aclRelations, 'listener', listenerId);
  const type = relations[0]?.type;
  return {
    ...(type && { AclType: type }),
    AclRelations: relations.map(({ aclId, status }) => ({ AclId: aclId, Status: status })),
  };
}
