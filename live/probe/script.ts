/** What a probe asks of a listener. */
export interface ProbeTarget {
  readonly scheme: 'http' | 'https';
  /** The name that is asked for: in the `Host` header, and by HTTPS in the handshake too. */
  readonly host: string;
  readonly port: number;
  /** Path and query, beginning with `/`. */
  readonly path: string;
  /** The addresses of the ALB, one per zone. */
  readonly addresses: readonly string[];
  /** Requests to the addresses, which take turns; each gets one at least. */
  readonly requests: number;
  /** Whether the name leads to the ALB for everybody, as the ALB's own does: then it is also asked for by nothing but its name. */
  readonly byName: boolean;
}

/** One request of a script. */
export interface ScriptedRequest {
  /** The address that it goes to. @default - where its name leads to */
  readonly address?: string;
}

/** What the client is to run, and how what it prints is to be read. */
export interface ProbeScript {
  readonly text: string;
  /** In the order of their lines in what is printed. */
  readonly requests: readonly ScriptedRequest[];
  /** What begins the line of each request; nobody else knows it. */
  readonly mark: string;
  /** Seconds that it takes at the most. */
  readonly seconds: number;
}

/** Seconds that one request may take: an ALB says 504 after 5 seconds without a connection to a server, more when it tries again. */
const REQUEST_SECONDS = 15;

/** Bytes of the page that are shown; Cloud Assistant keeps 24 KB of all that is printed. */
const PAGE_BYTES = 2000;

/**
 * The script that a client runs: requests to each address of an ALB, one by its name, and one more for the page.
 *
 * It is plain `curl`, a line for each, and writes nothing to the client's disk. The one by name is `wget http://<domain name>` of
 * the ALB's documentation; the page is asked for at an address, so that it comes where the name leads nowhere, too.
 *
 * @param nonce - Letters and digits that the servers cannot know.
 */
export function probeScript(target: ProbeTarget, nonce: string): ProbeScript {
  const { addresses, byName } = target;
  const count = Math.max(target.requests, addresses.length);
  const requests: ScriptedRequest[] = [
    ...Array.from({ length: count }, (_, at) => ({ address: addresses[at % addresses.length] })),
    ...(byName ? [{}] : []),
  ];
  const mark = `probe-${nonce}`;
  const lines = [
    ...requests.map((request, at) => `${curl(target, request)} ${report(mark, at)} 2>&1`),
    `${curl(target, { address: addresses[0] })} 2>&1 | head -c ${String(PAGE_BYTES)}`,
  ];
  return { text: `${lines.join('\n')}\n`, requests, mark, seconds: lines.length * REQUEST_SECONDS };
}

/** `-g`: brackets and braces in a URL mean themselves. `-k`: which authority the client trusts is not what is tried out. */
function curl({ scheme, host, port, path }: ProbeTarget, { address }: ScriptedRequest): string {
  const url = `${scheme}://${host}:${String(port)}${path}`.replaceAll("'", '%27');
  const resolve = address === undefined ? '' : ` --resolve '${host}:${String(port)}:${address}'`;
  return `curl -gsSk -m ${String(REQUEST_SECONDS)} '${url}'${resolve}`;
}

function report(mark: string, at: number): string {
  return `-o /dev/null -w '${mark} ${String(at)} %{http_code} %{size_download} %{remote_ip}\\n'`;
}
