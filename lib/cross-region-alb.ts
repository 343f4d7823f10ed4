import { Token } from 'cdktf';
import { Construct } from 'constructs';
import {
  AccessControlList,
  ApplicationLoadBalancer,
  Listener,
  ServerGroup,
  type ApplicationLoadBalancerProps,
  type IApplicationLoadBalancer,
  type IServerGroup,
  type ListenerProps,
  type ServerGroupProps,
} from './alb';
import { letAlbIn, type AlbSources } from './alb-entrance';
import { AttachedVpc, TransitRouterRouteEntry, type IAttachment, type ICen, type ITransitRouter } from './cen';
import { CLOUD_SERVICES_CIDR, contains, parseCidr, resourceName, ValidationError } from './core';
import { CrossRegionBackend, type AddBackendOptions, type AddBackendServerOptions } from './cross-region-backend';
import type { IServer } from './compute';
import { Vpc, type IVpc, type IVSwitch } from './network';
import { Check } from './terraform/check';
import { cidrId } from './terraform/cidr-id';

/** Properties of `CrossRegionAlb`. */
export interface CrossRegionAlbProps extends Pick<
  ApplicationLoadBalancerProps,
  'edition' | 'deletionProtection' | 'accessLog'
> {
  /** First part of the name of everything that it makes. */
  readonly name: string;
  readonly cen: ICen;
  /** The VPC of the ALB. In each region a CEN instance takes one VPC whose ALBs have servers in other regions. */
  readonly vpc: IVpc;
  /** vSwitches of that VPC that the ALB stands in, one in each of at least two zones. */
  readonly vSwitches: readonly IVSwitch[];
  /** vSwitches of that VPC that its transit router uses, one per zone. @default - those of the ALB */
  readonly attachmentVSwitches?: readonly IVSwitch[];
  /** The transit router of that CEN instance in the region of the ALB. @default - a new one */
  readonly transitRouter?: ITransitRouter;
  /** Route table that a new transit router has already, when it is imported. @default - one of its own is made */
  readonly routeTableId?: string;
  /** The attachment of the VPC to that transit router, joined with its route table already. @default - a new one */
  readonly attachment?: IAttachment;
  /** An ALB that is there already and stands in those vSwitches. @default - a new one */
  readonly loadBalancer?: IApplicationLoadBalancer;
  /**
   * Where a non-upgraded ALB sends from: blocks of 100.64.0.0/10, to be copied from the ALB console (instance, Instance
   * Details, Back-to-origin Route, View). No API has them.
   *
   * @default - none: right for every ALB made since 2025-02-25, which sends from its own vSwitches
   */
  readonly backToOriginCidrs?: readonly string[];
}

/** What a listener of a `CrossRegionAlb` needs. */
export interface AddListenerOptions extends Omit<ListenerProps, 'loadBalancer' | 'description' | 'defaultServerGroup'> {
  /** Who answers what no rule decides. */
  readonly serverGroup: IServerGroup;
}

/** What a server group of a `CrossRegionAlb` can be told. */
export type AddServerGroupOptions = Omit<ServerGroupProps, 'vpc' | 'name'>;

/** How a server in the VPC of the ALB takes part. */
export interface AddLocalServerOptions extends AddBackendServerOptions {
  /** Whether the ALB takes it as one that may lie outside its VPC. @default false */
  readonly remoteIpEnabled?: boolean;
}

const NOT_UPGRADED =
  'The ALB is non-upgraded: it has no local addresses in its vSwitches and sends from back-to-origin CIDRs instead, to which nothing leads back, so its health checks never pass. Copy them from the ALB console (instance, Instance Details, Back-to-origin Route, View) into frontend.alb.backToOriginCidrs of the deployment, or the property backToOriginCidrs, and apply again.';

const UPGRADED =
  'The ALB is upgraded: it sends from its vSwitches, and the back-to-origin CIDRs do nothing but take those addresses away from its servers. Remove frontend.alb.backToOriginCidrs of the deployment, or the property backToOriginCidrs.';

