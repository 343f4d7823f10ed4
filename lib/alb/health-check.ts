import type { AlbServerGroupHealthCheckConfig } from '@cdktf/provider-alicloud/lib/alb-server-group';
import type { Construct } from 'constructs';
import { assertInRange, assertWorded, PORT } from '../terraform/assert';

/** HTTP method of a health check. */
export enum HealthCheckMethod {
  HEAD = 'HEAD',
  GET = 'GET',
}

/** Class of HTTP answers that counts as good. */
export enum HealthCheckCode {
  HTTP_2XX = 'http_2xx',
  HTTP_3XX = 'http_3xx',
  HTTP_4XX = 'http_4xx',
  HTTP_5XX = 'http_5xx',
}

/** How an ALB finds out over HTTP whether a server is well. */
export interface HealthCheck {
  /** Whether it looks at all; servers that are not checked count as well. @default true */
  readonly enabled?: boolean;
  /** Path that is asked for: starts with `/`, at most 80 characters, no spaces. @default "/" */
  readonly path?: string;
  /** HTTP method. @default HealthCheckMethod.HEAD */
  readonly method?: HealthCheckMethod;
  /** Seconds between two checks, 1 to 50. @default 2 */
  readonly intervalSeconds?: number;
  /** Seconds to wait for the answer, 1 to 300. @default 5 */
  readonly timeoutSeconds?: number;
  /** Good answers in a row until a server is in, 2 to 10. @default 3 */
  readonly healthyThreshold?: number;
  /** Failures in a row until a server is out, 2 to 10. @default 3 */
  readonly unhealthyThreshold?: number;
  /** Answers that count as good. @default - HTTP_2XX */
  readonly codes?: readonly HealthCheckCode[];
  /** Port that is checked, 1 to 65535. @default - each server's own port */
  readonly port?: number;
}

const PATH = {
  what: 'the path of a health check',
  pattern: /^\/[A-Za-z0-9\-/.%?#&=_;~!()*[\]@$^:',+]{0,79}$/,
  allowed: "a / and at most 79 more letters, digits and - / . % ? # & = _ ; ~ ! ( ) * [ ] @ $ ^ : ' , +",
};
const INTERVAL = { what: 'interval of a health check in seconds', least: 1, most: 50 };
const TIMEOUT = { what: 'timeout of a health check in seconds', least: 1, most: 300 };
const HEALTHY = { what: 'healthyThreshold', least: 2, most: 10 };
const UNHEALTHY = { what: 'unhealthyThreshold', least: 2, most: 10 };

function assertCheck(scope: Construct, check: HealthCheck): void {
  if (check.path !== undefined) assertWorded(scope, check.path, PATH);
  const numbers = [
    [check.intervalSeconds, INTERVAL],
    [check.timeoutSeconds, TIMEOUT],
    [check.healthyThreshold, HEALTHY],
    [check.unhealthyThreshold, UNHEALTHY],
    [check.port, PORT],
  ] as const;
  for (const [value, bounds] of numbers) if (value !== undefined) assertInRange(scope, value, bounds);
}

/**
 * Writes a health check in the provider's words, every value explicit.
 *
 * @throws ValidationError `NUMBER_RANGE` or `TEXT_INVALID`
 */
export function healthCheckConfig(scope: Construct, check: HealthCheck): AlbServerGroupHealthCheckConfig {
  assertCheck(scope, check);
  if (check.enabled === false) return { healthCheckEnabled: false };
  return {
    healthCheckEnabled: true,
    healthCheckProtocol: 'HTTP',
    healthCheckHttpVersion: 'HTTP1.1',
    healthCheckPath: check.path ?? '/',
    healthCheckMethod: check.method ?? HealthCheckMethod.HEAD,
    healthCheckInterval: check.intervalSeconds ?? 2,
    healthCheckTimeout: check.timeoutSeconds ?? 5,
    healthyThreshold: check.healthyThreshold ?? 3,
    unhealthyThreshold: check.unhealthyThreshold ?? 3,
    healthCheckCodes: [...(check.codes ?? [HealthCheckCode.HTTP_2XX])],
    // 0 stands for the server's own port.
    healthCheckConnectPort: check.port ?? 0,
  };
}
