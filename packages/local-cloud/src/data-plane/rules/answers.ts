import type { OutgoingHttpHeaders } from 'node:http';
import type { RuleAction } from '../../services/alb/rule-actions';
import { asAscii, fill, type Variables } from './variables';

/** An answer that a rule gives by itself. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** `FixedResponse`; without a code or a type it is a 200 of plain text. */
export function fixedResponse({
  Content,
  ContentType,
  HttpCode,
}: NonNullable<RuleAction['FixedResponseConfig']>): Answer {
  const status = Number((HttpCode ?? '200').replace('HTTP_', ''));
  return { status, headers: { 'Content-Type': ContentType ?? 'text/plain' }, body: Content };
}

/** `Redirect`: what is not named stays as the client asked; a port that the protocol implies is not written. */
export function redirect(config: NonNullable<RuleAction['RedirectConfig']>, variables: Variables): Answer {
  const protocol = fill(config.Protocol ?? '${protocol}', variables).toLowerCase();
  const host = fill(config.Host ?? '${host}', variables);
  const port = fill(config.Port ?? '${port}', variables);
  const path = fill(config.Path ?? '${path}', variables);
  const query = fill(config.Query ?? '${query}', variables);
  const authority = port === DEFAULT_PORTS[protocol] ? host : `${host}:${port}`;
  const location = `${protocol}://${authority}${path}${query === '' ? '' : `?${query}`}`;
  return { status: Number(config.HttpCode ?? '301'), headers: { Location: asAscii(location) }, body: '' };
}
