import { overlaps, type Cidr } from '../core';
import type { BackToOriginCidrs } from '../proof/terraform/build/back-to-origin';
import { Things } from '../proof/terraform/build/things';
import type { Inventory } from '../proof/terraform/source/instance';
import { isAddress, Reference, type Value } from '../proof/terraform/value';
import { blockOf, Resource, type Block, type Reading } from './resource';

/** A vSwitch of which the block is known. */
export interface VSwitchFacts {
  readonly resource: Resource;
  readonly vpcId: string | undefined;
  readonly cidr: Cidr;
}

/** A server of a server group. */
export interface MemberFacts {
  readonly group: Resource;
  readonly server: Block;
  /** How people know it: its address, or the resource that it is. */
  readonly label: string;
  /** Its address, or the block that the cloud picks one from; undefined where that is not known. */
  readonly addresses?: Cidr;
  /** The instance that it is, where that is part of the configuration. */
  readonly instance?: Resource;
}

/** An attachment of a VPC to a transit router. */
export interface AttachmentFacts {
  readonly resource: Resource;
  readonly vpcId: string | undefined;
  readonly routerId: string | undefined;
  readonly cenId: string | undefined;
}

/** What the policies look at: the resources of a configuration, and what follows from several of them. */
export class Facts {
  private readonly things: Things;
  private readonly reading: Reading;
  private readonly kept = new Map<string, unknown>();

  constructor(
    private readonly inventory: Inventory,
    onUnknown: Reading['onUnknown'] = () => undefined,
    private readonly backToOriginCidrs: BackToOriginCidrs = {},
  ) {
    this.things = new Things(inventory);
    this.reading = { inventory, things: this.things, onUnknown };
  }

  /** The resources of a type that the configuration makes or manages. */
  resources(type: string): readonly Resource[] {
    return this.once(`resources ${type}`, () =>
      this.inventory.ofType(type).map((instance) => new Resource(this.reading, instance, false)),
    );
  }

  /** The same, and what data sources show of that type. */
  all(type: string): readonly Resource[] {
    return this.once(`all ${type}`, () => [
      ...this.resources(type),
      ...this.things
        .ofType(type)
        .filter(({ isExisting }) => isExisting)
        .map(({ instance }) => new Resource(this.reading, instance, true)),
    ]);
  }

  /** Every type that resources have. */
  get types(): readonly string[] {
    return this.inventory.types.filter((type) => !type.startsWith('data.'));
  }

  /** A resource by its address. */
  find(type: string, id: string | undefined): Resource | undefined {
    const byAddress = this.once(
      `by address ${type}`,
      () => new Map(this.all(type).map((resource) => [resource.address, resource])),
    );
    return id === undefined ? undefined : byAddress.get(id);
  }

  /** The address of the resource of a type that a value names: one whose kind no model knows. */
  addressOf(value: Value, type: string): string | undefined {
    if (value instanceof Reference) return this.find(type, value.address)?.address;
    return typeof value === 'string'
      ? this.resources(type).find((each) => each.text('id') === value)?.address
      : undefined;
  }

  /** The blocks of a VPC, secondary ones too; undefined where not all of them are known. */
  vpcBlocks(vpcId: string | undefined): readonly Cidr[] | undefined {
    const vpc = this.find('alicloud_vpc', vpcId);
    const listed = vpc?.texts('secondary_cidr_blocks');
    if (vpc === undefined || listed === undefined || this.secondaryBlocks === undefined) return undefined;
    const others = this.secondaryBlocks.get(vpc.address) ?? [];
    const blocks = [vpc.cidr('cidr_block'), ...listed.map(blockOf), ...others];
    return blocks.every((block) => block !== undefined) ? blocks : undefined;
  }

  /** The secondary blocks of VPCs that are resources of their own; undefined where it is not known which VPC has one. */
  private get secondaryBlocks(): ReadonlyMap<string, readonly (Cidr | undefined)[]> | undefined {
    return this.once('secondary blocks', () => {
      const resources = this.resources('alicloud_vpc_ipv4_cidr_block');
      const owners = resources.map((resource) => [resource, resource.id('vpc', 'vpc_id')] as const);
      if (owners.some(([, owner]) => owner === undefined)) return undefined;
      return groupBy(
        owners,
        ([, owner]) => owner,
        ([resource]) => resource.cidr('secondary_cidr_block'),
      );
    });
  }

  /** The vSwitches of which the block is known. */
  get vSwitches(): readonly VSwitchFacts[] {
    return this.once('vSwitches', () =>
      this.all('alicloud_vswitch').flatMap((resource) => {
        const cidr = resource.cidr('cidr_block');
        return cidr === undefined ? [] : [{ resource, vpcId: resource.id('vpc', 'vpc_id'), cidr }];
      }),
    );
  }

  /** A vSwitch by its address. */
  vSwitch(id: string | undefined): VSwitchFacts | undefined {
    const byAddress = this.once(
      'vSwitches by address',
      () => new Map(this.vSwitches.map((vSwitch) => [vSwitch.resource.address, vSwitch])),
    );
    return id === undefined ? undefined : byAddress.get(id);
  }

