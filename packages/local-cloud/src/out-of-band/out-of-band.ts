import { nodesOf } from '../data-plane/balancer/nodes';
import { loadBalancers } from '../services/alb/model';
import type { OutOfBandParts } from './act';
import {
  changeTag,
  deleteRule,
  editRule,
  type Join,
  type RuleChanges,
  type ServerWeight,
  setServerWeight,
  switchServer,
  unjoin,
} from './changes';
import { findItem, type ListedItem, listItems, type ShownItem } from './find';
import { type JournalEntry, readJournal } from './journal';
import { addRoute, deleteRoute, type RouteToAdd, type RouteToDelete } from './routes';

/**
 * What a person in the console can look at and change, behind the back of whatever made the objects.
 *
 * Every change keeps the rules of the API and has all of its side effects; it is written into the journal, which is part of
 * the state. A change throws an `OutOfBandError` when what it is about cannot be found, and an `ApiError` with the API's code
 * when the cloud refuses it; nothing is changed then. Injected faults do not hit it.
 */
export class OutOfBand {
  constructor(private readonly parts: OutOfBandParts) {}

  /** Everything that stands in the cloud, by kind, oldest first; system route tables and their like as well. */
  list(): readonly ListedItem[] {
    this.parts.settle();
    return listItems(this.parts.store);
  }

  /** One object with all its fields, by its id or else its name. @throws OutOfBandError */
  show(idOrName: string): ShownItem {
    this.parts.settle();
    return findItem(this.parts.store, idOrName);
  }

  /** Adds a route to a table of a VPC or a transit router. */
  addRoute(route: RouteToAdd): JournalEntry {
    return addRoute(this.parts, route);
  }

  /** Deletes a route of a VPC or a transit router. */
  deleteRoute(which: RouteToDelete): JournalEntry {
    return deleteRoute(this.parts, which);
  }

  /** Starts a server. @param server - An instance: id or name. */
  startServer(server: string): JournalEntry {
    return switchServer(this.parts, server, 'startServer');
  }

  /** Stops a server. @param server - An instance: id or name. */
  stopServer(server: string): JournalEntry {
    return switchServer(this.parts, server, 'stopServer');
  }

  /** Changes a rule of a security group. */
  editRule(ruleId: string, changes: RuleChanges): JournalEntry {
    return editRule(this.parts, ruleId, changes);
  }

  /** Deletes a rule of a security group. */
  deleteRule(ruleId: string): JournalEntry {
    return deleteRule(this.parts, ruleId);
  }

  /** Sets the weight of a server in a group. */
  setServerWeight(to: ServerWeight): JournalEntry {
    return setServerWeight(this.parts, to);
  }

  /** Takes an attachment's association with a transit router's table away. */
  dissociate(join: Join): JournalEntry {
    return unjoin(this.parts, join, 'dissociate');
  }

  /** Stops a transit router's table learning from an attachment. */
  disablePropagation(join: Join): JournalEntry {
    return unjoin(this.parts, join, 'disablePropagation');
  }

  /** Sets a tag of an object, by its id or else its name. */
  setTag(idOrName: string, key: string, value: string): JournalEntry {
    return changeTag(this.parts, idOrName, key, value);
  }

  /** Removes a tag of an object, by its id or else its name. */
  removeTag(idOrName: string, key: string): JournalEntry {
    return changeTag(this.parts, idOrName, key);
  }

  /**
   * The ranges that a load balancer sends requests to its servers from, as its page in the console shows them: the
   * back-to-origin CIDRs of a non-upgraded one, else the CIDRs of its vSwitches.
   *
   * @param loadBalancer - Id, DNS name or name.
   * @throws OutOfBandError When there is none.
   */
  backToOriginCidrs(loadBalancer: string): readonly string[] {
    const { store } = this.parts;
    const balancer = store.get(loadBalancers, this.loadBalancer(loadBalancer).id);
    return balancer ? nodesOf(store, balancer).map(({ range }) => range) : [];
  }

  /** One load balancer, by its id, DNS name or name. @throws OutOfBandError When there is none. */
  loadBalancer(idOrName: string): ShownItem {
    const { store, settle } = this.parts;
    settle();
    const byDnsName = store.all(loadBalancers).find(({ dnsName }) => dnsName === idOrName.toLowerCase());
    return findItem(store, byDnsName?.loadBalancerId ?? idOrName, [loadBalancers.name]);
  }

  /** Every change that was made out of band in this state, oldest first. */
  journal(): readonly JournalEntry[] {
    return readJournal(this.parts.store);
  }
}
