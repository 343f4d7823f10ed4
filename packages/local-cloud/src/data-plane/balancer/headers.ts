import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Listener, LoadBalancer } from '../../services/alb/model';
import type { Rule } from '../../services/alb/rule-model';
import { changedHeaders } from '../rules/header-changes';

/** What headers are made from. */
export interface Passage {
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
  readonly clientAddress: string;
  readonly clientPort: number;
  /** The rule that sent the request on; absent for the listener's default action. */
  readonly rule?: Rule;
  /** The `Host` header after a rewrite. */
  readonly host?: string;
}

/** The field that tells an ALB what a request has passed already; in lower case, as Node has headers. */
const TRACE = 'alicloud-alb-trace';

/** More fields than this are taken for a loop (ALB status codes). */
const MAX_TRACES = 16;

/** Concern one connection and are not passed on (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whether a request goes in circles: it has passed this rule before, or too many balancers. */
export function isLoop(headers: IncomingHttpHeaders, passage: Pick<Passage, 'listener' | 'rule'>): boolean {
  const passed = tracesIn(headers);
  return passed.length > MAX_TRACES || passed.includes(traceOf(passage));
}

/** The 16 characters that stand for a rule; a listener's default rule has no id, so the listener's is taken. */
function traceOf({ listener, rule }: Pick<Passage, 'listener' | 'rule'>): string {
  return createHash('sha256')
    .update(rule?.ruleId ?? listener.listenerId)
    .digest('hex')
    .slice(0, 16);
}

/**
 * The headers that a server gets: the client's, without those of the connection, with what the listener adds and the rule
 * changes.
 */
export function requestHeaders(headers: IncomingHttpHeaders, passage: Passage): OutgoingHttpHeaders {
  const { rule, host } = passage;
  const sent = {
    ...endToEnd(headers),
    ...(host !== undefined && { host }),
    ...forwardedFor(headers, passage),
    ...forwarded(headers, passage),
    [TRACE]: [...tracesIn(headers), traceOf(passage)],
  };
  return rule ? changedHeaders(sent, rule.actions, headers, passage) : sent;
}

/** What a request is nothing without; naming it in `Connection` removes it from no request. */
const essential = new Set(['host', 'content-length']);

/** Headers without those that concern one connection. */
export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => !essential.has(name));
  // Pseudo-headers of HTTP/2 begin with a colon.
  const isKept = (name: string): boolean => !hopByHop.has(name) && !named.includes(name) && !name.startsWith(':');
  const kept = Object.entries(headers).filter(([name]) => isKept(name));
  return Object.fromEntries(kept);
}

/** `X-Forwarded-For`: the last hop is appended, or the header is removed, or it is left as it is when switched off. */
function forwardedFor(headers: IncomingHttpHeaders, { listener, clientAddress }: Passage): OutgoingHttpHeaders {
  const { XForwardedForEnabled: isOn, XForwardedForProcessingMode: mode } = listener.xForwardedFor;
  if (mode === 'remove') return { 'x-forwarded-for': undefined };
  if (isOn === false) return {};
  const before = headers['x-forwarded-for'];
  return { 'x-forwarded-for': before === undefined ? clientAddress : `${String(before)}, ${clientAddress}` };
}

/** The headers that a listener adds only when asked; a client's own of the same name does not get through. */
function forwarded(headers: IncomingHttpHeaders, passage: Passage): OutgoingHttpHeaders {
  const { balancer, listener, clientPort } = passage;
  const values: readonly (readonly [setting: string, name: string, value: string])[] = [
    ['XForwardedForProtoEnabled', 'x-forwarded-proto', listener.protocol === 'HTTP' ? 'http' : 'https'],
    ['XForwardedForSLBPortEnabled', 'x-forwarded-port', String(listener.port)],
    ['XForwardedForHostEnabled', 'x-forwarded-host', headers.host ?? ''],
    ['XForwardedForSLBIdEnabled', 'slb-id', balancer.loadBalancerId],
    ['XForwardedForClientSrcPortEnabled', 'x-forwarded-client-srcport', String(clientPort)],
  ];
  const wanted = values.filter(([setting]) => listener.xForwardedFor[setting] === true);
  return Object.fromEntries(wanted.map(([, name, value]) => [name, value]));
}

function tracesIn(headers: IncomingHttpHeaders): readonly string[] {
  const value = headers[TRACE];
  const text = Array.isArray(value) ? value.join() : (value ?? '');
  return text
    .split(',')
    .map((trace) => trace.trim())
    .filter((trace) => trace !== '');
}
