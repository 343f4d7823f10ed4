import { type ClientRequest, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { type Certificate } from '../../../packages/local-cloud/src/server/certificate';
import { listen, readBody, type Server } from '../../../packages/local-cloud/src/server/server';

/** One call, and its answer if the client got one. */
export interface Exchange {
  readonly action: string;
  readonly parameters: URLSearchParams;
  answer?: { readonly status: number; readonly body: string };
}

/** Calls with a token that the provider sends again over HTTPS, and not over HTTP (docs/cursed-knowledge.md). */
const ONCE_OVER_HTTP: readonly string[] = ['RunInstances', 'CreateRouteEntry'];

/**
 * Stands between Terraform and a local cloud that may die, and remembers what was asked and what was answered.
 *
 * What is under way when the cloud dies is cut, as it is without a relay; what is asked while it is away waits for it, so
 * that Terraform does not end its run at the first refused connection.
 */
export class Relay {
  readonly exchanges: Exchange[] = [];
  /** Sees every call when it is passed on. */
  onCall: () => void = () => undefined;
  private server: Server | undefined;
  private gate: Promise<unknown> = Promise.resolve();
  private readonly underWay = new Map<Exchange, ClientRequest>();
  private onQuiet: () => void = () => undefined;

  /** @param target - Its port, once it is there. @param certificate - The cloud's own, as Terraform trusts no other. */
  constructor(
    private readonly target: () => Promise<number>,
    private readonly certificate: Certificate,
  ) {}

  /** Listens; answers the port. */
  async open(): Promise<number> {
    this.server = await listen(
      0,
      this.certificate,
      () => {
        throw new Error('the relay answers nothing itself');
      },
      (request, response) => {
        readBody(request, (body) => void this.pass(request, body ?? Buffer.alloc(0), response));
        return true;
      },
    );
    return this.server.port;
  }

  async close(): Promise<void> {
    await this.server?.close();
  }

  /** Holds new calls back, waits until those under way are answered, does `work`, and lets the calls pass again. */
  async quietly(work: () => Promise<void>): Promise<void> {
    const quiet = new Promise<void>((resolve) => (this.onQuiet = resolve));
    const done = quiet.then(work);
    this.gate = done.catch(() => undefined);
    if (this.underWay.size === 0) this.onQuiet();
    await done;
  }

  /**
   * Whether calls are under way, and each may be sent again: it changes nothing, or has a token by which the cloud knows it
   * again, and the provider does send it again. What has no token would be made twice, or refused for ever as being there
   * already.
   */
  get isCuttable(): boolean {
    const calls = [...this.underWay.keys()];
    const isRepeatable = ({ action, parameters }: Exchange): boolean =>
      /^(Describe|Get|List)/.test(action) || (parameters.has('ClientToken') && !ONCE_OVER_HTTP.includes(action));
    return calls.some(({ answer }) => answer === undefined) && calls.every(isRepeatable);
  }

  /** Ends the calls under way without an answer, whether the cloud has carried them out or not. */
  cut(): void {
    for (const sent of this.underWay.values()) sent.destroy();
  }

  private async pass(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const { method, url: path = '/', headers } = request;
    const parameters = new URLSearchParams([path.split('?')[1] ?? '', body.toString()].filter(Boolean).join('&'));
    const exchange: Exchange = { action: parameters.get('Action') ?? '', parameters };
    this.exchanges.push(exchange);
    await this.gate;
    const port = await this.target();
    // A cloud that is gone, or goes now: the client's connection ends as its own would.
    const cut = (): void => void request.socket.destroy();
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', cut);
      answer.on('end', () => {
        if (!answer.complete) return;
        const text = Buffer.concat(chunks);
        exchange.answer = { status: answer.statusCode ?? 0, body: text.toString() };
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        response.end(text);
      });
    });
    this.underWay.set(exchange, sent);
    sent.on('error', cut);
    sent.on('close', () => {
      this.underWay.delete(exchange);
      if (this.underWay.size === 0) this.onQuiet();
    });
    sent.end(body);
    this.onCall();
  }
}
