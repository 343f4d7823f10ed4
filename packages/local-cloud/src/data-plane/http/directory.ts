import { type Listener, listeners, type LoadBalancer, loadBalancers } from '../../services/alb/model';
import { rules } from '../../services/alb/rule-model';
import { isLiteral, wildcard } from '../../services/alb/rule-patterns';
import type { Store } from '../../store/store';
import { type CertificateNames, certificateOf, type ServedCertificate } from './certificates';

/** The ports that a client means when it names none. */
const DEFAULT_PORTS = { http: 80, https: 443 } as const;

/** A name that leads to a balancer. */
interface OwnedHost {
  readonly host: string;
  readonly loadBalancerId: string;
}

/** Finds load balancers by name, and the listener that a connection to one comes to. */
export class Directory {
  private byDnsName = new Map<string, string>();
  private revision = -1;
  private byHost = new Map<string, string>();
  private byWildcard: readonly (readonly [RegExp, string])[] = [];
  private hostRevision = -1;

  /** @param certificateNames - Which names the certificates of listeners are for, by id. */
  constructor(
    private readonly store: Store,
    private readonly certificateNames: CertificateNames = {},
  ) {}

  /** The balancer with this id or DNS name; names are not case-sensitive and may end in a dot. */
  find(idOrDnsName: string): LoadBalancer | undefined {
    const revision = this.store.revisionOf([loadBalancers]);
    if (revision !== this.revision) {
      const all = this.store.all(loadBalancers);
      this.byDnsName = new Map(all.map(({ dnsName, loadBalancerId }) => [dnsName.toLowerCase(), loadBalancerId]));
      this.revision = revision;
    }
    const name = idOrDnsName.toLowerCase().replace(/\.$/, '');
    return this.store.get(loadBalancers, this.byDnsName.get(name) ?? idOrDnsName);
  }

  /**
   * The balancer that a client means who asks for a name of his own: the oldest with a rule that names that host, else
   * with a certificate for it.
   *
   * On the real cloud, a record in somebody's DNS would lead from the name to the balancer; here the rule stands for it. Names
   * of this machine and of Alibaba Cloud itself never lead to one.
   */
  ownerOf(host: string): LoadBalancer | undefined {
    if (isReserved(host)) return undefined;
    this.readHosts();
    const id = this.byHost.get(host) ?? this.byWildcard.find(([pattern]) => pattern.test(host))?.[1];
    return id === undefined ? undefined : this.store.get(loadBalancers, id);
  }

  /**
   * The listener that a client reaches; `undefined` where the real one would find the port closed.
   *
   * All names share one port of this machine, so a client cannot knock on the listener's own. The port in its `Host` header
   * counts, unless it is that shared one; without, it is 80, or 443 over TLS, and where the balancer has only one listener
   * it is that one.
   *
   * @param port - From the `Host` header; `undefined` when there is none or it is the port of the local cloud.
   */
  listenerOf({ loadBalancerId }: LoadBalancer, scheme: 'http' | 'https', port?: number): Listener | undefined {
    const open = this.store.where(listeners, 'loadBalancer', loadBalancerId).filter(isServing);
    const at = (wanted: number) => open.find((listener) => listener.port === wanted);
    if (port !== undefined) return at(port);
    return at(DEFAULT_PORTS[scheme]) ?? (open.length === 1 ? open[0] : undefined);
  }

  /** The HTTPS listener that a TLS connection is for, by the name it asks for, and its balancer. */
  tlsListenerOf(host: string): { readonly balancer: LoadBalancer; readonly listener: Listener } | undefined {
    const balancer = this.find(host) ?? this.ownerOf(host);
    if (!balancer) return undefined;
    const { loadBalancerId } = balancer;
    const secure = this.store.where(listeners, 'loadBalancer', loadBalancerId).filter(isServing).filter(isSecure);
    const listener = secure.find(({ port }) => port === DEFAULT_PORTS.https) ?? secure[0];
    return listener && { balancer, listener };
  }

  /** The certificate for a TLS connection that asks for a name; `undefined` where no balancer answers to it. */
  certificateFor(host: string): ServedCertificate | undefined {
    const found = this.tlsListenerOf(host);
    return found && certificateOf(found.listener, found.balancer, host, this.certificateNames);
  }

  private hostsOfRules(): readonly OwnedHost[] {
    return this.store
      .all(rules)
      .flatMap(({ conditions, loadBalancerId }) =>
        conditions.flatMap(({ HostConfig }) => (HostConfig?.Values ?? []).map((host) => ({ host, loadBalancerId }))),
      );
  }

  private hostsOfCertificates(): readonly OwnedHost[] {
    return this.store.all(listeners).flatMap((listener) => {
      const { loadBalancerId, certificateIds, additionalCertificateIds = [] } = listener;
      const hosts = [...certificateIds, ...additionalCertificateIds].flatMap((id) => this.certificateNames[id] ?? []);
      return hosts.map((host) => ({ host, loadBalancerId }));
    });
  }

  private readHosts(): void {
    const revision = this.store.revisionOf([rules, listeners]);
    if (revision === this.hostRevision) return;
    this.hostRevision = revision;
    const named = [...this.hostsOfRules(), ...this.hostsOfCertificates()];
    const literal = named.filter(({ host }) => isLiteral(host)).reverse();
    this.byHost = new Map(literal.map(({ host, loadBalancerId }) => [host.toLowerCase(), loadBalancerId]));
    this.byWildcard = named
      .filter(({ host }) => !isLiteral(host))
      .map(({ host, loadBalancerId }) => [wildcard(host, 'i'), loadBalancerId]);
  }
}

/** Addresses, names without a dot, and what belongs to the cloud: they are for its API. */
function isReserved(host: string): boolean {
  return !host.includes('.') || /^[\d.]+$/.test(host) || host.startsWith('[') || /(^|\.)aliyuncs\.com$/.test(host);
}

function isSecure({ protocol }: Listener): boolean {
  return protocol === 'HTTPS';
}

/** QUIC is not spoken here. */
function isServing({ protocol, started, status }: Listener): boolean {
  return protocol !== 'QUIC' && started && (status === 'Running' || status === 'Configuring');
}
