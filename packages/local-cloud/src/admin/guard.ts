import type { IncomingMessage } from 'node:http';
import type { Failure } from './answer';

/** The header that every request must carry: a page of another site cannot send it unasked. */
export const ADMIN_HEADER = 'x-local-cloud';

/**
 * Why a request must not be served: it may come from a page in somebody's browser that is none of ours.
 *
 * A name that was made to resolve to 127.0.0.1 (DNS rebinding) shows in `Host`, a page of another site in `Origin`; forms and
 * simple requests can send neither the header nor JSON.
 */
export function refusalOf(request: IncomingMessage): Failure | undefined {
  const { headers, method, socket } = request;
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${String(socket.localPort)}`);
  const host = (headers.host ?? '').toLowerCase();
  if (!hosts.includes(host)) {
    return { status: 403, code: 'ForeignHost', message: `the Host header must be one of ${hosts.join(', ')}` };
  }
  const origin = headers.origin?.toLowerCase();
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}` || origin === `https://${own}`)) {
    return { status: 403, code: 'ForeignOrigin', message: 'requests from pages of other sites are refused' };
  }
  if (headers[ADMIN_HEADER] !== '1') {
    return { status: 403, code: 'MissingHeader', message: 'the header X-Local-Cloud: 1 is missing' };
  }
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (method === 'POST' && type !== 'application/json') {
    return { status: 415, code: 'NotJson', message: 'the Content-Type must be application/json' };
  }
  return undefined;
}
