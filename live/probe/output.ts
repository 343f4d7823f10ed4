import { ExecutionError } from '../../lib/core';
import type { ProbeScript } from './script';

/** What became of one request. */
export interface RequestResult {
  /** The address that it was sent to. @default - its name was asked for */
  readonly address?: string;
  /** The status of the answer. @default - there was none */
  readonly status?: number;
  /** Bytes of the page. */
  readonly bytes: number;
  /** curl's exit code and words. @default - there was an answer, or curl said nothing */
  readonly error?: { readonly code: number; readonly message: string };
}

/** What a client printed, read. */
export interface ClientOutput {
  readonly results: readonly RequestResult[];
  /** The beginning of the page, with what came of it. */
  readonly page: string;
}

/** curl's words; its code of exit first. */
const errorLine = /^curl: \((\d{1,3})\) (.{0,300})/;

/**
 * Reads what the script printed. It comes from a machine of somebody's, so nothing in it is taken for granted: there has to be
 * one line for each request, in order, and control characters are dropped.
 *
 * @throws ExecutionError `PROBE_OUTPUT_UNEXPECTED` When it is anything else, with its beginning.
 */
export function readOutput(text: string, { mark, requests }: ProbeScript): ClientOutput {
  const lines = withoutControls(text).split('\n');
  const form = new RegExp(`^(.*)${mark} (\\d+) (\\d{3}) (\\d{1,15}) ([\\d.]*)$`);
  const found = lines.flatMap((line, at) => {
    const [, , number, status, bytes] = form.exec(line) ?? [];
    return number === undefined ? [] : [{ at, number: Number(number), status: Number(status), bytes: Number(bytes) }];
  });
  const isWhole = found.length === requests.length && found.every(({ number }, index) => number === index);
  if (!isWhole) throw unexpected(lines);
  const results = found.map(({ at, status, bytes }, index) => {
    const before = lines.slice((found[index - 1]?.at ?? -1) + 1, at);
    const error = status === 0 ? errorIn(before) : undefined;
    const { address } = requests[index] ?? {};
    return {
      ...(address !== undefined && { address }),
      ...(status !== 0 && { status }),
      bytes,
      ...(error && { error }),
    };
  });
  const page = lines.slice((found.at(-1)?.at ?? -1) + 1).join('\n');
  return { results, page: page.trimEnd() };
}

function errorIn(lines: readonly string[]): RequestResult['error'] {
  const [, code, message = ''] = lines.map((line) => errorLine.exec(line)).find((found) => found !== null) ?? [];
  return code === undefined ? undefined : { code: Number(code), message };
}

/** Without escapes and the like; what is no UTF-8 has become a replacement character already. */
function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return text.replace(/\r\n/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

function unexpected(lines: readonly string[]): ExecutionError {
  const isMissing = lines.some((line) => /curl: (?:command )?not found/.test(line));
  if (isMissing) {
    return new ExecutionError(
      'PROBE_CLIENT_WITHOUT_CURL',
      'the client has no curl; install it, or name another client',
    );
  }
  const beginning = lines.join(' ').trim().slice(0, 300);
  const hint = beginning === '' ? 'it printed nothing' : `it printed: ${beginning}`;
  return new ExecutionError('PROBE_OUTPUT_UNEXPECTED', `the command on the client did not do what it should; ${hint}`);
}
