import type { CommandAnswer } from '../../services/ecs/command-answers';
import { portOf, type WebRequest } from './web-request';

/** Why nothing comes back over HTTP. */
export type WebFailure = 'refused' | 'timeout' | 'notTls' | 'certificate';

/** What comes back over HTTP, and from which address; or why nothing does. */
export type WebOutcome =
  { readonly status: number; readonly page: string; readonly address: string } | { readonly failure: WebFailure };

/** What the tools say of failures, and how they end: texts and codes of curl 7 and of GNU wget. */
const failures: Readonly<Record<WebFailure, { readonly text: string; readonly curl: number; readonly wget: number }>> =
  {
    refused: { text: 'Connection refused', curl: 7, wget: 4 },
    timeout: { text: 'Connection timed out', curl: 28, wget: 4 },
    notTls: { text: 'wrong version number', curl: 35, wget: 4 },
    certificate: { text: 'SSL certificate problem: unable to get local issuer certificate', curl: 60, wget: 5 },
  };

/** What a tool prints, and its exit code; behind `| head` it is that of `head`. */
export function toolOutput(request: WebRequest, outcome: WebOutcome): CommandAnswer {
  const { output, exitCode } = print(request, outcome);
  const written = `${output}${writtenOut(request, outcome)}`;
  if (request.head === undefined) return { output: written, exitCode };
  return { output: Buffer.from(written).subarray(0, request.head).toString(), exitCode: 0 };
}

function print({ tool, url, fails, tells, discards }: WebRequest, outcome: WebOutcome): CommandAnswer {
  const say = (exitCode: number, message: string) => ({ output: tells ? `${message}\n` : '', exitCode });
  const port = String(portOf(url));
  if ('failure' in outcome) {
    const { text, curl, wget } = failures[outcome.failure];
    if (tool === 'wget') return say(wget, `Connecting to ${url.hostname}:${port}... failed: ${text}.`);
    const isConnected = outcome.failure === 'notTls' || outcome.failure === 'certificate';
    const where = isConnected ? '' : `Failed to connect to ${url.hostname} port ${port}: `;
    return say(curl, `curl: (${String(curl)}) ${where}${text}`);
  }
  const { status, page } = outcome;
  if (!fails || status < 400) return { output: discards ? '' : page, exitCode: 0 };
  if (tool === 'wget') return say(8, `ERROR ${String(status)}`);
  return say(22, `curl: (22) The requested URL returned error: ${String(status)}`);
}

function writtenOut({ writeOut = '' }: WebRequest, outcome: WebOutcome): string {
  const isOver = 'failure' in outcome;
  const values: Readonly<Record<string, string>> = {
    '%{http_code}': isOver ? '000' : String(outcome.status),
    '%{size_download}': isOver ? '0' : String(Buffer.byteLength(outcome.page)),
    '%{remote_ip}': isOver ? '' : outcome.address,
    '\\n': '\n',
    '\\t': '\t',
  };
  return writeOut.replace(/%\{\w+\}|\\[nt]/g, (variable) => values[variable] ?? variable);
}
