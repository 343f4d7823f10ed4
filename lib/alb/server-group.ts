import { AlbServerGroup, type AlbServerGroupServers } from '@cdktf/provider-alicloud/lib/alb-server-group';
import { Construct } from 'constructs';
import { REMOTE_SERVER_CIDRS, ValidationError } from '../core';
import type { IVpc } from '../network/vpc';
import { assertAddressIn, assertInRange, assertNamed, assertWorded, PORT } from '../terraform/assert';
import { regionProvider } from '../terraform/region-provider';
import { healthCheckConfig, type HealthCheck } from './health-check';
import { ServerGroupProtocol } from './protocol';
import { Scheduler } from './scheduler';
import type { StickySession } from './sticky-session';

/** A server group, ours or one that is there already. */
export interface IServerGroup {
  readonly serverGroupId: string;
}

/** Properties of `ServerGroup`. */
export interface ServerGroupProps {
  /** The VPC of the ALB. */
  readonly vpc: IVpc;
  /** 2 to 128 characters, starting with a letter, then letters, digits, `.`, `_` and `-`. */
  readonly name: string;
  /** What the ALB speaks with the servers. @default ServerGroupProtocol.HTTP */
  readonly protocol?: ServerGroupProtocol;
  /** How the server of a request is picked. @default Scheduler.WEIGHTED_ROUND_ROBIN */
  readonly scheduler?: Scheduler;
  /** Name of the parameter of the URL that `Scheduler.URL_HASH` hashes; needed there, and only there. @default - none */
  readonly hashedQueryString?: string;
  /** How the requests of one client are kept at one server. @default - each may go to any */
  readonly stickySession?: StickySession;
  /** How long the share of a new server grows, 30 to 900 seconds; with `Scheduler.WEIGHTED_ROUND_ROBIN`. @default - it has it at once */
  readonly slowStartSeconds?: number;
  /** How long running requests may take to end when a server leaves, 0 to 900 seconds. @default - as long as they take */
  readonly connectionDrainSeconds?: number;
  /** How the ALB finds out whether a server is well. @default - HEAD / every 2 s */
  readonly healthCheck?: HealthCheck;
}

/** A server of a group. */
export interface AddServerOptions {
  /** Private address: with remote IP, inside 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12 or 192.168.0.0/16; else in the VPC of the ALB. */
  readonly ip: string;
  /** Port that it listens on, 1 to 65535. */
  readonly port: number;
  /** Share of the requests, 0 to 100; with 0 it gets none and is not checked. @default 100 */
  readonly weight?: number;
  /** What the console calls it, 2 to 256 characters. @default - nothing */
  readonly description?: string;
  /** Whether the address may lie outside the VPC of the ALB. @default true */
  readonly remoteIpEnabled?: boolean;
}

const DESCRIPTION = {
  what: 'the description of a server',
  pattern: /^(?!https?:\/\/).{2,256}$/u,
  allowed: '2 to 256 characters, and no web address',
};
const SLOW_START = { what: 'slowStartSeconds', least: 30, most: 900 };
const DRAIN = { what: 'connectionDrainSeconds', least: 0, most: 900 };
const DEFAULT_DRAIN_SECONDS = 300;
const WEIGHT = { what: 'weight', least: 0, most: 100 };

/**
 * A server group of type IP, whose servers may be in other VPCs and regions than the ALB.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/alb_server_group
 */
export class ServerGroup extends Construct implements IServerGroup {
  readonly serverGroupId: string;
  /** Port that servers are checked at; undefined where that is each server's own port, or none are checked. */
  readonly healthCheckPort: number | undefined;
  private readonly resource: AlbServerGroup;
  private readonly servers: AlbServerGroupServers[] = [];

  /** A server group that is there already. */
  static fromServerGroupId(serverGroupId: string): IServerGroup {
    return { serverGroupId };
  }

