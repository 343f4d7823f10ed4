import type { AlbRuleRuleActions } from '@cdktf/provider-alicloud/lib/alb-rule';
import type { Construct } from 'constructs';
import { ValidationError } from '../core';
import { assertInRange, PORT } from '../terraform/assert';
import { literal } from '../terraform/literal';
import { ListenerProtocol } from './protocol';
import type { IServerGroup } from './server-group';

/** A server group and its share of the requests. */
export interface WeightedServerGroup {
  readonly serverGroup: IServerGroup;
  /** 0 to 100, against the weights of the others. @default 100 */
  readonly weight?: number;
}

/** What may be said of forwarding. */
export interface ForwardOptions {
  /** Keeps a client at the group that it first came to, for 1 to 86400 seconds. @default - each request is dealt anew */
  readonly stickySessionSeconds?: number;
}

/**
 * Where a client is redirected to; what is left out is that of the request.
 *
 * Path and query may hold `${host}`, `${protocol}`, `${port}`, `${path}` and (the query) `${query}`, which stand for those of the request.
 */
export interface RedirectOptions {
  /** HTTP or HTTPS; from an HTTPS listener only the latter. @default - that of the request */
  readonly protocol?: ListenerProtocol;
  /** 3 to 128 characters. @default - that of the request */
  readonly host?: string;
  /** 1 to 65535. @default - that of the request */
  readonly port?: number;
  /** Starts with `/`, at most 128 characters. @default - that of the request */
  readonly path?: string;
  /** 1 to 128 characters. @default - that of the request */
  readonly query?: string;
  /** 301, 302, 303, 307 or 308. @default 301 */
  readonly httpCode?: number;
}

/** What an ALB answers by itself. */
export interface FixedResponseOptions {
  /** 1 to 1024 ASCII characters. */
  readonly content: string;
  /** text/plain, text/css, text/html, application/javascript or application/json. @default text/plain */
  readonly contentType?: string;
  /** 200 to 299, 400 to 499 or 500 to 599. @default 200 */
  readonly httpCode?: number;
}

type Block = Omit<AlbRuleRuleActions, 'order'>;

const WEIGHT = { what: 'weight', least: 0, most: 100 };
const STICKY = { what: 'stickySessionSeconds', least: 1, most: 86400 };
const GROUPS = { what: 'number of server groups that a rule forwards to', least: 1, most: 5 };
const HTTP_CODE = { what: 'status code of a fixed response', least: 200, most: 599 };

/** What a forwarding rule does with a request. */
export class RuleAction {
  private constructor(
    private readonly block: Block,
    private readonly check: (scope: Construct) => void,
  ) {}

  /** Sends it to one of 1 to 5 server groups, by weight. */
  static forward(groups: readonly WeightedServerGroup[], { stickySessionSeconds }: ForwardOptions = {}): RuleAction {
    const serverGroupTuples = groups.map(({ serverGroup: { serverGroupId }, weight = 100 }) => ({
      serverGroupId,
      weight,
    }));
    const sticky =
      stickySessionSeconds === undefined
        ? {}
        : { serverGroupStickySession: { enabled: true, timeout: stickySessionSeconds } };
    return new RuleAction({ type: 'ForwardGroup', forwardGroupConfig: { serverGroupTuples, ...sticky } }, (scope) => {
      assertInRange(scope, groups.length, GROUPS);
      for (const { weight } of serverGroupTuples) assertInRange(scope, weight, WEIGHT);
      if (stickySessionSeconds !== undefined) assertInRange(scope, stickySessionSeconds, STICKY);
    });
  }

  /** Tells the client to ask elsewhere; something must change. */
  static redirect({ protocol, host, port, path, query, httpCode = 301 }: RedirectOptions): RuleAction {
    const redirectConfig = {
      protocol: protocol ?? literal('${protocol}'),
      host: literal(host ?? '${host}'),
      port: port === undefined ? literal('${port}') : String(port),
      path: literal(path ?? '${path}'),
      query: literal(query ?? '${query}'),
      httpCode: String(httpCode),
    };
    // Every part explicit: the API answers its defaults, which the provider takes for a change.
    return new RuleAction({ type: 'Redirect', redirectConfig }, (scope) => {
      if (port !== undefined) assertInRange(scope, port, PORT);
      if (protocol !== ListenerProtocol.QUIC && [protocol, host, port, path, query].some(isGiven)) return;
      const message = 'a redirect changes something of the URL, and leads to HTTP or HTTPS';
      throw new ValidationError('REDIRECT_INVALID', message, { path: scope.node.path });
    });
  }

  /** Answers it without a server. Not with `AlbEdition.BASIC`. */
  static fixedResponse({ content, contentType = 'text/plain', httpCode = 200 }: FixedResponseOptions): RuleAction {
    const fixedResponseConfig = { content: literal(content), contentType, httpCode: String(httpCode) };
    return new RuleAction({ type: 'FixedResponse', fixedResponseConfig }, (scope) =>
      assertInRange(scope, httpCode, HTTP_CODE),
    );
  }

  /**
   * Writes it in the provider's words.
   *
   * @internal
   * @throws ValidationError `NUMBER_RANGE` or `REDIRECT_INVALID`
   */
  config(scope: Construct): AlbRuleRuleActions {
    this.check(scope);
    return { ...this.block, order: 1 };
  }
}

const isGiven = (part: unknown): boolean => part !== undefined;
