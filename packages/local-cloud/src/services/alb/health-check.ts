import type { z } from 'zod';
import { refuse } from '../../protocol/api-error';
import { parameter } from '../../protocol/parameters';
import { illegalParam } from './errors';
import type { HealthCheckConfig } from './model';

const pathForm = /^\/[A-Za-z\d\-/.%?#&=_;~!()*[\]@$^:',+]{0,79}$/;
/** Lower-case labels with a dot inside; the last may be a number, as an address is taken too. */
const hostForm = /^(?=.{1,80}$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)+$/;
const grpcCodeForm = /^\d{1,2}(-\d{1,2})?$/;

/** The settings of `HealthCheckConfig`, with their documented ranges (`CreateServerGroup`). */
export const healthCheckSettings = {
  HealthCheckProtocol: parameter.optional(parameter.oneOf(['HTTP', 'HTTPS', 'TCP', 'gRPC', 'GRPC'])),
  HealthCheckConnectPort: parameter.optional(parameter.integer({ min: 0, max: 65535 })),
  HealthCheckHost: parameter.optional(parameter.text()),
  HealthCheckHttpVersion: parameter.optional(parameter.oneOf(['HTTP1.0', 'HTTP1.1'])),
  HealthCheckMethod: parameter.optional(parameter.oneOf(['HEAD', 'GET', 'POST'])),
  HealthCheckPath: parameter.optional(parameter.text()),
  HealthCheckCodes: parameter.optional(parameter.list(parameter.text(), { max: 100 })),
  HealthCheckInterval: parameter.optional(parameter.integer({ min: 1, max: 50 })),
  HealthCheckTimeout: parameter.optional(parameter.integer({ min: 1, max: 300 })),
  HealthyThreshold: parameter.optional(parameter.integer({ min: 2, max: 10 })),
  UnhealthyThreshold: parameter.optional(parameter.integer({ min: 2, max: 10 })),
};

/** `HealthCheckConfig` of a new group, where the switch is mandatory. */
export const healthCheckParameter = parameter.object({
  HealthCheckEnabled: parameter.boolean(),
  ...healthCheckSettings,
});
/** `HealthCheckConfig` of an update, where what is absent stays. */
export const healthCheckUpdateParameter = parameter.object({
  HealthCheckEnabled: parameter.optional(parameter.boolean()),
  ...healthCheckSettings,
});

/** What a request says about health checks. */
export type HealthCheckRequest = z.infer<typeof healthCheckUpdateParameter>;

/** The health check of a group after a request: what is given, else what was, else the defaults of its protocol. */
export function readHealthCheck(given: HealthCheckRequest | undefined, before?: HealthCheckConfig): HealthCheckConfig {
  if (given?.HealthCheckHost !== undefined && !isHost(given.HealthCheckHost)) refuse(illegalParam('HealthCheckHost'));
  if (given?.HealthCheckPath !== undefined && !pathForm.test(given.HealthCheckPath)) {
    refuse(illegalParam('HealthCheckPath'));
  }
  const protocol = given?.HealthCheckProtocol ?? before?.HealthCheckProtocol ?? 'HTTP';
  const kept = before?.HealthCheckProtocol === protocol ? before : undefined;
  const shared = {
    HealthCheckEnabled: given?.HealthCheckEnabled ?? before?.HealthCheckEnabled ?? true,
    HealthCheckProtocol: protocol,
    HealthCheckConnectPort: given?.HealthCheckConnectPort ?? before?.HealthCheckConnectPort ?? 0,
    HealthCheckInterval: given?.HealthCheckInterval ?? before?.HealthCheckInterval ?? 2,
    HealthCheckTimeout: given?.HealthCheckTimeout ?? before?.HealthCheckTimeout ?? 5,
    HealthyThreshold: given?.HealthyThreshold ?? before?.HealthyThreshold ?? 3,
    UnhealthyThreshold: given?.UnhealthyThreshold ?? before?.UnhealthyThreshold ?? 3,
  };
  if (protocol === 'TCP') return shared;
  const isGrpc = protocol.toLowerCase() === 'grpc';
  const codes = given?.HealthCheckCodes ?? kept?.HealthCheckCodes ?? [isGrpc ? '0' : 'http_2xx'];
  if (!codes.every((code) => isCode(code, isGrpc))) refuse(illegalParam('HealthCheckCodes'));
  return {
    ...shared,
    HealthCheckHost: given?.HealthCheckHost ?? kept?.HealthCheckHost ?? '$SERVER_IP',
    HealthCheckPath: given?.HealthCheckPath ?? kept?.HealthCheckPath ?? '/',
    HealthCheckMethod: given?.HealthCheckMethod ?? kept?.HealthCheckMethod ?? (isGrpc ? 'POST' : 'HEAD'),
    HealthCheckCodes: codes,
    ...(!isGrpc && {
      HealthCheckHttpVersion: given?.HealthCheckHttpVersion ?? kept?.HealthCheckHttpVersion ?? 'HTTP1.1',
    }),
  };
}

/** `$SERVER_IP` is the server's own address. */
function isHost(host: string): boolean {
  return host === '$SERVER_IP' || hostForm.test(host);
}

function isCode(code: string, isGrpc: boolean): boolean {
  return isGrpc ? grpcCodeForm.test(code) : /^http_[2345]xx$/.test(code);
}
