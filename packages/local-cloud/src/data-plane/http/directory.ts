import { type Listener, listeners, type LoadBalancer, loadBalancers } from '../../services/alb/model';
import { rules } from '../../services/alb/rule-model';
import { isLiteral, wildcard } from '../../services/alb/rule-patterns';
import type { Store } from '../../store/store';

/** The ports that a client means when it names none. */
const DEFAULT_PORTS = { http: 80, https: 443 } as const;

/** Finds load balancers by name, and the listener that a connection to one comes to. */
export class Directory {
  private byDnsName = new Map<string, string>();
  private revision = -1;
  private byRuleHost = new Map<string, string>();
  private byRuleWildcard: readonly (readonly [RegExp, string])[] = [];
  private ruleRevision = -1;

  constructor(private readonly store: Store) {}

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
   * The balancer that a client means who asks for a name of his own: the oldest with a rule that names that host.
   *
   * On the real cloud, a record in somebody's DNS would lead from the name to the balancer; here the rule stands for it. Names
   * of this machine and of Alibaba Cloud itself never lead to one.
   */
  ownerOf(host: string): LoadBalancer | undefined {
    if (isReserved(host)) return undefined;
    this.readRules();
    const id = this.byRuleHost.get(host) ?? this.byRuleWildcard.find(([pattern]) => pattern.test(host))?.[1];
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

  private readRules(): void {
    const revision = this.store.revisionOf([rules]);
    if (revision === this.ruleRevision) return;
    this.ruleRevision = revision;
    const named = this.store
      .all(rules)
      .flatMap(({ conditions, loadBalancerId }) =>
        conditions.flatMap(({ HostConfig }) => (HostConfig?.Values ?? []).map((host) => ({ host, loadBalancerId }))),
      );
    const literal = named.filter(({ host }) => isLiteral(host)).reverse();
    this.byRuleHost = new Map(literal.map(({ host, loadBalancerId }) => [host.toLowerCase(), loadBalancerId]));
    this.byRuleWildcard = named
      .filter(({ host }) => !isLiteral(host))
      .map(({ host, loadBalancerId }) => [wildcard(host, 'i'), loadBalancerId]);
  }
}

/** Addresses, names without a dot, and what belongs to the cloud: they are for its API. */
function isReserved(host: string): boolean {
  return !host.includes('.') || /^[\d.]+$/.test(host) || host.startsWith('[') || /(^|\.)aliyuncs\.com$/.test(host);
}

/** QUIC is not spoken here. */
function isServing({ protocol, started, status }: Listener): boolean {
  return protocol !== 'QUIC' && started && (status === 'Running' || status === 'Configuring');
}
