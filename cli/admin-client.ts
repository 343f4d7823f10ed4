import { request } from 'node:http';
import { ExecutionError } from '../lib/core';

/** Where a local cloud listens when nobody says otherwise. */
const DEFAULT_ENDPOINT = '127.0.0.1:4566';

/** How long an answer may take, in milliseconds; a probe waits for as long as a listener's own timeout. */
const TIMEOUT_MS = 200_000;

/** Talks to the admin interface of a local cloud that runs in another process of this machine. */
export interface AdminClient {
  /** `host:port`. */
  readonly endpoint: string;
  /** Reads something, such as `objects`. The caller knows what it asked for. */
  get<T>(path: string): Promise<T>;
  /** Changes something, or lets the cloud do something. */
  post<T>(path: string, body: object): Promise<T>;
}

/**
 * A client of the local cloud that the option names, or else the environment.
 *
 * Its calls throw an `ExecutionError` when nothing answers, something else does, or the cloud refuses.
 *
 * @throws ExecutionError When the endpoint is not on this machine.
 */
export function adminClient(option: string | undefined, environment: NodeJS.ProcessEnv): AdminClient {
  const endpoint = option ?? (environment.CAUSEWAY_LOCAL_ENDPOINT || DEFAULT_ENDPOINT);
  const port = Number(/^(?:127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})$/.exec(endpoint)?.[1]);
  if (!(port > 0 && port <= 65535)) {
    throw new ExecutionError(
      'ENDPOINT_NOT_LOCAL',
      `${endpoint} is no host:port of this machine, such as 127.0.0.1:4566`,
    );
  }
  return {
    endpoint,
    get: <T>(path: string) => ask(port, 'GET', path) as Promise<T>,
    post: <T>(path: string, body: object) => ask(port, 'POST', path, body) as Promise<T>,
  };
}

async function ask(port: number, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  const { status, isLocalCloud, text } = await send(port, method, path, body);
  const where = `127.0.0.1:${String(port)}`;
  if (!isLocalCloud)
    throw new ExecutionError('NOT_A_LOCAL_CLOUD', `what answers on ${where} is no local cloud of this version`);
  const answer = JSON.parse(text) as unknown;
  if (status === 200) return answer;
  const { error } = answer as { readonly error: { readonly code: string; readonly message: string } };
  throw new ExecutionError('REFUSED', `${error.message} [${error.code}]`);
}

interface Answer {
  readonly status: number;
  readonly isLocalCloud: boolean;
  readonly text: string;
}

function send(port: number, method: string, path: string, body: object | undefined): Promise<Answer> {
  const headers = {
    'X-Local-Cloud': '1',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      reject(new ExecutionError('NO_LOCAL_CLOUD', noAnswer(port, cause), { cause }));
    };
    const options = {
      host: '127.0.0.1',
      port,
      method,
      path: `/_local/${path}`,
      headers,
      timeout: TIMEOUT_MS,
      agent: false,
    };
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', fail);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, isLocalCloud: response.headers['x-local-cloud'] === '1', text });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error('it takes too long')));
    sent.on('error', fail);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function noAnswer(port: number, { message }: Error): string {
  return `no local cloud answers on 127.0.0.1:${String(port)} (${message}); start one with: causeway local, or name one with --endpoint`;
}
