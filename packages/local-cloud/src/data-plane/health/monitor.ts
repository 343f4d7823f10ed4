import {
  type BackendServer,
  backendServerKey,
  backendServers,
  listeners,
  loadBalancers,
  type LoadBalancer,
  type ServerGroup,
  serverGroups,
} from '../../services/alb/model';
import type { Store } from '../../store/store';
import { type Node, nodesOf } from '../balancer/nodes';
import type { Forwarding } from '../forwarding/walk';
import type { ServerTable } from '../servers';
import { checkProcess } from './process-check';
import { advance, endsAt, type HealthRecord, newRecord } from './record';
import { type CheckResult, resultOfPage } from './results';

/** Everything that says who checks whom and how. */
const checkedState = [loadBalancers, listeners, serverGroups, backendServers];

/** One node that checks one server. */
interface Pair {
  readonly key: string;
  readonly node: Node;
  readonly group: ServerGroup;
  readonly server: BackendServer;
}

/**
 * Keeps what every node knows of every server, on the cloud's clock.
 *
 * There are no timers: the checks that were due are caught up with before anything changes and before anything is asked, so
 * that a clock that jumps gives the same as one that ticks. Only checks of real processes happen in the background.
 */
export class HealthMonitor {
  private pairs: readonly Pair[] = [];
  private readonly records = new Map<string, HealthRecord>();
  private readonly processResults = new Map<string, CheckResult>();
  private revision = -1;
  private nextAt = Infinity;

  constructor(
    private readonly store: Store,
    private readonly forwarding: Forwarding,
    private readonly servers: ServerTable,
    private readonly clock: () => number,
  ) {}

  /** Applies every check that is over by now. Cheap when none is. */
  catchUp(): void {
    const now = this.clock();
    if (now < this.nextAt) return;
    this.nextAt = Infinity;
    for (const pair of this.pairs) this.advancePair(pair, now);
  }

  /** Takes in new nodes and servers, forgets those that are gone. Cheap when none changed. */
  follow(): void {
    const revision = this.store.revisionOf(checkedState);
    if (revision === this.revision) return;
    this.revision = revision;
    this.pairs = [...this.listPairs()];
    const keys = new Set(this.pairs.map(({ key }) => key));
    for (const key of this.records.keys()) if (!keys.has(key)) this.records.delete(key);
    this.nextAt = 0;
    this.catchUp();
  }

  /** What a node knows of a server. */
  recordOf(loadBalancerId: string, node: Node, server: BackendServer): HealthRecord {
    return this.records.get(keyOf(loadBalancerId, node, server)) ?? newRecord(this.clock());
  }

  /**
   * Checks every real process once, as its groups say, and notes the results.
   *
   * @param signal - Breaks the checks off; nothing is noted then.
   */
  async checkProcesses(signal: AbortSignal): Promise<void> {
    const checks = new Map<string, Promise<void>>();
    for (const { group, server } of this.pairs) {
      const key = backendServerKey(server);
      const listening = this.servers.at(server.serverIp, checkedPort(group, server));
      if (checks.has(key) || listening?.kind !== 'process') continue;
      const check = checkProcess(listening.process, group.healthCheck, server.serverIp, signal);
      checks.set(
        key,
        check.then((result) => {
          if (!signal.aborted) this.processResults.set(key, result);
        }),
      );
    }
    await Promise.all(checks.values());
    this.nextAt = 0;
    this.catchUp();
  }

  private *listPairs(): Generator<Pair> {
    for (const balancer of this.store.all(loadBalancers)) {
      const nodes = nodesOf(this.store, balancer);
      for (const group of this.groupsOf(balancer)) {
        if (!group.healthCheck.HealthCheckEnabled) continue;
        for (const server of this.store.where(backendServers, 'group', group.serverGroupId)) {
          if (server.weight === 0) continue;
          for (const node of nodes) yield { key: keyOf(balancer.loadBalancerId, node, server), node, group, server };
        }
      }
    }
  }

  /** The groups that a balancer forwards to, each once. */
  private groupsOf({ loadBalancerId }: LoadBalancer): readonly ServerGroup[] {
    const ids = this.store.where(listeners, 'loadBalancer', loadBalancerId).map(({ serverGroupId }) => serverGroupId);
    return [...new Set(ids)].flatMap((id) => this.store.get(serverGroups, id) ?? []);
  }

  private advancePair(pair: Pair, now: number): void {
    const record = this.records.get(pair.key) ?? newRecord(now);
    const { healthCheck } = pair.group;
    const result = this.check(pair);
    const next = result === undefined ? record : advance(record, healthCheck, result, now);
    this.records.set(pair.key, next);
    if (result !== undefined) this.nextAt = Math.min(this.nextAt, endsAt(next, healthCheck, result));
  }

  /** `undefined` while a real process has not been asked yet. */
  private check({ node, group, server }: Pair): CheckResult | undefined {
    const port = checkedPort(group, server);
    if (this.forwarding.reach(node, { address: server.serverIp, port }).loss) return 'CONNECT_TIMEOUT';
    const listening = this.servers.at(server.serverIp, port);
    if (!listening) return 'CONNECT_FAILED';
    return listening.kind === 'page'
      ? resultOfPage(group.healthCheck)
      : this.processResults.get(backendServerKey(server));
  }
}

/** 0 means the server's own port. */
function checkedPort({ healthCheck }: ServerGroup, server: BackendServer): number {
  return healthCheck.HealthCheckConnectPort || server.port;
}

function keyOf(loadBalancerId: string, node: Node, server: BackendServer): string {
  return `${loadBalancerId}/${node.range}/${backendServerKey(server)}`;
}
