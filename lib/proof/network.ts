import { CLOUD_SERVICES_CIDR, parseCidr, type Cidr } from '../core';
import { addressesOf, type AddressSet } from './address-set';
import { learnedRoutes, teachingGaps } from './learned-routes';
import type {
  Gap,
  InstanceModel,
  InterRegionConnectionModel,
  NetworkModel,
  Route,
  RouteTableJoin,
  SecurityGroupModel,
  ServerGroupModel,
  Thing,
  TransitRouterModel,
  TransitRouterRouteTableModel,
  VpcAttachmentModel,
  VpcModel,
  VpcRouteTableModel,
  VSwitchModel,
} from './model';
import { RouteIndex } from './route-index';
import type { Followed } from './verdict';

/** What holds addresses of a VPC: a vSwitch, or the back-to-origin CIDR of an ALB that stands in it. */
export interface Holder {
  readonly destination: Cidr;
  readonly kind: 'vSwitch' | 'backToOrigin';
  readonly label: string;
  /** Id of the vSwitch or of the load balancer. */
  readonly id: string;
}

/** A table as packets meet it. */
export interface Table {
  readonly id: string;
  readonly label: string;
  readonly index: RouteIndex<Followed>;
  readonly gaps: readonly Gap[];
  /** Of a VPC's table: attachments that write more routes into it. */
  readonly publishedBy?: readonly string[];
}

const SERVICES = parseCidr(CLOUD_SERVICES_CIDR);

/** A model with what walking it asks for, each index made when it is first needed. */
export class Network {
  readonly vpcs: ReadonlyMap<string, VpcModel>;
  readonly vSwitches: ReadonlyMap<string, VSwitchModel>;
  readonly routers: ReadonlyMap<string, TransitRouterModel>;
  readonly vpcAttachments: ReadonlyMap<string, VpcAttachmentModel>;
  readonly connections: ReadonlyMap<string, InterRegionConnectionModel>;
  readonly securityGroups: ReadonlyMap<string, SecurityGroupModel>;
  readonly instances: ReadonlyMap<string, InstanceModel>;
  readonly serverGroups: ReadonlyMap<string, ServerGroupModel>;
  readonly vSwitchesOfVpc: ReadonlyMap<string, readonly VSwitchModel[]>;
  readonly attachmentsOfVpc: ReadonlyMap<string, readonly VpcAttachmentModel[]>;
  readonly propagationsOfTable: ReadonlyMap<string, readonly RouteTableJoin[]>;
  private readonly associationsOfAttachment: ReadonlyMap<string, readonly RouteTableJoin[]>;
  private readonly vpcTables: ReadonlyMap<string, VpcRouteTableModel>;
  readonly tablesOfVpc: ReadonlyMap<string, readonly VpcRouteTableModel[]>;
  private readonly routerTables: ReadonlyMap<string, TransitRouterRouteTableModel>;
  private readonly tables = new Map<string, Table>();
  private readonly holders = new Map<string, RouteIndex<Holder>>();

  constructor(readonly model: NetworkModel) {
    this.vpcs = byId(model.vpcs);
    this.vSwitches = byId(model.vSwitches);
    this.routers = byId(model.transitRouters);
    this.vpcAttachments = byId(model.vpcAttachments);
    this.connections = byId(model.connections);
    this.securityGroups = byId(model.securityGroups);
    this.instances = byId(model.instances);
    this.serverGroups = byId(model.serverGroups);
    this.vSwitchesOfVpc = groupBy(model.vSwitches, ({ vpcId }) => vpcId);
    this.attachmentsOfVpc = groupBy(model.vpcAttachments, ({ vpcId }) => vpcId);
    this.propagationsOfTable = groupBy(model.propagations, ({ routeTableId }) => routeTableId);
    this.associationsOfAttachment = groupBy(model.associations, ({ attachmentId }) => attachmentId);
    this.vpcTables = byId(model.vpcRouteTables);
    this.tablesOfVpc = groupBy(model.vpcRouteTables, ({ vpcId }) => vpcId);
    this.routerTables = byId(model.transitRouterRouteTables);
  }

  /** The table that counts for traffic between an ALB and its servers; undefined where the model has none. */
  systemTableOf(vpcId: string): VpcRouteTableModel | undefined {
    return this.tablesOfVpc.get(vpcId)?.find(({ isSystem }) => isSystem);
  }

