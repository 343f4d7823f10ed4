import { tagList } from '../../tags';
import type { Listener } from '../model';

/** A listener as `GetListenerAttribute` answers it; the TLS fields only where there is TLS. */
export function listenerView(listener: Listener) {
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
    ...(listener.protocol !== 'HTTP' && tlsView(listener)),
    LogConfig: { AccessLogRecordCustomizedHeadersEnabled: false },
    XForwardedForConfig: listener.xForwardedFor,
    Tags: tagList(listener.tags),
  };
}

function tlsView(listener: Listener) {
  return {
    CaEnabled: listener.caEnabled,
    Certificates: listener.certificateIds.map((CertificateId) => ({ CertificateId })),
    CaCertificates: listener.caCertificateIds.map((CertificateId) => ({ CertificateId })),
    ...(listener.securityPolicyId !== '' && { SecurityPolicyId: listener.securityPolicyId }),
    QuicConfig: listener.quic,
  };
}
