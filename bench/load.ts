import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PROCESSOR_TIME } from './servers/processor-time';

/** What a load run measured. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  /** 99th percentile of the time from sending a request to its whole answer, in milliseconds. */
  readonly p99Ms: number;
}

const CONNECTIONS = 8;

/**
 * Sends prepared requests over keep-alive connections, one at a time on each, and measures.
 *
 * The requests are built and signed beforehand, and the client does the least that HTTP allows, so that the server is what
 * is measured.
 */
export async function load(port: number, requests: readonly Buffer[]): Promise<LoadResult> {
  const latencies: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, () =>
      runConnection(port, latencies, () => (next < requests.length ? requests[next++] : undefined)),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  return { requestsPerSecond: requests.length / seconds, p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0 };
}

/**
 * As `load`, with the processor time that the server used for a request, in microseconds.
 *
 * It says the same as the rate where the server is what is slow, and is not disturbed by whatever else the machine does.
 */
export async function loadOf(
  child: ChildProcess,
  port: number,
  requests: readonly Buffer[],
): Promise<LoadResult & { readonly processorUs: number }> {
  const before = await processorUs(child);
  const result = await load(port, requests);
  return { ...result, processorUs: ((await processorUs(child)) - before) / requests.length };
}

async function processorUs(child: ChildProcess): Promise<number> {
  child.send(PROCESSOR_TIME);
  const [answer] = (await once(child, 'message')) as [{ processorUs: number }];
  return answer.processorUs;
}

function runConnection(port: number, latencies: number[], take: () => Buffer | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let socket: Socket | undefined;
    let sentAt = 0;
    let received = '';
    const open = (): Socket => {
      const opened = connect({ port, host: '127.0.0.1', noDelay: true });
      opened.on('error', reject);
      opened.on('data', (chunk) => {
        received += chunk.toString('latin1');
        if (isWhole(received)) finish(opened);
      });
      return opened;
    };
    const send = (): void => {
      const request = take();
      if (!request) {
        socket?.end();
        resolve();
        return;
      }
      received = '';
      sentAt = performance.now();
      socket ??= open();
      socket.write(request);
    };
    const finish = (from: Socket): void => {
      if (!received.startsWith('HTTP/1.1 200')) {
        reject(new Error(`refused: ${received.slice(0, 500)}`));
        return;
      }
      latencies.push(performance.now() - sentAt);
      // A server that keeps no connections pays for new ones.
      if (/^connection: close\r$/im.test(received.slice(0, received.indexOf('\r\n\r\n') + 1))) {
        from.end();
        socket = undefined;
      }
      send();
    };
    send();
  });
}

function isWhole(received: string): boolean {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = Number(/content-length: (\d+)/i.exec(received.slice(0, headEnd))?.[1]);
  return received.length >= headEnd + 4 + length;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
