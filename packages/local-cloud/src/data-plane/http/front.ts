import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Listener, LoadBalancer } from '../../services/alb/model';
import type { Balancer } from '../balancer/balancer';
import { type Answered, type Forwarded, isAnswered } from '../balancer/decision';
import { endToEnd, requestHeaders } from '../balancer/headers';
import { withoutTag } from '../balancer/sticky-session';
import { asksForWebSocket, join } from '../../server/upgrade';
import { hostName } from '../rules/facts';
import type { Process } from '../servers';
import type { Directory } from './directory';
import { mirrorRequest } from './mirror';
import { type Refusal, refuseRequest } from './refusal';
import { serverPage } from './server-page';
import { isRefusal, sendUpstream } from './upstream';

/** The longest URI and the longest header that an ALB takes, in bytes (ALB status codes). */
const MAX_LENGTH = 32 * 1024;

/** Answers HTTP requests whose `Host` is the DNS name of a load balancer, or a host that one of its rules names. */
export class Front {
  constructor(
    private readonly directory: Directory,
    private readonly balancer: Balancer,
    private readonly prepare: () => void,
  ) {}

  /** Serves a request to a load balancer; answers false, and leaves it alone, when it is for somebody else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const { host, url } = targetOf(request);
    const name = hostName(host);
    if (!this.find(name)) return false;
    this.prepare();
    const balancer = this.find(name);
    if (!balancer) return false;
    request.headers.host = host;
    request.url = url;
    const port = /:(\d+)$/.exec(host)?.[1];
    const isTls = 'encrypted' in request.socket;
    const wanted = port === undefined || Number(port) === request.socket.localPort ? undefined : Number(port);
    const listener = this.directory.listenerOf(balancer, isTls ? 'https' : 'http', wanted);
    // Nothing listens, or not in this way: the client loses the connection, as close as one gets to a refused one.
    if (!listener || (isTls && listener.protocol === 'HTTP')) request.socket.destroy();
    else {
      this.serve(request, response, balancer, listener, isTls).catch((error: unknown) => {
        giveUp(response, error);
      });
    }
    return true;
  }

  private find(name: string): LoadBalancer | undefined {
    return (name.startsWith('alb-') ? this.directory.find(name) : undefined) ?? this.directory.ownerOf(name);
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
    balancer: LoadBalancer,
    listener: Listener,
    isTls: boolean,
  ): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const { remoteAddress = '', remotePort: clientPort = 0 } = request.socket;
    const clientAddress = remoteAddress.replace(/^::ffff:/, '');
    const node = this.balancer.nextNode(balancer);
    const refusal = refusalOf(request, listener, isTls);
    const decision =
      refusal ??
      (node
        ? this.balancer.decide(balancer, listener, node, { method, url, headers, clientAddress, clientPort })
        : { status: 503, reason: 'the load balancer has no zone' });
    if ('reason' in decision) {
      request.resume();
      refuseRequest(response, decision);
      return;
    }
    if (isAnswered(decision)) {
      request.resume();
      sendAnswer(response, decision, method);
      return;
    }
    const end = this.balancer.begin(decision.backend);
    response.once('close', end);
    const sent = headersFor(request, decision);
    if (decision.mirror && !asksForWebSocket(request)) mirrorRequest(request, decision, sent);
    const { listening } = decision;
    if (listening.kind === 'page') this.answerPage(request, response, decision, sent);
    else await this.proxy(request, response, decision, listening.process, sent);
  }

  private answerPage(
    request: IncomingMessage,
    response: ServerResponse,
    decision: Forwarded,
    headers: OutgoingHttpHeaders,
  ): void {
    request.resume();
    const { method = 'GET' } = request;
    const page = serverPage(decision.server, { method, url: decision.url, headers, range: decision.node.range });
    const own = { 'content-type': 'text/plain;charset=utf-8', 'content-length': String(Buffer.byteLength(page)) };
    response.writeHead(200, this.balancer.answerHeaders(decision, 200, own));
    response.end(method === 'HEAD' ? undefined : page);
  }

  private async proxy(
    request: IncomingMessage,
    response: ServerResponse,
    decision: Forwarded,
    process: Process,
    headers: OutgoingHttpHeaders,
  ): Promise<void> {
    const { method = 'GET' } = request;
    const { group, url: path, passage } = decision;
    const upstream = { process, group, method, path, headers, body: request, client: response };
    const answer = await sendUpstream({ ...upstream, requestTimeoutMs: passage.listener.requestTimeout * 1000 });
    if (response.destroyed) return;
    if (isRefusal(answer)) {
      refuseRequest(response, answer);
      return;
    }
    const { statusCode = 0 } = answer;
    if (statusCode === 101) {
      const own = { ...endToEnd(answer.headers), connection: 'Upgrade', upgrade: answer.headers.upgrade };
      response.writeHead(101, this.balancer.answerHeaders(decision, statusCode, own));
      response.flushHeaders();
      join(request.socket, answer.socket);
      return;
    }
    if (statusCode < 200) {
      answer.destroy();
      refuseRequest(response, { status: 502, reason: `the server answered with the status ${String(statusCode)}` });
      return;
    }
    passOn(answer, response, this.balancer.answerHeaders(decision, statusCode, endToEnd(answer.headers)));
  }
}

/** Where a request is to go. As to a proxy (`GET http://host/path`), what stands there counts (RFC 9112, 3.2.2). */
function targetOf({ url = '/', headers }: IncomingMessage): { readonly host: string; readonly url: string } {
  const [, host, path = ''] = (url.startsWith('/') ? undefined : /^https?:\/\/([^/?#]*)(.*)$/i.exec(url)) ?? [];
  if (host === undefined) return { host: headers.host ?? '', url };
  return { host, url: path.startsWith('/') ? path : `/${path}` };
}

/** A request that the local cloud fails at must not be the end of it. */
function giveUp(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else refuseRequest(response, { status: 500, reason: `the local cloud failed: ${String(error)}` });
}

/** The words behind the status; Node reads more of them than it writes. */
function reasonOf({ statusMessage = '' }: IncomingMessage): string {
  return statusMessage.replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
}

function headersFor(request: IncomingMessage, { group, passage }: Forwarded): OutgoingHttpHeaders {
  const { cookie, 'transfer-encoding': coding } = request.headers;
  return {
    ...requestHeaders(request.headers, passage),
    ...(cookie !== undefined && { cookie: withoutTag(group, cookie) }),
    // Node would send the body of a GET that came in chunks without saying where it ends.
    ...(coding !== undefined && { 'transfer-encoding': 'chunked' }),
    ...(asksForWebSocket(request) && { connection: 'Upgrade', upgrade: 'websocket' }),
  };
}

/** Answers as a rule says. */
function sendAnswer(response: ServerResponse, { answer, rule }: Answered, method: string): void {
  const { status, headers, body } = answer;
  response.writeHead(status, {
    ...headers,
    ...(status !== 204 && { 'Content-Length': Buffer.byteLength(body) }),
    'X-Local-Cloud-Reason': `the rule ${rule.ruleId}`,
  });
  response.end(method === 'HEAD' ? undefined : body);
}

/** Passes an answer on as it comes; one that breaks off before its first byte becomes a 500, later the connection ends. */
function passOn(answer: IncomingMessage, response: ServerResponse, headers: OutgoingHttpHeaders): void {
  const begin = (): void => {
    if (response.headersSent) return;
    // HTTP/2 has no names of codes.
    if (response.req.httpVersionMajor < 2) response.statusMessage = reasonOf(answer);
    response.writeHead(answer.statusCode ?? 502, headers);
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
