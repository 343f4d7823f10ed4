import type { TerraformEvent } from './events';

/** What Terraform says that it does to a resource, for people; a replaced one is deleted and created. */
const DOING: Readonly<Record<string, string>> = { create: 'creating', update: 'changing', delete: 'deleting' };
/** Kinds of resources that a line names. */
const MOST_KINDS = 3;

/** Follows which resources Terraform works on, from its events. */
export class ResourceProgress {
  private readonly active = new Map<string, string>();
  private finished = 0;
  private total = 0;

  /** How many changes were made since the phase began; one that failed was not. */
  get count(): number {
    return this.finished;
  }

  /** A new phase begins, of so many changes; without a number, Terraform will tell in its plan. */
  begin(total = 0): void {
    this.active.clear();
    this.finished = 0;
    this.total = total;
  }

  /** Takes one event; answers whether there is something new to show. */
  take({ type, hook, changes }: TerraformEvent): boolean {
    if (type === 'change_summary' && changes?.operation === 'plan') {
      this.total = changes.add + changes.change + changes.remove;
      return true;
    }
    const address = hook?.resource?.addr;
    // Reading a data source is no change.
    if (address === undefined || hook?.action === 'read') return false;
    if (type === 'apply_start') this.active.set(address, hook?.action ?? '');
    else if (type === 'apply_complete' || type === 'apply_errored') this.finish(address, type === 'apply_complete');
    else return false;
    return true;
  }

  /** `12 of 53, creating cen_instance, vpc, 3 more kinds`: as much as a narrow line can hold, the oldest first. */
  text(): string {
    const done = this.total === 0 ? '' : `${String(this.finished)} of ${String(this.total)}`;
    const kinds = [...new Set([...this.active.keys()].map(kindOf))];
    if (kinds.length === 0) return done;
    const actions = [...new Set([...this.active.values()].map((action) => DOING[action] ?? action))];
    const more = kinds.length > MOST_KINDS ? `, ${String(kinds.length - MOST_KINDS)} more kinds` : '';
    const doing = `${actions.join(' and ')} ${kinds.slice(0, MOST_KINDS).join(', ')}${more}`;
    return [done, doing].filter(Boolean).join(', ');
  }

  private finish(address: string, isDone: boolean): void {
    this.active.delete(address);
    if (isDone) this.finished += 1;
  }
}

/** `alicloud_vpc.frontend` is of the kind `vpc`. */
function kindOf(address: string): string {
  return (address.split('.')[0] ?? address).replace('alicloud_', '');
}
