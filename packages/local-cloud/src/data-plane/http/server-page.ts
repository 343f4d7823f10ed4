import type { OutgoingHttpHeaders } from 'node:http';
import type { ReachedServer } from '../forwarding/hop';

/** A request as it comes to a server. */
export interface ServedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: OutgoingHttpHeaders;
  /** Where it was sent from: the range of the ALB's node. */
  readonly range: string;
}

/**
 * What a server without a process of its own answers to everything: who and where it is, and the request as it came.
 *
 *     web1 (i-…) at 192.168.7.20:80 in cn-hangzhou
 */
export function serverPage(server: ReachedServer, { method, url, headers, range }: ServedRequest): string {
  const { name, instanceId, address, port, regionId } = server;
  const who = name === '' || name === instanceId ? instanceId : `${name} (${instanceId})`;
  const lines = Object.entries(headers)
    .filter(([, value]) => value !== undefined)
    .flatMap(([header, value]) => [value].flat().map((one) => `${header}: ${String(one)}`));
  return [
    `${who} at ${address}:${String(port)} in ${regionId}`,
    '',
    `${method} ${url} from ${range}`,
    ...lines,
    '',
  ].join('\n');
}
