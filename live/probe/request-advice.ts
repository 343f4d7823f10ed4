import type { RequestResult } from './output';
import type { ServerVerdict } from './server-verdict';

/** Whether an answer came from behind the ALB: 403 and 463 may be the ALB's own, and so may every 5xx. */
export function isAnswered({ status }: RequestResult): boolean {
  return status !== undefined && status < 500 && status !== 403 && status !== 463;
}

/** What a request came to, in few words: `200`, `504`, `curl 28: …`. */
export function outcomeText({ status, error }: RequestResult): string {
  if (status !== undefined) return String(status);
  return error === undefined ? 'no answer' : `curl (${String(error.code)}): ${error.message}`;
}

const STATUS_ADVICE: Readonly<Record<number, string>> = {
  403: '403: an access control list of the listener, WAF or the server itself keeps the client out',
  463: '463: the request goes in circles; a server of the group leads back to the ALB',
  502: '502: a server refuses connections or breaks them off; look at the program on it',
  503: '503: there is no server with a weight above 0, or all are busy',
  504: '504: no connection to a server, or no answer in time; look at the ways there and back, and at how long it takes',
};

const CURL_ADVICE: Readonly<Record<number, string>> = {
  6: 'the name leads nowhere on the client. An ALB made since November 2024 need not answer to its own name: point the CNAME record of a domain of yours at it, and ask for that with --host',
  7: 'nothing listens there: the listener is stopped, or has only been made',
  28: 'no answer came to the client: look at what lets it out (its security group, a network ACL), whether it is in the VPC of the ALB or connected with it, and how long the server takes',
  35: 'TLS could not be agreed on: look at the certificate and the TLS policy of the listener',
};

/**
 * What to look at for requests that were not answered, each thing once, and what answers mean for servers that should give
 * none.
 */
export function requestAdvice(results: readonly RequestResult[], servers: readonly ServerVerdict[]): readonly string[] {
  const missing = results.filter((result) => !isAnswered(result));
  const causes = [...new Set(missing.map(adviceFor))];
  const used = servers.filter(({ proof }) => proof !== 'unused');
  const works = used.filter(({ verdict }) => verdict === 'works');
  const allWork = used.length > 0 && works.length === used.length;
  if (missing.length > 0) {
    const where =
      'every server is proven and healthy: it is the way from the client to the ALB, the listener, or how long the server takes';
    return allWork ? [...causes, where] : causes;
  }
  if (results.length === 0 || used.length === 0 || works.length > 0) return [];
  return used.some(({ verdict }) => verdict === 'unknown')
    ? []
    : ['answers come all the same: an ALB tries every server when none is healthy'];
}

function adviceFor(result: RequestResult): string {
  const { status, error } = result;
  if (status !== undefined)
    return STATUS_ADVICE[status] ?? `${String(status)}: the server answers with an error; look at its log`;
  return CURL_ADVICE[error?.code ?? -1] ?? outcomeText(result);
}
