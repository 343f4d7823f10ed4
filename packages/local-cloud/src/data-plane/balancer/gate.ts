import { type AclRelation, aclEntries, aclRelations } from '../../services/alb/acl-model';
import { parseAddress, prefixOf } from '../../services/ipv4';
import type { Store } from '../../store/store';
import { LongestPrefix } from '../forwarding/longest-prefix';

/** The lists of one listener, joined. */
interface Lists {
  readonly type: AclRelation['type'];
  readonly entries: LongestPrefix<true>;
}

/**
 * The access control lists of listeners.
 *
 * Lists without any entry keep nobody out, whatever their type (ALB user guide, access control).
 */
export class Gate {
  private readonly lists = new Map<string, Lists | undefined>();
  private revision = -1;

  constructor(private readonly store: Store) {}

  /** Whether a client may talk to a listener; an address that is not IPv4 is on no list. */
  admits(listenerId: string, clientAddress: string): boolean {
    const lists = this.listsOf(listenerId);
    if (!lists) return true;
    const address = parseAddress(clientAddress);
    const isListed = address !== undefined && lists.entries.lookUp(address).value === true;
    return isListed === (lists.type === 'White');
  }

  private listsOf(listenerId: string): Lists | undefined {
    const revision = this.store.revisionOf([aclEntries, aclRelations]);
    if (revision !== this.revision) this.lists.clear();
    this.revision = revision;
    if (!this.lists.has(listenerId)) this.lists.set(listenerId, this.readLists(listenerId));
    return this.lists.get(listenerId);
  }

  private readLists(listenerId: string): Lists | undefined {
    const relations = this.store
      .where(aclRelations, 'listener', listenerId)
      .filter(({ status }) => status !== 'Associating');
    const entries = relations
      .flatMap(({ aclId }) => this.store.where(aclEntries, 'acl', aclId))
      .filter(({ status }) => status !== 'Adding');
    const type = relations[0]?.type;
    if (type === undefined || entries.length === 0) return undefined;
    return { type, entries: new LongestPrefix(entries.map(({ entry }) => [prefixOf(entry), true] as const)) };
  }
}
