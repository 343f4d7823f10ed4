import type { Cidr } from '../core';

/**
 * What every thing of a network model has.
 *
 * The id is the thing's identity within one model and nothing else: a Terraform address, or an id of the cloud.
 */
export interface Thing {
  readonly id: string;
  /** What people call it: the name in the cloud, the construct path, or the Terraform address. Never empty. */
  readonly label: string;
}

/**
 * Something that the reader of a model could not find out.
 *
 * A packet that comes to a thing with gaps has an unknown fate there: it is neither proven nor broken.
 */
export interface Gap {
  /** `expression`: a value that has more than one possible target. `existing`: a thing whose contents stand only in the cloud. */
  readonly kind: 'expression' | 'existing';
  /** What is missing, and how to supply it, such as `alicloud_route_entry.x.destination_cidrblock: var.blocks[each.key] is not known`. */
  readonly message: string;
  /** Whether it can only lose packets, so that what is lost without it is lost anyway. @default false */
  readonly onlyDrops?: boolean;
}

/** Where a route leads to. */
export type NextHop =
  | { readonly kind: 'local' }
  /** The cloud's own services, behind 100.64.0.0/10. */
  | { readonly kind: 'cloudServices' }
  /** A VPC attachment, or an inter-region connection, by its id in the model. */
  | { readonly kind: 'attachment'; readonly attachmentId: string }
  | { readonly kind: 'blackHole' }
  /** Anything that leads out of what this model knows, such as an instance or a NAT gateway. */
  | { readonly kind: 'other'; readonly text: string };

/** A route of a VPC's table, or a static route of a transit router's. */
export interface Route {
  readonly destination: Cidr;
  readonly nextHop: NextHop;
  /** What people call the entry; for system routes, what they stand for. */
  readonly label: string;
}

/** A VPC. */
export interface VpcModel extends Thing {
  readonly region: string;
  /** Its blocks, the secondary ones too; empty where they are not known. */
  readonly cidrs: readonly Cidr[];
}

/** A vSwitch: a block of a VPC, with a system route in it. */
export interface VSwitchModel extends Thing {
  readonly vpcId: string;
  readonly zone: string;
  readonly cidr: Cidr;
  /** The custom route table that it is bound to. @default - the system table of its VPC */
  readonly customRouteTableId?: string;
}

/** A route table of a VPC. The system routes (one per vSwitch, and 100.64.0.0/10) are not listed: they follow from the VPC. */
export interface VpcRouteTableModel extends Thing {
  readonly vpcId: string;
  /** Only the system table counts for traffic between an ALB and its servers. */
  readonly isSystem: boolean;
  readonly routes: readonly Route[];
  /** VPC attachments that write routes of their transit router into it, which the model does not show. @default - none */
  readonly publishedBy?: readonly string[];
  readonly gaps: readonly Gap[];
}

/** A transit router. */
export interface TransitRouterModel extends Thing {
  readonly region: string;
  readonly cenId: string;
  /** `unknown` where only the cloud can tell. */
  readonly edition: 'Enterprise' | 'Basic' | 'unknown';
}

/** A route table of a transit router, with its static routes. */
export interface TransitRouterRouteTableModel extends Thing {
  readonly transitRouterId: string;
  readonly routes: readonly Route[];
  /** What it has learned, as the router itself reports it. @default - what follows from the propagations */
  readonly learned?: readonly Route[];
  readonly gaps: readonly Gap[];
}

/** An attachment of a VPC to the transit router of its region. */
export interface VpcAttachmentModel extends Thing {
  readonly transitRouterId: string;
  readonly vpcId: string;
  /** The vSwitches that hold the router's network interfaces. */
  readonly vSwitchIds: readonly string[];
  /** Whether the router writes its routes into the VPC's tables. */
  readonly autoPublishRouteEnabled: boolean;
}

/** An inter-region connection: one attachment of two transit routers. */
export interface InterRegionConnectionModel extends Thing {
  readonly transitRouterIds: readonly [string, string];
  /** Whether each router tells the other what it knows. */
  readonly autoPublishRouteEnabled: boolean;
  /** Mbit/s; undefined where none is given or known. */
  readonly bandwidthMbps?: number;
}

/** An association or a propagation: an attachment (or one end of a connection) joined with a table of a router. */
export interface RouteTableJoin {
  readonly attachmentId: string;
  readonly routeTableId: string;
  readonly label: string;
}

