import { type OutgoingHttpHeaders, STATUS_CODES, type ServerResponse } from 'node:http';

/** A request that the balancer answers itself. */
export interface Refusal {
  readonly status: number;
  /** Why, in plain words. */
  readonly reason: string;
  /** Headers besides those of every refusal. */
  readonly headers?: OutgoingHttpHeaders;
}

/** Names of codes that HTTP does not define. */
const ownNames: Readonly<Record<number, string>> = { 463: 'Request Loop' };

/** The page that the balancer answers a refused request with; what the real one looks like is not documented. */
export function refusalPage(status: number): string {
  const title = `${String(status)} ${ownNames[status] ?? STATUS_CODES[status] ?? ''}`.trimEnd();
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
}

/** Answers with a page of the balancer's own; the header `X-Local-Cloud-Reason` is the local cloud's. */
export function refuseRequest(response: ServerResponse, { status, reason, headers }: Refusal): void {
  const page = refusalPage(status);
  // HTTP/2 has no names of codes.
  const name = ownNames[status];
  if (name !== undefined && response.req.httpVersionMajor < 2) response.statusMessage = name;
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'text/html',
    'Content-Length': Buffer.byteLength(page),
    'X-Local-Cloud-Reason': reason.replace(/[^\x20-\x7e]/g, '?'),
  });
  response.end(page);
}
