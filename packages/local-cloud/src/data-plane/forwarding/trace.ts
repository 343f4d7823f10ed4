import { transitRouters } from '../../services/cen/model';
import { securityGroups } from '../../services/ecs/model';
import { vpcs } from '../../services/vpc/model';
import type { Store } from '../../store/store';
import type { Match } from './longest-prefix';
import type { Hop, Loss, Place, Way } from './hop';

/** Collects the steps of a walk, and how far in the source range they hold. */
export class Trace {
  readonly hops: Hop[] = [];
  last = 2 ** 32 - 1;

  constructor(private readonly store: Store) {}

  /** Notes a look-up of the packet's own source address, whose result holds for that interval only. */
  narrow<T>(match: Match<T>): T | undefined {
    this.last = Math.min(this.last, match.last);
    return match.value;
  }

  step(hop: Hop): void {
    this.hops.push(hop);
  }

  /** The packet ends here. */
  lose(direction: Way, place: Place, reason: string, lookedUp: Pick<Hop, 'tableId' | 'entry'> = {}): Loss {
    this.hops.push({ direction, place, text: reason, ...lookedUp });
    return { direction, place, reason };
  }

  vpc(vpcId: string): Place {
    const vpc = this.store.get(vpcs, vpcId);
    return { kind: 'vpc', id: vpcId, name: vpc?.name ?? '', regionId: vpc?.regionId ?? '' };
  }

  transitRouter(transitRouterId: string): Place {
    const router = this.store.get(transitRouters, transitRouterId);
    return {
      kind: 'transitRouter',
      id: transitRouterId,
      name: router?.name ?? '',
      regionId: router?.regionId ?? '',
    };
  }

  securityGroup(securityGroupId: string): Place {
    const group = this.store.get(securityGroups, securityGroupId);
    return {
      kind: 'securityGroup',
      id: securityGroupId,
      name: group?.name ?? '',
      regionId: group?.regionId ?? '',
    };
  }
}
