import type { Cidr } from '../core';
import type { Gap, ListenerModel, LoadBalancerModel, NextHop, ServerGroupModel, SourceRange } from './model';

/** Which of the two packets: the one to the server, or its answer. */
export type Way = 'out' | 'back';

/** What kind of thing a packet is at. */
export type PlaceKind = 'loadBalancer' | 'vpc' | 'transitRouter' | 'securityGroup' | 'server';

/** Where in the network something happens. */
export interface Place {
  readonly kind: PlaceKind;
  /** The id of the thing in the model. */
  readonly id: string;
  readonly label: string;
  readonly region: string;
}

/** The entry of a table that a packet followed. */
export interface Followed {
  readonly destination: Cidr;
  readonly nextHop: NextHop;
  /** How it came to be in the table. */
  readonly origin: 'system' | 'static' | 'learned';
  readonly label: string;
}

/** One step of a packet: where it was, what was looked up there, and what was found. */
export interface Hop {
  readonly way: Way;
  readonly place: Place;
  /** The route table that was looked up, by its id and label. */
  readonly table?: { readonly id: string; readonly label: string };
  readonly entry?: Followed;
  /** What happened, in plain words: `192.168.7.0/24 -> attachment of vpc1`. */
  readonly text: string;
}

/** Why packets go no further, and what is missing. */
export interface Loss {
  /** The rule that it breaks, such as `ROUTE_BACK_TO_ORIGIN_MISSING`; stable. */
  readonly code: string;
  readonly way: Way;
  readonly place: Place;
  /** What was found there, such as `100.64.0.0/10 -> cloud services`. */
  readonly reason: string;
  /** What to add or change, such as `add 100.117.130.128/25 -> attachment of vpc2`. @default - nothing that can be computed */
  readonly remedy?: string;
  /** The hops up to there. */
  readonly hops: readonly Hop[];
  /** The source addresses (of the source range) that are lost like this. */
  readonly sources: readonly Cidr[];
}

/** What is known of a flow. `unused`: its server has weight 0, so nothing is sent. */
export type FlowStatus = 'proven' | 'broken' | 'unknown' | 'unused';

/** The server of a flow. */
export interface FlowServer {
  readonly label: string;
  /** Dotted; undefined where it is not known yet. */
  readonly address?: string;
  readonly port: number;
  readonly weight: number;
  /** Where the packets arrive; undefined when none does. */
  readonly region?: string;
}

/** What is proven, or not, of one listener, one server and one source range: requests and health checks, both ways. */
export interface Flow {
  readonly loadBalancer: Pick<LoadBalancerModel, 'id' | 'label' | 'region'>;
  readonly listener: Pick<ListenerModel, 'id' | 'label' | 'protocol' | 'port'>;
  readonly serverGroup: Pick<ServerGroupModel, 'id' | 'label'>;
  readonly server: FlowServer;
  readonly source: SourceRange;
  readonly status: FlowStatus;
  /** What is sent: the health check goes to a port of its own, where the group says so. */
  readonly checked: readonly { readonly purpose: 'request' | 'healthCheck'; readonly port: number }[];
  /** Empty unless broken. Distinct ways to be lost, the first addresses first. */
  readonly losses: readonly Loss[];
  /** One way through, there and back, for each set of addresses that goes the same way; the lost ones end where they are lost. */
  readonly paths: readonly {
    readonly sources: readonly Cidr[];
    readonly hops: readonly Hop[];
    readonly isLost: boolean;
  }[];
  /** What kept it from being told; empty unless unknown. */
  readonly gaps: readonly Gap[];
  /** What it relies on and the model does not show, such as the security group of a server that is not part of it. */
  readonly assumptions: readonly string[];
}

/** What a proof found out. */
export interface Proof {
  /** `broken` when any flow is or a listener has nothing to send to, else `unknown` when any is or there is none, else `proven`. */
  readonly status: 'proven' | 'broken' | 'unknown';
  /** In the order of load balancers, listeners, server groups, servers and source ranges of the model. */
  readonly flows: readonly Flow[];
  /** What is wrong without a lost packet: a listener whose group has no server, or whose weights are all 0. */
  readonly problems: readonly Problem[];
  /** What is missing in the model as a whole, or that there is no flow to tell of. */
  readonly gaps: readonly Gap[];
  /** What was taken for granted because the caller allowed it. */
  readonly assumptions: readonly string[];
}

/** A resource of Terraform's. */
export interface ResourcePlace {
  readonly kind: 'resource';
  /** The address, such as `module.network.alicloud_vpc.this`. */
  readonly id: string;
  readonly label: string;
  /** Empty where it is not known. */
  readonly region: string;
}

/** Something that is wrong, or remarkable, with a thing of the model, whatever packets do. */
export interface Problem {
  /** Code of the rule, stable, such as `ALL_WEIGHTS_ZERO`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'notice';
  readonly place: Place | ResourcePlace;
  readonly message: string;
}