/**
 * An ALB in one region in front of servers in other regions, over CEN transit routers.
 *
 *     client -> ALB -> its VPC -> transit router =connection= transit router -> VPC -> server
 *
 * The way there needs a route per vSwitch that holds a server. The way back needs one per range that the ALB may send
 * from: the blocks of its vSwitches, and the back-to-origin CIDRs where it has them. Both are made for every backend that
 * is added.
 *
 * @see https://www.alibabacloud.com/help/en/slb/application-load-balancer/use-cases/specify-an-ecs-instance-in-a-vpc-as-a-backend-server-of-alb-in-a-different-region
 */
export class CrossRegionAlb extends Construct {
  readonly loadBalancer: IApplicationLoadBalancer;
  /** The VPC of the ALB with its transit router. */
  readonly attachedVpc: AttachedVpc;
  private readonly props: CrossRegionAlbProps;
  private readonly groups = new Construct(this, 'server-groups');
  private readonly acls = new Construct(this, 'acls');
  private readonly listeners = new Construct(this, 'listeners');
  private readonly backends = new Construct(this, 'backends');

  constructor(scope: Construct, id: string, props: CrossRegionAlbProps) {
    super(scope, id);
    this.props = props;
    const { name, cen, vpc, vSwitches } = props;
    this.loadBalancer = props.loadBalancer ?? this.createLoadBalancer(props);
    this.attachedVpc = new AttachedVpc(this, 'frontend', {
      cen,
      vpc,
      vSwitches: props.attachmentVSwitches ?? vSwitches,
      name: resourceName(name, 'frontend'),
      transitRouter: props.transitRouter,
      routeTableId: props.routeTableId,
      attachment: props.attachment,
    });
    this.assertNoRepeats();
    this.assertInCloudServices();
    this.backToOriginCidrs.forEach((cidr) => this.addWayBackToAlb(cidr));
    this.warnOfOtherGeneration(this.loadBalancer);
  }

  /** Adds a server group, to be filled by the backends. */
  addServerGroup(id: string, options: AddServerGroupOptions = {}): ServerGroup {
    const name = resourceName(this.props.name, id);
    return new ServerGroup(this.groups, id, { ...options, vpc: this.props.vpc, name });
  }

  /** Adds a listener. */
  addListener(id: string, { serverGroup, ...options }: AddListenerOptions): Listener {
    const { loadBalancer } = this;
    const description = resourceName(this.props.name, id);
    return new Listener(this.listeners, id, {
      ...options,
      loadBalancer,
      description,
      defaultServerGroup: serverGroup,
    });
  }

  /** Adds an access control list, for `addAcl` of listeners. */
  addAcl(id: string, entries: readonly string[]): AccessControlList {
    const { region } = this.props.vpc;
    return new AccessControlList(this.acls, id, { region, name: resourceName(this.props.name, id), entries });
  }

  /**
   * Puts a server of the ALB's own VPC behind it: into its group, and let in by its security group.
   *
   * It needs no routes: vSwitches of a VPC reach each other, and the route 100.64.0.0/10 to cloud services, which every VPC
   * has, leads back to the ALB here. Called again, it joins another group, or the same with another port.
   *
   * @throws ValidationError `LOCAL_SERVER_ELSEWHERE` for a server of another region or outside the block of the VPC
   */
  addServer(server: IServer, options: AddLocalServerOptions): void {
    const { serverGroup, port, remoteIpEnabled = false, ...more } = options;
    this.assertHere(server);
    letAlbIn(server, [port, serverGroup.healthCheckPort ?? port], this.sources);
    serverGroup.addServer({ ip: server.privateIp, port, remoteIpEnabled, ...more });
  }

  /** Joins another region in which servers are; each region at most once. */
  addBackend(id: string, options: AddBackendOptions): CrossRegionBackend {
    return new CrossRegionBackend(this.backends, id, {
      ...options,
      name: resourceName(this.props.name, id),
      cen: this.props.cen,
      frontend: this.attachedVpc,
      ...this.sources,
    });
  }

