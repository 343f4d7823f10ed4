import { randomUUID } from 'node:crypto';
import { prove, type NetworkModel } from '../../lib/proof';
import { flowsByServer, problemInWords } from '../../lib/proof/render';
import type { ListenerAnswer } from '../api/calls/alb';
import type { ApiClient } from '../api/client';
import { named } from '../build/labels';
import { runCommand } from './command';
import { readHealth } from './health';
import { readOutput, type ClientOutput } from './output';
import { isAnswered, requestAdvice } from './request-advice';
import { probeScript, type ProbeScript } from './script';
import { serverVerdict, type ServerVerdict } from './server-verdict';
import type { FoundClient, FoundLoadBalancer } from './targets';

/** What is asked of each listener. */
export interface RequestOptions {
  /** The name that is asked for. @default - the ALB's own */
  readonly host?: string;
  /** Path and query. */
  readonly path: string;
  /** Requests to each listener, which the zones share. */
  readonly requests: number;
  /** Ends it; what runs on the client is stopped. */
  readonly signal?: AbortSignal;
  /** Hears what is being done, in words. @default - nobody */
  readonly onProgress?: (text: string) => void;
}

/** What it comes to: of a listener, or of all of them. */
export type ProbeStatus = 'reached' | 'notReached' | 'unknown';

/** What was found out about a listener. */
export interface ListenerReport extends ClientOutput {
  readonly id: string;
  readonly protocol: string;
  readonly port: number;
  readonly host: string;
  readonly status: ProbeStatus;
  readonly servers: readonly ServerVerdict[];
  /** What to look at. */
  readonly advice: readonly string[];
}

/** What is known before a listener is asked. */
export interface ListenerContext {
  readonly api: ApiClient;
  readonly alb: FoundLoadBalancer;
  readonly client: FoundClient;
  readonly model: NetworkModel;
  readonly options: RequestOptions;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Lets the client ask a listener, and compares what comes with the health of its servers and with the proof. */
export async function probeListener(context: ListenerContext, listener: ListenerAnswer): Promise<ListenerReport> {
  const { api, alb, model, options } = context;
  const { ListenerId: id, ListenerProtocol: protocol, ListenerPort: port } = listener;
  const host = options.host ?? alb.answer.DNSName ?? '';
  const output = await ask(context, listener, host);
  const healthOf = await readHealth(api, alb.region, id);
  const own = model.listeners.filter((each) => each.id === id);
  const { flows, problems } = prove({ ...model, listeners: own });
  const servers = flowsByServer(flows).map((each) => serverVerdict(each, healthOf));
  const advice = [...problems.map(problemInWords), ...requestAdvice(output.results, servers)];
  return { id, protocol, port, host, status: listenerStatus(output, servers), servers, advice, ...output };
}

async function ask(context: ListenerContext, listener: ListenerAnswer, host: string): Promise<ClientOutput> {
  const { api, client, options, pause } = context;
  const { InstanceId: instanceId, InstanceName } = client.answer;
  const { ListenerProtocol: protocol, ListenerPort: port } = listener;
  const token = randomUUID();
  const script = scriptFor(context, listener, host, token);
  const { text, seconds } = script;
  const who = named(InstanceName, instanceId);
  options.onProgress?.(`${who} asks for pages of ${protocol} ${String(port)}; that may take ${String(seconds)} s`);
  const command = { region: client.region, instanceId, script: text, seconds, token };
  return readOutput(
    await runCommand(api, command, { pause, ...(options.signal && { signal: options.signal }) }),
    script,
  );
}

function scriptFor(
  { alb, options }: ListenerContext,
  { ListenerProtocol: protocol, ListenerPort: port }: ListenerAnswer,
  host: string,
  token: string,
): ProbeScript {
  const { path, requests } = options;
  const scheme = protocol === 'HTTPS' ? 'https' : 'http';
  const target = { scheme, host, port, path, addresses: addressesOf(alb), requests } as const;
  return probeScript({ ...target, byName: options.host === undefined }, token.slice(0, 8));
}

function addressesOf({ answer: { ZoneMappings, AddressType } }: FoundLoadBalancer): readonly string[] {
  return ZoneMappings.flatMap(({ LoadBalancerAddresses = [] }) => LoadBalancerAddresses).flatMap(
    ({ Address, IntranetAddress }) => (AddressType === 'Internet' ? Address : (IntranetAddress ?? Address)) ?? [],
  );
}

function listenerStatus({ results }: ClientOutput, servers: readonly ServerVerdict[]): ProbeStatus {
  const isBad = servers.some(({ verdict }) => verdict === 'broken' || verdict === 'disagree');
  if (isBad || !results.every(isAnswered)) return 'notReached';
  return servers.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'reached';
}
