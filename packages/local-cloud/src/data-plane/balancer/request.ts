import type { IncomingHttpHeaders } from 'node:http';

/** A request as it comes to a balancer. */
export interface IncomingRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The peer of the connection. */
  readonly clientAddress: string;
  readonly clientPort: number;
}