  /** Where a non-upgraded ALB sends from; empty for one that is upgraded. */
  get backToOriginCidrs(): readonly string[] {
    return this.props.backToOriginCidrs ?? [];
  }

  private get sources(): AlbSources {
    return {
      vSwitchCidrs: this.props.vSwitches.map(({ cidr }) => cidr),
      backToOriginCidrs: this.backToOriginCidrs,
    };
  }

  private assertHere({ vSwitch, privateIp }: IServer): void {
    const { vpc } = this.props;
    const isInBlock = !(vpc instanceof Vpc) || isIn(vpc.cidr, vSwitch.cidr);
    if (vSwitch.region === vpc.region && isInBlock) return;
    const message = `a server that is added to the ALB stands in its VPC in ${vpc.region}, got ${privateIp} in ${vSwitch.cidr} of ${vSwitch.region}; add it to a backend`;
    throw new ValidationError('LOCAL_SERVER_ELSEWHERE', message, { path: this.node.path });
  }

  private createLoadBalancer(props: CrossRegionAlbProps): IApplicationLoadBalancer {
    const { vpc, vSwitches, edition, deletionProtection, accessLog } = props;
    return new ApplicationLoadBalancer(this, 'load-balancer', {
      vpc,
      vSwitches,
      edition,
      deletionProtection,
      accessLog,
      name: resourceName(props.name),
    });
  }

  private assertNoRepeats(): void {
    const repeated = this.backToOriginCidrs.find((cidr, index, all) => all.indexOf(cidr) < index);
    if (repeated === undefined) return;
    const message = `each back-to-origin CIDR is given once, got ${repeated} twice; remove one`;
    throw new ValidationError('BACK_TO_ORIGIN_CIDR_REPEATED', message, { path: this.node.path });
  }

  private assertInCloudServices(): void {
    const outer = parseCidr(CLOUD_SERVICES_CIDR);
    this.backToOriginCidrs.forEach((cidr) => cidrId(this, cidr));
    const outside = this.backToOriginCidrs.find((cidr) => cidr === outer.text || !contains(outer, parseCidr(cidr)));
    if (outside === undefined) return;
    const message = `back-to-origin CIDRs are narrower blocks of ${outer.text}, got ${outside}; copy them from the ALB console`;
    throw new ValidationError('BACK_TO_ORIGIN_CIDR_OUTSIDE_RANGE', message, { path: this.node.path });
  }

  /** The transit router learns the vSwitches by itself; back-to-origin CIDRs belong to no vSwitch, so they are static. */
  private addWayBackToAlb(cidr: string): void {
    const { transitRouter, attachment } = this.attachedVpc;
    new TransitRouterRouteEntry(this, `back-to-origin-${cidrId(this, cidr)}`, {
      transitRouter,
      attachment,
      name: resourceName(this.props.name, 'back-to-origin'),
      destinationCidr: cidr,
    });
  }

  /** What a new ALB is like, nobody can choose; of one that is there already, its addresses tell at once. */
  private warnOfOtherGeneration({ localAddresses }: IApplicationLoadBalancer): void {
    if (localAddresses === undefined) return;
    const count = `length(${localAddresses})`;
    if (this.backToOriginCidrs.length === 0) {
      new Check(this, 'upgraded', { condition: `\${${count} > 0}`, errorMessage: NOT_UPGRADED });
    } else if (this.props.loadBalancer !== undefined) {
      new Check(this, 'non-upgraded', { condition: `\${${count} == 0}`, errorMessage: UPGRADED });
    }
  }
}

/** Tells whether a block lies in another; what is not known yet does. */
function isIn(outer: string, inner: string): boolean {
  return [outer, inner].some(Token.isUnresolved) || contains(parseCidr(outer), parseCidr(inner));
}
