import type { IncomingHttpHeaders } from 'node:http';
import { parseAddress } from '../../services/ipv4';
import type { IncomingRequest } from '../balancer/request';

/** What conditions look at in a request. */
export interface RequestFacts {
  /** In lower case, without the port. */
  readonly host: string;
  /** As it came, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The client's IPv4 address as a number; `undefined` for another one. */
  readonly source: number | undefined;
}

/** What conditions look at in the answer of a server. */
export interface ResponseFacts {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** Reads what conditions look at. @param clientAddress - Who counts as the client. */
export function factsOf({ url, method, headers }: IncomingRequest, clientAddress: string): RequestFacts {
  const at = url.indexOf('?');
  return {
    host: hostName(headers.host ?? ''),
    path: at < 0 ? url : url.slice(0, at),
    query: at < 0 ? '' : url.slice(at + 1),
    method,
    headers,
    source: parseAddress(clientAddress),
  };
}

/** The name in a `Host` header: in lower case, without the port and the last dot. */
export function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}
