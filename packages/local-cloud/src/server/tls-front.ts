import { createServer as createHttp2Server, type Http2ServerRequest } from 'node:http2';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { createSecureContext, createServer as createTlsServer, type SecureContext, type Server } from 'node:tls';
import type { Issued } from './issuer';

/** What names ask for that are not the local cloud's own. */
export interface VirtualHosts {
  /** The certificate for a name that a client asks for; `undefined` for the local cloud's own. */
  certificateFor(name: string): Promise<Issued | undefined>;
  /** Whether HTTP/2 is offered under a name. */
  speaksHttp2(name: string): boolean;
}

/** Where connections go on once they are encrypted. */
interface Beyond {
  readonly https: HttpsServer;
  readonly handle: RequestListener;
  /** Milliseconds that a handshake may take. */
  readonly handshakeMs: number;
}

/** Speaks TLS under many names, and HTTP/2 or HTTP/1.1 behind it; it does not listen itself. */
export function tlsFront(own: Issued, hosts: VirtualHosts, { https, handle, handshakeMs }: Beyond): Server {
  const http2 = createHttp2Server((request, response) => {
    nameAuthority(request);
    // What both kinds of requests and answers have in common is all that is used of them.
    handle(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  });
  const server = createTlsServer(
    {
      key: own.key,
      cert: own.chain,
      handshakeTimeout: handshakeMs,
      SNICallback: (name, done) => {
        hosts.certificateFor(name).then(
          (issued) => {
            done(null, issued && contextOf(issued));
          },
          (error: Error) => {
            done(error);
          },
        );
      },
      ALPNCallback: ({ servername, protocols }) => {
        if (protocols.includes('h2') && hosts.speaksHttp2(servername)) return 'h2';
        return protocols.includes('http/1.1') ? 'http/1.1' : undefined;
      },
    },
    (socket) => {
      if (socket.alpnProtocol === 'h2') http2.emit('connection', socket);
      else https.emit('secureConnection', socket);
    },
  );
  // A handshake that fails or never ends would leave the connection open.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}

function contextOf({ key, chain }: Issued): SecureContext {
  return createSecureContext({ key, cert: chain });
}

/** In HTTP/2 the host is called `:authority`. */
function nameAuthority({ headers }: Http2ServerRequest): void {
  headers.host ??= headers[':authority'];
}
