import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { type Listener, type LoadBalancer, serverGroups } from '../services/alb/model';
import type { Store } from '../store/store';
import type { Balancer } from './balancer/balancer';
import {
  type Answered,
  type Decision,
  type Forwarded,
  isAnswered,
  isRefused,
  type Reached,
  type Refused,
} from './balancer/decision';
import { requestHeaders } from './balancer/headers';
import type { Member } from './balancer/members';
import { type Node, nodesOf } from './balancer/nodes';
import type { Hop, Loss, Place, ReachedServer } from './forwarding/hop';
import type { Forwarding } from './forwarding/walk';
import type { HealthMonitor } from './health/monitor';
import type { HealthRecord } from './health/record';
import type { Directory } from './http/directory';
import { serverPage } from './http/server-page';
import { isRefusal, sendUpstream } from './http/upstream';

/** How much of a page a report carries, in characters. */
const MAX_PAGE = 2048;

/** What a probe asks for. */
export interface ProbeRequest {
  /** The listener's port. @default - 80, else the only listener */
  readonly port?: number;
  /** Path and query. @default '/' */
  readonly path?: string;
  /** The `Host` header, for rules that look at it. @default - the load balancer's DNS name */
  readonly host?: string;
}

/** Why a node got no answer from a server. */
export interface NodeFailure {
  /** Which packet was lost; absent when the network is not the reason. */
  readonly direction?: Loss['direction'];
  readonly place: Place;
  /** In plain words, such as `100.64.0.0/10 -> cloud services`. */
  readonly reason: string;
  /** The parts of the node's range that this concerns; empty when it is all of it. */
  readonly parts: readonly string[];
}

/** One server as one node sees it. */
export interface ServerReport {
  readonly address: string;
  readonly port: number;
  readonly weight: number;
  /** `Unavailable` when the group is not checked, `Unused` at weight 0, as the API has it. */
  readonly health: HealthRecord['state'] | 'Unavailable' | 'Unused';
  /** Set when packets do not get there and back. */
  readonly loss?: Loss;
}

/** What became of the request through one node. */
export interface NodeReport {
  /** The node's source range. */
  readonly range: string;
  /** Whether a server answered. */
  readonly reached: boolean;
  /** What the client sees; 0 for a closed port. */
  readonly status: number;
  /** Who answered. */
  readonly server?: ReachedServer;
  /** Who answered, as people call it: the server's description in its group, else the group's name and the server's. */
  readonly answeredBy?: string;
  /** The beginning of the answer. */
  readonly page?: string;
  readonly failure?: NodeFailure;
  /** The way of the packets, in order. */
  readonly hops: readonly Hop[];
  /** Every server of the group, whether or not it was this request's turn. */
  readonly servers: readonly ServerReport[];
}

/** What a probe found: one request through each node of a load balancer. */
export interface ProbeReport {
  readonly loadBalancerId: string;
  readonly dnsName: string;
  readonly regionId: string;
  readonly generation: LoadBalancer['generation'];
  /** The port that was probed; `undefined` when no listener runs there. */
  readonly port: number | undefined;
  /** How many nodes got an answer, of `total`. */
  readonly reached: number;
  readonly total: number;
  readonly nodes: readonly NodeReport[];
}

/** Sends requests through every node of a load balancer and tells what became of them. */
export class Probe {
  constructor(
    private readonly store: Store,
    private readonly directory: Directory,
    private readonly balancer: Balancer,
    private readonly forwarding: Forwarding,
    private readonly health: HealthMonitor,
  ) {}

  /** @throws When there is no such load balancer. */
  async run(idOrDnsName: string, { port, path = '/', host }: ProbeRequest): Promise<ProbeReport> {
    const found = this.directory.find(idOrDnsName);
    if (!found) throw new Error(`there is no load balancer with the id or DNS name ${idOrDnsName}`);
    const { loadBalancerId, dnsName, regionId, generation } = found;
    const listener = this.directory.listenerOf(found, 'http', port) ?? this.directory.listenerOf(found, 'https', port);
    const nodes: NodeReport[] = [];
    for (const node of nodesOf(this.store, found)) {
      nodes.push(
        listener
          ? await this.through(node, found, listener, { path, host: host ?? dnsName })
          : closed(node, found, port),
      );
    }
    const reached = nodes.filter((node) => node.reached).length;
    const head = { loadBalancerId, dnsName, regionId, generation, port: listener?.port };
    return { ...head, reached, total: nodes.length, nodes };
  }

