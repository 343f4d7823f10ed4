import { collection } from '../../store/collection';
import type { Tags } from '../tags';

/** One zone of a load balancer. */
export interface AlbZone {
  readonly zoneId: string;
  readonly vSwitchId: string;
  /** The virtual IP, an address of the vSwitch. */
  readonly privateAddress: string;
  /** The network interface that holds the virtual IP. */
  readonly networkInterfaceId: string;
  /** The addresses that an upgraded balancer sends from; none for a non-upgraded one. */
  readonly localAddresses: readonly string[];
  /** The EIP of an `Internet` balancer; a service-owned one, as the local cloud has no EIP product. */
  readonly eip?: { readonly allocationId: string; readonly address: string };
}

/** The editions in the order in which they can be upgraded. */
export const editions = ['Basic', 'Standard', 'StandardWithWaf'] as const;

/** A load balancer (an "ALB instance"). */
export interface LoadBalancer {
  readonly loadBalancerId: string;
  readonly regionId: string;
  readonly vpcId: string;
  readonly name: string;
  readonly addressType: 'Internet' | 'Intranet';
  /** As requested; not answered unless requested, since the provider replaces a balancer that answers another value. */
  readonly addressAllocatedMode?: 'Fixed' | 'Dynamic';
  readonly edition: (typeof editions)[number];
  /** One that is `CreateFailed` can only be deleted. */
  readonly status: 'Provisioning' | 'Active' | 'Configuring' | 'Deleting' | 'CreateFailed';
  readonly generation: 'upgraded' | 'non-upgraded';
  readonly zones: readonly AlbZone[];
  /** What a non-upgraded balancer sends from; shown by the console only, in no answer of the API. */
  readonly backToOriginCidrs: readonly string[];
  /** The security group that an upgraded balancer keeps in its VPC; empty for a non-upgraded one. */
  readonly managedSecurityGroupId: string;
  readonly dnsName: string;
  /** When deletion protection was switched on, ISO 8601; `undefined` while it is off. */
  readonly deletionProtectedSince?: string;
  readonly modificationProtection: { readonly status: 'NonProtection' | 'ConsoleProtection'; readonly reason: string };
  readonly bandwidthPackageId?: string;
  /** Where the access log goes; absent while it is off. */
  readonly accessLog?: { readonly LogProject: string; readonly LogStore: string };
  readonly resourceGroupId: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly tags: Tags;
}

/** All load balancers, of every region. */
export const loadBalancers = collection<LoadBalancer, 'region' | 'vpc'>(
  'alb/loadBalancers',
  (balancer) => balancer.loadBalancerId,
  { region: (balancer) => balancer.regionId, vpc: (balancer) => balancer.vpcId },
);

/** How the servers of a group are probed; fields that its protocol does not use are absent. */
export interface HealthCheckConfig {
  readonly HealthCheckEnabled: boolean;
  readonly HealthCheckProtocol: string;
  /** 0 means the server's own port. */
  readonly HealthCheckConnectPort: number;
  readonly HealthCheckHost?: string;
  readonly HealthCheckHttpVersion?: string;
  readonly HealthCheckMethod?: string;
  readonly HealthCheckPath?: string;
  readonly HealthCheckCodes?: readonly string[];
  /** Seconds. */
  readonly HealthCheckInterval: number;
  /** Seconds. */
  readonly HealthCheckTimeout: number;
  readonly HealthyThreshold: number;
  readonly UnhealthyThreshold: number;
}

/** Session persistence; `Insert` lets the balancer set a cookie, `Server` rewrites one of the server's. */
export interface StickySessionConfig {
  readonly StickySessionEnabled: boolean;
  readonly StickySessionType?: 'Insert' | 'Server';
  readonly Cookie?: string;
  /** Seconds. */
  readonly CookieTimeout?: number;
}

/** A server group; its servers are records of their own. */
export interface ServerGroup {
  readonly serverGroupId: string;
  readonly regionId: string;
  /** Empty for a group of type `Fc`. */
  readonly vpcId: string;
  readonly name: string;
  readonly type: 'Instance' | 'Ip' | 'Fc';
  /** `GRPC` is the provider's spelling of the API's `gRPC`; each is answered as it was requested. */
  readonly protocol: 'HTTP' | 'HTTPS' | 'gRPC' | 'GRPC';
  /** `Uch` is the provider's name for `Sch` over a query parameter. */
  readonly scheduler: 'Wrr' | 'Wlc' | 'Sch' | 'Uch';
  readonly status: 'Creating' | 'Available' | 'Configuring' | 'Deleting';
  readonly healthCheck: HealthCheckConfig;
  /** Absent when never requested. */
  readonly stickySession?: StickySessionConfig;
  readonly connectionDrain: { readonly ConnectionDrainEnabled: boolean; readonly ConnectionDrainTimeout: number };
  readonly slowStart: { readonly SlowStartEnabled: boolean; readonly SlowStartDuration: number };
  /** The query parameter that a consistent hash uses. */
  readonly uch?: { readonly Type: 'QueryString'; readonly Value: string };
  readonly crossZoneEnabled: boolean;
  readonly upstreamKeepaliveEnabled: boolean;
  readonly serviceName: string;
  readonly resourceGroupId: string;
  readonly createdAt: string;
  readonly tags: Tags;
}

