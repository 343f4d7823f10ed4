import type { Flow, FlowStatus } from '../../lib/proof';
import { describeServer, lossesInWords } from '../../lib/proof/render';
import type { HealthOf, ServerHealth } from './health';

/** What the proof, the cloud and a person looking at both would say of a server. */
export interface ServerVerdict {
  /** `web/ecs1 (192.168.7.20:80, cn-hangzhou)`. */
  readonly label: string;
  readonly address?: string;
  readonly port: number;
  readonly proof: FlowStatus;
  /** Source ranges that are proven, and all of them. */
  readonly ranges: { readonly proven: number; readonly all: number };
  /** @default - the cloud says nothing */
  readonly health?: ServerHealth;
  /** `works` and `broken` where nothing contradicts that; `disagree` where proof and cloud cannot both be right. */
  readonly verdict: 'works' | 'broken' | 'disagree' | 'unknown';
  /** What to look at. */
  readonly advice: readonly string[];
}

/** Compares what is proven of one server with what the cloud says of it. All flows are of the same listener and server. */
export function serverVerdict(flows: readonly [Flow, ...Flow[]], healthOf: HealthOf): ServerVerdict {
  const [{ serverGroup, server }] = flows;
  const { address, port } = server;
  const health = healthOf(serverGroup.id, address ?? server.label, port);
  const proof = worst(flows);
  return {
    label: describeServer(flows[0]),
    ...(address !== undefined && { address }),
    port,
    proof,
    ranges: { proven: flows.filter(({ status }) => status === 'proven').length, all: flows.length },
    ...(health && { health }),
    ...compare[proof](flows, health),
  };
}

type Compared = Pick<ServerVerdict, 'verdict' | 'advice'>;

const compare: Readonly<Record<FlowStatus, (flows: readonly Flow[], health?: ServerHealth) => Compared>> = {
  proven: (flows, health) => {
    if (health?.state === 'Unhealthy') {
      const text = `the ways there and back are proven, so it is not the routes: ${reasonText(health, portOf(flows))}`;
      return { verdict: 'disagree', advice: [text] };
    }
    return { verdict: healthy(health) ? 'works' : 'unknown', advice: [...waiting(health)] };
  },
  broken: (flows, health) => {
    const losses = lossesOf(flows);
    if (health?.state !== 'Healthy') return { verdict: 'broken', advice: losses };
    const text =
      'the cloud finds it healthy all the same, so something carries its packets that the proof does not see: compare with causeway verify --live --trace, and report it';
    return { verdict: 'disagree', advice: [...losses, text] };
  },
  unknown: (flows, health) => {
    const gaps = [...new Set(flows.flatMap((flow) => flow.gaps.map(({ message }) => message)))];
    const told = gaps.map((gap) => `the proof cannot tell: ${gap}`);
    if (health?.state !== 'Unhealthy') return { verdict: 'unknown', advice: [...told, ...waiting(health)] };
    const text = `that may be why its health checks fail, or ${reasonText(health, portOf(flows))}`;
    return { verdict: 'broken', advice: [...told, text] };
  },
  unused: () => ({ verdict: 'works', advice: ['its weight is 0: nothing is sent to it'] }),
};

/** Where nobody checks, the requests alone tell. */
function healthy(health: ServerHealth | undefined): boolean {
  return health?.state === 'Healthy' || health?.state === 'Unavailable';
}

function waiting(health: ServerHealth | undefined): readonly string[] {
  if (health === undefined) return ['the cloud says nothing of its health'];
  if (health.state === 'Initial') return ['its health checks have only begun: ask again in a minute'];
  return health.state === 'Unavailable' ? ['its group makes no health checks: the requests alone tell'] : [];
}

/** What the codes of `GetListenerHealthStatus` mean for somebody who can look at the server. */
const REASONS: Readonly<Record<string, (port: string, response: ServerHealth['response']) => string>> = {
  CONNECT_TIMEOUT: (port) =>
    `nobody answers at port ${port}; look at whether the server runs, at its own firewall (iptables, firewalld), at Cloud Firewall and at network ACLs`,
  CONNECT_FAILED: (port) =>
    `nothing takes connections at port ${port}; look at whether the program runs there, and at which address it listens`,
  RECV_RESPONSE_FAILED: () => 'the program breaks connections off; look at its log, and at the protocol of the group',
  RECV_RESPONSE_TIMEOUT: () =>
    'the program takes connections and answers too late; look at its load, and at the timeout of the health check',
  SEND_REQUEST_FAILED: () => 'connections break before the request is through; look at the program, and at its log',
  SEND_REQUEST_TIMEOUT: () => 'the program does not read what is sent; look at its load',
  RESPONSE_FORMAT_ERROR: () => 'what it answers is no HTTP; look at the port, and at the protocol of the group',
  RESPONSE_MISMATCH: (_, response) => {
    const came = response?.actual === undefined ? 'another status than' : `${response.actual} where`;
    const expected = response?.expected ?? 'the one';
    return `it answers health checks with ${came} ${expected} is asked for; look at their path, host and codes`;
  },
};

function reasonText({ reason, response }: ServerHealth, port: string): string {
  const known = reason === undefined ? undefined : REASONS[reason];
  if (known) return `${known(port, response)} [${reason ?? ''}]`;
  const code = reason === undefined ? '' : ` [${reason}]`;
  return `look at whether it runs, what listens at port ${port}, its own firewall, and the path and codes of the health check${code}`;
}

/** Health checks go to a port of their own where the group says so. */
function portOf(flows: readonly Flow[]): string {
  const check = flows[0]?.checked.find(({ purpose }) => purpose === 'healthCheck');
  return String(check?.port ?? flows[0]?.server.port ?? '');
}

function lossesOf(flows: readonly Flow[]): readonly string[] {
  return lossesInWords({ flows }).map(({ text, code }) => `${text} [${code}]`);
}

function worst(flows: readonly Flow[]): FlowStatus {
  const order: readonly FlowStatus[] = ['broken', 'unknown', 'proven'];
  return order.find((status) => flows.some((flow) => flow.status === status)) ?? 'unused';
}
