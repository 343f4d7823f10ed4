import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { RuleAction } from '../../services/alb/rule-actions';
import type { Answer } from './answers';
import { wildcard } from '../../services/alb/rule-patterns';

type Config = NonNullable<RuleAction['CorsConfig']>;

/** The headers that `Cors` adds to an answer; none for a request of no origin, or of one that is not allowed. */
export function crossOriginHeaders(config: Config, { origin }: IncomingHttpHeaders): OutgoingHttpHeaders {
  if (origin === undefined || !allows(config, origin)) return {};
  const { AllowCredentials, ExposeHeaders = [] } = config;
  return {
    'access-control-allow-origin': origin,
    vary: 'Origin',
    ...(AllowCredentials === 'on' && { 'access-control-allow-credentials': 'true' }),
    ...(ExposeHeaders.length > 0 && { 'access-control-expose-headers': ExposeHeaders.join(',') }),
  };
}

/** The answer to a preflight request (`OPTIONS`), which no server sees; `undefined` for every other request. */
export function preflightAnswer(config: Config, method: string, headers: IncomingHttpHeaders): Answer | undefined {
  if (method !== 'OPTIONS' || headers.origin === undefined) return undefined;
  if (headers['access-control-request-method'] === undefined) return undefined;
  const { AllowMethods = [], AllowHeaders = [], MaxAge } = config;
  const allowed = crossOriginHeaders(config, headers);
  if (Object.keys(allowed).length === 0) return { status: 204, headers: {}, body: '' };
  return {
    status: 204,
    headers: {
      ...allowed,
      ...(AllowMethods.length > 0 && { 'access-control-allow-methods': AllowMethods.join(',') }),
      ...(AllowHeaders.length > 0 && { 'access-control-allow-headers': AllowHeaders.join(',') }),
      ...(MaxAge !== undefined && { 'access-control-max-age': String(MaxAge) }),
    },
    body: '',
  };
}

function allows({ AllowOrigin = [] }: Config, origin: string): boolean {
  return AllowOrigin.some((value) => wildcard(value, 'i').test(origin));
}