  /**
   * The tables that may be looked up for what leaves a vSwitch: the system table, and its own where it has one.
   *
   * The ALB documentation names the system table alone; what a server sends is looked up where its vSwitch is bound. Both
   * have to lead back, so that neither reading makes a false proof. The system table is undefined where the model has none.
   */
  tablesOfVSwitch({ vpcId, customRouteTableId: own }: VSwitchModel): readonly (string | undefined)[] {
    const system = this.systemTableOf(vpcId)?.id;
    return own === undefined || own === system ? [system] : [system, own];
  }

  /** A VPC's table with its system routes: one per vSwitch, and 100.64.0.0/10. */
  vpcTable(id: string): Table | undefined {
    const model = this.vpcTables.get(id);
    return model && this.kept(id, () => ({ ...model, index: new RouteIndex(this.vpcRoutes(model)) }));
  }

  /** A transit router's table with what it learns. */
  routerTable(id: string): Table | undefined {
    const model = this.routerTables.get(id);
    if (model === undefined) return undefined;
    return this.kept(id, () => ({
      ...model,
      index: new RouteIndex(this.routerRoutes(model)),
      gaps: [...model.gaps, ...(model.learned === undefined ? teachingGaps(this, model) : [])],
    }));
  }

  routerTableModel(id: string): TransitRouterRouteTableModel | undefined {
    return this.routerTables.get(id);
  }

  /** Ids of the tables of a router that an attachment is associated with: none or one, more only in a model that no cloud takes. */
  associatedTables(attachmentId: string, transitRouterId: string): readonly string[] {
    const tables = this.associationsOfAttachment.get(attachmentId) ?? [];
    const here = tables.filter(
      ({ routeTableId }) => this.routerTables.get(routeTableId)?.transitRouterId === transitRouterId,
    );
    return [...new Set(here.map(({ routeTableId }) => routeTableId))];
  }

  /** Who holds which addresses of a VPC. */
  holdersIn(vpcId: string): RouteIndex<Holder> {
    const existing = this.holders.get(vpcId);
    if (existing) return existing;
    const made = new RouteIndex(this.listHolders(vpcId));
    this.holders.set(vpcId, made);
    return made;
  }

  /** The back-to-origin addresses of the ALBs of a VPC. */
  backToOriginIn(vpcId: string): AddressSet {
    return addressesOf(this.backToOriginRanges(vpcId).map(({ destination }) => destination));
  }

  /** The end of a connection that is not the given one. */
  farEnd({ transitRouterIds: [a, b] }: InterRegionConnectionModel, near: string): string {
    return a === near ? b : a;
  }

  private vpcRoutes({ vpcId, routes }: VpcRouteTableModel): readonly Followed[] {
    const local = (this.vSwitchesOfVpc.get(vpcId) ?? []).map(({ cidr, label }): Followed => {
      return { destination: cidr, nextHop: { kind: 'local' }, origin: 'system', label };
    });
    const services: Followed = {
      destination: SERVICES,
      nextHop: { kind: 'cloudServices' },
      origin: 'system',
      label: 'cloud services',
    };
    return [...local, services, ...routes.map(fixedRoute)];
  }

  private routerRoutes(table: TransitRouterRouteTableModel): readonly Followed[] {
    const fixed = table.routes.map(fixedRoute);
    const taken = new Set(fixed.map(({ destination }) => destination.text));
    const learned = table.learned?.map(reportedRoute) ?? learnedRoutes(this, table);
    return [...fixed, ...learned.filter(({ destination }) => !taken.has(destination.text))];
  }

  private listHolders(vpcId: string): readonly Holder[] {
    const vSwitches = (this.vSwitchesOfVpc.get(vpcId) ?? []).map(({ id, cidr, label }): Holder => {
      return { destination: cidr, kind: 'vSwitch', label, id };
    });
    return [...vSwitches, ...this.backToOriginRanges(vpcId)];
  }

  private backToOriginRanges(vpcId: string): readonly Holder[] {
    return this.model.loadBalancers
      .filter((balancer) => balancer.vpcId === vpcId)
      .flatMap(({ id, label, sourceRanges }) =>
        sourceRanges
          .filter(({ kind }) => kind === 'backToOrigin')
          .map(({ cidr }): Holder => ({ destination: cidr, kind: 'backToOrigin', label, id })),
      );
  }

  private kept(id: string, make: () => Table): Table {
    const existing = this.tables.get(id);
    if (existing) return existing;
    const made = make();
    this.tables.set(id, made);
    return made;
  }
}

function fixedRoute({ destination, nextHop, label }: Route): Followed {
  return { destination, nextHop, origin: 'static', label };
}

function reportedRoute({ destination, nextHop, label }: Route): Followed {
  return { destination, nextHop, origin: 'learned', label };
}

/** The things by their ids. */
function byId<T extends Thing>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

/** Things by a key that several may share, in their order. */
function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
}
