import type { TerraformEvent } from './events';

/** Follows which resources Terraform works on, from its events. */
export class ResourceProgress {
  private readonly active = new Map<string, string>();
  private finished = 0;
  private total = 0;

  /** A new phase begins, of so many resources. */
  begin(total: number): void {
    this.active.clear();
    this.finished = 0;
    this.total = total;
  }

  /** Takes one event; answers whether there is something new to show. */
  take({ type, hook }: TerraformEvent): boolean {
    const address = hook?.resource?.addr;
    // Reading a data source is no change.
    if (address === undefined || hook?.action === 'read') return false;
    if (type === 'apply_start') this.active.set(address, hook?.action ?? '');
    else if (type === 'apply_complete' || type === 'apply_errored') this.finish(address);
    else return false;
    return true;
  }

  /** `12 of 53, creating cen_instance, vpc (3 more)`: as much as a narrow line can hold, the oldest first. */
  text(): string {
    const kinds = [...this.active.keys()].map((address) => (address.split('.')[0] ?? address).replace('alicloud_', ''));
    const distinct = [...new Set(kinds)];
    const shown = distinct.slice(0, 3).join(', ');
    const action = [...this.active.values()].includes('delete') ? 'deleting' : 'creating';
    const more = distinct.length > 3 ? `, ${String(distinct.length - 3)} more kinds` : '';
    return `${String(this.finished)} of ${String(this.total)}${shown && `, ${action} ${shown}${more}`}`;
  }

  private finish(address: string): void {
    this.active.delete(address);
    this.finished += 1;
  }
}
