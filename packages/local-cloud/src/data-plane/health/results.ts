import type { HealthCheckConfig } from '../../services/alb/model';

/** How one health check ended; the reasons are those of the API (`GetListenerHealthStatus`). */
export type CheckResult =
  'OK' | 'CONNECT_TIMEOUT' | 'CONNECT_FAILED' | 'RECV_RESPONSE_FAILED' | 'RECV_RESPONSE_TIMEOUT' | 'RESPONSE_MISMATCH';

/** Whether the check took its whole timeout to fail. */
export function isTimeout(result: CheckResult): boolean {
  return result === 'CONNECT_TIMEOUT' || result === 'RECV_RESPONSE_TIMEOUT';
}

/** The status that the built-in page of a server answers to anything. */
const PAGE_STATUS = 200;

/** The result of checking a built-in page, which takes part in HTTP and in gRPC (whose code is 0). */
export function resultOfPage(config: HealthCheckConfig): CheckResult {
  const isGrpc = config.HealthCheckProtocol.toLowerCase() === 'grpc';
  return isGrpc ? resultOfGrpcCode(config, 0) : resultOfStatus(config, PAGE_STATUS);
}

/** Compares an HTTP status with the classes that a group accepts. */
export function resultOfStatus(config: HealthCheckConfig, status: number): CheckResult {
  if (config.HealthCheckProtocol === 'TCP') return 'OK';
  const wanted = config.HealthCheckCodes ?? [];
  return wanted.includes(`http_${String(Math.floor(status / 100))}xx`) ? 'OK' : 'RESPONSE_MISMATCH';
}

/** gRPC codes are given as `0` or as a range, `0-12`. */
function resultOfGrpcCode(config: HealthCheckConfig, code: number): CheckResult {
  const accepts = (range: string): boolean => {
    const [from = NaN, to = from] = range.split('-').map(Number);
    return code >= from && code <= to;
  };
  return (config.HealthCheckCodes ?? []).some(accepts) ? 'OK' : 'RESPONSE_MISMATCH';
}
