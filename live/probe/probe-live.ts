import { ApiClient } from '../api/client';
import type { ListenerAnswer } from '../api/calls/alb';
import { sdkTransport } from '../api/transport';
import { buildModel } from '../build/model';
import { named } from '../build/labels';
import type { CloudAccess } from '../credentials';
import { PATIENCE, readAnswers, type LiveParts } from '../read-live';
import { probeListener, type ListenerReport, type ProbeStatus, type RequestOptions } from './listener-report';
import {
  findClient,
  findLoadBalancer,
  type ClientChoice,
  type FoundClient,
  type FoundLoadBalancer,
  type LoadBalancerChoice,
} from './targets';

/** What is tried out, and from where. */
export interface LiveProbeOptions extends RequestOptions {
  /** At least one: those of the ALB, of the client and of the servers. */
  readonly regions: readonly string[];
  readonly loadBalancer: LoadBalancerChoice;
  readonly client: ClientChoice;
  /** Only this listener. @default - all that run */
  readonly port?: number;
  /** Back-to-origin CIDRs of the ALB, if it is not upgraded. @default - those that the routes show */
  readonly backToOriginCidrs?: readonly string[];
}

/** A listener that was not asked. */
export interface ListenerNotAsked {
  readonly protocol: string;
  readonly port: number;
  readonly why: 'stopped' | 'quic';
}

/** What a probe of a live network found out. */
export interface LiveProbeReport {
  readonly status: ProbeStatus;
  readonly loadBalancer: {
    readonly id: string;
    readonly label: string;
    readonly region: string;
    readonly dnsName: string;
  };
  readonly client: { readonly id: string; readonly label: string; readonly region: string };
  readonly listeners: readonly ListenerReport[];
  readonly notAsked: readonly ListenerNotAsked[];
  /** What people should know of how the network was read. */
  readonly notices: readonly string[];
}

/**
 * Asks an ALB for pages from a client in its network, and holds what comes against what the cloud says of the servers and what
 * the proof says of the network. It runs a command on the client; nothing else is changed.
 *
 * @throws ExecutionError When it cannot be found out.
 */
export async function probeLive(
  access: CloudAccess,
  options: LiveProbeOptions,
  parts: LiveParts = {},
): Promise<LiveProbeReport> {
  const { transport = sdkTransport(access), patience = PATIENCE } = parts;
  const { regions, port, backToOriginCidrs, onProgress } = options;
  const api = new ApiClient(transport, access, patience);
  onProgress?.(`reading the network of ${regions.join(', ')}`);
  const alb = await findLoadBalancer(api, regions, options.loadBalancer);
  const client = await findClient(api, regions, alb, options.client);
  const answers = await readAnswers(api, { regions, albId: alb.answer.LoadBalancerId });
  const { model, notices } = buildModel(answers, backToOriginCidrs);
  const listeners = answers.albs
    .flatMap((each) => each.listeners)
    .filter(({ ListenerPort }) => port === undefined || ListenerPort === port);
  const notAsked = listeners.flatMap((listener) => notAskedOf(listener));
  const asked = listeners.filter((listener) => notAskedOf(listener).length === 0);
  const context = { api, alb, client, model, options, pause: patience.pause };
  const reports = await api.each(asked, (listener) => probeListener(context, listener));
  return {
    status: statusOf(reports, notAsked),
    loadBalancer: {
      id: alb.answer.LoadBalancerId,
      label: named(alb.answer.LoadBalancerName, alb.answer.LoadBalancerId),
      region: alb.region,
      dnsName: alb.answer.DNSName ?? '',
    },
    client: {
      id: client.answer.InstanceId,
      label: named(client.answer.InstanceName, client.answer.InstanceId),
      region: client.region,
    },
    listeners: reports,
    notAsked,
    notices: [...notices, ...elsewhere(alb, client)],
  };
}

/** HTTP/3 is left out as clients as a rule cannot speak it. */
function notAskedOf({
  ListenerProtocol: protocol,
  ListenerPort: port,
  ListenerStatus,
}: ListenerAnswer): readonly ListenerNotAsked[] {
  if (ListenerStatus === 'Stopped') return [{ protocol, port, why: 'stopped' }];
  return protocol === 'QUIC' ? [{ protocol, port, why: 'quic' }] : [];
}

function statusOf(reports: readonly ListenerReport[], notAsked: readonly ListenerNotAsked[]): ProbeStatus {
  const isStopped = notAsked.some(({ why }) => why === 'stopped');
  const isNothing = reports.length === 0 && notAsked.length === 0;
  if (isNothing || isStopped || reports.some(({ status }) => status === 'notReached')) {
    return 'notReached';
  }
  return reports.length > 0 && reports.every(({ status }) => status === 'reached') ? 'reached' : 'unknown';
}

/** An internal ALB is reached from its VPC, or from what is connected with it. */
function elsewhere({ answer: alb }: FoundLoadBalancer, { answer: client }: FoundClient): readonly string[] {
  const vpcId = client.VpcAttributes?.VpcId;
  if (alb.AddressType === 'Internet' || vpcId === undefined || vpcId === alb.VpcId) return [];
  return [
    `the client is in ${vpcId}, and the ALB in ${alb.VpcId}: the requests have to find their way between them, too`,
  ];
}
