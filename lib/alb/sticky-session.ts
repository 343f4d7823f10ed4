import type { AlbServerGroupStickySessionConfig } from '@cdktf/provider-alicloud/lib/alb-server-group';
import type { Construct } from 'constructs';
import { assertInRange, assertWorded } from '../terraform/assert';

const TIMEOUT = { what: 'timeout of a sticky session in seconds', least: 1, most: 86400 };
const COOKIE = {
  what: 'the cookie of a sticky session',
  pattern: /^(?!\$)[\x21-\x2b\x2d-\x3a\x3c-\x7e]{1,200}$/,
  allowed: '1 to 200 ASCII characters without comma, semicolon and space, not starting with $',
};

/** How the requests of one client are kept at one server. */
export class StickySession {
  private constructor(
    private readonly type: 'Insert' | 'Server',
    private readonly cookie?: string,
    private readonly timeoutSeconds?: number,
  ) {}

  /**
   * By a cookie of the ALB's own, `SERVERID`.
   *
   * @param timeoutSeconds how long the cookie lives, 1 to 86400
   */
  static insert(timeoutSeconds = 1000): StickySession {
    return new StickySession('Insert', undefined, timeoutSeconds);
  }

  /** By a cookie that the servers set and the ALB rewrites. */
  static server(cookie: string): StickySession {
    return new StickySession('Server', cookie);
  }

  /**
   * Writes it in the provider's words.
   *
   * @internal
   * @throws ValidationError `NUMBER_RANGE` or `TEXT_INVALID`
   */
  config(scope: Construct): AlbServerGroupStickySessionConfig {
    const { type, cookie, timeoutSeconds } = this;
    if (timeoutSeconds !== undefined) assertInRange(scope, timeoutSeconds, TIMEOUT);
    if (cookie !== undefined) assertWorded(scope, cookie, COOKIE);
    return { stickySessionEnabled: true, stickySessionType: type, cookie, cookieTimeout: timeoutSeconds };
  }
}