  private async through(
    node: Node,
    balancer: LoadBalancer,
    listener: Listener,
    { path, host }: Required<Pick<ProbeRequest, 'path' | 'host'>>,
  ): Promise<NodeReport> {
    const client = { clientAddress: '127.0.0.1', clientPort: 0 };
    const headers = { host, 'user-agent': 'local-cloud-probe' };
    const decision = this.balancer.decide(balancer, listener, node, { method: 'GET', url: path, headers, ...client });
    const seen = { range: node.range, servers: this.serversSeenBy(node, balancer, groupIdOf(decision, listener)) };
    if (isAnswered(decision)) return { ...seen, ...answeredByRule(decision, balancer) };
    if (isRefused(decision)) {
      const hops = decision.choice?.reach.walk.hops ?? [];
      const failure = failureOf(decision, balancer);
      return { ...seen, reached: false, status: decision.status, failure, hops };
    }
    const { reach, server } = decision;
    const answer = await ask(decision, requestHeaders(headers, decision.passage));
    if ('page' in answer) {
      return { ...seen, reached: true, server, answeredBy: wordsOf(decision), ...answer, hops: reach.walk.hops };
    }
    const place = serverPlace(server);
    const failure = { place, reason: answer.reason, parts: [] };
    return { ...seen, reached: false, status: answer.status, failure, hops: reach.walk.hops };
  }

  private serversSeenBy(node: Node, balancer: LoadBalancer, groupId: string): readonly ServerReport[] {
    const group = this.store.get(serverGroups, groupId);
    if (!group) return [];
    const view = this.health.viewOf(balancer.loadBalancerId, node);
    const healthOf = ({ server, key }: Member): ServerReport['health'] => {
      if (server.weight === 0) return 'Unused';
      if (!group.healthCheck.HealthCheckEnabled) return 'Unavailable';
      return view.get(key)?.state ?? 'Initial';
    };
    return this.balancer.membersOf(group).map((member) => {
      const { serverIp: address, port, weight } = member.server;
      const { loss } = this.forwarding.reach(node, { address, port });
      return { address, port, weight, health: healthOf(member), ...(loss && { loss }) };
    });
  }
}

/** Gets the answer of the server that a request was forwarded to. */
async function ask({ listening, server, node, group, url, passage }: Forwarded, headers: OutgoingHttpHeaders) {
  if (listening.kind === 'page') {
    return { status: 200, page: serverPage(server, { method: 'GET', url, headers, range: node.range }) };
  }
  const { process } = listening;
  const requestTimeoutMs = passage.listener.requestTimeout * 1000;
  const answer = await sendUpstream({ process, group, method: 'GET', path: url, headers, requestTimeoutMs });
  if (isRefusal(answer)) return answer;
  return { status: answer.statusCode ?? 0, page: await beginningOf(answer) };
}

/** A server as people call it. */
function wordsOf({ group, backend, server }: Reached): string {
  return backend.description || `${group.name}/${server.name || server.address}`;
}

/** The group whose servers a report shows: the one that was chosen, else the default. */
function groupIdOf(decision: Decision, { serverGroupId }: Listener): string {
  if (isAnswered(decision)) return serverGroupId;
  const group = isRefused(decision) ? decision.choice?.group : decision.group;
  return group?.serverGroupId ?? serverGroupId;
}

/** A rule answers, so no server does. */
function answeredByRule({ answer, rule }: Answered, balancer: LoadBalancer) {
  const { Location: location } = answer.headers;
  const to = location === undefined ? '' : ` to ${String(location)}`;
  const reason = `the rule ${rule.name} (${rule.ruleId}) answers ${String(answer.status)}${to}`;
  const failure = { place: balancerPlace(balancer), reason, parts: [] };
  return { reached: false, status: answer.status, failure, hops: [] };
}

function beginningOf(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const end = (): void => {
      resolve(text.slice(0, MAX_PAGE));
      answer.destroy();
    };
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => {
      text += chunk;
      if (text.length >= MAX_PAGE) end();
    });
    answer.once('end', end);
    answer.once('error', end);
  });
}

function failureOf({ reason, choice }: Refused, balancer: LoadBalancer): NodeFailure {
  const loss = choice?.reach.loss;
  if (loss) return { ...loss, parts: choice.reach.failingParts };
  const server = choice?.reach.walk.server;
  return { place: server ? serverPlace(server) : balancerPlace(balancer), reason, parts: [] };
}

function closed(node: Node, balancer: LoadBalancer, port: number | undefined): NodeReport {
  const reason = port === undefined ? 'no listener is running' : `no listener is running on port ${String(port)}`;
  const failure = { place: balancerPlace(balancer), reason, parts: [] };
  return { range: node.range, reached: false, status: 0, failure, hops: [], servers: [] };
}

function balancerPlace({ loadBalancerId: id, name, regionId }: LoadBalancer): Place {
  return { kind: 'loadBalancer', id, name, regionId };
}

function serverPlace({ instanceId, address, name, regionId }: ReachedServer): Place {
  return { kind: 'server', id: instanceId || address, name, regionId };
}
