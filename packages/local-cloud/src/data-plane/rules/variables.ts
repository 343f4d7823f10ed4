import type { RequestFacts } from './facts';

/** What `${host}` and the like stand for. */
export type Variables = Readonly<Record<string, string>>;

/** The variables of a request; `${1}` and so on are what the path's expression has caught. */
export function variablesOf(
  { host, path, query }: RequestFacts,
  listener: { readonly protocol: string; readonly port: number },
  captures: readonly string[],
): Variables {
  return {
    host,
    path,
    query,
    protocol: listener.protocol === 'HTTP' ? 'http' : 'https',
    port: String(listener.port),
    ...Object.fromEntries(captures.map((caught, at) => [String(at + 1), caught])),
  };
}

/** A text with its variables filled in; what is none stays. */
export function fill(text: string, variables: Variables): string {
  return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => variables[name] ?? whole);
}

/** Percent-encodes what can stand neither in a URL nor in a header: Node refuses to send it. */
export function asAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, (characters) => encodeURIComponent(characters));
}
