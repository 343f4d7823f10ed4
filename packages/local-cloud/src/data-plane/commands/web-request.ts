import { readShellLine } from './shell-line';

/** A request that a command line of `curl` or `wget` makes. */
export interface WebRequest {
  readonly tool: 'curl' | 'wget';
  readonly url: URL;
  /** `curl --fail`, and always with `wget`: an answer of 400 or more is an error and is not shown. */
  readonly fails: boolean;
  /** Whether errors are told. */
  readonly tells: boolean;
  /** Whether an answer that leads elsewhere is followed: `curl --location`, and always with `wget`. */
  readonly follows: boolean;
  /** `curl --insecure`, `wget --no-check-certificate`: any certificate will do. */
  readonly trustsAll: boolean;
  /** `-o /dev/null`: what comes is thrown away. */
  readonly discards: boolean;
  /** `curl --header 'Host: …'`. @default - the URL's */
  readonly host?: string;
  /** `curl --resolve`: the address for the URL's name and port. @default - what its name leads to */
  readonly address?: string;
  /** `curl --write-out`: printed when it is over. @default - nothing */
  readonly writeOut?: string;
  /** Bytes that are left of what is printed. @default - all */
  readonly head?: number;
}

/** Options that say something about the answer, or nothing that would matter here: of time, of globbing, of IPv4. */
const curlFlags = new Set(['s', 'S', 'f', 'k', 'L', '4', 'g']);
const longFlags = new Map([
  ['--silent', 's'],
  ['--show-error', 'S'],
  ['--fail', 'f'],
  ['--insecure', 'k'],
  ['--location', 'L'],
  ['--ipv4', '4'],
  ['--globoff', 'g'],
]);
const curlValues = new Set(['-m', '--max-time', '--connect-timeout', '--retry', '--retry-delay']);
const curlTexts = new Map([
  ['-o', 'output'],
  ['--output', 'output'],
  ['-w', 'writeOut'],
  ['--write-out', 'writeOut'],
  ['-H', 'header'],
  ['--header', 'header'],
  ['--resolve', 'resolve'],
]);
const wgetValues = new Set(['-T', '-t', '--tries', '--timeout']);

/** Variables of `--write-out` that are known here. */
const writeOutForm = /^(?:[^%\\]|%\{(?:http_code|size_download|remote_ip)\}|\\n|\\t)*$/;

/** Reads one line of a script; `undefined` when it is anything else than a plain request whose answer is printed. */
export function readWebRequest(line: string): WebRequest | undefined {
  const read = readShellLine(line);
  if (!read) return undefined;
  const [tool, ...rest] = read.words;
  const request = tool === 'curl' ? readCurl(rest) : tool === 'wget' ? readWget(rest) : undefined;
  // Errors that do not go the way of the output would not pass `head`, but come out all the same.
  if (!request || (read.head !== undefined && !read.mergesErrors && request.tells)) return undefined;
  return { ...request, ...(read.head !== undefined && { head: read.head }) };
}

function readCurl(words: readonly string[]): WebRequest | undefined {
  const flags = new Set<string>();
  const texts = new Map<string, string>();
  let url: URL | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const long = longFlags.get(word);
    const text = curlTexts.get(word);
    if (curlValues.has(word)) at += 1;
    else if (text !== undefined) {
      if (texts.has(text)) return undefined;
      at += 1;
      texts.set(text, words[at] ?? '');
    } else if (long !== undefined) flags.add(long);
    else if (/^-[A-Za-z\d]+$/.test(word)) for (const flag of word.slice(1)) flags.add(flag);
    else if (url || !(url = webUrl(word))) return undefined;
  }
  if (!url || ![...flags].every((flag) => curlFlags.has(flag))) return undefined;
  const extra = readTexts(texts, url);
  return (
    extra && {
      tool: 'curl',
      url,
      fails: flags.has('f'),
      tells: !flags.has('s') || flags.has('S'),
      follows: flags.has('L'),
      trustsAll: flags.has('k'),
      discards: texts.has('output'),
      ...extra,
    }
  );
}

/** `undefined` where one of them is of a kind that is not emulated. */
function readTexts(texts: ReadonlyMap<string, string>, url: URL) {
  const host = /^host:\s*([\w.\-:]+)$/i.exec(texts.get('header') ?? '')?.[1];
  const [name, port, address, ...more] = (texts.get('resolve') ?? '').split(':');
  const isOurs = name?.toLowerCase() === url.hostname && Number(port) === portOf(url) && more.length === 0;
  const writeOut = texts.get('writeOut');
  const isEmulated =
    (!texts.has('output') || texts.get('output') === '/dev/null') &&
    (!texts.has('header') || host !== undefined) &&
    (!texts.has('resolve') || (isOurs && address !== undefined)) &&
    (writeOut === undefined || writeOutForm.test(writeOut));
  if (!isEmulated) return undefined;
  return {
    ...(host !== undefined && { host }),
    ...(texts.has('resolve') && { address }),
    ...(writeOut !== undefined && { writeOut }),
  };
}

/** Only with the answer printed (`-O -`) or thrown away: else it would go to a file. */
function readWget(words: readonly string[]): WebRequest | undefined {
  let url: URL | undefined;
  let output: string | undefined;
  let quiet = false;
  let trustsAll = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (wgetValues.has(word)) at += 1;
    else if (/^--(?:tries|timeout)=\d+$/.test(word)) continue;
    else if (word === '-q' || word === '--quiet') quiet = true;
    else if (word === '--no-check-certificate') trustsAll = true;
    else if (/^-q?O/.test(word)) {
      quiet ||= word.startsWith('-q');
      const attached = word.replace(/^-q?O/, '');
      if (attached === '') at += 1;
      output = attached || words[at];
    } else if (url || !(url = webUrl(word))) return undefined;
  }
  if (!url || (output !== '-' && output !== '/dev/null')) return undefined;
  const discards = output !== '-';
  return { tool: 'wget', url, fails: true, tells: !quiet, follows: true, trustsAll, discards };
}

/** The port that an URL leads to. */
export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** Without a scheme both tools take `http`. */
function webUrl(word: string): URL | undefined {
  if (word.startsWith('-')) return undefined;
  const text = /^[a-z]+:\/\//.test(word) ? word : `http://${word}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined;
}
