import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as httpRequest,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import type { ServerGroup } from '../../services/alb/model';
import type { Process } from '../servers';
import type { Refusal } from './refusal';

/** How long the balancer waits for a connection, in milliseconds; it cannot be changed (ALB status codes). */
const CONNECT_TIMEOUT_MS = 5000;

/** Kept connections, for groups with `UpstreamKeepaliveEnabled`. */
const keepAlive = new Agent({ keepAlive: true });

/** A request for a process. */
export interface Upstream {
  readonly process: Process;
  readonly group: ServerGroup;
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  /** Absent for a request without a body. */
  readonly body?: Readable;
  /** How long the process may take to begin its answer. */
  readonly requestTimeoutMs: number;
  /** The answer to the client; when it is over before the process has answered, the client is gone. */
  readonly client?: ServerResponse;
}

/**
 * Sends a request to a process on this machine; settles when its answer begins, or will not.
 *
 * A request with the header `upgrade` may be answered with 101; the socket of that answer speaks the other protocol.
 */
export function sendUpstream(upstream: Upstream): Promise<IncomingMessage | Refusal> {
  const { process, group, method, path, headers, body, requestTimeoutMs, client } = upstream;
  const isTls = group.protocol === 'HTTPS';
  const send = isTls ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    let request: ClientRequest;
    try {
      request = send({
        ...process,
        method,
        path,
        headers,
        agent: group.upstreamKeepaliveEnabled && !isTls ? keepAlive : false,
        // The balancer does not check the certificates of servers.
        rejectUnauthorized: false,
      });
    } catch (error) {
      // A path or a header that HTTP/1.1 does not allow, such as HTTP/2 or a rule may bring.
      resolve({ status: 502, reason: (error as Error).message });
      return;
    }
    client?.once('close', () => request.destroy());
    const giveUp = (ms: number, reason: string) =>
      setTimeout(() => {
        resolve({ status: 504, reason });
        request.destroy();
      }, ms);
    const connecting = giveUp(CONNECT_TIMEOUT_MS, 'no connection within 5 s');
    const waiting = giveUp(requestTimeoutMs, `no answer within ${String(requestTimeoutMs / 1000)} s`);
    request.on('socket', (socket) => {
      const connected = () => {
        clearTimeout(connecting);
      };
      if (socket.connecting) socket.once('connect', connected);
      else connected();
    });
    const end = (outcome: IncomingMessage | Refusal): void => {
      clearTimeout(connecting);
      clearTimeout(waiting);
      resolve(outcome);
    };
    request.once('response', end);
    request.once('upgrade', (answer, socket, head) => {
      if (head.length > 0) socket.unshift(head);
      if (headers.upgrade !== undefined) return end(answer);
      socket.destroy();
      end({ status: 502, reason: 'the server switched protocols, which nobody had asked for' });
    });
    request.on('error', (error) => {
      end({ status: 502, reason: error.message });
    });
    if (body) body.pipe(request);
    else request.end();
  });
}

/** Whether a request got no answer. */
export function isRefusal(outcome: IncomingMessage | Refusal): outcome is Refusal {
  return 'reason' in outcome;
}
