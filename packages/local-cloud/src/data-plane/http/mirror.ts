import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { PassThrough } from 'node:stream';
import type { Forwarded } from '../balancer/decision';
import { isRefusal, sendUpstream } from './upstream';

/** Sends a copy of a request to the process of its rule's `TrafficMirror`; whatever comes back is thrown away. */
export function mirrorRequest(
  request: IncomingMessage,
  { mirror, url: path, passage }: Forwarded,
  headers: OutgoingHttpHeaders,
): void {
  if (mirror?.listening.kind !== 'process') return;
  const { process } = mirror.listening;
  const { method = 'GET' } = request;
  // A mirror that is gone must not hold the request up: when the copy ends, the request is piped into it no more.
  const copy = request.pipe(new PassThrough());
  const requestTimeoutMs = passage.listener.requestTimeout * 1000;
  void sendUpstream({ process, group: mirror.group, method, path, headers, body: copy, requestTimeoutMs }).then(
    (answer) => {
      if (isRefusal(answer)) copy.destroy();
      else answer.resume().once('close', () => copy.destroy());
    },
  );
}
