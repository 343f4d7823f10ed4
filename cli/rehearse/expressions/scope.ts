import type { Scope } from './evaluate';

/** `{alicloud_vpc: {x: {…}}, data: {alicloud_images: {y: {…}}}}`, of values by address. */
export function scopeOf(values: ReadonlyMap<string, unknown>): Scope {
  const scope: Record<string, unknown> = {};
  for (const [address, value] of values) {
    const names = address.split('.');
    const last = names.pop() ?? '';
    const folder = names.reduce<Record<string, unknown>>(
      (at, name) => (at[name] ??= {}) as Record<string, unknown>,
      scope,
    );
    folder[last] = value;
  }
  return scope;
}
