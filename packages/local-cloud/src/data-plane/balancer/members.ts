import { type BackendServer, backendServerKey, backendServers } from '../../services/alb/model';
import type { Store } from '../../store/store';

/** A server that is in a group, with its key. */
export interface Member {
  readonly server: BackendServer;
  readonly key: string;
}

/** The servers of groups, listed once per change. */
export class Members {
  private readonly lists = new Map<string, readonly Member[]>();
  private revision = -1;

  constructor(private readonly store: Store) {}

  /** The servers that are in a group, whatever their weight. */
  of(serverGroupId: string): readonly Member[] {
    const revision = this.store.revisionOf([backendServers]);
    if (revision !== this.revision) this.lists.clear();
    this.revision = revision;
    const known = this.lists.get(serverGroupId);
    if (known) return known;
    const list = this.store
      .where(backendServers, 'group', serverGroupId)
      .filter(({ status }) => status === 'Available' || status === 'Configuring')
      .map((server) => ({ server, key: backendServerKey(server) }));
    this.lists.set(serverGroupId, list);
    return list;
  }
}
