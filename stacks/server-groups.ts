import {
  HealthCheckProtocol,
  ServerGroupProtocol,
  StickySession,
  type CrossRegionAlb,
  type HealthCheck,
  type HealthCheckConfig,
  type Scheduler,
  type ServerGroup,
  type ServerGroupConfig,
} from '../lib';

/** Makes the server groups that a deployment describes, by key. */
export function createServerGroups(
  alb: CrossRegionAlb,
  configs: Readonly<Record<string, ServerGroupConfig>>,
): Readonly<Record<string, ServerGroup>> {
  return Object.fromEntries(
    Object.entries(configs).map(([key, config]) => [key, alb.addServerGroup(key, options(config))]),
  );
}

function options({
  protocol,
  scheduler,
  uch,
  stickySession,
  slowStart,
  connectionDrain,
  healthCheck,
}: ServerGroupConfig) {
  return {
    // The provider writes in capitals what the API calls gRPC.
    protocol: protocol === 'gRPC' ? ServerGroupProtocol.GRPC : (protocol as ServerGroupProtocol),
    scheduler: scheduler as Scheduler,
    hashedQueryString: uch?.queryString,
    stickySession: stickySession === undefined ? undefined : sticky(stickySession),
    slowStartSeconds: slowStart?.durationSeconds,
    connectionDrainSeconds: connectionDrain?.timeoutSeconds,
    healthCheck: healthCheckOf(healthCheck),
  };
}

function sticky({ type, cookie = '', timeoutSeconds }: NonNullable<ServerGroupConfig['stickySession']>): StickySession {
  return type === 'Server' ? StickySession.server(cookie) : StickySession.insert(timeoutSeconds);
}

function healthCheckOf({ protocol, ...check }: HealthCheckConfig): HealthCheck {
  return {
    ...(check as HealthCheck),
    protocol: protocol === 'gRPC' ? HealthCheckProtocol.GRPC : (protocol as HealthCheckProtocol),
  };
}
