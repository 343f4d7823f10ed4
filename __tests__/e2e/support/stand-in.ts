import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request that a stand-in of somebody's API answers. */
export interface StandInRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** What it answers; 200 and nothing by default. */
export interface StandInAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A server on a free port of this machine. */
export interface StandInServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves an API on 127.0.0.1, with TLS where there is a certificate. */
export async function serve(
  answer: (request: StandInRequest) => StandInAnswer,
  tls?: { readonly key: string; readonly cert: string },
): Promise<StandInServer> {
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = 'GET', headers } = request;
      const url = new URL(request.url ?? '/', 'http://stand-in');
      const {
        status = 200,
        headers: more = {},
        body = '',
      } = answer({ method, url, headers, body: Buffer.concat(chunks) });
      response.writeHead(status, more).end(method === 'HEAD' ? undefined : body);
    });
  };
  const server: Server = tls === undefined ? createHttpServer(listener) : createHttpsServer({ ...tls }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