/** A rule of a security group for what comes in. */
export interface IngressRuleModel {
  readonly label: string;
  readonly policy: 'accept' | 'drop';
  /** 1 to 100, the lowest first; drop comes before accept at the same number. */
  readonly priority: number;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'gre' | 'all';
  /** Both ends included; `{ first: 1, last: 65535 }` for all. */
  readonly ports: { readonly first: number; readonly last: number };
  /** Where packets come from; `group` stands for members of another group, which no node of an ALB is. */
  readonly source:
    { readonly kind: 'cidr'; readonly cidr: Cidr } | { readonly kind: 'group'; readonly groupId: string };
}

/** A security group: denies what comes in unless a rule accepts it, and lets answers out. */
export interface SecurityGroupModel extends Thing {
  readonly vpcId: string;
  readonly rules: readonly IngressRuleModel[];
  readonly gaps: readonly Gap[];
}

/** A server that the model knows more of than its address: an ECS instance. */
export interface InstanceModel extends Thing {
  readonly vSwitchId: string;
  /** Dotted; undefined where the cloud picks one of the vSwitch's. */
  readonly privateIp?: string;
  readonly securityGroupIds: readonly string[];
  readonly gaps: readonly Gap[];
}

/** A range that the packets of an ALB may come from. Every one of them needs a way back. */
export interface SourceRange {
  readonly cidr: Cidr;
  readonly kind: 'vSwitch' | 'backToOrigin';
}

/** An ALB. */
export interface LoadBalancerModel extends Thing {
  readonly region: string;
  readonly vpcId: string;
  readonly vSwitchIds: readonly string[];
  /** `unknown` before it is made. */
  readonly generation: 'upgraded' | 'non-upgraded' | 'unknown';
  /** The blocks of its vSwitches, and its back-to-origin CIDRs where they are known. */
  readonly sourceRanges: readonly SourceRange[];
  readonly gaps: readonly Gap[];
}

/** A listener of an ALB. */
export interface ListenerModel extends Thing {
  readonly loadBalancerId: string;
  readonly protocol: string;
  readonly port: number;
  /** Every group that its default action or one of its forwarding rules may send a request to. */
  readonly serverGroupIds: readonly string[];
  readonly gaps: readonly Gap[];
}

/** The health check of a server group. */
export interface HealthCheckModel {
  readonly enabled: boolean;
  /** Undefined for each server's own port. */
  readonly port?: number;
}

/** A server as a member of a group. */
export interface MemberModel {
  /** What people call it, such as `ecs1`, or its address. */
  readonly label: string;
  /** The address, dotted; undefined where it is not known before the instance is made. */
  readonly address?: string;
  /** The instance behind it, by its id in the model; undefined for an address that is not part of the model. */
  readonly instanceId?: string;
  /** More instances that have the address, each in a VPC of its own: where packets arrive decides which one is meant. @default - none */
  readonly otherInstanceIds?: readonly string[];
  readonly port: number;
  /** 0 to 100; 0 means no traffic and no health checks. */
  readonly weight: number;
  /** Whether the address may lie outside the group's VPC. */
  readonly remoteIpEnabled: boolean;
}

/** A server group. */
export interface ServerGroupModel extends Thing {
  readonly vpcId: string;
  /** `Ip` or `Instance`. */
  readonly type: string;
  readonly healthCheck: HealthCheckModel;
  readonly members: readonly MemberModel[];
  readonly gaps: readonly Gap[];
}

/**
 * A network as the proof sees it: everything that decides whether a health check reaches a server and finds its way back.
 *
 * Readers make the same model of synthesized Terraform, of a plan, of a state, and of a live account. References between
 * things are ids of this model; one that leads nowhere counts as a thing that is not there.
 */
export interface NetworkModel {
  readonly vpcs: readonly VpcModel[];
  readonly vSwitches: readonly VSwitchModel[];
  readonly vpcRouteTables: readonly VpcRouteTableModel[];
  readonly transitRouters: readonly TransitRouterModel[];
  readonly transitRouterRouteTables: readonly TransitRouterRouteTableModel[];
  readonly vpcAttachments: readonly VpcAttachmentModel[];
  readonly connections: readonly InterRegionConnectionModel[];
  readonly associations: readonly RouteTableJoin[];
  readonly propagations: readonly RouteTableJoin[];
  readonly securityGroups: readonly SecurityGroupModel[];
  readonly instances: readonly InstanceModel[];
  readonly loadBalancers: readonly LoadBalancerModel[];
  readonly listeners: readonly ListenerModel[];
  readonly serverGroups: readonly ServerGroupModel[];
  /** What concerns the model as a whole: any flow may be touched by it. */
  readonly gaps: readonly Gap[];
}
