import { createHash } from 'node:crypto';
import type { ServerGroup, StickySessionConfig } from '../../services/alb/model';
import { readCookie } from './cookies';

/** The cookie that a balancer sets itself (`StickySessionType: Insert`). */
const INSERTED = 'SERVERID';

/** A cookie that a balancer sets itself to know a client again. */
export interface OwnCookie {
  readonly name: string;
  readonly timeoutSeconds: number;
}

/** The `Set-Cookie` line of such a cookie; its form is ours, that of the real cloud is not documented. */
export function ownCookieLine({ name, timeoutSeconds }: OwnCookie, tag: string, now: number): string {
  return `${name}=${tag}|${String(Math.floor(now / 1000))};Path=/;Max-Age=${String(timeoutSeconds)}`;
}

/** The tag in such a cookie; `undefined` without one, and for one that is older than its timeout. */
export function ownTag(cookies: string, { name, timeoutSeconds }: OwnCookie, now: number): string | undefined {
  const [tag, seenAt = '0'] = (readCookie(cookies, name) ?? '').split('|');
  return Number(seenAt) + timeoutSeconds >= now / 1000 ? tag : undefined;
}

/** How a server is named in cookies: it gives away neither address nor id. */
export function stickyTag(serverKey: string): string {
  return createHash('sha256').update(serverKey).digest('hex').slice(0, 32);
}

/**
 * Which server a client is bound to, by its cookies.
 *
 * @param now - Milliseconds since the epoch; an inserted cookie that is older than its timeout binds no more.
 * @returns The server's tag; `undefined` for a client that is free.
 */
export function boundTo(group: ServerGroup, cookies: string, now: number): string | undefined {
  const config = group.stickySession;
  if (!config?.StickySessionEnabled) return undefined;
  if (config.StickySessionType !== 'Server') return ownTag(cookies, insertedBy(config), now);
  const [tag] = (readCookie(cookies, cookieName(config)) ?? '').split('|');
  return tag === '' ? undefined : tag;
}

/** What `Server` puts before the value of the server's cookie; it is taken off again before the server sees it. */
export function withoutTag(group: ServerGroup, cookies: string): string {
  const config = group.stickySession;
  if (!config?.StickySessionEnabled || config.StickySessionType !== 'Server') return cookies;
  const name = cookieName(config);
  return cookies
    .split(/;\s*/)
    .map((pair) => (pair.startsWith(`${name}=`) ? `${name}=${afterTag(pair.slice(name.length + 1))}` : pair))
    .join('; ');
}

/**
 * The `Set-Cookie` lines that the client gets: those of the server, with one more (`Insert`) or one rewritten (`Server`).
 *
 * The form of the values is ours; that of the real cloud is not documented.
 */
export function setCookies(
  group: ServerGroup,
  fromServer: readonly string[],
  serverKey: string,
  now: number,
): readonly string[] {
  const config = group.stickySession;
  if (!config?.StickySessionEnabled) return fromServer;
  const tag = stickyTag(serverKey);
  if (config.StickySessionType !== 'Server') {
    return [...fromServer, ownCookieLine(insertedBy(config), tag, now)];
  }
  const start = `${cookieName(config)}=`;
  return fromServer.map((line) => (line.startsWith(start) ? `${start}${tag}|${line.slice(start.length)}` : line));
}

function insertedBy({ CookieTimeout = 0 }: StickySessionConfig): OwnCookie {
  return { name: INSERTED, timeoutSeconds: CookieTimeout };
}

function cookieName(config: StickySessionConfig): string {
  return config.StickySessionType === 'Server' ? (config.Cookie ?? '') : INSERTED;
}

function afterTag(value: string): string {
  const at = value.indexOf('|');
  return at < 0 ? value : value.slice(at + 1);
}
