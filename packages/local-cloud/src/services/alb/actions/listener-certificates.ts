import { refuse } from '../../../protocol/api-error';
import type { Call } from '../../../protocol/call';
import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import { albErrors, illegalParam } from '../errors';
import { requireListener, requireLoadBalancer } from '../find';
import { type Listener, listeners, type LoadBalancer } from '../model';
import { configureListener } from './listener-updates';

/** How many a balancer takes besides the default ones, over all listeners (ALB user guide, quotas). */
const ADDITIONAL_CERTIFICATES: Readonly<Record<LoadBalancer['edition'], number>> = {
  Basic: 10,
  Standard: 25,
  StandardWithWaf: 25,
};

const change = {
  ListenerId: parameter.text(),
  Certificates: parameter.list(parameter.object({ CertificateId: parameter.text() }), { max: 20 }),
};

const associateAdditionalCertificatesWithListener = operation({
  action: 'AssociateAdditionalCertificatesWithListener',
  kind: 'write',
  parameters: change,
  handle: (call, request) => {
    const listener = requireTlsListener(call, request.ListenerId);
    const present = additionalOf(listener);
    const added = request.Certificates.map(({ CertificateId }) => CertificateId);
    const known = added.find((id) => present.includes(id) || listener.certificateIds.includes(id));
    if (known !== undefined) refuse(albErrors.certificateAssociated, known);
    checkQuota(call, listener, added.length);
    const additionalCertificateIds = [...present, ...new Set(added)];
    return configureListener(call, 'AssociateAdditionalCertificatesWithListener', listener, {
      additionalCertificateIds,
    });
  },
});

const dissociateAdditionalCertificatesFromListener = operation({
  action: 'DissociateAdditionalCertificatesFromListener',
  kind: 'write',
  parameters: change,
  handle: (call, request) => {
    const listener = requireTlsListener(call, request.ListenerId);
    const present = additionalOf(listener);
    const removed = request.Certificates.map(({ CertificateId }) => CertificateId);
    const unknown = removed.find((id) => !present.includes(id));
    if (unknown !== undefined) refuse(albErrors.certificateNotAssociated, unknown);
    return configureListener(call, 'DissociateAdditionalCertificatesFromListener', listener, {
      additionalCertificateIds: present.filter((id) => !removed.includes(id)),
    });
  },
});

const listListenerCertificates = operation({
  action: 'ListListenerCertificates',
  kind: 'read',
  parameters: {
    ListenerId: parameter.text(),
    CertificateIds: parameter.optional(parameter.list(parameter.text(), { max: 20 })),
    CertificateType: parameter.optional(parameter.oneOf(['Server', 'Ca'])),
    ...tokenParameters(20, 100),
  },
  handle: (call, request) => {
    const listener = requireListener(call, request.ListenerId);
    const view = (CertificateType: 'Server' | 'Ca', IsDefault: boolean) => (CertificateId: string) => ({
      CertificateId,
      CertificateType,
      IsDefault,
      Status: 'Associated',
    });
    const matching = [
      ...listener.certificateIds.map(view('Server', true)),
      ...additionalOf(listener).map(view('Server', false)),
      ...listener.caCertificateIds.map(view('Ca', true)),
    ]
      .filter(({ CertificateType }) => CertificateType === (request.CertificateType ?? CertificateType))
      .filter(({ CertificateId }) => request.CertificateIds?.includes(CertificateId) ?? true);
    const key = ({ CertificateId, CertificateType }: (typeof matching)[number]) =>
      `${CertificateType}/${CertificateId}`;
    const { items, fields } = tokenPage(matching, request, key, albErrors.nextToken);
    return { ...fields, Certificates: items };
  },
});

/** A listener that can have certificates and is in no transient state; the code is retried by the provider. */
function requireTlsListener(call: Call, listenerId: string): Listener {
  const listener = requireListener(call, listenerId);
  if (listener.protocol === 'HTTP') refuse(illegalParam('Certificates'));
  const { status } = listener;
  return status === 'Running' || status === 'Stopped' ? listener : refuse(albErrors.listenerConfiguring, listenerId);
}

function additionalOf({ additionalCertificateIds = [] }: Listener): readonly string[] {
  return additionalCertificateIds;
}

function checkQuota(call: Call, { loadBalancerId }: Listener, added: number): void {
  const quota = ADDITIONAL_CERTIFICATES[requireLoadBalancer(call, loadBalancerId).edition];
  const usage = call.store
    .where(listeners, 'loadBalancer', loadBalancerId)
    .reduce((sum, listener) => sum + additionalOf(listener).length, 0);
  if (usage + added <= quota) return;
  refuse(albErrors.certificatesQuota, 'LoadBalancerCertificatesNum', String(usage), String(quota));
}

/** The actions on the certificates of listeners. */
export const listenerCertificateOperations = [
  associateAdditionalCertificatesWithListener,
  dissociateAdditionalCertificatesFromListener,
  listListenerCertificates,
];
