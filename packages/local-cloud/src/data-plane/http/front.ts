import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Listener, LoadBalancer } from '../../services/alb/model';
import { backendServerKey } from '../../services/alb/model';
import type { Balancer, Forwarded } from '../balancer/balancer';
import { endToEnd, type Passage, requestHeaders } from '../balancer/headers';
import { setCookies, withoutTag } from '../balancer/sticky-session';
import type { Process } from '../servers';
import type { Directory } from './directory';
import { type Refusal, refuseRequest } from './refusal';
import { serverPage } from './server-page';
import { isRefusal, sendUpstream } from './upstream';

/** The longest URI and the longest header that an ALB takes, in bytes (ALB status codes). */
const MAX_LENGTH = 32 * 1024;

/** Answers HTTP requests whose `Host` is the DNS name of a load balancer. */
export class Front {
  constructor(
    private readonly directory: Directory,
    private readonly balancer: Balancer,
    private readonly prepare: () => void,
    private readonly clock: () => number,
  ) {}

  /** Serves a request to a load balancer; answers false, and leaves it alone, when it is for somebody else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const [name = '', port] = (request.headers.host ?? '').split(':');
    if (!/^alb-/i.test(name) || !this.directory.find(name)) return false;
    this.prepare();
    const balancer = this.directory.find(name);
    if (!balancer) return false;
    const isTls = 'encrypted' in request.socket;
    const wanted = port === undefined || Number(port) === request.socket.localPort ? undefined : Number(port);
    const listener = this.directory.listenerOf(balancer, isTls ? 'https' : 'http', wanted);
    // Nothing listens, or not in this way: the client loses the connection, as close as one gets to a refused one.
    if (!listener || (isTls && listener.protocol === 'HTTP')) request.socket.destroy();
    else void this.serve(request, response, balancer, listener, isTls);
    return true;
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
    balancer: LoadBalancer,
    listener: Listener,
    isTls: boolean,
  ): Promise<void> {
    const url = request.url ?? '/';
    const { remoteAddress = '', remotePort: clientPort = 0 } = request.socket;
    const clientAddress = remoteAddress.replace(/^::ffff:/, '');
    const node = this.balancer.nextNode(balancer);
    const refusal = refusalOf(request, listener, isTls);
    const decision =
      refusal ??
      (node
        ? this.balancer.decide(balancer, listener, node, { url, headers: request.headers, clientAddress })
        : { status: 503, reason: 'the load balancer has no zone' });
    if ('reason' in decision) {
      request.resume();
      refuseRequest(response, decision);
      return;
    }
    const end = this.balancer.begin(decision.backend);
    response.once('close', end);
    const headers = this.headersFor(request, decision, { balancer, listener, clientAddress, clientPort });
    const { listening } = decision;
    if (listening.kind === 'page') this.answerPage(request, response, decision, headers);
    else await this.proxy(request, response, decision, listening.process, headers, listener.requestTimeout);
  }

  private headersFor(request: IncomingMessage, { group }: Forwarded, passage: Passage): OutgoingHttpHeaders {
    const { cookie, 'transfer-encoding': coding } = request.headers;
    return {
      ...requestHeaders(request.headers, passage),
      ...(cookie !== undefined && { cookie: withoutTag(group, cookie) }),
      // Node would send the body of a GET that came in chunks without saying where it ends.
      ...(coding !== undefined && { 'transfer-encoding': 'chunked' }),
    };
  }

  private answerPage(
    request: IncomingMessage,
    response: ServerResponse,
    decision: Forwarded,
    headers: OutgoingHttpHeaders,
  ): void {
    request.resume();
    const { method = 'GET', url = '/' } = request;
    const page = serverPage(decision.server, { method, url, headers, range: decision.node.range });
    const cookies = this.cookies(decision, []);
    response.writeHead(200, {
      'Content-Type': 'text/plain;charset=utf-8',
      'Content-Length': Buffer.byteLength(page),
      ...(cookies.length > 0 && { 'Set-Cookie': [...cookies] }),
    });
    response.end(method === 'HEAD' ? undefined : page);
  }

  private async proxy(
    request: IncomingMessage,
    response: ServerResponse,
    decision: Forwarded,
    process: Process,
    headers: OutgoingHttpHeaders,
    requestTimeout: number,
  ): Promise<void> {
    const { method = 'GET', url: path = '/' } = request;
    const upstream = { process, group: decision.group, method, path, headers, body: request, client: response };
    const answer = await sendUpstream({ ...upstream, requestTimeoutMs: requestTimeout * 1000 });
    if (response.destroyed) return;
    if (isRefusal(answer)) {
      refuseRequest(response, answer);
      return;
    }
    passOn(answer, response, this.cookies(decision, answer.headers['set-cookie'] ?? []));
  }

  private cookies({ group, backend }: Forwarded, fromServer: readonly string[]): readonly string[] {
    return setCookies(group, fromServer, backendServerKey(backend), this.clock());
  }
}

/** Passes an answer on as it comes; one that breaks off before its first byte becomes a 500, later the connection ends. */
function passOn(answer: IncomingMessage, response: ServerResponse, cookies: readonly string[]): void {
  const begin = (): void => {
    if (response.headersSent) return;
    const headers = { ...endToEnd(answer.headers), ...(cookies.length > 0 && { 'set-cookie': [...cookies] }) };
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
  };
  answer.on('data', (chunk: Buffer) => {
    begin();
    if (response.write(chunk)) return;
    answer.pause();
    response.once('drain', () => answer.resume());
  });
  answer.once('end', () => {
    begin();
    response.end();
  });
  answer.once('error', () => {
    if (response.headersSent) response.destroy();
    else refuseRequest(response, { status: 500, reason: 'the server broke off its answer' });
  });
}

/** What an ALB refuses by itself, before it looks for a server (ALB status codes). */
function refusalOf({ method, url = '/', headers }: IncomingMessage, listener: Listener, isTls: boolean) {
  const refuse = (status: number, reason: string): Refusal => ({ status, reason });
  if (!isTls && listener.protocol === 'HTTPS') return refuse(400, 'a plain HTTP request to an HTTPS listener');
  if (method === 'TRACE') return refuse(405, 'TRACE is not allowed');
  if (url.length > MAX_LENGTH) return refuse(414, 'the URI is longer than 32 KB');
  const isTooLong = Object.values(headers).some((value) => String(value).length > MAX_LENGTH);
  return isTooLong ? refuse(400, 'a header is longer than 32 KB') : undefined;
}
