import type { IncomingHttpHeaders } from 'node:http';
import { refuse } from './api-error';
import { gatewayErrors } from './gateway-errors';

/** The largest request body; user data of 32 KB in base64 inside a form is far below. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** An HTTP request as the socket layer hands it over: read whole, nothing interpreted. */
export interface RawRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** `undefined` when it is larger than `MAX_BODY_BYTES`. */
  readonly body: Buffer | undefined;
}

/** A request with its parameters collected from path, query, form and headers. */
export interface ParsedRequest {
  readonly raw: RawRequest & { readonly body: Buffer };
  /** The region in the endpoint's path (`/cn-chengdu`), empty when there is none. */
  readonly pathRegion: string;
  readonly query: readonly (readonly [string, string])[];
  /** Query and form together, which is what the RPC style signs. */
  readonly flat: readonly (readonly [string, string])[];
  readonly action: string;
  readonly version: string;
}

/** The segments of a path: at most one, the region; anything else is not the API. */
const pathForm = /^\/?([a-z0-9-]*)\/?$/;

/**
 * Collects what the RPC dialect spreads over the request.
 *
 * @throws ApiError When the body is too large, or the path is not an API endpoint.
 */
export function parseRequest({ method, url, headers, body }: RawRequest): ParsedRequest {
  const whole = body ?? refuse(gatewayErrors.requestTooLarge, String(MAX_BODY_BYTES));
  const raw = { method, url, headers, body: whole };
  const at = raw.url.indexOf('?');
  const path = at < 0 ? raw.url : raw.url.slice(0, at);
  const match = pathForm.exec(path) ?? refuse(gatewayErrors.malformedRequest, `no API endpoint at ${raw.url}`);
  const query = at < 0 ? [] : pairsOf(raw.url.slice(at + 1));
  const form = isForm(raw.headers['content-type']) ? pairsOf(raw.body.toString('utf8')) : [];
  const flat = form.length === 0 ? query : [...query, ...form];
  return {
    raw,
    pathRegion: match[1] ?? '',
    query,
    flat,
    action: first(flat, 'Action') ?? header(raw, 'x-acs-action'),
    version: first(flat, 'Version') ?? header(raw, 'x-acs-version'),
  };
}

/** The first parameter of that name. */
export function first(flat: readonly (readonly [string, string])[], name: string): string | undefined {
  for (const pair of flat) if (pair[0] === name) return pair[1];
  return undefined;
}

/**
 * The parameters of a query or a form, as `URLSearchParams` reads them.
 *
 * Most names and values need no decoding, which makes this several times as fast; what is not plain percent-encoding is left
 * to `URLSearchParams`.
 */
function pairsOf(text: string): (readonly [string, string])[] {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  try {
    return readPairs(spaced);
  } catch {
    return [...new URLSearchParams(text)];
  }
}

/** @throws URIError When the text is not plain percent-encoding of UTF-8. */
function readPairs(text: string): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  // Each mark is looked for from where it was found last, so that a text without any is read once and not once per pair.
  let equals = -1;
  let percent = -1;
  let end = -1;
  while (end < text.length) {
    const from = end + 1;
    end = next(text, '&', from);
    if (end === from) continue;
    if (equals < from) equals = next(text, '=', from);
    if (percent < from) percent = next(text, '%', from);
    const middle = Math.min(equals, end);
    const [name, value] = [text.slice(from, middle), text.slice(middle + 1, end)];
    pairs.push(percent < end ? [decodeURIComponent(name), decodeURIComponent(value)] : [name, value]);
  }
  return pairs;
}

/** Where a character comes next; the length of the text when it does not. */
function next(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? text.length : at;
}

/** A header's value, empty when absent. */
export function header(raw: RawRequest, name: string): string {
  const value = raw.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

function isForm(contentType: string | undefined): boolean {
  return contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false;
}
