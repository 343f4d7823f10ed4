import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Reply } from '../protocol/pipeline';
import { MAX_BODY_BYTES, type RawRequest } from '../protocol/request';
import type { Issued } from './issuer';
import { tlsFront, type VirtualHosts } from './tls-front';
import { takeUpgrades } from './upgrade';

/** The longest head of a request, in bytes: a load balancer takes a URI and a header of 32 KB each. */
const MAX_HEAD_BYTES = 80 * 1024;

/** The first byte of a TLS ClientHello; no HTTP request begins with it. */
const TLS_HANDSHAKE = 0x16;

/** How long a client may take, in milliseconds. */
export interface Patience {
  /** For the head of a request, and for the first byte on a new connection. */
  readonly headersMs: number;
  /** For a whole request. */
  readonly requestMs: number;
  /** How often connections are looked at, so a slow one may live longer by this much. */
  readonly checkEveryMs: number;
}

/** Clients are on this machine and send a request in one go. */
const patience: Patience = { headersMs: 20_000, requestMs: 60_000, checkEveryMs: 5_000 };

/** Takes a request for itself and answers true, or leaves it alone and answers false. */
export type Interceptor = (request: IncomingMessage, response: ServerResponse) => boolean;

/** The local cloud's own certificate for every name. */
const noOtherHosts: VirtualHosts = { certificateFor: () => Promise.resolve(undefined), speaksHttp2: () => false };

/** A listening server. */
export interface Server {
  readonly port: number;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

/**
 * Serves plain HTTP and TLS on one port of 127.0.0.1, told apart by the first byte of a connection.
 *
 * The provider needs both: it deletes security-group rules over HTTPS whatever protocol it is told to use.
 *
 * @param intercept - Sees every request first, unread. @default - takes none
 * @param hosts - Other names than the local cloud's own. @default - none
 */
export async function listen(
  port: number,
  certificate: Issued,
  answer: (request: RawRequest) => Reply,
  intercept: Interceptor = () => false,
  hosts: VirtualHosts = noOtherHosts,
  { headersMs, requestMs, checkEveryMs }: Patience = patience,
): Promise<Server> {
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (intercept(request, response)) return;
    readBody(request, (body) => {
      send(response, answer(rawRequest(request, body)));
    });
  };
  const options = {
    keepAliveTimeout: 60_000,
    requireHostHeader: false,
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkEveryMs,
  };
  const http = createHttpServer(options, handle);
  // Gets its connections when they are encrypted already.
  const https = createHttpsServer(options, handle);
  takeUpgrades(http, 'connection', handle);
  takeUpgrades(https, 'secureConnection', handle);
  const tls = tlsFront(certificate, hosts, { https, handle, handshakeMs: headersMs });
  const connections = new Set<Socket>();
  const front = createTcpServer({ noDelay: true }, (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy());
    const giveUp = setTimeout(() => socket.destroy(), headersMs);
    socket.once('close', () => {
      clearTimeout(giveUp);
    });
    socket.once('data', (chunk: Buffer) => {
      clearTimeout(giveUp);
      socket.pause();
      socket.unshift(chunk);
      if (chunk[0] === TLS_HANDSHAKE) {
        // TLS takes what was read from the paused socket itself; resuming it here would lose the ClientHello.
        tls.emit('connection', socket);
      } else {
        http.emit('connection', socket);
        socket.resume();
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    // Stays on: a connection that cannot be accepted (no file descriptor left) is that client's trouble, not the end.
    front.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portInUse(port, error) : error);
    });
    front.listen(port, '127.0.0.1', resolve);
  });
  // Neither listens itself, and without this event neither would look for requests that never end.
  for (const server of [http, https]) server.emit('listening');
  return {
    port: (front.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        front.close(() => {
          resolve();
        });
        for (const socket of connections) socket.destroy();
        http.close();
        https.close();
      }),
  };
}

function portInUse(port: number, cause: Error): Error {
  return new Error(
    `port ${String(port)} of 127.0.0.1 is in use by another program; stop it, or choose another port (0 takes a free one)`,
    { cause },
  );
}

function rawRequest(request: IncomingMessage, body: Buffer | undefined): RawRequest {
  return { method: request.method ?? 'GET', url: request.url ?? '/', headers: request.headers, body };
}

/** Reads the body of a request; `undefined` when it is longer than `MAX_BODY_BYTES`. */
export function readBody(request: IncomingMessage, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  });
  request.on('end', () => {
    done(size > MAX_BODY_BYTES ? undefined : chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  });
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.isLost) drop(response);
  else if (reply.delayMs === undefined) write(response, reply);
  else setTimeout(write, reply.delayMs, response, reply).unref();
}

/** Ends the connection without an answer: a reset, except on TLS, which knows no more than an end. */
function drop({ req: { socket } }: ServerResponse): void {
  // The request's socket: an answer has none yet while another one is before it.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

function write(response: ServerResponse, { status, body }: Reply): void {
  // As one string, head and body leave in one write.
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'Content-Type': 'application/json;charset=utf-8', 'Content-Length': length });
  response.end(text);
}
