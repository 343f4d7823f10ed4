import type { MemberModel } from '../../model';
import type { Instance } from '../source/instance';
import { isAddress, Reference, Unresolved, type Value, type ValueMap } from '../value';
import { unknownMessage, type Draft } from './draft';
import { push } from './network';
import type { ServerInstance } from './servers';

/** Who a member of a server group is, or why that cannot be told. */
export type Found =
  Pick<MemberModel, 'label' | 'address' | 'instanceId' | 'otherInstanceIds'> | { readonly gap: string };

/** Finds the server that a member of a group is. */
export class ServerLookUp {
  private readonly byId: ReadonlyMap<string, ServerInstance>;
  private readonly byAddress = new Map<string, string[]>();
  private readonly bySecondary = new Map<string, string[]>();

  constructor(
    private readonly draft: Draft,
    instances: readonly ServerInstance[],
  ) {
    this.byId = new Map(instances.map((instance) => [instance.id, instance]));
    for (const { id, privateIp, secondaryIps } of instances) {
      if (privateIp !== undefined) push(this.byAddress, privateIp, id);
      for (const address of secondaryIps) if (address !== privateIp) push(this.bySecondary, address, id);
    }
  }

  find(group: Instance, server: ValueMap): Found {
    const [ip, id] = ['server_ip', 'server_id'].map((name) => this.draft.inventory.resolve(server[name]));
    const address = [ip, id].find(isAddress);
    const named = isAddress(id) ? undefined : this.draft.things.identify('instance', id, group);
    if (typeof named === 'string' && this.byId.has(named)) {
      return address === undefined ? this.behind(this.ofAddress(ip) ?? named) : this.of(named, address);
    }
    if (address !== undefined) return this.at(address);
    const value = ip === undefined || ip === null || ip === '' ? id : ip;
    const behind = this.ofAddress(value);
    if (behind !== undefined) return this.behind(behind);
    const unknown = value instanceof Reference || value instanceof Unresolved ? value : new Unresolved(String(value));
    return { gap: unknownMessage(group, 'servers.server_id', unknown) };
  }

  /** Whoever has an address. */
  private at(address: string): Found {
    const [instanceId, ...others] = this.byAddress.get(address) ?? [];
    if (instanceId === undefined) {
      const [secondary] = this.bySecondary.get(address) ?? [];
      if (secondary !== undefined) return this.of(secondary, address);
      const hidden = [...this.byId.values()].find(({ hasUnknownIp }) => hasUnknownIp);
      if (hidden === undefined) return { label: address, address };
      return { gap: `whether ${address} is ${hidden.label}, whose address is not known, cannot be told` };
    }
    if (others.length > 0) return { label: address, address, instanceId, otherInstanceIds: others };
    return { label: this.byId.get(instanceId)?.label ?? address, address, instanceId };
  }

  /** An instance at one of its addresses. */
  private of(instanceId: string, address: string): Found {
    const instance = this.byId.get(instanceId);
    if (instance?.privateIp === address) return this.behind(instanceId);
    const label = instance?.label ?? instanceId;
    const gap = `${label}: whether it answers at ${address} is decided inside it, as that is not known to be its primary address`;
    return { gap };
  }

  /** The instance whose private address an attribute will be. */
  private ofAddress(value: Value): string | undefined {
    if (!(value instanceof Reference)) return undefined;
    const [attribute, ...deeper] = value.path;
    const isPrivate = deeper.length === 0 && (attribute === 'private_ip' || attribute === 'primary_ip_address');
    return isPrivate && this.byId.has(value.address) ? value.address : undefined;
  }

  private behind(instanceId: string): Found {
    const instance = this.byId.get(instanceId);
    const address = instance?.privateIp;
    return { label: instance?.label ?? instanceId, ...(address !== undefined && { address }), instanceId };
  }
}
