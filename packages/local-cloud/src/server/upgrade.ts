import { type IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Takes requests that ask for another protocol.
 *
 * One for a WebSocket is handled as any other, with an answer that can be switched; whoever does not switch answers it, and
 * the connection ends. What asks for anything else (`h2c`) is handled as if it had not asked.
 *
 * @param again - The event by which the server takes a connection, to let a request come once more.
 */
export function takeUpgrades(server: Server, again: 'connection' | 'secureConnection', handle: RequestListener): void {
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const response = new ServerResponse(request);
    try {
      response.assignSocket(socket);
    } catch {
      // Behind a request that has no answer yet, which no client sends (RFC 9110, 7.8).
      socket.destroy();
      return;
    }
    if (head.length > 0) socket.unshift(head);
    if (asksForWebSocket(request)) {
      response.shouldKeepAlive = false;
      response.once('finish', () => socket.end());
      handle(request, response as ServerResponse & { req: IncomingMessage });
      return;
    }
    response.detachSocket(socket);
    socket.unshift(headOf(request));
    server.emit(again, socket);
  });
}

/** Whether a request asks for a WebSocket (RFC 6455, 4.1). */
export function asksForWebSocket({ method, headers }: IncomingMessage): boolean {
  const isWish = /(^|[\s,])upgrade($|[\s,])/i.test(headers.connection ?? '');
  return method === 'GET' && isWish && headers.upgrade?.toLowerCase() === 'websocket';
}

/** Passes bytes on in both directions until one side has ended. */
export function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
}

/** The head of a request as it came, without the wish. */
function headOf({ method = '', url = '', httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = rawHeaders.flatMap((name, at) => {
    if (at % 2 === 1 || name.toLowerCase() === 'upgrade') return [];
    return [`${name}: ${rawHeaders[at + 1] ?? ''}`];
  });
  return Buffer.from(`${[`${method} ${url} HTTP/${httpVersion}`, ...lines].join('\r\n')}\r\n\r\n`, 'latin1');
}
