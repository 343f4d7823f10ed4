import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RawRequest } from '../../src/protocol/request';
import { loadCertificate } from '../../src/server/certificate';
import { listen, type Server } from '../../src/server/server';
import { makeBrokenRequest } from './broken-requests';
import { build, call, inMemory, openCloud } from './cloud';
import { Random } from './random';

const REQUESTS = 10_000;
const CONNECTIONS = 8;
const MINUTE = 60_000;

const cloud = openCloud();
let folder: string;
let server: Server;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fuzz-test-'));
  const certificate = await loadCertificate(folder, Date.now());
  server = await listen(0, certificate, (request) => cloud.pipeline.answer(request));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A connection that is opened again whenever the server has ended it. */
class Connection {
  private socket: Socket | undefined;

  /** Sends a request; answers the status, or the reason why there is no answer. */
  send(bytes: Buffer): Promise<number | string> {
    const socket = (this.socket ??= connect({ port: server.port, host: '127.0.0.1', noDelay: true }));
    return new Promise((resolve) => {
      let received = '';
      const done = (outcome: number | string): void => {
        socket.removeAllListeners();
        socket.on('error', () => undefined);
        if (typeof outcome === 'string' || /\r\nconnection: close/i.test(received)) {
          socket.destroy();
          this.socket = undefined;
        }
        resolve(outcome);
      };
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        const status = statusOfWhole(received);
        if (status !== undefined) done(status);
      });
      socket.on('error', ({ message }) => {
        done(message);
      });
      socket.on('close', () => {
        done('closed');
      });
      socket.write(bytes);
    });
  }

  end(): void {
    this.socket?.destroy();
  }
}

/** The status of an answer that has arrived whole. */
function statusOfWhole(received: string): number | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = received.slice(0, headEnd);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return received.length >= headEnd + 4 + length ? Number(head.split(' ')[1]) : undefined;
}

/** A request as it goes over the wire; a path that HTTP does not allow goes as it is. */
function bytesOf({ method, url, headers, body = Buffer.alloc(0) }: RawRequest): Buffer {
  const all = { host: 'x', 'content-length': String(body.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${String(value)}`);
  return Buffer.concat([
    Buffer.from(`${encodeURIComponent(method)} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`),
    body,
  ]);
}

test(
  `${String(REQUESTS)} broken requests over sockets are all answered, refused, and change nothing`,
  async () => {
    const ids = build(cloud.pipeline);
    const before = cloud.disk.commits;
    const stood = inMemory(cloud.store);
    const random = new Random(7);
    const outcomes = new Map<number | string, number>();
    let left = REQUESTS;
    const run = async (): Promise<void> => {
      const connection = new Connection();
      while (left-- > 0) {
        const request = makeBrokenRequest(random, ids);
        const outcome = await connection.send(bytesOf(request));
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        if (typeof outcome === 'string' || outcome < 400 || outcome >= 500) {
          throw new Error(`${String(outcome)}: ${request.method} ${request.url} ${String(request.body)}`);
        }
      }
      connection.end();
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, run));
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
    expect(cloud.disk.commits).toBe(before);
    expect(inMemory(cloud.store)).toEqual(stood);
    const { status } = call(cloud.pipeline, '2016-04-28', 'cn-chengdu', 'DescribeVpcs', {});
    expect(status).toBe(200);
  },
  3 * MINUTE,
);
