import { Construct } from 'constructs';
import type { AddServerOptions, ServerGroup } from './alb';
import { letAlbIn, type AlbSources } from './alb-entrance';
import {
  AttachedVpc,
  RegionLink,
  type IAttachment,
  type IBandwidthPlan,
  type ICen,
  type ITransitRouter,
  type LinkType,
} from './cen';
import type { IServer } from './compute';
import { resourceName } from './core';
import { RouteEntry, type IVpc, type IVSwitch } from './network';
import { cidrId } from './terraform/cidr-id';

/** What a backend region of a `CrossRegionAlb` needs. */
export interface AddBackendOptions {
  /** A VPC of another region, whose block overlaps no other. */
  readonly vpc: IVpc;
  /** vSwitches of that VPC that its transit router uses, one per zone. */
  readonly attachmentVSwitches: readonly IVSwitch[];
  /** The transit router of the CEN instance in that region. @default - a new one */
  readonly transitRouter?: ITransitRouter;
  /** Route table that a new transit router has already, when it is imported. @default - one of its own is made */
  readonly routeTableId?: string;
  /** The attachment of the VPC to that transit router, joined with its route table already. @default - a new one */
  readonly attachment?: IAttachment;
  /** The connection with the transit router of the ALB, joined with the route tables at both ends already. @default - a new one */
  readonly connection?: IAttachment;
  /** Bandwidth of the connection between the regions, 1 to 10000; for a new one. */
  readonly bandwidthMbps: number;
  /** The bandwidth plan that the connection draws from. @default - none: it is billed by data transfer */
  readonly bandwidthPlan?: IBandwidthPlan;
  /** Quality of the line. @default - left to the cloud */
  readonly linkType?: LinkType;
}

/** Properties of `CrossRegionBackend`. */
export interface CrossRegionBackendProps extends AddBackendOptions, AlbSources {
  /** First part of the name of everything that it makes. */
  readonly name: string;
  readonly cen: ICen;
  /** The VPC of the ALB. */
  readonly frontend: AttachedVpc;
}

/** How a server of a backend takes part. */
export interface AddBackendServerOptions extends Omit<AddServerOptions, 'ip' | 'remoteIpEnabled'> {
  /** The group of the ALB that it joins. */
  readonly serverGroup: ServerGroup;
}

/** A region with servers, joined with the region of the ALB; made by `CrossRegionAlb.addBackend`. */
export class CrossRegionBackend extends Construct {
  /** The VPC of the servers with its transit router. */
  readonly attachedVpc: AttachedVpc;
  /** The connection with the region of the ALB. */
  readonly connection: IAttachment;
  private readonly props: CrossRegionBackendProps;

  constructor(scope: Construct, id: string, props: CrossRegionBackendProps) {
    super(scope, id);
    this.props = props;
    const { cen, vpc, name } = props;
    this.attachedVpc = new AttachedVpc(this, 'attached', {
      cen,
      vpc,
      vSwitches: props.attachmentVSwitches,
      name,
      transitRouter: props.transitRouter,
      routeTableId: props.routeTableId,
      attachment: props.attachment,
    });
    this.connection = props.connection ?? this.connect(props);
    this.addWayBack();
  }

  /**
   * Puts a server behind the ALB: into its group, with the way there, and let in by its security group.
   *
   * Let in are its port, and the port of the group's health check where that is another one. Called again, it joins another
   * group, or the same with another port.
   */
  addServer(server: IServer, { serverGroup, port, ...more }: AddBackendServerOptions): void {
    this.addWayTo(server.vSwitch.cidr);
    letAlbIn(server, [port, serverGroup.healthCheckPort ?? port], this.props);
    serverGroup.addServer({ ip: server.privateIp, port, ...more });
  }

  private connect(props: CrossRegionBackendProps): IAttachment {
    const { frontend, name, bandwidthMbps, bandwidthPlan, linkType } = props;
    const ends = { transitRouter: frontend.transitRouter, peer: this.attachedVpc.transitRouter };
    return new RegionLink(this, 'link', { ...ends, name, bandwidthMbps, bandwidthPlan, linkType }).connection;
  }

  /** In the VPC of the ALB, once for each vSwitch that holds a server. */
  private addWayTo(destinationCidr: string): void {
    const id = `to-${cidrId(this, destinationCidr)}`;
    if (this.node.tryFindChild(id) !== undefined) return;
    const { vpc, attachment } = this.props.frontend;
    const name = resourceName(this.props.name, 'servers');
    new RouteEntry(this, id, { vpc, attachment, name, destinationCidr });
  }

  /**
   * In the VPC of the servers, once for each range that the ALB may send from.
   *
   * The system route 100.64.0.0/10 to cloud services would take answers to back-to-origin CIDRs; longer prefixes win over it.
   */
  private addWayBack(): void {
    const { vpc, attachment } = this.attachedVpc;
    const name = resourceName(this.props.name, 'alb');
    for (const destinationCidr of [...this.props.vSwitchCidrs, ...this.props.backToOriginCidrs]) {
      new RouteEntry(this, `back-to-${cidrId(this, destinationCidr)}`, { vpc, attachment, name, destinationCidr });
    }
  }
}
