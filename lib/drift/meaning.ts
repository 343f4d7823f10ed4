import { isObject } from '../proof/terraform';
import { blockIn, isReportOnly, type BlockSchema } from './provider-schema';

/**
 * A value with everything taken out that does not tell two of them apart; undefined where nothing is left.
 *
 * Nothing, `null`, `""`, `[]`, `{}`, `false` and `0` are the same: the provider writes now this and now that for what
 * nobody set. So are lists with the same items in another order: of no resource here does it mean anything. What only
 * the cloud sets is left out.
 */
export function meaningOf(value: unknown, block?: BlockSchema): unknown {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return undefined;
  if (Array.isArray(value)) return meaningOfList(value, block);
  if (!isObject(value)) return value;
  const members = Object.keys(value)
    .filter((name) => !isReportOnly(block, name))
    .map((name) => [name, meaningOf(value[name], blockIn(block, name))] as const)
    .filter(([, meaning]) => meaning !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function meaningOfList(list: readonly unknown[], block: BlockSchema | undefined): unknown {
  const items = list.map((item) => meaningOf(item, block)).filter((item) => item !== undefined);
  if (items.length === 0) return undefined;
  const texts = new Map(items.map((item) => [item, JSON.stringify(item)]));
  return items.sort((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1));
}

/** Whether two values mean the same. */
export function meansSame(a: unknown, b: unknown, block?: BlockSchema): boolean {
  return JSON.stringify(meaningOf(a, block)) === JSON.stringify(meaningOf(b, block));
}

/**
 * A planned value, and for what is not known of it before the apply, another value's part.
 *
 * @param unknown - The shape of the value, with `true` for what is not known (`after_unknown`)
 */
export function withUnknown(value: unknown, unknown: unknown, otherwise: unknown): unknown {
  if (unknown === true) return otherwise;
  if (Array.isArray(unknown)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    const others: readonly unknown[] = Array.isArray(otherwise) ? otherwise : [];
    return list.map((item, at) => withUnknown(item, unknown[at], others[at]));
  }
  if (!isObject(unknown)) return value;
  const known = isObject(value) ? value : {};
  const other = isObject(otherwise) ? otherwise : {};
  const names = [...new Set([...Object.keys(known), ...Object.keys(unknown)])];
  return Object.fromEntries(names.map((name) => [name, withUnknown(known[name], unknown[name], other[name])]));
}

/** Whether something is not known before the apply that a configuration can set. */
export function isUnknown(unknown: unknown, block?: BlockSchema): boolean {
  if (Array.isArray(unknown)) return unknown.some((item) => isUnknown(item, block));
  if (!isObject(unknown)) return unknown === true;
  const settable = Object.keys(unknown).filter((name) => !isReportOnly(block, name));
  return settable.some((name) => isUnknown(unknown[name], blockIn(block, name)));
}
