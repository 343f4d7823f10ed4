/** A request that a command line of `curl` or `wget` makes. */
export interface WebRequest {
  readonly tool: 'curl' | 'wget';
  readonly url: URL;
  /** `curl --fail`, and always with `wget`: an answer of 400 or more is an error and is not shown. */
  readonly fails: boolean;
  /** Whether errors are told. */
  readonly tells: boolean;
}

/** What stands for nothing but itself in a shell. */
const plainToken = /^[\w\-./:?=%@,+~[\]]+$/;

/** Options that change nothing about the answer here: they speak of time, certificates and redirects. */
const curlFlags = new Set(['s', 'S', 'f', 'k', 'L', '4']);
const longFlags = new Map([
  ['--silent', 's'],
  ['--show-error', 'S'],
  ['--fail', 'f'],
  ['--insecure', 'k'],
  ['--location', 'L'],
  ['--ipv4', '4'],
]);
const curlValues = new Set(['-m', '--max-time', '--connect-timeout', '--retry', '--retry-delay']);
const wgetValues = new Set(['-T', '-t', '--tries', '--timeout']);

/** Reads one line of a script; `undefined` when it is anything else than a plain request whose answer is printed. */
export function readWebRequest(line: string): WebRequest | undefined {
  const tokens = line
    .trim()
    .split(/\s+/)
    .map((token) => /^(['"])([^'"]*)\1$/.exec(token)?.[2] ?? token);
  const [tool, ...rest] = tokens;
  // `&` only joins parameters inside an URL in quotes, and quotes are gone by now.
  if (!tokens.every((token) => plainToken.test(token.replace(/&/g, '')))) return undefined;
  if (line.includes('&') && !/(['"])[^'"]*&[^'"]*\1/.test(line)) return undefined;
  return tool === 'curl' ? readCurl(rest) : tool === 'wget' ? readWget(rest) : undefined;
}

function readCurl(words: readonly string[]): WebRequest | undefined {
  const flags = new Set<string>();
  let url: URL | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const long = longFlags.get(word);
    if (curlValues.has(word)) at += 1;
    else if (long !== undefined) flags.add(long);
    else if (/^-[A-Za-z\d]+$/.test(word)) for (const flag of word.slice(1)) flags.add(flag);
    else if (url || !(url = httpUrl(word))) return undefined;
  }
  if (!url || ![...flags].every((flag) => curlFlags.has(flag))) return undefined;
  return { tool: 'curl', url, fails: flags.has('f'), tells: !flags.has('s') || flags.has('S') };
}

/** Only with the answer printed (`-O -`): else it would go to a file. */
function readWget(words: readonly string[]): WebRequest | undefined {
  let url: URL | undefined;
  let printed = false;
  let quiet = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (wgetValues.has(word)) at += 1;
    else if (/^--(?:tries|timeout)=\d+$/.test(word)) continue;
    else if (word === '-q' || word === '--quiet') quiet = true;
    else if (/^-q?O-$/.test(word) || (/^-q?O$/.test(word) && words[at + 1] === '-')) {
      printed = true;
      quiet ||= word.startsWith('-q');
      if (!word.endsWith('-')) at += 1;
    } else if (url || !(url = httpUrl(word))) return undefined;
  }
  return url && printed ? { tool: 'wget', url, fails: true, tells: !quiet } : undefined;
}

/** Without a scheme both tools take `http`. */
function httpUrl(word: string): URL | undefined {
  if (word.startsWith('-')) return undefined;
  const text = /^[a-z]+:\/\//.test(word) ? word : `http://${word}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'http:' ? url : undefined;
}