  constructor(scope: Construct, id: string, props: ServerGroupProps) {
    super(scope, id);
    assertNamed(this, 'serverGroup', props.name);
    const check = props.healthCheck ?? {};
    this.resource = new AlbServerGroup(this, 'Resource', {
      provider: regionProvider(this, props.vpc.region),
      vpcId: props.vpc.vpcId,
      serverGroupName: props.name,
      serverGroupType: 'Ip',
      // Terraform deletes first and updates later, and a group that a listener or rule still names cannot be deleted: without
      // this, leaving a group out of a rule and out of the program in one go, or changing its protocol, fails after 5 minutes.
      lifecycle: { createBeforeDestroy: true },
      protocol: props.protocol ?? ServerGroupProtocol.HTTP,
      scheduler: props.scheduler ?? Scheduler.WEIGHTED_ROUND_ROBIN,
      stickySessionConfig: props.stickySession?.config(this) ?? { stickySessionEnabled: false },
      ...this.options(props),
      healthCheckConfig: healthCheckConfig(this, check),
    });
    this.serverGroupId = this.resource.id;
    this.healthCheckPort = check.enabled === false ? undefined : check.port;
  }

  /**
   * Adds a server, which may be anywhere that the ALB's VPC has a route to.
   *
   * @throws ValidationError `IP_ADDRESS_OUTSIDE`, `NUMBER_RANGE`, `TEXT_INVALID`, or `BACKEND_DUPLICATE` for an address and port that the
   *   group has already
   */
  addServer(options: AddServerOptions): void {
    const weight = options.weight ?? 100;
    const remoteIpEnabled = options.remoteIpEnabled ?? true;
    if (remoteIpEnabled) assertAddressIn(this, options.ip, REMOTE_SERVER_CIDRS, 'the address of a server');
    assertInRange(this, options.port, PORT);
    assertInRange(this, weight, WEIGHT);
    if (options.description !== undefined) assertWorded(this, options.description, DESCRIPTION);
    this.assertNew(options);
    this.servers.push({
      serverType: 'Ip',
      // In a group of type IP the address is the id.
      serverId: options.ip,
      serverIp: options.ip,
      port: options.port,
      // The provider's default is 0: no requests and no health checks.
      weight,
      remoteIpEnabled,
      ...(options.description !== undefined && { description: options.description }),
    });
    this.resource.putServers(this.servers);
  }

  /**
   * Slow start, connection draining and what is hashed.
   *
   * The first two are written out when they are off, too: what is left out stays as it was, and a number that is left out is
   * sent as 0, which no API takes.
   */
  private options({ scheduler, hashedQueryString, slowStartSeconds, connectionDrainSeconds }: ServerGroupProps) {
    if (slowStartSeconds !== undefined) assertInRange(this, slowStartSeconds, SLOW_START);
    if (connectionDrainSeconds !== undefined) assertInRange(this, connectionDrainSeconds, DRAIN);
    if ((scheduler === Scheduler.URL_HASH) !== (hashedQueryString !== undefined)) {
      const message = 'Scheduler.URL_HASH and hashedQueryString go together, got only one of them';
      throw new ValidationError('UCH_HASH', message, { path: this.node.path });
    }
    return {
      slowStartConfig: {
        slowStartEnabled: slowStartSeconds !== undefined,
        slowStartDuration: slowStartSeconds ?? SLOW_START.least,
      },
      connectionDrainConfig: {
        connectionDrainEnabled: connectionDrainSeconds !== undefined,
        connectionDrainTimeout: connectionDrainSeconds ?? DEFAULT_DRAIN_SECONDS,
      },
      uchConfig: hashedQueryString === undefined ? undefined : { type: 'QueryString', value: hashedQueryString },
    };
  }

  private assertNew({ ip, port }: AddServerOptions): void {
    if (!this.servers.some((server) => server.serverIp === ip && server.port === port)) return;
    const message = `a server group takes an address and port once, got ${ip}:${port} twice`;
    throw new ValidationError('BACKEND_DUPLICATE', message, { path: this.node.path });
  }
}
