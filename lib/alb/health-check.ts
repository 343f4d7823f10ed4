import type { AlbServerGroupHealthCheckConfig } from '@cdktf/provider-alicloud/lib/alb-server-group';
import type { Construct } from 'constructs';
import { assertInRange, assertWorded, PORT } from '../terraform/assert';

/** How a server is asked. */
export enum HealthCheckProtocol {
  HTTP = 'HTTP',
  /** Not with `AlbEdition.BASIC`. */
  HTTPS = 'HTTPS',
  /** Only whether it takes a connection. */
  TCP = 'TCP',
  GRPC = 'GRPC',
}

/** HTTP method of a health check. */
export enum HealthCheckMethod {
  HEAD = 'HEAD',
  GET = 'GET',
  /** For gRPC. */
  POST = 'POST',
}

/** Version of HTTP of a health check. */
export enum HealthCheckHttpVersion {
  HTTP_1_0 = 'HTTP1.0',
  HTTP_1_1 = 'HTTP1.1',
}

/** Class of HTTP answers that counts as good. */
export enum HealthCheckCode {
  HTTP_2XX = 'http_2xx',
  HTTP_3XX = 'http_3xx',
  HTTP_4XX = 'http_4xx',
  HTTP_5XX = 'http_5xx',
}

/** How an ALB finds out whether a server is well. */
export interface HealthCheck {
  /** Whether it looks at all; servers that are not checked count as well. @default true */
  readonly enabled?: boolean;
  /** How a server is asked; with TCP path, method, host, httpVersion and codes do not apply. @default HealthCheckProtocol.HTTP */
  readonly protocol?: HealthCheckProtocol;
  /** Path that is asked for: starts with `/`, at most 80 characters, no spaces. @default "/" */
  readonly path?: string;
  /** HTTP method. @default HealthCheckMethod.HEAD, for gRPC HealthCheckMethod.POST */
  readonly method?: HealthCheckMethod;
  /** Domain name in the `Host` header, 1 to 80 lower-case letters, digits, `-` and `.`. @default - the server's address */
  readonly host?: string;
  /** Version of HTTP, for HTTP and HTTPS. @default HealthCheckHttpVersion.HTTP_1_1 */
  readonly httpVersion?: HealthCheckHttpVersion;
  /** Seconds between two checks, 1 to 50. @default 2 */
  readonly intervalSeconds?: number;
  /** Seconds to wait for the answer, 1 to 300. @default 5 */
  readonly timeoutSeconds?: number;
  /** Good answers in a row until a server is in, 2 to 10. @default 3 */
  readonly healthyThreshold?: number;
  /** Failures in a row until a server is out, 2 to 10. @default 3 */
  readonly unhealthyThreshold?: number;
  /** Answers that count as good: a `HealthCheckCode`, for gRPC statuses `0` to `99` or ranges. @default - HTTP_2XX, for gRPC 0 */
  readonly codes?: readonly string[];
  /** Port that is checked, 1 to 65535. @default - each server's own port */
  readonly port?: number;
}

const PATH = {
  what: 'the path of a health check',
  pattern: /^\/[A-Za-z0-9\-/.%?#&=_;~!()*[\]@$^:',+]{0,79}$/,
  allowed: "a / and at most 79 more letters, digits and - / . % ? # & = _ ; ~ ! ( ) * [ ] @ $ ^ : ' , +",
};
const HOST = {
  what: 'the host of a health check',
  pattern: /^(?=.{1,80}$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)+$/,
  allowed: 'a domain name of 1 to 80 lower-case letters, digits, - and .',
};
/** What the API calls the address of the server that is asked. */
const OWN_ADDRESS = '$SERVER_IP';
const INTERVAL = { what: 'interval of a health check in seconds', least: 1, most: 50 };
const TIMEOUT = { what: 'timeout of a health check in seconds', least: 1, most: 300 };
const HEALTHY = { what: 'healthyThreshold', least: 2, most: 10 };
const UNHEALTHY = { what: 'unhealthyThreshold', least: 2, most: 10 };

function assertCheck(scope: Construct, check: HealthCheck): void {
  if (check.path !== undefined) assertWorded(scope, check.path, PATH);
  if (check.host !== undefined) assertWorded(scope, check.host, HOST);
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
    healthCheckProtocol: check.protocol ?? HealthCheckProtocol.HTTP,
    healthCheckInterval: check.intervalSeconds ?? 2,
    healthCheckTimeout: check.timeoutSeconds ?? 5,
    healthyThreshold: check.healthyThreshold ?? 3,
    unhealthyThreshold: check.unhealthyThreshold ?? 3,
    // 0 stands for the server's own port.
    healthCheckConnectPort: check.port ?? 0,
    ...requestConfig(check),
  };
}

/** What is asked for, and which answers are good; a TCP check has neither. */
function requestConfig(check: HealthCheck): Partial<AlbServerGroupHealthCheckConfig> {
  if (check.protocol === HealthCheckProtocol.TCP) return {};
  const isGrpc = check.protocol === HealthCheckProtocol.GRPC;
  return {
    healthCheckHttpVersion: isGrpc ? undefined : (check.httpVersion ?? HealthCheckHttpVersion.HTTP_1_1),
    healthCheckPath: check.path ?? '/',
    healthCheckMethod: check.method ?? (isGrpc ? HealthCheckMethod.POST : HealthCheckMethod.HEAD),
    healthCheckHost: check.host ?? OWN_ADDRESS,
    healthCheckCodes: [...(check.codes ?? [isGrpc ? '0' : HealthCheckCode.HTTP_2XX])],
  };
}