/** All server groups, of every region. */
export const serverGroups = collection<ServerGroup, 'region'>('alb/serverGroups', (group) => group.serverGroupId, {
  region: (group) => group.regionId,
});

/** A server of a group. Its identity is id, address and port, so one address may serve on several ports. */
export interface BackendServer {
  readonly serverGroupId: string;
  /** An instance or network interface; the address itself for type `Ip`. */
  readonly serverId: string;
  readonly serverIp: string;
  readonly serverType: 'Ecs' | 'Eni' | 'Ip';
  readonly port: number;
  /** 0 to 100; 0 takes no traffic. */
  readonly weight: number;
  /** Whether the address may lie outside the group's VPC. */
  readonly remoteIpEnabled: boolean;
  readonly description: string;
  readonly status: 'Adding' | 'Available' | 'Configuring' | 'Removing';
}

/** The key of a server among all groups. */
export function backendServerKey(
  server: Pick<BackendServer, 'serverGroupId' | 'serverId' | 'serverIp' | 'port'>,
): string {
  return `${server.serverGroupId}/${server.serverId}/${server.serverIp}/${String(server.port)}`;
}

/** The servers of all groups. */
export const backendServers = collection<BackendServer, 'group' | 'address'>('alb/backendServers', backendServerKey, {
  group: (server) => server.serverGroupId,
  address: (server) => server.serverIp,
});

/** What a listener adds to the access log of its balancer. */
export interface ListenerLogConfig {
  readonly AccessLogRecordCustomizedHeadersEnabled: boolean;
  readonly AccessLogTracingConfig?: {
    readonly TracingEnabled: boolean;
    readonly TracingType?: 'Zipkin';
    /** Of 10000 requests, how many are traced. */
    readonly TracingSample?: number;
  };
}

/** A listener of a load balancer, with its default action: forward to one server group. */
export interface Listener {
  readonly listenerId: string;
  readonly regionId: string;
  readonly loadBalancerId: string;
  readonly protocol: 'HTTP' | 'HTTPS' | 'QUIC';
  readonly port: number;
  readonly description: string;
  readonly serverGroupId: string;
  readonly status: 'Provisioning' | 'Running' | 'Configuring' | 'Stopped' | 'Deleting';
  /** What it becomes when its transient state is over: `Running`, else `Stopped`. */
  readonly started: boolean;
  /** Seconds. */
  readonly idleTimeout: number;
  /** Seconds until the client gets a 504. */
  readonly requestTimeout: number;
  readonly gzipEnabled: boolean;
  readonly http2Enabled: boolean;
  readonly certificateIds: readonly string[];
  /** Server certificates for other names, chosen by SNI. */
  readonly additionalCertificateIds?: readonly string[];
  readonly caEnabled: boolean;
  readonly caCertificateIds: readonly string[];
  /** The TLS policy of HTTPS listeners; empty for others. */
  readonly securityPolicyId: string;
  readonly quic: { readonly QuicUpgradeEnabled: boolean; readonly QuicListenerId?: string };
  /** Which `X-Forwarded-*` headers servers get, by the API's field names. */
  readonly xForwardedFor: Readonly<Record<string, boolean | string>>;
  /** What the access log holds besides the usual. */
  readonly logConfig?: ListenerLogConfig;
  readonly createdAt: string;
  readonly tags: Tags;
}

/** The listeners of all load balancers. */
export const listeners = collection<Listener, 'loadBalancer' | 'serverGroup' | 'region'>(
  'alb/listeners',
  (listener) => listener.listenerId,
  {
    loadBalancer: (listener) => listener.loadBalancerId,
    serverGroup: (listener) => listener.serverGroupId,
    region: (listener) => listener.regionId,
  },
);

/** The progress of an asynchronous write. */
export interface Job {
  readonly jobId: string;
  readonly regionId: string;
  /** The action that started it. */
  readonly apiName: string;
  readonly operateType: 'Create' | 'Update' | 'Delete';
  readonly resourceType: 'loadbalancer' | 'listener' | 'servergroup' | 'rule' | 'acl';
  readonly resourceId: string;
  readonly status: 'Processing' | 'Succeeded' | 'Failed';
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** The jobs of the last day. */
export const jobs = collection<Job, 'region'>('alb/jobs', (job) => job.jobId, { region: (job) => job.regionId });