  /** The vSwitches of each VPC. */
  get vSwitchesOfVpc(): ReadonlyMap<string, readonly VSwitchFacts[]> {
    return this.once('vSwitches of VPCs', () =>
      groupBy(
        this.vSwitches,
        ({ vpcId }) => vpcId,
        (vSwitch) => vSwitch,
      ),
    );
  }

  /** The vSwitches that hold any of some addresses. */
  vSwitchesWith(addresses: Cidr): readonly VSwitchFacts[] {
    return this.once(`vSwitches with ${addresses.text}`, () =>
      this.vSwitches.filter(({ cidr }) => overlaps(cidr, addresses)),
    );
  }

  /** The attachments of VPCs. */
  get attachments(): readonly AttachmentFacts[] {
    return this.once('attachments', () =>
      this.all('alicloud_cen_transit_router_vpc_attachment').map((resource) => {
        const routerId = resource.id('transitRouter', 'transit_router_id');
        const cenId = this.cenOfRouter(routerId) ?? resource.id('cen', 'cen_id');
        return { resource, vpcId: resource.id('vpc', 'vpc_id'), routerId, cenId };
      }),
    );
  }

  /** The CEN instance of a transit router. */
  cenOfRouter(routerId: string | undefined): string | undefined {
    return this.find('alicloud_cen_transit_router', routerId)?.id('cen', 'cen_id');
  }

  /** Whether back-to-origin CIDRs of an ALB were given: by its address, its id or its name, or for all. */
  hasBackToOriginCidrs(balancer: Resource): boolean {
    const names = [balancer.address, balancer.text('id'), balancer.text('load_balancer_name'), '*'];
    const key = names.find((name) => name !== undefined && Object.hasOwn(this.backToOriginCidrs, name));
    return key !== undefined && (this.backToOriginCidrs[key] ?? []).length > 0;
  }

  /** The servers of all server groups. */
  get members(): readonly MemberFacts[] {
    return this.once('members', () =>
      this.resources('alicloud_alb_server_group').flatMap((group) =>
        group.blocks('servers').map((server) => this.member(group, server)),
      ),
    );
  }

  /** The servers of each group, by its address. */
  get membersOfGroup(): ReadonlyMap<string, readonly MemberFacts[]> {
    return this.once('members of groups', () =>
      groupBy(
        this.members,
        ({ group }) => group.address,
        (member) => member,
      ),
    );
  }

  /** Who the addresses of instances belong to. */
  private get instancesByAddress(): ReadonlyMap<string, readonly Resource[]> {
    return this.once('instances by address', () =>
      groupBy(
        this.all('alicloud_instance'),
        (instance) => (instance.isGiven('private_ip') ? instance.text('private_ip') : undefined),
        (instance) => instance,
      ),
    );
  }

  private member(group: Resource, server: Block): MemberFacts {
    const value = server.isGiven('server_ip') ? server.value('server_ip') : server.value('server_id');
    if (isAddress(value)) {
      const [instance, ...others] = this.instancesByAddress.get(value) ?? [];
      const found = others.length === 0 && instance !== undefined ? { instance } : {};
      return { group, server, label: value, addresses: blockOf(value), ...found };
    }
    const instance = value instanceof Reference ? this.instanceOf(value) : undefined;
    if (instance === undefined) return { group, server, label: server.text('server_id') ?? 'a server' };
    const vSwitch = this.vSwitch(instance.id('vSwitch', 'vswitch_id'));
    return { group, server, instance, label: instance.address, addresses: vSwitch?.cidr };
  }

  private instanceOf({ address, path }: Reference): Resource | undefined {
    const isOwn = path.length === 1 && ['id', 'private_ip', 'primary_ip_address'].includes(String(path[0]));
    return isOwn ? this.find('alicloud_instance', address) : undefined;
  }

  /** Finds something out once, whatever it is asked for later. */
  private once<T>(key: string, find: () => T): T {
    if (!this.kept.has(key)) this.kept.set(key, find());
    return this.kept.get(key) as T;
  }
}

/** Items under their keys; those without one are left out. */
export function groupBy<T, V>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
  valueOf: (item: T) => V,
): ReadonlyMap<string, readonly V[]> {
  const groups = new Map<string, V[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [valueOf(item)]);
    else group.push(valueOf(item));
  }
  return groups;
}

/** Every item whose block lies in, or around, that of one before it; blocks are nested or apart, so sorting finds them. */
export function overlapping<T>(items: readonly T[], cidrOf: (item: T) => Cidr): readonly (readonly [T, T])[] {
  const inOrder = [...items].sort((a, b) => cidrOf(a).first - cidrOf(b).first || cidrOf(b).last - cidrOf(a).last);
  let open: T | undefined;
  return inOrder.flatMap((item) => {
    if (open !== undefined && overlaps(cidrOf(open), cidrOf(item))) return [[open, item] as const];
    open = item;
    return [];
  });
}
